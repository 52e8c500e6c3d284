"""How things are said on the screens."""

from datetime import date, datetime
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comitas.accounts.models import User
from comitas.cases.rules.codes import CHANNELS
from comitas.cases.rules.words import Value, say
from comitas.checks.models import Verdict
from comitas.checks.rules.findings import LEVEL_WORDS, STATUSES, Finding
from comitas.core.text import N_
from comitas.documents.models import Placement
from comitas.drafting.models import Letter
from comitas.drafting.rules.kinds import KINDS as LETTER_KINDS
from comitas.drafting.rules.life import STATES as LETTER_STATES
from comitas.intake.models import Arrival
from comitas.intake.rules.kinds import BY_CODE
from comitas.ledger.rules import kinds

MANNERS = {"open": N_("opened"), "search": N_("searched"), "download": N_("downloaded"), "print": N_("printed")}
STATES = {"waiting": (N_("Not yet accepted"), "sea"), "accepted": (N_("Accepted"), "moss"), "forwarded": (N_("Forwarded"), "grey"),
          "returned": (N_("Returned for completion"), "ochre"), "turned-away": (N_("Turned away"), "grey")}  # fmt: skip


def day(value: date | None) -> str:
    """3 March 2026, in the page's language."""
    return format_date(value, "d MMMM y", locale=_locale()) if value else ""


def moment(value: datetime) -> str:
    """3 March 2026, 09:14, in the reader's time zone."""
    local = timezone.localtime(value)
    return f"{day(local.date())}, {format_time(local, 'HH:mm', locale=_locale())}"


def arrival_row(arrival: Arrival) -> dict[str, Any]:
    """One line of the list of arrivals."""
    return {
        "arrival": arrival,
        "title": arrival_title(arrival),
        "received": day(arrival.received_on),
        "state": arrival_state(arrival),
        "restricted": arrival.compartment.restricted,
        "entry": getattr(arrival, "entry", None),
    }


def arrival_title(arrival: Arrival) -> str:
    """ "Request for assistance, Prosecutor General of Borland"; the sender left out where nobody noted one."""
    kind = _(BY_CODE[arrival.kind].name)
    return f"{kind}, {arrival.sender}" if arrival.sender else kind


def arrival_state(arrival: Arrival) -> dict[str, str]:
    words, colour = STATES[arrival.state]
    return {"words": _(words), "colour": colour}


def document_row(placed: Placement) -> dict[str, Any]:
    """One file of an arrival or a case."""
    document = placed.document
    return {"placement": placed.pk, "name": document.name, "size": document.size, "sha256": bytes(document.sha256).hex()}


def told(words: Value) -> str:
    """What a rule says, in the page's language."""
    return say(words, _, ngettext, day)


FINDING_COLOURS = {"missing": "brick", "unclear": "ochre", "met": "moss", "not-applicable": "grey"}


def finding_row(finding: Finding, word: Verdict | None = None) -> dict[str, Any]:
    """One finding: its word, its question, article, reason, where it was seen, what would cure it, what an officer said."""
    return {
        "rule": finding.rule,
        "status": finding.status,
        "word": _(STATUSES[finding.status]),
        "colour": FINDING_COLOURS[finding.status],
        "title": _(finding.title),
        "article": finding.article,
        "level": _(LEVEL_WORDS[finding.level]),
        "reason": told(finding.reason),
        "cure": _(finding.cure) if finding.open else "",
        "seen": [_("Page %(page)d: “%(words)s”") % {"page": seen.page, "words": seen.quote} for seen in finding.seen],
        "askable": finding.open and bool(finding.ask),
        "stale": finding.stale,
        "decided": finding.verdict is not None and not finding.stale,
        "said": _said(finding, word),
    }


def _said(finding: Finding, word: Verdict | None) -> str:
    if finding.verdict is None:
        return ""
    values = {"name": finding.verdict.by, "reason": finding.verdict.reason, "when": moment(word.at) if word else ""}
    if finding.verdict.status == finding.verdict.about:
        return _("Confirmed by %(name)s, %(when)s: %(reason)s") % values
    return _("Overruled by %(name)s, %(when)s: %(reason)s") % values


def letter_row(letter: Letter) -> dict[str, Any]:
    """One line of a list of letters."""
    state = LETTER_STATES[letter.state]
    return {
        "letter": letter,
        "kind": _(LETTER_KINDS[letter.kind].name),
        "state": {"words": _(state.tag), "colour": state.colour},
        "parts": ", ".join(str(number) for number in sorted(part.number for part in letter.parts.all())),
        "sent": day(letter.sent_on),
        "channel": _(CHANNELS[letter.channel]) if letter.channel else "",
        "returned": bool(letter.note) and letter.state == "draft",
    }


def by_whom(user: User | None) -> str:
    """Who entered it."""
    return user.full_name if user else _("Comitas")


def _locale() -> Locale:
    return Locale.parse(get_language() or "en", sep="-")


def ledger_sentence(kind: str, payload: dict[str, Any]) -> str:
    """What happened, in words; keys that the payload lacks stay visible as their names."""
    shown = {name: ", ".join(map(str, value)) if isinstance(value, list) else value for name, value in payload.items()}
    return _(kinds.named(kind).sentence).format_map(_Named(shown))


class _Named(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"({key})"

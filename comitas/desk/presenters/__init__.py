"""How things are said on the screens."""

from datetime import date, datetime
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comitas.accounts.models import User
from comitas.cases.rules.words import Value, say
from comitas.core.presenters import apart as apart
from comitas.core.text import N_
from comitas.documents.models import Placement
from comitas.duty.rules.rota import is_urgent
from comitas.intake.models import Arrival
from comitas.intake.rules.kinds import BY_CODE

MANNERS = {"open": N_("opened"), "search": N_("searched"), "download": N_("downloaded"), "print": N_("printed")}
STATES = {"waiting": (N_("Not yet accepted"), "sea"), "accepted": (N_("Accepted"), "moss"), "forwarded": (N_("Forwarded"), "grey"),
          "returned": (N_("Returned for completion"), "ochre"), "turned-away": (N_("Turned away"), "grey"),
          "divided": (N_("Divided into letters"), "grey")}  # fmt: skip


def labelled(label: object, value: object) -> str:
    """ "By: letter", as the page's language writes it."""
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def day(value: date | None) -> str:
    """3 March 2026, in the page's language."""
    return format_date(value, "d MMMM y", locale=_locale()) if value else ""


def language(tag: str) -> str:
    """The name of a language in the page's language, or its tag where nobody has named it."""
    try:
        return Locale.parse(tag.replace("_", "-"), sep="-").get_display_name(get_language() or "en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def moment(value: datetime) -> str:
    """3 March 2026, 09:14, in the reader's time zone."""
    local = timezone.localtime(value)
    return f"{day(local.date())}, {format_time(local, 'HH:mm', locale=_locale())}"


def arrival_row(arrival: Arrival) -> dict[str, Any]:
    """One line of the list of arrivals."""
    return {
        "arrival": arrival,
        "title": arrival_title(arrival),
        "what": _(BY_CODE[arrival.kind].name),
        "sender": arrival.sender,
        "received": day(arrival.received_on),
        "state": arrival_state(arrival),
        "restricted": arrival.compartment.restricted,
        "urgent": is_urgent(arrival.kind, arrival.channel, arrival.urgent),
        "entry": getattr(arrival, "entry", None),
        "source": arrival.source.name if arrival.source else "",
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
    return {
        "placement": placed.pk,
        "name": document.name,
        "size": document.size,
        "sha256": bytes(document.sha256).hex(),
    }


def told(words: Value) -> str:
    """What a rule says, in the page's language."""
    return say(words, _, ngettext, day)


def by_whom(user: User | None, absent: User | None = None) -> str:
    """Who entered it, and in whose place."""
    if user and absent:
        return _("%(deputy)s, for %(absent)s") % {"deputy": user.full_name, "absent": absent.full_name}
    return user.full_name if user else _("Comitas")


def _locale() -> Locale:
    return Locale.parse(get_language() or "en", sep="-")

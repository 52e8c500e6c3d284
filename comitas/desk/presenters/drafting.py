"""Letters in a list."""

from collections import defaultdict
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.cases.rules.codes import CHANNELS
from comitas.cases.rules.families import happened
from comitas.desk.presenters import day
from comitas.drafting.models import Letter
from comitas.drafting.queries import Owed
from comitas.drafting.rules.kinds import KINDS, TO
from comitas.drafting.rules.life import STATES


def kinds_to_choose(field: BoundField) -> list[dict[str, Any]]:
    """The choices of *field*, a kind of letter each, under whom they go to, with what each is for."""
    given = {widget.data["value"]: widget for widget in field.subwidgets}
    groups = [
        {
            "to": _(words),
            "kinds": [
                {"choice": given[code], "name": _(kind.name), "hint": _(kind.hint)}
                for code, kind in KINDS.items()
                if kind.to == to and code in given
            ],
        }
        for to, words in TO.items()
    ]
    return [group for group in groups if group["kinds"]]


def letter_row(letter: Letter) -> dict[str, Any]:
    """One line of a list of letters."""
    state = STATES[letter.state]
    return {
        "letter": letter,
        "kind": _(KINDS[letter.kind].name),
        "state": {"words": _(state.tag), "colour": state.colour},
        "parts": ", ".join(str(number) for number in sorted(part.number for part in letter.parts.all())),
        "sent": day(letter.sent_on),
        "channel": _(CHANNELS[letter.channel]) if letter.channel else "",
        "signed": day(letter.signed_on),
        "returned": bool(letter.note) and letter.state == "draft",
    }


def on_sending(letter: Letter) -> str:
    """What recording it as sent will do to its parts; "" where nothing happens to them."""
    step = KINDS[letter.kind].step
    return _(happened(step)) if step else ""


def owed_row(case: UUID, one: Owed) -> dict[str, Any]:
    """A letter that the other State has not had yet: the sentence, and where it is drafted."""
    sentences = {
        "refusal": _("The other State was not told yet that part %(numbers)s is refused, and why."),
        "forwarding-notice": _("The sender was not told yet to which authority part %(numbers)s was forwarded."),
    }
    numbers = ", ".join(str(part.number) for part in one.parts)
    chosen = urlencode({"kind": one.kind, "part": [str(part.pk) for part in one.parts]}, doseq=True)
    return {
        "words": sentences[one.kind] % {"numbers": numbers},
        "kind": _(KINDS[one.kind].name),
        "url": f"{reverse('desk:new-letter', args=[case])}?{chosen}",
    }


def posted_lists(rows: list[Letter]) -> list[dict[str, Any]]:
    """One list for each channel, in the order of the channels."""
    by_channel: dict[str, list[Letter]] = defaultdict(list)
    for row in rows:
        by_channel[row.channel].append(row)
    return [
        {"title": _list_title(code), "rows": [_posted(row) for row in by_channel[code]]}
        for code in CHANNELS
        if code in by_channel
    ]


def _list_title(channel: str) -> str:
    if channel == "letter":
        return _("Posting list")
    return _("Bag list") if channel == "diplomatic" else _("Sent %(how)s") % {"how": _(CHANNELS[channel])}


def _posted(letter: Letter) -> dict[str, Any]:
    """One line. The list leaves the house: no kind of letter, and no number where none stands on the paper."""
    return {
        "number": "" if KINDS[letter.kind].bare else letter.number,
        "url": reverse("desk:letter", args=[letter.pk]),
        "to": letter.to_name,
        "address": ", ".join(line.strip() for line in letter.to_address.splitlines() if line.strip()),
        "enclosures": letter.documents + len([line for line in letter.enclosures.splitlines() if line.strip()]),  # type: ignore[attr-defined]
    }

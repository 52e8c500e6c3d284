"""Letters in a list."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.cases.rules.codes import CHANNELS
from comitas.cases.rules.states import STEPS
from comitas.desk.presenters import day
from comitas.drafting.models import Letter
from comitas.drafting.queries import Owed
from comitas.drafting.rules.kinds import KINDS
from comitas.drafting.rules.life import STATES


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
        "returned": bool(letter.note) and letter.state == "draft",
    }


def on_sending(letter: Letter) -> str:
    """What recording it as sent will do to its parts; "" where nothing happens to them."""
    step = KINDS[letter.kind].step
    return _(STEPS[step].happened) if step else ""


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

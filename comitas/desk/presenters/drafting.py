"""Letters in a list."""

from typing import Any

from django.utils.translation import gettext as _

from comitas.cases.rules.codes import CHANNELS
from comitas.desk.presenters import day
from comitas.drafting.models import Letter
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

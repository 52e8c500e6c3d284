"""What was read in a letter, as the values that a form's fields and an accepted arrival take."""

import contextlib
from datetime import date
from typing import Any

from comitas.cases.rules.codes import OFFENCES
from comitas.intake.actions import CitedOffence, MentionedPerson
from comitas.intake.rules.taken import basis

CATEGORIES = ("suspect", "accused", "convicted", "victim", "witness", "expert")


def text(value: Any) -> str:
    """A value that is text; nothing where two readings stand against each other."""
    return value if isinstance(value, str) else ""


def day(value: Any) -> date | None:
    """A date as ISO 8601 has it; None for anything else."""
    with contextlib.suppress(ValueError, TypeError):
        return date.fromisoformat(value)
    return None


def bases(values: list[Any]) -> list[str]:
    """Instruments as read, as the legal bases that a part may rest on."""
    return list(dict.fromkeys(code for value in values if (code := basis(value))))


def person(value: dict[str, str]) -> MentionedPerson:
    """A person as the letter describes them."""
    natural = value.get("nature") != "legal"
    role = value.get("role", "")
    category = ("company" if not natural else role) if (not natural or role in CATEGORIES) else "other"
    return MentionedPerson(
        name=value["name"][:200],
        natural=natural,
        category=category,
        born=day(value.get("born")),
        nationality=value.get("nationality", "")[:80],
        identity_document=value.get("document", "")[:80],
    )


def offence(value: dict[str, str]) -> CitedOffence:
    """An offence with the provision cited beside it; an article of the Convention only where the list has it."""
    article = value.get("uncac", "")
    return CitedOffence(value["cited"], value.get("provision", ""), article if article in OFFENCES else "")

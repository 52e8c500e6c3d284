"""What presses in carrying out a request, for the first page of its case."""

from datetime import date
from typing import Any
from uuid import UUID

from comitas.core.actor import Actor
from comitas.desk.presenters import execution as said
from comitas.execution import queries
from comitas.execution.rules.dates import HORIZON

MOST = 4


def for_case(actor: Actor, case: UUID, today: date) -> list[dict[str, Any]]:
    """The first days within the horizon; the page of the execution has them all."""
    found = queries.pressing(actor, case, MOST)
    return [said.pressing_row(one, today) for one in found if (one.day - today).days <= HORIZON]


def still_waiting(actor: Actor, case: UUID, today: date) -> list[dict[str, Any]]:
    """What a case that is to be closed still waits for, whenever that is."""
    return [said.pressing_row(one, today) for one in queries.pressing(actor, case, MOST)]

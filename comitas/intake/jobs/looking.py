"""One look at one source. Whatever happens, it ends with a word about how it went, and the others are not concerned."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from comitas.core import clock
from comitas.core.actor import system
from comitas.intake import actions, queries
from comitas.intake.actions import Look
from comitas.intake.gateways import Unwell
from comitas.intake.jobs import folders, keeping, mailboxes
from comitas.intake.models import Source
from comitas.intake.rules import dropped, sources

BY = system("intake")
_watches: dict[UUID, dropped.Watch] = defaultdict(dropped.Watch)


def due() -> list[tuple[UUID, str]]:
    """The sources whose turn it is, each with its kind."""
    return queries.due(BY, clock.now())


def look_at(source: UUID) -> None:
    """Look once, unless somebody else does or nobody is to. Only a database that is away is raised."""
    with queries.held_alone(BY, source) as ours:
        found = queries.source_to_look_at(BY, source) if ours else None
        if found is None:
            return
        began = clock.now()
        actions.note_look(by=BY, at=clock.now(), source=source, began=began, look=_looked(found, began))


def _looked(found: Source, at: datetime) -> Look:
    try:
        if found.kind == sources.FOLDER:
            return folders.look(found, at, _watches[found.pk])
        return mailboxes.look(found, at)
    except Unwell as unwell:
        return Look(unwell.code, tuple(unwell.figures.items()), found.standing.waiting)
    except keeping.STOPPING:
        raise
    except Exception as error:
        keeping.complain(found.pk, error)
        return Look("broken", (("what", type(error).__name__),), found.standing.waiting)

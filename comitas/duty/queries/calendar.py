"""The calendar link: whose it is, and what stands in that calendar as of now."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.core.actor import Actor
from comitas.duty.models import Feed
from comitas.worklist import queries as worklist


@dataclass(frozen=True, slots=True)
class Dated:
    """A deadline as a calendar shows it: `key` is the same as long as it is the same thing, `case` its number and its id."""

    key: str
    day: date
    number: str
    case: UUID | None


def feed_of(actor: Actor) -> Feed | None:
    """The actor's link that works, if there is one."""
    return Feed.objects.filter(user=actor.id, withdrawn_at=None).first()


def feed_by(digest: bytes) -> tuple[Feed, Actor] | None:
    """The link with that digest of its token, and whose it is; None where it was withdrawn or its owner may not sign in."""
    found = Feed.objects.filter(digest=digest, withdrawn_at=None).select_related("user").first()
    owner = people.actor_named(found.user_id) if found else None
    return (found, owner) if found and owner else None


def calendar_of(actor: Actor) -> list[Dated]:
    """Their deadlines, and those of the people for whom they stand in today, as far as they may know them now."""
    with access.remembering():
        tasks = worklist.worklist(actor).tasks
    return [Dated(f"{task.code}:{task.thing}", task.due, task.case, task.case_id) for task in tasks]

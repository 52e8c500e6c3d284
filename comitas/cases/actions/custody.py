"""Who is held: written by hand or by a step that arrests or releases, always with a line of its own."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F

from comitas.cases.actions import lines
from comitas.cases.models import Case, Part, Person, StepTaken
from comitas.cases.rules.facts import Taken, effective
from comitas.cases.rules.families import FAMILIES
from comitas.core.actor import Actor

PERSONS = "persons"
"""Where a step keeps, beside the columns before it, how the persons were held before it."""


class Held(NamedTuple):
    """Since when, where, and when it is reviewed."""

    since: date | None = None
    place: str = ""
    review: date | None = None


def write(*, by: Actor, at: datetime, case: Case, person: Person, held: Held) -> None:
    """Write down that somebody is held, or not any more. The case is locked, and derived anew by the caller."""
    Person.objects.filter(pk=person.pk).update(
        custody_since=held.since, custody_place=held.place, custody_review=held.review, version=F("version") + 1
    )
    payload: dict[str, object] = {
        "person": str(person.pk),
        "on": held.since is not None,
        "since": held.since.isoformat() if held.since else "",
    }
    personal: dict[str, object] | None = {"place": held.place} if held.since else None
    lines.record(lines.CUSTODY, by=by, at=at, case=case, payload=payload, personal=personal)


def follow(*, by: Actor, at: datetime, case: Case, part: Part, history: Iterable[Taken], step: StepTaken) -> None:
    """What *step* means for the liberty of the part's persons; a correction puts back what stood before.

    Somebody who is held for another reason stays as they are. *history* is that before the step.
    """
    if step.corrects is not None:
        _put_back(by, at, case, step.corrects)
        return
    steps = FAMILIES[part.family].steps
    holds = steps[step.step].holds
    if holds is None:
        return
    arrests = {taken.key for taken in effective(history) if steps[taken.step].holds}
    days = {one.on for one in part.steps.all() if str(one.pk) in arrests}
    before = {}
    for person in part.persons.filter(natural=True).order_by("id"):
        if person.custody_since is None if holds else person.custody_since in days:
            before[str(person.pk)] = _kept(person)
            held = Held(step.on, str(step.data.get("place", ""))[:200]) if holds else Held()
            write(by=by, at=at, case=case, person=person, held=held)
    if before:
        step.before = {**step.before, PERSONS: before}
        step.save(update_fields=["before"])


def _put_back(by: Actor, at: datetime, case: Case, corrected: StepTaken) -> None:
    """As it was before *corrected*, for those who still are as that step left them."""
    kept: dict[str, Any] = corrected.before.get(PERSONS, {})
    for person in Person.objects.filter(pk__in=kept, case=case).order_by("id"):
        since, place, review = kept[str(person.pk)]
        left = corrected.on if since is None else None
        if person.custody_since == left:
            write(by=by, at=at, case=case, person=person, held=Held(_day(since), place, _day(review)))


def _kept(person: Person) -> list[str | None]:
    review = person.custody_review
    since = person.custody_since
    return [since.isoformat() if since else None, person.custody_place, review.isoformat() if review else None]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

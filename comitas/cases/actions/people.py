"""The persons of a case, natural and legal, and where one of them is held."""

from datetime import date, datetime
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.actions import custody, lines, locking, particulars
from comitas.cases.actions.particulars import MOST_ALIASES, FurtherPersonParticulars, PersonParticulars
from comitas.cases.models import Person
from comitas.cases.rules import search
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Invalid

MOST_PERSONS = 500
LONGEST_ALIAS = 200


@transaction.atomic
def add_person(
    *,
    by: Actor,
    at: datetime,
    case: UUID,
    name: str,
    once: UUID | None = None,
    **given: Unpack[FurtherPersonParticulars],
) -> Person:
    """A person of the case. The same `once` again gives back the person who is already there."""
    found = locking.locked(by, "arrival:accept", case)
    if once and (there := Person.objects.filter(pk=once, case=found).first()):
        return there
    locking.refuse_closed(found)
    if found.persons.count() >= MOST_PERSONS:
        raise Invalid({"name": _("This case has as many persons as a case can have. Put the rest into a document.")})
    columns = _columns({"name": name, **given}, queries.today_of(found, at))
    person = Person(id=once or new_id(), case=found, **columns)
    person.folded = search.folded_all(person.name, *person.aliases)
    person.save(force_insert=True)
    payload: dict[str, object] = {
        "person": str(person.pk),
        "role": person.role,
        "category": person.category,
        "natural": person.natural,
    }
    lines.record(lines.PERSON_ADDED, by=by, at=at, case=found, payload=payload, personal={"name": person.name})
    return person


@transaction.atomic
def change_person(*, by: Actor, at: datetime, person: UUID, version: int, **changes: Unpack[PersonParticulars]) -> None:
    """Put right or complete what is known of a person. `Conflict` says who was first."""
    found = locking.open_and_locked(by, "case:work", queries.person(by, person).case_id)
    row = Person.objects.select_for_update().get(pk=person)
    after = _columns(changes, queries.today_of(found, at))
    before = {name: getattr(row, name) for name in after}
    changed = sorted(name for name in after if before[name] != after[name])
    if not changed:
        return
    locking.refuse_stale(found, version, row.version)
    folded = search.folded_all(after.get("name", row.name), *after.get("aliases", row.aliases))
    Person.objects.filter(pk=person).update(**after, folded=folded, version=F("version") + 1)
    told = lines.changes({name: before[name] for name in changed}, {name: after[name] for name in changed})
    lines.record(
        lines.PERSON_CHANGED,
        by=by,
        at=at,
        case=found,
        payload={"person": str(person), "fields": changed},
        personal=told,
    )


@transaction.atomic
def set_custody(
    *, by: Actor, at: datetime, person: UUID, since: date | None, place: str = "", review_on: date | None = None
) -> None:
    """Somebody is held since a day, with the next review; without a day they are not held, or not any more."""
    found = locking.open_and_locked(by, "case:work", queries.person(by, person).case_id)
    locking.refuse_future("since", since, found, at)
    if since and review_on and review_on < since:
        raise Invalid({"review_on": _("The review would be before the arrest. Check both dates.")})
    held = custody.Held(since, place.strip()[:200], review_on) if since else custody.Held()
    custody.write(by=by, at=at, case=found, person=Person.objects.get(pk=person), held=held)
    locking.derive(found)


def _columns(given: Any, today: date) -> dict[str, Any]:
    rest = {name: value for name, value in given.items() if name != "aliases"}
    columns = particulars.columns(Person, rest, PersonParticulars.__annotations__)
    if columns.get("born") and columns["born"] > today:
        raise Invalid({"born": _("This date has not come yet.")})
    if "aliases" in given:
        columns["aliases"] = _aliases(given["aliases"])
    return columns


def _aliases(given: list[str]) -> list[str]:
    found = list(dict.fromkeys(alias.strip() for alias in given if alias.strip()))
    if len(found) > MOST_ALIASES or any(len(alias) > LONGEST_ALIAS for alias in found):
        raise Invalid(
            {
                "aliases": _("At most %(count)d names of at most %(longest)d characters.")
                % {"count": MOST_ALIASES, "longest": LONGEST_ALIAS}
            }
        )
    return found

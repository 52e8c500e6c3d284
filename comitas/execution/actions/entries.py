"""Making, changing and annulling entries. Lock order: the case, then the entry. A case that is closed takes no new ones."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.cases import actions as cases
from comitas.cases import queries as casefile
from comitas.cases.actions import locking
from comitas.cases.models import Case, Person
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Conflict, Invalid
from comitas.execution import queries
from comitas.execution.actions import checking, told
from comitas.execution.models import Decision, Item, Movement, Prisoner
from comitas.execution.rules import decisions, prisoners
from comitas.execution.rules.registers import Register, problems

MOST = 500
"""Entries of one register in one case."""


@transaction.atomic
def enter(
    *,
    by: Actor,
    at: datetime,
    register: str,
    case: UUID,
    given: Mapping[str, Any],
    once: UUID | None = None,
    step: UUID | None = None,
) -> Any:
    """A new entry of *register*; `given` holds its particulars by name. The same `once` again gives back the one that is there.

    *step*: the step of a part that recorded a court's decision, which then says how the remedy stands.
    """
    table = queries.register(register)
    found = locking.locked(by, table.permission, case)
    model = queries.MODELS[register]
    if once and (there := model.objects.filter(pk=once, case=found).first()):
        return there
    locking.refuse_closed(found)
    if model.objects.filter(case=found).count() >= MOST:
        raise Invalid({table.title: _("Nothing more can be entered here. Put the rest into a document.")})
    today = casefile.today_of(found, at)
    values = _whole(table, given)
    _check(table, values, found, today)
    made = model(
        id=once or new_id(), compartment=found.compartment, case=found, entered_at=at, entered_by_id=by.id,
        **checking.columns(table.fields, values, _elsewhere(table)),
    )  # fmt: skip
    if isinstance(made, Decision):
        made.step = queries.step(by, case, step) if step else None
    _refuse_twice(made)
    made.save(force_insert=True)
    _follow(by, at, made, table, values, today)
    codes = {name: values[name] for name in table.codes if values[name]}
    told.record(
        told.ENTERED,
        by=by,
        at=at,
        case=found,
        table=table,
        entry=made.pk,
        part=made.part,
        payload=codes,
        personal=values,
    )
    return made


@transaction.atomic
def change(*, by: Actor, at: datetime, register: str, entry: UUID, version: int, given: Mapping[str, Any]) -> None:
    """Put right or complete an entry. `version` is what the officer saw (`queries.version_of`); `Conflict` says who was first."""
    table = queries.register(register)
    found, row = _held(by, table, entry)
    _refuse_annulled(row)
    fixed = {one.name for one in table.fields if one.fixed}
    stands = queries.values_of(row, table)
    after = {name: value for name, value in checking.cleaned(table.fields, given).items() if name not in fixed}
    if isinstance(row, Decision) and queries.remedy_by_step(row) is not None:
        after = {name: value for name, value in after.items() if name not in decisions.REMEDY}
    changed = sorted(name for name, value in after.items() if stands[name] != value)
    if not changed:
        return
    locking.refuse_stale(found, version, queries.version_of(row))
    today = casefile.today_of(found, at)
    values = {**stands, **after}
    _check(table, values, found, today)
    columns = checking.columns(table.fields, {name: after[name] for name in changed}, _elsewhere(table))
    type(row).objects.filter(pk=row.pk).update(**columns, version=F("version") + 1)
    for name, value in columns.items():
        setattr(row, name, value)
    _follow(by, at, row, table, values, today, before=stands)
    payload = {"fields": changed} | {name: after[name] for name in table.codes if name in changed}
    was = {"before": told.plain({n: stands[n] for n in changed}), "after": told.plain({n: after[n] for n in changed})}
    told.record(
        told.CHANGED, by=by, at=at, case=found, table=table, entry=row.pk, part=row.part, payload=payload, personal=was
    )


@transaction.atomic
def annul(*, by: Actor, at: datetime, register: str, entry: UUID, reason: str) -> None:
    """It was entered by mistake: it leaves every list, date and figure, and stays on record with the reason."""
    table = queries.register(register)
    found, row = _held(by, table, entry)
    if row.annulled_because:
        return
    because = locking.reasoned(reason)
    type(row).objects.filter(pk=row.pk).update(annulled_because=because, version=F("version") + 1)
    if isinstance(row, Decision) and row.part_id:
        cases.note_remedy(by=by, at=at, part=row.part_id, decision=row.pk, remedy=None)
    told.record(
        told.ANNULLED, by=by, at=at, case=found, table=table, entry=row.pk, part=row.part, personal={"reason": because}
    )


def held(by: Actor, table: Register, entry: UUID) -> tuple[Case, Any]:
    """The entry locked after its case, for whoever may change it and while it stands."""
    found, row = _held(by, table, entry)
    _refuse_annulled(row)
    return found, row


def _held(by: Actor, table: Register, entry: UUID) -> tuple[Case, Any]:
    seen = queries.entry(by, table.code, entry)
    found = locking.locked(by, table.permission, seen.case_id)
    type(seen).objects.select_for_update().get(pk=entry)
    row = queries.entry(by, table.code, entry)
    row.case = found
    return found, row


def _refuse_annulled(row: Any) -> None:
    if row.annulled_because:
        raise Conflict(_("This entry was annulled: it had been made by mistake. Make a new one."))


def _whole(table: Register, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every particular, those not given empty."""
    return checking.cleaned(table.fields, {one.name: None for one in table.fields} | dict(given))


def _check(table: Register, values: Mapping[str, Any], found: Case, today: date) -> None:
    checking.refuse(problems(table, values, today))
    checking.refuse_strangers(table.fields, values, found)


def _elsewhere(table: Register) -> tuple[str, ...]:
    """Particulars that another row carries."""
    return prisoners.OF_THE_PERSON if table.code == "prisoner" else ()


def _refuse_twice(made: Any) -> None:
    """A person is noted once as held in a case, a step's decision entered once."""
    if isinstance(made, Prisoner) and Prisoner.objects.filter(person=made.person_id, annulled_because="").exists():
        raise Invalid({"person": _("This person is noted as held already. Open that entry.")})


def _follow(
    by: Actor, at: datetime, row: Any, table: Register, values: Mapping[str, Any], today: date, before: Mapping[str, Any] | None = None
) -> None:  # fmt: skip
    """What an entry means elsewhere: the first link of a chain of custody, a part that is held, a person who is."""
    if isinstance(row, Item) and before is None and (row.holder or row.place):
        on = row.received_on or today
        Movement.objects.create(
            of=row, serial=1, on=on, at=at, by_id=by.id, to_whom=row.holder, place=row.place, seals=row.seals
        )
    if isinstance(row, Decision) and row.part_id:
        own = None if queries.remedy_by_step(row) is not None else decisions.remedy(values)
        cases.note_remedy(by=by, at=at, part=row.part_id, decision=row.pk, remedy=own)
    if isinstance(row, Prisoner):
        _keep_custody(by, at, row, values, new=before is None)


def _keep_custody(by: Actor, at: datetime, row: Prisoner, values: Mapping[str, Any], new: bool) -> None:
    """Where a person is held stands with the person, once. A new entry that says nothing of it leaves it as it is."""
    person = Person.objects.get(pk=row.person_id)
    stands = (person.custody_since, person.custody_place, person.custody_review)
    wanted = (values["held_since"], values["held_at"], values["review_on"])
    if new and not any(wanted):
        return
    if wanted[0] is None and (wanted[1] or wanted[2]):
        name = "held_at" if wanted[1] else "review_on"
        raise Invalid(
            {"held_since": _("Write since when, or take out the rest of the custody."), name: _("Since when?")}
        )
    if stands != wanted:
        cases.set_custody(by=by, at=at, person=person.pk, since=wanted[0], place=wanted[1], review_on=wanted[2])

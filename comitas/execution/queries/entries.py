"""The entries of a case: reading them, what they say, and what their forms offer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.cases.models import Part, Person, StepTaken
from comitas.cases.rules import stored
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.execution.models import (
    Attempt,
    Cost,
    Decision,
    Entry,
    Freeze,
    Happened,
    Item,
    Movement,
    Paper,
    Prisoner,
    Renewal,
    Served,
    Service,
    Translation,
)
from comitas.execution.rules import decisions, fields, prisoners
from comitas.execution.rules.fields import Values
from comitas.execution.rules.registers import REGISTERS, Register
from comitas.execution.rules.standing import Standing

MODELS: dict[str, type[Any]] = {
    "item": Item,
    "paper": Paper,
    "translation": Translation,
    "cost": Cost,
    "decision": Decision,
    "freeze": Freeze,
    "service": Service,
    "prisoner": Prisoner,
}
HAPPENINGS: dict[str, type[Any]] = {"movement": Movement, "renewal": Renewal, "served": Served, "attempt": Attempt}
COLUMNS = {fields.PART: "part", fields.PERSON: "person", fields.ITEM: "item"}
MOST_DOCUMENTS = 100
"""Documents offered in a form, the newest first: one is added on the case's page just before it is needed here."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with what it says and how it stands on the day asked about."""

    register: Register
    entry: Any
    values: Values
    standing: Standing


@dataclass(frozen=True, slots=True)
class Offered:
    """What the forms of a case may name."""

    parts: list[Part]
    persons: list[Person]
    documents: list[Placement]
    items: list[Item]


def register(code: str) -> Register:
    """One of the registers, or `NotThere`."""
    if code not in REGISTERS:
        raise NotThere(code)
    return REGISTERS[code]


def entries(actor: Actor, code: str, case: UUID | None = None) -> QuerySet[Any]:
    """The entries of a register that stand, of one case or of all that *actor* may read."""
    found = _readable(actor, code).filter(annulled_because="")
    return found.filter(case=case) if case else found


def entry(actor: Actor, code: str, entry_id: UUID) -> Any:
    """One entry, annulled ones too, or `NotThere`."""
    found = _readable(actor, code).filter(pk=entry_id).first() if code in MODELS else None
    if found is None:
        raise NotThere(str(entry_id))
    return found


def _readable(actor: Actor, code: str) -> QuerySet[Any]:
    model = MODELS[code]
    found: QuerySet[Any] = model.objects.filter(compartment__in=access.readable(actor))
    found = found.select_related("case", "case__authority", "compartment", "part", *_joined(code))
    return found.prefetch_related(*(_steps() if code == "decision" else ()))


def _joined(code: str) -> tuple[str, ...]:
    """What the particulars of a register name, fetched with them."""
    names = {f.name: f.kind for f in REGISTERS[code].fields}
    joined = [name for name, kind in names.items() if kind in (fields.PERSON, fields.ITEM)]
    joined += [f"{name}__document" for name, kind in names.items() if kind == fields.DOCUMENT]
    return (*joined, "step") if code == "decision" else tuple(joined)


def _steps() -> tuple[Any, ...]:
    return (Prefetch("part__steps", StepTaken.objects.order_by("serial")),)


def happened(of: Entry, code: str) -> list[Happened]:
    """What happened to an entry, the last first. The caller has fetched the entry for its actor."""
    table = REGISTERS[code].happening
    if table is None:
        return []
    found = HAPPENINGS[table.code].objects.filter(of=of.pk).select_related("by").order_by("-serial")
    return list(found.select_related("by", "person") if table.code == "served" else found)


def values_of(found: Any, table: Register) -> dict[str, Any]:
    """The particulars of an entry, as the rules take them."""
    values = {one.name: _value(found, one) for one in table.fields if one.name not in _elsewhere(table)}
    if table.code == "prisoner":
        person = found.person
        values |= {
            "held_since": person.custody_since, "held_at": person.custody_place, "review_on": person.custody_review,
        }  # fmt: skip
    if table.code == "freeze":
        values |= {"lifted_on": found.lifted_on, "lifted_because": found.lifted_because}
    if table.code == "decision":
        values |= _remedy(found)
    return values


def _elsewhere(table: Register) -> tuple[str, ...]:
    return prisoners.OF_THE_PERSON if table.code == "prisoner" else ()


def _value(found: Any, one: fields.Field) -> Any:
    return getattr(found, f"{one.name}_id" if one.kind in fields.RELATED else one.name)


def _remedy(found: Decision) -> dict[str, Any]:
    """How the remedy stands by the step that recorded the decision, where there is one that stands."""
    remedy = remedy_by_step(found)
    if remedy is None:
        return {}
    return {
        "remedy_until": remedy.until, "suspensive": remedy.suspensive, "lodged": remedy.lodged, "final_on": remedy.final_on,
    }  # fmt: skip


def remedy_by_step(found: Decision) -> Any:
    """The remedy as the step of the part says it; None without a step, or where it was corrected."""
    if found.step_id is None or found.part is None:
        return None
    steps = sorted(found.part.steps.all(), key=lambda step: step.serial)
    data = {str(step.pk): stored.from_kept(step.data) for step in steps}
    return decisions.remedy_by_step(str(found.step_id), [cases.taken(step) for step in steps], data)


def version_of(found: Any) -> int:
    """What an officer's form has seen. It grows with the entry, and with the person who carries a part of the particulars."""
    return int(found.version + (found.person.version if isinstance(found, Prisoner) else 0))


def shown(found: Iterable[Any], table: Register, today: date) -> list[Shown]:
    """Entries with what they say."""
    rows = []
    for one in found:
        values = values_of(one, table)
        rows.append(Shown(table, one, values, table.standing(values, today)))
    return rows


def of_case(actor: Actor, case: UUID, today: date, most: int) -> dict[str, list[Shown]]:
    """The newest entries of every register, *most* and one more of each, so that it shows when there are others."""
    return {
        code: shown(entries(actor, code, case).order_by("-entered_at", "-id")[: most + 1], table, today)
        for code, table in REGISTERS.items()
    }


def offered(actor: Actor, case: UUID, compartment: UUID) -> Offered:
    """What a form may name: parts, persons, the newest documents, things."""
    readable: dict[str, Any] = {"case__compartment__in": access.readable(actor)}
    placed = documents.placements(actor, compartment).order_by("-placed_at", "-id")
    return Offered(
        list(Part.objects.filter(case=case, **readable).order_by("number")),
        list(Person.objects.filter(case=case, **readable).order_by("id")),
        list(placed[:MOST_DOCUMENTS]),
        list(entries(actor, "item", case).order_by("-entered_at", "-id")[:MOST_DOCUMENTS]),
    )


def unentered(actor: Actor, case: UUID) -> list[StepTaken]:
    """Decisions of courts that a step recorded and that stand in no entry yet: what is complete is not asked for twice."""
    steps = StepTaken.objects.filter(
        part__case=case, part__case__compartment__in=access.readable(actor), step__in=decisions.COURT_STEPS
    )
    entered = Decision.objects.filter(case=case, annulled_because="").exclude(step=None).values("step")
    corrected = StepTaken.objects.filter(part__case=case).exclude(corrects=None).values("corrects")
    return list(steps.exclude(pk__in=entered).exclude(pk__in=corrected).select_related("part").order_by("at"))


def step(actor: Actor, case: UUID, step_id: UUID) -> StepTaken | None:
    """One of the steps that `unentered` tells of."""
    return next((one for one in unentered(actor, case) if one.pk == step_id), None)

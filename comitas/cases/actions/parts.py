"""The parts of a case: adding one, changing what is known of it. Its state is not among what can be changed."""

from datetime import datetime
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.actions import lines, locking, particulars
from comitas.cases.actions.particulars import MOST_BASES, PartParticulars
from comitas.cases.models import Case, Part, Person
from comitas.cases.rules import details
from comitas.cases.rules.codes import BASES
from comitas.cases.rules.families import family_of
from comitas.cases.rules.numbers import case_number
from comitas.cases.rules.papers import RECOVERING
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Invalid

MOST_PARTS = 200
"""Parts of one case: the largest requests known ask some thirty things."""


@transaction.atomic
def add_part(
    *, by: Actor, at: datetime, case: UUID, measure: str, once: UUID | None = None, **given: Unpack[PartParticulars]
) -> Part:
    """One more thing that is asked, not begun. The same `once` again gives back the part that is already there."""
    found = locking.locked(by, "arrival:accept", case)
    if once and (there := Part.objects.filter(pk=once, case=found).first()):
        return there
    locking.refuse_closed(found)
    family = family_of(found.side, found.kind, measure)
    if family is None:
        raise Invalid({"measure": _("Choose what is asked.")})
    columns = _columns({"description": "", "persons": [], **given}, found, family.code, measure)
    _refuse_recovery(columns, measure)
    last = found.parts.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_PARTS:
        raise Invalid({"measure": _("This case has as many parts as a case can have. Open another one and link both.")})
    persons = columns.pop("persons")
    part = Part.objects.create(
        id=once or new_id(),
        case=found,
        number=last + 1,
        family=family.code,
        measure=measure,
        state=family.begin,
        state_since=queries.today_of(found, at),
        **columns,
    )
    part.persons.set(persons)
    locking.derive(found)
    payload: dict[str, object] = {
        "number": number_of(part),
        "measure": measure,
        "family": family.code,
        "part": str(part.pk),
        "bases": [b["code"] for b in part.bases],
    }
    lines.record(
        lines.PART_ADDED,
        by=by,
        at=at,
        case=found,
        part=part,
        payload=payload,
        personal={"description": part.description},
    )
    return part


@transaction.atomic
def change_part(*, by: Actor, at: datetime, part: UUID, version: int, **changes: Unpack[PartParticulars]) -> None:
    """Change description, legal bases, deadline, authority, its number, persons. `Conflict` says who was first."""
    found = locking.open_and_locked(by, "case:work", queries.part(by, part).case_id)
    row = Part.objects.select_for_update().get(pk=part)
    after = _columns(changes, found, row.family, row.measure)
    _refuse_recovery(after, row.measure)
    persons = after.pop("persons", None)
    before = {name: getattr(row, name) for name in after}
    changed = sorted(name for name in after if before[name] != after[name])
    same_people = persons is None or set(persons) == set(row.persons.values_list("pk", flat=True))
    if not changed and same_people:
        return
    locking.refuse_stale(found, version, row.version)
    Part.objects.filter(pk=part).update(**after, version=F("version") + 1)
    if not same_people:
        row.persons.set(persons or [])
    locking.derive(found)
    fields = [name.removesuffix("_id") for name in changed] + ([] if same_people else ["persons"])
    told = lines.changes({name: before[name] for name in changed}, {name: after[name] for name in changed})
    lines.record(
        lines.PART_CHANGED,
        by=by,
        at=at,
        case=found,
        part=row,
        payload={"number": number_of(row), "fields": fields},
        personal=told,
    )


def _refuse_recovery(columns: dict[str, Any], measure: str) -> None:
    if columns.get("recovery") and measure != RECOVERING:
        raise Invalid({"recovery": _("This is for a recovery of assets alone. Leave it at “Not said”.")})


def number_of(part: Part) -> str:
    """2026/0021-3."""
    return case_number(part.case.year, part.case.serial, part.number)


def _columns(given: Any, case: Case, family: str, measure: str) -> dict[str, Any]:
    rest = {name: value for name, value in given.items() if name not in ("bases", "persons", "details")}
    columns = particulars.columns(Part, rest, PartParticulars.__annotations__)
    if "bases" in given:
        columns["bases"] = bases_of(given["bases"], family)
    if "persons" in given:
        columns["persons"] = _persons(given["persons"], case)
    if "details" in given:
        columns["details"] = _details(measure, given["details"])
    return columns


def _details(measure: str, given: dict[str, str]) -> dict[str, str]:
    """What is said about the measure; `Invalid` at `detail-` and the code of each that cannot be taken."""
    said = details.kept(measure, given)
    if problems := details.wrong(measure, said):
        raise Invalid({f"detail-{code}": _(sentence) for code, sentence in problems.items()})
    return said


def _persons(wanted: list[UUID], case: Case) -> list[UUID]:
    known = set(Person.objects.filter(case=case, pk__in=wanted).values_list("pk", flat=True))
    if known != set(wanted):
        raise Invalid({"persons": _("Choose among the persons of this case.")})
    return list(wanted)


def bases_of(given: list[dict[str, Any]], *families: str) -> list[dict[str, Any]]:
    """Legal bases as they are kept; `Invalid` for one on which no part of these *families* rests."""
    known = {code for code, basis in BASES.items() if set(families) & set(basis.families)}
    if len(given) > MOST_BASES or any(basis.get("code") not in known for basis in given):
        raise Invalid({"bases": _("Choose among the legal bases.")})
    return [
        {
            "code": basis["code"],
            "cited": str(basis.get("cited", "")).strip()[:300],
            "agreed_9_29": basis.get("agreed_9_29") is True,
        }
        | {name: str(basis[name])[:60] for name in ("instrument", "articles") if basis.get(name)}
        for basis in given
    ]

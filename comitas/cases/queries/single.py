"""One case, with everything that its page needs in a number of queries that does not depend on its size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from comitas.accounts import access as need_to_know
from comitas.accounts import queries as accounts
from comitas.accounts.models import User
from comitas.cases import access
from comitas.cases.models import Case, Link, Offence, Part, Person, Reference, StepTaken
from comitas.cases.rules.authorities import kind_of
from comitas.cases.rules.status import PartStanding
from comitas.core import clock, memory, rows
from comitas.core.actor import Actor, named_in
from comitas.core.refusals import NotThere
from comitas.directory.models import Authority, AuthorityFunction
from comitas.ledger import queries as ledger


@dataclass(frozen=True)
class Whole:
    """One case as its page shows it. `parts` carry `persons` and `steps`; `links` only lead to what the actor may read."""

    case: Case
    parts: list[Part]
    persons: list[Person]
    offences: list[Offence]
    references: list[Reference]
    links: list[Link]
    standings: list[PartStanding]


def cases(actor: Actor) -> QuerySet[Case]:
    """The cases that *actor* may read."""
    readable = Case.objects.filter(compartment__in=need_to_know.readable(actor))
    return readable.select_related(
        "compartment", "authority", "state_from", "officer", "requesting_authority", "outgoing__addressee", "outgoing__own_paper__document"
    )  # fmt: skip


def case(actor: Actor, case_id: UUID) -> Case:
    """One case, or `NotThere`. A page that is only looked at asks for it once."""
    return memory.once(("case", actor, case_id), lambda: _case(actor, case_id))


def _case(actor: Actor, case_id: UUID) -> Case:
    found = rows.one(cases(actor).filter(pk=case_id))
    if found is None:
        raise NotThere(str(case_id))
    return found


def in_compartment(actor: Actor, compartment: UUID) -> Case | None:
    """The case that stands in *compartment*, as far as the actor may know: an accepted arrival and its case share one."""
    return rows.one(cases(actor).filter(compartment=compartment))


def part(actor: Actor, part_id: UUID) -> Part:
    """One part of a case that *actor* may read, or `NotThere`."""
    found = rows.one(_parts().filter(pk=part_id, case__compartment__in=need_to_know.readable(actor)))
    if found is None:
        raise NotThere(str(part_id))
    return found


def person(actor: Actor, person_id: UUID) -> Person:
    """One person of a case that *actor* may read, or `NotThere`."""
    readable = Person.objects.filter(case__compartment__in=need_to_know.readable(actor))
    found = rows.one(readable.select_related("case", "case__compartment").filter(pk=person_id))
    if found is None:
        raise NotThere(str(person_id))
    return found


def offence(actor: Actor, offence_id: UUID) -> Offence:
    """One offence of a case that *actor* may read, or `NotThere`."""
    readable = Offence.objects.filter(case__compartment__in=need_to_know.readable(actor))
    found = rows.one(readable.select_related("case", "case__compartment").filter(pk=offence_id))
    if found is None:
        raise NotThere(str(offence_id))
    return found


def given_parts(actor: Actor) -> QuerySet[Part]:
    """The parts that an executing officer has in hand, the earliest deadline first."""
    return access.given(actor).select_related("case", "executing").order_by("deadline", "id")


def given_part(actor: Actor, part_id: UUID) -> Part:
    """One part given to an authority of *actor*, or `NotThere`."""
    found = rows.one(access.given(actor).filter(pk=part_id).select_related("case", "case__authority", "executing"))
    if found is None:
        raise NotThere(str(part_id))
    return found


def authorities_of(one: Part) -> list[Authority]:
    """Every authority that a part was ever given to. The caller has fetched the part."""
    keys = {step.data["authority"] for step in one.steps.all() if "authority" in step.data} | {one.executing_id}
    return list(Authority.objects.filter(pk__in=[key for key in keys if key]))


def whole(actor: Actor, case_id: UUID) -> Whole:
    """One case with all that hangs on it, or `NotThere`. A page that is only looked at asks for it once."""
    return memory.once(("whole", actor, case_id), lambda: _whole(actor, case_id))


def _whole(actor: Actor, case_id: UUID) -> Whole:
    found = case(actor, case_id)
    steps = Prefetch("steps", StepTaken.objects.select_related("by", "acting_for").order_by("serial"))
    parts = list(
        Part.objects.filter(case=found)
        .select_related("executing")
        .prefetch_related("persons", steps)
        .order_by("number")
    )
    for one in parts:
        one.case = found
    readable = need_to_know.readable(actor)
    links = Link.objects.filter(case=found, other__compartment__in=readable).select_related("other").order_by("id")
    return Whole(
        found,
        parts,
        list(found.persons.order_by("id")),
        list(found.offences.order_by("id")),
        list(found.references.order_by("id")),
        list(links),
        standings(parts),
    )


def standings(parts: Iterable[Part], *, custody: bool = True) -> list[PartStanding]:
    """What the derived sentence needs of each part, in the order given. One query, for the kinds of their authorities.

    Without *custody* nobody asks which part presses most, and the persons of the parts need not be there.
    """
    given = list(parts)
    functions: dict[UUID, set[str]] = defaultdict(set)
    rows = AuthorityFunction.objects.filter(authority__in={p.executing_id for p in given if p.executing_id})
    for authority, function in rows.values_list("authority", "function") if given else ():
        functions[authority].add(function)
    nobody: set[str] = set()
    return [
        standing_of(one, kind_of(functions.get(one.executing_id, nobody) if one.executing_id else nobody), custody)
        for one in given
    ]


def standing_of(one: Part, authority_kind: str = "other", custody: bool = False) -> PartStanding:
    """One part as the rules of status take it. *custody* looks at its persons, which should be prefetched."""
    held = custody and any(person.custody_since for person in one.persons.all())
    return PartStanding(one.number, one.state, authority_kind, one.deadline, held, one.description, one.family)


def today_of(found: Case, at: datetime) -> date:
    """The date at *at* where the case's authority sits."""
    return clock.local_date(at, found.authority.time_zone)


def today_for(actor: Actor, at: datetime) -> date:
    """The date at *at* in the first of the actor's authorities; in UTC for who has none."""
    own = accounts.own_authorities(actor)
    return clock.local_date(at, own[0].time_zone if own else "UTC")


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """The names of people as the ledger writes them ("user:3"; a deputy with whom they acted for). One query.

    Whoever calls has fetched the lines.
    """
    told = {actor: named_in(actor) for actor in actors}
    names = dict(
        User.objects.filter(pk__in={key for keys in told.values() for key in keys}).values_list("pk", "full_name")
    )
    return {actor: _said([names[key] for key in keys if key in names]) for actor, keys in told.items() if keys}


def _said(names: list[str]) -> str:
    return (
        _("%(deputy)s, for %(absent)s") % {"deputy": names[0], "absent": names[1]}
        if len(names) == 2
        else "".join(names)
    )


def last_change(found: Case) -> tuple[str, datetime] | None:
    """Who changed a case last, by name, and when. For whoever comes second; the caller has fetched the case."""
    lines = ledger.lines_of_case(found.pk, 1)
    if not lines:
        return None
    line = lines[0][0]
    return names_of([line.actor]).get(line.actor) or "Comitas", line.recorded_at


def _parts() -> QuerySet[Part]:
    return Part.objects.select_related("case", "case__authority", "case__compartment", "case__state_from", "executing")

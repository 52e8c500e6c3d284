"""The register: saved views, filters, search. A restricted case that the actor may not read is a number there, or nothing.

The plain list by number shows every number of the actor's authorities, so that none seems missing. A view, filter or search
looks at content, and then what may not be read is left out altogether.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from comitas.accounts import access as need_to_know
from comitas.accounts.models import Membership, Reader, User
from comitas.accounts.rules.permissions import roles_for
from comitas.accounts.rules.roles import CONTENT
from comitas.cases.models import Case, Part, Person, Reference
from comitas.cases.queries.single import cases, standings
from comitas.cases.rules import numbers as written
from comitas.cases.rules import search
from comitas.cases.rules.status import PartStanding
from comitas.core.actor import Actor

BY_NUMBER = ("-year", "-serial", "-id")
BY_DUE = ("due", "id")
SILENT_DAYS = 60
CASE_SHOWN = (
    "id", "year", "serial", "kind", "title", "received_on", "closed_on", "outcome", "due", "urgent", "in_custody", "confidential",
    "compartment__restricted", "officer__full_name",
    "state_from",
)  # fmt: skip
PART_SHOWN = ("id", "case", "number", "state", "executing", "deadline", "description")
"""Columns of a line: the long texts of a case stay where they are."""
VIEWS = ("all", "open", "mine", "overdue", "custody", "court", "silent", "closed")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register is asked for. `view` is one of `VIEWS`; blanks ask for nothing. `stands` is a state of parts."""

    view: str = "all"
    words: str = ""
    state: str = ""
    kind: str = ""
    stands: str = ""
    officer: int | None = None
    since: date | None = None

    @property
    def plain(self) -> bool:
        """Whether this is the plain list by number, which looks at no content."""
        return all(getattr(self, field.name) == field.default for field in fields(self))


@dataclass(frozen=True)
class Row:
    """One line of the register. `case` is None for what may not be read: then there is the number and nothing else."""

    number: str
    case: Case | None = None
    standings: tuple[PartStanding, ...] = ()
    persons: tuple[str, ...] = ()


def numbers(actor: Actor) -> QuerySet[Case]:
    """Every case of the actor's authorities, by number: only what makes the number is fetched."""
    mine = need_to_know.authorities_with(actor, roles_for("register:read"))
    own = Q(authority__in=mine) if actor.kind == "user" else Q()
    by_name = Reader.objects.filter(user=actor.id, until=None).values("compartment")
    named = Q(compartment__in=need_to_know.readable(actor).filter(pk__in=by_name))
    return Case.objects.filter(own | named).only("id", "year", "serial", "compartment").order_by(*BY_NUMBER)


def selection(actor: Actor, filters: Filters, today: date) -> tuple[QuerySet[Case], tuple[str, ...]]:
    """What the register shows for *filters*, as rows to be paged, and the order in which to page them."""
    if filters.plain:
        return numbers(actor), BY_NUMBER
    found = _viewed(_named(_narrowed(cases(actor), filters), actor, filters.words), actor, filters.view, today)
    order = BY_DUE if filters.view == "overdue" else BY_NUMBER
    return found.select_related(None).only("id", "year", "serial", "compartment", "due").order_by(*order), order


def rows_of(actor: Actor, found: Iterable[Case]) -> list[Row]:
    """The lines of one page, in the order given. Content is fetched now, and only what *actor* may read of it."""
    listed = list(found)
    # Asked for these few compartments alone: joined to the cases, the same question goes through every compartment.
    places = (
        need_to_know.readable(actor)
        .filter(pk__in=[case.compartment_id for case in listed])
        .values_list("pk", flat=True)
    )
    known = Case.objects.filter(pk__in=[case.pk for case in listed], compartment__in=list(places))
    readable = {case.pk: case for case in known.select_related("compartment", "officer").only(*CASE_SHOWN)}
    parts = list(Part.objects.filter(case__in=readable).only(*PART_SHOWN).order_by("number"))
    said: dict[UUID, list[PartStanding]] = {pk: [] for pk in readable}
    for part, standing in zip(parts, standings(parts, custody=False), strict=True):
        said[part.case_id].append(standing)
    persons: dict[UUID, list[str]] = {pk: [] for pk in readable}
    for key, name in Person.objects.filter(case__in=readable).order_by("id").values_list("case", "name"):
        persons[key].append(name)
    return [
        Row(case.number, readable[case.pk], tuple(said[case.pk]), tuple(persons[case.pk]))
        if case.pk in readable
        else Row(case.number)
        for case in listed
    ]


def found_number(actor: Actor, words: str) -> Case | None:
    """The one case whose full number was typed, as far as the actor may read it."""
    number = written.said_number(words)
    if number is None or not number[0]:
        return None
    hits = list(cases(actor).filter(year=number[0], serial=number[1])[:2])
    return hits[0] if len(hits) == 1 else None


def found_part(actor: Actor, words: str) -> Part | None:
    """The one part whose full number was typed, as far as the actor may read its case."""
    case = found_number(actor, words)
    return Part.objects.filter(case=case, number=written.said_part(words)).first() if case else None


def officers(actor: Actor) -> list[User]:
    """Who can be chosen as officer in a filter: those who read content in the actor's authorities."""
    mine = need_to_know.authorities_with(actor, roles_for("register:read"))
    held = Membership.objects.filter(authority__in=mine, until=None, role__in=CONTENT).values("user")
    return list(User.objects.filter(pk__in=held, is_active=True).only("id", "full_name").order_by("full_name", "id"))


def _narrowed(found: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    if filters.state:
        found = found.filter(state_from=filters.state)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.stands:
        found = found.filter(stands__contains=[filters.stands])
    if filters.officer is not None:
        found = found.filter(officer=filters.officer or None)
    return found.filter(received_on__gte=filters.since) if filters.since else found


def _viewed(found: QuerySet[Case], actor: Actor, view: str, today: date) -> QuerySet[Case]:
    """One of `VIEWS`; anything else shows all."""
    if view == "mine":
        return found.filter(officer=actor.id, closed_on=None)
    if view == "closed":
        return found.filter(closed_on__gte=date(today.year, 1, 1))
    if view == "silent":
        found = found.annotate(heard=Coalesce("last_told_on", "received_on")).filter(
            heard__lt=today - timedelta(SILENT_DAYS)
        )
    narrower = {
        "overdue": Q(due__lt=today),
        "custody": Q(in_custody=True),
        "court": Q(stands__contains=["before-court"]),
    }
    if view in narrower:
        found = found.filter(narrower[view])
    return found.filter(closed_on=None) if view in VIEWS and view != "all" else found


def _named(found: QuerySet[Case], actor: Actor, words: str) -> QuerySet[Case]:
    """Cases that the words name: by number, title, sender, person or reference. Case, accents and punctuation do not matter."""
    words = words[: search.LONGEST].strip()
    if not words:
        return found
    number, name, reference = written.said_number(words), search.folded_name(words), search.folded_reference(words)
    by_number = Q(pk__in=[])
    if number:
        by_number = Q(serial=number[1], year=number[0]) if number[0] else Q(serial=number[1])
    if len(reference) < search.FEWEST:
        return found.filter(by_number)
    persons = (
        Person.objects.filter(folded__contains=name).values("case") if name else Person.objects.none().values("case")
    )
    references = Reference.objects.filter(folded__contains=reference).values("case")
    titles = Case.objects.filter(folded__contains=name).values("pk")
    return found.filter(by_number | Q(pk__in=persons.union(references, titles)))

"""The register: saved views, filters, search. A restricted case that the actor may not read is a number there, or nothing.

The plain list by number shows every number of the actor's authorities, so that none seems missing. A view, filter or search
looks at content, and then what may not be read is left out altogether.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from comitas.accounts import access as need_to_know
from comitas.accounts.rules.permissions import roles_for
from comitas.accounts.rules.roles import CONTENT
from comitas.cases.models import Case, Part, Person, Reference
from comitas.cases.queries.single import cases
from comitas.cases.rules import numbers as written
from comitas.cases.rules import search
from comitas.cases.rules.authorities import kind_of
from comitas.cases.rules.families import ABROAD
from comitas.cases.rules.status import PartStanding
from comitas.core.actor import Actor

BY_NUMBER = ("-year", "-serial", "-id")
BY_DUE = ("due", "id")
SILENT_DAYS = 60
MOST_COUNTED = 10_000
MARKS = ("custody", "urgent", "confidential", "restricted", "imported")
VIEWS = ("all", "open", "mine", "due", "overdue", "custody", "court", "silent", "ours", "unheard", "closed")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register is asked for. `view` is one of `VIEWS`; blanks ask for nothing. `stands` is a state of parts.

    `since` and `until` are days of receipt; `due_by` the last day on which something of it is due; `mark` is one of `MARKS`.
    """

    view: str = "all"
    words: str = ""
    state: str = ""
    kind: str = ""
    stands: str = ""
    officer: int | None = None
    since: date | None = None
    until: date | None = None
    due_by: date | None = None
    side: str = ""
    mark: str = ""

    @property
    def plain(self) -> bool:
        """Whether this is the plain list by number, which looks at no content."""
        return all(getattr(self, field.name) == field.default for field in fields(self))


@dataclass(frozen=True, slots=True)
class Seen:
    """What the register shows of a case that may be read."""

    id: UUID
    side: str
    kind: str
    title: str
    state_from: str | None
    received_on: date | None
    closed_on: date | None
    outcome: str
    due: date | None
    urgent: bool
    in_custody: bool
    confidential: bool
    imported: bool
    closed_before: bool
    earlier: str
    restricted: bool
    officer: str | None
    persons: tuple[str, ...]
    standings: tuple[PartStanding, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register. `seen` is None for what may not be read: then there is the number and nothing else."""

    number: str
    seen: Seen | None = None


_SEEN = """
SELECT c.id, c.side, c.kind, c.title, c.state_from_id, c.received_on, c.closed_on, c.outcome, c.due, c.urgent, c.in_custody, c.confidential,
       c.imported, c.closed_before, c.earlier->>'number', k.restricted, u.full_name, ARRAY(SELECT p.name FROM cases_person p WHERE p.case_id = c.id ORDER BY p.id),
       ARRAY(SELECT json_build_array(p.number, p.state, p.deadline, p.description, p.family,
                    ARRAY(SELECT f.function FROM directory_authorityfunction f WHERE f.authority_id = p.executing_id))
             FROM cases_part p WHERE p.case_id = c.id ORDER BY p.number)
FROM cases_case c LEFT JOIN accounts_user u ON u.id = c.officer_id,
     LATERAL (SELECT * FROM accounts_compartment WHERE id = c.compartment_id OFFSET 0) k
WHERE c.id = ANY(%s) AND {known}
"""
"""One statement written out: as five of the ORM's it was a quarter of the register's time. OFFSET 0: from the few cases to their
compartments; joined, the planner goes through every compartment there is."""


def numbers(actor: Actor) -> QuerySet[Case]:
    """Every case of the actor's authorities, by number: only what makes the number is fetched."""
    return _within(actor).only("id", "year", "serial", "compartment").order_by(*BY_NUMBER)


def _within(actor: Actor) -> QuerySet[Case]:
    """Every case that *actor* may know the number of: an index leads to them, however many others there are."""
    if actor.kind != "user":
        return Case.objects.all()
    mine = need_to_know.authorities_with(actor, roles_for("register:read"))
    own = Q(authority=mine[0]) if len(mine) == 1 else Q(authority__in=mine)  # of one, the index also gives the order
    # Asked first, since there is hardly ever one: as a part of the other question it keeps the planner busy.
    elsewhere = _named_elsewhere(actor, mine)
    return Case.objects.filter(own | Q(compartment__in=elsewhere) if elsewhere else own)


_ELSEWHERE = """
SELECT k.id FROM accounts_reader r JOIN accounts_compartment k ON k.id = r.compartment_id
WHERE r.user_id = %s AND r.until IS NULL AND NOT k.authority_id = ANY(%s) AND {known}
"""


def _named_elsewhere(actor: Actor, mine: list[UUID]) -> list[UUID]:
    """What *actor* may read as a named reader outside their own authorities."""
    known, values = need_to_know.readable_in_sql(actor, "k")
    with connection.cursor() as cursor:
        cursor.execute(_ELSEWHERE.format(known=known), [actor.id, mine, *values])
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Selection:
    """What the register shows: rows to be paged in `order`, and the same to be counted."""

    rows: QuerySet[Case]
    order: tuple[str, ...]
    counting: QuerySet[Case]

    def counted(self) -> int:
        """How many there are: exact up to `MOST_COUNTED`, one more where there are more."""
        return self.counting[: MOST_COUNTED + 1].count()


def selection(actor: Actor, filters: Filters, today: date) -> Selection:
    """What the register shows for *filters*.

    A page is filled row by row, each asked whether it may be known; what is counted is asked for all of them at once.
    """
    within, named = _within(actor), ("id", "year", "serial", "compartment")
    if filters.plain:
        return Selection(within.only(*named).order_by(*BY_NUMBER), BY_NUMBER, within)
    matching = _viewed(_named(_narrowed(within, filters), actor, filters.words), actor, filters.view, today)
    order = BY_DUE if filters.view in ("due", "overdue") else BY_NUMBER
    rows = matching.filter(need_to_know.known(actor)).only(*named, "due").order_by(*order)
    return Selection(rows, order, matching.filter(compartment__in=need_to_know.readable(actor)))


def rows_of(actor: Actor, found: Iterable[Case]) -> list[Row]:
    """The lines of one page, in the order given. Content is fetched now, and only what *actor* may read of it."""
    listed = list(found)
    known, values = need_to_know.readable_in_sql(actor, "k")
    with connection.cursor() as cursor:
        cursor.execute(_SEEN.format(known=known), [[case.pk for case in listed], *values])
        seen = {row[0]: _seen(row) for row in cursor.fetchall()}
    return [Row(case.number, seen.get(case.pk)) for case in listed]


def _seen(row: tuple[Any, ...]) -> Seen:
    *columns, persons, parts = row
    return Seen(*(*columns, tuple(persons), _standings(parts)))


def _standings(parts: list[list[Any]]) -> tuple[PartStanding, ...]:
    return tuple(
        PartStanding(
            number,
            state,
            kind_of(set(functions)),
            date.fromisoformat(deadline) if deadline else None,
            asked=description,
            family=family,
        )
        for number, state, deadline, description, family, functions in parts
    )


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


_OFFICERS = """
SELECT u.id, u.full_name FROM accounts_user u
WHERE u.is_active AND EXISTS (SELECT FROM accounts_membership m WHERE m.user_id = u.id AND m.until IS NULL
                              AND m.role = ANY(%s) AND m.authority_id = ANY(%s))
ORDER BY u.full_name, u.id
"""


def officers(actor: Actor) -> list[tuple[int, str]]:
    """Who can be chosen as officer in a filter, with their names: those who read content in the actor's authorities."""
    mine = need_to_know.authorities_with(actor, roles_for("register:read"))
    with connection.cursor() as cursor:
        cursor.execute(_OFFICERS, [list(CONTENT), mine])
        return list(cursor.fetchall())


def _narrowed(found: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    if filters.state:
        found = found.filter(state_from=filters.state)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.stands:
        found = found.filter(stands__contains=[filters.stands])
    if filters.officer is not None:
        found = found.filter(officer=filters.officer or None)
    if filters.since:
        found = found.filter(received_on__gte=filters.since)
    if filters.until:
        found = found.filter(received_on__lte=filters.until)
    if filters.due_by:
        found = found.filter(due__lte=filters.due_by, closed_on=None)
    if filters.side:
        found = found.filter(side=filters.side)
    return found.filter(**_MARKED[filters.mark]) if filters.mark in _MARKED else found


_MARKED: dict[str, dict[str, bool]] = {
    "custody": {"in_custody": True},
    "urgent": {"urgent": True},
    "confidential": {"confidential": True},
    "restricted": {"compartment__restricted": True},
    "imported": {"imported": True},
}


def _viewed(found: QuerySet[Case], actor: Actor, view: str, today: date) -> QuerySet[Case]:
    """One of `VIEWS`; anything else shows all."""
    if view == "mine":
        return found.filter(officer=actor.id, closed_on=None)
    if view == "closed":
        return found.filter(closed_on__gte=date(today.year, 1, 1), closed_before=False)
    if view == "silent":
        found = found.annotate(heard=Coalesce("last_told_on", "received_on")).filter(
            side="incoming", heard__lt=today - timedelta(SILENT_DAYS)
        )
    if view == "unheard":  # the greatest leaves out what is not known
        found = found.annotate(heard=Greatest("outgoing__sent_on", "outgoing__heard_on")).filter(
            heard__lt=today - timedelta(SILENT_DAYS), stands__overlap=list(ABROAD)
        )
    narrower = {
        "due": Q(due__isnull=False),
        "overdue": Q(due__lt=today),
        "custody": Q(in_custody=True),
        "court": Q(stands__contains=["before-court"]),
        "ours": Q(side="outgoing"),
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
    # An array, found once and hashed: as a subquery two thousand hits were compared with every case of the list in turn.
    hits = ArraySubquery(persons.union(references, titles))
    among = Func(F("pk"), hits, template="%(expressions)s)", arg_joiner=" = ANY (", output_field=BooleanField())
    return found.filter(by_number | Q(among))

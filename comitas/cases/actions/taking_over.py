"""Taking over cases from a register that was kept elsewhere: many in one transaction, each as it stands there.

Nothing is lived through again. A part is entered in the state in which it stands, without steps; what happened before is two
lines of the ledger a case, that it was taken over and, where it was closed by then, that it had been closed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.accounts.models import Compartment
from comitas.cases.actions import lines, locking
from comitas.cases.models import Case, Counter, Offence, Part, Person, Reference
from comitas.cases.rules import search
from comitas.cases.rules.codes import BASES
from comitas.cases.rules.families import ENDED, family_of
from comitas.cases.rules.states import Family
from comitas.core import bulk, clock
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.directory.models import Authority
from comitas.ledger import actions as ledger

MOST_AT_ONCE = 500
"""Cases in one transaction: it lasts a second or two, and locks a chain for each."""


@dataclass(frozen=True, slots=True)
class OldCase:
    """One case of the earlier register. Days are None where they are not known; `earlier` is what only that register says.

    `references`: number and whose it is, that register's own among them. `stands`: how every part stands. `outcome`: "" while open.
    """

    kind: str
    counts: bool
    side: str
    title: str
    received_on: date | None
    references: tuple[tuple[str, str], ...]
    earlier: dict[str, Any]
    columns: dict[str, Any] = field(default_factory=dict)
    officer: int | None = None
    restricted: bool = False
    measures: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    stands: str = "received"
    executing: UUID | None = None
    transmitted_on: date | None = None
    answered_on: date | None = None
    outcome: str = ""
    closed_on: date | None = None
    persons: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()


@dataclass(slots=True)
class _Made:
    """The rows of one case."""

    old: OldCase
    case: Case
    parts: list[Part]
    persons: list[Person]


@transaction.atomic
def take_over(
    *, by: Actor, at: datetime, authority: UUID, cases: Sequence[OldCase], readers: tuple[int, ...] = ()
) -> list[Case]:
    """Enter *cases* with numbers of ours, in their order. Restricted ones are restricted from birth, for *readers* and *by*.

    ValueError for more than `MOST_AT_ONCE`. Whoever calls has looked at every value, and sees to it that no case comes twice.
    """
    access.require_in(by, "stock:take-over", authority)
    if len(cases) > MOST_AT_ONCE:
        raise ValueError("too many cases for one transaction")
    ours = Authority.objects.get(pk=authority)
    today = clock.local_date(at, ours.time_zone)
    with ledger.together():
        places = accounts.create_compartments(
            by=by, at=at, authority=authority, restricted=[old.restricted for old in cases], readers=readers
        )
        counter = locking.hold_counter(authority, today.year)
        made = [
            _made(old, place, ours, today, counter.last + step, at)
            for step, (old, place) in enumerate(zip(cases, places, strict=True), 1)
        ]
        Counter.objects.filter(pk=counter.pk).update(last=F("last") + len(made))
        _write(made)
        for one in made:
            _tell(one, by, at)
    return [one.case for one in made]


def _made(old: OldCase, place: Compartment, ours: Authority, today: date, serial: int, at: datetime) -> _Made:
    closed_on = (old.closed_on or today) if old.outcome else None
    told = max((day for day in (old.answered_on, old.columns.get("acknowledged_on")) if day), default=None)
    case = Case(
        compartment=place, authority=ours, year=today.year, serial=serial, side=old.side, kind=old.kind, counts=old.counts,
        title=old.title, received_on=old.received_on, officer_id=old.officer, opened_at=at, closed_on=closed_on, outcome=old.outcome,
        imported=True, closed_before=bool(old.outcome and not old.closed_on), earlier=old.earlier, last_told_on=told, **old.columns,
    )  # fmt: skip
    parts = [_part(case, number, measure, old) for number, measure in enumerate(old.measures, 1)]
    persons = [Person(case=case, name=name, folded=search.folded_all(name)) for name in old.persons]
    case.stands = sorted({part.state for part in parts})
    open_ = not old.outcome and (not parts or any(part.state not in ENDED for part in parts))
    case.due = case.wanted_by if open_ else None
    case.folded = search.folded_all(case.title, case.requesting, case.transmitting, case.conducting)
    return _Made(old, case, parts, persons)


def _part(case: Case, number: int, measure: str, old: OldCase) -> Part:
    family = family_of(old.side, old.kind, measure)
    if family is None:
        raise ValueError(f"measure {measure} is not asked in such a case")
    state = _state(family, old)
    since = old.closed_on if state in ENDED else old.answered_on or old.transmitted_on
    bases = [code for code in old.bases if family.code in BASES[code].families]
    return Part(
        id=new_id(), case=case, number=number, measure=measure, family=family.code, state=state, state_since=since,
        bases=[{"code": code, "cited": "", "agreed_9_29": False} for code in bases], executing_id=old.executing,
        transmitted_on=old.transmitted_on, answered_on=old.answered_on,
    )  # fmt: skip


def _state(family: Family, old: OldCase) -> str:
    """As the register says, where parts of the family can stand so; what is closed ended as the whole case did."""
    if not old.outcome:
        return old.stands if old.stands in family.states and old.stands not in ENDED else "received"
    ended = [state for state, exit_ in family.exits.items() if exit_ == old.outcome]
    return "lapsed" if "lapsed" in ended else ended[0]


def _write(made: list[_Made]) -> None:
    bulk.insert([one.case for one in made])
    bulk.insert([part for one in made for part in one.parts])
    bulk.insert([person for one in made for person in one.persons])
    through = Person.parts.through
    bulk.insert([through(part=part, person=person) for one in made for part in one.parts for person in one.persons])
    bulk.insert([Offence(case=one.case, cited=cited) for one in made for cited in one.old.offences])
    bulk.insert([reference for one in made for reference in _references(one.case, one.old.references)])


def _references(case: Case, given: Iterable[tuple[str, str]]) -> list[Reference]:
    """Each number of each owner once, however it is punctuated."""
    found = {(search.folded_reference(text)[:120] or text, owner): text for text, owner in given}
    return [Reference(case=case, text=text, folded=folded, owner=owner) for (folded, owner), text in found.items()]


def _tell(one: _Made, by: Actor, at: datetime) -> None:
    """What the figures need, that it was not lived through here, and what the register said, beside the line."""
    old, case = one.old, one.case
    days = {
        "acknowledged_on": case.acknowledged_on,
        "transmitted_on": old.transmitted_on,
        "answered_on": old.answered_on,
    }
    payload: dict[str, object] = {
        "case": str(case.pk), "kind": case.kind, "counts": case.counts, "state": case.state_from_id or "", "officer": case.officer_id,
        "received_on": lines.plain(case.received_on) or "",
        "date": lines.plain(case.received_on) or "", "taken_on": clock.local_date(at, case.authority.time_zone).isoformat(),
        **{name: lines.plain(day) or "" for name, day in days.items()},
        "parts": [{"part": str(part.pk), "measure": part.measure, "state": part.state} for part in one.parts],
        "persons": len(one.persons), "closed": bool(case.outcome), "dated": bool(not case.outcome or old.closed_on),
    }  # fmt: skip
    told: dict[str, object] = {
        "title": case.title,
        "requesting": case.requesting,
        "persons": list(old.persons),
        "earlier": old.earlier,
    }
    lines.record(lines.TAKEN_OVER, by=by, at=at, case=case, payload=payload, personal=told, on=case.received_on)
    if case.outcome:
        known = lines.plain(old.closed_on) or ""
        ended = {"outcome": case.outcome, "date": known, "kind": case.kind, "counts": case.counts}
        lines.record(lines.CLOSED_BEFORE, by=by, at=at, case=case, payload=ended, on=old.closed_on)

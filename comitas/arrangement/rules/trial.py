"""What a proposed arrangement would change in one case: a fact before, the same fact after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from comitas.protection.rules.retention import Period, due_on, period_for

DEADLINE, FINDING, PAPER, LETTER, CLAUSE, KEPT, ABLE = (
    "deadline", "finding", "paper", "letter", "clause", "kept", "able",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """`name` says which one it is among those of its kind; `value` what may change; `told` carries what a page needs to say it."""

    kind: str
    name: str
    value: str
    told: Any = None


@dataclass(frozen=True, slots=True)
class Change:
    """One of the two is None where the fact is new or gone."""

    before: Fact | None
    after: Fact | None

    @property
    def kind(self) -> str:
        return self.shown.kind

    @property
    def shown(self) -> Fact:
        """As it would be, or as it was."""
        if found := self.after or self.before:
            return found
        raise ValueError("a change is of something")


def deadline(task: Any) -> Fact:
    """A task of the worklist, by its limit and what it belongs to."""
    return Fact(DEADLINE, f"{task.code} {task.thing or ''}", task.due.isoformat(), task)


def finding(found: Any) -> Fact:
    return Fact(FINDING, found.rule, f"{found.status} {found.level}", found)


def paper(language: str, text: str, emblem: bytes) -> Fact:
    """What stands around a letter of the case; of a picture, which one."""
    mark = sha256(emblem).hexdigest()[:8] if emblem else ""
    return Fact(PAPER, language, f"{text} {mark}", (text, mark))


def clause(found: Any) -> Fact:
    """A clause as it would be chosen, by its key and language."""
    return Fact(CLAUSE, f"{found.key} ({found.language})", f"{found.text} {found.kinds}", found)


def able(permission: str, names: Iterable[str]) -> Fact:
    """Who may do something in the case."""
    return Fact(ABLE, permission, "; ".join(names))


@dataclass(frozen=True, slots=True)
class Kept:
    """How long a case is kept that ends so, or that ended so: `period` None for good, `on` the first day of its destruction."""

    outcome: str
    ended: bool
    period: Period | None
    on: date | None


def kept(periods: Iterable[Period], kind: str, ends: Iterable[str], ended_on: date | None) -> list[Fact]:
    """For each way in which it may end, or the one in which it did."""
    rows, facts = list(periods), []
    for outcome in ends:
        held = period_for(rows, kind, outcome)
        on = due_on(ended_on, held.months) if held and ended_on else None
        value = f"{on or held.months} {held.archive}" if held else ""
        facts.append(Fact(KEPT, outcome, value, Kept(outcome, ended_on is not None, held, on)))
    return facts


def changes(before: Iterable[Fact], after: Iterable[Fact]) -> list[Change]:
    """Those that differ, in the order of what stood, then what is new."""
    one, other = {(fact.kind, fact.name): fact for fact in before}, {(fact.kind, fact.name): fact for fact in after}
    names = [*one, *(name for name in other if name not in one)]
    found = [Change(one.get(name), other.get(name)) for name in names]
    return [each for each in found if not each.before or not each.after or each.before.value != each.after.value]

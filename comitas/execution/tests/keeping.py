"""Entries for tests: of every register one that the rules take, with a word in every text."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from comitas.core.actor import Actor
from comitas.execution import actions
from comitas.execution.rules.registers import REGISTERS

Words = Callable[[str], str]


def plain(name: str) -> str:
    """A word for a field."""
    return f"Ordinary {name}"


def given(register: str, day: date, part: UUID, person: UUID, words: Words = plain) -> dict[str, Any]:
    """The particulars of one entry; dates around *day*."""
    soon, before = day + timedelta(days=10), day - timedelta(days=20)
    more: dict[str, dict[str, Any]] = {
        "item": {"received_on": before, "due_back": soon},
        "paper": {"way": "apostille", "asked_on": before, "due": soon},
        "translation": {"from_language": "fr", "to_language": "en", "ordered_on": before, "due": soon, "amount": 420, "currency": "EUR"},
        "cost": {"nature": "extraordinary", "quoted": 9000, "currency": "EUR", "asked_on": before, "answer_by": soon},
        "decision": {"decided_on": before, "remedy_until": soon, "suspensive": True},
        "freeze": {"kind": "account", "value": 1_240_000, "currency": "EUR", "since": before, "until": soon},
        "service": {"latest_on": soon, "hearing_on": soon + timedelta(days=20), "not_served": ""},
        "prisoner": {"person": person, "held_since": before, "review_on": soon, "sentence_ends": soon + timedelta(days=300)},
    }  # fmt: skip
    texts = {
        f.name: words(f"{register}-{f.name}")[: f.longest]
        for f in REGISTERS[register].fields
        if f.kind in ("line", "text") and f.name not in more[register]
    }
    return {**texts, "part": part, **more[register]}


def entered(
    register: str, by: Actor, at: datetime, case: UUID, part: UUID, person: UUID, words: Words = plain, **more: Any
) -> Any:
    """An entry of *register*."""
    what = given(register, at.date(), part, person, words) | more
    return actions.enter(by=by, at=at, register=register, case=case, given=what)

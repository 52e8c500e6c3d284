"""Whose hand decides. In a small office the same person prepares and decides: allowed, marked, and listed for an outsider."""

from collections.abc import Iterable

from comitas.cases.rules.states import Step

DECIDING = "case:decide"
PREPARING = frozenset({"case:work", "letter:send"})


def is_decision(step: Step, passed: bool) -> bool:
    """Whether the head's hand is needed: for the head's own steps, and where a gate is passed."""
    return step.permission == DECIDING or passed


def same_hand(by: int | None, officer: int | None, prepared_by: Iterable[int | None]) -> bool:
    """Whether who decides is also the case's officer or took one of its preparing steps."""
    return by is not None and (by == officer or by in set(prepared_by))

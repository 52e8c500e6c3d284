"""Kinds of ledger line.

A kind is declared beside the action that records it, with the sentence a reader sees. A payload has a version; a line of an
older version is read through the kind's upcasters, never rewritten.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Payload = dict[str, Any]
Upcaster = Callable[[Payload], Payload]

_declared: dict[str, "Kind"] = {}


class UnknownKind(LookupError):
    """A line names a kind that no action of this version declares."""


@dataclass(frozen=True)
class Kind:
    """`name` is "subject.happened"; `sentence` is marked with N_ and may name payload keys in braces."""

    name: str
    sentence: str
    version: int = 1
    upcasters: Mapping[int, Upcaster] = field(default_factory=dict, compare=False)


def declare(name: str, sentence: str, *, version: int = 1, upcasters: Mapping[int, Upcaster] | None = None) -> Kind:
    """Declare a kind once; raises ValueError when the name is taken or an upcaster is missing."""
    if name in _declared:
        raise ValueError(f"The kind {name} is declared twice.")
    steps = dict(upcasters or {})
    if set(steps) != set(range(1, version)):
        raise ValueError(f"The kind {name} needs an upcaster from each version before {version}.")
    kind = Kind(name, sentence, version, steps)
    _declared[name] = kind
    return kind


def named(name: str) -> Kind:
    """The kind called *name*, or `UnknownKind`."""
    try:
        return _declared[name]
    except KeyError:
        raise UnknownKind(name) from None


def all_kinds() -> tuple[Kind, ...]:
    """Every kind declared so far, by name."""
    return tuple(_declared[name] for name in sorted(_declared))


def upcast(kind: Kind, version: int, payload: Payload) -> Payload:
    """*payload* as today's version of *kind* would have written it."""
    for step in range(version, kind.version):
        payload = kind.upcasters[step](payload)
    return payload

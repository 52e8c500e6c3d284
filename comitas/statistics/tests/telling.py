"""Ledger lines of cases, as the cases' actions write them, for tests of what is counted from them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from comitas.cases.actions import lines
from comitas.core.actor import system
from comitas.ledger import actions as ledger
from comitas.ledger.rules.kinds import Kind
from comitas.ledger.rules.readers import Entry

BY = system("test")


@dataclass
class Told:
    """One case and what the ledger says of it; `said` are (kind, day, payload) in their order."""

    authority: UUID
    side: str = "incoming"
    key: UUID = field(default_factory=uuid4)
    compartment: UUID = field(default_factory=uuid4)
    said: list[tuple[Kind, date, dict[str, Any]]] = field(default_factory=list)

    def opened(self, day: date, kind: str = "request", counts: bool = True, state: str = "FR") -> "Told":
        payload = {"case": str(self.key), "kind": kind, "counts": counts, "state": state, "received_on": str(day)}
        return self.say(lines.OPENED, day, **payload, officer=None)

    def converted(self, day: date, kind: str, counts: bool) -> "Told":
        return self.say(lines.CONVERTED, day, kind=kind, counts=counts, date=str(day))

    def received(self, day: date) -> "Told":
        return self.say(lines.CHANGED, day, fields=["received_on"], received_on=str(day))

    def acknowledged(self, day: date) -> "Told":
        return self.say(lines.ACKNOWLEDGED, day, date=str(day), channel="e-mail")

    def closed(self, day: date, outcome: str) -> "Told":
        return self.say(lines.CLOSED, day, date=str(day), outcome=outcome)

    def reopened(self, day: date) -> "Told":
        return self.say(lines.REOPENED, day, date=str(day))

    def stepped(
        self, day: date, step: str, taken: UUID | None = None, corrects: UUID | None = None, **more: Any
    ) -> UUID:
        """*more*: what a step tells besides: `part`, `ground`, `authority`, `passed`, `same_hand`, and `to`, `measure` of its part."""
        key = taken or uuid4()
        told = {"measure": "a", "to": "examining"} | more
        self.say(lines.STEP_TAKEN, day, step=step, date=str(day), taken=str(key), corrects=str(corrects or ""), **told)
        return key

    def part(self, day: date, measure: str = "a") -> str:
        """One more part; its key for `stepped`."""
        key = str(uuid4())
        self.say(lines.PART_ADDED, day, measure=measure, part=key, bases=[])
        return key

    def asked(self, day: date, parts: int, persons: int) -> "Told":
        for _ in range(parts):
            self.say(lines.PART_ADDED, day, measure="a", part=str(uuid4()), bases=[])
        for _ in range(persons):
            self.say(lines.PERSON_ADDED, day, person=str(uuid4()), role="subject", category="other", natural=True)
        return self

    def say(self, happened: Kind, day: date, /, **payload: Any) -> "Told":
        told = {"number": "2026/0001", "authority": str(self.authority), "side": self.side}
        self.said.append((happened, day, told | payload))
        return self

    def entries(self, start: int) -> list[Entry]:
        """As a reader sees them, at positions from *start*."""
        return [
            Entry(
                start + n,
                start + n,
                kind.name,
                self.compartment,
                self.key,
                UUID(payload["part"]) if "part" in payload else None,
                str(BY),
                noon(day),
                noon(day),
                payload,
            )
            for n, (kind, day, payload) in enumerate(self.said)
        ]

    def record(self) -> None:
        """Into the ledger, each line in a transaction of its own."""
        for kind, day, payload in self.said:
            with transaction.atomic():
                ledger.record(
                    kind, by=BY, at=noon(day), payload=payload, compartment=self.compartment, case=self.key,
                    part=UUID(payload["part"]) if "part" in payload else None,
                )  # fmt: skip
        self.said.clear()


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def place_all() -> None:
    """Give every line its place. A new epoch says that all are committed, so that no other test of the cluster is waited for."""
    ledger.begin_epoch("test", at=noon(date(2026, 1, 1)))
    while ledger.sequence():
        pass

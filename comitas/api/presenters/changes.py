"""What changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from comitas.api.presenters.said import Out
from comitas.api.queries import Change as Found
from comitas.api.queries import Changes as Page
from comitas.api.rules.feed import data_of


class Change(Out):
    """A line of the ledger. `id` is its digest; `data`: codes, numbers and ids, never a name or a text."""

    id: str
    kind: str
    case: UUID | None
    part: UUID | None
    recorded_at: datetime
    effective_at: datetime
    data: dict[str, Any]


class Changes(Out):
    """Oldest first. Ask again with `after`, at once where there is `more`."""

    items: list[Change]
    after: str
    more: bool


def changes(found: Page) -> Changes:
    """As far as the account may read."""
    return Changes(items=[_change(one) for one in found.found], after=found.after, more=found.more)


def _change(found: Found) -> Change:
    entry = found.entry
    return Change(
        id=found.digest, kind=entry.kind, case=entry.case, part=entry.part, recorded_at=entry.recorded_at,
        effective_at=entry.effective_at, data=data_of(entry.payload),
    )  # fmt: skip

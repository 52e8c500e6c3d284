"""What changed, as machines are told it: which fields of a ledger line are told, and how far one answer looks."""

from collections.abc import Mapping

TOLD = frozenset({
    "number", "entry", "kind", "measure", "step", "from", "to", "date", "day", "days", "fields", "files", "outcome", "on", "received_on",
    "arrival", "placement", "document", "size", "sha256", "content", "taken", "corrects", "passed", "ground", "channel", "urgent",
    "authority", "count", "person", "letter", "register", "happening", "handling", "language", "readers", "counts", "side",
})  # fmt: skip
"""Fields of payloads that are codes, numbers and ids of the thing itself. What names another case is not among them: not everybody
who may read the one may know the other."""
WINDOW = 5_000
"""Places of the ledger that one answer looks through at most; whoever follows asks again."""
LONGEST_CURSOR = 200


def data_of(payload: Mapping[str, object]) -> dict[str, object]:
    """What of a payload is told."""
    return {name: _plain(value) for name, value in sorted(payload.items()) if name in TOLD and value is not None}


def _plain(value: object) -> object:
    """Codes, numbers and lists of them; anything deeper as text."""
    if isinstance(value, bool | int | str):
        return value
    return [str(one) for one in value] if isinstance(value, list) else str(value)

"""Who acts: a person signed in, or the system itself."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that reads or changes.

    `kind` is "user" for a person (then `id` is the row in accounts) or "system" for a named part of the program. `name` is
    what a page shows. `str(actor)` is what the ledger stores: no personal value, only "user:3" or "system:sequencer".
    """

    kind: Literal["user", "system"]
    id: int | None
    name: str

    def __str__(self) -> str:
        return f"user:{self.id}" if self.kind == "user" else f"system:{self.name}"


def system(name: str) -> Actor:
    """The actor for work that no person asked for, such as `system("sequencer")`."""
    return Actor("system", None, name)

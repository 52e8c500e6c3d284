"""Who acts: a person signed in, or the system itself."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that reads or changes.

    `kind` is "user" for a person (then `id` is the row in accounts) or "system" for a named part of the program. `name` is
    what a page shows. `acting_for` is the person in whose place a deputy does this one thing (`accounts.access.acting`).
    `str(actor)` is what the ledger stores: no personal value, only "user:3", "user:3 for user:2" or "system:sequencer".
    """

    kind: Literal["user", "system"]
    id: int | None
    name: str
    acting_for: int | None = None

    def __str__(self) -> str:
        if self.kind == "system":
            return f"system:{self.name}"
        return f"user:{self.id}" + (f" for user:{self.acting_for}" if self.acting_for else "")


def system(name: str) -> Actor:
    """The actor for work that no person asked for, such as `system("sequencer")`."""
    return Actor("system", None, name)


def named_in(actor: str) -> list[int]:
    """The people whom the ledger names in *actor*: who acted, then for whom. None for a part of the program."""
    return [
        int(key)
        for part in actor.split(" for ")
        if part.startswith("user:") and (key := part.removeprefix("user:")).isdigit()
    ]

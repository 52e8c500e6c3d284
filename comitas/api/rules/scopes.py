"""What a token may be for. A scope takes away and never gives: the account's roles and need-to-know are asked as well."""

from dataclasses import dataclass

from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class Scope:
    """`permissions`: what the account's roles must carry for the scope to be of any use."""

    name: str
    sentence: str
    permissions: tuple[str, ...]


_TABLE = (
    Scope("arrivals:read", N_("Read arrivals, their files and what was read in them."), ("arrival:read",)),
    Scope("arrivals:write", N_("Put files into intake and register them."), ("arrival:register", "document:add")),
    Scope("cases:read", N_("Read cases with their parts, deadlines and timeline."), ("case:read",)),
    Scope("documents:read", N_("Download documents."), ("document:read",)),
    Scope("steps:take", N_("Take the steps of a part that need no decision."), ("case:work",)),
    Scope(
        "decisions:record",
        N_("Record what a head of authority decided in your own system: refusals, postponements, gates passed."),
        ("case:decide",),
    ),
    Scope("figures:read", N_("Read the figures of a period."), ("figures:read",)),
    Scope("changes:follow", N_("Follow what changes in what the account may read."), ("register:read",)),
)
SCOPES: dict[str, Scope] = {scope.name: scope for scope in _TABLE}
"""By name, in the order in which they are offered."""

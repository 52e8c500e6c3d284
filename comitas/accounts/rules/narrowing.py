"""What an authority may leave to fewer roles than the table of permissions gives it to. It never gives a role more.

What is not listed here is the same everywhere: who reads content, who decides, approves and oversees, who gives roles. So the predicate
of need-to-know, which goes by roles, and the separation of duties do not depend on what an authority sets.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping

from comitas.accounts.rules.permissions import PERMISSIONS, roles_for
from comitas.accounts.rules.roles import ROLES

OPEN = (
    "directory:edit", "view:share", "duty:set", "arrival:accept", "arrival:forward", "arrival:return", "arrival:turn-away",
    "arrival:restrict", "document:add", "case:restrict", "stock:take-over", "execution:keep", "letter:draft", "file:print",
    "clauses:keep", "checks:load", "clock:set", "sources:set", "destruction:propose", "hold:set", "archive:hand-over",
    "retention:set", "figures:publish",
)  # fmt: skip
"""Of each of these at least one role keeps it."""

Pair = tuple[str, str]
"""A role, and a permission that is taken from it."""


def left(permission: str, taken: Collection[Pair]) -> list[str]:
    """The roles that still carry it."""
    return [role for role in roles_for(permission) if (role, permission) not in taken]


def strange(taken: Iterable[Pair]) -> list[Pair]:
    """What cannot be taken: no such role or permission, not of this role, or the same everywhere."""
    return [
        (role, name)
        for role, name in taken
        if role not in ROLES or name not in OPEN or role not in PERMISSIONS[name].roles
    ]


def ownerless(taken: Collection[Pair]) -> list[str]:
    """The permissions that no role would keep."""
    return [name for name in OPEN if not left(name, taken)]


def pairs(by_role: Mapping[str, Iterable[str]]) -> set[Pair]:
    """The same, a pair each."""
    return {(role, name) for role, names in by_role.items() for name in names}


def by_role(taken: Iterable[Pair]) -> dict[str, list[str]]:
    """By role, each in order; a role from which nothing is taken is not there."""
    found: dict[str, list[str]] = {}
    for role, name in sorted(taken):
        found.setdefault(role, []).append(name)
    return found


def mark(taken: Iterable[Pair]) -> str:
    """Tells whether somebody changed it meanwhile."""
    return hashlib.sha256("\n".join(f"{role} {name}" for role, name in sorted(taken)).encode()).hexdigest()[:16]

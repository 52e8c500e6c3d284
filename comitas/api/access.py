"""Who calls, by which token, and what the token is for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.core.refusals import Denied


@dataclass(frozen=True, slots=True)
class Bearer:
    """A machine that calls with a token that works. `actor` is its account, with whatever roles that has now."""

    token: UUID
    machine: UUID
    authority: UUID
    actor: Actor
    scopes: frozenset[str]
    expires_at: datetime


def require_scope(bearer: Bearer, scope: str) -> None:
    """`Denied` unless the token is for *scope*."""
    if scope not in bearer.scopes:
        raise Denied(_("This token is not for this. It needs the scope %(scope)s.") % {"scope": scope})

"""Who one is here, what this door is, and the codes that it speaks in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router

from comitas.accounts import access as need_to_know
from comitas.accounts.rules.roles import ROLES
from comitas.api.presenters.figures import Terms, terms
from comitas.api.presenters.said import Out, Term, term
from comitas.api.views.door import needs

router = Router(tags=["account"])


class Role(Out):
    """A role that the account holds, and where."""

    authority: UUID
    name: str
    time_zone: str
    role: Term


class Account(Out):
    """The account that calls, and what its token is for."""

    name: str
    authority: UUID
    scopes: list[str]
    expires_at: datetime
    roles: list[Role]


@router.get("/account", response=Account, operation_id="account", url_name="account", summary="Who one is here")
@needs("home:see")
def account(request: Any) -> Account:
    """The account that calls, its roles, and what its token is for."""
    bearer = request.bearer
    roles = [
        Role(authority=one.authority.pk, name=one.authority.name, time_zone=one.authority.time_zone, role=term(one.role, ROLES[one.role]))
        for one in need_to_know.held(bearer.actor)
    ]  # fmt: skip
    return Account(
        name=bearer.actor.name, authority=bearer.authority, scopes=sorted(bearer.scopes), expires_at=bearer.expires_at, roles=roles
    )  # fmt: skip


@router.get("/terms", response=Terms, operation_id="terms", url_name="terms", summary="The lists of codes")
@needs("home:see")
def codes(request: Any) -> Terms:
    """Every list of codes with its words: what arrives, measures, states, steps, grounds, outcomes."""
    return terms()

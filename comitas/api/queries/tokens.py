"""Machines and their tokens: for whoever administers their authority, and for the door itself."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from comitas.accounts import access as need_to_know
from comitas.accounts import queries as accounts
from comitas.accounts.rules.permissions import roles_for
from comitas.api.access import Bearer
from comitas.api.models import Machine, Token
from comitas.api.rules.tokens import digest
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere

MANAGES = "machines:manage"


def bearer(token: str, at: datetime) -> Bearer | None:
    """Who calls with *token*; None where it is unknown, expired, withdrawn, or its account is closed. One query."""
    found = (
        Token.objects.filter(digest=digest(token), ended_at=None, expires_at__gt=at, machine__user__is_active=True)
        .select_related("machine__user")
        .first()
    )
    if found is None:
        return None
    held, actor = found.machine, accounts.actor_of(found.machine.user)
    return Bearer(found.pk, held.pk, held.authority_id, actor, frozenset(found.scopes), found.expires_at)


def machines(actor: Actor, at: datetime) -> QuerySet[Machine]:
    """The machines of the authorities that *actor* administers, by name, each with its working tokens and their last use."""
    need_to_know.require_in(actor, MANAGES)
    mine = need_to_know.authorities_with(actor, roles_for(MANAGES))
    working = Q(tokens__ended_at=None, tokens__expires_at__gt=at)
    found = Machine.objects.all() if actor.kind == "system" else Machine.objects.filter(authority__in=mine)
    return (
        found.select_related("user", "authority")
        .annotate(working=Count("tokens", filter=working), used_at=Max("tokens__used_at"))
        .order_by("-made_at", "-id")
    )


def machine(actor: Actor, machine_id: UUID, at: datetime) -> Machine:
    """One of them, or `NotThere`."""
    found = machines(actor, at).filter(pk=machine_id).first()
    if found is None:
        raise NotThere(str(machine_id))
    return found


def tokens_of(actor: Actor, machine_id: UUID, at: datetime) -> QuerySet[Token]:
    """The tokens of a machine, those that work no more as well, the newest first."""
    held = machine(actor, machine_id, at)
    return Token.objects.filter(machine=held).select_related("made_by").order_by("-made_at", "-id")

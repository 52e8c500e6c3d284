"""Kept views: one's own, and those of the teams in which one reads the register."""

from uuid import UUID

from django.db.models import Q, QuerySet

from comitas.accounts import access
from comitas.accounts.rules.permissions import roles_for
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.finding.models import KeptView


def views(actor: Actor) -> QuerySet[KeptView]:
    """Those that *actor* may use: one's own first, by name."""
    mine = access.authorities_with(actor, roles_for("register:read"))
    own = Q(owner=actor.id, team=False, authority__in=mine)
    return KeptView.objects.filter(own | Q(team=True, authority__in=mine)).order_by("team", "name", "id")


def view(actor: Actor, view_id: UUID) -> KeptView:
    """One of them; `NotThere` for any other."""
    found = views(actor).filter(pk=view_id).first()
    if found is None:
        raise NotThere(str(view_id))
    return found

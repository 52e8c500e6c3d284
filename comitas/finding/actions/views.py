"""Views of the register that somebody keeps under a name, for themselves or for everybody who reads it."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.core.refusals import Denied, Invalid
from comitas.core.text import N_
from comitas.finding import queries
from comitas.finding.models import KeptView
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

KEPT = kinds.declare("view.kept", N_("View {view} of the register was kept; for the team: {team}."))
DROPPED = kinds.declare("view.dropped", N_("View {view} of the register was dropped; it was for the team: {team}."))

LONGEST_NAME = 60
LONGEST_ASKED = 1000
MOST_VIEWS = 30
"""Of one person, and of a team: more could not be told apart on the page."""


@transaction.atomic
def keep_view(*, by: Actor, at: datetime, authority: UUID, name: str, asked: str, team: bool) -> KeptView:
    """Keep the filters *asked*, the query of an address, under *name*. The same name again takes the place of the view before."""
    access.require_in(by, "view:share" if team else "register:read", authority)
    called = " ".join(name.split())
    if not called or len(called) > LONGEST_NAME:
        raise Invalid(
            {"name": _("Give the view a name of at most %(longest)d characters.") % {"longest": LONGEST_NAME}}
        )
    if len(asked) > LONGEST_ASKED:
        raise Invalid({"name": _("These filters are too long to be kept.")})
    whose = {"authority_id": authority, "team": True} if team else {"owner_id": by.id, "team": False}
    there = KeptView.objects.select_for_update().filter(**whose, name=called).first()
    if there is None and KeptView.objects.filter(**whose).count() >= MOST_VIEWS:
        raise Invalid({"name": _("There are %(most)d views already. Drop one first.") % {"most": MOST_VIEWS}})
    kept = there or KeptView(owner_id=by.id or 0, team=team, name=called, made_at=at)
    kept.authority_id, kept.asked = authority, asked
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        raise Invalid({"name": _("A colleague has just kept a view of this name. Choose another.")}) from error
    ledger.record(KEPT, by=by, at=at, payload={"view": str(kept.pk), "team": team, "authority": str(authority)})
    return kept


@transaction.atomic
def drop_view(*, by: Actor, at: datetime, view: UUID) -> None:
    """Keep it no more. One's own; or the team's, by whoever may share views."""
    found = queries.view(by, view)
    if found.team and not access.may(by, "view:share", found.authority_id):
        raise Denied(_("Only who may share views drops one of the team."))
    KeptView.objects.filter(pk=found.pk).delete()
    told = {"view": str(view), "team": found.team, "authority": str(found.authority_id)}
    ledger.record(DROPPED, by=by, at=at, payload=told)

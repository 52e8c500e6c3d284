"""What an authority takes from the roles that the table of permissions gives: all of it at once, or nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import access, queries
from comitas.accounts.models import Narrowing
from comitas.accounts.rules import narrowing as rules
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

TAKEN = kinds.declare("role.narrowed", N_("{role} may no longer do this in authority {authority}: {permission}."))
GIVEN_BACK = kinds.declare("role.restored", N_("{role} may do this again in authority {authority}: {permission}."))


@transaction.atomic
def narrow_roles(
    *, by: Actor, at: datetime, authority: UUID, taken: Mapping[str, Iterable[str]], seen: str
) -> set[rules.Pair]:
    """From now on *taken*, by role, and nothing else is taken from them. `seen`: what stood, by `rules.mark`.

    `Invalid` by permission where no role would keep it, or at `roles` for what cannot be taken.
    """
    access.require_in(by, queries.NARROW, authority)
    Authority.objects.select_for_update(of=("self",), no_key=True).get(pk=authority, ours=True)
    stands, wanted = queries.narrowed(by, authority), rules.pairs(taken)
    if rules.mark(stands) != seen:
        raise Conflict(_("A colleague changed what roles may do. Look at it again."))
    if strange := rules.strange(wanted):
        role, name = min(strange)
        raise Invalid({"roles": _("This cannot be taken from the role: %(what)s.") % {"what": f"{role}, {name}"}})
    if alone := rules.ownerless(wanted):
        raise Invalid({name: _("Leave it to one role at least.") for name in alone})
    ended = Narrowing.objects.filter(authority=authority, until=None)
    for role, name in sorted(stands - wanted):
        ended.filter(role=role, permission=name).update(until=at, ended_by=by.id)
        _record(GIVEN_BACK, by, at, authority, role, name)
    for role, name in sorted(wanted - stands):
        Narrowing.objects.create(authority_id=authority, role=role, permission=name, since=at, set_by_id=by.id)
        _record(TAKEN, by, at, authority, role, name)
    access.forget()
    return wanted


def _record(kind: kinds.Kind, by: Actor, at: datetime, authority: UUID, role: str, name: str) -> None:
    ledger.record(kind, by=by, at=at, payload={"authority": str(authority), "role": role, "permission": name})

"""Need-to-know. `readable` is the only predicate on content in the whole program; everything that has content filters by it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.db.models import Exists, Q, QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from comitas.accounts.models import Compartment, Membership, Reader, Recusal
from comitas.accounts.rules import roles
from comitas.accounts.rules.permissions import PERMISSIONS, roles_for
from comitas.core.actor import Actor
from comitas.core.refusals import Denied, NotThere
from comitas.core.web import Request

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer", bound=HttpResponseBase)
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Guarded = Callable[Concatenate[Request, Rest], Answer]


def memberships(actor: Actor) -> QuerySet[Membership]:
    """The roles that *actor* holds now."""
    return Membership.objects.filter(user=actor.id, until=None, user__is_active=True)


def readable(actor: Actor) -> QuerySet[Compartment]:
    """The compartments whose content *actor* may know, as a subquery: `.filter(compartment__in=readable(actor))`.

    A content role in the compartment's authority, and not restricted; or named as a reader, while holding a content role
    anywhere; and in no case recused. Named parts of the program (the worker) read everything.
    """
    if actor.kind == "system":
        return Compartment.objects.all()
    content = memberships(actor).filter(role__in=roles.CONTENT)
    named = Reader.objects.filter(user=actor.id, until=None).values("compartment")
    recused = Recusal.objects.filter(user=actor.id, until=None).values("compartment")
    return Compartment.objects.filter(
        Q(restricted=False, authority__in=content.values("authority")) | Q(Exists(content), id__in=named)
    ).exclude(id__in=recused)


def can_read(actor: Actor, compartment: UUID) -> bool:
    """Whether *compartment* is among the readable ones."""
    return readable(actor).filter(pk=compartment).exists()


def may(actor: Actor, permission: str, authority: UUID | None = None) -> bool:
    """Whether a role of *actor* carries *permission*, in *authority* or, without one, anywhere."""
    held = memberships(actor).filter(role__in=roles_for(permission))
    return actor.kind == "system" or (held.filter(authority=authority) if authority else held).exists()


def permissions(actor: Actor, authority: UUID | None = None) -> frozenset[str]:
    """Everything that *actor* may do, in *authority* or anywhere: one query, for pages that show many buttons."""
    if actor.kind == "system":
        return frozenset(PERMISSIONS)
    held = memberships(actor)
    mine = set((held.filter(authority=authority) if authority else held).values_list("role", flat=True))
    return frozenset(name for name, permission in PERMISSIONS.items() if mine.intersection(permission.roles))


def require(actor: Actor, permission: str, compartment: UUID) -> Compartment:
    """The compartment, for doing *permission* in it. `NotThere` when it may not be known, `Denied` when only the doing is barred."""
    found = readable(actor).filter(pk=compartment).first()
    if found is None:
        raise NotThere(str(compartment))
    if not may(actor, permission, found.authority_id):
        raise Denied(_denial(permission))
    return found


def require_in(actor: Actor, permission: str, authority: UUID | None = None) -> None:
    """For what has no compartment; raises `Denied`."""
    if not may(actor, permission, authority):
        raise Denied(_denial(permission))


def _denial(permission: str) -> str:
    named = ", ".join(_(roles.ROLES[role]) for role in roles_for(permission))
    return _("Your roles do not allow this. It is for: %(roles)s.") % {"roles": named}


def requires(permission: str) -> Callable[[Guarded[Rest, Answer]], Guarded[Rest, Answer]]:
    """Declare what a view needs. config refuses every view that declares nothing."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)

    def declare(view: Guarded[Rest, Answer]) -> Guarded[Rest, Answer]:
        @wraps(view)
        def guarded(request: Request, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
            require_in(request.actor, permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # a mark that config.middleware reads
        return guarded

    return declare


def public(view: View) -> View:
    """Declare that a view needs nobody to be signed in: sign-in itself, health, static words."""
    view.permission = None  # type: ignore[attr-defined]  # the same mark
    return view

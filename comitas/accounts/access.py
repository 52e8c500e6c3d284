"""Need-to-know. `readable` is the only predicate on content in the whole program; everything that has content filters by it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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


_remembered: ContextVar[dict[int | None, frozenset[tuple[UUID, str]]] | None] = ContextVar("remembered", default=None)


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


@contextmanager
def remembering() -> Iterator[None]:
    """While one request is answered, the roles of its actor are asked of the database once. Any change of roles forgets them."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def forget() -> None:
    """Roles have changed: the next question goes to the database."""
    if (remembered := _remembered.get()) is not None:
        remembered.clear()


def may(actor: Actor, permission: str, authority: UUID | None = None) -> bool:
    """Whether a role of *actor* carries *permission*, in *authority* or, without one, anywhere."""
    return actor.kind == "system" or not _held(actor, authority).isdisjoint(roles_for(permission))


def permissions(actor: Actor, authority: UUID | None = None) -> frozenset[str]:
    """Everything that *actor* may do, in *authority* or anywhere, for pages that show many buttons."""
    if actor.kind == "system":
        return frozenset(PERMISSIONS)
    mine = _held(actor, authority)
    return frozenset(name for name, permission in PERMISSIONS.items() if mine.intersection(permission.roles))


def _held(actor: Actor, authority: UUID | None) -> frozenset[str]:
    """The roles of *actor*, in *authority* or anywhere."""
    remembered = _remembered.get()
    pairs = remembered.get(actor.id) if remembered is not None else None
    if pairs is None:
        pairs = frozenset(memberships(actor).values_list("authority", "role"))
        if remembered is not None:
            remembered[actor.id] = pairs
    return frozenset(role for place, role in pairs if authority is None or place == authority)


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

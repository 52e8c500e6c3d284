"""Need-to-know. `readable` is the only predicate on content in the whole program; everything that has content filters by it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from comitas.accounts.models import Compartment, EmergencyAccess, Membership, Narrowing, Reader
from comitas.accounts.rules import roles
from comitas.accounts.rules.permissions import PERMISSIONS, roles_for
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Denied, Invalid, NotThere
from comitas.core.web import Request

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer", bound=HttpResponseBase)
View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Guarded = Callable[Concatenate[Request, Rest], Answer]


GIVING_SIGHT = ("case:restrict", "arrival:restrict")
"""Permissions to say who may see a thing. Who broke the glass has them not: sight for an hour does not make itself last."""

# Written out, because Django would build it anew for every query: a page asks it four times.
_MAY_KNOW = """(
    (NOT {restricted} AND {authority} = ANY(%s)
     OR %s AND {id} IN (SELECT compartment_id FROM accounts_reader WHERE user_id = %s AND until IS NULL)
     {lent}
     OR {authority} = ANY(%s) AND {id} IN (
        SELECT compartment_id FROM accounts_emergencyaccess WHERE user_id = %s AND ended_at IS NULL AND until > %s))
    AND {id} NOT IN (SELECT compartment_id FROM accounts_recusal WHERE user_id = %s AND until IS NULL))"""


_LENT_SIGHT = """OR {id} IN (
        SELECT l.compartment_id FROM accounts_lentreading l JOIN accounts_deputyship d ON d.id = l.deputyship_id
        JOIN accounts_reader r ON r.compartment_id = l.compartment_id AND r.user_id = d.absent_id AND r.until IS NULL
        WHERE l.deputyship_id = ANY(%s)
        AND NOT EXISTS (SELECT FROM accounts_recusal x
                        WHERE x.compartment_id = l.compartment_id AND x.user_id = d.absent_id AND x.until IS NULL))"""
"""Only for whoever stands in for somebody: three tables more to plan in every statement of every page."""


class _MayKnow(Func):
    """Whether a person with content roles in *authorities*, who stands in by *deputyships*, may know a compartment's content."""

    output_field = BooleanField()

    def __init__(self, authorities: tuple[UUID, ...], user: int, deputyships: tuple[UUID, ...] = ()) -> None:
        super().__init__(F("id"), F("authority"), F("restricted"))
        places = list(authorities)
        self.lent = _LENT_SIGHT if deputyships else ""
        lent = [list(deputyships)] if deputyships else []
        self.values = [places, bool(places), user, *lent, places, user, clock.now(), user]

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # the stubs name what we do not use
        columns = [compiler.compile(column)[0] for column in self.get_source_expressions()]
        return self._written(*columns), self.values

    def for_table(self, alias: str) -> tuple[str, list[Any]]:
        return self._written(f"{alias}.id", f"{alias}.authority_id", f"{alias}.restricted"), self.values

    def _written(self, key: str, authority: str, restricted: str) -> str:
        lent = self.lent.format(id=key)
        return _MAY_KNOW.format(id=key, authority=authority, restricted=restricted, lent=lent)


class _Known(Func):
    """The same predicate, looked up for each row by the column that holds its compartment."""

    output_field = BooleanField()

    def __init__(self, column: str, may_know: _MayKnow) -> None:
        super().__init__(F(column))
        self.may_know = may_know

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # the stubs name what we do not use
        (column,), (known, values) = self.get_source_expressions(), self.may_know.for_table("known")
        place, _none = compiler.compile(column)
        return f"EXISTS (SELECT FROM accounts_compartment known WHERE known.id = {place} AND {known} OFFSET 0)", values


def memberships(actor: Actor) -> QuerySet[Membership]:
    """The roles that *actor* holds now, as their own."""
    return Membership.objects.filter(user=actor.id, until=None, user__is_active=True)


@dataclass(frozen=True, slots=True)
class Ours:
    """One of our authorities, as far as every page needs it."""

    pk: UUID
    name: str
    time_zone: str
    state_id: str


@dataclass(frozen=True, slots=True)
class StandIn:
    """A deputyship that runs: for whom the actor stands in, until the end of which local day."""

    pk: UUID
    absent: int
    name: str
    last: date


@dataclass(frozen=True, slots=True)
class Role:
    """A role that an actor holds now, and where: their own, or lent by the one they stand in for.

    `without`: the permissions of the table that the authority takes from it.
    """

    role: str
    authority: Ours
    lent: StandIn | None = None
    without: frozenset[str] = frozenset()

    def carries(self, permission: str) -> bool:
        """Whether it gives *permission* there."""
        return self.role in roles_for(permission) and permission not in self.without


_remembered: ContextVar[dict[int | None, tuple[Role, ...]] | None] = ContextVar("remembered", default=None)

_OWN = """
SELECT m.role, a.id, a.name, a.time_zone, a.state_id,
       ARRAY(SELECT n.permission FROM accounts_narrowing n
             WHERE n.authority_id = m.authority_id AND n.role = m.role AND n.until IS NULL),
       EXISTS (SELECT FROM accounts_deputyship d WHERE d.deputy_id = m.user_id AND d.ended_at IS NULL)
FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id JOIN directory_authority a ON a.id = m.authority_id
WHERE m.user_id = %(user)s AND m.until IS NULL AND u.is_active
"""
# Apart, because to plan its six tables took the database 3 ms of every page, and few stand in for anybody.
_LENT = """
SELECT m.role, a.id, a.name, a.time_zone, a.state_id,
       ARRAY(SELECT n.permission FROM accounts_narrowing n
             WHERE n.authority_id = m.authority_id AND n.role = m.role AND n.until IS NULL),
       d.id, d.absent_id, away.full_name, d.last
FROM accounts_deputyship d JOIN accounts_user u ON u.id = d.deputy_id JOIN accounts_user away ON away.id = d.absent_id
JOIN directory_authority a ON a.id = d.authority_id
JOIN accounts_membership m ON m.user_id = d.absent_id AND m.authority_id = d.authority_id AND m.until IS NULL
WHERE d.deputy_id = %(user)s AND d.ended_at IS NULL AND u.is_active AND away.is_active AND m.role = ANY(%(content)s)
  AND (%(now)s AT TIME ZONE a.time_zone)::date BETWEEN d.first AND d.last
  AND EXISTS (SELECT FROM accounts_membership own WHERE own.user_id = d.deputy_id AND own.authority_id = d.authority_id
              AND own.until IS NULL AND own.role = ANY(%(content)s))
"""
# What is lent is the absent person's own: nobody stands in for a deputy. And it is lent only to who works there still.


def held(actor: Actor) -> tuple[Role, ...]:
    """The roles that *actor* holds now, own and lent, with their authorities; asked of the database once a request."""
    remembered = _remembered.get()
    known = remembered.get(actor.id) if remembered is not None else None
    if known is None:
        given = {"user": actor.id, "content": list(roles.CONTENT), "now": clock.now()}
        with connection.cursor() as cursor:  # of an authority's thirty columns, four
            cursor.execute(_OWN, given)
            own = cursor.fetchall()
            known = tuple(Role(row[0], Ours(*row[1:5]), None, frozenset(row[5])) for row in own)
            if any(row[6] for row in own):
                cursor.execute(_LENT, given)
                known += tuple(
                    Role(row[0], Ours(*row[1:5]), StandIn(*row[6:10]), frozenset(row[5])) for row in cursor.fetchall()
                )
        if remembered is not None:
            remembered[actor.id] = known
    return known


def standing_in(actor: Actor) -> dict[StandIn, Ours]:
    """For whom *actor* stands in today, and in which of our authorities."""
    return {each.lent: each.authority for each in held(actor) if each.lent}


def own_roles(actor: Actor, authority: UUID) -> frozenset[str]:
    """The roles that *actor* holds in *authority* without standing in for anybody."""
    return frozenset(each.role for each in held(actor) if each.lent is None and each.authority.pk == authority)


def acting(by: Actor, authority: UUID, officer: int | None = None, permission: str = "") -> Actor:
    """*by*, as the ledger names them for this one act: for whom they act, where they do it in somebody's place.

    That is whose role alone gives them *permission* in *authority*, or else the absent *officer* whose case it is.
    """
    if by.kind == "system" or not (officer or permission):
        return by
    here = [each for each in held(by) if each.authority.pk == authority]
    lent = [(each, each.lent.absent) for each in here if each.lent]
    if permission and not any(each.carries(permission) for each in here if not each.lent):
        return replace(by, acting_for=next((who for each, who in lent if each.carries(permission)), None))
    return replace(by, acting_for=officer) if any(who == officer for _each, who in lent) else by


def authorities_with(actor: Actor, among: Collection[str]) -> list[UUID]:
    """Our authorities in which *actor* holds one of the roles *among*."""
    return sorted({each.authority.pk for each in held(actor) if each.role in among})


def audited(actor: Actor, permission: str) -> QuerySet[Compartment]:
    """The compartments of the authorities in which *actor* has *permission*: what their logs may tell of, whoever may know it."""
    mine = {each.authority.pk for each in held(actor)}
    return Compartment.objects.filter(authority__in=[one for one in mine if may(actor, permission, one)])


def readable(actor: Actor) -> QuerySet[Compartment]:
    """The compartments whose content *actor* may know, as a subquery: `.filter(compartment__in=readable(actor))`.

    A content role in the compartment's authority, and not restricted; or named as a reader, while holding a content role
    anywhere; or let in by the reader they stand in for; or by break-glass in their own authority, while it runs; and in no case
    recused. Named parts of the program (the worker) read everything.
    """
    return Compartment.objects.all() if actor.kind == "system" else Compartment.objects.filter(_may_know(actor))


def readable_in_sql(actor: Actor, alias: str) -> tuple[str, list[Any]]:
    """The same predicate for a statement written out, in which *alias* is the table of compartments; and its values."""
    return ("TRUE", []) if actor.kind == "system" else _may_know(actor).for_table(alias)


def known(actor: Actor, column: str = "compartment") -> Q | _Known:
    """The same predicate for a list of which one page is shown: `.filter(known(actor))`.

    It is asked row by row until the page is full. As a subquery it would first be asked for every compartment there is.
    """
    return Q() if actor.kind == "system" else _Known(column, _may_know(actor))


def _may_know(actor: Actor) -> _MayKnow:
    running = tuple({each.lent.pk for each in held(actor) if each.lent})
    return _MayKnow(tuple(authorities_with(actor, roles.CONTENT)), actor.id or 0, running)


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
    return actor.kind == "system" or any(each.carries(permission) for each in _held(actor, authority))


def permissions(actor: Actor, authority: UUID | None = None) -> frozenset[str]:
    """Everything that *actor* may do, in *authority* or anywhere, for pages that show many buttons."""
    if actor.kind == "system":
        return frozenset(PERMISSIONS)
    mine = _held(actor, authority)
    return frozenset(name for name in PERMISSIONS if any(each.carries(name) for each in mine))


def _held(actor: Actor, authority: UUID | None) -> list[Role]:
    """The roles of *actor*, in *authority* or anywhere."""
    return [each for each in held(actor) if authority is None or each.authority.pk == authority]


def require(actor: Actor, permission: str, compartment: UUID) -> Compartment:
    """The compartment, for doing *permission* in it. `NotThere` when it may not be known, `Denied` when only the doing is barred."""
    found = next(iter(readable(actor).filter(pk=compartment)), None)
    if found is None:
        raise NotThere(str(compartment))
    if not may(actor, permission, found.authority_id):
        raise Denied(_denial(actor, permission, found.authority_id))
    if permission in GIVING_SIGHT and by_emergency(actor, found.pk):
        raise Denied(_("You see this by emergency access, which does not let you say who else may see it."))
    return found


def require_everywhere(actor: Actor, permission: str, user: int) -> None:
    """*permission* in every authority in which *user* works: nobody changes the people of a neighbour."""
    require_in(actor, permission)
    places = Membership.objects.filter(user=user, until=None).values_list("authority", flat=True).distinct()
    if not all(may(actor, permission, authority) for authority in places):
        raise Invalid({"user": _("This person also works for an authority that you do not administer.")})


def by_emergency(actor: Actor, compartment: UUID) -> bool:
    """Whether *actor* sees *compartment* by break-glass alone, and not as a named reader or because it is open."""
    running = EmergencyAccess.objects.filter(
        compartment=compartment, compartment__restricted=True, user=actor.id or 0, ended_at=None, until__gt=clock.now()
    )
    named = Reader.objects.filter(compartment=compartment, user=actor.id or 0, until=None)
    return running.exists() and not named.exists()


def require_in(actor: Actor, permission: str, authority: UUID | None = None) -> None:
    """For what has no compartment; raises `Denied`."""
    if not may(actor, permission, authority):
        raise Denied(_denial(actor, permission, authority))


def _denial(actor: Actor, permission: str, authority: UUID | None) -> str:
    """It names the roles that carry it in *authority*, or in one of those in which *actor* works."""
    places = {authority} if authority else {each.authority.pk for each in held(actor)}
    taken = Narrowing.objects.filter(authority__in=places, permission=permission, until=None).values_list(
        "role", flat=True
    )
    counted = Counter(taken)
    named = ", ".join(_(roles.ROLES[role]) for role in roles_for(permission) if counted[role] < max(len(places), 1))
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

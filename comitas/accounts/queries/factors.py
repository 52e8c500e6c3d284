"""Reading what there is of sign-in: new browsers, factors, resets, the envelope."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Count, Q, QuerySet

from comitas.accounts import access
from comitas.accounts.models import Device, FactorReset, Membership, SealedCodes, User
from comitas.accounts.rules.permissions import roles_for
from comitas.core import sealing
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.ledger import queries as ledger
from comitas.ledger.rules.canonical import HOUSE

MOST_SHOWN = 5
SEALED = "house:"
"""How a secret of a factor begins that lies under the house key; the rest is base64."""
CONTEXT = b"secret of a factor"


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody signs in with besides the password: how many of each kind, and the envelope."""

    totp: int
    passkeys: int
    sealed: SealedCodes | None


def sealed_secret(secret: str) -> str:
    """The key of an authenticator, or the seed of recovery codes, as it is kept: under the house key, which a change of keys moves."""
    return SEALED + base64.b64encode(sealing.seal(secret.encode(), ledger.key(HOUSE), CONTEXT)).decode()


def is_sealed_secret(kept: str) -> bool:
    """Whether it is one of `sealed_secret`, by its beginning: base32 and hexadecimal have no colon."""
    return kept.startswith(SEALED)


def opened_secret(kept: str) -> str:
    """The key of an authenticator, or the seed of recovery codes, in clear; raises `SealBroken` for what was not sealed here."""
    try:
        sealed = base64.b64decode(kept.removeprefix(SEALED), validate=True)
    except ValueError as error:
        raise sealing.SealBroken("This secret was altered.") from error
    return sealing.unseal(sealed, ledger.key(HOUSE), CONTEXT).decode()


def unused_since(session: str, moment: datetime) -> bool:
    """Whether the session of that key was last used before *moment*. One that is not in the list yet was used just now."""
    return bool(UserSession.objects.filter(session_key=session, last_seen_at__lt=moment).exists())


def factors_kept(person: int, kind: str) -> int:
    """How many factors of a kind somebody has, to name the next one by its number."""
    return Authenticator.objects.filter(user_id=person, type=kind).count()


def is_linked(actor: Actor, provider: str) -> bool:
    """Whether one's own account is linked with one at *provider*."""
    return SocialAccount.objects.filter(user=actor.id or 0, provider=provider).exists()


def new_devices(actor: Actor) -> list[Device]:
    """Browsers of one's own that were announced and not yet said to be known, the newest first."""
    found = Device.objects.filter(user=actor.id or 0, announced=True, known_at=None)
    return list(found.order_by("-first_at")[:MOST_SHOWN])


def factors_of(actor: Actor, user: int) -> Factors:
    """One's own, or those of somebody whom *actor* administers. Two statements."""
    if user != actor.id:
        access.require_in(actor, "people:manage")
    kept = Authenticator.objects.filter(user_id=user).aggregate(
        totp=Count("id", filter=Q(type=Authenticator.Type.TOTP)),
        passkeys=Count("id", filter=Q(type=Authenticator.Type.WEBAUTHN)),
    )
    return Factors(kept["totp"], kept["passkeys"], SealedCodes.objects.filter(user=user, ended_at=None).first())


def resets_in_person(actor: Actor, user: int) -> bool:
    """Whether *actor* may see to resets of *user* by roles of their own in each of that person's authorities."""
    able = roles_for("factor:reset")
    places = Membership.objects.filter(user=user, until=None).values_list("authority", flat=True).distinct()
    return all(not access.own_roles(actor, place).isdisjoint(able) for place in places)


def whom_to_reset(actor: Actor) -> list[User]:
    """Who has a second factor and works only where *actor* may see to resets in person; without oneself. Two statements."""
    mine = _own_places(actor)
    elsewhere = Membership.objects.filter(until=None).exclude(authority__in=mine).values("user")
    here = Membership.objects.filter(until=None, authority__in=mine).values("user")
    held = Authenticator.objects.values("user")
    found = User.objects.filter(Q(pk__in=here) & Q(pk__in=held) & ~Q(pk__in=elsewhere), is_active=True)
    return list(found.exclude(pk=actor.id or 0).order_by("full_name", "id"))


def factor_resets(actor: Actor) -> QuerySet[FactorReset]:
    """Those of people who work where *actor* may see to resets, and those about oneself."""
    here = Membership.objects.filter(authority__in=_own_places(actor)).values("user")
    found = FactorReset.objects.filter(Q(user__in=here) | Q(user=actor.id or 0))
    return found.select_related("user", "asked_by", "decided_by").order_by("-asked_at", "-id")


def waiting_resets(actor: Actor, at: datetime) -> list[FactorReset]:
    """Those that wait, for the home page."""
    return list(factor_resets(actor).filter(decided_at=None, until__gt=at)[:MOST_SHOWN])


def factor_reset(actor: Actor, reset: UUID) -> FactorReset:
    """One of them, or `NotThere`."""
    found = factor_resets(actor).filter(pk=reset).first()
    if found is None:
        raise NotThere(str(reset))
    return found


def others_who_reset(actor: Actor) -> int:
    """How many others could agree to a reset where *actor* works: none in a small office, which uses the envelope."""
    found = Membership.objects.filter(authority__in=_own_places(actor), role__in=roles_for("factor:reset"), until=None)
    return found.filter(user__is_active=True).exclude(user=actor.id or 0).values("user").distinct().count()


def _own_places(actor: Actor) -> Sequence[UUID]:
    able = roles_for("factor:reset")
    return sorted({each.authority.pk for each in access.held(actor) if each.lent is None and each.role in able})

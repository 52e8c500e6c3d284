"""A second factor that is lost: one person asks for it to be taken away, another agrees. Or the sealed envelope with recovery codes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comitas.accounts import access, queries
from comitas.accounts.actions.sessions import end_all
from comitas.accounts.models import FactorReset, SealedCodes, User
from comitas.accounts.rules import factors
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

ASKED = kinds.declare(
    "factor-reset.asked", N_("It was asked that the second factor of person {user} be reset: {why}, {seen}.")
)
APPROVED = kinds.declare(
    "factor-reset.approved", N_("The second factor of person {user} was reset, asked for by person {asker}.")
)
REFUSED = kinds.declare(
    "factor-reset.refused", N_("The second factor of person {user} was not reset, asked for by person {asker}.")
)
UNLINKED = kinds.declare("person.identity-unlinked", N_("Person {user} ended the link with single sign-on."))
SECRETS_SEALED = kinds.declare("factors.sealed", N_("The secrets of {count} factors were sealed under the house key."))
SEALED = kinds.declare("person.codes-sealed", N_("Person {user} sealed recovery codes in an envelope."))


@transaction.atomic
def ask_factor_reset(*, by: Actor, at: datetime, user: int, why: str, seen: str) -> FactorReset:
    """The first of two. Not for oneself; by a role of one's own in every authority of the person. They are told of it."""
    _may(by, user)
    if why not in factors.WHY or seen not in factors.SEEN:
        raise Invalid({"why" if why not in factors.WHY else "seen": _("Choose one of the list.")})
    if not Authenticator.objects.filter(user_id=user).exists():
        raise Invalid({"user": _("This person has no second factor.")})
    FactorReset.objects.filter(user=user, decided_at=None, until__lte=at).update(
        decided_at=at
    )  # nobody decided in time
    try:
        with transaction.atomic():
            made = FactorReset.objects.create(
                user_id=user, why=why, seen=seen, asked_by_id=by.id or 0, asked_at=at, until=at + factors.WAITS
            )
    except IntegrityError as error:
        raise Invalid({"user": _("This was asked for already, and waits for a decision.")}) from error
    ledger.record(ASKED, by=by, at=at, payload={"reset": str(made.pk), "user": user, "why": why, "seen": seen})
    return made


@transaction.atomic
def decide_factor_reset(*, by: Actor, at: datetime, reset: UUID, approve: bool) -> None:
    """The second of two agrees, or not. Then every factor is gone, every session ended, and the password alone leads to a new factor.

    Whoever asked may only take it back; the person concerned may only refuse.
    """
    found = queries.factor_reset(by, reset)
    found = FactorReset.objects.select_for_update().get(pk=found.pk)
    if found.decided_at is not None or found.until <= at:
        raise Conflict(_("This was decided already, or nobody decided in time."))
    if by.id != found.user_id:
        _may(by, found.user_id)
    if approve and by.id in (found.asked_by_id, found.user_id):
        raise Denied(_("This needs another person: not who asked, and not whose factor it is."))
    FactorReset.objects.filter(pk=reset).update(decided_by=by.id, decided_at=at, approved=approve)
    if approve:
        Authenticator.objects.filter(user_id=found.user_id).delete()
        SealedCodes.objects.filter(user=found.user_id, ended_at=None).update(ended_at=at)
        end_all(found.user_id)
    told = {"reset": str(found.pk), "user": found.user_id, "asker": found.asked_by_id}
    ledger.record(APPROVED if approve else REFUSED, by=by, at=at, payload=told)


@transaction.atomic
def seal_codes(*, by: Actor, at: datetime, envelope: str, place: str) -> None:
    """One's own recovery codes lie printed in an envelope. What stands on it, and where it lies, is kept; the ledger holds that it is so."""
    access.require_in(by, "self:manage")
    problems = {
        name: _("Fill this in.") for name, text in (("envelope", envelope), ("place", place)) if not text.strip()
    }
    if problems:
        raise Invalid(problems)
    if not Authenticator.objects.filter(user_id=by.id or 0, type=Authenticator.Type.RECOVERY_CODES).exists():
        raise Invalid({"envelope": _("There are no recovery codes to seal.")})
    User.objects.select_for_update().get(pk=by.id or 0)
    SealedCodes.objects.filter(user=by.id or 0, ended_at=None).update(ended_at=at)
    SealedCodes.objects.create(user_id=by.id or 0, envelope=envelope.strip(), place=place.strip(), sealed_at=at)
    ledger.record(SEALED, by=by, at=at, payload={"user": by.id})


@transaction.atomic
def unlink_identity(*, by: Actor, at: datetime, provider: str) -> None:
    """One's account at the provider of single sign-on signs in here no more. Twice is once."""
    access.require_in(by, "self:manage")
    if SocialAccount.objects.filter(user=by.id or 0, provider=provider).delete()[0]:
        ledger.record(UNLINKED, by=by, at=at, payload={"user": by.id})


@transaction.atomic
def seal_secrets(*, by: Actor, at: datetime) -> int:
    """Seal what an earlier version, or a restored backup of it, kept in clear; returns of how many factors. Twice is once."""
    changed = []
    for one in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        data = {name: _kept_sealed(name, value) for name, value in one.data.items()}
        if data != one.data:
            one.data = data
            changed.append(one)
    Authenticator.objects.bulk_update(changed, ["data"])
    if changed:
        ledger.record(SECRETS_SEALED, by=by, at=at, payload={"count": len(changed)})
    return len(changed)


def _kept_sealed(name: str, value: Any) -> Any:
    if name == "migrated_codes":
        return [_once_sealed(code) for code in value]
    return _once_sealed(value) if name in ("secret", "seed") else value


def _once_sealed(text: str) -> str:
    return text if queries.is_sealed_secret(text) else queries.sealed_secret(text)


def _may(by: Actor, user: int) -> None:
    access.require_everywhere(by, "factor:reset", user)
    if by.id == user:
        raise Denied(_("Nobody resets their own second factor. Use a recovery code, or ask two others."))
    if not queries.resets_in_person(by, user):
        raise Denied(_("A deputy does not reset second factors. This is for the head or an administrator in person."))

"""What sign-in leaves behind: that it happened and how, which browser it was, and what changed about the factors."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from comitas.accounts.models import Device, SealedCodes
from comitas.accounts.rules import devices
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

SIGNED_IN = kinds.declare(
    "person.signed-in",
    N_("Person {user} signed in: {how}."),
    version=2,
    upcasters={1: lambda told: {**told, "how": "not recorded"}},
)
NEW_DEVICE = kinds.declare("person.new-device", N_("Person {user} signed in with a browser that was not known."))
DEVICE_KNOWN = kinds.declare("person.device-known", N_("Person {user} said that the new browser was theirs."))
CODE_USED = kinds.declare("person.recovery-code-used", N_("Person {user} signed in with a recovery code."))
FACTOR_CHANGED = kinds.declare("person.factor-changed", N_("Person {user} changed a way of signing in: {what}."))
LONGEST_TOKEN = 200


@transaction.atomic
def note_sign_in(*, by: Actor, at: datetime, how: str = "password", token: str = "", agent: str = "") -> str:
    """Somebody signed in. *token*: what their browser had from us; returns the one that it is to keep.

    *how*: codes joined by "+", such as "password+totp". A browser that is not the person's first is announced to them.
    """
    ledger.record(SIGNED_IN, by=by, at=at, payload={"user": by.id, "how": how})
    if "recovery_codes" in how.split("+"):
        SealedCodes.objects.filter(user=by.id or 0, ended_at=None).update(ended_at=at)
        ledger.record(CODE_USED, by=by, at=at, payload={"user": by.id})
    kept = token if 0 < len(token) <= LONGEST_TOKEN else secrets.token_urlsafe(32)
    if not Device.objects.filter(user=by.id or 0, digest=_digest(kept)).update(last_at=at):
        _new_device(by, at, kept, agent)
    return kept


@transaction.atomic
def confirm_device(*, by: Actor, at: datetime, device: UUID) -> None:
    """The person says that it was them. Twice is once."""
    found = Device.objects.select_for_update().filter(pk=device, user=by.id or 0).first()
    if found is None:
        raise NotThere(str(device))
    if found.known_at is None:
        Device.objects.filter(pk=device).update(known_at=at)
        ledger.record(DEVICE_KNOWN, by=by, at=at, payload={"user": by.id, "device": str(device)})


@transaction.atomic
def note_factor_change(*, by: Actor, at: datetime, what: str) -> None:
    """Somebody changed their password, second factor or recovery codes; `what` is a code such as "totp_activated"."""
    if what == "recovery_codes_generated":
        SealedCodes.objects.filter(user=by.id or 0, ended_at=None).update(ended_at=at)
    ledger.record(FACTOR_CHANGED, by=by, at=at, payload={"user": by.id, "what": what})


def _new_device(by: Actor, at: datetime, token: str, agent: str) -> None:
    others = Device.objects.filter(user=by.id or 0).exists()
    made = Device.objects.create(
        user_id=by.id or 0, digest=_digest(token), name=devices.called(agent), first_at=at, last_at=at, announced=others
    )
    if others:
        ledger.record(NEW_DEVICE, by=by, at=at, payload={"user": by.id, "device": str(made.pk)})


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()

"""Tokens: issued, replaced, withdrawn. A token is given back once and kept by nobody; the ledger names it by its id."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from comitas.accounts import access as need_to_know
from comitas.accounts import actions as accounts
from comitas.accounts.rules.roles import ROLES
from comitas.api import queries
from comitas.api.models import Machine, Token
from comitas.api.queries.tokens import MANAGES
from comitas.api.rules import tokens as rules
from comitas.api.rules.scopes import SCOPES
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.text import N_
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

CREATED = kinds.declare("machine.created", N_("An account for a program was made: person {user}."))
ISSUED = kinds.declare("token.issued", N_("A token was issued for the program {user}: {scopes}."))
REPLACED = kinds.declare("token.replaced", N_("A token of the program {user} was replaced."))
WITHDRAWN = kinds.declare("token.withdrawn", N_("A token of the program {user} was withdrawn."))

NOBODYS = "machine.invalid"
"""Where mail to a machine's account goes: nowhere (RFC 2606, section 2)."""


@transaction.atomic
def create_machine(
    *, by: Actor, at: datetime, authority: UUID, name: str, purpose: str, roles: Collection[str] = ()
) -> Machine:
    """An account for a program of *authority*, with *roles* there. It has a password that nobody was told, and no mail."""
    need_to_know.require_in(by, MANAGES, authority)
    problems = {} if name.strip() else {"name": _("Say what the program is called.")}
    problems |= {} if purpose.strip() else {"purpose": _("Say what it is for, and who answers for it.")}
    problems |= {} if set(roles) <= set(ROLES) else {"roles": _("Choose one of the roles.")}
    if problems:
        raise Invalid(problems)
    key = new_id()
    username = f"machine-{key.hex[-12:]}"
    user = accounts.create_person(
        by=by,
        at=at,
        username=username,
        full_name=name.strip(),
        email=f"{username}@{NOBODYS}",
        password=secrets.token_urlsafe(48),
    )
    for role in sorted(set(roles)):
        accounts.give_role(by=by, at=at, user=user.pk, authority=authority, role=role)
    made = Machine.objects.create(id=key, user=user, authority_id=authority, purpose=purpose.strip()[:300], made_at=at)
    payload = {"machine": str(made.pk), "user": user.pk, "authority": str(authority)}
    ledger.record(CREATED, by=by, at=at, payload=payload)
    return made


@transaction.atomic
def issue_token(*, by: Actor, at: datetime, machine: UUID, scopes: Collection[str], days: int) -> str:
    """A new token of *machine* for *scopes*, for so many days. What is returned cannot be asked for again."""
    held = _locked(by, at, machine)
    problems = {}
    if not scopes or not set(scopes) <= set(SCOPES):
        problems["scopes"] = _("Choose at least one thing that the token is for.")
    if not 1 <= days <= rules.LONGEST_DAYS:
        problems["days"] = _("A token lives for 1 to %(most)d days.") % {"most": rules.LONGEST_DAYS}
    if problems:
        raise Invalid(problems)
    _refuse_too_many(held, at)
    made, token = _new(held, by, at, scopes, at + timedelta(days=days))
    payload = {**_named(made), "scopes": sorted(made.scopes), "expires": made.expires_at.date().isoformat()}
    ledger.record(ISSUED, by=by, at=at, payload=payload)
    return token


@transaction.atomic
def replace_token(*, by: Actor, at: datetime, token: UUID) -> str:
    """A new token for the same things and as many days. The old one works on for a week at most, so that nothing stands still."""
    old = _working(by, at, token)
    if Token.objects.filter(follows=old).exists():
        raise Conflict(_("This token was replaced before. Withdraw it, and replace the newer one."))
    _refuse_too_many(old.machine, at)
    made, secret = _new(old.machine, by, at, old.scopes, at + (old.expires_at - old.made_at), old)
    ends = min(old.expires_at, at + rules.OVERLAP)
    Token.objects.filter(pk=old.pk).update(expires_at=ends)
    payload = {**_named(made), "old": str(old.pk), "until": ends.isoformat()}
    ledger.record(REPLACED, by=by, at=at, payload=payload)
    return secret


@transaction.atomic
def withdraw_token(*, by: Actor, at: datetime, token: UUID) -> None:
    """It works no more, from now on."""
    held = _working(by, at, token)
    Token.objects.filter(pk=held.pk).update(ended_at=at)
    ledger.record(WITHDRAWN, by=by, at=at, payload=_named(held))


def note_token_used(*, by: Actor, at: datetime, token: UUID) -> None:
    """When it was used last, noted once a minute."""
    due = Q(used_at=None) | Q(used_at__lte=at - rules.NOTED)
    Token.objects.filter(due, pk=token, machine__user=by.id).update(used_at=at)


def _locked(by: Actor, at: datetime, machine: UUID) -> Machine:
    found = queries.machine(by, machine, at)
    return Machine.objects.select_for_update(of=("self",)).select_related("user").get(pk=found.pk)


def _working(by: Actor, at: datetime, token: UUID) -> Token:
    """A token of a machine that *by* administers, which works still."""
    found = Token.objects.filter(pk=token).values_list("machine", flat=True).first()
    if found is None:
        raise NotThere(str(token))
    held = _locked(by, at, found)
    working = Token.objects.filter(pk=token, ended_at=None, expires_at__gt=at).first()
    if working is None:
        raise Conflict(_("This token works no more."))
    working.machine = held
    return working


def _refuse_too_many(machine: Machine, at: datetime) -> None:
    if Token.objects.filter(machine=machine, ended_at=None, expires_at__gt=at).count() >= rules.MOST_WORKING:
        sentence = _("%(most)d tokens of this program work already. Withdraw one that is not needed.")
        raise Invalid({"scopes": sentence % {"most": rules.MOST_WORKING}})


def _new(
    machine: Machine, by: Actor, at: datetime, scopes: Collection[str], expires: datetime, follows: Token | None = None
) -> tuple[Token, str]:
    token = rules.PREFIX + secrets.token_urlsafe(rules.RANDOM_BYTES)
    made = Token.objects.create(
        machine=machine,
        digest=rules.digest(token),
        hint=token[-rules.HINT :],
        scopes=sorted(set(scopes)),
        made_at=at,
        made_by_id=by.id,
        expires_at=expires,
        follows=follows,
    )
    return made, token


def _named(token: Token) -> dict[str, object]:
    return {"token": str(token.pk), "machine": str(token.machine_id), "user": token.machine.user_id}

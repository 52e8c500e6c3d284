"""Setting where things arrive by themselves. No secret, no address of a mailbox and no name of a folder goes into the ledger."""

import json
from dataclasses import asdict, fields, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.core import sealing
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.intake import queries
from comitas.intake.models import LeftOut, Source, Standing
from comitas.intake.queries import Held
from comitas.intake.rules import sources as rules
from comitas.intake.rules.sources import Secrets, Settings
from comitas.ledger import actions as ledger
from comitas.ledger import queries as keys
from comitas.ledger.rules import kinds
from comitas.ledger.rules.canonical import HOUSE

CREATED = kinds.declare("source.created", N_("Source {source} was set up: {kind}."))
CHANGED = kinds.declare("source.changed", N_("Source {source} was changed: {fields}."))
ASKED = kinds.declare("source.look-asked", N_("A look at source {source} was asked for."))
DEALT_WITH = kinds.declare("source.dealt-with", N_("What source {source} had left out was dealt with."))

SECRET = "secret"  # noqa: S105 - the word in the ledger for any of them
NO_SUCH_READER = N_("Choose readers among those who may read arrivals of this authority.")


@transaction.atomic
def create_source(
    *, by: Actor, at: datetime, authority: UUID, kind: str, given: Settings, secrets: Secrets = rules.NO_SECRETS
) -> Source:
    """Set up a source. It is looked at from now on, unless it is not active."""
    access.require_in(by, "sources:set", authority)
    if kind not in rules.KINDS:
        raise Invalid({"kind": _("Choose a watched folder or a mailbox.")})
    given = _stripped(given)
    _check(by, authority, kind, given, secrets, kept=False)
    made = Source(authority_id=authority, kind=kind, created_at=at, **_columns(given))
    made.secret = _sealed(made, _with(Held(), secrets)) if kind == rules.MAILBOX else None
    _save(made)
    Standing.objects.create(source=made, due_at=at)
    payload = {"source": str(made.pk), "kind": kind, "authority": str(authority), "restricted": given.restricted}
    ledger.record(CREATED, by=by, at=at, payload=payload)
    return made


@transaction.atomic
def change_source(
    *, by: Actor, at: datetime, source: UUID, version: int, given: Settings, secrets: Secrets = rules.NO_SECRETS
) -> Source:
    """Change what is set. A secret that is not typed again stays, unless it would now go elsewhere."""
    queries.source(by, source)
    held = Source.objects.select_for_update().get(pk=source)
    if held.version != version:
        raise Conflict(_("A colleague changed this source meanwhile. What you typed is below; compare and save again."))
    given, before = _stripped(given), queries.settings_of(held)
    elsewhere = any(getattr(before, name) != getattr(given, name) for name in rules.WHERE)
    _check(by, held.authority_id, held.kind, given, secrets, kept=bool(held.secret) and not elsewhere)
    changed = sorted(field.name for field in fields(given) if getattr(before, field.name) != getattr(given, field.name))
    typed = bool(secrets.password or secrets.client_secret or secrets.refresh_token)
    if not changed and not typed:
        return held
    for name, value in _columns(given).items():
        setattr(held, name, value)
    if held.kind == rules.MAILBOX and (typed or elsewhere):
        held.secret = _sealed(held, _with(Held() if elsewhere else _opened(held), secrets))
    held.version += 1
    _save(held)
    _begin_anew(held, before, at)
    payload = {
        "source": str(source),
        "fields": [*changed, *([SECRET] if typed else [])],
        "restricted": given.restricted,
    }
    ledger.record(CHANGED, by=by, at=at, payload=payload)
    return held


@transaction.atomic
def look_now(*, by: Actor, at: datetime, source: UUID) -> None:
    """Ask for a look at once, whatever failed before."""
    found = queries.source(by, source)
    if not found.active:
        raise Conflict(_("This source is switched off. Switch it on first."))
    Standing.objects.filter(source=source).update(due_at=at)
    ledger.record(ASKED, by=by, at=at, payload={"source": str(source)})


@transaction.atomic
def deal_with(*, by: Actor, at: datetime, source: UUID) -> int:
    """Somebody has seen to what was left out: it is not shown any more. What a server still keeps is tried again all the same."""
    queries.source(by, source)
    count = LeftOut.objects.filter(source=source, dealt_at=None, at__lte=at).update(dealt_at=at)
    if count:
        ledger.record(DEALT_WITH, by=by, at=at, payload={"source": str(source), "count": count})
    return count


@transaction.atomic
def keep_tokens(*, by: Actor, at: datetime, source: UUID, held: Held) -> None:
    """What a token endpoint gave: the next refresh token counts only once it is on disk. For the worker."""
    found = Source.objects.select_for_update().get(pk=source)
    now = queries.secrets(by, found)
    if now.client_secret == held.client_secret and found.secret is not None:  # nobody has set others meanwhile
        found.secret = _sealed(found, held)
        found.save(update_fields=["secret"])


def _check(by: Actor, authority: UUID, kind: str, given: Settings, secrets: Secrets, *, kept: bool) -> None:
    problems = {name: _(sentence) for name, sentence in rules.wrong(kind, given).items()}
    if kind == rules.MAILBOX:
        missing = {**rules.missing_secret(given, secrets, kept), **rules.too_long(secrets)}
        problems |= {name: _(sentence) for name, sentence in missing.items()}
    if given.restricted and "readers" not in problems:
        able = set(accounts.colleagues(by, authority).values_list("pk", flat=True))
        if not set(given.readers) <= able:
            problems["readers"] = _(NO_SUCH_READER)
    if problems:
        raise Invalid(problems)


def _stripped(given: Settings) -> Settings:
    """Without blanks around what was typed, and without readers where nothing is restricted."""
    texts = {field.name: getattr(given, field.name).strip() for field in fields(given) if field.type in (str, "str")}
    return replace(given, **texts, readers=tuple(sorted(set(given.readers))) if given.restricted else ())


def _columns(given: Settings) -> dict[str, object]:
    return {**asdict(given), "readers": list(given.readers)}


def _save(found: Source) -> None:
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        if "intake_source_folder" in str(error):
            raise Invalid({"folder": _("This folder is watched already.")}) from error
        if "intake_source_name" in str(error):
            raise Invalid({"name": _("Another source has this name.")}) from error
        raise


def _begin_anew(held: Source, before: Settings, at: datetime) -> None:
    """A look at once; in another mailbox from its beginning."""
    columns: dict[str, object] = {"due_at": at, "failures": 0}
    if (held.host, held.user_name, held.mailbox) != (before.host, before.user_name, before.mailbox):
        columns |= {"uid_validity": None, "uid_done": 0, "stumbles": 0, "stumbled_on": 0}
        held.unsettled.all().delete()
        held.left_out.all().delete()
    if held.folder != before.folder:
        columns |= {"well_at": None}
    Standing.objects.filter(source=held).update(**columns)


def _with(held: Held, secrets: Secrets) -> Held:
    """The secrets with those that were typed; tokens that were got with the old ones are void."""
    typed = {name: value for name, value in asdict(secrets).items() if value}
    return replace(held, **typed, access_token="", expires=0.0) if typed else held


def _opened(found: Source) -> Held:
    try:
        return queries.opened(found)
    except sealing.SealBroken:
        return Held()


def _sealed(found: Source, held: Held) -> bytes:
    return sealing.seal(json.dumps(asdict(held)).encode(), keys.key(HOUSE), queries.context(found.pk))

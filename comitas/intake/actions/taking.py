"""Taking what a source has: bytes are set down before, the row follows, and only then is anything moved where it came from.

Everything here is the worker's, and may be done twice.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from comitas.accounts.models import User
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.core.text import N_
from comitas.intake.actions.receiving import Brought, Particulars, receive
from comitas.intake.models import Arrival, LeftOut, Source, Standing, Unsettled
from comitas.intake.rules import sources as rules
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

LEFT_OUT = kinds.declare("source.left-out", N_("Something that source {source} has was not taken: {reason}."))
UNWELL = kinds.declare("source.unwell", N_("Source {source} is not well: {trouble}."))
WELL = kinds.declare("source.well", N_("Source {source} is well again."))

FEWEST_READERS = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A message's place on its server."""

    uid_validity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Look:
    """What came of a look: `trouble` is a code of `rules.sources.TROUBLES`, "" when all is well."""

    trouble: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    waiting: int = 0
    more: bool = False  # the next look comes at once


def take(
    *,
    by: Actor,
    at: datetime,
    source: Source,
    once: UUID,
    received_on: date,
    brought: Brought,
    place: Place | None = None,
) -> Arrival:
    """Make an arrival of one file or message; a message's place is noted with it. `Invalid` where too few readers are left."""
    with transaction.atomic():
        made = receive(
            by=by,
            at=at,
            authority=source.authority_id,
            once=once,
            particulars=Particulars(received_on, source.arrival_kind, channel=source.channel),
            brought=(brought,),
            restricted=source.restricted,
            readers=_readers(source),
            entry=source.enters,
            source=source.pk,
        )
        if place is not None:
            _note_place(source, place)
    return made


@transaction.atomic
def leave_out(
    *,
    by: Actor,
    at: datetime,
    source: UUID,
    reason: str,
    size: int = 0,
    place: Place | None = None,
    lay_since: datetime | None = None,
) -> None:
    """Something cannot be taken: whoever administers is told, and the rest goes on."""
    columns: dict[str, Any] = {"at": at, "reason": reason, "size": size, "lay_since": lay_since}
    if place is None:
        LeftOut.objects.create(source_id=source, **columns)
        made = True
    else:
        _found, made = LeftOut.objects.update_or_create(
            source_id=source, uid_validity=place.uid_validity, uid=place.uid, defaults=columns
        )
        _advance(source, place)
    if made:
        payload = {"source": str(source), "reason": reason, "size": size, **({"uid": place.uid} if place else {})}
        ledger.record(LEFT_OUT, by=by, at=at, payload=payload)


@transaction.atomic
def note_mailbox(*, by: Actor, at: datetime, source: UUID, uid_validity: int, begin_after: int) -> bool:
    """Which numbers the server gives now; whether they are new. What was to be done under old ones cannot be done any more."""
    found = Standing.objects.select_for_update().get(source=source)
    if found.uid_validity == uid_validity:
        return False
    first = found.uid_validity is None
    Standing.objects.filter(source=source).update(
        uid_validity=uid_validity, uid_done=begin_after if first else 0, stumbles=0, stumbled_on=0
    )
    Unsettled.objects.filter(source=source).exclude(uid_validity=uid_validity).delete()
    LeftOut.objects.filter(source=source, uid__isnull=False).exclude(uid_validity=uid_validity).delete()
    return True


@transaction.atomic
def note_settled(*, by: Actor, at: datetime, source: UUID, place: Place) -> None:
    """A message was marked or moved, or is gone."""
    Unsettled.objects.filter(source=source, uid_validity=place.uid_validity, uid=place.uid).delete()


@transaction.atomic
def note_gone(*, by: Actor, at: datetime, source: UUID, place: Place) -> None:
    """A message that was left out is not on its server any more."""
    LeftOut.objects.filter(source=source, uid_validity=place.uid_validity, uid=place.uid).delete()
    _advance(source, place)


@transaction.atomic
def note_known(*, by: Actor, at: datetime, source: Source, place: Place) -> None:
    """A message is here already, under this number or another one."""
    _note_place(source, place)


@transaction.atomic
def note_stumble(*, by: Actor, at: datetime, source: UUID, uid: int) -> int:
    """A look ended at this message; how often in a row that was so."""
    found = Standing.objects.select_for_update().get(source=source)
    found.stumbles = found.stumbles + 1 if found.stumbled_on == uid else 1
    found.stumbled_on = uid
    found.save(update_fields=["stumbles", "stumbled_on"])
    return found.stumbles


@transaction.atomic
def note_look(*, by: Actor, at: datetime, source: UUID, began: datetime, look: Look) -> None:
    """How a look ended that *began* earlier, and when the next one is due. A line in the ledger only when a source falls ill, or is well again."""
    found = Standing.objects.select_for_update().select_related("source").get(source=source)
    before, asked = found.trouble, found.due_at > began
    found.looked_at, found.trouble, found.figures, found.waiting = at, look.trouble, dict(look.figures), look.waiting
    found.failures = min(found.failures + 1, 1_000) if look.trouble else 0
    found.well_at = found.well_at if look.trouble else at
    rest = rules.delay(found.source.kind, found.failures)
    if not asked:  # nobody has asked for another look while this one went on
        found.due_at = at if look.more and not look.trouble else at + rest
    found.save()
    payload = {"source": str(source)}
    if look.trouble and look.trouble != before:
        ledger.record(UNWELL, by=by, at=at, payload={**payload, "trouble": look.trouble})
    elif before and not look.trouble:
        ledger.record(WELL, by=by, at=at, payload=payload)


def _readers(source: Source) -> tuple[int, ...]:
    """Those named who can still sign in."""
    if not source.restricted:
        return ()
    able = tuple(User.objects.filter(pk__in=source.readers, is_active=True).values_list("pk", flat=True))
    if len(able) < FEWEST_READERS:
        raise Invalid({"readers": rules.TROUBLES["readers"]})
    return able


def _note_place(source: Source, place: Place) -> None:
    """What is here is done with, but for what is still to be done to it on its server."""
    LeftOut.objects.filter(source=source, uid_validity=place.uid_validity, uid=place.uid).delete()
    if source.after != rules.LEAVE:
        Unsettled.objects.get_or_create(source=source, uid_validity=place.uid_validity, uid=place.uid)
    _advance(source.pk, place)


def _advance(source: UUID, place: Place) -> None:
    """Up to this message the mailbox is done; it never goes back, and counts only under the numbers it was given with."""
    Standing.objects.filter(source=source, uid_validity=place.uid_validity, uid_done__lt=place.uid).update(
        uid_done=place.uid
    )
    Standing.objects.filter(source=source, stumbled_on=place.uid).update(stumbles=0, stumbled_on=0)

"""Authorities: made, changed, verified. They are never deleted: letters and memberships name them; `valid_to` ends
one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Invalid
from comitas.core.text import N_
from comitas.directory import queries
from comitas.directory.actions.checking import latest_today, locked, refuse
from comitas.directory.models import Authority, AuthorityFunction, Name
from comitas.directory.rules import stored
from comitas.directory.rules.entries import AuthorityEntry
from comitas.directory.rules.folding import fold
from comitas.directory.rules.parents import parent_problems
from comitas.directory.rules.problems import authority_problems
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

CREATED = kinds.declare("authority.created", N_("Authority {authority} was entered."))
CHANGED = kinds.declare("authority.changed", N_("Authority {authority} was changed: {fields}."))
VERIFIED = kinds.declare("authority.verified", N_("Authority {authority} was verified as of {day}."))

BATCH = 500


@transaction.atomic
def create_authority(*, by: Actor, at: datetime, entry: AuthorityEntry) -> Authority:
    """Enter an authority, ours or theirs."""
    entry = _checked(entry, at)
    row = Authority(id=new_id())
    _save(row, entry)
    payload = {"authority": str(row.pk), "state": entry.state, "ours": entry.ours}
    ledger.record(CREATED, by=by, at=at, payload=payload, personal={"after": reached_by(entry)})
    return row


@transaction.atomic
def change_authority(*, by: Actor, at: datetime, authority: UUID, version: int, entry: AuthorityEntry) -> Authority:
    """Change an authority to *entry*. An entry that says nothing new changes nothing and leaves no line."""
    row = locked(Authority, authority, version)
    before = queries.entries(by, [row])[row.pk]
    entry = _checked(replace(entry, external_key=before.external_key), at, own_key=before.external_key or str(row.pk))
    if entry == before:
        return row
    if entry.ours != before.ours:
        raise Invalid({"ours": _("An authority cannot change sides. Enter another one.")})
    row.version += 1
    _save(row, entry)
    payload = {"authority": str(row.pk), "fields": list(differing(before, entry)), "version": row.version}
    personal = {"before": reached_by(before), "after": reached_by(entry)}
    ledger.record(CHANGED, by=by, at=at, payload=payload, personal=personal)
    return row


@transaction.atomic
def verify_authority(
    *, by: Actor, at: datetime, authority: UUID, version: int, day: date, source: str = ""
) -> Authority:
    """Note that *by* verified the entry on *day*; a *source* replaces the one that stands there."""
    row = locked(Authority, authority, version)
    if day > latest_today(at):
        raise Invalid({"verified_on": _("The day of verification cannot be in the future.")})
    row.verified_on, row.verified_by = day, by.name[:120]
    row.source = source.strip()[:300] or row.source
    row.version += 1
    row.save(update_fields=["verified_on", "verified_by", "source", "version"])
    ledger.record(VERIFIED, by=by, at=at, payload={"authority": str(row.pk), "day": day.isoformat()})
    return row


def differing(before: AuthorityEntry, after: AuthorityEntry) -> tuple[str, ...]:
    """The names of the fields in which two entries differ."""
    one, other = asdict(before), asdict(after)
    return tuple(sorted(name for name in one if one[name] != other[name]))


def reached_by(entry: AuthorityEntry) -> dict[str, Any]:
    """Where letters to it go. The ledger keeps it, sealed: whoever changes an address diverts evidence."""
    values = stored.columns(entry)
    return {name: values[name] for name in stored.REACHED_BY}


def fill(row: Authority, entry: AuthorityEntry) -> None:
    """Set the columns of an entry on a row, unsaved."""
    for name, value in stored.columns(entry).items():
        setattr(row, name, value)


def write_rest(rows: Iterable[tuple[Authority, AuthorityEntry]]) -> None:
    """Replace the names and functions of saved rows by those of their entries."""
    pairs = list(rows)
    keys = [row.pk for row, _entry in pairs]
    Name.objects.filter(authority__in=keys).delete()
    Name.objects.bulk_create((name for row, entry in pairs for name in _names(row, entry)), batch_size=BATCH)
    AuthorityFunction.objects.filter(authority__in=keys).delete()
    AuthorityFunction.objects.bulk_create(
        (item for row, entry in pairs for item in _functions(row, entry)), batch_size=BATCH
    )


def set_parents(rows: Iterable[tuple[Authority, AuthorityEntry]]) -> None:
    """Put each authority below its parent. After all are saved, because a parent may come later in the same file."""
    pairs = list(rows)
    parents = queries.authorities_by_key(sorted({entry.parent_key for _row, entry in pairs} - {""}))
    for row, entry in pairs:
        parent = parents.get(entry.parent_key)
        if row.parent_id != (parent.pk if parent else None):
            row.parent = parent
            row.save(update_fields=["parent"])


def _save(row: Authority, entry: AuthorityEntry) -> None:
    fill(row, entry)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid({"external_key": _("Another authority has this key.")}) from error
    write_rest([(row, entry)])
    set_parents([(row, entry)])


def _checked(entry: AuthorityEntry, at: datetime, own_key: str = "") -> AuthorityEntry:
    entry = replace(entry, designations=stored.in_order(entry.designations))
    problems = authority_problems(entry, queries.known(), latest_today(at))
    if entry.parent_key:
        key = own_key or entry.external_key or "new"
        climbed = parent_problems({key: entry.parent_key}, queries.parents_now({entry.parent_key}))
        problems |= {"parent_key": climbed[key]} if climbed else {}
    refuse(problems)
    return entry


def _names(row: Authority, entry: AuthorityEntry) -> Iterator[Name]:
    """Its own name, its short one, and those in further languages."""
    named = [("main", entry.name_language, entry.name)]
    named += [("short", entry.name_language, entry.short_name)] if entry.short_name else []
    named += [("other", language, name) for language, name in entry.names.items()]
    for kind, language, name in named:
        yield Name(authority=row, kind=kind, language=language, name=name, folded=fold(name))


def _functions(row: Authority, entry: AuthorityEntry) -> Iterator[AuthorityFunction]:
    for item in entry.designations:
        instrument = item.instrument or None
        yield AuthorityFunction(authority=row, function=item.function, instrument_id=instrument, region=item.region)

"""After a restore: what was destroyed since the backup is destroyed again, and its certificates are there again."""

from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from comitas.accounts import actions as accounts
from comitas.accounts.models import Compartment, User
from comitas.core import removal
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.documents import actions as documents
from comitas.ledger import actions as ledger
from comitas.ledger.models import Key
from comitas.ledger.rules import kinds
from comitas.protection import queries, store
from comitas.protection.actions import destroying
from comitas.protection.models import Counter, Destruction
from comitas.protection.rules import destruction as rules

REAPPLIED = kinds.declare(
    "destruction.reapplied", N_("{number} came back with a backup and was destroyed again: certificate {certificate}.")
)


def reapply(*, by: Actor, at: datetime, path: Path) -> int:
    """Destroy again what the list at *path* names and the database has; returns how many that were. Twice is the same as once.

    `store.ListBroken` before anything is touched, where the list was altered.
    """
    again = 0
    for key, told in queries.listed(path).items():
        if not Destruction.objects.filter(pk=key, state=rules.DONE).exists():
            again += 1
            _keys(told, by, at)
            for place in _there(told):
                documents.shred(by=by, at=at, compartment=place)
            _rows(told, by, at)
            if path != settings.DESTRUCTIONS:
                store.append(settings.DESTRUCTIONS, told, settings.SIGNING_KEY)
    return again


def _there(told: dict[str, Any]) -> list[UUID]:
    """The compartments that the backup has; one may have been opened after it was made."""
    places = [UUID(place) for place in told["places"]]
    known = set(Compartment.objects.filter(pk__in=places).values_list("pk", flat=True))
    return [place for place in places if place in known]


@transaction.atomic
def _keys(told: dict[str, Any], by: Actor, at: datetime) -> None:
    for place in _there(told):
        if Key.objects.filter(pk=place, destroyed_at=None).exists():
            accounts.destroy_compartment_key(by=by, at=at, compartment=place, reason=told["ground"])


@transaction.atomic
def _rows(told: dict[str, Any], by: Actor, at: datetime) -> None:
    """The rows go, and the certificate stands as it was given. Without one it was under way: it is given now."""
    found = _certificate(told, at)
    with ledger.together():
        counts: dict[str, int] = {}
        for place in _there(told):
            for name, count in destroying.emptied(place, by, at).items():
                counts[name] = counts.get(name, 0) + count
        removal.refuse_what_was_left()
        if not found.serial:
            found.year, found.serial = destroying.next_number(found, at)
            found.done_at, found.counts = at, counts
        found.state, found.reapplied_at = rules.DONE, at
        found.save()
        destroying.note_numbers(found, [tuple(one) for one in told["numbers"]])
        payload = {"number": found.number, "certificate": found.certificate, "authority": str(found.authority_id)}
        ledger.record(REAPPLIED, by=by, at=at, payload=payload)


def _certificate(told: dict[str, Any], at: datetime) -> Destruction:
    people = set(User.objects.filter(pk__in=(told["proposed_by"], told["approved_by"])).values_list("pk", flat=True))
    made, _new = Destruction.objects.update_or_create(
        pk=told["destruction"],
        defaults={
            "authority": Authority.objects.get(pk=told["authority"]),
            "place": told["places"][0],
            "places": told["places"],
            **{name: told[name] for name in ("subject", "number", "kind", "outcome", "restricted", "ground", "cited")},
            "ended_on": date.fromisoformat(told["ended_on"]) if told["ended_on"] else None,
            "proposed_by_id": told["proposed_by"] if told["proposed_by"] in people else None,
            "approved_by_id": told["approved_by"] if told["approved_by"] in people else None,
            "proposed_at": datetime.fromisoformat(told["proposed_at"]),
            "approved_at": datetime.fromisoformat(told["approved_at"]) if told["approved_at"] else None,
            "done_at": datetime.fromisoformat(told["done_at"]) if told["done_at"] else None,
            "year": told["year"] or None,
            "serial": told["serial"] or None,
            "counts": told["counts"],
            "archived": told["archived"],
            "state": rules.UNDER_WAY,
            "reapplied_at": at,
        },
    )
    if made.year and made.serial:
        _count_on(made.authority_id, made.year, made.serial)
    return made


def _count_on(authority: UUID, year: int, serial: int) -> None:
    """The counter of the backup may be behind the certificates that were given since."""
    Counter.objects.bulk_create([Counter(authority_id=authority, year=year)], ignore_conflicts=True)
    Counter.objects.filter(authority=authority, year=year, last__lt=serial).update(last=serial)

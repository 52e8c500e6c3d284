"""The last part of a restore, inside the restored instance: tables up to date, a new epoch, everything verified."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import transaction

from comitas.config import bundle, events, migration, originals, rounds
from comitas.config.bundle import Broken, Manifest
from comitas.core import clock
from comitas.core.actor import system
from comitas.ledger import actions as ledger
from comitas.ledger import queries
from comitas.ledger.rules.checkpoints import CheckpointBroken
from comitas.ledger.rules.verification import LedgerBroken
from comitas.protection import actions as destroying
from comitas.protection import queries as protection
from comitas.protection.store import ListBroken


def revive(manifest: Manifest, lists: Sequence[Path] = ()) -> None:
    """`Broken` where what was restored is not what the backup says it holds. What *lists* name is destroyed again."""
    migration.migrate()
    _compare_head(manifest)
    _begin(manifest)
    migration.seal_what_lay_in_clear()
    _destroy_again([settings.DESTRUCTIONS, *lists])
    rounds.attest_to_all()
    try:
        queries.verify()
    except (LedgerBroken, CheckpointBroken) as error:
        raise Broken(f"The restored ledger does not verify.\n{error}") from error
    if damaged := originals.look().damaged:
        raise Broken("\n".join(["Not every original opens.", *damaged]))


def _compare_head(manifest: Manifest) -> None:
    position, running = queries.head()
    if (position, running.hex()) != (manifest.position, manifest.running):
        raise Broken(f"The ledger ends at position {position}; the backup was made at {manifest.position}.")


@transaction.atomic
def _begin(manifest: Manifest) -> None:
    """A new epoch: transaction ids of the old cluster mean nothing here, and every old line counts as committed."""
    at = clock.now()
    epoch = ledger.begin_epoch(f"restored from the backup of {manifest.made_at}", at=at)
    payload = {"made_at": bundle.spoken(manifest.made_at), "position": manifest.position, "epoch": epoch}
    ledger.record(events.RESTORED, by=system("restore"), at=at, payload=payload)


def _destroy_again(lists: Sequence[Path]) -> None:
    """Every list is read before anything is destroyed by one."""
    try:
        for path in lists:
            protection.listed(path)
        for path in lists:
            destroying.reapply(by=system("restore"), at=clock.now(), path=path)
    except (ListBroken, OSError) as error:
        raise Broken(f"The list of destructions cannot be used. {error}") from error

"""Keys are changed while nothing is lost: what lay under the old ones opens, and the old ones open nothing any more."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from comitas.accounts import actions as accounts
from comitas.config import environment, keychange, rounds
from comitas.core import clock, sealing
from comitas.documents import actions as documents
from comitas.documents import queries as kept
from comitas.ledger import actions as ledger
from comitas.ledger import queries
from comitas.ledger.models import Key, Line
from comitas.ledger.rules import kinds
from comitas.ledger.rules.checkpoints import CheckpointBroken
from comitas.ledger.tests.ordering import order_everything
from comitas.samples.cast import Cast, found

TOLD = kinds.declare("test.keys-told", "Told {n}.")
DATA = b"%PDF-1.7 kept under the old key"


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.OBJECTS, settings.CHECKPOINTS = tmp_path / "objects", tmp_path / "ledger.jsonl"


@pytest.fixture
def cast(committed_db: str, at: datetime) -> Cast:
    """In a database where commits are commits, so that lines get their places."""
    return found()


def attest() -> None:
    order_everything()
    rounds.attest_to_all()


@pytest.fixture
def kept_before(cast: Cast, at: datetime) -> tuple[UUID, UUID]:
    """A compartment with an original and a line that has personal values, and the original's placement."""
    place = accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central).pk
    upload = documents.receive_file(by=cast.rosa, at=at, name="letter.pdf", data=DATA)
    placed = documents.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=place)
    tell(cast, at, 1, place, name="Sol")
    return place, placed.pk


def tell(cast: Cast, at: datetime, n: int, place: UUID | None = None, **personal: object) -> None:
    with transaction.atomic():
        ledger.record(TOLD, by=cast.rosa, at=at, payload={"n": n}, personal=personal or None, compartment=place)


def change(settings: Any, *, signing: bool = True) -> None:
    """As if the instance were started with new keys and the old ones beside them."""
    settings.OLD_MASTER_KEYS, settings.MASTER_KEY = (settings.MASTER_KEY,), os.urandom(32)
    if signing:
        settings.OLD_SIGNING_KEY, settings.SIGNING_KEY = settings.SIGNING_KEY, Ed25519PrivateKey.generate()


def test_everything_opens_before_and_after_and_the_old_key_opens_nothing(
    kept_before: tuple[UUID, UUID], cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, placed = kept_before
    change(settings, signing=False)
    old = settings.OLD_MASTER_KEYS[0]
    assert b"".join(kept.original(cast.rosa, placed)) == DATA, "before the move both keys are known"
    monkeypatch.setattr(ledger.wrap_every_key_anew, "__kwdefaults__", {"batch": 1})
    assert keychange.finish().wrapped == Key.objects.count()
    assert not keychange.finish(), "a second start finds nothing to do"
    assert Line.objects.filter(kind="instance.keys-changed").count() == 1
    settings.OLD_MASTER_KEYS = ()
    assert b"".join(kept.original(cast.rosa, placed)) == DATA
    assert queries.personal(Line.objects.get(kind="test.keys-told")) == {"name": "Sol"}
    with pytest.raises(sealing.SealBroken):
        sealing.unwrap(bytes(Key.objects.get(pk=place).wrapped or b""), old)
    attest()
    queries.verify()


def test_a_move_that_was_interrupted_is_finished_by_the_next_start(
    kept_before: tuple[UUID, UUID], cast: Cast, at: datetime, settings: Any
) -> None:
    change(settings, signing=False)
    last = Key.objects.order_by("compartment").first()
    assert last is not None
    ledger._wrap_some_anew(None, 1)
    accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central)  # under the new key at once
    assert keychange.finish().wrapped == Key.objects.count() - 2
    settings.OLD_MASTER_KEYS = ()
    assert all(queries.lies_under_master(bytes(key.wrapped or b"")) for key in Key.objects.all())


def test_the_signer_hands_over_and_every_checkpoint_holds(cast: Cast, at: datetime, settings: Any) -> None:
    for n in range(6):
        tell(cast, at, n)
        if n in (2, 4):
            change(settings)
            order_everything()
            assert keychange.finish().handed_over and not keychange.finish().handed_over
        attest()
    verified = queries.verify()
    assert verified.sure_up_to == verified.positions and verified.checkpoints >= 6


def forged(lines: list[str], what: str) -> list[str]:
    over = next(n for n, line in enumerate(lines) if "countersignature" in line)
    return {
        "handing over removed": lines[:over] + lines[over + 1 :],
        "handing over altered": [
            line.replace('"next":"', '"next":"0') if n == over else line for n, line in enumerate(lines)
        ],
        "old lines removed": lines[1:],
        "old lines altered": [lines[0].replace('"position":', '"position":1'), *lines[1:]],
        "handed over twice": [*lines, lines[over]],
    }[what]


@pytest.mark.parametrize(
    "what",
    ["handing over removed", "handing over altered", "old lines removed", "old lines altered", "handed over twice"],
)
def test_a_checkpoint_file_that_was_meddled_with_does_not_hold(
    what: str, cast: Cast, at: datetime, settings: Any
) -> None:
    tell(cast, at, 1)
    attest()
    change(settings)
    keychange.finish()
    tell(cast, at, 2)
    attest()
    path = Path(settings.CHECKPOINTS)
    path.write_text("".join(forged(path.read_text().splitlines(keepends=True), what)))
    with pytest.raises(CheckpointBroken):
        queries.verify()


def test_a_stranger_cannot_take_over_the_signing(cast: Cast, at: datetime, settings: Any) -> None:
    """Whoever owns the disk appends a handing over to a key of his own, and signs on: the instance's key does not vouch for it."""
    tell(cast, at, 1)
    attest()
    own = settings.SIGNING_KEY
    settings.OLD_SIGNING_KEY, settings.SIGNING_KEY = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    assert not keychange.finish().handed_over, "the old key given is not the one that signed"
    settings.SIGNING_KEY = own
    queries.verify()


def test_the_keys_of_a_demonstration_are_changed_in_their_files(tmp_path: Path) -> None:
    given = {"COMITAS_HOME": str(tmp_path)}
    before = environment.read(given)
    keychange.make(before, ("secret", "master", "signing"))
    between = environment.read(given)
    assert (between.old_master_keys, between.old_signing_key) == ((before.master_key,), before.signing_key)
    assert between.old_secret_keys == (before.secret_key,)
    assert len({before.master_key, between.master_key, before.signing_key, between.signing_key}) == 4
    keychange.make(between, ("master",))  # again, before the next start
    assert environment.read(given).old_master_keys == (between.master_key, before.master_key)
    assert {path.stat().st_mode & 0o777 for path in between.keys.iterdir()} == {0o600}
    keychange.forget(between)
    after = environment.read(given)
    assert (after.old_master_keys, after.old_signing_key, after.old_secret_keys) == ((), b"", (before.secret_key,))


def test_former_keys_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(environment.Misconfigured) as caught:
        environment.read({"COMITAS_HOME": str(tmp_path), "COMITAS_OLD_MASTER_KEYS": "short"})
    assert "COMITAS_OLD_MASTER_KEYS must be 32 bytes in base64." in str(caught.value)
    assert clock.now() - datetime.now(UTC) < timedelta(minutes=1)

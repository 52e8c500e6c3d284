"""Uploads by their outcome: rows, bytes, ledger lines."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from comitas.accounts import actions as accounts
from comitas.core.actor import Actor, system
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.documents import actions, queries, store
from comitas.documents.models import Document, Object, Placement, Upload
from comitas.documents.rules import uploads
from comitas.ledger import queries as ledger
from comitas.ledger.models import Line
from comitas.ledger.rules import canonical
from comitas.samples.cast import Cast

MIB = uploads.SEGMENT_BYTES
PDF = b"%PDF-1.7\n" + b"x" * 1000
TWO_AND_A_HALF = bytes(range(256)) * (MIB // 256 * 5 // 2)


def begun(by: Actor, at: datetime, data: bytes = TWO_AND_A_HALF, name: str = "letter.pdf") -> Upload:
    return actions.begin_upload(by=by, at=at, name=name, size=len(data))


def send(by: Actor, at: datetime, upload: Upload, offset: int, data: bytes) -> int:
    return actions.receive_part(by=by, at=at, upload=upload.pk, offset=offset, data=data).received


def whole(by: Actor, at: datetime, data: bytes = TWO_AND_A_HALF) -> Upload:
    upload = begun(by, at, data)
    for offset in range(0, len(data), MIB):
        send(by, at, upload, offset, data[offset : offset + MIB])
    return upload


def kinds() -> list[str]:
    return list(Line.objects.order_by("id").values_list("kind", flat=True))


def original(actor: Actor, placed: Placement) -> bytes:
    return b"".join(queries.original(actor, placed.pk))


# --- in parts -------------------------------------------------------------------------------------------------------------
def test_it_comes_back_as_it_was_sent(cast: Cast, at: datetime, compartment: UUID) -> None:
    upload = whole(cast.rosa, at)
    actions.complete_upload(by=cast.rosa, at=at, upload=upload.pk)
    placed = actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment)
    assert original(cast.rosa, placed) == TWO_AND_A_HALF
    assert bytes(placed.document.sha256) == hashlib.sha256(TWO_AND_A_HALF).digest()
    assert kinds()[-2:] == ["upload.begun", "document.kept"]


def test_a_part_whose_answer_was_lost_changes_nothing(cast: Cast, at: datetime) -> None:
    upload = begun(cast.rosa, at)
    assert send(cast.rosa, at, upload, 0, TWO_AND_A_HALF[:MIB]) == MIB
    before = store.path(upload.object_id).read_bytes()
    assert send(cast.rosa, at, upload, 0, bytes(MIB)) == MIB
    assert store.path(upload.object_id).read_bytes() == before


def test_a_part_from_further_on_is_refused(cast: Cast, at: datetime) -> None:
    upload = begun(cast.rosa, at)
    with pytest.raises(Conflict, match="up to byte 0"):
        send(cast.rosa, at, upload, MIB, TWO_AND_A_HALF[MIB : 2 * MIB])
    assert queries.upload(cast.rosa, upload.pk).received == 0


@pytest.mark.parametrize("length", [0, 1, MIB - 1, MIB + 1])
def test_a_part_that_ends_inside_a_segment_is_refused(cast: Cast, at: datetime, length: int) -> None:
    upload = begun(cast.rosa, at)
    with pytest.raises(Invalid, match="multiple"):
        send(cast.rosa, at, upload, 0, bytes(length))


def test_more_bytes_than_announced_are_refused(cast: Cast, at: datetime) -> None:
    upload = begun(cast.rosa, at, b"12345")
    with pytest.raises(Invalid, match="More bytes"):
        send(cast.rosa, at, upload, 0, b"123456")


def test_fewer_bytes_than_announced_cannot_be_completed_or_kept(cast: Cast, at: datetime, compartment: UUID) -> None:
    upload = begun(cast.rosa, at)
    send(cast.rosa, at, upload, 0, TWO_AND_A_HALF[:MIB])
    for end in (
        lambda: actions.complete_upload(by=cast.rosa, at=at, upload=upload.pk),
        lambda: actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment),
    ):
        with pytest.raises(Invalid, match="not arrived whole"):
            end()
    assert not Document.objects.exists()


def test_a_part_after_the_end_changes_nothing(cast: Cast, at: datetime) -> None:
    upload = whole(cast.rosa, at)
    actions.complete_upload(by=cast.rosa, at=at, upload=upload.pk)
    assert send(cast.rosa, at, upload, len(TWO_AND_A_HALF), b"more") == len(TWO_AND_A_HALF)


def test_bytes_damaged_on_disk_are_not_completed(cast: Cast, at: datetime) -> None:
    upload = whole(cast.rosa, at)
    place = store.path(upload.object_id)
    place.write_bytes(place.read_bytes()[:-1] + b"?")
    with pytest.raises(store.Damaged):
        actions.complete_upload(by=cast.rosa, at=at, upload=upload.pk)
    assert queries.upload(cast.rosa, upload.pk).state == uploads.OPEN


def test_nobody_elses_upload_is_there(cast: Cast, at: datetime, compartment: UUID) -> None:
    upload = whole(cast.rosa, at)
    for other in (cast.ines, cast.karin, cast.ada, cast.max):
        with pytest.raises(NotThere):
            queries.upload(other, upload.pk)
        with pytest.raises(NotThere):
            send(other, at, upload, 0, b"x")
        with pytest.raises(NotThere):
            actions.abandon(by=other, at=at, upload=upload.pk)
        assert not queries.waiting_uploads(other, at).exists()
    with pytest.raises(NotThere):
        actions.keep(by=cast.ines, at=at, upload=upload.pk, compartment=compartment)


@pytest.mark.parametrize("name", ["ada", "max", "lea", "pavel"])
def test_who_neither_registers_nor_adds_may_not_upload(
    cast: Cast, at: datetime, name: str, files: Callable[[], list[Path]]
) -> None:
    actor = cast.people[name]
    with pytest.raises(Denied):
        begun(actor, at)
    with pytest.raises(Denied):
        actions.receive_file(by=actor, at=at, name="x", data=b"x")
    assert files() == []


# --- how much -------------------------------------------------------------------------------------------------------------
def test_the_limits_hold(cast: Cast, at: datetime, settings: Any, files: Callable[[], list[Path]]) -> None:
    settings.UPLOAD_LIMIT = settings.FORM_LIMIT = 1000
    with pytest.raises(Invalid, match="larger"):
        actions.begin_upload(by=cast.rosa, at=at, name="x", size=1001)
    with pytest.raises(Invalid, match="larger"):
        actions.begin_upload(by=cast.rosa, at=at, name="x", size=-1)
    with pytest.raises(Invalid, match="larger"):
        actions.receive_file(by=cast.rosa, at=at, name="x", data=bytes(1001))
    assert files() == []


def test_the_quota_counts_what_is_announced_and_is_each_persons_own(cast: Cast, at: datetime, settings: Any) -> None:
    settings.UPLOAD_QUOTA = 10
    first = actions.begin_upload(by=cast.rosa, at=at, name="a", size=6)
    with pytest.raises(Invalid, match="waiting first"):
        actions.begin_upload(by=cast.rosa, at=at, name="b", size=5)
    actions.begin_upload(by=cast.ines, at=at, name="b", size=10)
    actions.abandon(by=cast.rosa, at=at, upload=first.pk)
    actions.begin_upload(by=cast.rosa, at=at, name="b", size=10)


def test_empty_files_are_bounded_too(cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "OPEN_AT_ONCE", 2)
    begun(cast.rosa, at, b"")
    begun(cast.rosa, at, b"")
    with pytest.raises(Invalid, match="waiting first"):
        begun(cast.rosa, at, b"")


def test_a_full_disk_is_said_before_a_byte_is_taken(cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "free_bytes", lambda: uploads.DISK_RESERVE_BYTES + 100)
    actions.begin_upload(by=cast.ines, at=at, name="a", size=60)
    with pytest.raises(Invalid, match="disk"):
        actions.begin_upload(by=cast.rosa, at=at, name="b", size=60)
    actions.begin_upload(by=cast.rosa, at=at, name="b", size=40)


# --- kept -----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "kind", "state", "refusal"),
    [
        (PDF, "pdf", "waiting", ""),
        (b"\xff\xd8\xff\xe0....", "jpeg", "waiting", ""),
        (b"PK\x03\x04 a letter.pdf that is not one", "zip", "waiting", ""),
        (b"a letter.pdf that is not one", "other", "refused", "not-convertible"),
        (b"", "empty", "refused", "empty"),
    ],
)
def test_what_it_is_is_judged_by_its_bytes(
    cast: Cast, at: datetime, compartment: UUID, data: bytes, kind: str, state: str, refusal: str
) -> None:
    upload = actions.receive_file(by=cast.rosa, at=at, name="letter.pdf", data=data)
    document = actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment).document
    assert (document.kind, document.state, document.refusal) == (kind, state, refusal)
    asked = ProcrastinateJob.objects.filter(task_name="documents.read").values_list("args", flat=True)
    assert list(asked) == ([{"document": str(document.pk)}] if state == "waiting" else [])


def test_an_empty_upload_in_parts_is_kept_too(cast: Cast, at: datetime, compartment: UUID) -> None:
    upload = begun(cast.rosa, at, b"")
    placed = actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment)
    assert original(cast.rosa, placed) == b""


def test_what_arrived_whole_is_kept_though_its_completion_was_lost(cast: Cast, at: datetime, compartment: UUID) -> None:
    placed = actions.keep(by=cast.rosa, at=at, upload=whole(cast.rosa, at).pk, compartment=compartment)
    assert bytes(placed.document.object.sha256) == hashlib.sha256(TWO_AND_A_HALF).digest()


def test_it_is_kept_once(cast: Cast, at: datetime, compartment: UUID) -> None:
    upload = actions.receive_file(by=cast.rosa, at=at, name="x", data=PDF)
    actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment)
    with pytest.raises(Conflict, match="registered already"):
        actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment)
    with pytest.raises(Conflict):
        actions.abandon(by=cast.rosa, at=at, upload=upload.pk)
    assert Placement.objects.count() == 1


def test_kept_bytes_lie_under_the_compartments_key(cast: Cast, at: datetime, compartment: UUID) -> None:
    upload = actions.receive_file(by=cast.rosa, at=at, name="x", data=PDF)
    placed = actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment)
    accounts.destroy_compartment_key(by=cast.karin, at=at, compartment=compartment, reason="retention")
    with pytest.raises(ledger.KeyDestroyed):
        original(cast.rosa, placed)


def test_the_same_bytes_in_two_cases_are_two_objects(cast: Cast, at: datetime, compartment: UUID) -> None:
    other = accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central).pk
    placed = [
        actions.keep(
            by=cast.rosa,
            at=at,
            upload=actions.receive_file(by=cast.rosa, at=at, name="x", data=PDF).pk,
            compartment=place,
        )
        for place in (compartment, other)
    ]
    assert list(queries.same_bytes(cast.ines, hashlib.sha256(PDF).digest())) == placed
    accounts.destroy_compartment_key(by=cast.karin, at=at, compartment=compartment, reason="retention")
    assert original(cast.rosa, placed[1]) == PDF


def test_the_line_names_the_bytes_and_seals_the_name(cast: Cast, at: datetime, compartment: UUID) -> None:
    upload = actions.receive_file(by=cast.rosa, at=at, name="../Sol Okoro.pdf", data=PDF)
    placed = actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment)
    line = Line.objects.order_by("id").last()
    payload = canonical.decode(bytes(line.canonical)).payload
    assert payload["sha256"] == hashlib.sha256(PDF).hexdigest() and payload["document"] == str(placed.document_id)
    assert b"Okoro" not in bytes(line.canonical) and ledger.personal(line) == {"name": "Sol Okoro.pdf"}


def test_a_restricted_document_is_there_for_its_readers_only(cast: Cast, at: datetime, restricted: UUID) -> None:
    upload = actions.receive_file(by=cast.ines, at=at, name="x", data=PDF)
    placed = actions.keep(by=cast.ines, at=at, upload=upload.pk, compartment=restricted)
    assert original(cast.karin, placed) == PDF
    for other in (cast.rosa, cast.jonas, cast.ada, cast.max, cast.lea, cast.pavel, cast.solo):
        assert not queries.placements(other).exists()
        assert not queries.same_bytes(other, hashlib.sha256(PDF).digest()).exists()
        with pytest.raises(NotThere):
            queries.original(other, placed.pk)


def test_nobody_keeps_into_what_they_may_not_read(cast: Cast, at: datetime, restricted: UUID) -> None:
    upload = actions.receive_file(by=cast.rosa, at=at, name="x", data=PDF)
    with pytest.raises(NotThere):
        actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=restricted)
    assert queries.upload(cast.rosa, upload.pk).state == uploads.COMPLETE


# --- given up -------------------------------------------------------------------------------------------------------------
def test_an_abandoned_upload_leaves_no_bytes(
    cast: Cast, at: datetime, files: Callable[[], list[Path]], django_capture_on_commit_callbacks: Any
) -> None:
    upload = whole(cast.rosa, at)
    with django_capture_on_commit_callbacks(execute=True):
        actions.abandon(by=cast.rosa, at=at, upload=upload.pk)
    assert files() == [] and not Object.objects.exists()
    assert kinds()[-1] == "upload.abandoned"
    with pytest.raises(NotThere):
        send(cast.rosa, at, upload, 0, b"x")


def test_an_upload_is_given_up_when_its_time_is_over(cast: Cast, at: datetime) -> None:
    upload = begun(cast.rosa, at)
    late = at + uploads.LIFE
    actions.expire_upload(by=system("sweeper"), at=late - timedelta(seconds=1), upload=upload.pk)
    assert queries.upload(cast.rosa, upload.pk).state == uploads.OPEN
    with pytest.raises(NotThere):
        send(cast.rosa, late, upload, 0, TWO_AND_A_HALF[:MIB])
    actions.expire_upload(by=system("sweeper"), at=late, upload=upload.pk)
    assert queries.upload(cast.rosa, upload.pk).state == uploads.ABANDONED


def test_only_strays_are_removed(cast: Cast, at: datetime, files: Callable[[], list[Path]]) -> None:
    with transaction.atomic():
        begun(cast.rosa, at)
        transaction.set_rollback(True)
    upload = begun(cast.rosa, at)
    assert len(files()) == 2
    candidates = tuple(UUID(path.name) for path in files())
    assert actions.remove_strays(by=system("sweeper"), at=at, candidates=candidates) == 1
    assert files() == [store.path(upload.object_id)]


# --- the database itself --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE documents_upload SET received = size + 1",
        "UPDATE documents_upload SET state = 'kept'",
        "UPDATE documents_upload SET state = 'lost'",
        "UPDATE documents_upload SET object_id = NULL",
        "UPDATE documents_object SET compartment_id = (SELECT id FROM accounts_compartment LIMIT 1)",
    ],
)
def test_the_tables_refuse_what_cannot_be(cast: Cast, at: datetime, compartment: UUID, change: str) -> None:
    begun(cast.rosa, at)
    with (
        pytest.raises(Exception, match="violates check constraint"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)

"""Files inside files become documents where the outer one stands: once, to the byte, within bounds, for the same eyes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from comitas.accounts import actions as accounts
from comitas.core.actor import system
from comitas.core.refusals import Conflict, NotThere
from comitas.documents import actions, gateways, jobs, queries, store
from comitas.documents.gateways import box
from comitas.documents.models import Document, Placement
from comitas.documents.rules import limits, reading, states
from comitas.documents.rules.enclosed import Enclosed
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

pytestmark = pytest.mark.django_db
READER = system("reader")
WEBP = b"RIFF0000WEBP"
MAIL = b"From: a@b.example\nMessage-ID: <1@b.example>\n\ntext"
FILES = (
    ("letter.pdf", b"%PDF-1.7 letter"),
    ("inner.eml", MAIL + b" inner"),
    ("note.txt", b"note"),
    ("again.txt", b"note"),
)


class MailReader:
    """Takes the files it was given out of every document, as far as there is room, and reads one page."""

    def __init__(self, *files: tuple[str, bytes]) -> None:
        self.files = files
        self.rooms: list[tuple[int, int, bool]] = []

    def unavailable(self) -> str:
        return ""

    def read(
        self, original: Iterator[bytes], folder: Path, on_page: gateways.OnPage, inside: box.Inside
    ) -> reading.Reading:
        self.rooms.append((inside.room.files, inside.room.size, inside.room.deep))
        for place, (name, data) in enumerate(self.files, 1):
            if not inside.room.deep:
                inside.take(Enclosed(place, name, data))
        (folder / "page-0001.webp").write_bytes(WEBP)
        (folder / "page-0001.thumbnail.webp").write_bytes(WEBP)
        inside.kind = "mail"
        line = reading.Line("Request", (0, 0, 1, 1), (reading.Word("Request", (0, 0, 1, 1)),), 1.0)
        page = reading.Page(1, 10, 10, 0, "text-layer", "en", "Latn", "good", (line,), ())
        return reading.Reading((page,), "paper", ())


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> MailReader:
    made = MailReader(*FILES)
    monkeypatch.setattr(gateways, "reader", lambda: made)
    return made


@pytest.fixture
def mail(cast: Cast, at: datetime, compartment: UUID) -> Placement:
    return actions.keep_file(by=cast.rosa, at=at, name="scan.pdf", data=MAIL, compartment=compartment)


def inside(cast: Cast, mail: Placement) -> list[Placement]:
    return list(queries.enclosed(cast.ines, [mail.document_id]))


def test_a_mail_is_judged_by_its_content(mail: Placement) -> None:
    assert (mail.document.kind, mail.document.state) == ("mail", states.WAITING)


def test_what_lies_in_a_mail_becomes_documents_beside_it(cast: Cast, mail: Placement, reader: MailReader) -> None:
    jobs.read(str(mail.document_id))
    found = inside(cast, mail)
    assert [placed.document.name for placed in found] == [name for name, _data in FILES]
    assert [b"".join(queries.original(cast.ines, placed.pk)) for placed in found] == [data for _name, data in FILES]
    assert [(placed.document.kind, placed.document.state) for placed in found] == [
        ("pdf", "waiting"), ("mail", "waiting"), ("other", "refused"), ("other", "refused"),
    ]  # fmt: skip
    assert {placed.compartment_id for placed in found} == {mail.compartment_id}
    assert all(placed.document.parent_id == placed.document.root_id == mail.document_id for placed in found)
    assert list(queries.placements(cast.ines, mail.compartment_id)) == [mail, *found]
    wanted = {job.args["document"] for job in ProcrastinateJob.objects.filter(task_name="documents.read")}
    assert {str(placed.document_id) for placed in found[:2]} <= wanted
    assert Line.objects.filter(kind="document.taken-out", compartment=mail.compartment_id).count() == 4


def test_originals_lie_encrypted_under_keys_of_their_own(cast: Cast, mail: Placement, reader: MailReader) -> None:
    jobs.read(str(mail.document_id))
    for placed in inside(cast, mail):
        held = placed.document.object
        assert held.compartment_id == mail.compartment_id
        assert b"letter" not in store.path(held.pk).read_bytes() and b"note" not in store.path(held.pk).read_bytes()


def test_reading_twice_doubles_nothing(cast: Cast, mail: Placement, reader: MailReader) -> None:
    jobs.read(str(mail.document_id))
    before = [placed.pk for placed in inside(cast, mail)]
    Document.objects.filter(pk=mail.document_id).update(state=states.READING)
    reader.files = (*FILES, ("late.txt", b"late"))  # the first attempt ended before this one
    jobs.read(str(mail.document_id))
    after = inside(cast, mail)
    assert [placed.pk for placed in after[:4]] == before and [placed.document.name for placed in after[4:]] == [
        "late.txt"
    ]


def test_files_in_files_have_their_place_and_share_the_room_of_the_outermost(
    cast: Cast, mail: Placement, reader: MailReader
) -> None:
    jobs.read(str(mail.document_id))
    inner = inside(cast, mail)[1]
    jobs.read(str(inner.document_id))
    found = inside(cast, mail)
    assert [placed.document.path for placed in found] == [
        "00001", "00002", "00002.00001", "00002.00002", "00002.00003", "00002.00004", "00003", "00004",
    ]  # fmt: skip
    assert found[2].document.parent_id == inner.document_id and found[2].document.root_id == mail.document_id
    taken = sum(len(data) for _name, data in FILES)
    assert reader.rooms[1] == (limits.ENCLOSED - 4, limits.ENCLOSED_BYTES - taken, False)
    jobs.read(str(found[3].document_id))
    jobs.read(str(queries.enclosed(cast.ines, [mail.document_id]).get(document__path="00002.00002.00002").document_id))
    deepest = queries.enclosed(cast.ines, [mail.document_id]).get(document__path="00002.00002.00002.00002")
    jobs.read(str(deepest.document_id))
    assert [deep for _files, _bytes, deep in reader.rooms] == [False, False, False, False, True]


def test_an_attempt_that_was_overtaken_keeps_nothing(cast: Cast, at: datetime, mail: Placement) -> None:
    attempt = actions.begin_reading(by=READER, at=at, document=mail.document_id)
    with pytest.raises(Conflict):
        actions.keep_enclosed(
            by=READER, at=at, document=mail.document_id, attempt=attempt + 1, place=1, name="a", data=b"a"
        )
    assert inside(cast, mail) == []


def test_with_a_full_disk_the_mail_waits_and_is_read_when_there_is_room(
    cast: Cast, at: datetime, mail: Placement, reader: MailReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(store, "free_bytes", lambda: 100)
        jobs.read(str(mail.document_id))
    waiting = Document.objects.get(pk=mail.document_id)
    assert (waiting.state, waiting.attempts, inside(cast, mail)) == (states.OFF, 0, [])
    actions.resume_readings(by=READER, at=at)
    jobs.read(str(mail.document_id))
    assert len(inside(cast, mail)) == 4


def test_whoever_may_not_know_the_mail_may_not_know_what_lay_in_it(
    cast: Cast, at: datetime, restricted: UUID, reader: MailReader, signed_in: Any
) -> None:
    upload = actions.receive_file(by=cast.ines, at=at, name="mail.eml", data=MAIL)
    mail = actions.keep(by=cast.ines, at=at, upload=upload.pk, compartment=restricted)
    jobs.read(str(mail.document_id))
    found = inside(cast, mail)
    assert len(found) == 4 and list(queries.enclosed(cast.rosa, [mail.document_id])) == []
    for placed in found:
        with pytest.raises(NotThere):
            queries.original(cast.rosa, placed.pk)
        assert signed_in(cast.rosa).get(f"/documents/{placed.pk}/original").status_code == 404
    accounts.recuse(
        by=cast.karin, at=at, permission="case:decide", compartment=restricted, user=cast.ines.id, reason="kin"
    )
    assert list(queries.enclosed(cast.ines, [mail.document_id])) == []


def test_what_lay_in_a_mail_moves_with_it(cast: Cast, at: datetime, mail: Placement, reader: MailReader) -> None:
    jobs.read(str(mail.document_id))
    target = accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central).pk
    assert actions.move_all(by=cast.rosa, at=at, source=mail.compartment_id, target=target) == 5
    found = inside(cast, mail)
    assert {placed.compartment_id for placed in found} == {target}
    assert b"".join(queries.original(cast.ines, found[0].pk)) == FILES[0][1]

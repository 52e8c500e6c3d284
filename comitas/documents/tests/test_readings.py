"""What the reader does to a document: by outcome, with a reader of our own in place of the boxed one."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from comitas.accounts import actions as accounts
from comitas.core.actor import Actor, system
from comitas.core.ids import new_id
from comitas.core.refusals import Conflict, Denied, NotThere
from comitas.documents import actions, gateways, jobs, queries, store
from comitas.documents.gateways import box
from comitas.documents.models import Conversion, Document, Object, Page, Placement
from comitas.documents.rules import reading, states, uploads
from comitas.documents.rules.refusals import Code
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

PDF = b"%PDF-1.7 a letter"
WEBP = b"RIFF\x04\0\0\0WEBP"
READER = system("reader")


def page(number: int, text: str = "Sol Okoro of Norrhaven") -> reading.Page:
    words = tuple(reading.Word(word, (0.1, 0.1, 0.2, 0.2)) for word in text.split())
    line = reading.Line(text, (0.1, 0.1, 0.9, 0.2), words, 0.97)
    return reading.Page(number, 1240, 1754, 0, "ocr", "en", "Latn", "good", (line,), ())


class PaperReader:
    """Reads two pages, or does what it was told to."""

    def __init__(self, *outcomes: Callable[[], None] | Code) -> None:
        self.outcomes = list(outcomes)
        self.seen: list[bytes] = []
        self.reason = ""

    def unavailable(self) -> str:
        return self.reason

    def read(
        self, original: Iterator[bytes], folder: Path, on_page: gateways.OnPage, inside: box.Inside
    ) -> reading.Reading:
        self.seen.append(b"".join(original))
        outcome = self.outcomes.pop(0) if self.outcomes else None
        for number in (1, 2):
            (folder / f"page-{number:04}.webp").write_bytes(WEBP + b"page %d" % number)
            (folder / f"page-{number:04}.thumbnail.webp").write_bytes(WEBP)
            on_page(number, 2)
            if callable(outcome):
                outcome()
        if isinstance(outcome, str):
            raise box.Crashed("told to") if outcome == "crashed" else box.Refused(outcome)
        return reading.Reading((page(1), page(2, "Page two")), "paper 1", ("signed",))


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> PaperReader:
    made = PaperReader()
    monkeypatch.setattr(gateways, "reader", lambda: made)
    return made


@pytest.fixture
def placed(cast: Cast, at: datetime, compartment: UUID) -> Placement:
    upload = actions.receive_file(by=cast.rosa, at=at, name="letter.pdf", data=PDF)
    return actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment)


def read(placed: Placement) -> Document:
    jobs.read(str(placed.document_id))
    return Document.objects.get(pk=placed.document_id)


def asked() -> int:
    return ProcrastinateJob.objects.filter(task_name="documents.read").count()


def kinds() -> list[str]:
    return list(Line.objects.order_by("id").values_list("kind", flat=True))


def test_a_document_is_read(cast: Cast, placed: Placement, paper: PaperReader) -> None:
    document = read(placed)
    assert paper.seen == [PDF]
    assert (document.state, document.pages_done, document.pages_total) == (states.READ, 2, 2)
    assert (document.engine, document.notes) == ("paper 1", ["signed"])
    assert queries.as_read(cast.ines, placed.pk) == reading.Reading(
        (page(1), page(2, "Page two")), "paper 1", ("signed",)
    )
    assert kinds()[-1] == "document.read"


def test_its_pictures_are_sealed_under_the_compartments_key(
    cast: Cast, placed: Placement, paper: PaperReader, at: datetime
) -> None:
    read(placed)
    first = queries.page(cast.ines, placed.pk, 1)
    assert queries.picture(first.image) == WEBP + b"page 1" and queries.picture(first.thumbnail) == WEBP
    assert first.image.compartment_id == placed.compartment_id
    assert WEBP not in store.path(first.image_id).read_bytes()
    accounts.destroy_compartment_key(by=cast.karin, at=at, compartment=placed.compartment_id, reason="retention")
    with pytest.raises(LookupError):
        queries.picture(first.image)


def test_reading_twice_changes_nothing(placed: Placement, paper: PaperReader) -> None:
    read(placed)
    pages = list(Page.objects.values_list("pk", flat=True))
    read(placed)
    assert len(paper.seen) == 1 and list(Page.objects.values_list("pk", flat=True)) == pages


def test_progress_is_seen_while_it_reads(placed: Placement, paper: PaperReader) -> None:
    seen = []
    paper.outcomes = [lambda: seen.append(Document.objects.values_list("state", "pages_done", "pages_total").get())]
    read(placed)
    assert seen == [("reading", 1, 2), ("reading", 2, 2)]


@pytest.mark.parametrize("code", ["encrypted", "damaged", "too-large", "timed-out"])
def test_a_refusal_is_kept_with_its_code(cast: Cast, placed: Placement, paper: PaperReader, code: Code) -> None:
    paper.outcomes = [code]
    document = read(placed)
    assert (document.state, document.refusal, document.pages_done) == (states.REFUSED, code, 0)
    assert kinds()[-1] == "document.not-read"
    assert b"".join(queries.original(cast.ines, placed.pk)) == PDF


def test_a_converter_that_dies_is_tried_three_times(placed: Placement, paper: PaperReader) -> None:
    paper.outcomes = ["crashed"] * 5
    seen = [(document.state, document.attempts, asked()) for document in (read(placed) for _each in range(3))]
    assert seen == [(states.WAITING, 1, 2), (states.WAITING, 2, 3), (states.REFUSED, 3, 3)]
    assert read(placed).refusal == "crashed" and len(paper.seen) == 3


def test_a_run_that_was_killed_counts_as_an_attempt(
    placed: Placement, paper: PaperReader, files: Callable[[], list[Path]]
) -> None:
    """A kill -9 leaves the state "reading" and perhaps pages; nobody tells."""

    def killed() -> None:
        raise KeyboardInterrupt

    for _attempt in range(states.TRIES):
        paper.outcomes = [killed]
        with pytest.raises(KeyboardInterrupt):
            read(placed)
    assert Document.objects.get().state == states.READING
    document = read(placed)
    assert (document.state, document.refusal, len(paper.seen)) == (states.REFUSED, "crashed", 3)
    assert not Page.objects.exists() and Object.objects.count() == 1


def test_pages_of_an_attempt_that_broke_are_replaced(
    placed: Placement,
    paper: PaperReader,
    at: datetime,
    files: Callable[[], list[Path]],
    django_capture_on_commit_callbacks: Any,
) -> None:
    attempt = actions.begin_reading(by=READER, at=at, document=placed.document_id)
    actions.add_page(
        by=READER, at=at, document=placed.document_id, attempt=attempt, page=page(1, "old"), image=WEBP, thumbnail=WEBP
    )
    with django_capture_on_commit_callbacks(execute=True):
        read(placed)
    assert list(Page.objects.order_by("number").values_list("text", flat=True)) == [
        "Sol Okoro of Norrhaven",
        "Page two",
    ]
    assert len(files()) == 5 == Object.objects.count()


def test_an_attempt_that_was_replaced_can_write_nothing(placed: Placement, at: datetime) -> None:
    old = actions.begin_reading(by=READER, at=at, document=placed.document_id)
    actions.begin_reading(by=READER, at=at, document=placed.document_id)
    this = {"by": READER, "at": at, "document": placed.document_id, "attempt": old}
    for write in (
        lambda: actions.add_page(**this, page=page(1), image=WEBP, thumbnail=WEBP),
        lambda: actions.note_progress(**this, done=1, total=1),
        lambda: actions.finish_reading(**this, engine="", notes=()),
        lambda: actions.refuse_reading(**this, code="damaged"),
    ):
        with pytest.raises(Conflict):
            write()
    assert Document.objects.get().state == states.READING and not Page.objects.exists()


def test_a_run_that_is_overtaken_ends_quietly(placed: Placement, paper: PaperReader, at: datetime) -> None:
    def overtake() -> None:
        actions.begin_reading(by=READER, at=at, document=placed.document_id)

    paper.outcomes = [overtake]
    assert read(placed).state == states.READING and not Page.objects.exists()


def test_a_document_that_is_gone_is_no_error(placed: Placement, paper: PaperReader, cast: Cast, at: datetime) -> None:
    jobs.read(str(new_id()))
    accounts.destroy_compartment_key(by=cast.karin, at=at, compartment=placed.compartment_id, reason="retention")
    read(placed)
    assert not Page.objects.exists()


# --- off ------------------------------------------------------------------------------------------------------------------
def test_without_a_box_nothing_is_converted_and_the_administrator_is_told_why(
    cast: Cast, placed: Placement, paper: PaperReader
) -> None:
    assert queries.reading_status(cast.ada).reason is None
    paper.reason = "No box on this machine."
    document = read(placed)
    assert (document.state, document.attempts, paper.seen) == (states.OFF, 0, [])
    status = queries.reading_status(cast.ada)
    assert (status.reason, status.counts["off"]) == ("No box on this machine.", 1)
    for other in (cast.ines, cast.max, cast.lea):
        with pytest.raises(Denied):
            queries.reading_status(other)
    assert kinds()[-1] == "conversion.changed"


def test_what_was_put_off_is_read_when_there_is_a_box(placed: Placement, paper: PaperReader) -> None:
    paper.reason = "No box on this machine."
    read(placed)
    paper.reason = ""
    jobs.sweep(0)
    assert Document.objects.get().state == states.WAITING and asked() == 2
    assert Conversion.objects.get().reason == "" and read(placed).state == states.READ


def test_the_null_reader_says_loudly_that_it_is_one(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    null = gateways.NullReader("No bubblewrap.")
    assert null.unavailable() == "No bubblewrap." and "NO DOCUMENT IS CONVERTED" in caplog.text
    with pytest.raises(box.Refused):
        null.read(iter([PDF]), tmp_path, lambda done, total: None, box.Inside())


# --- again ----------------------------------------------------------------------------------------------------------------
def test_a_refused_document_can_be_given_again(cast: Cast, placed: Placement, paper: PaperReader, at: datetime) -> None:
    paper.outcomes = ["timed-out"]
    read(placed)
    actions.read_again(by=cast.ines, at=at, placement=placed.pk)
    assert asked() == 2 and read(placed).state == states.READ
    with pytest.raises(Conflict):
        actions.read_again(by=cast.ines, at=at, placement=placed.pk)


def test_what_cannot_be_converted_is_not_given_again(cast: Cast, at: datetime, compartment: UUID) -> None:
    upload = actions.receive_file(by=cast.rosa, at=at, name="sheet.xlsx", data=b"PK..")
    placed = actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment)
    with pytest.raises(Conflict):
        actions.read_again(by=cast.rosa, at=at, placement=placed.pk)


# --- who ------------------------------------------------------------------------------------------------------------------
def test_a_restricted_reading_is_there_for_its_readers_only(
    cast: Cast, at: datetime, restricted: UUID, paper: PaperReader
) -> None:
    upload = actions.receive_file(by=cast.ines, at=at, name="x", data=PDF)
    placed = actions.keep(by=cast.ines, at=at, upload=upload.pk, compartment=restricted)
    read(placed)
    assert queries.find(cast.karin, placed.pk, "okoro")
    asked_for: list[Callable[[Actor], Any]] = [
        lambda actor: queries.pages(actor, placed.pk),
        lambda actor: queries.page(actor, placed.pk, 1),
        lambda actor: queries.as_read(actor, placed.pk),
        lambda actor: queries.find(actor, placed.pk, "okoro"),
        lambda actor: queries.content(actor, placed.document_id),
        lambda actor: actions.read_again(by=actor, at=at, placement=placed.pk),
    ]
    for other in (cast.rosa, cast.jonas, cast.ada, cast.max, cast.pavel, cast.solo):
        for each in asked_for:
            with pytest.raises(NotThere):
                each(other)


def test_words_are_found_with_their_place(cast: Cast, placed: Placement, paper: PaperReader) -> None:
    read(placed)
    (hit,) = queries.find(cast.ines, placed.pk, "OKORO")
    assert (hit.page, hit.line, hit.boxes, hit.text) == (1, 0, ((0.1, 0.1, 0.2, 0.2),), "Sol Okoro of Norrhaven")


# --- pictures over the wire -----------------------------------------------------------------------------------------------
def test_a_picture_is_shown_and_asked_for_each_time(
    cast: Cast, placed: Placement, paper: PaperReader, signed_in: Any, at: datetime
) -> None:
    read(placed)
    browser, address = signed_in(cast.ines), f"/documents/{placed.pk}/pages/1.webp"
    response = browser.get(address)
    assert (response.status_code, response.content) == (200, WEBP + b"page 1")
    assert response["Content-Type"] == "image/webp" and response["Cache-Control"] == "private, no-cache"
    again = browser.get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    accounts.recuse(
        by=cast.karin,
        at=at,
        permission="case:decide",
        compartment=placed.compartment_id,
        user=cast.ines.id,
        reason="kin",
    )
    with pytest.raises(NotThere):
        queries.page(cast.ines, placed.pk, 1)
    assert browser.get(address.replace("1.webp", "2/thumbnail.webp"), headers={"if-none-match": "*"}).status_code == 404


def test_a_page_that_was_not_read_is_not_there(
    cast: Cast, placed: Placement, paper: PaperReader, signed_in: Any
) -> None:
    read(placed)
    assert signed_in(cast.ines).get(f"/documents/{placed.pk}/pages/3.webp").status_code == 404
    assert signed_in(cast.ines).get(f"/documents/{placed.pk}/pages/2/thumbnail.webp").content == WEBP


# --- the sweep ------------------------------------------------------------------------------------------------------------
def test_the_sweep_gives_up_what_is_overdue_and_removes_old_strays(
    cast: Cast, at: datetime, paper: PaperReader, files: Callable[[], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = actions.begin_upload(by=cast.rosa, at=at, name="x", size=1)
    stray = new_id()
    store.create(stray)
    monkeypatch.setattr(jobs.clock, "now", lambda: at + uploads.LIFE - timedelta(seconds=1))
    jobs.sweep(0)
    assert len(files()) == 2 and queries.upload(cast.rosa, upload.pk).state == uploads.OPEN
    monkeypatch.setattr(jobs.clock, "now", lambda: at + uploads.LIFE)
    monkeypatch.setattr(jobs, "STRAY_SECONDS", -10)
    jobs.sweep(0)
    assert store.path(stray) not in files() and queries.upload(cast.rosa, upload.pk).state == uploads.ABANDONED


def test_the_folder_for_pictures_is_private_and_left_empty(objects: Path) -> None:
    with jobs.private_folder() as folder:
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "page").write_bytes(b"x")
        (left := folder.with_name(folder.name[:-3] + "old")).mkdir()
    assert not folder.exists()
    with jobs.private_folder():
        assert not left.exists()

"""The judge wants the file: one PDF of the whole case, what is left out visibly, for a day, and for nobody else."""

import io
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pikepdf.pdfa
import pypdfium2
import pytest
from PIL import Image

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import restricted_case
from comitas.core import box, clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.documents import actions as documents
from comitas.documents.models import Document, Object, Page
from comitas.documents.rules import reading, states
from comitas.documents.tests import samples
from comitas.drafting import actions, jobs, queries
from comitas.drafting.models import Printout
from comitas.drafting.rules import printing
from comitas.drafting.tests.test_printing import text_of
from comitas.drafting.tests.writing import approved, drafted, finished, two_parts
from comitas.ledger.models import Line, Reading
from comitas.samples.cast import Cast

pytestmark = pytest.mark.skipif(box.lacking() is not None, reason=str(box.lacking()))
FRONT = {
    "number": "2026/0001", "title": "Bank records", "authority": "Central Authority of Arland", "intro": "Request.", "marks": ["Confidential"],
    "standing": "Nothing has begun.", "facts": [["Received", "3 March 2026"]], "parts": [], "persons": [], "printed": "Printed by Ines.",
    "events": [{"when": "3 March 2026", "what": "Case opened", "who": "Rosa Teller", "small": ""}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def document(
    cast: Cast,
    at: datetime,
    case: Case,
    name: str,
    data: bytes,
    pages: int = 1,
    source: str = "text-layer",
    notes: tuple[str, ...] = (),
) -> UUID:
    """A document of the case as if the worker had read it, each page with a picture that says its number."""
    placed = documents.keep_file(
        by=cast.ines, at=at, name=name, data=data, compartment=case.compartment_id, case=case.pk
    )
    for number in range(1, pages + 1):
        kept = io.BytesIO()
        Image.new("L", (1240, 1754), 255 - number).save(kept, "WEBP")
        held = documents.hold(by=cast.ines, at=at, data=kept.getvalue(), compartment=case.compartment_id, what="test")
        page = reading.Page(number, 1240, 1754, 0, source, "en", "Latn", "good", (), ())
        Page.objects.create(
            document=placed.document, number=number, width=1240, height=1754, language="en", script="Latn", quality="good", text="",
            reading=page.to_json(), image=held,
        )  # fmt: skip
    Document.objects.filter(pk=placed.document_id).update(
        state=states.READ if pages else states.WAITING, notes=list(notes), kind="pdf"
    )
    return placed.pk


def ask(by: Actor, at: datetime, case: Case, *chosen: UUID, **more: Any) -> Printout:
    return actions.ask_printout(by=by, at=at, case=case.pk, language="en", chosen=chosen, front=FRONT, **more)


def test_the_whole_case_as_one_paged_pdf(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    born = document(cast, at, case, "born.pdf", own_fonts(3), 3)
    scan = document(cast, at, case, "scan.pdf", samples.text_pdf(pages=2), 2, "ocr")
    hostile = document(cast, at, case, "hostile.pdf", samples.script_pdf(), 1, notes=("javascript-removed",))
    broken = document(cast, at, case, "broken.pdf", b"%PDF-1.7 nothing", 1)
    secret = document(cast, at, case, "secret-informer.pdf", samples.text_pdf(text="INFORMER"), 1)
    cases.mark_item(by=cast.ines, at=at, placement=secret, handling=["H1"], received=True, purposes=[case.number])
    unread = document(cast, at, case, "locked.pdf", b"%PDF-1.7 locked", 0)
    aside = document(cast, at, case, "aside.pdf", samples.text_pdf(text="ASIDE"), 1)
    letter = approved(cast, at, finished(cast, at, drafted(cast, at, case, "acknowledgement")), queries.printed)
    chosen = (born, scan, hostile, broken, secret, unread, letter.pdf_id)
    asked = ask(cast.ines, at, case, *chosen)
    jobs.print_file(printout=str(asked.pk))
    made = queries.printout(cast.ines, asked.pk)
    assert (made.state, made.done, made.total) == (printing.READY, 7, 7)
    pdf = queries.printed_file(cast.ines, made, at)
    with pypdfium2.PdfDocument(pdf) as opened:
        pages = [" ".join(opened[n].get_textpage().get_text_bounded().split()) for n in range(len(opened))]
        marks = {one.get_title(): one.get_dest().get_index() for one in opened.get_toc()}
        sizes = {opened.get_page_size(n) for n in range(len(opened))}
    # cover, index, 3 of their own, 2 + 1 + 1 as pictures, the letter, the timeline
    assert len(pages) == made.pages == 2 + 3 + 2 + 1 + 1 + 1 + 1
    assert all(f"2026/0001, page {number} of 11" in said for number, said in enumerate(pages, 1))
    assert [number for number, said in enumerate(pages) if samples.SENTENCE in said] == [2, 3, 4]
    assert marks == {"Cover and index": 0, "Item 1: born.pdf": 2, "Item 2: scan.pdf": 5, "Item 3: hostile.pdf": 7, "Item 4: broken.pdf": 8,
                     f"Item 8: {letter.number}": 9, "Timeline": 10}  # fmt: skip
    index, whole = pages[1], " ".join(pages)
    for words in ("Item 1: born.pdf 3–5", "Item 2: scan.pdf 6–7", "Left out: item 5, handling code H1", "Left out: item 7, not chosen",
                  "Not shown: item 6 has no page image", f"Item 8: {letter.number} 10", "SHA-256"):  # fmt: skip
        assert words in index, words
    assert "secret-informer" not in whole and "INFORMER" not in whole and "ASIDE" not in whole
    assert (
        "items are left out or not shown" in pages[0]
        and "Nothing has begun." in pages[0]
        and "Case opened" in pages[-1]
    )
    assert {(round(wide), round(high)) for wide, high in sizes} <= {(595, 842), (842, 595)}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert pikepdf.pdfa.check(opened, "2b").passed and made.archival
        assert str(opened.docinfo["/Title"]) == "2026/0001 Bank records" and str(opened.Root.Lang) == "en"
        text = b"".join(
            each.read_bytes() for each in opened.objects if isinstance(each, pikepdf.Stream) and "/Subtype" not in each
        )
        assert b"app.alert" not in text and "/JavaScript" not in str(opened.Root) and "/OpenAction" not in opened.Root
        assert not opened.attachments and not any("/Annots" in page for page in opened.pages)
    assert Reading.objects.filter(manner="print", compartment=case.compartment_id).count() == 1
    assert aside and Line.objects.filter(kind="file.printed", case=case.pk).exists()


def own_fonts(pages: int) -> bytes:
    """A PDF that has its fonts in itself."""
    sheets = "".join(f"<p style='break-after: page'>{samples.SENTENCE}</p>" for _page in range(pages - 1))
    return queries.as_pdf(f"<html lang=en><title>x</title>{sheets}<p>{samples.SENTENCE}</p>")


def test_pages_that_no_pdf_a_can_hold_are_drawn_and_that_is_said(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    press = document(cast, at, case, "without-fonts.pdf", samples.text_pdf(pages=2), 2)
    asked = ask(cast.ines, at, case, press)
    jobs.print_file(printout=str(asked.pk))
    made = queries.printout(cast.ines, asked.pk)
    pdf = queries.printed_file(cast.ines, made, at)
    with pypdfium2.PdfDocument(pdf) as opened:
        pages = [" ".join(opened[n].get_textpage().get_text_bounded().split()) for n in range(len(opened))]
        drawn = opened[2].render(scale=0.5).to_pil().convert("L")
    assert "Shown by pictures of its pages" in pages[1] and samples.SENTENCE not in pages[2]
    assert drawn.crop((0, 0, drawn.width, drawn.height - 40)).getextrema()[0] < 128, "its words are seen"
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert pikepdf.pdfa.check(opened, "2b").passed and made.archival


def test_a_long_timeline_is_printed_whole_and_a_cut_one_says_so(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    events = [
        {"when": "3 March 2026", "what": f"Event {number}.", "who": "Rosa", "small": ""} for number in range(1_001)
    ]
    said = {}
    for cut in ("", "The newest 1,001 events are printed here."):
        asked = actions.ask_printout(
            by=cast.ines, at=at, case=case.pk, language="en", chosen=(), front={**FRONT, "events": events, "cut": cut}
        )
        jobs.print_file(printout=str(asked.pk))
        said[cut] = text_of(queries.printed_file(cast.ines, queries.printout(cast.ines, asked.pk), at))
    whole, shortened = said.values()
    assert all(f"Event {number}." in whole for number in (0, 399, 400, 1_000)) and whole.count("Timeline") == 2
    assert "newest" not in whole and "The newest 1,001 events are printed here." in shortened


def test_it_is_gone_after_a_day_and_the_line_stays(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    asked = ask(cast.ines, at, case)
    jobs.print_file(printout=str(asked.pk))
    jobs.print_file(printout=str(asked.pk))  # a job may run twice
    made = queries.printout(cast.ines, asked.pk)
    later, held = at + printing.LIFE, {made.file_id, made.front_id}
    assert text_of(queries.printed_file(cast.ines, made, at)) and Object.objects.filter(pk__in=held).count() == 2
    with pytest.raises(Conflict):
        queries.printed_file(cast.ines, made, later)
    assert queries.expired_printouts(later - timedelta(seconds=1)) == [] and queries.expired_printouts(later) == [
        made.pk
    ]
    actions.remove_printout(by=jobs.PRINTER, at=later, printout=made.pk)
    actions.remove_printout(by=jobs.PRINTER, at=later, printout=made.pk)
    assert not Object.objects.filter(pk__in=held).exists()
    assert queries.printout(cast.ines, made.pk).state == printing.GONE
    assert Line.objects.filter(kind="file.print-removed").count() == 1


def test_who_may_not_know_the_case_neither_asks_nor_sees(cast: Cast, at: datetime) -> None:
    case = restricted_case(cast, at)
    asked = ask(cast.ines, at, case)
    for who in (cast.jonas, cast.rosa, cast.solo, cast.ada, cast.max):
        with pytest.raises(NotThere):
            queries.printout(who, asked.pk)
        with pytest.raises(NotThere):
            ask(who, at, case)
    open_case, *_ = two_parts(cast, at)
    with pytest.raises(Denied):
        ask(cast.rosa, at, open_case)


def test_who_lost_sight_of_the_case_meanwhile_gets_no_file(cast: Cast, at: datetime) -> None:
    from comitas.samples import matrix

    case, *_ = two_parts(cast, at)
    asked = ask(cast.ines, at, case)
    matrix.recuse(cast, at, case.compartment_id)
    jobs.print_file(printout=str(asked.pk))
    assert Printout.objects.get(pk=asked.pk).state == printing.FAILED


def test_what_is_asked_is_bounded_and_once(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    once = uuid4()
    assert ask(cast.ines, at, case, once=once).pk == ask(cast.ines, at, case, once=once).pk
    with pytest.raises(Invalid, match="Choose among"):
        ask(cast.ines, at, case, uuid4())
    ask(cast.ines, at, case)
    ask(cast.ines, at, case)
    with pytest.raises(Invalid, match="are being made"):
        ask(cast.ines, at, case)


def test_more_than_one_file_can_hold_is_told(cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    case, *_ = two_parts(cast, at)
    one = document(cast, at, case, "long.pdf", samples.text_pdf(pages=3), 3)
    monkeypatch.setattr(printing, "MOST_PAGES", 2)
    asked = ask(cast.ines, at, case, one)
    jobs.print_file(printout=str(asked.pk))
    made = Printout.objects.get(pk=asked.pk)
    assert (made.state, made.why) == (printing.FAILED, printing.TOO_LARGE)


def test_only_the_last_attempt_writes(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    asked = ask(cast.ines, at, case)
    for attempt in range(1, printing.ATTEMPTS + 1):
        assert actions.begin_printout(by=jobs.PRINTER, at=at, printout=asked.pk, total=0) == attempt
    with pytest.raises(Conflict):
        actions.finish_printout(by=cast.ines, at=at, printout=asked.pk, attempt=1, data=b"%PDF", pages=1)
    assert actions.begin_printout(by=jobs.PRINTER, at=at, printout=asked.pk, total=0) == 0
    assert Printout.objects.get(pk=asked.pk).state == printing.FAILED

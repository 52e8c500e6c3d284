"""Letters put together from pages of originals, and searchable PDFs: what is in them, who may ask, and that nothing is doubled."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID, uuid4

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from pikepdf.pdfa import check

from comitas.accounts import actions as accounts
from comitas.core.refusals import Invalid, NotThere
from comitas.documents import actions, gateways, jobs, queries
from comitas.documents.conversion import paper
from comitas.documents.conversion.refused import Refused
from comitas.documents.gateways import box
from comitas.documents.models import Document, Object, Placement, Searchable, View
from comitas.documents.rules import sheets, states
from comitas.documents.rules.sheets import RECIPE, Laid, Sheet, Wrong
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

SCAN = Path(__file__).parents[3] / "tests" / "letters" / "fr_good.pdf"
MADE = b"%PDF-1.7 put together"


# --- rules ----------------------------------------------------------------------------------------------------------------
def laid(*rows: tuple[int, int, int]) -> list[Laid]:
    return [Laid(Sheet("a", page), letter, place) for page, letter, place in rows]


def test_pages_become_letters_in_the_order_given() -> None:
    made = sheets.letters(laid((1, 2, 1), (2, 1, 9), (3, 1, 3), (4, 0, 1), (5, 2, 1)))
    assert [[sheet.page for sheet in letter] for letter in made] == [[3, 2], [1, 5]]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([(1, 0, 1)], "at least one page"),
        ([(n, n, n) for n in range(1, 102)], "up to 100 letters"),
        ([(n, 1, n) for n in range(1, 302)], "up to 300 pages"),
    ],
)
def test_what_cannot_be_a_letter_is_told(rows: list[tuple[int, int, int]], words: str) -> None:
    with pytest.raises(Wrong, match=words):
        sheets.letters(laid(*rows))


def test_a_turn_is_a_quarter_and_an_unchanged_scan_is_one() -> None:
    for wrong in (45, "90", True, None):
        with pytest.raises(Wrong):
            sheets.turn_of(wrong)
    before = [Sheet("a", 1), Sheet("a", 2)]
    assert sheets.unchanged([tuple(before)], before) and not sheets.unchanged([(before[1], before[0])], before)


# --- the paper ------------------------------------------------------------------------------------------------------------
def job(originals: list[bytes], pages: list[list[Any]], *, searchable: bool = False) -> BinaryIO:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number, data in enumerate(originals):
            archive.writestr(str(number), data)
        archive.writestr(RECIPE, json.dumps({"searchable": searchable, "title": "Lettre", "pages": pages}))
    held.seek(0)
    return held


def hostile() -> bytes:
    """A page of a PDF that wants to do things, in a document that wants to as well."""
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 300))
        script = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        pdf.pages[0].obj.AA = Dictionary(O=script)
        pdf.Root.OpenAction = script
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def test_pages_are_taken_in_the_order_and_turned_as_wanted() -> None:
    made = paper.made(job([SCAN.read_bytes()], [["0", 1, 90, None], ["0", 0, 0, None]]))
    pages = pypdfium2.PdfDocument(made)
    before = pypdfium2.PdfDocument(SCAN)
    assert [page.get_rotation() for page in pages] == [90, 0]
    assert pages[1].get_size() == before[0].get_size() and pages[0].get_size() == before[1].get_size()[::-1]


def test_nothing_active_passes() -> None:
    made = paper.made(job([hostile()], [["0", 0, 0, None]]))
    assert b"JavaScript" not in made and b"Annots" not in made and b"OpenAction" not in made and b"/AA" not in made


def test_a_searchable_scan_is_archival_and_found_in_every_script() -> None:
    words = [["Référence", [0.1, 0.1, 0.3, 0.12]], ["طلب", [0.6, 0.2, 0.7, 0.22]], ["مساعدة", [0.45, 0.2, 0.58, 0.22]],
             ["请求", [0.1, 0.3, 0.2, 0.32]], ["Запрос", [0.1, 0.4, 0.3, 0.42]]]  # fmt: skip
    made = paper.made(job([SCAN.read_bytes()], [["0", 0, 0, words]], searchable=True))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert not check(pdf, "2b").findings
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert text.split() == ["Référence", "طلب", "مساعدة", "请求", "Запрос"]


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"", b"GIF89a"])
def test_what_is_no_paper_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        paper.made(job([data], [["0", 0, 0, None]]))


# --- who asks, and what is kept -------------------------------------------------------------------------------------------
class Maker:
    """Makes the same paper of everything, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.recipes: list[dict[str, Any]] = []
        self.outcome: box.Refused | None = None

    def unavailable(self) -> str:
        return ""

    def make(self, write: Callable[[BinaryIO], None]) -> bytes:
        held = io.BytesIO()
        write(held)
        with zipfile.ZipFile(held) as archive:
            self.recipes.append(json.loads(archive.read(RECIPE)))
        if self.outcome:
            raise self.outcome
        return MADE


@pytest.fixture
def maker(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Maker:
    settings.OBJECTS = tmp_path / "objects"
    made = Maker()
    monkeypatch.setattr(gateways, "reader", lambda: made)
    return made


@pytest.fixture
def scan(cast: Cast, at: datetime, maker: Maker) -> Placement:
    """A scan of three pages that was read."""
    place = accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central).pk
    placed = actions.keep_file(by=cast.rosa, at=at, name="scan.pdf", data=b"%PDF-1.7", compartment=place)
    Document.objects.filter(pk=placed.document_id).update(state=states.READ, pages_done=3, pages_total=3)
    return queries.placement(cast.rosa, placed.pk)


def ask(cast: Cast, at: datetime, scan: Placement, *pages: int, by: Any = None, into: UUID | None = None) -> View:
    chosen = [Sheet(str(scan.document_id), page) for page in pages]
    return actions.put_together(
        by=by or cast.rosa, at=at, compartment=into or scan.compartment_id, name="letter.pdf", chosen=chosen
    )


def test_it_is_made_once_however_often_the_job_runs(cast: Cast, at: datetime, scan: Placement, maker: Maker) -> None:
    view = ask(cast, at, scan, 3, 1)
    for _run in range(2):
        jobs.put_together(str(view.pk))
    made = Document.objects.exclude(pk=scan.document_id).get()
    assert maker.recipes == [
        {"searchable": False, "title": "letter.pdf", "pages": [["0", 2, 0, None], ["0", 0, 0, None]]}
    ]
    assert (made.name, made.state) == ("letter.pdf", states.WAITING)
    assert b"".join(queries.content(cast.rosa, made.pk)) == MADE
    assert [sheet.page for sheet in queries.recipe_of(cast.rosa, made.placement.pk)] == [3, 1]
    assert actions.keep_view(by=cast.rosa, at=at, view=view.pk, data=MADE) is None
    assert Line.objects.filter(kind="document.sheets-made").count() == 1


def test_what_cannot_be_made_says_why_and_waits_for_a_box(
    cast: Cast, at: datetime, scan: Placement, maker: Maker
) -> None:
    view, maker.outcome = ask(cast, at, scan, 1), box.Refused("no-box")
    jobs.put_together(str(view.pk))
    assert queries.views_waiting(cast.rosa, scan.compartment_id)[0].refusal == "no-box"
    assert actions.resume_views(by=cast.rosa, at=at) == 1
    maker.outcome = None
    jobs.put_together(str(view.pk))
    assert queries.views_waiting(cast.rosa, scan.compartment_id) == []


def test_only_pages_that_are_there_and_may_be_read(cast: Cast, at: datetime, scan: Placement) -> None:
    other = accounts.create_compartment(
        by=cast.solo, at=at, authority=next(a for n, a in cast.authorities.items() if "Island" in n)
    ).pk
    for pages in ((0,), (4,), (), (1,) * 301):
        with pytest.raises(Invalid):
            ask(cast, at, scan, *pages)
    with pytest.raises(NotThere):
        ask(cast, at, scan, 1, by=cast.solo, into=other)
    with pytest.raises(NotThere):
        ask(cast, at, scan, 1, into=uuid4())
    assert View.objects.count() == 0


def test_it_all_moves_with_the_letter_to_a_case(cast: Cast, at: datetime, scan: Placement) -> None:
    target = accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central).pk
    actions.keep_searchable(by=cast.rosa, at=at, document=scan.document_id, data=MADE)
    view = ask(cast, at, scan, 1)
    actions.move_all(by=cast.rosa, at=at, source=scan.compartment_id, target=target)
    jobs.put_together(str(view.pk))
    assert {placed.compartment_id for placed in Placement.objects.all()} == {target}
    assert set(Object.objects.values_list("compartment", flat=True)) == {target}
    assert b"".join(queries.searchable(cast.rosa, scan.pk)[1]) == MADE


def test_a_searchable_pdf_is_replaced_and_downloaded_by_readers_alone(
    cast: Cast, at: datetime, scan: Placement, signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    address = f"/documents/{scan.pk}/searchable.pdf"
    assert signed_in(cast.rosa).get(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        for data in (b"first", MADE):
            actions.keep_searchable(by=cast.rosa, at=at, document=scan.document_id, data=data)
    answer = signed_in(cast.rosa).get(address)
    assert b"".join(answer.streaming_content) == MADE and "scan.searchable.pdf" in answer["Content-Disposition"]
    assert Searchable.objects.count() == 1 and Object.objects.count() == 2
    assert signed_in(cast.solo).get(address).status_code == 404


def test_the_box_makes_it() -> None:
    if reason := box.available():
        pytest.skip(f"There is no box on this machine: {reason}")
    reader = gateways.BoxReader(0)
    try:
        made = reader.make(lambda file: file.write(job([hostile()], [["0", 0, 180, None]]).read()) and None)
        assert pypdfium2.PdfDocument(made)[0].get_rotation() == 180
        with pytest.raises(box.Refused, match="damaged"):
            reader.make(lambda file: file.write(job([b"%PDF-1.7"], [["0", 0, 0, None]]).read()) and None)
    finally:
        reader.stop()

"""The box and what comes out of it: hostile files end in a code, ordinary ones in a reading."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from comitas.core import frames
from comitas.documents.gateways import box
from comitas.documents.gateways.intake import Intake
from comitas.documents.rules.enclosed import Enclosed, Room
from comitas.documents.rules.reading import Page, Reading
from comitas.documents.tests import mails, samples

reason = box.available()
pytestmark = pytest.mark.skipif(reason is not None and "COMITAS_MUST_BOX" not in os.environ, reason=str(reason))


@pytest.fixture(scope="module")
def converter() -> Iterator[box.Converter]:
    with box.Converter() as one:
        yield one


@pytest.fixture
def read(converter: box.Converter, tmp_path: Path):
    def convert(content: bytes, name: str = "file", on_page: box.OnPage = lambda done, total: None) -> Reading:
        (tmp_path / name).write_bytes(content)
        out = tmp_path / "out"
        out.mkdir(exist_ok=True)
        return converter.convert(tmp_path / name, out, on_page)

    return convert


def boxed(program: str) -> str:
    """What a Python program prints when run in the box."""
    with box.start([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        return process.communicate(timeout=60)[0].decode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 an archive", "damaged"),
        (b"just words", "not-convertible"),
        (mails.locked_zip(), "encrypted"),
        (mails.overlapping_zip(), "bomb"),
        (mails.nested_parts(3000), "too-deep"),
        (samples.locked_pdf(), "encrypted"),
        (samples.text_pdf()[:200], "damaged"),
        (samples.png_bomb(), "too-large"),
        (samples.png_bomb(100), "damaged"),
        (b"%PDF-1.7 nothing more", "damaged"),
        (b"II*\0\xff\xff\xff\xff", "damaged"),
        (samples.encoded(samples.picture(), "JPEG")[:300], "damaged"),
    ],
    ids=[
        "empty",
        "archive",
        "words",
        "locked-zip",
        "zip-bomb",
        "deep",
        "locked",
        "truncated-pdf",
        "bomb",
        "false-png",
        "no-pdf",
        "no-tiff",
        "truncated-jpeg",
    ],
)
def test_what_cannot_be_read_ends_in_a_code(read, content: bytes, code: str) -> None:
    with pytest.raises(box.Refused) as refusal:
        read(content)
    assert refusal.value.code == code
    assert type(refusal.value) is box.Refused


def test_a_page_with_good_text_is_not_recognised_again(read, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    reading = read(samples.text_pdf(pages=2), on_page=lambda done, total: seen.append((done, total)))
    assert [page.source for page in reading.pages] == ["text-layer", "text-layer"]
    assert reading.pages[0].text == samples.SENTENCE
    assert (reading.pages[0].language, reading.pages[0].script) == ("en", "Latn")
    assert seen == [(1, 2), (2, 2)]
    first = reading.pages[0].lines[0].words[0]
    assert first.text == "The"
    assert first.box[0] == pytest.approx(72 / 595, abs=0.01)
    assert first.box[3] == pytest.approx(1 - 700 / 842, abs=0.01)
    with Image.open(tmp_path / "out" / "page-0002.webp") as view:
        assert view.format == "WEBP"
        assert max(view.size) <= 1754


def test_the_name_counts_for_nothing(read) -> None:
    assert read(samples.text_pdf(), name="photo.jpg").pages[0].source == "text-layer"


@pytest.mark.parametrize(
    ("content", "kind", "first", "files"),
    [
        (
            mails.mail(("a.pdf", samples.text_pdf()), html="<script>x</script>"),
            "mail",
            f"From: {mails.SENDER}",
            ["a.pdf"],
        ),
        (mails.forwarded(mails.mail()), "mail", "From: a@b.example", ["Request PG-118-2026.eml"]),
        (mails.outlook(), "outlook", 'From: "Ana Korvin" <legal@prosecutor.bo.example>', ["letter.pdf", "note.txt"]),
        (mails.zipped(("d/one.txt", b"1")), "zip", "d/one.txt", ["one.txt"]),
        (mails.word(mails.paragraph(mails.run("In Word"))), "docx", "In Word", []),
        (mails.open_document("<text:p>In OpenDocument</text:p>"), "odt", "In OpenDocument", []),
        (mails.workbook([["In a workbook"]]), "xlsx", "Statement", []),
    ],
    ids=["mail", "forwarded", "outlook", "zip", "word", "odt", "workbook"],
)
def test_mails_archives_and_office_files_are_read_as_pages_of_text(
    converter: box.Converter, tmp_path: Path, content: bytes, kind: str, first: str, files: list[str]
) -> None:
    taken: list[Enclosed] = []
    (tmp_path / "scan.jpg").write_bytes(content)
    inside = box.Inside(Room(), taken.append)
    reading = converter.convert(tmp_path / "scan.jpg", tmp_path, inside=inside)
    page = reading.pages[0]
    said = " ".join(line.text for line in page.lines)
    assert (inside.kind, page.source, page.quality) == (kind, "text-layer", "good")
    assert said.startswith(first) and [one.name for one in taken] == files
    with Image.open(tmp_path / "page-0001.webp") as view:
        assert view.size == (page.width, page.height) and view.convert("L").histogram()[0] > 0


def test_programs_in_a_pdf_are_reported(read) -> None:
    notes = read(samples.script_pdf()).notes
    assert {"javascript-removed", "open-action-removed"} <= set(notes)


def test_an_invisible_text_layer_is_not_believed(read) -> None:
    page = read(samples.text_pdf(mode=3)).pages[0]
    assert (page.source, page.quality) == ("none", "blank")


def test_an_empty_sheet_is_blank(read) -> None:
    page = read(samples.encoded(Image.new("L", (800, 600), 255), "PNG")).pages[0]
    assert (page.source, page.quality, page.lines) == ("none", "blank", ())


def test_a_tiff_of_two_pages_is_two_pages(read) -> None:
    sheet = Image.new("L", (400, 300), 255)
    content = samples.encoded(sheet, "TIFF", save_all=True, append_images=[sheet])
    assert [page.number for page in read(content).pages] == [1, 2]


def test_a_photograph_is_turned_as_its_camera_says(read) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = samples.picture().rotate(90, expand=True)
    page = read(samples.encoded(lying, "JPEG", exif=exif, quality=95)).pages[0]
    assert (page.width, page.height) == (1500, 500)
    assert "competent authorities" in page.text


def test_a_scan_lying_on_its_side_is_turned_upright(read) -> None:
    image = Image.new("L", (1654, 2339), 255)
    for top in (200, 700, 1200, 1700):
        image.paste(samples.picture(), (77, top))
    page = read(samples.encoded(image.rotate(90, expand=True), "PNG")).pages[0]
    assert page.rotation == 90
    assert page.text.count("competent authorities") == 12
    assert page.source == "ocr"


def test_the_box_has_no_network_and_no_files_of_others(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary")
    assert "canary" not in boxed(f"print(open({str(secret)!r}).read())")
    assert "PermissionError" in boxed("import socket; socket.socket()")
    assert boxed("import os; print(sorted(os.environ))").count("COMITAS") == 0
    for place in ("/", "/usr", str(Path(frames.__file__).parent)):
        assert "Read-only" in boxed(f"open('{place}/x', 'w')") or "Permission" in boxed(f"open('{place}/x', 'w')")
    assert "etc" not in boxed("import os; print(os.listdir('/etc') if os.path.exists('/etc/passwd') else '')")


def test_the_box_bounds_memory() -> None:
    assert "MemoryError" in boxed("bytearray(8 * 1024 ** 3)")


def test_a_crash_ends_one_document_and_not_the_next(read, converter: box.Converter) -> None:
    read(samples.text_pdf())
    first = converter.process_id
    assert converter._process is not None
    converter._process.kill()
    with pytest.raises(box.Crashed):
        read(samples.text_pdf())
    assert read(samples.text_pdf()).pages
    assert converter.process_id != first


def test_silence_ends_in_a_time_out(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(samples.encoded(samples.picture(), "PNG"))
    with box.Converter() as warm:
        warm._page_seconds = 0.001
        with pytest.raises(box.TimedOut):
            warm.convert(tmp_path / "a", tmp_path)
        assert warm.process_id is None


@pytest.mark.parametrize(
    ("head", "blob"),
    [
        ({"view": 1}, b"<html>"),
        ({"view": 0}, b"RIFF0000WEBP"),
        ({"view": "../../x"}, b"RIFF0000WEBP"),
        ({"page": Page(2, 1, 1, 0, "none", "", "", "blank", (), ()).to_json(), "total": 1}, b""),
        ({"refused": "anything"}, b""),
        ({"done": [], "kind": "anything"}, b""),
        ({"enclosed": 1, "name": "a", "size": 300 * 1024 * 1024}, b""),
        ({"enclosed": 0, "name": "a", "size": 1}, b""),
        ({"part": 0}, b"x"),
        ({}, b""),
    ],
)
def test_the_keeper_believes_nothing_unchecked(tmp_path: Path, head: dict[str, object], blob: bytes) -> None:
    with pytest.raises(frames.Broken):
        Intake(tmp_path, lambda done, total: None, box.Inside(Room())).take(head, blob)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "messages",
    [
        [({"part": 1}, b"123456")],
        [({"part": 2}, b"123")],
        [({"part": 1}, b"")],
        [({"done": [], "kind": "mail"}, b"")],
        [({"part": 1}, b"12345"), ({"enclosed": 1, "name": "b", "size": 5}, b"")],
        [({"part": 1}, b"12345"), ({"enclosed": 2, "name": "b", "size": 5}, b"")],
    ],
    ids=["too-long", "of-another", "empty", "not-whole", "out-of-turn", "no-room"],
)
def test_a_file_from_the_box_comes_whole_in_its_turn_and_within_its_room(
    tmp_path: Path, messages: list[tuple[dict[str, object], bytes]]
) -> None:
    taken: list[Enclosed] = []
    intake = Intake(tmp_path, lambda done, total: None, box.Inside(Room(1, 5), taken.append))
    intake.take({"enclosed": 1, "name": "../../a\u202e.pdf", "size": 5}, b"")
    for head, blob in messages[:-1]:
        intake.take(head, blob)
    with pytest.raises(frames.Broken):
        intake.take(*messages[-1])
    assert [one.name for one in taken] in ([], ["a.pdf"])

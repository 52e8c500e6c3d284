"""Two pages of scanned letters, read in the box: error rates within the bars, the seal's legend out of the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from bench.ocr import error_rate
from comitas.documents.gateways import box

LETTERS = Path(__file__).parents[3] / "tests" / "letters"
reason = box.available()
pytestmark = pytest.mark.skipif(reason is not None, reason=str(reason))


@pytest.fixture(scope="module")
def converter() -> Iterator[box.Converter]:
    with box.Converter() as one:
        yield one


def first_page(scan: str, folder: Path) -> Path:
    with pikepdf.open(LETTERS / f"{scan}.pdf") as letter:
        del letter.pages[1:]
        letter.save(folder / "letter.pdf")
    return folder / "letter.pdf"


@pytest.mark.parametrize(
    ("scan", "truth", "language", "script", "bar"),
    [("fr_good", "fr", "fr", "Latn", 0.005), ("zh_bad", "zh", "zh", "Hans", 0.04)],
)
def test_a_letter_is_read(
    converter: box.Converter, tmp_path: Path, scan: str, truth: str, language: str, script: str, bar: float
) -> None:
    (page,) = converter.convert(first_page(scan, tmp_path), tmp_path).pages
    true = (LETTERS / f"{truth}.txt").read_text()
    start = true[: len(page.text) + 200]
    assert min(error_rate(start[:end], page.text) for end in range(len(page.text) - 50, len(start))) <= bar
    assert (page.language, page.script) == (language, script)
    assert "RECEIVED" not in page.text
    for line in page.lines:
        glue = "" if script == "Hans" and any("\u3400" <= sign <= "\u9fff" for sign in line.text) else " "
        assert line.text == glue.join(word.text for word in line.words)

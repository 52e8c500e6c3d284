"""Two scanned letters, read in the box: error rates within the bars, seals and page numbers out of the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.ocr import error_rate
from comitas.documents.gateways import box

LETTERS = Path(__file__).parents[3] / "tests" / "letters"
reason = box.available()
pytestmark = pytest.mark.skipif(reason is not None, reason=str(reason))


@pytest.mark.parametrize(
    ("scan", "truth", "language", "script", "bar"),
    [("fr_good", "fr", "fr", "Latn", 0.005), ("zh_bad", "zh", "zh", "Hans", 0.04)],
)
def test_a_letter_is_read(tmp_path: Path, scan: str, truth: str, language: str, script: str, bar: float) -> None:
    with box.Converter() as converter:
        reading = converter.convert(LETTERS / f"{scan}.pdf", tmp_path)
    text = "\n".join(page.text for page in reading.pages)
    assert error_rate((LETTERS / f"{truth}.txt").read_text(), text) <= bar
    assert {(page.language, page.script) for page in reading.pages} == {(language, script)}
    assert "RECEIVED" not in text
    for page in reading.pages:
        for line in page.lines:
            glue = "" if script == "Hans" and any("\u3400" <= sign <= "\u9fff" for sign in line.text) else " "
            assert line.text == glue.join(word.text for word in line.words)

"""How fast and how well letters are read: `python -m bench.ocr --letters DIR [--only en,fr]`.

DIR holds scans `XX_good.pdf`, `XX_bad.pdf` and true texts `XX.txt`. Speed: the whole boxed pipeline beside its peer, which
rasterises and runs both engines bare over the same pages in one warm process (RapidOCR on the page as it comes, tesseract on the
page as it comes). Pages are taken in turn by both, so that other work on the machine weighs on both alike.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from comitas.documents.gateways import box
from comitas.documents.rules.reading import Reading

BAR = 0.9
BARS = {"en": (0.5, 4), "fr": (0.5, 4), "zh": (0.5, 4), "es": (0.5, 7), "ru": (5, 5), "ar": (15, 15)}
TESSERACT = {"en": "eng", "fr": "fra", "es": "spa", "pt": "por", "ru": "rus", "ar": "ara", "zh": "chi_sim"}
_HAN = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_FOLD = str.maketrans("–—−‐‑’‘´`“”«»„", "-----''''" + '"""""')


@dataclass(frozen=True)
class Score:
    letter: str
    pages: int
    errors: float
    ours: float
    bare: float
    numbers: int
    wrong: int
    unmarked: int
    doubts: int


def plain(text: str) -> str:
    """Text as it is compared: NFKC, blanks collapsed (none beside Chinese), dashes and quotes folded."""
    text = re.sub(rf"(?<={_HAN})\s+|\s+(?={_HAN})", "", text)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_FOLD)).strip()


def error_rate(truth: str, read: str) -> float:
    """Character error rate: edits needed, by length of the truth."""
    wanted = plain(truth)
    return float(Levenshtein.distance(wanted, plain(read)) / max(1, len(wanted)))


def numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))


def wrong_numbers(truth: str, reading: Reading) -> tuple[int, int]:
    """Numbers of the truth that were not read, and how many of them nobody marked (by number of marks at wrong places)."""
    text = "\n".join(page.text for page in reading.pages)
    missing = numbers(truth) - numbers(text)
    surplus = numbers(text) - numbers(truth)
    marked = numbers(" ".join(doubt.reading for page in reading.pages for doubt in page.doubts))
    caught = (surplus & marked).total()
    wrong = missing.total()
    return wrong, max(0, wrong - caught)


class Bare:
    """The peer: pdfium, RapidOCR and tesseract, each as it comes, warm."""

    def __init__(self) -> None:
        import logging

        logging.disable(logging.WARNING)
        from rapidocr import RapidOCR

        self.rapid: Any = RapidOCR(
            params={"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": 2}
        )
        self.apis: dict[str, Any] = {}

    def read(self, path: Path, language: str) -> float:
        """Seconds for all pages."""
        import pypdfium2
        from PIL import Image

        api = self._api(TESSERACT.get(language, "eng"))
        began = time.perf_counter()
        for page in pypdfium2.PdfDocument(path):
            image = page.render(scale=200 / 72).to_pil().convert("RGB")
            self.rapid(image)
            api.SetImage(Image.Image.convert(image, "L"))
            api.GetUTF8Text()
        return time.perf_counter() - began

    def _api(self, name: str) -> Any:
        import tesserocr

        if name not in self.apis:
            self.apis[name] = tesserocr.PyTessBaseAPI(path=box.TESSDATA, lang=name, psm=tesserocr.PSM.AUTO)
        return self.apis[name]


def score(converter: box.Converter, bare: Bare | None, path: Path, truth: str) -> Score:
    language = path.stem.split("_")[0]
    with tempfile.TemporaryDirectory() as out:
        began = time.perf_counter()
        reading = converter.convert(path, Path(out))
        ours = time.perf_counter() - began
    text = "\n".join(page.text for page in reading.pages)
    wrong, unmarked = wrong_numbers(truth, reading)
    doubts = sum(len(page.doubts) for page in reading.pages)
    peer = bare.read(path, language) if bare else 0.0
    errors = 100 * error_rate(truth, text)
    return Score(path.stem, len(reading.pages), errors, ours, peer, numbers(truth).total(), wrong, unmarked, doubts)


HEAD = "letter    pages   CER %   bar   s/page  bare s/page  numbers  wrong  unmarked  doubts"


def row(one: Score) -> str:
    """One letter's figures, the error rate beside its bar."""
    language, _, kind = one.letter.partition("_")
    bar = BARS.get(language, (0, 0))[kind == "bad"]
    return (
        f"{one.letter:9} {one.pages:5} {one.errors:7.2f} {bar or '-':>5} {one.ours / one.pages:8.2f}"
        f" {one.bare / one.pages:12.2f} {one.numbers:8} {one.wrong:6} {one.unmarked:9} {one.doubts:7}"
    )


def summary(scores: list[Score]) -> str:
    """Pages a minute of ours and of the bare engines, and all numbers together."""
    lines = [f"numbers: {sum(one.numbers for one in scores)}, wrong and unmarked {sum(one.unmarked for one in scores)}"]
    ours, bare = sum(one.ours for one in scores), sum(one.bare for one in scores)
    pages = sum(one.pages for one in scores)
    if bare:
        lines.append(
            f"pages/min: ours {60 * pages / ours:.1f}, bare {60 * pages / bare:.1f}, ratio {bare / ours:.2f} (bar {BAR})"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=Path, default=Path("tests/letters"))
    parser.add_argument("--only", default="")
    parser.add_argument("--no-bare", action="store_true")
    chosen = parser.parse_args()
    scans = [
        path
        for path in sorted(chosen.letters.glob("*_*.pdf"))
        if path.stem.split("_")[0] in chosen.only or not chosen.only
    ]
    with box.Converter() as converter, tempfile.TemporaryDirectory() as warm:
        converter.convert(scans[0], Path(warm))
        bare = None if chosen.no_bare else Bare()
        if bare:
            bare.read(scans[0], "en")
        print(HEAD, flush=True)
        scores = []
        for path in scans:
            truth = (chosen.letters / f"{path.stem.split('_')[0]}.txt").read_text()
            scores.append(score(converter, bare, path, truth))
            print(row(scores[-1]), flush=True)
    print(summary(scores))


if __name__ == "__main__":
    main()

"""The two engines, loaded once: RapidOCR (PP-OCRv6: finds lines in any script, reads Latin and CJK) and tesseract.

Tesseract only ever sees single lines that RapidOCR's detector found: left to its own page analysis it silently drops whole lines
under a seal or in noise.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import cv2
import numpy as np
import tesserocr
from numpy.typing import NDArray
from PIL import Image as Pillow

Image = NDArray[np.uint8]
Quad = NDArray[np.float32]

DETECT_SIDE = 1_600
"""Longest side in pixels at which lines are looked for: ten-point print is then 15 px high. Lines are read from the full image."""

FINE_SIDE = 2_000
"""The same where tesseract reads: its line images must not be cut close, and Arabic lives by its dots."""

THREADS = 2
"""Threads of the neural engine. Tesseract gets one (OMP_THREAD_LIMIT), as more make it slower."""

LINE_HEIGHT = {"ara": 60}
"""Height in pixels to which line images are scaled for tesseract; 48 unless named."""

LINE_BORDER = {"ara": 2}
"""Pixels of paper around a line image for tesseract, 10 unless named. What the border takes, Arabic letters lose in size, and
with it their dots (at 60 pixels and a border of 10, 5 and 2: 10.8, 9.2 and 9.2 of 100 letters wrong on an awful scan)."""

_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPECK = re.compile(r"(?<=\s)\.$")

NAMES = {"en": "eng", "fr": "fra", "es": "spa", "pt": "por", "ru": "rus", "ar": "ara", "zh": "chi_sim"}
"""Languages that are read, and tesseract's names of them."""


@dataclass(frozen=True, slots=True)
class Text:
    """What an engine read from one line image: the text, 0..1 confidence, and where each character stands (0..1)."""

    text: str
    confidence: float
    places: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pose:
    """How a page lies: turn it clockwise by `turn` degrees to stand it upright; script as tesseract names it."""

    turn: int
    turn_confidence: float
    script: str
    script_confidence: float


class Engines:
    """Models are loaded when first needed and kept for the life of the process."""

    def __init__(self, tessdata: str) -> None:
        self._tessdata = tessdata
        self._rapid: Any = None
        self._lines: dict[str, tesserocr.PyTessBaseAPI] = {}
        self._osd: tesserocr.PyTessBaseAPI | None = None

    def versions(self) -> str:
        packages = " ".join(f"{name} {version(name)}" for name in ("pypdfium2", "rapidocr", "onnxruntime", "tesserocr"))
        return f"{packages} (tesseract {tesserocr.tesseract_version().split()[1]}, PP-OCRv6 small)"

    def warm(self) -> None:
        """Load what nearly every scan needs."""
        blank = np.full((64, 320, 3), 255, np.uint8)
        self.find_lines(blank)
        self.read([blank])
        self._osd_api()

    def find_lines(self, image: Image, side: int = DETECT_SIDE) -> list[Quad]:
        """Corners (top left, top right, bottom right, bottom left; pixels of *image*) of each piece of a line."""
        height, width = image.shape[:2]
        scale = min(1.0, side / max(height, width))
        small = image if scale == 1 else cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        found = self._rapid_engine()(small, use_det=True, use_cls=False, use_rec=False)
        return [] if found.boxes is None else [np.asarray(box, np.float32) / scale for box in found.boxes]

    def read(self, crops: list[Image]) -> list[Text]:
        """What RapidOCR reads from each line image (three channels)."""
        if not crops:
            return []
        engine = self._rapid_engine()
        engine.return_word_box = True
        found = engine.recognize_txt(crops)
        return [
            _with_places(text, score, word)
            for text, score, word in zip(found.txts, found.scores, found.word_results, strict=True)
        ]

    def read_line(self, crop: Image, language: str) -> Text:
        """What tesseract reads from one line image, in the tesseract language *language*."""
        api = self._line_api(language)
        scale = LINE_HEIGHT.get(language, 48) / crop.shape[0]
        grey = cv2.resize(dropout(crop), None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        border = LINE_BORDER.get(language, 10)
        api.SetImage(Pillow.fromarray(cv2.copyMakeBorder(grey, border, border, border, border, cv2.BORDER_REPLICATE)))
        text = " ".join(_plain(api.GetUTF8Text(), language).split())
        return Text(text, max(0, api.MeanTextConf()) / 100, _evenly(text))

    def pose(self, grey: Image) -> Pose | None:
        """How the page lies, or None where there is too little text to tell."""
        api = self._osd_api()
        api.SetImage(Pillow.fromarray(grey))
        found = api.DetectOrientationScript()
        if not found:
            return None
        return Pose(-found["orient_deg"] % 360, found["orient_conf"], found["script_name"], found["script_conf"])

    def _rapid_engine(self) -> Any:
        if self._rapid is None:
            logging.disable(logging.WARNING)
            from rapidocr import RapidOCR  # half a second: a born-digital letter never needs it

            self._rapid = RapidOCR(
                params={"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": THREADS}
            )
        return self._rapid

    def _line_api(self, language: str) -> tesserocr.PyTessBaseAPI:
        if language not in self._lines:
            mode = tesserocr.PSM.RAW_LINE if language == "ara" else tesserocr.PSM.SINGLE_LINE
            api = tesserocr.PyTessBaseAPI(path=self._tessdata, lang=language, psm=mode)
            api.SetVariable("debug_file", "/dev/null")
            self._lines[language] = api
        return self._lines[language]

    def _osd_api(self) -> tesserocr.PyTessBaseAPI:
        if self._osd is None:
            self._osd = tesserocr.PyTessBaseAPI(path=self._tessdata, lang="osd", psm=tesserocr.PSM.OSD_ONLY)
            self._osd.SetVariable("debug_file", "/dev/null")
        return self._osd


def dropout(image: Image) -> Image:
    """Grey, by the brightest channel: a coloured seal pales, black print stays."""
    return image if image.ndim == 2 else image.max(axis=2)


def _with_places(text: str, score: float, words: Any) -> Text:
    columns = [column for word in words.word_cols for column in word] if words else []
    signs = sum(not sign.isspace() for sign in text)
    if len(columns) != signs or not words.line_txt_len:
        return Text(text, score, _evenly(text))
    at = iter(min(1.0, (column + 0.5) / words.line_txt_len) for column in columns)
    places: list[float] = []
    for sign in text:
        places.append((places[-1] if places else 0.0) if sign.isspace() else next(at))
    return Text(text, score, tuple(places))


def _plain(text: str, language: str) -> str:
    """Without marks of direction, which are not print, and in Arabic without a full stop that stands alone: a speck."""
    text = _DIRECTION.sub("", text).strip()
    return _SPECK.sub("", text) if language == "ara" else text


def _evenly(text: str) -> tuple[float, ...]:
    return tuple((index + 0.5) / len(text) for index in range(len(text)))

"""The text that a PDF page already has, if it is good: then nothing needs to be recognised.

Good means visible (a scan's invisible layer is somebody else's recognition, of unknown worth), enough of it, not garbage, and not
merely a stamp on the picture of a page.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from comitas.documents.conversion import language
from comitas.documents.conversion.lines import Size, fraction_box, hull, spans
from comitas.documents.rules import limits
from comitas.documents.rules.reading import Box, Line, Page, Word

LETTERS = 40
"""Letters from which a page counts as having text: a page with fewer is a picture with a label, or nearly blank."""

GARBAGE = 0.03
"""Share of replacement signs, private signs and controls from which a text layer is not believed."""

PICTURE = 0.5
"""Share of the page covered by pictures from which it is a scan, whatever text lies on it."""

SIGNS = 100_000
"""Signs on one page that are looked at: a dense page has 8,000."""

_HIDDEN = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}
_UNIT = 100_000


@dataclass(frozen=True, slots=True)
class Sign:
    text: str
    box: Box | None


def read_page(number: int, page: pdfium.PdfPage, size: Size) -> Page | None:
    """The page by its own text layer; None if there is no good one. *size* is that of the page image in pixels."""
    if _covered_by_pictures(page):
        return None
    textpage = page.get_textpage()
    count = textpage.count_chars()
    if count > SIGNS or not _visible(textpage, count):
        return None
    lines = tuple(_line(signs) for signs in _lines(page, textpage, count))[: limits.LINES]
    text = "\n".join(line.text for line in lines)
    if not is_good(text):
        return None
    script = language.script_of(text)
    spoken = language.language_of([line.text for line in lines], script)
    return Page(number, *size, 0, "text-layer", spoken, script, "good", lines, ())


def is_good(text: str) -> bool:
    """Whether text is enough and not garbage: letters and digits prevail, and hardly a sign is a stand-in."""
    signs = [sign for sign in text if not sign.isspace()]
    letters = sum(sign.isalpha() for sign in signs)
    spoiled = sum(sign == "\ufffd" or unicodedata.category(sign) in ("Co", "Cc", "Cn", "Cs") for sign in signs)
    known = sum(sign.isalnum() for sign in signs)
    return letters >= LETTERS and spoiled <= GARBAGE * len(signs) and known >= 0.6 * len(signs)


def _covered_by_pictures(page: pdfium.PdfPage) -> bool:
    width, height = page.get_size()
    area = 0.0
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(area > PICTURE * width * height)


def _visible(textpage: pdfium.PdfTextPage, count: int) -> bool:
    """Whether nine in ten signs (of a sample) are drawn at all."""
    places = range(0, count, max(1, count // 200))
    hidden = 0
    for place in places:
        owner = raw.FPDFText_GetTextObject(textpage, place)
        hidden += bool(owner) and raw.FPDFTextObj_GetTextRenderMode(owner) in _HIDDEN
    return hidden <= 0.1 * len(places)


def _lines(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, count: int) -> Iterator[list[Sign]]:
    line: list[Sign] = []
    for place in range(count):
        sign = _sign(raw.FPDFText_GetUnicode(textpage, place))
        if sign in "\r\n":
            if sign and any(one.text.strip() for one in line):
                yield line
            line = [] if sign else line
        else:
            line.append(Sign(sign, _box(page, textpage, place)))
    if any(one.text.strip() for one in line):
        yield line


def _line(signs: list[Sign]) -> Line:
    signs = signs[: limits.LINE_CHARACTERS]
    text = "".join(sign.text for sign in signs)
    words = [_word(signs[start:end]) for start, end in spans(text)]
    glue = "" if language.has_han(text) else " "
    return Line(glue.join(word.text for word in words), hull([word.box for word in words]), tuple(words), 1.0)


def _word(signs: list[Sign]) -> Word:
    boxes = [sign.box for sign in signs if sign.box]
    return Word("".join(sign.text for sign in signs), hull(boxes) if boxes else (0.0, 0.0, 0.0, 0.0))


def _sign(code: int) -> str:
    """One visible sign or blank; "" for what has no place in text (controls, soft hyphens, half surrogates)."""
    if code in (0x0D, 0x0A):
        return "\n"
    if code in (0x09, 0xA0, 0x20):
        return " "
    if code < 0x20 or code in (0xAD, 0x02, 0xFFFE) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return ""
    return chr(code)


def _box(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, place: int) -> Box | None:
    """Where a sign stands on the drawn page, whatever the page's own rotation and crop."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(textpage, place, left, right, bottom, top):
        return None
    corners = [_drawn(page, left.value, top.value), _drawn(page, right.value, bottom.value)]
    return fraction_box([x for x, _ in corners], [y for _, y in corners], (_UNIT, _UNIT))


def _drawn(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _UNIT, _UNIT, 0, x, y, across, down)
    return float(across.value), float(down.value)

"""Plain letters as born-digital PDF, written in a few hundredths of a second: a first start does not wait for a typesetter."""

import io
import textwrap
from ctypes import c_ushort
from typing import Any

import pypdfium2
from pypdfium2 import raw

WIDTH, HEIGHT = 595.28, 841.89  # points: A4
LEFT, TOP, LEADING, SIZE = 68, 780, 14.5, 10.5  # points
ACROSS, DOWN = 86, 50
"""Characters of a line and lines of a page that fit at that size."""


def pdf(*blocks: str) -> bytes:
    """The blocks one below the other, an empty line between them; lines that are too long are wrapped."""
    lines = [line for block in blocks for line in (*_wrapped(block), "")][:-1]
    document = pypdfium2.PdfDocument.new()
    for first in range(0, len(lines), DOWN):
        page = document.new_page(WIDTH, HEIGHT)
        for place, line in enumerate(lines[first : first + DOWN]):
            _write(document, page, line, TOP - place * LEADING)
        page.gen_content()
    kept = io.BytesIO()
    document.save(kept)
    document.close()
    return kept.getvalue()


def _wrapped(block: str) -> list[str]:
    return [line for typed in block.split("\n") for line in textwrap.wrap(typed, ACROSS)]


def _write(document: Any, page: Any, line: str, height: float) -> None:
    """One line; PDFium wants UTF-16 that ends in a zero."""
    if not line:
        return
    text = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", SIZE)
    encoded = (line + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(text, (c_ushort * (len(encoded) // 2)).from_buffer_copy(encoded))
    raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, LEFT, height)
    raw.FPDFPage_InsertObject(page, text)

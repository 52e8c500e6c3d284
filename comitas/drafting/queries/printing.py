"""Printing: a letter becomes a PDF/A-2b (ISO 19005-2) with its fonts inside. Nothing is fetched from anywhere."""

import io
import warnings
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from comitas.drafting.rules.request_sheets import RequestSheet
from comitas.drafting.rules.sheets import Sheet

Printer = Callable[[Sheet], bytes]
"""What makes the PDF of a letter: `printed`, or in tests something quicker."""
SHARPNESS = 1.6
"""Pixels of a page image for each point of paper: 115 dots an inch, enough to proofread on a screen."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as PNG; width and height in pixels."""

    png: bytes
    width: int
    height: int


def printed(sheet: Sheet) -> bytes:
    """The PDF of *sheet*."""
    return as_pdf(page_of(sheet))


def page_of(sheet: Sheet) -> str:
    """The page of *sheet*, with everything that it shows in itself."""
    emblem = f"data:image/png;base64,{b64encode(sheet.emblem).decode()}" if sheet.emblem else ""
    return render_to_string("drafting/letters/sheet.html", {"sheet": sheet, "style": _style(), "emblem": emblem})


def printed_request(sheet: RequestSheet) -> bytes:
    """The PDF of a request of ours."""
    emblem = f"data:image/png;base64,{b64encode(sheet.emblem).decode()}" if sheet.emblem else ""
    with translation.override(sheet.language):
        style = _style() + render_to_string("drafting/requests/request.css")
        page = render_to_string("drafting/requests/request.html", {"sheet": sheet, "style": style, "emblem": emblem})
    return as_pdf(page)


def as_pdf(page: str) -> bytes:
    """The PDF/A-2b of a page of our own. Only `data:` addresses are opened."""
    from weasyprint import HTML  # 60 MB of libraries: loaded by the process that prints, when it first prints
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=["data"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its colour profile for Python to close
        return bytes(HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/a-2b"))


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of every page's picture, in pixels, without drawing any."""
    with _opened(pdf) as document:
        return [tuple(ceil(side * SHARPNESS) for side in document.get_page_size(n)) for n in range(len(document))]  # type: ignore[misc]


def picture(pdf: bytes, number: int) -> Picture | None:
    """Page *number*, from 1, of a PDF that was printed here; None where there is no such page."""
    with _opened(pdf) as document:
        if not 1 <= number <= len(document):
            return None
        image = document[number - 1].render(scale=SHARPNESS).to_pil().convert("L")
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return Picture(kept.getvalue(), image.width, image.height)


def _opened(pdf: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)


@cache
def _style() -> str:
    return render_to_string("drafting/letters/sheet.css")

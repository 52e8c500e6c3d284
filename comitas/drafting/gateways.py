"""Printing: a letter becomes a PDF/A-2b (ISO 19005-2) with its fonts inside. Nothing is fetched from anywhere."""

import io
import warnings
from functools import cache
from typing import Protocol

from django.template.loader import get_template, render_to_string

from comitas.drafting.rules.sheets import Sheet

SHARPNESS = 1.6
"""Pixels of a page image for each point of paper: 115 dots an inch, enough to proofread on a screen."""


class Printer(Protocol):
    """Turns a letter into the bytes of its PDF."""

    def __call__(self, sheet: Sheet) -> bytes: ...


def printed(sheet: Sheet) -> bytes:
    """The PDF of *sheet*. Only `data:` addresses would be opened, and the template has none."""
    from weasyprint import HTML  # 60 MB of libraries: loaded by the process that prints, when it first prints
    from weasyprint.urls import URLFetcher

    page = render_to_string(f"drafting/letters/{sheet.language}/sheet.html", {"sheet": sheet, "style": _style()})
    fetcher = URLFetcher(allowed_protocols=["data"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its colour profile for Python to close
        return bytes(HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/a-2b"))


def pictures(pdf: bytes) -> list[bytes]:
    """Every page of a PDF that was printed here, as PNG."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return [_png(document[number]) for number in range(len(document))]


def _png(page: object) -> bytes:
    image = page.render(scale=SHARPNESS).to_pil()  # type: ignore[attr-defined]
    kept = io.BytesIO()
    image.convert("L").save(kept, "PNG", optimize=True)
    return kept.getvalue()


@cache
def _style() -> str:
    with open(get_template("drafting/letters/sheet.css").origin.name, encoding="utf-8") as file:
        return file.read()

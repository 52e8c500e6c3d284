"""Labels for the paper: number in words and as a QR code that a scanner reads again (35 mm, level M: read at 100 dpi and askew)."""

import base64
import warnings
from collections.abc import Iterable, Mapping

from django.template.loader import render_to_string
from django.utils.translation import get_language


def labels(told: Iterable[Mapping[str, str]], *, sheet: bool) -> bytes:
    """A PDF: one label of 90 by 42 mm, or a *sheet* of A4 with two rows of them after another. Nothing is fetched from anywhere."""
    from weasyprint import HTML  # 60 MB of libraries: loaded by the process that prints, when it first prints
    from weasyprint.urls import URLFetcher

    rows = [{**one, "code": _code(one["number"])} for one in told]
    page = render_to_string("desk/labels.html", {"labels": rows, "sheet": sheet, "language": get_language()})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its colour profile for Python to close
        return bytes(
            HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=["data"])).write_pdf(pdf_variant="pdf/a-2b")
        )


def _code(text: str) -> str:
    """A QR code as an address that holds the picture itself."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    made = qrcode.make(text, image_factory=SvgPathImage, error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    return "data:image/svg+xml;base64," + base64.b64encode(made.to_string()).decode()

"""Pages of many documents put into one file: each drawn into a frame of its own, so that nothing of a document but its pages stays,
with a number stamped under it. The file is PDF/A-2b (ISO 19005-2): pages that cannot be in one are drawn as pictures."""

import io
from typing import Any, BinaryIO

import pikepdf
import pikepdf.pdfa
import pypdfium2
from pikepdf import Dictionary, Name, Rectangle
from PIL import Image

from comitas.drafting.workshop.refused import Refusal

DOTS = 150
"""Dots an inch of the page images that are kept."""
SHORT, LONG = 595.276, 841.89
"""A4 in points."""
EDGE, FOOT = 14.0, 34.0
QUALITY = 72
MOST_PICTURE = 40_000_000
STAMP = 20.0
"""Height of the strip with the number."""
ARCHIVAL = "2b"


def of_pdf(file: BinaryIO, most: int) -> tuple[bytes, int, bool]:
    """The pages of a PDF and nothing else of it: no program, no form, no attachment. Raises `Refusal`.

    And whether they are pictures of its pages, because those themselves (fonts left out, colours of a press) no PDF/A can hold.
    """
    made, count = _bare(file, most)
    if _archival(made):
        return made, count, False
    return _drawn(made), count, True


def _bare(file: BinaryIO, most: int) -> tuple[bytes, int]:
    try:
        with pikepdf.open(file) as opened:
            if len(opened.pages) > most:
                raise Refusal("too-many-pages")
            if Name.OCProperties in opened.Root:
                raise Refusal("not-convertible")  # layers: what is hidden would show
            opened.flatten_annotations("print")
            made = pikepdf.new()
            for page in opened.pages:
                for key in (Name.Annots, Name.AA, Name.PieceInfo, Name.Metadata, Name.StructParents, Name.Thumb):
                    if key in page.obj:
                        del page.obj[key]
                made.pages.append(page)
            _tidy(made)
            return _saved(made), len(made.pages)
    except pikepdf.PasswordError as error:
        raise Refusal("encrypted") from error
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise Refusal("damaged") from error


def _tidy(made: pikepdf.Pdf) -> None:
    """Empty lists of patterns and shadings, which some programs write into every page, say nothing and cannot be checked."""
    for each in made.objects:
        found = each.get("/Resources") if isinstance(each, (Dictionary, pikepdf.Stream)) else None
        for key in (Name.Pattern, Name.Shading):
            if isinstance(found, Dictionary) and key in found and not list(found[key].keys()):
                del found[key]


def _archival(data: bytes) -> bool:
    """Whether these pages can stand in a PDF/A-2b once what surrounds them is in order."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        pikepdf.pdfa.prepare(opened, ARCHIVAL)
        return bool(pikepdf.pdfa.check(opened, ARCHIVAL).passed)


def _drawn(data: bytes) -> bytes:
    """A picture of each page."""
    made = pikepdf.new()
    with pypdfium2.PdfDocument(data) as opened:
        for number in range(len(opened)):
            wide, high = opened.get_page_size(number)
            scale = min(DOTS / 72, (MOST_PICTURE / max(wide * high, 1)) ** 0.5)
            image = opened[number].render(scale=scale).to_pil()
            _picture_page(made, image.convert("RGB"), scale * 72)
    return _saved(made)


def of_pictures(file: BinaryIO, sizes: list[int]) -> tuple[bytes, int]:
    """A page for each picture; they lie in *file* one after the other."""
    made = pikepdf.new()
    for size in sizes:
        with Image.open(io.BytesIO(file.read(size)), formats=("WEBP", "PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PICTURE:
                raise Refusal("too-large")
            grey = opened.mode in ("L", "1")
            image = opened.convert("L" if grey else "RGB")
        _picture_page(made, image)
    return _saved(made), len(made.pages)


def _picture_page(made: pikepdf.Pdf, image: Image.Image, dots: float = DOTS) -> None:
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=QUALITY)
    wide, high = image.width * 72 / dots, image.height * 72 / dots
    made.add_blank_page(page_size=(wide, high))
    drawn = made.make_stream(
        kept.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray if image.mode == "L" else Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip
    page = made.pages[-1]
    page.obj.Resources = Dictionary(XObject=Dictionary(Drawn=drawn))
    page.contents_add(f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /Drawn Do Q".encode())


def bound(file: BinaryIO, asked: dict[str, Any]) -> tuple[bytes, bool]:
    """One file of all pieces, which lie in *file* one after the other, by `sizes`; and whether it was found to be PDF/A-2b.

    `stamps`: how many of them, the last, are strips to be set under the pages in their order; `marks`: [level, title, page from 0]
    for the outline; `title`, `language`.
    """
    pieces = [pikepdf.open(io.BytesIO(file.read(int(size)))) for size in asked["sizes"]]
    strips = [page for piece in pieces[len(pieces) - int(asked["stamps"]) :] for page in piece.pages]
    made = pikepdf.new()
    for piece in pieces[: len(pieces) - int(asked["stamps"])]:
        for page in piece.pages:
            _frame(made, page)
    for page, strip in zip(made.pages, strips, strict=True):
        page.add_overlay(strip, Rectangle(0, 0, float(page.mediabox[2]), STAMP + EDGE))
    _outline(made, asked["marks"], len(made.pages))
    made.docinfo[Name.Title] = str(asked["title"])
    made.Root.Lang = str(asked["language"])
    made.Root.PageMode = Name.UseOutlines
    _tidy(made)
    return _archived(made)


def _archived(made: pikepdf.Pdf) -> tuple[bytes, bool]:
    """Written and read again: the label PDF/A stays only where the check of what was written finds nothing."""
    made.remove_unreferenced_resources()
    kept = io.BytesIO()
    try:
        pikepdf.pdfa.save(made, kept, ARCHIVAL)
        return kept.getvalue(), True
    except pikepdf.pdfa.PdfaError:
        if Name.Metadata in made.Root:
            del made.Root.Metadata
        return _saved(made), False


def _frame(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A sheet of A4, upright or lying as the page is, with the page drawn as large as it goes above the stamp."""
    box = page.trimbox
    wide, high = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
    if int(page.obj.get("/Rotate", 0)) % 180:
        wide, high = high, wide
    size = (LONG, SHORT) if wide > high else (SHORT, LONG)
    made.add_blank_page(page_size=size)
    made.pages[-1].add_overlay(page, Rectangle(EDGE, FOOT, size[0] - EDGE, size[1] - EDGE))


def _outline(made: pikepdf.Pdf, marks: list[list[Any]], total: int) -> None:
    with made.open_outline() as outline:
        above: Any = None
        for level, title, page in marks:
            item = pikepdf.OutlineItem(str(title)[:200], min(max(int(page), 0), total - 1))
            if level and above is not None:
                above.children.append(item)
            else:
                outline.root.append(item)
                above = item


def _saved(made: pikepdf.Pdf) -> bytes:
    kept = io.BytesIO()
    made.remove_unreferenced_resources()
    made.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return kept.getvalue()

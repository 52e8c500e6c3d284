"""Pages of many documents put into one file: each drawn into a frame of its own, so that nothing of a document but its pages stays,
with a number stamped under it."""

import io
from typing import Any, BinaryIO

import pikepdf
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
_STAMP_SIZE = 8


def of_pdf(file: BinaryIO, most: int) -> tuple[bytes, int]:
    """The pages of a PDF and nothing else of it: no program, no form, no attachment. Raises `Refusal`."""
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
            return _saved(made), len(made.pages)
    except pikepdf.PasswordError as error:
        raise Refusal("encrypted") from error
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise Refusal("damaged") from error


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


def _picture_page(made: pikepdf.Pdf, image: Image.Image) -> None:
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=QUALITY)
    wide, high = image.width * 72 / DOTS, image.height * 72 / DOTS
    made.add_blank_page(page_size=(wide, high))
    drawn = made.make_stream(
        kept.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray if image.mode == "L" else Name.DeviceRGB, Filter=Name.DCTDecode,
    )  # fmt: skip
    page = made.pages[-1]
    page.obj.Resources = Dictionary(XObject=Dictionary(Drawn=drawn))
    page.contents_add(f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /Drawn Do Q".encode())


def bound(file: BinaryIO, asked: dict[str, Any]) -> bytes:
    """One file of all pieces, which lie in *file* one after the other, by `sizes`.

    `stamp`: the words under each page, with `{page}` and `{pages}`; `marks`: [level, title, page from 0] for the outline; `title`,
    `language`.
    """
    pieces = [pikepdf.open(io.BytesIO(file.read(int(size)))) for size in asked["sizes"]]
    made, total = pikepdf.new(), sum(len(piece.pages) for piece in pieces)
    font = made.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for piece in pieces:
        for page in piece.pages:
            _frame(made, page)
            words = str(asked["stamp"]).replace("{page}", str(len(made.pages))).replace("{pages}", str(total))
            _stamp(made.pages[-1], font, words)
    _outline(made, asked["marks"], total)
    made.docinfo[Name.Title] = str(asked["title"])
    made.Root.Lang = str(asked["language"])
    made.Root.PageMode = Name.UseOutlines
    return _saved(made)


def _frame(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A sheet of A4, upright or lying as the page is, with the page drawn as large as it goes above the stamp."""
    box = page.trimbox
    wide, high = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
    if int(page.obj.get("/Rotate", 0)) % 180:
        wide, high = high, wide
    size = (LONG, SHORT) if wide > high else (SHORT, LONG)
    made.add_blank_page(page_size=size)
    made.pages[-1].add_overlay(page, Rectangle(EDGE, FOOT, size[0] - EDGE, size[1] - EDGE))


def _stamp(page: pikepdf.Page, font: pikepdf.Object, words: str) -> None:
    page.add_resource(font, Name.Font, Name.Stamp)
    said = words.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    at = max(EDGE, float(page.mediabox[2]) / 2 - len(words) * _STAMP_SIZE / 4)
    head = f"q BT /Stamp {_STAMP_SIZE} Tf 0 g {at:.1f} {FOOT / 2:.1f} Td (".encode()
    page.contents_add(head + said + b") Tj ET Q")


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

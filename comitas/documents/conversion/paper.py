"""PDFs made of originals: some of their pages, turned and in another order; or the searchable PDF/A of a scan.

The job is an archive that our own program wrote: the originals as members "0", "1" …, and "recipe.json" with what is wanted. Nothing
active passes: of a PDF page its content and resources are taken, no annotation, form or action.

A searchable page is its picture with its words over it in invisible writing (ISO 32000-1, text rendering mode 3), in a font without
shapes whose signs are all half as wide as high: a word is stretched to its box. PDF/A-2b: ISO 19005-2.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, BinaryIO

import cv2
import numpy as np
import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream
from PIL import ImageCms

from comitas.documents.conversion.engines import Image
from comitas.documents.conversion.images import has_colour
from comitas.documents.conversion.originals import Original, PdfOriginal, Unreadable, opened
from comitas.documents.conversion.refused import Refused
from comitas.documents.rules import limits
from comitas.documents.rules.sheets import RECIPE

POINTS = 72 / limits.PAGE_DPI
QUALITY = 72
HALF = 500
"""Width of every sign, in thousandths of the font's size."""
BLANK = 1
"""The glyph of every sign: one without shape. Glyph 0 may not be shown (ISO 19005-2, 6.2.11.8)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One page: of which member, counted from 0, turned clockwise by how much, and its words with their boxes, if it is to be searched."""

    member: str
    index: int
    turn: int
    words: tuple[tuple[str, tuple[float, float, float, float]], ...] | None


def made(job: BinaryIO) -> bytes:
    """The PDF that the job asks for. Raises `Refused` where an original, or a page of it, cannot be opened."""
    with zipfile.ZipFile(job) as archive:
        recipe = json.loads(archive.read(RECIPE))
        wanted = [Wanted(str(one[0]), int(one[1]), int(one[2]), _words(one[3])) for one in recipe["pages"]]
        originals = {
            name: opened(io.BytesIO(archive.read(name)))[0] for name in dict.fromkeys(one.member for one in wanted)
        }
        pages = _searchable(wanted, originals) if recipe["searchable"] else _chosen(wanted, originals, archive)
        return _written(pages, str(recipe["title"]), archival=bool(recipe["searchable"]))


def _words(raw: Any) -> tuple[tuple[str, tuple[float, float, float, float]], ...] | None:
    if raw is None:
        return None
    return tuple((str(text), tuple(float(side) for side in box)) for text, box in raw)  # type: ignore[misc]  # four sides


def _chosen(wanted: list[Wanted], originals: dict[str, Original], archive: zipfile.ZipFile) -> Pdf:
    """The pages of PDFs as they are, without what could do something; those of images as pictures."""
    target = Pdf.new()
    sources = {
        name: Pdf.open(io.BytesIO(archive.read(name)))
        for name, one in originals.items()
        if isinstance(one, PdfOriginal)
    }
    for one in wanted:
        if (source := sources.get(one.member)) is None:
            _add_picture(target, _picture(originals[one.member], one))
            continue
        try:
            target.pages.append(source.pages[one.index])
        except (IndexError, pikepdf.PdfError) as error:
            raise Refused("damaged") from error
        page = target.pages[-1]
        for key in [str(key) for key in page.obj if str(key) not in _KEPT]:
            del page.obj[key]
        page.rotate(one.turn, relative=True)
    return target


_KEPT = ("/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
"""What a page keeps: no annotations, no actions, no metadata, no thumbnails, no structure."""


def _searchable(wanted: list[Wanted], originals: dict[str, Original]) -> Pdf:
    target = Pdf.new()
    font = target.make_indirect(_font(target))
    for one in wanted:
        image = _picture(originals[one.member], one)
        page = _add_picture(target, image)
        if one.words:
            page.obj.Resources.Font = Dictionary(F0=font)
            high, wide = (side * POINTS for side in image.shape[:2])
            page.contents_add(b"\n".join(_invisible(one.words, wide, high)))
    return target


def _picture(original: Original, one: Wanted) -> Image:
    try:
        image = original.picture(one.index)
    except Unreadable as error:
        raise Refused("damaged") from error
    return np.ascontiguousarray(np.rot90(image, -(one.turn // 90)))


def _add_picture(target: Pdf, image: Image) -> Page:
    """A page that is one picture, at the resolution at which pages are read."""
    colour = has_colour(image)
    plain = image if colour else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ok, encoded = cv2.imencode(".jpg", plain, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not ok:
        raise Refused("damaged")
    high, wide = image.shape[:2]
    picture = Stream(target, encoded.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=wide, Height=high,
                     ColorSpace=Name.DeviceRGB if colour else Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode)  # fmt: skip
    width, height = wide * POINTS, high * POINTS
    content = Stream(target, f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /I0 Do Q".encode())
    page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, round(width, 3), round(height, 3)]), Contents=content,
                      Resources=Dictionary(XObject=Dictionary(I0=picture)))  # fmt: skip
    target.pages.append(Page(target.make_indirect(page)))
    return target.pages[-1]


def _invisible(words: Any, wide: float, high: float) -> Iterator[bytes]:
    """Each word at its box. What is written to the left is set from the right edge of the box, mirrored, as it is read."""
    yield b"BT 3 Tr"
    for text, (x0, y0, x1, y1) in words:
        signs = [sign if ord(sign) < 0x10000 else "\ufffd" for sign in text if sign.isprintable()]
        size, width = max((y1 - y0) * high, 1.0), max((x1 - x0) * wide, 0.1)
        if not signs:
            continue
        stretch = 100 * width / (len(signs) * size * HALF / 1000)
        leftward = any("\u0590" <= sign <= "\u08ff" or "\ufb1d" <= sign <= "\ufefc" for sign in signs)
        across, start = (-1, x1) if leftward else (1, x0)
        shown = "".join(signs).encode("utf-16-be").hex()
        yield (
            f"/F0 {size:.2f} Tf {stretch:.3f} Tz {across} 0 0 1 {start * wide:.2f} {(1 - y1) * high + size * 0.2:.2f} Tm <{shown}> Tj"
        ).encode()
    yield b"ET"


def _font(target: Pdf) -> Dictionary:
    """A font that has every sign of the Basic Multilingual Plane, and no shape for any."""
    file = Stream(target, _shapeless())
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Shapeless, Flags=5, FontBBox=Array([0, 0, HALF, 1000]), ItalicAngle=0, Ascent=1000,
        Descent=0, CapHeight=1000, StemV=80, FontFile2=file,
    )  # fmt: skip
    every = Stream(target, zlib.compress(BLANK.to_bytes(2, "big") * 0x10000), Filter=Name.FlateDecode)
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Shapeless, DW=HALF, FontDescriptor=target.make_indirect(descriptor),
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        CIDToGIDMap=every,
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Shapeless, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([target.make_indirect(inner)]), ToUnicode=Stream(target, _TO_UNICODE),
    )  # fmt: skip


_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


@lru_cache(maxsize=1)
def _shapeless() -> bytes:
    """The font program: .notdef, and one glyph without a shape."""
    names = [".notdef", "blank"]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({})
    font.setupGlyf({name: Glyph() for name in names})
    font.setupHorizontalMetrics(dict.fromkeys(names, (HALF, 0)))
    font.setupHorizontalHeader(ascent=1000, descent=0)
    font.setupNameTable({"familyName": "Shapeless", "styleName": "Regular", "psName": "Shapeless"})
    font.setupOS2(sTypoAscender=1000)
    font.setupPost()
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _written(pdf: Pdf, title: str, *, archival: bool) -> bytes:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as told:
        told["dc:title"] = title
        told["xmp:CreatorTool"] = "Comitas"
        if archival:
            told["pdfaid:part"], told["pdfaid:conformance"] = "2", "B"
    if archival:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        intent = Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=pikepdf.String("sRGB"),
            DestOutputProfile=Stream(pdf, profile, N=3),
        )  # fmt: skip
        pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    written = io.BytesIO()
    pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return written.getvalue()

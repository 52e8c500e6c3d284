"""Files made on the spot for the tests: ordinary ones and hostile ones."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
from PIL import Image, ImageDraw, ImageFont

SENTENCE = "The competent authorities are requested to provide statements of account number 4471"


def picture(text: str = SENTENCE, size: tuple[int, int] = (1500, 500)) -> Image.Image:
    """A white sheet with *text* three times in large print."""
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    for row in range(3):
        draw.text((60, 80 + 110 * row), text, fill=0, font=ImageFont.load_default(34))
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def text_pdf(pages: int = 1, text: str = SENTENCE, mode: int = 0, catalog: dict[str, object] | None = None) -> bytes:
    """A born-digital PDF: *text* on each page, drawn in text render mode *mode* (3 is invisible)."""
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        drawing = f"BT /F1 11 Tf {mode} Tr 72 700 Td ({text}) Tj ET".encode("latin-1")
        page.Contents = document.make_stream(drawing)
    for key, value in (catalog or {}).items():
        document.Root[key] = value
    return saved(document)


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    file = io.BytesIO()
    document.save(file, **options)
    return file.getvalue()


def script_pdf() -> bytes:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    return text_pdf(catalog={"/OpenAction": action})


def locked_pdf() -> bytes:
    document = pikepdf.open(io.BytesIO(text_pdf()))
    return saved(document, encryption=pikepdf.Encryption(owner="one", user="two"))


def png_bomb(side: int = 60_000) -> bytes:
    """A PNG of a few bytes that declares an enormous sheet."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))

    header = struct.pack("!IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )

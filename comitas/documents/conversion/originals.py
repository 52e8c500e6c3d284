"""An original opened: how many pages it has, and the picture of each (three channels, blue first)."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from typing import BinaryIO

import numpy as np
import pypdfium2 as pdfium
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from comitas.documents.conversion.engines import Image
from comitas.documents.conversion.refused import Refused
from comitas.documents.rules import limits
from comitas.documents.rules.content import HEAD_BYTES, PAGED, Kind, kind_of


class Unreadable(Exception):
    """One page cannot be opened; the others may."""


class Original(ABC):
    """A document that has pages. `text_page` is the PDF page, or None where there can be no text layer."""

    count: int

    @abstractmethod
    def picture(self, index: int) -> Image: ...

    def pdf_page(self, index: int) -> pdfium.PdfPage | None:
        return None


def opened(file: BinaryIO) -> tuple[Original, Kind]:
    """The document in *file*, judged by its content. Raises `Refused`."""
    kind = kind_of(file.read(HEAD_BYTES))
    size = file.seek(0, 2)
    file.seek(0)
    if kind == "empty":
        raise Refused("empty")
    if kind not in PAGED:
        raise Refused("not-convertible")
    if size > limits.ORIGINAL_BYTES:
        raise Refused("too-large")
    original = PdfOriginal(file) if kind == "pdf" else ImageOriginal(file, kind)
    if original.count > limits.PAGES:
        raise Refused("too-many-pages")
    if original.count < 1:
        raise Refused("damaged")
    return original, kind


class PdfOriginal(Original):
    """A PDF, drawn by pdfium."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._document = pdfium.PdfDocument(file)
        except pdfium.PdfiumError as error:
            raise Refused("encrypted" if "password" in str(error).lower() else "damaged") from error
        self.count = len(self._document)

    def pdf_page(self, index: int) -> pdfium.PdfPage:
        try:
            return self._document[index]
        except pdfium.PdfiumError as error:
            raise Unreadable from error

    def picture(self, index: int) -> Image:
        page = self.pdf_page(index)
        scale = scale_for(*page.get_size())
        try:
            drawn = page.render(scale=scale, may_draw_forms=False).to_numpy()
        except (pdfium.PdfiumError, ValueError, MemoryError) as error:
            raise Unreadable from error
        return _three_channels(drawn)


class ImageOriginal(Original):
    """A TIFF (perhaps of many pages), JPEG or PNG, opened by Pillow as that one format and no other."""

    def __init__(self, file: BinaryIO, kind: Kind) -> None:
        Pillow.MAX_IMAGE_PIXELS = limits.IMAGE_PIXELS
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Pillow.DecompressionBombWarning)
                self._image = Pillow.open(file, formats=[kind])
            self.count = min(getattr(self._image, "n_frames", 1), limits.PAGES + 1) if kind == "tiff" else 1
        except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
            raise Refused("too-large") from error
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError) as error:
            raise Refused("damaged") from error

    def picture(self, index: int) -> Image:
        try:
            self._image.seek(index)
            wide, high = self._image.size
            if wide * high > limits.IMAGE_PIXELS:
                raise Unreadable
            return _bgr(self._shrunk())
        except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError) as error:
            raise Unreadable from error

    def _shrunk(self) -> Pillow.Image:
        """The page at no more than the size that is read, standing as its EXIF orientation says."""
        self._image.draft("RGB", (limits.PAGE_SIDE, limits.PAGE_SIDE))
        image = self._image.convert("RGB") if self._image.mode != "L" else self._image.copy()
        image.thumbnail((limits.PAGE_SIDE, limits.PAGE_SIDE), Pillow.Resampling.LANCZOS)
        return ImageOps.exif_transpose(image)


def scale_for(width: float, height: float) -> float:
    """Pixels a point at which a page of this size (points, 1/72 inch) is drawn, within the limits."""
    longest, area = max(width, height, 1.0), max(width * height, 1.0)
    return float(min(limits.PAGE_DPI / 72, limits.PAGE_SIDE / longest, (limits.PIXELS / area) ** 0.5))


def _bgr(image: Pillow.Image) -> Image:
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def _three_channels(drawn: Image) -> Image:
    if drawn.ndim == 2 or drawn.shape[2] == 1:
        return np.repeat(drawn.reshape(*drawn.shape[:2], 1), 3, axis=2)
    return np.ascontiguousarray(drawn[:, :, :3])

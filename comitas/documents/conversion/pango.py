"""Pango, asked directly: it shapes and wraps any script, says where each word stands, and draws into a bitmap.

The library is the one that letters are set with (WeasyPrint). It is called here without a PDF in between, because text taken out
of a PDF again comes in the order of the eye: Arabic letters change places, and an account number in an Arabic line is turned round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import cffi
import numpy as np

from comitas.documents.conversion.engines import Image

_DECLARED = """
typedef struct _PangoFontMap PangoFontMap;
typedef struct _PangoContext PangoContext;
typedef struct _PangoLayout PangoLayout;
typedef struct _PangoLayoutIter PangoLayoutIter;
typedef struct _PangoFontDescription PangoFontDescription;
typedef struct { const void *klass; unsigned int start_index, end_index; } PangoAttribute;
typedef struct _PangoAttrList PangoAttrList;
typedef struct { int x, y, width, height; } PangoRectangle;
typedef struct { PangoLayout *layout; int start_index; int length; } PangoLayoutLine;
typedef struct {
    unsigned int rows, width; int pitch; unsigned char *buffer;
    unsigned short num_grays; unsigned char pixel_mode, palette_mode; void *palette;
} FT_Bitmap;
PangoFontMap *pango_ft2_font_map_new(void);
void pango_ft2_font_map_set_resolution(PangoFontMap *, double, double);
void pango_ft2_render_layout_line(FT_Bitmap *, PangoLayoutLine *, int, int);
PangoContext *pango_font_map_create_context(PangoFontMap *);
PangoFontDescription *pango_font_description_from_string(const char *);
PangoAttrList *pango_attr_list_new(void);
void pango_attr_list_insert(PangoAttrList *, PangoAttribute *);
PangoAttribute *pango_attr_insert_hyphens_new(int);
PangoAttribute *pango_attr_allow_breaks_new(int);
void pango_attr_list_unref(PangoAttrList *);
void pango_layout_set_attributes(PangoLayout *, PangoAttrList *);
PangoLayout *pango_layout_new(PangoContext *);
void pango_layout_set_text(PangoLayout *, const char *, int);
void pango_layout_set_width(PangoLayout *, int);
void pango_layout_set_wrap(PangoLayout *, int);
void pango_layout_set_font_description(PangoLayout *, const PangoFontDescription *);
int pango_layout_get_unknown_glyphs_count(PangoLayout *);
PangoLayoutIter *pango_layout_get_iter(PangoLayout *);
PangoLayoutLine *pango_layout_iter_get_line_readonly(PangoLayoutIter *);
void pango_layout_iter_get_line_extents(PangoLayoutIter *, PangoRectangle *, PangoRectangle *);
int pango_layout_iter_get_baseline(PangoLayoutIter *);
int pango_layout_iter_next_line(PangoLayoutIter *);
void pango_layout_iter_free(PangoLayoutIter *);
void pango_layout_line_get_x_ranges(PangoLayoutLine *, int, int, int **, int *);
void g_free(void *);
void g_object_unref(void *);
"""
_WORD_CHAR, _GRAYS = 2, 2  # PANGO_WRAP_WORD_CHAR, FT_PIXEL_MODE_GRAY
_UNBROKEN = re.compile(
    r"(?<!\S)(?=\S*[/\-.:@_])[^\s\u3000-\u9fff\uff00-\uffef]{2,36}(?!\S)"
)  # references, dates, addresses
UNIT = 1024
"""Pango units in a pixel."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line as laid out. `start`, `length`: its bytes in the text; the rest is pixels, `left` from the text's left edge."""

    start: int
    length: int
    left: float
    width: float
    height: float
    ascent: float
    handle: Any

    def reach(self, start: int, end: int) -> tuple[float, float]:
        """From where to where (pixels from the text's left edge) the bytes *start* to *end* of the text are drawn."""
        ffi, lib = _loaded()
        ranges, count = ffi.new("int **"), ffi.new("int *")
        lib.pango.pango_layout_line_get_x_ranges(self.handle, start, end, ranges, count)
        found = [ranges[0][index] / UNIT for index in range(2 * count[0])]
        lib.glib.g_free(ranges[0])
        return (min(found), max(found)) if found else (self.left, self.left)


class Text:
    """One paragraph laid out within a width in pixels; right-to-left where its first letter is."""

    def __init__(self, text: str, font: str, width: float) -> None:
        ffi, lib = _loaded()
        encoded = text.encode()
        self._layout = ffi.gc(lib.pango.pango_layout_new(_context()), lib.gobject.g_object_unref)
        lib.pango.pango_layout_set_font_description(self._layout, _font(font))
        lib.pango.pango_layout_set_width(self._layout, int(width * UNIT))
        lib.pango.pango_layout_set_wrap(self._layout, _WORD_CHAR)
        lib.pango.pango_layout_set_attributes(self._layout, _attributes(text))
        lib.pango.pango_layout_set_text(self._layout, encoded, len(encoded))

    @property
    def unknown(self) -> int:
        """Signs that no font here can draw."""
        return int(_loaded()[1].pango.pango_layout_get_unknown_glyphs_count(self._layout))

    def rows(self) -> Iterator[Row]:
        ffi, lib = _loaded()
        each = ffi.gc(lib.pango.pango_layout_get_iter(self._layout), lib.pango.pango_layout_iter_free)
        box, more = ffi.new("PangoRectangle *"), 1
        while more:
            line = lib.pango.pango_layout_iter_get_line_readonly(each)
            lib.pango.pango_layout_iter_get_line_extents(each, ffi.NULL, box)
            ascent = lib.pango.pango_layout_iter_get_baseline(each) - box.y
            left, width, height, above = (value / UNIT for value in (box.x, box.width, box.height, ascent))
            yield Row(line.start_index, line.length, left, width, height, above, line)
            more = lib.pango.pango_layout_iter_next_line(each)


class Sheet:
    """A white sheet to draw on, of *width* by *height* pixels."""

    def __init__(self, width: int, height: int) -> None:
        self._grey = np.zeros((height, width), np.uint8)

    def draw(self, row: Row, left: float, baseline: float) -> None:
        ffi, lib = _loaded()
        high, wide = self._grey.shape
        bitmap = ffi.new("FT_Bitmap *", {"rows": high, "width": wide, "pitch": wide, "num_grays": 256})
        bitmap.buffer, bitmap.pixel_mode = ffi.from_buffer("unsigned char[]", self._grey), _GRAYS
        lib.ft2.pango_ft2_render_layout_line(bitmap, row.handle, round(left), round(baseline))

    def picture(self) -> Image:
        """The sheet, three channels."""
        return np.repeat((255 - self._grey)[:, :, None], 3, axis=2)


@dataclass(frozen=True, slots=True)
class _Libraries:
    pango: Any
    ft2: Any
    glib: Any
    gobject: Any


@cache
def _loaded() -> tuple[cffi.FFI, _Libraries]:
    ffi = cffi.FFI()
    ffi.cdef(_DECLARED)
    names = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libglib-2.0.so.0", "libgobject-2.0.so.0")
    return ffi, _Libraries(*(ffi.dlopen(name) for name in names))


@cache
def _context() -> Any:
    _ffi, lib = _loaded()
    fonts = lib.ft2.pango_ft2_font_map_new()
    lib.ft2.pango_ft2_font_map_set_resolution(fonts, 72.0, 72.0)  # a point is a pixel
    return lib.pango.pango_font_map_create_context(fonts)


@cache
def _font(name: str) -> Any:
    _ffi, lib = _loaded()
    return lib.pango.pango_font_description_from_string(name.encode())


def _attributes(text: str) -> Any:
    """A number that is broken gets no hyphen, which would be taken for a part of it; and references are not broken at all."""
    ffi, lib = _loaded()
    held = ffi.gc(lib.pango.pango_attr_list_new(), lib.pango.pango_attr_list_unref)
    lib.pango.pango_attr_list_insert(held, lib.pango.pango_attr_insert_hyphens_new(0))
    for word in _UNBROKEN.finditer(text):
        whole = lib.pango.pango_attr_allow_breaks_new(0)
        whole.start_index, whole.end_index = len(text[: word.start()].encode()), len(text[: word.end()].encode())
        lib.pango.pango_attr_list_insert(held, whole)
    return held

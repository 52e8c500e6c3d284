"""Word to PDF/A-2b by LibreOffice, which is loaded as a library into this process: no second process, no socket, no network.

The few functions used are the head of LibreOfficeKit's tables, which has not changed since LibreOffice 5.
"""

from functools import cache
from pathlib import Path
from typing import Any

import cffi

from comitas.drafting.workshop.refused import Refusal

PLACE = Path("/usr/lib/libreoffice/program")
LIBRARY = PLACE / "libmergedlo.so"
_OPTIONS = (
    '{"SelectPdfVersion":{"type":"long","value":"2"},"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"false"},"ReduceImageResolution":{"type":"boolean","value":"true"}}'
)
_HEAD = """
typedef struct Kit Kit; typedef struct Document Document;
typedef struct { size_t size; void (*destroy)(Kit*); Document* (*load)(Kit*, const char*); char* (*error)(Kit*);
    Document* (*load_with)(Kit*, const char*, const char*); } KitClass;
struct Kit { KitClass* calls; };
typedef struct { size_t size; void (*destroy)(Document*); int (*save)(Document*, const char*, const char*, const char*); } DocumentClass;
struct Document { DocumentClass* calls; };
Kit* libreofficekit_hook_2(const char*, const char*);
"""


def pdf(letter: tuple[bytes, str]) -> bytes:
    """The letter as PDF/A-2b, with its fonts. Raises `Refusal`."""
    if not LIBRARY.exists():
        raise Refusal("no-office")
    ffi, kit = _kit()
    given, made = Path("/tmp/letter.docx"), Path("/tmp/letter.pdf")  # noqa: S108 - inside the box
    given.write_bytes(letter[0])
    try:
        document = kit.calls.load_with(kit, given.as_uri().encode(), b"Batch=true")
        if document == ffi.NULL:
            raise Refusal("damaged")
        try:
            if not document.calls.save(document, made.as_uri().encode(), b"pdf", _OPTIONS.encode()):
                raise Refusal("damaged")
        finally:
            document.calls.destroy(document)
        return made.read_bytes()
    finally:
        given.unlink(missing_ok=True)
        made.unlink(missing_ok=True)


@cache
def _kit() -> tuple[Any, Any]:
    """LibreOffice, loaded once and kept as long as the process lives."""
    ffi = cffi.FFI()
    ffi.cdef(_HEAD)
    library = ffi.dlopen(str(LIBRARY))
    kit = library.libreofficekit_hook_2(str(PLACE).encode(), b"file:///tmp/office")
    if kit == ffi.NULL:
        raise Refusal("no-office")
    _kept.append(library)
    return ffi, kit


_kept: list[Any] = []
"""The library must stay: closing it would unload what still runs."""

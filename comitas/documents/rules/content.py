"""What a file is, judged by its first bytes. Names and declared types are claims of the sender and count for nothing.

Sources: ISO 32000-2 annex I.4 (a PDF header within the first 1024 bytes), TIFF 6.0 section 2, BigTIFF, ISO/IEC 10918-1 annex B
(JPEG), RFC 2083 section 3.1 (PNG).
"""

from typing import Literal

Kind = Literal["pdf", "tiff", "jpeg", "png", "other", "empty"]

HEAD_BYTES = 1024
"""How many bytes `kind_of` needs to see."""

CONVERTIBLE: frozenset[Kind] = frozenset({"pdf", "tiff", "jpeg", "png"})

MEDIA_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "tiff": "image/tiff",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "other": "application/octet-stream",
    "empty": "application/octet-stream",
}

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)


def kind_of(head: bytes) -> Kind:
    """The kind of the file that begins with *head* (its first `HEAD_BYTES` bytes, or all of it if shorter)."""
    if not head:
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return "pdf" if b"%PDF-" in head[:HEAD_BYTES] else "other"

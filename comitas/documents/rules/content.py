"""What a file is, judged by its first bytes. Names and declared types are claims of the sender and count for nothing.

Sources: ISO 32000-2 annex I.4 (a PDF header within the first 1024 bytes), TIFF 6.0 section 2, BigTIFF, ISO/IEC 10918-1 annex B
(JPEG), RFC 2083 section 3.1 (PNG), RFC 5322 sections 2.2 and 3.6 (header fields of a mail), [MS-CFB] 2.2 (compound files), APPNOTE
4.3.7 (ZIP).
"""

import re
from typing import Literal

Kind = Literal["pdf", "tiff", "jpeg", "png", "mail", "outlook", "zip", "docx", "odt", "xlsx", "ole", "other", "empty"]

HEAD_BYTES = 8192
"""How many bytes `kind_of` needs to see: a mail may begin with several stamps of the servers it passed."""

PDF_HEAD_BYTES = 1024

PAGED: frozenset[Kind] = frozenset({"pdf", "tiff", "jpeg", "png"})
"""What has pages of its own."""

TYPED: frozenset[Kind] = frozenset({"mail", "outlook", "zip", "docx", "odt", "xlsx", "ole"})
"""What is set on pages as text. By the first bytes an Office file is a "zip" and a mail of Outlook an "ole": only the box looks
inside and says which it is."""

CONVERTIBLE: frozenset[Kind] = PAGED | TYPED

CONTAINERS: frozenset[Kind] = frozenset({"mail", "outlook", "zip"})
"""What has files inside that become documents of their own."""

MEDIA_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "tiff": "image/tiff",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "mail": "message/rfc822",
    "outlook": "application/vnd.ms-outlook",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ole": "application/x-ole-storage",
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
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)

_FIELD = re.compile(rb"[!-9;-~]{1,76}:")
_MAIL_FIELDS = frozenset(
    b"from to cc date subject sender message-id received return-path mime-version delivered-to reply-to in-reply-to".split()
)
_ONLY_MAIL = frozenset(b"message-id received return-path mime-version delivered-to".split())


def kind_of(head: bytes) -> Kind:
    """The kind of the file that begins with *head* (its first `HEAD_BYTES` bytes, or all of it if shorter)."""
    if not head:
        return "empty"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if _is_mail(head[:HEAD_BYTES]):
        return "mail"
    return "pdf" if b"%PDF-" in head[:PDF_HEAD_BYTES] else "other"


def _is_mail(head: bytes) -> bool:
    """Header fields and nothing else up to the empty line, two that mails have, one of them such as nobody types by hand."""
    text = head.removeprefix(b"\xef\xbb\xbf")
    lines = re.split(rb"\r\n|\n|\r", text)
    if lines[0].startswith(b"From "):  # as mailboxes on disk divide their mails
        lines = lines[1:]
    whole = lines if b"" in lines else lines[:-1] or lines
    names: set[bytes] = set()
    for line in whole:
        if not line:
            break
        field = _FIELD.match(line)
        if field is None and (line[:1] not in b" \t" or not names):
            return False
        names |= {field[0][:-1].lower()} if field else set()
    return len(names & _MAIL_FIELDS) >= 2 and bool(names & _ONLY_MAIL)

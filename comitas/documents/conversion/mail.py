"""Mails as files (RFC 5322, MIME): the header, the text, and the attached files as they are.

Attached mails are not parsed here: each comes out to the byte and is read as a document of its own.
"""

from __future__ import annotations

import email.parser
import email.policy
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message
from typing import BinaryIO

from comitas.documents.conversion import htmltext
from comitas.documents.conversion.letters import Letter, header_blocks
from comitas.documents.conversion.refused import Refused
from comitas.documents.conversion.typeset import Block, paragraphs
from comitas.documents.rules import limits
from comitas.documents.rules.enclosed import Enclosed, Room

FIELDS = ("From", "Sender", "Reply-To", "To", "Cc", "Date", "Subject", "Message-ID", "In-Reply-To")
"""The header fields that are shown, in this order and under their own names."""

RAW_CHARACTERS = 20_000
"""Signs of a raw header field that are looked at."""

_LAST_RESORT = "cp1252"  # what "iso-8859-1" and nothing at all most often are in truth
_WRAPPED = range(55, 81)  # length of a line that a mail program has broken


class Leafy(Message):
    """A message whose attached messages are leaves: the parser leaves their bytes as they are."""

    def get_content_maintype(self) -> str:
        main = super().get_content_maintype()
        return "application" if main == "message" else main

    def get_content_type(self) -> str:
        declared = super().get_content_type()
        return "application/octet-stream" if declared.startswith("message/") else declared


@dataclass(slots=True)
class _Parts:
    """What a mail is made of."""

    body: list[tuple[Message, str]] = field(default_factory=list)
    files: list[Message] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)


def opened(file: BinaryIO, room: Room) -> Letter:
    """The mail in *file*. Raises `Refused`."""
    raw = file.read(limits.MAIL_BYTES + 1)
    if len(raw) > limits.MAIL_BYTES:
        raise Refused("too-large")
    try:
        message = email.parser.BytesParser(Leafy, policy=email.policy.compat32).parsebytes(raw)
        parts = _sorted(message)
    except RecursionError as error:
        raise Refused("too-deep") from error
    del raw
    texts = [_text(part, subtype, parts.notes) for part, subtype in parts.body]
    notes = sorted(parts.notes)
    blocks = _blocks(message, texts)
    return Letter("mail", blocks, notes, _files(parts.files, room))


def decoded(value: object) -> str:
    """A header field in words (RFC 2047). What is written wrongly is shown as it stands."""
    raw = " ".join(str(value)[:RAW_CHARACTERS].split())
    try:
        pieces = decode_header(raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        return "".join(_piece(text, charset) for text, charset in pieces) or raw
    except (ValueError, LookupError, UnicodeError):
        return raw.encode("utf-8", "replace").decode("utf-8", "replace")


def in_charset(data: bytes, charset: str) -> tuple[str, bool]:
    """*data* as text, and whether *charset* was true."""
    try:
        return data.decode(charset), True
    except (LookupError, ValueError):
        pass
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode(_LAST_RESORT, "replace"), False


def unwrapped(text: str) -> str:
    """Lines that a mail program has broken at 72 signs or so, in one again: where the next goes on in small letters."""
    lines: list[list[str]] = []
    width = 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if lines and width in _WRAPPED and line[:1].islower():
            lines[-1].append(line.strip())
        else:
            lines.append([line.rstrip()])
        width = len(line.rstrip())
    return "\n".join(map(" ".join, lines))


def _piece(text: str | bytes, charset: str | None) -> str:
    return text if isinstance(text, str) else in_charset(text, charset or "ascii")[0]


def _sorted(message: Message) -> _Parts:
    parts, queue, seen = _Parts(), [message], 0
    while queue:
        part, seen = queue.pop(), seen + 1
        if seen > limits.MAIL_PARTS:
            raise Refused("too-many-members")
        if part.is_multipart():
            queue += reversed(_chosen(part))
        elif subtype := _shown(part):
            parts.body.append((part, subtype))
        else:
            parts.files.append(part)
            if Message.get_content_type(part) in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
                parts.notes.add("sealed-mail")
    return parts


def _chosen(part: Message) -> list[Message]:
    """The parts of a part. Of the same text in several forms the plain one is taken, unless it is empty."""
    inner = [each for each in part.get_payload() if isinstance(each, Message)]
    if part.get_content_subtype() != "alternative":
        return inner
    plain = [each for each in inner if each.get_content_type() == "text/plain" and bytes_of(each).strip()]
    spoken = plain[:1] or inner[-1:]
    files = [each for each in inner if each.get_content_maintype() not in ("text", "multipart")]
    return spoken + [each for each in files if each not in spoken]


def _shown(part: Message) -> str:
    """ "plain" or "html" for what is text of the mail itself; "" for an attached file."""
    subtype = part.get_content_subtype()
    if part.get_content_maintype() != "text" or subtype not in ("plain", "html"):
        return ""
    return "" if part.get_content_disposition() == "attachment" or _claimed(part) else subtype


def bytes_of(part: Message) -> bytes:
    """The bytes of a leaf, its transfer encoding undone."""
    try:
        held = part.get_payload(decode=True)
    except (ValueError, LookupError):
        held = None
    return held if isinstance(held, bytes) else str(part.get_payload()).encode("ascii", "surrogateescape")


def _text(part: Message, subtype: str, notes: set[str]) -> str:
    charset = _declared(part)
    text, true = in_charset(bytes_of(part), charset or "utf-8")
    if not true:
        notes.add("charset-guessed")
    if len(text) > limits.BODY_CHARACTERS:
        notes.add("text-left-out")
        text = text[: limits.BODY_CHARACTERS]
    if subtype == "plain":
        return unwrapped(text)
    words, earned = htmltext.text_of(text)
    notes |= earned
    return words


def _declared(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except (ValueError, LookupError, TypeError):
        return ""


def _blocks(message: Message, texts: list[str]) -> Iterator[Block]:
    fields = ((name, ", ".join(decoded(value) for value in message.get_all(name, [])[:5])) for name in FIELDS)
    yield from header_blocks(fields)
    for text in texts:
        yield from paragraphs(text, gap=True)


def _files(parts: list[Message], room: Room) -> Iterator[Enclosed]:
    for number, part in enumerate(parts, 1):
        data = bytes_of(part)
        if not room.bars(len(data)):
            yield room.taken(_claimed(part) or _named(part, data, number), data)
        part.set_payload("")  # its bytes are not needed twice


def _claimed(part: Message) -> str:
    """The name that the sender gave, or ""."""
    try:
        return decoded(part.get_filename("") or "")
    except (ValueError, LookupError, TypeError, IndexError):
        return ""


def _named(part: Message, data: bytes, number: int) -> str:
    """A name for a file without one: the subject of an attached mail, else its number, with the ending of its type."""
    declared = Message.get_content_type(part)
    if declared == "message/rfc822":
        found = re.search(rb"^subject:[ \t]*(.{1,300})", data[: limits.XML_BYTES // 100], re.IGNORECASE | re.MULTILINE)
        subject = decoded(found[1].decode("ascii", "surrogateescape").strip()) if found else ""
        return f"{subject.replace('/', '-') or number}.eml"
    return f"{number}{mimetypes.guess_extension(declared) or '.bin'}"

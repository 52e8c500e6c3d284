"""Compound files (OLE): mails of Outlook are read; Office files of before 2007 are not."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from email.message import Message as Header
from email.parser import HeaderParser
from typing import Any, BinaryIO

import olefile
from oxmsg import Message
from oxmsg.domain import constants as c

from comitas.documents.conversion import htmltext, mail
from comitas.documents.conversion.letters import Letter, header_blocks
from comitas.documents.conversion.refused import Refused
from comitas.documents.conversion.typeset import Block, paragraphs
from comitas.documents.rules import limits
from comitas.documents.rules.enclosed import Enclosed, Room

EMBEDDED = (5, 6)
"""PidTagAttachMethod ([MS-OXCMSG] 2.2.2.9): a mail of Outlook, or an OLE object. Neither is a file of its own."""

INTERNET_MESSAGE_ID, IN_REPLY_TO = 0x1035, 0x1042
RTF_COMPRESSED = 0x1009
_BROKEN = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    OSError,
    struct.error,
)


def opened(file: BinaryIO, room: Room) -> Letter:
    """The mail in *file*. Raises `Refused`: for anything else that is kept in such a file "not-convertible"."""
    data = file.read(limits.MAIL_BYTES + 1)
    _check_is_mail(data)
    if len(data) > limits.MAIL_BYTES:
        raise Refused("too-large")
    try:
        message = Message.load(data)
        notes: list[str] = []
        text, fields = _text(message, notes), list(_fields(message))
        attachments = list(message.attachments)
    except RecursionError as error:
        raise Refused("too-deep") from error
    except _BROKEN as error:
        raise Refused("damaged") from error
    if not (text or attachments or any(value for _name, value in fields)):
        raise Refused("damaged")
    return Letter("outlook", _blocks(fields, text), notes, _files(attachments, room))


def _check_is_mail(data: bytes) -> None:
    try:
        with olefile.OleFileIO(data) as ole:
            names = {entry[0] for entry in ole.listdir(streams=True, storages=True)}
    except RecursionError as error:
        raise Refused("too-deep") from error
    except _BROKEN as error:
        raise Refused("damaged") from error
    if "EncryptedPackage" in names:
        raise Refused("encrypted")
    if "__properties_version1.0" not in names:
        raise Refused("not-convertible")


def _fields(message: Message) -> Iterator[tuple[str, str]]:
    """The header as the servers passed it on; what it lacks from the properties that Outlook keeps."""
    header: Header = HeaderParser().parsestr((_string(message, c.PID_TRANSPORT_MESSAGE_HEADERS))[: limits.MEGA])
    own = {
        "From": lambda: message.sender or "",
        "To": lambda: _string(message, c.PID_DISPLAY_TO) or "; ".join(one.name for one in message.recipients[:50]),
        "Cc": lambda: _string(message, c.PID_DISPLAY_CC),
        "Date": lambda: message.sent_date.strftime("%a, %d %b %Y %H:%M:%S +0000") if message.sent_date else "",
        "Subject": lambda: message.subject,
        "Message-ID": lambda: _string(message, INTERNET_MESSAGE_ID),
        "In-Reply-To": lambda: _string(message, IN_REPLY_TO),
    }
    for name in mail.FIELDS:
        told = ", ".join(mail.decoded(value) for value in header.get_all(name, [])[:5])
        yield name, told or (own[name]() if name in own else "")


def _string(message: Message, property_id: int) -> str:
    return message.properties.str_prop_value(property_id) or ""


def _text(message: Message, notes: list[str]) -> str:
    if (plain := message.body) and plain.strip("\0 \r\n\t"):
        return mail.unwrapped(plain[: limits.BODY_CHARACTERS])
    if markup := message.html_body:
        text, earned = htmltext.text_of(markup[: limits.BODY_CHARACTERS])
        notes += sorted(earned)
        return text
    if message.properties.binary_prop_value(RTF_COMPRESSED):
        notes.append("body-not-read")
    return ""


def _blocks(fields: list[tuple[str, str]], text: str) -> Iterator[Block]:
    yield from header_blocks(fields)
    yield from paragraphs(text, gap=True)


def _files(attachments: list[Any], room: Room) -> Iterator[Enclosed]:
    for number, attachment in enumerate(attachments, 1):
        try:
            embedded = attachment.properties.int_prop_value(c.PID_ATTACH_METHOD) in EMBEDDED
            data = None if embedded else attachment.file_bytes
            name = attachment.file_name or attachment.properties.str_prop_value(c.PID_ATTACH_FILENAME)
        except _BROKEN:
            embedded, data, name = False, None, None
        if data is None:
            room.left("enclosed-embedded" if embedded else "enclosed-damaged")
        elif not room.bars(len(data)):
            yield room.taken(name or f"{number}.bin", data)

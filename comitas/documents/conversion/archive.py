"""ZIP archives, opened with care: bounded before anything is unpacked, and counted while it is."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from comitas.documents.conversion.letters import Letter
from comitas.documents.conversion.refused import Refused
from comitas.documents.conversion.typeset import TABLE, Block
from comitas.documents.rules import limits
from comitas.documents.rules.enclosed import Enclosed, Room

LISTED = 3_000
"""Members named on the pages of an archive."""

BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,  # a way of packing that is not known here
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    zlib.error,
    struct.error,
)
_END = struct.Struct("<4s4H2LH")
_LOCATOR = b"PK\x06\x07"
_CHUNK = 1024 * 1024


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive in *file*. Raises `Refused`: damaged, too many members, members that overlap, or a bomb."""
    _check_directory(file)
    try:
        held = zipfile.ZipFile(file)
        members = held.infolist()
    except BROKEN as error:
        raise Refused("damaged") from error
    _check_members(members, file.seek(0, 2))
    return held


def letter(held: zipfile.ZipFile, room: Room) -> Letter:
    """The archive itself: the list of what is in it, and its members as files. Raises `Refused("encrypted")`."""
    members = [one for one in held.infolist() if not one.filename.endswith("/")]
    if members and all(one.flag_bits & 1 for one in members):
        raise Refused("encrypted")
    notes: list[str] = []
    return Letter("zip", _listed(members, notes), notes, _files(held, members, room), TABLE)


def content(held: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of *member*, counted while they are inflated. Raises `Refused`, or one of `BROKEN`."""
    data = bytearray()
    with held.open(member) as inflated:
        while piece := inflated.read(_CHUNK):
            data += piece
            if len(data) > most:
                raise Refused("bomb")
    return bytes(data)


def _check_directory(file: BinaryIO) -> None:
    """The table of contents, before it is read: `zipfile` would take a million members into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Refused("damaged")
    found = _END.unpack_from(tail, at)
    if found[4] > limits.MEMBERS or found[5] > limits.DIRECTORY_BYTES or _LOCATOR in tail[max(0, at - 20) : at]:
        raise Refused("too-many-members")


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            raise Refused("bomb")
        end = member.header_offset + member.compress_size
    grown = sum(member.file_size for member in members)
    if grown > limits.EXPANSION_FROM_BYTES and grown > limits.EXPANSION * size:
        raise Refused("bomb")


def _listed(members: list[zipfile.ZipInfo], notes: list[str]) -> Iterator[Block]:
    if len(members) > LISTED:
        notes.append("text-left-out")
    for member in members[:LISTED]:
        yield Block((member.filename[-500:], f"{member.file_size:,}".replace(",", " ")), (6, 1))


def _files(held: zipfile.ZipFile, members: list[zipfile.ZipInfo], room: Room) -> Iterator[Enclosed]:
    for member in members:
        if member.flag_bits & 1:
            room.left("enclosed-encrypted")
        elif not room.bars(member.file_size):
            try:
                yield room.taken(member.filename, content(held, member, member.file_size))
            except (*BROKEN, Refused):
                room.left("enclosed-damaged")

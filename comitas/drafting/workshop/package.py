"""A Word file looked at from outside, before any library opens it: bounded, no programs, nothing from elsewhere, nothing inside it."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from comitas.drafting.workshop.refused import Refusal

MOST_PARTS = 1_000
MOST_BYTES = 64 * 1024 * 1024
"""All parts together, unpacked."""
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROGRAMS = re.compile(r"vbaProject|vbaData|activeX|customUI|attachedToolbars|\.bin$|\.exe$|\.js$", re.IGNORECASE)
_INSIDE = re.compile(r"(^|/)embeddings/|afchunk|oleObject", re.IGNORECASE)
_FIELD = re.compile(
    r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE
)
_CHANGES = frozenset(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "commentReference"))
_SAFE_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    zlib.error,
    struct.error,
)


def checked(file: BinaryIO, *, clean: bool) -> None:
    """Nothing, where the file may be opened; it is wound back. *clean*: changes and comments are not taken. Raises `Refusal`."""
    head = file.read(8)
    file.seek(0)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refusal("encrypted")  # Word keeps a locked .docx in a compound file; an old .doc is one as well
    if not head.startswith(b"PK\x03\x04"):
        raise Refusal("not-word")
    try:
        with zipfile.ZipFile(file) as held:
            _look(held, clean)
    except (*_BROKEN, ParseError, DefusedXmlException) as error:
        raise Refusal("damaged") from error
    file.seek(0)


def _look(held: zipfile.ZipFile, clean: bool) -> None:
    names = held.namelist()
    if _TYPES not in names:
        raise Refusal("not-word")
    if len(names) > MOST_PARTS or len(set(names)) != len(names):
        raise Refusal("bomb")
    if any(member.flag_bits & 1 for member in held.infolist()):
        raise Refusal("encrypted")
    if any(_PROGRAMS.search(name) for name in names) or _declares_programs(held):
        raise Refusal("macros")
    if any(_INSIDE.search(name) for name in names):
        raise Refusal("embedded")
    _count(held)
    _look_into(held, names, clean)


def _declares_programs(held: zipfile.ZipFile) -> bool:
    """Whether the main part is a document with macros. `Refusal` where it is no Word document at all."""
    kinds = [
        element.get("ContentType", "")
        for event, element in _events(held, _TYPES)
        if event == "end" and element.tag == _OVERRIDE
    ]
    if any("macroEnabled" in kind for kind in kinds):
        return True
    if _MAIN not in kinds:
        raise Refusal("not-word")
    return False


def _count(held: zipfile.ZipFile) -> None:
    """Unpack everything once, counting: what a table of contents says about sizes is a claim."""
    left = MOST_BYTES
    for member in held.infolist():
        with held.open(member) as inflated:
            while piece := inflated.read(1024 * 1024):
                left -= len(piece)
                if left < 0:
                    raise Refusal("bomb")


def _events(held: zipfile.ZipFile, name: str) -> Iterator[tuple[str, Element]]:
    """("start" | "end", element) of one part. A document type or an entity in it raises."""
    yield from iterparse(io.BytesIO(held.read(name)), events=("start", "end"), forbid_dtd=True)


def _look_into(held: zipfile.ZipFile, names: list[str], clean: bool) -> None:
    for name in names:
        if name.endswith(".rels"):
            _relations(held, name)
        elif name.endswith(".xml"):
            _fields(held, name, clean)


def _relations(held: zipfile.ZipFile, name: str) -> None:
    for event, element in _events(held, name):
        if event != "end" or element.get("TargetMode") != "External":
            continue
        followed = element.get("Type", "").endswith("/hyperlink")
        if not followed or not _SAFE_LINK.match(element.get("Target", "")):
            raise Refusal("remote")


def _fields(held: zipfile.ZipFile, name: str, clean: bool) -> None:
    """Field codes may be cut into several runs: they are looked at together, paragraph by paragraph."""
    for code in _codes(held, name, clean):
        if _FIELD.search(code):
            raise Refusal("fields")


def _codes(held: zipfile.ZipFile, name: str, clean: bool) -> Iterator[str]:
    said: list[str] = []
    for event, element in _events(held, name):
        if event == "start":
            if clean and element.tag in _CHANGES:
                raise Refusal("changes")
            if element.tag == f"{_W}altChunk":
                raise Refusal("embedded")
            continue
        if element.tag == f"{_W}instrText":
            said.append(element.text or "")
        elif element.tag == f"{_W}fldSimple":
            said.append(element.get(f"{_W}instr", ""))
        elif element.tag == f"{_W}p" and said:
            yield "".join(said)
            yield " ".join(said)
            said = []
    yield "".join(said)

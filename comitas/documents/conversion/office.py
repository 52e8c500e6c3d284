"""What a ZIP or a compound file is in truth, and what it comes to."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from comitas.documents.conversion import archive, docx, odt, outlook, xlsx, xmlparts
from comitas.documents.conversion.letters import Letter
from comitas.documents.conversion.mail import opened as opened_mail
from comitas.documents.conversion.refused import Refused
from comitas.documents.rules import limits
from comitas.documents.rules.content import Kind
from comitas.documents.rules.enclosed import Room

TYPES = "[Content_Types].xml"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_WORD = (
    "wordprocessingml.document.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "wordprocessingml.template.main+xml",
)
_SHEET = ("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml", "spreadsheetml.template.main+xml")
_ODF = "application/vnd.oasis.opendocument."
_ODF_TEXT = (f"{_ODF}text", f"{_ODF}text-template", f"{_ODF}text-master")
_MIMETYPE_BYTES = 200


def opened(file: BinaryIO, kind: Kind, room: Room) -> Letter:
    """The file as blocks, notes and enclosed files. *kind* is what its first bytes say. Raises `Refused`."""
    if kind == "mail":
        return opened_mail(file, room)
    if kind == "ole":
        return outlook.opened(file, room)
    if kind != "zip":
        raise Refused("not-convertible")
    held = archive.opened(file)
    if TYPES in held.namelist():
        return _office_open(file, held)
    if "mimetype" in held.namelist():
        return _open_document(held, room)
    return archive.letter(held, room)


def _office_open(file: BinaryIO, held: zipfile.ZipFile) -> Letter:
    _check_size(file)
    for event, element in xmlparts.events(held, TYPES):
        if event == "end" and element.tag == _OVERRIDE:
            declared = element.get("ContentType", "")
            if declared.endswith(_WORD):
                return docx.opened(held, element.get("PartName", "").lstrip("/"))
            if declared.endswith(_SHEET):
                return xlsx.opened(file, held)
    raise Refused("not-convertible")


def _open_document(held: zipfile.ZipFile, room: Room) -> Letter:
    try:
        declared = archive.content(held, held.getinfo("mimetype"), _MIMETYPE_BYTES).decode("ascii", "replace").strip()
    except archive.BROKEN as error:
        raise Refused("damaged") from error
    if declared in _ODF_TEXT:
        return odt.opened(held)
    if declared.startswith(_ODF):
        raise Refused("not-convertible")
    return archive.letter(held, room)


def _check_size(file: BinaryIO) -> None:
    if file.seek(0, 2) > limits.OFFICE_BYTES:
        raise Refused("too-large")

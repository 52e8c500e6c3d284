"""What is inside a PDF besides pages: programs, actions, attachments, forms, signatures. Encrypted files end here."""

from __future__ import annotations

from typing import Any, BinaryIO

import pikepdf

from comitas.documents.conversion.refused import Refused

OBJECTS = 200_000
"""Objects that are looked at: a file of 5,000 pages has about 50,000."""


def notes_of(file: BinaryIO) -> list[str]:
    """The notes (`rules.refusals.NOTES`) that a PDF earns. Raises `Refused("encrypted")`.

    A file that the strict reader cannot open but that the page renderer can gets the note "repaired".
    """
    try:
        with pikepdf.open(file, suppress_warnings=True) as document:
            return _found(document)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        return ["repaired"]


def _found(document: pikepdf.Pdf) -> list[str]:
    notes = {"repaired"} if document.get_warnings() else set()
    if {"/OpenAction", "/AA"} & set(document.Root.keys()):
        notes.add("open-action-removed")
    for number, thing in enumerate(document.objects):
        if number >= OBJECTS:
            break
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            notes |= _of_object(thing)
    return sorted(notes)


def _of_object(thing: Any) -> set[str]:
    keys = set(thing.keys())
    notes = set()
    if {"/JS", "/JavaScript"} & keys or thing.get("/S") == "/JavaScript":
        notes.add("javascript-removed")
    if "/S" in keys and thing.get("/S") in ("/Launch", "/SubmitForm", "/ImportData", "/GoToR"):
        notes.add("launch-removed")
    if "/EmbeddedFiles" in keys or thing.get("/Type") == "/EmbeddedFile":
        notes.add("embedded-files")
    if "/ByteRange" in keys and "/Contents" in keys:
        notes.add("signed")
    elif thing.get("/FT") in ("/Tx", "/Btn", "/Ch"):
        notes.add("form-fields")
    return notes | _inside(thing, keys)


def _inside(thing: Any, keys: set[str]) -> set[str]:
    """Actions written directly into their owner instead of as objects of their own."""
    direct = (thing.get(key) for key in ("/OpenAction", "/A", "/Names") if key in keys)
    notes: set[str] = set()
    for value in direct:
        if isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
            notes |= _of_object(value)
    return notes

"""The XML inside Office files: bounded, without document types and entities, element by element."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from comitas.documents.conversion import archive
from comitas.documents.conversion.refused import Refused
from comitas.documents.rules import limits

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def events(held: zipfile.ZipFile, name: str) -> Iterator[tuple[str, Element]]:
    """("start" | "end", element) of one part in document order; nothing where there is no such part. Raises `Refused`.

    What has ended is emptied by whoever reads it (`element.clear()`), so that the whole is never in memory.
    """
    if name not in held.namelist():
        return
    try:
        data = archive.content(held, held.getinfo(name), limits.XML_BYTES)
        yield from iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, *archive.BROKEN) as error:
        raise Refused("damaged") from error


def count(held: zipfile.ZipFile, name: str, tag: str) -> int:
    """How often *tag* stands in one part."""
    found = 0
    for event, element in events(held, name):
        if event == "end":
            found += element.tag == tag
            element.clear()
    return found


def loads_from_elsewhere(held: zipfile.ZipFile) -> bool:
    """Whether an Office Open XML file names anything outside itself that is loaded: a link that one follows is not."""
    relations = [name for name in held.namelist() if name.endswith(".rels")][:200]
    return any(
        event == "end" and element.tag == f"{RELATIONS}Relationship" and _loads(element)
        for name in relations
        for event, element in events(held, name)
    )


def _loads(relation: Element) -> bool:
    return relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink")

"""One document from beginning to end: what is inside it, then page after page, each sent off as soon as it is done."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from comitas.documents.conversion import images, inventory, office, recognise, textlayer
from comitas.documents.conversion.engines import Engines, Image
from comitas.documents.conversion.letters import bounded
from comitas.documents.conversion.originals import Original, Unreadable, opened
from comitas.documents.conversion.recognise import Upright
from comitas.documents.conversion.refused import Refused
from comitas.documents.conversion.typeset import typeset
from comitas.documents.rules import limits
from comitas.documents.rules.content import HEAD_BYTES, TYPED, Kind, kind_of
from comitas.documents.rules.enclosed import Enclosed, Room
from comitas.documents.rules.reading import Page


@dataclass(frozen=True, slots=True)
class Done:
    """One page: its reading, its picture and thumbnail (WebP), and how many pages will come in all."""

    page: Page
    view: bytes
    thumbnail: bytes
    total: int


@dataclass(slots=True)
class Findings:
    """What is known of a document once it has been gone through: what it is in truth, and the notes it earned."""

    kind: Kind = "other"
    notes: list[str] = field(default_factory=list)


def converted(
    file: BinaryIO, engines: Engines, findings: Findings, room: Room, until: float
) -> Iterator[Done | Enclosed]:
    """The files inside *file* as far as there is *room*, then its pages in order; *findings* are filled on the way.

    Past *until* (monotonic time) pages are left out. Raises `Refused` when the document, or every page of it, cannot be opened.
    """
    findings.kind = kind_of(file.read(HEAD_BYTES))
    size = file.seek(0, 2)
    file.seek(0)
    if findings.kind in TYPED:
        if size > limits.ORIGINAL_BYTES:
            raise Refused("too-large")
        yield from _typed(file, findings, room, until)
    else:
        yield from _paged(file, engines, findings.notes, until)


def _typed(file: BinaryIO, findings: Findings, room: Room, until: float) -> Iterator[Done | Enclosed]:
    letter = office.opened(file, findings.kind, room)
    findings.kind = letter.kind
    yield from letter.enclosed
    unknown = 0
    for typed in typeset(bounded(letter.blocks, letter.notes), letter.paper):
        if typed.page.number > limits.PAGES_READ or time.monotonic() > until:
            letter.notes.append("text-left-out")
            break
        unknown += typed.unknown
        yield Done(typed.page, images.drawn(typed.picture), images.thumbnail(typed.picture), typed.page.number)
    findings.notes += [*dict.fromkeys(letter.notes), *room.notes(), *([f"signs-unknown:{unknown}"] if unknown else [])]


def _paged(file: BinaryIO, engines: Engines, notes: list[str], until: float) -> Iterator[Done]:
    original, kind = opened(file)
    if kind == "pdf":
        notes += inventory.notes_of(_again(file))
    total = min(original.count, limits.PAGES_READ)
    unreadable = seals = done = 0
    for index in range(total):
        if time.monotonic() > until:
            break
        try:
            page, upright, legends = _page(original, index, engines)
        except Unreadable:
            unreadable += 1
            continue
        seals, done = seals + legends, done + 1
        yield Done(page, images.view(upright.image), images.thumbnail(upright.image), total)
    if not done:
        raise Refused("damaged")
    left_out = original.count - done - unreadable
    counts = {"pages-left-out": left_out, "pages-unreadable": unreadable, "seals": seals}
    notes += [f"{note}:{count}" for note, count in counts.items() if count]


def _page(original: Original, index: int, engines: Engines) -> tuple[Page, Upright, int]:
    image = original.picture(index)
    high, wide = image.shape[:2]
    own = original.pdf_page(index)
    read = textlayer.read_page(index + 1, own, (wide, high)) if own else None
    if read:
        return read, Upright(image, 0, None), 0
    if _uniform(image):
        empty = Upright(image, 0, None)
        return recognise.blank(index + 1, empty), empty, 0
    standing = recognise.upright(image, engines)
    page, seals = recognise.read_page(index + 1, standing, engines)
    return page, standing, seals


def _uniform(image: Image) -> bool:
    """An empty sheet from a born-digital file: not one pixel differs."""
    return bool(image.min() == image.max())


def _again(file: BinaryIO) -> BinaryIO:
    """The same bytes for a second reader, which may not move the first one's place."""
    place = file.tell()
    file.seek(0)
    copy = io.BytesIO(file.read(limits.ORIGINAL_BYTES))
    file.seek(place)
    return copy

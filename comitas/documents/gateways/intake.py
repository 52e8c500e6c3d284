"""What comes out of the sealed box: pages, the files inside a document, refusals. None of it is believed unchecked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comitas.core import frames
from comitas.documents.rules import limits, names
from comitas.documents.rules.content import MEDIA_TYPES, Kind
from comitas.documents.rules.enclosed import Enclosed, Room
from comitas.documents.rules.reading import Page
from comitas.documents.rules.refusals import CODES, Code

OnPage = Callable[[int, int], None]


class Refused(Exception):
    """The document is not converted; `code` has its sentence in `rules.refusals.SENTENCES`."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


class Crashed(Refused):
    """The process in the box ended, or said what it may not; `detail` is for the operator's log, not for a page."""

    def __init__(self, detail: str) -> None:
        super().__init__("crashed")
        self.detail = detail


class TimedOut(Refused):
    """The process in the box fell silent, or the document used up its time."""

    def __init__(self) -> None:
        super().__init__("timed-out")


@dataclass(slots=True)
class Inside:
    """What is wanted of a document besides its pages: the files in it, as far as there is `room`, each given to `take`.

    `kind` is what the document is in truth, told when it has been read.
    """

    room: Room = field(default_factory=lambda: Room(0, 0))
    take: Callable[[Enclosed], None] = lambda enclosed: None
    kind: Kind | None = None


@dataclass(slots=True)
class _Arriving:
    """A file that lay inside, on its way out."""

    name: str
    size: int
    data: bytearray


class Intake:
    """Takes the messages of one document and believes none of them unchecked."""

    def __init__(self, out_dir: Path, on_page: OnPage, inside: Inside) -> None:
        self._out_dir = out_dir
        self._on_page = on_page
        self._inside = inside
        self._enclosed: _Arriving | None = None
        self._place = 0
        self._bytes = 0
        self.pages: list[Page] = []
        self.notes: tuple[str, ...] | None = None

    def take(self, head: dict[str, Any], blob: bytes) -> None:
        if (self._enclosed is None) != ("part" not in head):
            raise frames.Broken("a file that did not come whole")
        self._bytes += 0 if self._enclosed else len(blob) + len(str(head.get("page", "")))
        if self._bytes > limits.OUTPUT_BYTES:
            raise frames.Broken("more output than one document may have")
        match head:
            case {"enclosed": int(place), "name": str(name), "size": int(size)}:
                self._begin(place, name, size)
            case {"part": int(place)} if place == self._place:
                self._part(blob)
            case {"view": int(number)}:
                self._picture(number, "webp", blob)
            case {"thumbnail": int(number)}:
                self._picture(number, "thumbnail.webp", blob)
            case {"page": page, "total": int(total)}:
                self._page(Page.from_json(page), total)
            case {"done": list(notes), "kind": str(kind)} if kind in MEDIA_TYPES:
                self._inside.kind = kind  # type: ignore[assignment]
                self.notes = tuple(str(note)[:60] for note in notes[:50])
            case {"refused": str(code)} if code in CODES:
                raise Refused(code)
            case _:
                raise frames.Broken("a message that means nothing")

    def _begin(self, place: int, name: str, size: int) -> None:
        """A file that lay inside: in its turn, within what was allowed, under a name that is only a name."""
        room = self._inside.room
        if not self._place < place <= limits.MAIL_PARTS or self.pages or room.deep or room.files < 1:
            raise frames.Broken("a file out of turn")
        if not 0 <= size <= min(room.size, limits.ENCLOSED_FILE_BYTES):
            raise frames.Broken("a file that is too large")
        room.files, room.size = room.files - 1, room.size - size
        self._place, self._enclosed = place, _Arriving(names.cleaned(name), size, bytearray())
        self._whole()

    def _part(self, blob: bytes) -> None:
        if self._enclosed is None or not blob or len(self._enclosed.data) + len(blob) > self._enclosed.size:
            raise frames.Broken("more of a file than was announced")
        self._enclosed.data += blob
        self._whole()

    def _whole(self) -> None:
        """Hand the file on once all of it is here."""
        held = self._enclosed
        if held and len(held.data) == held.size:
            self._enclosed = None
            self._inside.take(Enclosed(self._place, held.name, bytes(held.data)))

    def _picture(self, number: int, ending: str, blob: bytes) -> None:
        """Only WebP, only under our own names, only for the page that is due."""
        if number <= len(self.pages) or number > limits.PAGES_READ or blob[:4] != b"RIFF" or blob[8:12] != b"WEBP":
            raise frames.Broken("a picture that is none")
        (self._out_dir / f"page-{number:04}.{ending}").write_bytes(blob)

    def _page(self, page: Page, total: int) -> None:
        last = self.pages[-1].number if self.pages else 0
        if not last < page.number <= total <= limits.PAGES_READ:
            raise frames.Broken("a page out of turn")
        self.pages.append(page)
        self._on_page(page.number, total)

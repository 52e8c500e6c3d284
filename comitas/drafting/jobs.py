"""Background work: a case is put together as one file; files whose day is over are removed."""

import logging
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from comitas.accounts import queries as accounts
from comitas.core import clock
from comitas.core.actor import Actor, system
from comitas.core.refusals import Conflict, NotThere
from comitas.documents import queries as documents
from comitas.drafting import actions, queries
from comitas.drafting.models import Printout
from comitas.drafting.queries import Binder, NotTaken, Printable
from comitas.drafting.rules import printing

log = logging.getLogger(__name__)

PRINTER = system("printer")
PICTURES_AT_ONCE = 100
"""Page images in one question to the box: some 40 MB."""
EVENTS_AT_ONCE, STRIPS_AT_ONCE = 400, 500


class _TooLarge(Exception):
    """More than one file can hold."""


@dataclass
class _Piece:
    """One line of the index: what it is, its pages, or why it has none."""

    title: str
    pages: int = 0
    why: str = ""
    small: str = ""
    own: bool = False
    first: int = 0

    @property
    def last(self) -> int:
        return self.first + self.pages - 1


@dataclass
class _Book:
    """What has been put together so far."""

    data: list[bytes] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)

    def add(self, piece: _Piece, data: list[bytes]) -> None:
        self.pieces.append(piece)
        self.data += data
        pages = sum(one.pages for one in self.pieces)
        if pages > printing.MOST_PAGES or sum(len(one) for one in self.data) > printing.MOST_BYTES:
            raise _TooLarge


@app.task(name="drafting.print_file", queue="default", retry=RetryStrategy(max_attempts=printing.ATTEMPTS, wait=15))
def print_file(printout: str) -> None:
    """Make one file. Each run is an attempt of its own, and only the last one can write."""
    found = queries.printout(PRINTER, UUID(printout))
    actor = accounts.actor_of(found.asked_by)
    wanted = {UUID(one) for one in found.chosen}
    attempt = actions.begin_printout(by=PRINTER, at=clock.now(), printout=found.pk, total=len(wanted))
    if not attempt:
        return
    try:
        with translation.override(found.language):
            made = _made(actor, found, attempt, wanted)
        actions.finish_printout(by=actor, at=clock.now(), printout=found.pk, attempt=attempt, **made)
    except _TooLarge:
        _fail(found, attempt, printing.TOO_LARGE)
    except NotTaken as refused:
        _fail(found, attempt, printing.NO_BOX if refused.code == "no-box" else printing.BROKEN)
    except (Conflict, NotThere) as overtaken:
        log.info("Attempt %s at printout %s was overtaken: %s", attempt, printout, overtaken)
        _fail(found, attempt, printing.BROKEN)


@app.periodic(cron="41 * * * *")
@app.task(name="drafting.sweep_printouts", queueing_lock="drafting.sweep_printouts", pass_context=False)
def sweep_printouts(timestamp: int = 0) -> None:
    """Every hour: remove the files whose day is over."""
    for one in queries.expired_printouts(clock.now()):
        actions.remove_printout(by=PRINTER, at=clock.now(), printout=one)


def _fail(found: Printout, attempt: int, why: str) -> None:
    try:
        actions.fail_printout(by=PRINTER, at=clock.now(), printout=found.pk, attempt=attempt, why=why)
    except Conflict as overtaken:
        log.info("Another attempt at printout %s goes on: %s", found.pk, overtaken)


def _made(actor: Actor, found: Printout, attempt: int, wanted: set[UUID]) -> dict[str, Any]:
    """The whole file, how many pages it has, and whether it is PDF/A."""
    front, book = queries.front_of(actor, found), _Book()
    done = 0
    with Binder() as binder:
        for number, one in enumerate(queries.printable(actor, found.case_id), 1):
            _add(binder, book, actor, number, one, one.id in wanted)
            if one.id in wanted:
                done += 1
                actions.note_printed(by=PRINTER, at=clock.now(), printout=found.pk, attempt=attempt, done=done)
        return _bound(binder, book, front, found)


def _add(binder: Binder, book: _Book, actor: Actor, number: int, one: Printable, wanted: bool) -> None:
    """One item: its pages, or the line that says why it is left out."""
    title = _("Item %(number)s: %(name)s") % {"number": number, "name": one.name}
    if one.held_back:
        why = _(printing.HANDLING) % {"number": number, "codes": one.held_back}
        book.add(_Piece(title="", why=why, own=one.own), [])  # its name may tell what must not be told
        return
    if not wanted:
        book.add(_Piece(title=title, why=_(printing.NOT_CHOSEN) % {"number": number}, own=one.own), [])
        return
    data, pages, drawn = _pages(binder, actor, one)
    if not pages:
        why = _(printing.UNREAD) % {"number": number}
        book.add(_Piece(title=title, why=why, small=f"SHA-256 {one.sha256}", own=one.own), [])
        return
    small = _("Pages that were not read: %(count)s") % {"count": one.left} if one.left and not one.vector else ""
    small = _(printing.DRAWN) if drawn else small
    book.add(_Piece(title=title, pages=pages, small=small, own=one.own), data)


def _pages(binder: Binder, actor: Actor, one: Printable) -> tuple[list[bytes], int, bool]:
    """Its own pages where it is a PDF that may be shown so, or pictures drawn of them; else the images of its pages."""
    if one.vector:
        try:
            original = b"".join(documents.original(actor, one.placement))
            made, count, drawn = binder.of_pdf(original, printing.MOST_PAGES)
            return [made], count, drawn
        except NotTaken as refused:
            if refused.code == "no-box":
                raise
            log.info("Placement %s is shown by its page images: %s", one.placement, refused.code)
    made_of: list[bytes] = []
    pictures: list[bytes] = []
    total = 0
    for picture in queries.page_pictures(actor, one.placement):
        pictures.append(picture)
        if len(pictures) == PICTURES_AT_ONCE:
            made, count = binder.of_pictures(pictures)
            made_of, total, pictures = [*made_of, made], total + count, []
    if pictures:
        made, count = binder.of_pictures(pictures)
        made_of, total = [*made_of, made], total + count
    return made_of, total, False


def _bound(binder: Binder, book: _Book, front: dict[str, Any], found: Printout) -> dict[str, Any]:
    """Cover, index, items, letters and timeline as one file. The index is set until its own length is settled."""
    timeline = _timeline(front)
    last = _Piece(title=_("Timeline"), pages=sum(len(queries.sizes(one)) for one in timeline))
    rows, length = [*book.pieces, last], 2
    for _time in range(4):
        _number(rows, length)
        cover = queries.as_pdf(_page("cover", front, rows))
        if (now := len(queries.sizes(cover))) == length:
            break
        length = now
    total = length + last.pages + sum(one.pages for one in book.pieces)
    marks = [(0, _("Cover and index"), 0), *((0, one.title, one.first - 1) for one in rows if one.pages)]
    title = f"{front['number']} {front['title']}"
    pieces, strips = [cover, *book.data, *timeline], _strips(front["number"], total)
    data, archival = binder.bound(pieces, strips, marks, title, found.language)
    return {"data": data, "pages": total, "archival": archival}


def _timeline(front: dict[str, Any]) -> list[bytes]:
    """The timeline, some hundred events a piece: the time that a table takes to set grows faster than its rows."""
    events, step = front["events"], EVENTS_AT_ONCE
    pieces = [events[at : at + step] for at in range(0, len(events), step)] or [[]]
    return [
        queries.as_pdf(
            _said("timeline", {"events": piece, "first": not place, "cut": front.get("cut", ""), "front": front})
        )
        for place, piece in enumerate(pieces)
    ]


def _strips(number: str, total: int) -> list[bytes]:
    """What stands under every page: the number of the case and the page's own."""
    said = [
        _("%(number)s, page %(page)s of %(pages)s") % {"number": number, "page": page, "pages": total}
        for page in range(1, total + 1)
    ]
    return [
        queries.as_pdf(_said("strips", {"strips": said[at : at + STRIPS_AT_ONCE]}))
        for at in range(0, total, STRIPS_AT_ONCE)
    ]  # fmt: skip


def _number(rows: list[_Piece], length: int) -> None:
    at = length + 1
    for one in rows:
        one.first = at
        at += one.pages


def _page(name: str, front: dict[str, Any], rows: list[_Piece]) -> str:
    documents_, own = [one for one in rows if not one.own], [one for one in rows if one.own]
    timeline = [one for one in documents_ if one.title == _("Timeline")]
    listed = [one for one in documents_ if one not in timeline]
    left = sum(1 for one in rows if one.why)
    return _said(name, {"front": front, "documents": listed, "letters": own, "timeline": timeline, "left": left})


def _said(name: str, context: dict[str, Any]) -> str:
    from django.template.loader import render_to_string

    return render_to_string(f"drafting/file/{name}.html", context)

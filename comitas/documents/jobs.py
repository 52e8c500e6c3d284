"""Background work: reading documents one at a time, and clearing away what nobody needs."""

import errno
import json
import logging
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from comitas.core import clock, jobs
from comitas.core.actor import system
from comitas.core.refusals import Conflict, NotThere
from comitas.core.sequences import batched
from comitas.documents import actions, gateways, queries, store
from comitas.documents.gateways import box, tables
from comitas.documents.rules import limits, states
from comitas.documents.rules.enclosed import Enclosed
from comitas.documents.rules.reading import Page as ReadPage
from comitas.documents.rules.reading import Reading
from comitas.documents.rules.sheets import RECIPE, Sheet
from comitas.ledger.queries import KeyDestroyed

log = logging.getLogger(__name__)

READER = system("reader")
SWEEPER = system("sweeper")
STRAY_SECONDS = 24 * 3600
"""Age at which a file that no row names is a leftover: no transaction that has written one is open for so long."""


@app.task(name="documents.read", queue="reading", retry=RetryStrategy(max_attempts=states.TRIES, wait=15))
def read(document: str) -> None:
    """Read one document. Safe to run twice: each run is an attempt of its own, and only the last one can write."""
    reader = gateways.reader()
    reason = reader.unavailable()
    actions.note_conversion(by=READER, at=clock.now(), reason=reason)
    if reason:
        actions.put_off(by=READER, at=clock.now(), document=UUID(document))
    elif attempt := actions.begin_reading(by=READER, at=clock.now(), document=UUID(document)):
        _attempt(reader, UUID(document), attempt)


@app.task(name="documents.tabulate", queue="reading", retry=RetryStrategy(max_attempts=states.TRIES, wait=15))
def tabulate(placement: str, then: str, key: str) -> None:
    """Take the rows out of a workbook, in the box; then the job *then* is asked for with its *key*. Run twice, they are there once."""
    if queries.table(READER, UUID(placement)) is None:
        data = tables.tabulated(queries.original(READER, UUID(placement)))
        actions.keep_table(by=READER, at=clock.now(), placement=UUID(placement), data=data)
    jobs.defer(then, key=key)


@app.task(name="documents.put_together", queue="reading", retry=RetryStrategy(max_attempts=states.TRIES, wait=15))
def put_together(view: str) -> None:
    """Make a letter of the pages chosen for it. Safe to run twice: what an earlier run has made stays."""
    found = queries.view(READER, UUID(view))
    if found.document_id is not None:
        return
    chosen = [Sheet.from_json(row) for row in found.recipe]
    wanted: Wanted = [(sheet.document, sheet.page - 1, sheet.turn, None) for sheet in chosen]
    try:
        data = _made(wanted, found.name, searchable=False)
        actions.keep_view(by=READER, at=clock.now(), view=found.pk, data=data)
    except box.Refused as refused:
        actions.refuse_view(by=READER, at=clock.now(), view=found.pk, code=refused.code)
    except (NotThere, KeyDestroyed) as gone:
        log.info("A letter cannot be put together, its original is gone: %s", gone)
        actions.refuse_view(by=READER, at=clock.now(), view=found.pk, code="damaged")


@app.task(name="documents.make_searchable", queue="reading", retry=RetryStrategy(max_attempts=states.TRIES, wait=60))
def make_searchable(document: str) -> None:
    """The searchable PDF/A of a scan, from its pages as they were read. Safe to run twice: the last one counts."""
    pages = [ReadPage.from_json(row) for row in queries.readings(READER, UUID(document))]
    wanted: Wanted = [
        (document, page.number - 1, page.rotation, [word.to_json() for line in page.lines for word in line.words])
        for page in pages
    ]
    try:
        data = _made(wanted, queries.name_of(READER, UUID(document)), searchable=True)
        actions.keep_searchable(by=READER, at=clock.now(), document=UUID(document), data=data)
    except (box.Refused, NotThere, KeyDestroyed) as refused:
        log.info("No searchable PDF of document %s: %r", document, refused)


Wanted = list[tuple[str, int, int, list[Any] | None]]
"""Pages for a PDF: document, page from 0, turn clockwise, words with their boxes."""


def _made(wanted: Wanted, title: str, *, searchable: bool) -> bytes:
    """Ask the box for a PDF of these pages."""
    reader = gateways.reader()
    if reader.unavailable():
        raise box.Refused("no-box")
    members = {document: str(number) for number, document in enumerate(dict.fromkeys(one[0] for one in wanted))}
    pages = [[members[document], *rest] for document, *rest in wanted]

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            room = limits.ORIGINAL_BYTES
            for document, member in members.items():
                with archive.open(member, "w", force_zip64=True) as target:
                    for segment in queries.content(READER, UUID(document)):
                        room -= target.write(segment)
                        if room < 0:
                            raise box.Refused("too-large")
            archive.writestr(RECIPE, json.dumps({"searchable": searchable, "title": title, "pages": pages}))

    return reader.make(write)


@app.periodic(cron="17 * * * *")
@app.task(name="documents.sweep", queueing_lock="documents.sweep", pass_context=False)
def sweep(timestamp: int = 0) -> None:
    """Every hour: give up uploads whose time is over, remove stray files, look whether documents can be converted."""
    for upload in queries.overdue_uploads(clock.now()):
        actions.expire_upload(by=SWEEPER, at=clock.now(), upload=upload)
    for candidates in batched(store.lying_since(time.time() - STRAY_SECONDS), 500):
        actions.remove_strays(by=SWEEPER, at=clock.now(), candidates=tuple(candidates))
    reason = gateways.reader().unavailable()
    actions.note_conversion(by=READER, at=clock.now(), reason=reason)
    if not reason:
        actions.resume_readings(by=READER, at=clock.now())
        actions.resume_views(by=READER, at=clock.now())


def _attempt(reader: gateways.Reader, document: UUID, attempt: int) -> None:
    inside = box.Inside(queries.room_inside(READER, document), partial(_keep_enclosed, document, attempt))
    try:
        found = _read_and_store(reader, document, attempt, inside)
        actions.finish_reading(
            by=READER,
            at=clock.now(),
            document=document,
            attempt=attempt,
            engine=found.engine,
            notes=found.notes,
            kind=inside.kind,
        )
    except box.Refused as refused:
        _refuse(document, attempt, refused)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        log.error("Document %s waits: no room on the disk.", document)
        actions.put_off(by=READER, at=clock.now(), document=document, attempt=attempt)
    except (Conflict, NotThere, KeyDestroyed) as overtaken:
        log.info("An attempt at document %s was overtaken: %s", document, overtaken)


def _keep_enclosed(document: UUID, attempt: int, enclosed: Enclosed) -> None:
    place, name, data = enclosed.place, enclosed.name, enclosed.data
    actions.keep_enclosed(
        by=READER, at=clock.now(), document=document, attempt=attempt, place=place, name=name, data=data
    )


def _read_and_store(reader: gateways.Reader, document: UUID, attempt: int, inside: box.Inside) -> Reading:
    def on_page(done: int, total: int) -> None:
        actions.note_progress(by=READER, at=clock.now(), document=document, attempt=attempt, done=done, total=total)

    with private_folder() as folder:
        found = reader.read(queries.content(READER, document), folder, on_page, inside)
        for page in found.pages:
            image, thumbnail = (folder / f"page-{page.number:04}.{ending}" for ending in ("webp", "thumbnail.webp"))
            actions.add_page(
                by=READER,
                at=clock.now(),
                document=document,
                attempt=attempt,
                page=page,
                image=image.read_bytes(),
                thumbnail=thumbnail.read_bytes(),
            )
    return found


def _refuse(document: UUID, attempt: int, refused: box.Refused) -> None:
    try:
        actions.refuse_reading(by=READER, at=clock.now(), document=document, attempt=attempt, code=refused.code)
    except Conflict as overtaken:
        log.info("An attempt at document %s was overtaken: %s", document, overtaken)


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder for the pictures of one document: private, in memory where there is room, and empty of what a kill left."""
    shared = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder that is ours alone
    roomy = shared.is_dir() and shutil.disk_usage(shared).free >= limits.OUTPUT_BYTES
    base = shared if roomy else Path(tempfile.gettempdir())
    prefix = f"comitas-reading-{sha256(bytes(settings.OBJECTS)).hexdigest()[:16]}-"
    for left in base.glob(prefix + "*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=base) as made:
        yield Path(made)

"""Background work: reading documents one at a time, and clearing away what nobody needs."""

import errno
import logging
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
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
from comitas.documents.rules.reading import Reading
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

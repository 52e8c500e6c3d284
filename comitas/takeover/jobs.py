"""The worker's part of a take-over: reading the file, checking its rows, taking them over. Each may run twice, and be killed."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from comitas.core import clock
from comitas.core.actor import system
from comitas.core.sequences import batched
from comitas.takeover import actions, queries
from comitas.takeover.models import Takeover
from comitas.takeover.rules import sheets, stages, texts

WORKER = system("takeover")
READ_AT_ONCE = 1_000
RETRY = RetryStrategy(max_attempts=5, wait=15)


@app.task(name="takeover.read", retry=RETRY)
def read(key: str) -> None:
    """Read the file into rows: the first that says something names the columns."""
    found = queries.takeover(WORKER, UUID(key))
    if found.stage != stages.READING:
        return
    try:
        shape, rows = _table(found)
        _line, headings = next(rows, (0, []))
        for some in batched(rows, READ_AT_ONCE):
            if not actions.enter_rows(
                by=WORKER, at=clock.now(), takeover=found.pk, shape=shape, headings=headings, rows=some, last=False
            ):
                return
        actions.enter_rows(
            by=WORKER, at=clock.now(), takeover=found.pk, shape=shape, headings=headings, rows=[], last=True
        )
    except texts.NotATable as refused:
        actions.refuse_file(by=WORKER, at=clock.now(), takeover=found.pk, code=refused.code)


def _table(found: Takeover) -> tuple[dict[str, Any], Iterator[tuple[int, list[str]]]]:
    limits = texts.Limits(settings.TAKEOVER_ROWS, settings.TAKEOVER_COLUMNS, settings.TAKEOVER_CELL)
    if found.workbook:
        return sheets.table(queries.table(WORKER, found), found.shape.get("sheet", ""), limits)
    data = queries.original(WORKER, found)
    shape = (
        texts.Shape(**{name: found.shape[name] for name in ("encoding", "separator")})
        if "encoding" in found.shape
        else texts.guess(data)
    )
    return {"encoding": shape.encoding, "separator": shape.separator}, texts.rows(data, shape, limits)


@app.task(name="takeover.check", retry=RETRY)
def check(key: str) -> None:
    """Look at every row, some in each transaction."""
    while actions.check_rows(by=WORKER, at=clock.now(), takeover=UUID(key)):
        pass


@app.task(name="takeover.take", retry=RETRY)
def take(key: str) -> None:
    """Take over the good rows, some in each transaction."""
    while actions.take_rows(by=WORKER, at=clock.now(), takeover=UUID(key)):
        pass

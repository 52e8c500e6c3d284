"""Background work is asked for by name, so that an app need not import the job that stands above it.

The job is a row written by the caller's own transaction: rolled back with it, there once it is committed.
"""

from datetime import datetime

from procrastinate.contrib.django import app


def defer(name: str, *, when: datetime | None = None, **arguments: str | int | None) -> None:
    """Ask for the job *name* (such as "documents.read") with ids as arguments, at once or not before *when*.

    Jobs may run twice and must bear it.
    """
    app.configure_task(name, schedule_at=when).defer(**arguments)

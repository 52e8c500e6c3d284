"""Sources for tests, set through the actions, and looked at without waiting."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from comitas.intake import actions
from comitas.intake.actions import Look
from comitas.intake.gateways import Unwell
from comitas.intake.jobs import folders
from comitas.intake.models import Arrival, Source
from comitas.intake.rules import sources
from comitas.intake.rules.dropped import Watch
from comitas.intake.rules.sources import Secrets, Settings
from comitas.samples.cast import Cast


def a_folder(cast: Cast, at: datetime, **more: Any) -> Source:
    """A watched folder of the central authority, set by its administrator; the folder is there."""
    given = {"name": "Scanner of the registry", "folder": "scanner", "channel": "post"} | more
    made = actions.create_source(
        by=cast.ada, at=at, authority=cast.central, kind=sources.FOLDER, given=Settings(**given)
    )
    place(made).mkdir(parents=True, exist_ok=True)
    return fresh(made)


def place(source: Source) -> Path:
    return Path(settings.DROP_FOLDER) / source.folder


def fresh(source: Source) -> Source:
    return Source.objects.select_related("standing", "authority").get(pk=source.pk)


def drop(source: Source, name: str, data: bytes = b"%PDF-1.7 a scan", at: datetime | None = None) -> Path:
    """A file as the scanner leaves it."""
    file = place(source) / name
    file.write_bytes(data)
    if at is not None:
        os.utime(file, (at.timestamp(), at.timestamp()))
    return file


def looked(source: Source, at: datetime, looks: int = 2, watch: Watch | None = None) -> Look:
    """Some looks one after another, none waiting for a file to keep quiet."""
    watch, found = watch or Watch(), Look()
    for _each in range(looks):
        found = folders.look(fresh(source), at, watch, quiet=0.0)
    return found


def trouble(source: Source, at: datetime, looks: int = 2) -> str:
    """The code of what a look suffers from; "" where all is well."""
    try:
        looked(source, at, looks)
    except Unwell as unwell:
        return unwell.code
    return ""


def brought(source: Source) -> list[Arrival]:
    return list(Arrival.objects.filter(source=source).order_by("year", "serial"))


def a_mailbox(cast: Cast, at: datetime, secrets: Secrets, **more: Any) -> Source:
    given = {"name": "Mailbox of the registry", "channel": "mail"} | more
    made = actions.create_source(
        by=cast.ada, at=at, authority=cast.central, kind=sources.MAILBOX, given=Settings(**given), secrets=secrets
    )
    return fresh(made)


DAY = timedelta(days=1)

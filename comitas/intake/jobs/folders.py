"""One look into a watched folder: whatever is whole is taken, one file an arrival; whatever never can be is put aside with a note."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.translation import gettext as _

from comitas.core import clock
from comitas.core.actor import system
from comitas.intake import actions, queries
from comitas.intake.actions import Look
from comitas.intake.gateways import Unwell
from comitas.intake.gateways.folder import Busy, Entry, Folder, NotTaken, Opened, watched
from comitas.intake.jobs import keeping
from comitas.intake.models import Arrival, Source
from comitas.intake.rules import dropped, sources

BY = system("intake")
MOST_BROKEN = 5  # files at which something of ours failed, in one look, until it is given up


@dataclass(slots=True)
class Looking:
    """What one look knows. `quiet`: for how long a file must not have changed."""

    source: Source
    at: datetime
    watch: dropped.Watch
    quiet: float
    clock: Callable[[], float] = time.monotonic
    taken: int = 0
    broken: list[str] = field(default_factory=list)


def look(
    source: Source,
    at: datetime,
    watch: dropped.Watch,
    quiet: float = dropped.QUIET_SECONDS,
    ticking: Callable[[], float] = time.monotonic,
) -> Look:
    """Take what lies there. `Unwell` where nothing can be done; what has been taken until then is safe."""
    now = Looking(source, at, watch, quiet, ticking)
    end = ticking() + sources.LONGEST_LOOK.total_seconds()
    with watched(base(), source.folder, make=source.standing.well_at is None) as folder:
        entries = folder.entries()
        watch.forget({entry.name for entry in entries})
        for entry in entries:
            if now.taken >= sources.MOST_A_LOOK or len(now.broken) >= MOST_BROKEN or ticking() > end:
                break
            _one(now, folder, entry)
        left = len(folder.entries())
    if now.broken:
        raise Unwell("broken", what=now.broken[0])
    return Look(waiting=left, more=now.taken >= sources.MOST_A_LOOK)


def base() -> Path:
    """Where watched folders lie. The one in the instance's own place is made; any other must be there."""
    place = Path(settings.DROP_FOLDER)
    if place == settings.ENV.home / "drop":
        place.mkdir(mode=0o770, exist_ok=True)
    return place


def _one(now: Looking, folder: Folder, entry: Entry) -> None:
    try:
        if now.watch.is_whole(entry.name, entry.mark, now.clock(), now.quiet):
            with folder.opened(entry) as opened:
                _taken(now, folder, opened)
    except Busy:
        return
    except NotTaken as refusal:
        _refused(now, folder, entry, refusal.reason)
    except keeping.STOPPING:
        raise
    except Exception as error:  # whatever one file brings about, the others are taken
        keeping.complain(now.source.pk, error)
        now.broken.append(type(error).__name__)


def _taken(now: Looking, folder: Folder, opened: Opened) -> None:
    entry = opened.entry
    if not entry.mark.size:
        raise NotTaken("empty")
    if entry.mark.size > settings.UPLOAD_LIMIT:
        raise NotTaken("too-large")
    digest = hashlib.sha256()
    for piece in opened.pieces():
        digest.update(piece)
    once = dropped.once(now.source.pk, entry.name, entry.mark, digest.digest())
    made = queries.by_form(BY, once) or _kept(now, opened, once, digest.digest())
    now.taken += 1
    if now.source.keeps:
        folder.put_away(opened, dropped.kept_name(made.number, entry.name))
    else:
        folder.remove(opened)


def _kept(now: Looking, opened: Opened, once: UUID, sha256: bytes) -> Arrival:
    entry = opened.entry
    zone = now.source.authority.time_zone
    day = sources.received_on(clock.local_date(entry.changed, zone), clock.local_date(now.at, zone))
    with keeping.set_down(now.at, entry.mark.size, opened.pieces()) as held:
        if held.sha256 != sha256:
            raise Busy(entry.name)
        return keeping.take(now.source, now.at, once, day, entry.name, held)


def _refused(now: Looking, folder: Folder, entry: Entry, reason: str) -> None:
    """Put aside, with its reason in the languages of this instance, for whoever looks into the folder."""
    figures = {"size": entry.mark.size, "limit": settings.UPLOAD_LIMIT}
    told = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            shown = {name: filesizeformat(value) for name, value in figures.items()}
            told.append(_(sources.REASONS[reason]).format(**shown))
    folder.refuse(entry, dropped.note_name(entry.name), "\n".join(dict.fromkeys(told)))
    actions.leave_out(
        by=BY, at=now.at, source=now.source.pk, reason=reason, size=entry.mark.size, lay_since=entry.changed
    )

"""How the instance itself is doing, for its administrator: counts, sizes and dates. No case content, no secret."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min
from procrastinate.contrib.django.models import ProcrastinateJob

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.desk.rules import safekeeping
from comitas.desk.rules.safekeeping import Keep, Noted

OPEN = ("todo", "doing", "failed")
"""States of jobs that an administrator cares for; those that are done are only counted by whoever cleans up."""

MOST_FAILED = 20  # kinds of failed jobs shown
BACKUP = re.compile(r"comitas-(?P<instance>[a-z][a-z0-9-]*)-(?P<moment>\d{8}T\d{6})\d{3}Z")
"""What backups are called, as `comitas backup` names them."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Jobs of one kind that failed."""

    name: str
    times: int
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Jobs:
    """Background work: waiting, under way, failed; since when the oldest has waited that could be done now."""

    waiting: int
    doing: int
    failed: int
    oldest: datetime | None
    kinds: tuple[Failed, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes. None where it cannot be seen from here."""

    database: int
    disk_free: int | None
    disk_total: int | None


@dataclass(frozen=True, slots=True)
class Safety:
    """When the last finished backup was begun and the last checkpoint written; how the last backup, drill and thinning stand. None: none.

    `backups`: how many there are, since when the `oldest`; `keep`: which of them are kept.
    """

    backup: datetime | None
    backups_seen: bool
    checkpoint: datetime | None
    tried: Noted | None = None
    drill: Noted | None = None
    thinned: Noted | None = None
    backups: int = 0
    oldest: datetime | None = None
    keep: Keep = Keep(0)


def jobs(actor: Actor) -> Jobs:
    """Jobs by their state; three queries."""
    access.require_in(actor, "system:see")
    now = ProcrastinateJob.objects.filter(status__in=OPEN)
    counts = dict(now.values_list("status").annotate(count=Count("id")).order_by())
    due = ProcrastinateJob.objects.filter(status="todo", scheduled_at=None)
    oldest = due.aggregate(oldest=Min("procrastinateevent__at"))["oldest"]
    failed = ProcrastinateJob.objects.filter(status="failed").values("task_name")
    rows = failed.annotate(times=Count("id", distinct=True), last=Max("procrastinateevent__at")).order_by("-last")[
        :MOST_FAILED
    ]
    kinds = tuple(Failed(row["task_name"], row["times"], row["last"]) for row in rows)
    return Jobs(counts.get("todo", 0), counts.get("doing", 0), counts.get("failed", 0), oldest, kinds)


def room(actor: Actor) -> Room:
    """What the database takes, and what is left where the originals are kept."""
    access.require_in(actor, "system:see")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        database = int(cursor.fetchone()[0])
    try:
        disk = shutil.disk_usage(_standing(Path(settings.OBJECTS)))
    except OSError:
        return Room(database, None, None)
    return Room(database, disk.free, disk.total)


def _standing(path: Path) -> Path:
    """The folder, or the nearest one above it that is there: the first original makes it."""
    return next(folder for folder in (path, *path.parents) if folder.exists())


def safety(actor: Actor) -> Safety:
    """Dates of files, not their content: what a backup holds is checked by the command that makes it."""
    access.require_in(actor, "system:see")
    checkpoints = Path(settings.CHECKPOINTS)
    written = _modified(checkpoints) if checkpoints.exists() else None
    try:
        found = list(_backups(settings.ENV.backups)) if settings.ENV.backups.exists() else []
    except OSError:
        return Safety(None, False, written, *_noted(), keep=settings.ENV.backup_keep)
    newest, oldest = max(found, default=None), min(found, default=None)
    return Safety(newest, True, written, *_noted(), len(found), oldest, settings.ENV.backup_keep)


def _noted() -> tuple[Noted | None, Noted | None, Noted | None]:
    try:
        told = json.loads((settings.ENV.home / safekeeping.NOTED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None, None, None
    kept = told if isinstance(told, dict) else {}
    backup, drill, thinned = (safekeeping.noted(kept.get(name)) for name in safekeeping.NOTES)
    return backup, drill, thinned


def _backups(folder: Path) -> Iterator[datetime]:
    for path in folder.iterdir():
        match = BACKUP.fullmatch(path.name)
        if match and match["instance"] == settings.ENV.instance and path.is_dir():
            yield datetime.strptime(match["moment"], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def settings_shown(actor: Actor) -> list[tuple[str, str]]:
    """The settings by name, as a list of those that may be shown: keys and addresses with passwords are not among them."""
    access.require_in(actor, "system:see")
    env = settings.ENV
    return [
        ("COMITAS_INSTANCE", env.instance),
        ("COMITAS_MODE", env.mode),
        ("COMITAS_URL", env.url),
        ("COMITAS_HOSTS", ", ".join(env.hosts)),
        ("COMITAS_BIND", env.bind),
        ("COMITAS_PORT", str(env.port)),
        ("COMITAS_UPLOAD_PORT", str(env.upload_port)),
        ("COMITAS_WEB_WORKERS", str(env.web_workers)),
        ("COMITAS_HOME", str(env.base)),
        ("COMITAS_BACKUP_TARGET", str(env.backup_target or "")),
        ("COMITAS_BACKUP_KEEP", str(env.backup_keep.last)),
        ("COMITAS_BACKUP_KEEP_DAYS", str(env.backup_keep.days)),
        ("COMITAS_BACKUP_KEEP_WEEKS", str(env.backup_keep.weeks)),
        ("COMITAS_SECOND_FACTOR", env.second_factor),
        ("COMITAS_TIME_ZONE", env.time_zone),
        ("COMITAS_LANGUAGES", ", ".join(env.languages)),
        ("COMITAS_UPLOAD_LIMIT_BYTES", str(env.upload_limit_bytes)),
        ("COMITAS_FORM_LIMIT_BYTES", str(env.form_limit_bytes)),
        ("COMITAS_PART_BYTES", str(env.part_bytes)),
        ("COMITAS_PART_SECONDS", str(env.part_seconds)),
        ("COMITAS_QUOTA_BYTES", str(env.quota_bytes)),
        ("COMITAS_SMTP_HOST", env.smtp_host),
        ("COMITAS_SMTP_PORT", str(env.smtp_port) if env.smtp_host else ""),
        ("COMITAS_SMTP_SECURITY", env.smtp_security if env.smtp_host else ""),
        ("COMITAS_SMTP_FROM", env.smtp_from),
        ("COMITAS_DROP_FOLDER", str(env.drop_folder)),
        ("COMITAS_MAIL_LIMIT_BYTES", str(env.mail_limit_bytes)),
        ("COMITAS_MAIL_CA_FILE", str(env.mail_ca_file or "")),
    ]

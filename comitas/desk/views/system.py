"""Administration: how the instance is doing. No case content anywhere here."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comitas.accounts import access
from comitas.core import clock
from comitas.core.refusals import Conflict, NotThere
from comitas.core.web import Request
from comitas.desk import actions, presenters, queries
from comitas.desk.presenters import sources
from comitas.desk.rules import safekeeping
from comitas.documents import queries as documents
from comitas.documents.rules import states
from comitas.duty import actions as sending
from comitas.duty import queries as duty
from comitas.duty.rules.post import NO_MAIL
from comitas.intake import queries as intake

LONG_WITHOUT_BACKUP = timedelta(days=2)  # a nightly backup missed once is no alarm
LONG_WITHOUT_DRILL = timedelta(days=92)
LONG_IN_THE_QUEUE = timedelta(minutes=15)
LITTLE_ROOM = 0.1  # of the disk


@access.requires("system:see")
def system(request: Request) -> HttpResponse:
    """What needs the administrator comes first; then how documents are read, jobs, room, backups, settings."""
    actor, now = request.actor, clock.now()
    status, jobs = documents.reading_status(actor), queries.jobs(actor)
    room, safety, mail = queries.room(actor), queries.safety(actor), duty.outbox(actor, now)
    may_set = access.may(actor, "sources:set")
    brought = [sources.row(one, several=True) for one in intake.shown(actor, now)] if may_set else []
    context = {
        "needs": [
            *_reading_needs(status),
            *_job_needs(jobs, now),
            *_mail_needs(mail),
            *_room_needs(room),
            *_backup_needs(safety, now),
            *_source_needs(brought),
        ],
        "sources": brought,
        "may_set_sources": may_set,
        "reading": _reading(status),
        "jobs": _jobs(jobs),
        "failed_jobs": [{"name": kind.name, "times": kind.times, "last": _moment(kind.last)} for kind in jobs.kinds],
        "mail": _mail(mail),
        "unsent": [_unsent(one, now) for one in mail.failed],
        "room": _room(room),
        "safety": _safety(safety),
        "settings": [{"key": name, "value": _setting(name, value)} for name, value in queries.settings_shown(actor)],
        "may_manage_people": access.may(actor, "people:manage"),
        "may_furnish": access.may(actor, "letters:furnish"),
        "may_back_up": access.may(actor, "system:backup"),
        "may_set_clock": access.may(actor, "clock:set"),
    }
    return render(request, "desk/system.html", context)


@require_POST
@access.requires("system:backup")
def back_up(request: Request) -> HttpResponse:
    """Have a backup made; the page then says how it stands."""
    actions.ask_for_backup(by=request.actor, at=clock.now())
    messages.success(request, _("The backup begins within half a minute. This page says how it stands."))
    return redirect("desk:system")


def _reading_needs(status: documents.ReadingStatus) -> list[str]:
    """Why documents are not read, and what to do; nothing where they are."""
    if status.reason is None:
        return [
            _(
                "Nobody has looked yet whether documents can be read: the worker does it when it starts. Start it with “comitas up”."
            )
        ]
    if status.reason:
        told = _(
            "Documents are kept, but not read: %(reason)s Put this right and restart; what waits is then read by itself."
        )
        return [told % {"reason": status.reason}]
    return []


def _job_needs(jobs: queries.Jobs, now: datetime) -> list[str]:
    found = []
    if jobs.failed:
        found.append(_("Some background work failed. The kinds are below; the reason stands in the worker's log."))
    if jobs.oldest and now - jobs.oldest > LONG_IN_THE_QUEUE:
        since = {"since": presenters.moment(jobs.oldest)}
        found.append(
            _("Work has waited since %(since)s. If the worker is not running, start it with “comitas up”.") % since
        )
    return found


def _mail_needs(mail: duty.Outbox) -> list[str]:
    if not settings.EMAIL_HOST:
        return [_(NO_MAIL)]
    return (
        [_("Some messages could not be sent. They are below, with what the mail server said.")] if mail.failed else []
    )


def _mail(mail: duty.Outbox) -> list[dict[str, Any]]:
    server = settings.EMAIL_HOST or _("none")
    return [
        {"key": _("Mail server"), "value": server},
        {"key": _("Sent within a day"), "value": mail.sent},
        {"key": _("Waiting"), "value": mail.waiting,
         "small": _("since %(since)s") % {"since": _moment(mail.oldest)} if mail.oldest else ""},
    ]  # fmt: skip


def _unsent(one: Any, now: datetime) -> dict[str, Any]:
    """To whom and why not. What about is nothing that an administrator need know."""
    return {
        "key": one.pk,
        "to": one.user.full_name if one.user else one.address,
        "written": _moment(one.written_at),
        "tries": one.tries,
        "error": one.error,
        "again": one.expires_at >= now,
    }


@access.requires("system:see")
@require_POST
def send_again(request: Request) -> HttpResponse:
    """Try a message again that was given up."""
    try:
        sending.send_again(by=request.actor, at=clock.now(), message=UUID(request.POST.get("message", "")))
        messages.success(request, _("It is sent again."))
    except ValueError as error:
        raise NotThere("message") from error
    except Conflict as error:
        messages.error(request, str(error))
    return redirect("desk:system")


def _room_needs(room: queries.Room) -> list[str]:
    if room.disk_free is not None and room.disk_total and room.disk_free < room.disk_total * LITTLE_ROOM:
        return [_("Less than a tenth of the disk is free. Make room before uploads are refused.")]
    return []


def _backup_needs(safety: queries.Safety, now: datetime) -> list[str]:
    return [*_missing_backup(safety, now), *_failed(safety), *_missing_drill(safety, now)]


def _missing_backup(safety: queries.Safety, now: datetime) -> list[str]:
    if not safety.backups_seen:
        return [
            _("The folder of the backups cannot be looked at from here. Make sure that a backup is made every night.")
        ]
    if safety.backup is None:
        return [_("There is no backup yet. Make one with “Back up now”.")]
    if now - safety.backup > LONG_WITHOUT_BACKUP:
        return [
            _("The last backup is of %(day)s. Make one with “Back up now”.")
            % {"day": presenters.day(safety.backup.date())}
        ]
    return []


def _source_needs(brought: list[dict[str, Any]]) -> list[str]:
    """The folders and mailboxes that are not well, or left something out."""
    named = [one["source"].name for one in brought if one["trouble"] or one["left_out"]]
    told = _("Folders or mailboxes that are not well, or left something out: %(names)s. See below.")
    return [told % {"names": ", ".join(named)}] if named else []


def _failed(safety: queries.Safety) -> list[str]:
    sentences = (
        (safety.tried, _("The last backup failed. %(why)s")),
        (safety.drill, _("The last drill failed. %(why)s")),
        (safety.thinned, _("Old backups could not be removed. %(why)s")),
    )
    return [
        sentence % {"why": _(safekeeping.WHY[noted.why])}
        for noted, sentence in sentences
        if noted and noted.state == safekeeping.FAILED
    ]


def _missing_drill(safety: queries.Safety, now: datetime) -> list[str]:
    if safety.backup is None or (safety.drill and now - safety.drill.at <= LONG_WITHOUT_DRILL):
        return []
    if safety.drill is None:
        return [_("No backup was ever restored for trial. Do it with “comitas drill”.")]
    return [_("No backup was restored for trial for three months. Do it with “comitas drill”.")]


def _reading(status: documents.ReadingStatus) -> list[dict[str, Any]]:
    looked = presenters.moment(status.checked_at) if status.checked_at else _("not yet")
    can = {None: _("Not known"), "": _("Documents are read in a sealed box")}.get(
        status.reason, _("Documents are not read")
    )
    rows = [{"key": _("Reading"), "value": can}, {"key": _("Last looked"), "value": looked}]
    return rows + [{"key": _(states.SENTENCES[state]), "value": count} for state, count in status.counts.items()]


def _jobs(jobs: queries.Jobs) -> list[dict[str, Any]]:
    return [
        {"label": _("waiting"), "value": jobs.waiting},
        {"label": _("under way"), "value": jobs.doing},
        {"label": _("failed"), "value": jobs.failed},
    ]


def _room(room: queries.Room) -> list[dict[str, Any]]:
    rows = [{"key": _("Database"), "value": filesizeformat(room.database)}]
    if room.disk_free is not None and room.disk_total is not None:
        free = {"free": filesizeformat(room.disk_free), "total": filesizeformat(room.disk_total)}
        rows.append({"key": _("Disk of the originals"), "value": _("%(free)s free of %(total)s") % free})
    return rows


def _safety(safety: queries.Safety) -> list[dict[str, Any]]:
    return [
        {"key": _("Last backup"), "value": _moment(safety.backup) or _("none"), "small": _tried(safety.tried)},
        {"key": _("Backups"), "value": safety.backups, "small": _kept(safety)},
        {"key": _("Last drill"), "value": _drilled(safety.drill), "small": safety.drill.of if safety.drill else ""},
        {"key": _("Last checkpoint of the ledger"), "value": _moment(safety.checkpoint) or _("none"),
         "small": _("Written within a minute after something happened.")},
    ]  # fmt: skip


def _kept(safety: queries.Safety) -> str:
    """Since when there are backups, which are kept, how many went last, and what only looks like one."""
    keep, thinned, told = safety.keep, safety.thinned, []
    if safety.oldest and safety.backups > 1:
        told.append(_("The oldest is of %(day)s.") % {"day": presenters.day(safety.oldest.date())})
    told.append(_keeps(keep) if keep.last else _("None is ever removed."))
    if thinned and thinned.state == safekeeping.DONE and thinned.removed:
        removed = ngettext("%(n)d was removed on %(moment)s.", "%(n)d were removed on %(moment)s.", thinned.removed)
        told.append(removed % {"n": thinned.removed, "moment": _moment(thinned.at)})
    if thinned and thinned.left:
        left = ngettext(
            "%(n)d folder is called like a backup of this instance and is none, or is damaged: it is left alone.",
            "%(n)d folders are called like backups of this instance and are none, or are damaged: they are left alone.",
            thinned.left,
        )
        told.append(left % {"n": thinned.left})
    return " ".join(told)


def _keeps(keep: safekeeping.Keep) -> str:
    told = _("Kept: the last %(last)d, one a day of the last %(days)d days and one a week of the last %(weeks)d weeks.")
    return told % {"last": keep.last, "days": keep.days, "weeks": keep.weeks}


def _tried(noted: safekeeping.Noted | None) -> str:
    if noted and noted.state == safekeeping.RUNNING:
        return _("Another one is being made since %(moment)s.") % {"moment": _moment(noted.at)}
    if noted and noted.state == safekeeping.FAILED:
        return _("Tried on %(moment)s, and failed.") % {"moment": _moment(noted.at)}
    return ""


def _drilled(noted: safekeeping.Noted | None) -> str:
    if noted is None:
        return _("none")
    told = _("%(moment)s: it holds") if noted.state == safekeeping.DONE else _("%(moment)s: it does not hold")
    return told % {"moment": _moment(noted.at)}


def _moment(at: datetime | None) -> str:
    return presenters.moment(at) if at else ""


def _setting(name: str, value: str) -> str:
    return filesizeformat(int(value)) if name.endswith("_BYTES") else value or _("not set")

"""The duty rota of an authority and what it has set about duty."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.duty.models import Terms, Turn
from comitas.duty.rules import rota
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

TERMS = kinds.declare("duty.terms-set", N_("What is alerted was set: {when}, next after {minutes} minutes."))
WEEK = kinds.declare("duty.week-set", N_("The duty rota of the week from {day} was set: {turns} turns."))

Asked = Mapping[tuple[int, date], int | None]


@transaction.atomic
def set_terms(
    *, by: Actor, at: datetime, authority: UUID, version: int, when: str, opens: time, closes: time, changes: time, minutes: int, phone: str
) -> Terms:  # fmt: skip
    """When somebody is alerted, and how long one waits for them. Turns that have not begun follow the new hour of change."""
    access.require_in(by, "duty:set", authority)
    found = _locked(authority)
    if found.version != version:
        raise Conflict(_("A colleague has set this meanwhile. What you typed is below; compare and save again."))
    problems = {name: _(sentence) for name, sentence in rota.wrong(when, opens, closes, minutes).items()}
    try:
        validate_email(phone) if phone else None
    except ValidationError:
        problems["phone"] = _("Give the mail address of the duty phone, or leave it empty.")
    if problems:
        raise Invalid(problems)
    before = found.changes
    found.when, found.opens, found.closes, found.changes, found.minutes = when, opens, closes, changes, minutes
    found.phone, found.version = phone, found.version + 1
    found.save()
    if changes != before:
        _move_turns(authority, at, changes)
    payload = {
        "authority": str(authority), "when": when, "opens": opens.isoformat(), "closes": closes.isoformat(), "changes": changes.isoformat(),
        "minutes": minutes, "phone": bool(phone),
    }  # fmt: skip
    ledger.record(TERMS, by=by, at=at, payload=payload)
    return found


@transaction.atomic
def set_week(*, by: Actor, at: datetime, authority: UUID, monday: date, asked: Asked) -> int:
    """Who is on duty on each day of a week, by line and day; None for nobody. Days that are over stay. Returns how many turns stand."""
    access.require_in(by, "duty:set", authority)
    terms, zone = _locked(authority), Authority.objects.values_list("time_zone", flat=True).get(pk=authority)
    today = clock.local_date(at, zone)
    if monday != rota.monday(monday) or not today - timedelta(days=rota.WEEK) < monday <= today + timedelta(
        weeks=rota.AHEAD
    ):
        raise Invalid({"week": _("Choose this week or one of the next twelve months.")})
    days = [day for day in (monday + timedelta(days=ahead) for ahead in range(rota.WEEK)) if day >= today]
    wanted = {(line, day): who for (line, day), who in asked.items() if who and day in days and line in rota.LINES}
    _check_people(by, authority, wanted)
    Turn.objects.filter(authority=authority, day__in=days).delete()
    rows = [_turn(authority, line, day, who, terms.changes, zone) for (line, day), who in sorted(wanted.items())]
    Turn.objects.bulk_create(rows)
    told = [{"line": row.line, "day": row.day.isoformat(), "user": row.user_id} for row in rows]
    payload = {"authority": str(authority), "day": monday.isoformat(), "turns": len(rows), "rota": told}
    ledger.record(WEEK, by=by, at=at, payload=payload)
    return len(rows)


def _check_people(by: Actor, authority: UUID, wanted: Mapping[tuple[int, date], int]) -> None:
    able = set(people.colleagues(by, authority).values_list("pk", flat=True))
    problems = {
        rota.field(line, day): _("Choose somebody who works here.")
        for (line, day), who in wanted.items()
        if who not in able
    }
    for (line, day), who in wanted.items():
        if line == rota.SECOND and wanted.get((rota.FIRST, day)) == who:
            problems[rota.field(line, day)] = _("The second line is somebody else.")
    if problems:
        raise Invalid(problems)


def _turn(authority: UUID, line: int, day: date, who: int, changes: time, zone: str) -> Turn:
    begins, ends = rota.turn(day, changes, zone)
    return Turn(authority_id=authority, line=line, day=day, user_id=who, begins=begins, ends=ends)


def _move_turns(authority: UUID, at: datetime, changes: time) -> None:
    zone = Authority.objects.values_list("time_zone", flat=True).get(pk=authority)
    coming = list(Turn.objects.select_for_update().filter(authority=authority, begins__gt=at))
    for one in coming:
        one.begins, one.ends = rota.turn(one.day, changes, zone)
    Turn.objects.bulk_update(coming, ["begins", "ends"])


def _locked(authority: UUID) -> Terms:
    """What the authority has set, locked; made where it has set nothing."""
    Terms.objects.bulk_create([Terms(authority_id=authority)], ignore_conflicts=True)
    return Terms.objects.select_for_update().get(pk=authority)

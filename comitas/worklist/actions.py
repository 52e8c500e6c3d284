"""Setting when an authority works and how long its own time limits are.

Lock order: the timetable. All its days are counted again in the same transaction, and no deadline is stored: pages see the old days
until it ends, the new ones after it, and nothing in between.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.directory.rules.tables import RowError
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds
from comitas.worklist.models import OwnDay, Timetable
from comitas.worklist.rules import days_file, public, timetable
from comitas.worklist.rules.calendars import SATURDAY_SUNDAY
from comitas.worklist.rules.law import LIMITS

PERMISSION = "clock:set"
MOST_ERRORS = 10
"""Wrong rows of a file that are told at once."""
SET = kinds.declare(
    "timetable.set",
    N_(
        "The authority's working days were set: holidays of {country} {region}, days of rest {rest}, own limits {lengths}."
    ),
)
DAY_SET = kinds.declare("timetable.day-set", N_("The authority set {day} apart: {as}."))
DAYS_IMPORTED = kinds.declare("timetable.days-imported", N_("{count} days of the authority were set from a file."))
DAY_DROPPED = kinds.declare("timetable.day-dropped", N_("{day} is an ordinary day of the authority again."))


@transaction.atomic
def set_timetable(
    *,
    by: Actor,
    at: datetime,
    authority: UUID,
    version: int,
    country: str,
    region: str,
    rest: Iterable[int],
    lengths: Mapping[str, int],
    switched: Mapping[str, bool] | None = None,
    days: Iterable[timetable.OwnDay] | None = None,
) -> Timetable:
    """Whose holidays hold, which days are of rest, how long limits are and which hold. `Invalid` by field; `Conflict` when a colleague was first.

    `days`: all the authority's own, in the place of those that it has set; None leaves them as they are.
    """
    found = _locked(by, at, authority)
    if found.version != version:
        raise Conflict(_("A colleague has changed these working days. What you typed is below."))
    chosen = {code: days for code, days in lengths.items() if code not in LIMITS or days != LIMITS[code].length}
    turned = {code: on for code, on in (switched or {}).items() if code not in LIMITS or on != LIMITS[code].on}
    _refuse_wrong(country, region, rest := sorted(set(rest)), chosen, turned)
    found.country, found.region, found.rest, found.lengths, found.switched = country, region, rest, chosen, turned
    told: dict[str, object] = {
        "country": country,
        "region": region,
        "rest": rest,
        "lengths": chosen,
        "switched": turned,
    }
    if days is not None:
        told["days"] = _replaced(found, list(days))
    _kept(found)
    ledger.record(SET, by=by, at=at, payload={"authority": str(authority), **told})
    return found


def _replaced(found: Timetable, days: list[timetable.OwnDay]) -> int:
    """Other days of its own; how many."""
    wrong = next((one for one in days if not timetable.FIRST <= one.day <= timetable.LAST), None)
    if wrong is not None or len(days) > timetable.MOST_OWN_DAYS:
        raise Invalid({"day": _("Give a day from 1990 to 2069.") if wrong else _(timetable.FULL)})
    if any(not 0 < len(one.name.strip()) <= public.LONGEST_NAME for one in days):
        raise Invalid({"name": _("Say in up to 120 characters what day it is.")})
    found.own_days.all().delete()
    own = {one.day: OwnDay(timetable=found, day=one.day, works=one.works, name=one.name.strip()) for one in days}
    OwnDay.objects.bulk_create(own.values())
    return len(own)


@transaction.atomic
def set_day(*, by: Actor, at: datetime, authority: UUID, day: date, works: bool, name: str) -> OwnDay:
    """A day on which the authority rests or, with `works`, works although it would rest. Set again, it is changed."""
    found = _locked(by, at, authority)
    _refuse_wrong_day(found, day, name := name.strip())
    own, _new = OwnDay.objects.update_or_create(timetable=found, day=day, defaults={"works": works, "name": name})
    _kept(found)
    payload = {"authority": str(authority), "day": day.isoformat(), "as": "work" if works else "rest"}
    ledger.record(DAY_SET, by=by, at=at, payload=payload)
    return own


@transaction.atomic
def import_days(*, by: Actor, at: datetime, authority: UUID, data: bytes) -> int:
    """All days of a file, or none of them: `Invalid` names each wrong row by its line. Days set before stay, or are set again."""
    found = _locked(by, at, authority)
    days, errors = days_file.read_days(data)
    _refuse_wrong_rows(errors)
    there = set(found.own_days.values_list("day", flat=True))
    if len(there | {one.day for one in days}) > timetable.MOST_OWN_DAYS:
        raise Invalid({"file": _(timetable.FULL)})
    OwnDay.objects.bulk_create(
        [OwnDay(timetable=found, day=one.day, works=one.works, name=one.name) for one in days],
        update_conflicts=True, unique_fields=["timetable", "day"], update_fields=["works", "name"],
    )  # fmt: skip
    _kept(found)
    ledger.record(DAYS_IMPORTED, by=by, at=at, payload={"authority": str(authority), "count": len(days)})
    return len(days)


def _refuse_wrong_rows(errors: list[RowError]) -> None:
    if not errors:
        return
    told = [
        _("Line %(line)d: %(what)s") % {"line": one.line, "what": _words(one)} if one.line else _words(one)
        for one in errors[:MOST_ERRORS]
    ]
    if len(errors) > MOST_ERRORS:
        told.append(_("And %(n)d more.") % {"n": len(errors) - MOST_ERRORS})
    raise Invalid({"file": " ".join(told)})


def _words(error: RowError) -> str:
    return _(error.sentence.text) % error.sentence.parameters


@transaction.atomic
def drop_day(*, by: Actor, at: datetime, authority: UUID, day: date) -> None:
    """The day is again what public holidays and the week make it. Once more does nothing."""
    found = _locked(by, at, authority)
    if not found.own_days.filter(day=day).delete()[0]:
        return
    _kept(found)
    ledger.record(DAY_DROPPED, by=by, at=at, payload={"authority": str(authority), "day": day.isoformat()})


def _locked(by: Actor, at: datetime, authority: UUID) -> Timetable:
    access.require_in(by, PERMISSION, authority)
    Timetable.objects.get_or_create(authority_id=authority, defaults={"rest": sorted(SATURDAY_SUNDAY), "version": 0})
    return Timetable.objects.select_for_update().get(authority=authority)


def _refuse_wrong(
    country: str, region: str, rest: Iterable[int], lengths: Mapping[str, int], switched: Mapping[str, bool]
) -> None:
    wrong = {name: _(said) for name, said in timetable.wrong(rest, lengths, switched).items()}
    wrong = {name: said % {"most": LIMITS[name].most} if "%(most)d" in said else said for name, said in wrong.items()}
    known = public.countries()
    if country and country not in known:
        wrong["country"] = _("The holidays of this State are not known here. Leave it empty and set the days yourself.")
    elif region and region not in known.get(country, ()):
        wrong["region"] = _("This State has no such region. Choose one of the list, or none.")
    if wrong:
        raise Invalid(wrong)


def _refuse_wrong_day(found: Timetable, day: date, name: str) -> None:
    wrong = {}
    if not timetable.FIRST <= day <= timetable.LAST:
        wrong["day"] = _("Give a day from 1990 to 2069.")
    if not 0 < len(name) <= public.LONGEST_NAME:
        wrong["name"] = _("Say in up to 120 characters what day it is.")
    if found.own_days.exclude(day=day).count() >= timetable.MOST_OWN_DAYS:
        wrong["day"] = _(timetable.FULL)
    if wrong:
        raise Invalid(wrong)


def _kept(found: Timetable) -> None:
    """Keep it under its next version, and count its days again."""
    found.version += 1
    found.save()
    days = public.named(found.country, found.region, timetable.FIRST, timetable.LAST) if found.country else {}
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTED,
            [
                found.pk, found.rest, timetable.FIRST, timetable.LAST, list(days), list(days.values()), found.pk,
            ],
        )  # fmt: skip


_COUNTED = """
INSERT INTO worklist_day AS kept (timetable_id, day, works, number, name)
SELECT %s, day, works, sum(works::int) OVER (ORDER BY day), name FROM (
    SELECT every.day, coalesce(own.works, extract(isodow FROM every.day)::int - 1 <> ALL(%s) AND public.day IS NULL),
           coalesce(own.name, public.name, '')
    FROM (SELECT day::date FROM generate_series(%s::date, %s::date, interval '1 day') day) every
    LEFT JOIN unnest(%s::date[], %s::text[]) public (day, name) ON public.day = every.day
    LEFT JOIN worklist_ownday own ON own.timetable_id = %s AND own.day = every.day) counted (day, works, name)
ON CONFLICT (timetable_id, day) DO UPDATE SET works = excluded.works, number = excluded.number, name = excluded.name
WHERE (kept.works, kept.number, kept.name) IS DISTINCT FROM (excluded.works, excluded.number, excluded.name)"""
"""Every day with the number of working days up to it; days that stay as they were are not written."""

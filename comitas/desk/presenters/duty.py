"""How duty is said: who has it now, the days of a week, alerts and what became of them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from babel import Locale
from babel.dates import format_date
from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.desk import presenters
from comitas.desk.presenters.cases import capital
from comitas.duty.models import Alert, Call, Terms
from comitas.duty.queries import OnDuty
from comitas.duty.rules import alerts, rota

MOST_NAMED = 3


def now(taken: Sequence[OnDuty]) -> list[str]:
    """Who is on duty at this moment, a sentence a line."""
    told = [
        _("%(line)s: %(name)s until %(moment)s.")
        % {"line": _(rota.LINES[one.turn.line]), "name": who(one), "moment": presenters.moment(one.turn.ends)}
        for one in sorted(taken, key=lambda one: one.turn.line)
    ]
    return told or [_("Nobody is on duty now.")]


def who(one: OnDuty) -> str:
    """The name of who has a turn, and of the one on the rota who is away."""
    if one.in_place_of is None:
        return one.user.full_name
    return in_place(one.user.full_name, one.in_place_of.full_name)


def in_place(name: str, absent: str) -> str:
    """ "Jonas Haskel in place of Ines Marlow, who is away"."""
    return _("%(name)s in place of %(absent)s, who is away") % {"name": name, "absent": absent}


def mine(one: OnDuty, reader: Actor) -> str:
    """For the home page of who is on duty, and of who would be."""
    until = {"moment": presenters.moment(one.turn.ends)}
    if one.in_place_of is None:
        return _("You are on duty until %(moment)s.") % until
    if one.user.pk == reader.id:
        return _("You are on duty until %(moment)s in place of %(name)s, who is away.") % (
            until | {"name": one.in_place_of.full_name}
        )
    return _("%(name)s is on duty in your place until %(moment)s.") % (until | {"name": one.user.full_name})


def unopened(alert: Alert) -> str:
    """For whoever may know of the arrival."""
    since = {"since": presenters.moment(alert.raised_at)}
    return _("An urgent arrival lies unopened. Somebody was alerted on %(since)s.") % since


def week(monday: date) -> str:
    """ "Monday 2 to Sunday 8 March 2026"; both months where they differ."""
    last = monday + timedelta(days=6)
    return _("%(first)s to %(last)s") % {"first": _weekday(monday, "d MMMM"), "last": presenters.day(last)}


def day_row(day: date, today: date, turns: Mapping[tuple[int, date], OnDuty], form: forms.Form) -> dict[str, Any]:
    """One day: who is on duty, or the fields to say so; `away` says who stands in for whom the rota names."""
    fields = {line: rota.field(line, day) for line in rota.LINES}
    return {
        "day": capital(_weekday(day, "EEEE d MMMM")),
        "today": day == today,
        "over": day < today,
        "lines": [
            {
                "label": _(rota.LINES[line]),
                "name": who(turns[line, day]) if (line, day) in turns else "",
                "away": _stands_in(turns.get((line, day))),
                "field": form[name] if name in form.fields else None,
            }
            for line, name in fields.items()
        ],
    }


def _stands_in(one: OnDuty | None) -> str:
    """Beside the field in which the one on the rota is chosen."""
    if one is None or one.in_place_of is None:
        return ""
    return _("%(absent)s is away: %(name)s stands in.") % {
        "absent": one.in_place_of.full_name,
        "name": one.user.full_name,
    }


def gaps(days: Sequence[date]) -> str:
    """On which days nobody is on duty; the first are named."""
    if not days:
        return ""
    named = ", ".join(_weekday(day, "EEE d MMMM") for day in days[:MOST_NAMED])
    more = len(days) - MOST_NAMED
    if more > 0:
        named += " " + ngettext("and %(n)d more day", "and %(n)d more days", more) % {"n": more}
    return _("Within two weeks nobody is on duty on: %(days)s.") % {"days": named}


def terms(found: Terms) -> list[dict[str, str]]:
    """What is set, in words."""
    rows = [(_("Alerts"), _(rota.WHEN[found.when]))]
    if found.when == rota.OUTSIDE:
        hours = {"opens": f"{found.opens:%H:%M}", "closes": f"{found.closes:%H:%M}"}
        rows.append((_("Working hours"), _("%(opens)s to %(closes)s on working days") % hours))
    if found.when != rota.NEVER:
        waits = ngettext("%(n)d minute unopened", "%(n)d minutes unopened", found.minutes) % {"n": found.minutes}
        rows += [(_("The next is alerted after"), waits), (_("Duty phone"), found.phone or _("none"))]
    rows.append((_("Turns change at"), f"{found.changes:%H:%M}"))
    return [{"key": key, "value": value} for key, value in rows]


def alert_row(found: Alert) -> dict[str, Any]:
    """One alert: which arrival, who was told when, and who opened it after how long."""
    calls = [
        f"{_called(one)} ({presenters.moment(one.at)})"
        for one in sorted(found.calls.all(), key=lambda one: (one.at, one.step, one.user_id))
    ]
    return {
        "key": found.arrival_id,
        "number": found.arrival.number,
        "raised": presenters.moment(found.raised_at),
        "calls": calls or [_("Nobody could be alerted")],
        "outcome": _outcome(found),
    }


def _called(one: Call) -> str:
    return in_place(one.user.full_name, one.in_place_of.full_name) if one.in_place_of else one.user.full_name


def _outcome(found: Alert) -> dict[str, str]:
    if found.over_at is None:
        said = _("Nobody is left to be alerted") if found.exhausted else _("Unopened")
        return {"words": said, "colour": "brick", "small": ""}
    minutes = alerts.minutes_between(found.raised_at, found.over_at)
    after = ngettext("after %(n)d minute", "after %(n)d minutes", minutes) % {"n": minutes}
    if found.opened_by:
        return {"words": _("Opened"), "colour": "moss", "small": f"{found.opened_by.full_name}, {after}"}
    return {"words": _("Decided"), "colour": "moss", "small": after}


def _weekday(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=Locale.parse(get_language() or "en", sep="-"))

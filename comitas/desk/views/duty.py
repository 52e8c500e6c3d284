"""Who is on duty, week by week; what is alerted; and which alerts went out."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.accounts import access
from comitas.accounts import queries as people
from comitas.accounts.access import Ours
from comitas.core import clock
from comitas.core.forms import read_date
from comitas.core.web import Request
from comitas.desk.forms.duty import Terms, Week
from comitas.desk.presenters import duty as said
from comitas.desk.views import changing, choosing
from comitas.duty import actions, queries
from comitas.duty.rules import rota

PAGE = "desk:duty"
TERMS = ("version", "when", "opens", "closes", "minutes", "changes", "phone")


@access.requires("duty:see")
def duty(request: Request) -> HttpResponse:
    """One authority's rota for a week; whoever keeps it fills in the days that are not over."""
    mine = choosing.with_permission(request, "duty:see")
    authority = choosing.chosen(request, mine)
    at = clock.now()
    today = clock.local_date(at, authority.time_zone)
    monday = _monday(request, today)
    days = [monday + timedelta(days=ahead) for ahead in range(rota.WEEK)]
    taken = queries.taken(queries.turns(request.actor, authority.pk, days[0], days[-1]), at)
    turns = {(one.turn.line, one.turn.day): one for one in taken}
    keeps = access.may(request.actor, "duty:set", authority.pk)
    able = [(who.pk, who.full_name) for who in people.colleagues(request.actor, authority.pk)] if keeps else []
    initial = {rota.field(*key): one.turn.user_id for key, one in turns.items()}
    form = Week(
        request.POST or None, days=[day for day in days if day >= today] if keeps else [], able=able, initial=initial
    )
    act: dict[str, Any] = {"by": request.actor, "at": at, "authority": authority.pk, "monday": monday}
    tried = changing.attempt(request, form, lambda: actions.set_week(**act, asked=form.asked()))
    if tried.done:
        told = ngettext("The week is set: %(n)d turn.", "The week is set: %(n)d turns.", tried.made) % {"n": tried.made}
        messages.success(request, told)
        return redirect(_address(authority, monday))
    context = {
        "authority": authority,
        "others": choosing.others(PAGE, mine, authority),
        "here": _address(authority, monday),
        "before": _address(authority, monday - timedelta(days=7)),
        "after": _address(authority, monday + timedelta(days=7))
        if monday < today + timedelta(weeks=rota.AHEAD)
        else "",
        "week": said.week(monday),
        "now": said.now(
            [one for one in taken if one.turn.begins <= at < one.turn.ends] or _now(request, authority, at, today)
        ),
        "days": [said.day_row(day, today, turns, form) for day in days],
        "gaps": said.gaps(queries.next_gaps(request.actor, authority.pk, today)),
        "form": form,
        "keeps": keeps,
        "may_fill": keeps and days[-1] >= today,
        "terms_url": choosing.address("desk:duty-terms", authority),
        "terms": said.terms(queries.terms_of(request.actor, authority.pk)),
        "alerts": [said.alert_row(one) for one in queries.alerts(request.actor, authority.pk)],
    }
    return render(request, "desk/duty.html", context, status=tried.status)


def _now(request: Request, authority: Ours, at: Any, today: date) -> list[Any]:
    """Where another week is shown, or the turn began before this one."""
    found = queries.turns(request.actor, authority.pk, today - timedelta(days=1), today)
    return queries.taken([one for one in found if one.begins <= at < one.ends], at)


def _monday(request: Request, today: date) -> date:
    """The week of the address, else this one."""
    asked = read_date(request.GET.get("week", ""), "en")
    first, last = today - timedelta(weeks=rota.AHEAD), today + timedelta(weeks=rota.AHEAD)
    return rota.monday(min(max(asked, first), last) if asked else today)


def _address(authority: Ours, monday: date) -> str:
    return f"{choosing.address(PAGE, authority)}&week={monday.isoformat()}"


@access.requires("duty:set")
def terms(request: Request) -> HttpResponse:
    """When somebody is alerted, how long one waits for them, and when turns change."""
    mine = choosing.with_permission(request, "duty:set")
    authority = choosing.chosen(request, mine)

    def current() -> dict[str, Any]:
        found = queries.terms_of(request.actor, authority.pk)
        return {name: getattr(found, name) for name in TERMS}

    form = Terms(request.POST or None, initial=current())
    act: dict[str, Any] = {"by": request.actor, "at": clock.now(), "authority": authority.pk}
    tried = changing.attempt(request, form, lambda: actions.set_terms(**act, **form.cleaned_data), current)
    if tried.done:
        messages.success(request, _("Saved."))
        return redirect(choosing.address(PAGE, authority))
    context = {
        "authority": authority,
        "others": choosing.others("desk:duty-terms", mine, authority),
        "back": choosing.address(PAGE, authority),
        "form": form,
        "tried": tried,
    }
    return render(request, "desk/duty_terms.html", context, status=tried.status)

"""How absences are said: who stands in for whom and until when."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.accounts.models import Deputyship
from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.desk import presenters

COMING, RUNNING, OVER, ENDED = "coming", "running", "over", "ended"
STATES = {
    COMING: (N_("Coming"), "sea"),
    RUNNING: (N_("Today"), "ochre"),
    OVER: (N_("Over"), "grey"),
    ENDED: (N_("Ended early"), "grey"),
}


def state_of(found: Deputyship, today: date) -> str:
    """Where a deputyship stands on *today*, a local day of its authority."""
    if found.ended_at is not None:
        return ENDED
    return OVER if found.last < today else COMING if found.first > today else RUNNING


def period(found: Deputyship) -> str:
    """ "3 to 13 March 2026", "30 March 2026 to 2 April 2026"; one day alone where it is one."""
    if found.first == found.last:
        return presenters.day(found.first)
    if (found.first.year, found.first.month) == (found.last.year, found.last.month):
        return _("%(first)d to %(last)s") % {"first": found.first.day, "last": presenters.day(found.last)}
    return _("%(first)s to %(last)s") % {"first": presenters.day(found.first), "last": presenters.day(found.last)}


def stands_in_for(name: str, last: date) -> str:
    """For the deputy's own pages."""
    return _("You stand in for %(name)s until %(day)s.") % {"name": name, "day": presenters.day(last)}


def stood_in_for_by(found: Deputyship) -> str:
    """For the pages of who is away."""
    return _("%(name)s stands in for you until %(day)s.") % {
        "name": found.deputy.full_name,
        "day": presenters.day(found.last),
    }


def away(found: Deputyship) -> str:
    """For the head: "Away until 12 March 2026. Jonas Haskel stands in." """
    return _("Away until %(day)s. %(name)s stands in.") % {
        "day": presenters.day(found.last),
        "name": found.deputy.full_name,
    }


def row(found: Deputyship, today: date, reader: Actor, withheld: Collection[Case]) -> dict[str, Any]:
    """One line of a list of absences; *withheld*: cases of which the reader knows and the deputy may not."""
    words, colour = STATES[state_of(found, today)]
    return {
        "key": found.pk,
        "absent": _("You") if found.absent_id == reader.id else found.absent.full_name,
        "deputy": _("You") if found.deputy_id == reader.id else found.deputy.full_name,
        "period": period(found),
        "state": {"words": _(words), "colour": colour},
        "open": state_of(found, today) in (COMING, RUNNING),
        "named_by": presenters.by_whom(found.named_by) if found.named_by_id != found.absent_id else "",
        "withheld": unread(len(withheld)),
        "cases": [{"key": case.pk, "number": case.number} for case in withheld],
    }


def unread(count: int) -> str:
    """Said to those who may know of these cases, never to others."""
    said = ngettext(
        "%(n)d case needs a reader named: the deputy may not see it.",
        "%(n)d cases need a reader named: the deputy may not see them.",
        count,
    )
    return said % {"n": count} if count else ""


def offered(cases: Collection[Case]) -> list[tuple[str, str]]:
    """Cases to be ticked, by compartment."""
    return [(str(case.compartment_id), f"{case.number} {case.title}".strip()) for case in cases]

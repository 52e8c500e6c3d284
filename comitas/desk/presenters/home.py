"""How the home page says what needs somebody: a sentence, rows that begin with a verb, what lies with others."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from comitas.cases.rules.numbers import case_number
from comitas.core.text import N_
from comitas.desk import presenters
from comitas.desk.presenters.cases import capital
from comitas.desk.presenters.deadlines import dated, language, long_day
from comitas.drafting.models import Letter
from comitas.drafting.rules.kinds import KINDS as LETTERS
from comitas.worklist.queries import Load, Waiting

NUMBERS = (
    N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"),
)  # fmt: skip
"""From two on: one has a gender in some languages and stands in each sentence by itself."""


def number(n: int) -> str:
    """In words from two to nine, in figures from ten on."""
    return _(NUMBERS[n - 2]) if 2 <= n <= 9 else str(n)


def opening_day(today: date) -> str:
    """The day, as the page's first sentence."""
    return capital(long_day(today)) + "."


def things(count: int, custody: int, of: int = 0) -> str:
    """ "Seven things, one about a person in custody." *of*: how many there are when not all are shown."""
    said = capital(ngettext("one thing", "%(number)s things", count) % {"number": number(count)})
    if of > count:
        said = _("The first %(shown)d of %(all)d things") % {"shown": count, "all": of}
    if not custody:
        return f"{said}."
    held = ngettext("one about a person in custody", "%(number)s about persons in custody", custody)
    return f"{said}, {held % {'number': number(custody)}}."


def arrivals_wait(count: int) -> str:
    return capital(ngettext("one arrival waits.", "%(number)s arrivals wait.", count) % {"number": number(count)})


def letters_to_sign(count: int) -> str:
    return capital(ngettext("one letter to sign.", "%(number)s letters to sign.", count) % {"number": number(count)})


def letters_returned(count: int) -> str:
    said = ngettext("one letter came back to you.", "%(number)s letters came back to you.", count)
    return capital(said % {"number": number(count)})


def parts_given(count: int) -> str:
    said = ngettext("one part is with your authority.", "%(number)s parts are with your authority.", count)
    return capital(said % {"number": number(count)})


def next_date(day: date, today: date) -> str:
    """When the next thing is due, for a day on which nothing is."""
    return _("The next date is %(day)s.") % {"day": long_day(day, today)}


def waiting_rows(waiting: list[Waiting], today: date) -> list[dict[str, str]]:
    """Who has parts in hand, how many, and how long nothing was heard of the oldest."""
    who = {
        "with-authority": _("Executing authorities"),
        "before-court": _("Courts"),
        "information-requested": _("Other States"),
        "papers-awaited": _("Other States, for their papers"),
        "sent": _("Other States, not acknowledged"),
        "acknowledged": _("Other States, our requests"),
        "with-requester": _("Requesters at home"),
    }
    return [
        {
            "who": who[one.state],
            "what": ngettext("%(n)d part", "%(n)d parts", one.count) % {"n": one.count},
            "small": _oldest(max((today - one.since).days, 0)) if one.since else "",
            "url": reverse("desk:register") + f"?view=mine&stands={one.state}",
        }
        for one in waiting
    ]


def _oldest(days: int) -> str:
    return ngettext("oldest %(n)d day without news", "oldest %(n)d days without news", days) % {"n": days}


def folder_row(who: str, count: int, since: datetime | None) -> dict[str, str]:
    """Letters that wait at one place."""
    return {
        "who": who,
        "what": ngettext("%(n)d letter", "%(n)d letters", count) % {"n": count},
        "small": _("oldest since %(day)s") % {"day": presenters.day(timezone.localtime(since).date())} if since else "",
        "url": reverse("desk:letters"),
    }


def review_row(count: int, since: datetime | None) -> dict[str, str]:
    """Requests of ours that wait for a second person's eyes."""
    return folder_row(_("Our requests to review"), count, since) | {
        "what": ngettext("%(n)d request", "%(n)d requests", count) % {"n": count},
        "url": reverse("desk:register") + "?view=ours&stands=in-review",
    }


def returned_row(letter: Letter) -> dict[str, str]:
    """A letter that the head sent back, with what the head wrote."""
    return {
        "url": reverse("desk:letter", args=[letter.pk]),
        "what": _(LETTERS[letter.kind].name),
        "note": letter.note,
        "number": case_number(letter.case.year, letter.case.serial),
    }


def load_figures(load: Load, today: date) -> list[dict[str, Any]]:
    """Figures of the officer's own cases."""
    month = capital(dated(today, "LLLL"))
    mine = reverse("desk:register") + "?view=mine"
    return [
        {"label": pgettext("how many cases are open", "Open"), "value": load.open, "href": mine},
        {"label": _("Over a year"), "value": load.over_a_year},
        {
            "label": _("New in %(month)s") % {"month": month if language() == "en" else month.lower()},
            "value": load.new,
        },
    ]

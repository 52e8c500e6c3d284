"""How the home page says what needs somebody: a sentence, rows that begin with a verb, what lies with others."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from babel import Locale
from babel.dates import format_date
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from comitas.cases.rules.numbers import case_number
from comitas.core.text import N_
from comitas.desk import presenters
from comitas.desk.presenters.cases import capital, words
from comitas.drafting.models import Letter
from comitas.drafting.rules.kinds import KINDS as LETTERS
from comitas.drafting.rules.life import STATES as LETTER_STATES
from comitas.worklist.queries import Load, Waiting
from comitas.worklist.rules.clock import STARTS, Counting, distance
from comitas.worklist.rules.tasks import Task

NUMBERS = (
    N_("two"), N_("three"), N_("four"), N_("five"), N_("six"), N_("seven"), N_("eight"), N_("nine"),
)  # fmt: skip
"""From two on: one has a gender in some languages and stands in each sentence by itself."""
SKIPPED = 6
"""Days that were left out and are named; the others are counted."""
NEEDED = {"custody": "case:work"}
"""Screens of tasks that not everybody who reads the case may open, with what they ask for."""


def number(n: int) -> str:
    """In words from two to nine, in figures from ten on."""
    return _(NUMBERS[n - 2]) if 2 <= n <= 9 else str(n)


def long_day(day: date, today: date | None = None) -> str:
    """Tuesday 3 March 2026; the year left out where it is that of *today*."""
    pattern = "EEEE d MMMM" if today and today.year == day.year else "EEEE d MMMM y"
    return _dated(day, pattern)


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


def task_row(
    task: Task, today: date, states: Mapping[str, str], held: frozenset[str], letter: Letter | None
) -> dict[str, Any]:
    """One thing to do. *letter*: the one in hand that does it."""
    return {
        **_when(task, today),
        "what": words(task.what),
        "why": words(task.why),
        "counted": counted(task.counted, today) if task.counted else "",
        "stands": _(LETTER_STATES[letter.state].tag) if letter else "",
        "url": _place(task, held, letter),
        "custody": task.liberty,
        "number": task.case,
        "case_url": reverse("desk:case", args=[task.case_id]),
        "state": states.get(task.other or "", ""),
    }


def counted(counting: Counting, today: date) -> str:
    """ "Counted from receipt on 27 February; left out: Saturday 28 February, Monday 6 April (Easter Monday)." """
    start = {"start": _(STARTS[counting.since]), "day": _short(counting.start, today)}
    if not counting.skipped:
        return _("Counted from %(start)s on %(day)s.") % start
    left = [
        f"{_short(day, today)} ({name})" if name else _short(day, today) for day, name in counting.skipped[:SKIPPED]
    ]
    more = len(counting.skipped) - len(left)
    left += [ngettext("%(n)d more day", "%(n)d more days", more) % {"n": more}] if more else []
    return _("Counted from %(start)s on %(day)s; left out: %(days)s.") % {**start, "days": ", ".join(left)}


def _short(day: date, today: date) -> str:
    return _dated(day, "EEE d MMM" if day.year == today.year else "EEE d MMM y")


def _when(task: Task, today: date) -> dict[str, str]:
    """Date and distance; late in one colour, today and what liberty hangs on in another."""
    if task.due == today:
        return {"day": _("Today"), "css": "cm-late" if task.liberty else "cm-soon", "small": ""}
    pattern = "EEE d" if 0 < (task.due - today).days < 7 else "d MMM" if task.due.year == today.year else "d MMM y"
    css = "cm-late" if task.due < today else "cm-soon" if task.liberty else ""
    return {
        "day": capital(_dated(task.due, pattern)),
        "css": css,
        "small": words(distance(task.due, today, task.calendar)),
    }


def _place(task: Task, held: frozenset[str], letter: Letter | None) -> str:
    """Where one does it, as far as one's roles go; otherwise where one reads about it."""
    if letter is not None:
        return reverse("desk:letter", args=[letter.pk])
    kind, _sep, letter_kind = task.place.partition(":")
    if kind == "letter" and "letter:draft" in held:
        return reverse("desk:new-letter", args=[task.case_id]) + f"?kind={letter_kind}"
    if kind in ("case", "letter") or NEEDED.get(kind, "") not in ("", *held):
        return reverse("desk:case", args=[task.case_id])
    return reverse(f"desk:{kind}", args=[task.thing])


def waiting_rows(waiting: list[Waiting], today: date) -> list[dict[str, str]]:
    """Who has parts in hand, how many, and how long nothing was heard of the oldest."""
    who = {
        "with-authority": _("Executing authorities"),
        "before-court": _("Courts"),
        "information-requested": _("Other States"),
    }
    return [
        {
            "who": who[one.state],
            "what": ngettext("%(n)d part", "%(n)d parts", one.count) % {"n": one.count},
            "small": _oldest(max((today - one.since).days, 0)),
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
    month = capital(_dated(today, "LLLL"))
    mine = reverse("desk:register") + "?view=mine"
    return [
        {"label": pgettext("how many cases are open", "Open"), "value": load.open, "href": mine},
        {"label": _("Over a year"), "value": load.over_a_year},
        {
            "label": _("New in %(month)s") % {"month": month if _language() == "en" else month.lower()},
            "value": load.new,
        },
    ]


def _dated(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=Locale.parse(_language(), sep="-"))


def _language() -> str:
    return get_language() or "en"

"""How a deadline is said: when, what to do, why, how it was counted, whether it binds, and where one does it."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comitas.cases.rules.families import STATES
from comitas.core.text import N_
from comitas.desk.presenters import apart
from comitas.desk.presenters.cases import capital, words
from comitas.drafting.models import Letter
from comitas.drafting.rules.life import STATES as LETTER_STATES
from comitas.worklist.rules.clock import STARTS, Counting, distance
from comitas.worklist.rules.pauses import Stretch
from comitas.worklist.rules.tasks import Task

SKIPPED = 6
"""Days that were left out and are named; the others are counted."""
PAUSES = 3
"""Pauses that are named: the last ones."""
NEEDED = {"custody": "case:work", "part-days": "case:work", "told": "letter:send"}
"""Screens of tasks that not everybody who reads the case may open, with what they ask for."""


def task_row(
    task: Task,
    today: date,
    states: Mapping[str, str],
    held: frozenset[str],
    letter: Letter | None = None,
    absent: str = "",
) -> dict[str, Any]:
    """One thing to do. *letter*: the one in hand that does it; *absent*: the officer in whose place it is done."""
    return {
        **_when(task, today),
        "what": words(task.what),
        "why": words(task.why),
        "counted": " ".join(explained(task, today)).replace(
            "..", "."
        ),  # an abbreviated month ends a sentence by itself
        "stands": _(LETTER_STATES[letter.state].tag) if letter else "",
        "url": _place(task, held, letter),
        "custody": task.custody,
        "liberty": task.liberty and not task.custody,
        "urgent": task.urgent,
        "place": _("for %(name)s") % {"name": absent} if absent else "",
        "number": task.case,
        "case_url": reverse("desk:case", args=[task.case_id]),
        "state": states.get(task.other or "", ""),
    }


def explained(task: Task, today: date) -> list[str]:
    """Everything that makes the date what it is, in short sentences: where it is written, what it counts from, what was left out."""
    found = [binding(task.must, task.article)] if task.article and (task.must or task.counted) else []
    if task.counted:
        found += [counted(task.counted, today), *_paused(task.counted.pauses, today)]
    if task.unlike:
        said = _("Without the days on which it stood still it ends on %(day)s; that excuses nothing.") if task.must else _(
            "Without the pauses it would have ended on %(day)s."
        )  # fmt: skip
        found.append(said % {"day": short_day(task.unlike, today)})
    return found


def binding(must: bool, article: str) -> str:
    """Whether a rule says must or may, and which."""
    return (_("Must: %(article)s.") if must else _("May: %(article)s.")) % {"article": cited(article)}


INSTRUMENTS = (
    N_("Convention on Cybercrime"),
    N_("Framework Decision"),
    N_("Third Additional Protocol to the ECE"),
    N_("Directive"),
    N_("Regulation"),
)
"""Words in the names of articles that each language has its own for; abbreviations and numbers are everybody's."""


def cited(article: str) -> str:
    """Where a rule is written, with the names of instruments in the page's language."""
    for name in INSTRUMENTS:
        article = article.replace(name, _(name))
    return apart(article)


def counted(counting: Counting, today: date) -> str:
    """ "Counted from receipt on 27 February; left out: Saturday 28 February, Monday 6 April (Easter Monday)." """
    day = short_day(counting.start, today)
    if counting.hour:
        day = _("%(day)s at %(hour)s") % {
            "day": day,
            "hour": format_time(counting.hour, "HH:mm", locale=Locale.parse(language(), sep="-")),
        }
    start = {"start": _(STARTS[counting.since]), "day": day}
    if not counting.skipped:
        said = (
            _("Counted back from %(start)s on %(day)s.") if counting.back else _("Counted from %(start)s on %(day)s.")
        )
        return said % start
    left = [
        f"{short_day(day, today)} ({name})" if name else short_day(day, today)
        for day, name in counting.skipped[:SKIPPED]
    ]
    more = len(counting.skipped) - len(left)
    left += [ngettext("%(n)d more day", "%(n)d more days", more) % {"n": more}] if more else []
    said = _("Counted from %(start)s on %(day)s; left out: %(days)s.")
    if counting.back:
        said = _("Counted back from %(start)s on %(day)s; left out: %(days)s.")
    return said % {**start, "days": ", ".join(left)}


def _paused(pauses: tuple[Stretch, ...], today: date) -> list[str]:
    """When it stood still, and why."""
    found = []
    for one in pauses[-PAUSES:]:
        told = {"from": short_day(one.since, today), "why": _(STATES[one.state].tag)}
        if one.until is None:
            found.append(_("Stands still since %(from)s (%(why)s).") % told)
        else:
            found.append(
                _("Stood still from %(from)s until %(to)s (%(why)s).") % {**told, "to": short_day(one.until, today)}
            )
    return found


def long_day(day: date, today: date | None = None) -> str:
    """Tuesday 3 March 2026; the year left out where it is that of *today*."""
    pattern = "EEEE d MMMM" if today and today.year == day.year else "EEEE d MMMM y"
    return dated(day, pattern)


def short_day(day: date, today: date) -> str:
    return dated(day, "EEE d MMM" if day.year == today.year else "EEE d MMM y")


def _when(task: Task, today: date) -> dict[str, str]:
    """Date and distance; late in one colour, today and what liberty hangs on in another."""
    hour = f" {format_time(task.at.time(), 'HH:mm', locale=Locale.parse(language(), sep='-'))}" if task.at else ""
    if task.due == today:
        return {"day": _("Today") + hour, "css": "cm-late" if task.liberty else "cm-soon", "small": ""}
    pattern = "EEE d" if 0 < (task.due - today).days < 7 else "d MMM" if task.due.year == today.year else "d MMM y"
    css = "cm-late" if task.due < today else "cm-soon" if task.liberty else ""
    return {
        "day": capital(dated(task.due, pattern)) + hour,
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


def clock_time(hour: time) -> str:
    """14:30."""
    return str(format_time(hour, "HH:mm", locale=Locale.parse(language(), sep="-")))


def dated(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=Locale.parse(language(), sep="-"))


def language() -> str:
    return get_language() or "en"

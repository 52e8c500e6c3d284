"""How an arrangement is said: what is in it, how it differs, and what it would change in a case."""

from collections.abc import Iterable
from typing import Any

from babel import Locale
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.accounts.rules.roles import ROLES
from comitas.arrangement.models import DROPPED, IN_FORCE, KEPT, PROPOSED, Arrangement
from comitas.arrangement.rules import difference, file, trial
from comitas.arrangement.rules.difference import Difference
from comitas.checks.rules.findings import STATUSES
from comitas.core.text import N_
from comitas.desk import presenters
from comitas.desk.presenters import keeping, limits
from comitas.desk.presenters.cases import words
from comitas.desk.presenters.roles import permission_words
from comitas.desk.presenters.stationery import language_name
from comitas.drafting.rules import clauses, letterhead
from comitas.drafting.rules.kinds import KINDS
from comitas.worklist.rules.law import LIMITS

STATES = {
    PROPOSED: (N_("Proposed"), "sea"),
    IN_FORCE: (N_("Took effect"), "moss"),
    DROPPED: (N_("Dropped"), "grey"),
    KEPT: (N_("As it was before"), "grey"),
}
PARTS = {
    "country": N_("Public holidays of"),
    "region": N_("Region"),
    "rest": N_("Days of rest"),
    "emblem": N_("Emblem"),
}
KINDS_OF_CHANGE = {
    trial.DEADLINE: N_("Deadlines"),
    trial.FINDING: N_("Checks"),
    trial.PAPER: N_("Letterhead"),
    trial.LETTER: N_("Letters"),
    trial.CLAUSE: N_("Clauses"),
    trial.KEPT: N_("How long it is kept"),
    trial.ABLE: N_("Who may do it in this case"),
}


def row(found: Arrangement) -> dict[str, Any]:
    """One line of the list."""
    said, colour = STATES[found.state]
    return {
        "name": found.name,
        "url": reverse("desk:arrangement", args=[found.pk]),
        "when": presenters.moment(found.brought_at),
        "by": presenters.by_whom(found.brought_by),
        "state": {"words": _(said), "colour": colour},
    }


def subjects(found: dict[str, list[Difference]]) -> list[dict[str, Any]]:
    """Each subject with its differences, a line each."""
    return [
        {"code": code, "name": _(file.SUBJECTS[code]), "rows": [_difference(one) for one in rows]}
        for code, rows in found.items()
    ]


def _difference(one: Difference) -> dict[str, str]:
    return {
        "what": _named(one.subject, one.what),
        "sort": _(difference.WORDS[one.sort]),
        "before": _value(one, one.before),
        "after": _value(one, one.after),
    }


def _named(subject: str, what: str) -> str:
    code = what.removeprefix("on: ")
    if subject == file.WORKING_DAYS and code in LIMITS:
        told = limits.what(LIMITS[code])
        return _("It holds: %(what)s") % {"what": told} if code != what else told
    if subject == file.LETTERHEAD and ": " in what:
        language, key = what.split(": ", 1)
        return f"{_(letterhead.ALL[key].label) if key in letterhead.ALL else key} ({language})"
    if subject == file.WORDINGS:
        kind, _space, language = what.partition(" ")
        return f"{_(KINDS[kind].name) if kind in KINDS else kind} {language}"
    if subject == file.ROLES:
        role, _colon, permission = what.partition(": ")
        return f"{_(ROLES.get(role, role))}: {permission_words(permission)}"
    if subject == file.RETENTION:
        kind, _slash, outcome = what.partition("/")
        return f"{keeping.kind_words(kind)}: {keeping.outcome_words(outcome)}"
    return _(PARTS[what]) if what in PARTS else what


def _value(one: Difference, value: str) -> str:
    what = one.what
    if one.subject == file.ROLES:
        return _("Not any more") if value else _("As everywhere")
    if one.subject == file.RETENTION and value:
        figure, _space, cited = value.partition(" ")
        return f"{_months(int(figure.rstrip('+')), figure.endswith('+'))} ({cited})"
    if what == "country" and value:
        return str(Locale.parse(get_language() or "en", sep="-").territories.get(value, value))
    return {"true": _("yes"), "false": _("no")}.get(value, value) if what != "emblem" or not value else _("a picture")


def _months(months: int, archive: bool) -> str:
    said = keeping.months_words(months)
    return _("%(period)s, the archives come first") % {"period": said} if archive else said


def changes(found: Iterable[trial.Change]) -> list[dict[str, Any]]:
    """What a case would have otherwise, by kind."""
    rows = list(found)
    return [
        {"name": _(said), "rows": [_change(one) for one in rows if one.kind == kind]}
        for kind, said in KINDS_OF_CHANGE.items()
        if any(one.kind == kind for one in rows)
    ]


def _change(one: trial.Change) -> dict[str, str]:
    return {"what": _what(one.shown), "before": _said(one.before), "after": _said(one.after)}


def _what(fact: trial.Fact) -> str:
    if fact.kind == trial.DEADLINE:
        return words(fact.told.what)
    if fact.kind == trial.KEPT:
        ending = _("The day from which it may be destroyed") if fact.told.ended else _("If it ends as: %(outcome)s")
        return ending % {"outcome": keeping.outcome_words(fact.told.outcome)}
    if fact.kind == trial.PAPER:
        return language_name(fact.name)
    if fact.kind == trial.ABLE:
        return permission_words(fact.name)
    if fact.kind == trial.CLAUSE:
        shipped = clauses.SHIPPED.get(fact.told.key)
        return f"{_(shipped.name) if shipped else fact.told.key} ({fact.told.language})"
    return _(fact.told.title) if fact.kind == trial.FINDING else _named(file.WORDINGS, fact.name)


def _said(fact: trial.Fact | None) -> str:
    if fact is None:
        return _("none")
    if fact.kind == trial.DEADLINE:
        return presenters.day(fact.told.due)
    if fact.kind == trial.KEPT:
        return _kept(fact.told)
    if fact.kind == trial.ABLE:
        return fact.value or _("nobody")
    if fact.kind == trial.PAPER:
        text, mark = fact.told
        return f"{text}\n{_('Emblem')} {mark}" if mark else text
    if fact.kind == trial.CLAUSE:
        offered = ", ".join(_(KINDS[code].name) for code in fact.told.kinds) or _("Every letter")
        return f"{fact.told.text}\n({offered})"
    return _(STATUSES[fact.told.status]) if fact.kind == trial.FINDING else fact.value


def _kept(told: trial.Kept) -> str:
    if told.period is None:
        return _("No period is set: it is kept.")
    if told.on is None:
        return _("%(period)s after it is closed") % {"period": _months(told.period.months, told.period.archive)}
    day = presenters.day(told.on)
    return _("%(day)s, after the archives’ receipt") % {"day": day} if told.period.archive else day

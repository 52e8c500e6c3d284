"""What is kept and what was destroyed, in words."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.cases.models import Case
from comitas.cases.rules.status import EXITS
from comitas.desk import presenters
from comitas.intake.models import Arrival
from comitas.intake.rules.kinds import BY_CODE
from comitas.protection.models import Destruction, Handover, Hold, Schedule
from comitas.protection.queries import Subject
from comitas.protection.queries.due import ENDED
from comitas.protection.rules import destruction as rules
from comitas.protection.rules.retention import Period, due_on, period_for

COLOURS = {rules.PROPOSED: "ochre", rules.APPROVED: "sea", rules.UNDER_WAY: "sea", rules.DONE: "moss", rules.WITHDRAWN: "grey"}  # fmt: skip


def kind_words(code: str) -> str:
    """A kind of thing; "" for every one."""
    if not code:
        return _("Everything")
    if code == rules.READINGS:
        return _("Reading log")
    return _(BY_CODE[code].name) if code in BY_CODE else _(rules.SUBJECTS.get(code, code))


def outcome_words(code: str) -> str:
    """How it ended; "" for however."""
    if not code:
        return _("However it ended")
    if code in EXITS:
        return _(EXITS[code])
    return _(presenters.STATES[code][0]) if code in presenters.STATES else code


def kind_choices() -> list[tuple[str, str]]:
    return [(code, kind_words(code)) for code in ("", *BY_CODE, rules.TAKEOVER, rules.NOTE, rules.READINGS)]


def outcome_choices() -> list[tuple[str, str]]:
    return [(code, outcome_words(code)) for code in ("", *EXITS, *ENDED)]


def months_words(months: int) -> str:
    """ "10 years", "18 months"."""
    if months and months % 12 == 0:
        years = months // 12
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def due_case(found: Case, given: list[Period]) -> dict[str, Any]:
    return _due(found, found.number, found.kind, found.outcome, found.closed_on, given)


def due_arrival(found: Arrival, given: list[Period]) -> dict[str, Any]:
    return _due(found, found.number, found.kind, found.state, found.received_on, given)


def _due(found: Any, number: str, kind: str, outcome: str, ended: date | None, given: list[Period]) -> dict[str, Any]:
    period = period_for(given, kind, outcome)
    return {
        "url": reverse("desk:keep", args=[found.compartment_id]),
        "number": number,
        "what": kind_words(kind),
        "outcome": outcome_words(outcome),
        "ended": presenters.day(ended),
        "due": presenters.day(due_on(ended, period.months)) if period and ended else "",
        "archive": period.archive if period else False,
        "restricted": found.compartment.restricted,
    }


def subject(of: Subject, period: Period | None) -> list[tuple[str, str]]:
    """The facts on the page of one thing."""
    facts = [
        (_("What it is"), f"{_(rules.SUBJECTS[of.what])}: {kind_words(of.kind)}"),
        (_("How it ended"), outcome_words(of.outcome) if of.ended_on else _("It has not ended yet.")),
    ]
    if of.ended_on:
        facts.append((_("Counted from"), presenters.day(of.ended_on)))
    if period is None:
        facts.append((_("Kept for"), _("No period is set: it is kept.")))
    else:
        facts.append((_("Kept for"), f"{months_words(period.months)} ({period.cited})"))
        if of.ended_on:
            facts.append((_("May be destroyed from"), presenters.day(due_on(of.ended_on, period.months))))
    return facts


def subject_url(of: Subject) -> str:
    """The page of the thing itself."""
    names = {
        rules.CASE: "desk:case",
        rules.ARRIVAL: "desk:arrival",
        rules.TAKEOVER: "desk:takeover",
        rules.NOTE: "desk:call",
    }
    return reverse(names[of.what], args=[of.key])


def hold(found: Hold, today: date) -> dict[str, Any]:
    stands = found.lifted_at is None and (found.until is None or found.until >= today)
    return {
        "key": found.pk,
        "reason": found.reason,
        "until": presenters.day(found.until),
        "by": found.set_by.full_name if found.set_by else "",
        "at": presenters.moment(found.set_at),
        "stands": stands,
        "lifted": found.lifted_because,
    }


def handover(found: Handover) -> dict[str, Any]:
    return {
        "key": found.pk,
        "archive": found.archive,
        "at": presenters.moment(found.made_at),
        "files": found.files,
        "sha256": found.sha256,
        "receipt": found.receipt,
        "received": presenters.day(found.received_on),
    }


def row(found: Destruction) -> dict[str, Any]:
    """One line of the list of destructions."""
    return {
        "url": reverse("desk:destruction", args=[found.pk]),
        "number": found.number,
        "certificate": found.certificate,
        "what": _(rules.SUBJECTS[found.subject]),
        "ground": _(rules.GROUNDS[found.ground]),
        "state": {"words": _(rules.STATES[found.state]), "colour": COLOURS[found.state]},
        "proposed": presenters.moment(found.proposed_at),
        "done": presenters.moment(found.done_at) if found.done_at else "",
        "restricted": found.restricted,
    }


def certificate(found: Destruction) -> dict[str, Any]:
    """Everything that a certificate says."""
    facts = [
        (_("Number"), found.number),
        (_("What it was"), f"{_(rules.SUBJECTS[found.subject])}: {kind_words(found.kind)}"),
        (_("How it ended"), outcome_words(found.outcome) if found.outcome else ""),
        (_("Ended on"), presenters.day(found.ended_on)),
        (_("Why"), _(rules.GROUNDS[found.ground])),
        (_("The rule or the decision"), found.cited),
        (_("Proposed by"), _named(found.proposed_by, found.proposed_at)),
        (_("Approved by"), _named(found.approved_by, found.approved_at)),
        (_("Destroyed"), presenters.moment(found.done_at) if found.done_at else ""),
    ]
    if found.archived:
        facts.append((_("Handed over to"), f"{found.archived['archive']}, {found.archived['receipt']}"))
    if found.reapplied_at:
        facts.append((_("Destroyed again after a restore"), presenters.moment(found.reapplied_at)))
    return {
        **row(found),
        "facts": [(label, value) for label, value in facts if value],
        "counts": [(_(words), found.counts[code]) for code, words in rules.COUNTED.items() if found.counts.get(code)],
        "numbers": [one.text for one in found.numbers.all()] if found.state == rules.DONE else [],
    }


def _named(who: Any, at: Any) -> str:
    if at is None:
        return ""
    return f"{who.full_name}, {presenters.moment(at)}" if who else presenters.moment(at)


def schedule(found: Schedule) -> dict[str, Any]:
    return {
        "what": kind_words(found.kind),
        "outcome": outcome_words(found.outcome),
        "kind_code": found.kind,
        "outcome_code": found.outcome,
        "months": months_words(found.months) if found.months is not None else "",
        "archive": found.archive,
        "cited": found.cited,
        "version": found.number,
        "by": found.made_by.full_name if found.made_by else "",
        "at": presenters.moment(found.made_at),
    }

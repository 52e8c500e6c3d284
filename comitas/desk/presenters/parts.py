"""How one part is said: its particulars, the gates of a step, the line that an executing officer sees."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.cases.models import Part
from comitas.cases.rules.codes import GROUNDS, MEASURES
from comitas.cases.rules.families import STATES
from comitas.cases.rules.gates import Closed
from comitas.cases.rules.papers import RECOVERIES
from comitas.desk import presenters
from comitas.desk.presenters import cases as said


def particulars(part: Part, names: Mapping[Any, str], given: bool = False, held: int = 0) -> list[dict[str, Any]]:
    """What is known of a part, what is blank left out. *given*: as the authority sees it that executes the part; *held*: days in custody."""
    ground = GROUNDS.get(part.ground)
    rows = [
        (_("What is asked"), _(MEASURES[part.measure].name), part.description),
        (_("Kind of recovery"), _(RECOVERIES[part.recovery]) if part.recovery else "", ""),
        (_("What it is for"), part.purpose, ""),
        (_("Legal basis"), said.bases([part]) or _("not said"), _agreed(part)),
        (_("Due"), presenters.day(part.due_on) or _("no date"), ""),
        (_("Executing authority"), names.get(part.executing_id, "") or _("nobody yet"), part.their_number),
        (_("Transmitted"), presenters.day(part.transmitted_on), ""),
        (_("Court"), part.court, _remedy(part)),
        (_("Look at it again on"), "" if given else presenters.day(part.review_on), ""),
        (_("Decision"), part.decision, ""),
        (
            _("Ground"),
            _(ground.name) if ground and not given else "",
            presenters.apart(ground.article) if ground else "",
        ),
        (_("Result"), part.result, ""),
        (_answer_words(part), "" if given else presenters.day(part.answered_on), ""),
    ]
    rows += [] if given else [(_("Length of the sentence that was passed"), _months(part.sentence_months), "")]
    rows += [] if given else [(key, value, "") for key, value in _days(part)]
    rows += (
        [
            (
                _("Held for the extradition"),
                _days_words(held),
                _("Both days counted. The other State is told how long (ECE 18(3))."),
            )
        ]
        if held
        else []
    )
    return [{"key": key, "value": value, "small": small} for key, value, small in rows if value]


def _months(number: int | None) -> str:
    return ngettext("%(n)d month", "%(n)d months", number) % {"n": number} if number else ""


def _days_words(number: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", number) % {"n": number}


def _days(part: Part) -> list[tuple[str, str]]:
    """The days of an extradition, in the order in which they come."""
    days = (
        (_("Arrested"), part.arrested_on),
        (_("Released"), part.released_on),
        (_("Request with its documents"), part.papers_on),
        (_("Consent to surrender"), part.consented_on),
        (_("Granted on"), part.granted_on),
        (_("Day of the surrender"), part.surrender_on),
        (_("To be returned by"), part.return_by),
        (_("Surrendered"), part.surrendered_on),
        (_("Submitted to our prosecutors"), part.submitted_on),
    )
    return [(words, presenters.day(day)) for words, day in days]


def _answer_words(part: Part) -> str:
    return _("Decision told") if part.family == "extradition" else _("Answer sent")


def _agreed(part: Part) -> str:
    agreed = any(basis.get("agreed_9_29") for basis in part.bases)
    return _("The States agreed to apply article 46(9)-(29).") if agreed else ""


def _remedy(part: Part) -> str:
    """How the remedy stands, in a sentence."""
    if part.final_on:
        return _("Final since %(day)s.") % {"day": presenters.day(part.final_on)}
    if part.remedy_lodged:
        return _("An appeal suspends it.") if part.suspensive else _("An appeal was lodged; it does not suspend.")
    if part.remedy_until:
        day = presenters.day(part.remedy_until)
        said_so = (
            _("Until %(day)s a remedy suspends it.")
            if part.suspensive
            else _("A remedy is open until %(day)s; it does not suspend.")
        )
        return said_so % {"day": day}
    return ""


def gate_rows(closed: Iterable[Closed], passing: Form) -> list[dict[str, Any]]:
    """The gates that are closed: where that is written, why, what would open them, and the head's field."""
    return [
        {
            "sentence": said.words(gate.sentence),
            "article": _("Article %(article)s.") % {"article": presenters.apart(gate.article)} if gate.article else "",
            "cure": _(gate.cure),
            "field": passing[f"pass-{gate.rule}"] if f"pass-{gate.rule}" in passing.fields else None,
            "passable": gate.passable,
        }
        for gate in closed
    ]


def given_row(part: Part, today: date) -> dict[str, Any]:
    """A part as its executing authority sees it."""
    state = STATES[part.state]
    return {
        "number": said.part_number(part),
        "url": reverse("desk:given-part", args=[part.pk]),
        "title": said.part_title(part),
        "small": part.description,
        "their_number": part.their_number,
        "state": {"words": _(state.tag), "colour": state.colour},
        "due": said.due(part.due_on, today),
    }

"""What an arrival says about a part becomes a step of that part: an executing authority's result, or an answer from abroad."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from comitas.cases import actions as cases
from comitas.cases import queries as case_queries
from comitas.cases.models import Case, Part
from comitas.cases.rules.families import FAMILIES, sought
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.intake.rules import answering

RESULT = "record-result"
"""The step of an executing authority's result."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What an executing authority reports on its part, with its own number; or what came back on a request of ours.

    `meaning`: what it means for a part of a request of ours, a code of `rules.answering.MEANINGS`.
    """

    result: str
    their_number: str = ""
    meaning: str = ""
    still_open: str = ""


def take_in(
    target: Case, about: Part | None, reported: Reported, on: date, by: Actor, at: datetime, number: str = ""
) -> None:
    """What the arrival *number* says becomes a step of the part it is about."""
    meaning = answering.MEANINGS.get(reported.meaning)
    if target.side == "incoming" and meaning is not None and meaning.side == "incoming":
        _assured(target, about, reported, on, by, at, number)
    elif target.side == "outgoing":
        hear(target, about, reported, on, by, at)
    elif reported.result:
        _report(about, reported, on, by, at)


def hear(case: Case, about: Part | None, reported: Reported, on: date, by: Actor, at: datetime) -> None:
    """The step of a part of a request of ours; of all its parts that can take it, where none is named and it is about the whole."""
    meaning = answering.MEANINGS.get(reported.meaning)
    if meaning is None or meaning.side != case.side:
        raise Invalid({"meaning": _("Say what it means for our request, or leave the words to the document.")})
    step, fit = reported.meaning, _able(case, reported.meaning)
    parts = [about] if about else fit if meaning.whole or len(fit) == 1 else []
    if about and _step(about, step) not in FAMILIES[about.family].steps:
        raise Invalid({"meaning": _("That is not for what this part asks. Choose what it means, or only file it.")})
    if not parts:
        raise Invalid({"case_number": _("Say which part it is about: a number such as 2026/0021-3.")})
    data = {"date": on, **answering.data(step, reported.result, reported.still_open, reported.their_number)}
    for part in parts:
        _take(part, step, data, by, at)


def _take(part: Part, meaning: str, data: dict[str, object], by: Actor, at: datetime) -> None:
    now = case_queries.part(by, part.pk)
    cases.take_step(
        by=by, at=at, part=part.pk, step=_step(part, meaning), data=data, version=now.version, door="intake"
    )


def _able(case: Case, meaning: str) -> list[Part]:
    """The parts that can take the step that is meant, in order."""
    return [part for part in case.parts.order_by("number") if _can(part, meaning)]


def _can(part: Part, meaning: str) -> bool:
    step = FAMILIES[part.family].steps.get(_step(part, meaning))
    return step is not None and step.leaves(part.state) and step.fits(part.measure)


def _step(part: Part, meaning: str) -> str:
    """The step by which a part takes what is meant: an acknowledgement says of a request for a person that its papers are there."""
    if part.family == sought.SOUGHT.code and part.measure in sought.BOTH:
        return sought.MEANS.get(meaning, meaning)
    return meaning


def _assured(
    case: Case, about: Part | None, reported: Reported, on: date, by: Actor, at: datetime, number: str
) -> None:  # fmt: skip
    """An assurance stands on the part of the extradition that it is about; in a case that asks for nobody it is only filed."""
    fit = _able(case, reported.meaning)
    if not any(reported.meaning in FAMILIES[part.family].steps for part in case.parts.all()):
        return
    if not about and len(fit) != 1:
        raise Invalid({"case_number": _("Say which part it is about: a number such as 2026/0021-3.")})
    words = reported.result.strip() or _("As written in arrival %(number)s.") % {"number": number}
    field = answering.MEANINGS[reported.meaning].text
    _take(about or fit[0], reported.meaning, {"date": on, field: words}, by, at)


def _report(about: Part | None, reported: Reported, on: date, by: Actor, at: datetime) -> None:
    """The part's step, as if the executing authority had reported it here itself (practice: courts will not sign in)."""
    if about is None:
        raise Invalid({"case_number": _("Say which part the result is about: a number such as 2026/0021-3.")})
    if RESULT not in FAMILIES[about.family].steps:
        raise Invalid(
            {
                "result": _(
                    "An extradition has no result of this kind. Leave this empty, and record the step on the part."
                )
            }
        )
    data = {"date": on, "result": reported.result.strip()}
    if reported.their_number.strip():
        data["their_number"] = reported.their_number.strip()
    cases.take_step(by=by, at=at, part=about.pk, step=RESULT, data=data, version=about.version, door="intake")

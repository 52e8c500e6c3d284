"""How what happened is said: the steps of a part, the lines of a case."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.models import Part, StepTaken
from comitas.cases.rules import stored
from comitas.cases.rules.codes import CHANNELS, GROUNDS
from comitas.cases.rules.facts import effective
from comitas.cases.rules.status import EXITS
from comitas.cases.rules.words import FIELDS
from comitas.core.text import N_
from comitas.desk import presenters
from comitas.desk.presenters.cases import small
from comitas.desk.presenters.execution import entered
from comitas.desk.presenters.ledger import ledger_sentence
from comitas.execution.rules.registers import OCCURRED

AT_ONCE = timedelta(minutes=1)
"""What takes effect so shortly before it is recorded was recorded as it happened."""
HAPPENED: dict[str, str] = {
    "case.opened": N_("Case opened"),
    "case.taken-over": N_("Imported from an earlier register"),
    "case.closed-before": N_("Had been closed in the earlier register"),
    "case.changed": N_("Particulars changed"),
    "case.converted": N_("It became something else"),
    "case.assigned": N_("Given to an officer"),
    "case.urgency": N_("Urgency noted"),
    "case.confidentiality": N_("Confidentiality noted"),
    "case.acknowledged": N_("Receipt acknowledged"),
    "case.told": N_("The other State was told"),
    "case.closed": N_("Case closed"),
    "case.reopened": N_("Case reopened"),
    "case.linked": N_("Linked with another case"),
    "part.added": N_("Part %(number)s added"),
    "part.changed": N_("Part %(number)s changed"),
    "case.person-added": N_("Person entered"),
    "case.person-changed": N_("Person changed"),
    "case.custody": N_("Custody noted"),
    "case.offence-added": N_("Offence entered"),
    "case.reference-added": N_("Reference entered"),
    "case.item-marked": N_("Document marked"),
    "arrival.accepted": N_("Arrival accepted as this case"),
    "arrival.joined": N_("Arrival added"),
    "part.remedy-noted": N_("Remedy against a court’s decision noted, part %(number)s"),
    "execution.entered": N_("Entered"),
    "execution.changed": N_("Completed or changed"),
    "execution.annulled": N_("Annulled"),
    "execution.freeze-lifted": N_("Freeze lifted"),
    "execution.call-noted": N_("Phone call noted"),
    "execution.call-followed": N_("What was to follow a phone call is done"),
    "execution.call-filed": N_("Phone note put into this case"),
    "checks.places-noted": N_("Noted where the documents say what the case holds"),
    "document.kept": N_("Document added"),
    "letter.drafted": N_("Letter %(number)s drafted"),
    "letter.edited": N_("Letter %(number)s changed"),
    "letter.submitted": N_("Letter %(number)s submitted for approval"),
    "letter.approved": N_("Letter %(number)s approved"),
    "letter.signed": N_("Letter %(number)s signed by hand, scan added"),
    "letter.returned": N_("Letter %(number)s returned for correction"),
    "letter.sent": N_("Letter %(number)s sent"),
    "letter.enclosure-passed": N_("A document goes with letter %(number)s although its handling code forbids it"),
    "file.print-asked": N_("A printed file of the case was asked for"),
    "file.printed": N_("The case was printed as one file"),
    "file.print-failed": N_("Printing the case failed"),
    "file.print-removed": N_("A printed file was removed"),
    "letter.dropped": N_("Draft of letter %(number)s dropped"),
}


def step_rows(
    part: Part, history: Any, names: Mapping[Any, str], only: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """What happened to a part, newest first; a corrected step says so. *only* these steps are told, where given."""
    standing = {taken.key for taken in effective(history)}
    return [
        {**step_row(step, names), "undone": str(step.pk) not in standing and not step.corrects_id}
        for step in sorted(part.steps.all(), key=lambda step: -step.serial)
        if only is None or step.step in only
    ]


def step_row(step: StepTaken, names: Mapping[Any, str]) -> dict[str, Any]:
    """One step in the past tense, with what was given."""
    table = stored.step_named(step.step, step.part.family)
    given = [(name, value) for name, value in stored.from_kept(step.data).items() if name not in ("date", "corrects")]
    said = [presenters.labelled(_(FIELDS[name].label), _value(name, value, names)) for name, value in given]
    said += [_("Gate passed by the head: %(reason)s") % {"reason": reason} for reason in step.passed.values()]
    return {
        "what": _(table.happened) if table else step.step,
        "when": presenters.day(step.on),
        "who": presenters.by_whom(step.by, step.acting_for)
        + (", " + _("who had also prepared it") if step.same_hand else ""),
        "more": " · ".join(said),
        "corrects": step.corrects_id is not None,
    }


def _value(name: str, value: object, names: Mapping[Any, str]) -> str:
    if isinstance(value, date):
        return presenters.day(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    table = {"ground": {code: ground.name for code, ground in GROUNDS.items()}, "channel": CHANNELS}.get(name, {})
    return _(table[str(value)]) if str(value) in table else names.get(str(value), str(value))


def timeline(
    lines: Iterable[Any], whole: queries.Whole, people: Mapping[str, str], names: Mapping[Any, str]
) -> list[dict[str, Any]]:
    """The lines of a case, newest first."""
    steps = {str(step.pk): step for part in whole.parts for step in part.steps.all()}
    return [_event(line, payload, steps, people, names) for line, payload in lines]


def _event(
    line: Any,
    payload: Mapping[str, Any],
    steps: Mapping[str, StepTaken],
    people: Mapping[str, str],
    names: Mapping[Any, str],
) -> dict[str, Any]:
    who = people.get(line.actor, _("Comitas"))
    when = _when(line, payload)
    step = steps.get(str(payload.get("taken", "")))
    if step is None:
        return {"what": _what(line.kind, payload), "when": when, "who": who}
    shown = step_row(step, names)
    number = str(payload["number"]).rpartition("-")[2]
    return {
        **shown,
        "what": _("%(what)s, part %(number)s") % {"what": shown["what"], "number": number},
        "when": when,
        "who": who,
    }


def _when(line: Any, payload: Mapping[str, Any]) -> str:
    """The moment, or the legal date where it was recorded later: a date of the authority, whatever the reader's time zone."""
    if line.recorded_at - line.effective_at < AT_ONCE:
        return presenters.moment(line.effective_at)
    told = payload.get("date")
    return presenters.day(date.fromisoformat(told)) if told else presenters.moment(line.effective_at)


def _what(kind: str, payload: Mapping[str, Any]) -> str:
    occurred = OCCURRED.get(str(payload.get("happening", "")))
    if occurred:
        return _(occurred)
    if kind not in HAPPENED:
        return ledger_sentence(kind, payload)
    said = _(HAPPENED[kind])
    if kind in ("case.closed", "case.closed-before"):
        how = EXITS[payload["outcome"]]
        return presenters.labelled(said, _(how))
    if kind in ("execution.entered", "execution.changed", "execution.annulled"):
        return presenters.labelled(said, small(entered(payload)))
    number = str(payload.get("number", ""))
    if kind.startswith("part."):
        return said % {"number": number.rpartition("-")[2]}
    if kind == "letter.approved" and payload["self_approved"]:
        said = _("Letter %(number)s approved by the one who drafted it")
    return said % {"number": number} if kind.startswith("letter.") else said

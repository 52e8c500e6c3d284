"""Taking a step: the only place where a part changes its state."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from comitas.cases import access, queries
from comitas.cases.actions import custody, lines, locking, prosecuting
from comitas.cases.actions.parts import number_of
from comitas.cases.models import Case, Part, StepTaken
from comitas.cases.rules import columns, gates, hands, stored
from comitas.cases.rules.facts import PartFacts, Taken, effective
from comitas.cases.rules.families import FAMILIES
from comitas.cases.rules.remedies import remedy_of
from comitas.cases.rules.states import CORRECT, Step
from comitas.cases.rules.steps import take
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.directory.models import Authority

OFFICER, LETTER = "officer", "drafting"
CODES_TOLD = ("ground", "channel", "authority", "review_on", "final_on", "remedy_until", "suspensive")
"""Fields of a step that say nothing about a person and go into the payload."""


@transaction.atomic
def take_step(
    *,
    by: Actor,
    at: datetime,
    part: UUID,
    step: str,
    data: Mapping[str, object],
    version: int,
    passed: Mapping[str, str] | None = None,
    door: str = OFFICER,
) -> StepTaken:
    """Take *step* with what was given for it; `passed` holds the head's reasons by the rule of the gate passed.

    `rules.steps.StepRefused` when the table, a field or a gate says no (nothing changed); `Conflict` when a colleague was
    first or the case is closed; `NotThere`. The same step again, as a double click sends it, gives back the first.
    """
    case, row, facts = _locked(by, at, part)
    asked = stored.step_named(step, row.family)
    if asked is None or door not in asked.doors:
        raise NotThere(step)
    kept = stored.to_keep(asked, data)
    if (twice := _double(by, row, asked, kept, version)) is not None:
        return twice
    locking.refuse_closed(case)
    _refuse_stale(row, version)
    reasons = _reasons(facts, asked, data, passed or {})
    held = _held(by, row, door)
    after = take(facts, asked, {**stored.from_kept(kept), "passed": reasons}, permissions=held)
    _refuse_unknown_authority(kept)
    taken = _write(by, at, row, facts, asked, kept, after, reasons)
    custody.follow(by=by, at=at, case=case, part=row, history=facts.history, step=taken)
    locking.derive(case)
    _tell(by, at, case, row, taken, _needs(asked, bool(reasons)))
    if asked.opens:
        prosecuting.opened(by=by, at=at, kind=asked.opens, case=case, part=row, step=taken)
    return taken


def _locked(by: Actor, at: datetime, part: UUID) -> tuple[Case, Part, PartFacts]:
    """The case and the part, locked in this order, with what the rules need of them."""
    try:
        found = queries.part(by, part)
    except NotThere:
        found = queries.given_part(by, part)
    case = locking.lock(found.case_id)
    row = Part.objects.select_for_update().get(pk=part)
    row.case = case
    return case, row, queries.facts_of(row, queries.today_of(case, at))


def _held(by: Actor, row: Part, door: str) -> frozenset[str]:
    """What *by* may do here. The head has approved what a letter does to its parts: whoever posts it records that it left."""
    held = queries.held_for(by, row)
    return held | {"case:work"} if door == LETTER and "letter:send" in held else held


def _double(by: Actor, row: Part, asked: Step, kept: dict[str, object], version: int) -> StepTaken | None:
    """The step that the very same form, sent a moment ago, has taken."""
    last = row.steps.order_by("-serial").first()
    same = last and last.step == asked.code and last.by_id == by.id and last.data == kept
    return last if same and row.version == version + 1 else None


def _refuse_stale(row: Part, version: int) -> None:
    if row.version == version:
        return
    last = row.steps.select_related("by").order_by("-serial").first()
    step = stored.step_named(last.step, row.family) if last else None
    if last is None or step is None:
        locking.refuse_stale(row.case, version, row.version)
        return
    said = _("%(name)s recorded on part %(number)d at %(time)s: %(what)s. What you typed is below.")
    when = timezone.localtime(last.at).strftime("%H:%M")
    name = last.by.full_name if last.by else "Comitas"
    raise Conflict(said % {"name": name, "number": row.number, "time": when, "what": _(step.happened)})


def _reasons(facts: PartFacts, asked: Step, data: Mapping[str, object], passed: Mapping[str, str]) -> dict[str, str]:
    """The reasons for the gates that are closed now: what was written for another gate is not kept."""
    stopped = {gate.rule for gate in gates.closed(asked.gates, facts, data)}
    return {
        rule: locking.reasoned(text, 2000, rule) for rule, text in passed.items() if rule in stopped and text.strip()
    }


def _refuse_unknown_authority(kept: Mapping[str, object]) -> None:
    given = kept.get("authority")
    if given is None:
        return
    try:
        known = Authority.objects.filter(pk=UUID(str(given))).exists()
    except ValueError:
        known = False
    if not known:
        raise Invalid({"authority": _("Choose the authority that executes this part.")})


def _write(
    by: Actor, at: datetime, row: Part, facts: PartFacts, asked: Step, kept: dict[str, object], after: str, reasons: dict[str, str]
) -> StepTaken:  # fmt: skip
    key, history = new_id(), facts.history
    corrected = row.steps.get(pk=UUID(str(kept["corrects"]))) if asked is CORRECT else None
    taken = Taken(str(key), asked.code, row.state, after, str(corrected.pk) if corrected else "")
    data = {str(one.pk): stored.from_kept(one.data) for one in row.steps.all()} | {str(key): stored.from_kept(kept)}
    remedy = remedy_of((*history, taken), data)
    happened = _day(kept)
    if corrected:
        written = _restored(corrected) | columns.of_remedy(remedy)
    else:
        written = columns.written(asked, stored.from_kept(kept), after, remedy) | {
            "state_since": happened if after != row.state else row.state_since
        }
    written = _typed(written)
    before = {
        name: columns.to_keep(getattr(row, name)) for name, value in written.items() if getattr(row, name) != value
    }
    step = StepTaken.objects.create(
        id=key, part=row, serial=len(history) + 1, step=asked.code, state_before=row.state, state_after=after, corrects=corrected,
        on=happened, data=kept, before=before, passed=reasons, same_hand=_same_hand(by, row, facts, asked, reasons), by_id=by.id, at=at,
        acting_for_id=access.acting(by, row.case, _needs(asked, bool(reasons))).acting_for,
    )  # fmt: skip
    Part.objects.filter(pk=row.pk).update(**written, state=after, version=F("version") + 1)
    for name, value in {**written, "state": after}.items():
        setattr(row, name, value)
    return step


def _restored(corrected: StepTaken) -> dict[str, Any]:
    """What stood in the columns before the step that is corrected."""
    return {name: value for name, value in corrected.before.items() if name != custody.PERSONS}


def _typed(written: Mapping[str, object]) -> dict[str, Any]:
    """Column values as the model holds them: text becomes dates and ids again."""
    return {name: Part._meta.get_field(name).to_python(value) for name, value in written.items()}  # type: ignore[union-attr]


def _day(kept: Mapping[str, object]) -> date:
    return date.fromisoformat(str(kept["date"]))


def _same_hand(by: Actor, row: Part, facts: PartFacts, asked: Step, reasons: dict[str, str]) -> bool:
    """Whether who decides had also prepared, in the steps that stand."""
    if not hands.is_decision(asked, bool(reasons)):
        return False
    steps = FAMILIES[row.family].steps
    standing = {taken.key for taken in effective(facts.history) if steps[taken.step].permission in hands.PREPARING}
    prepared = [step.by_id for step in row.steps.all() if str(step.pk) in standing]
    return hands.same_hand(by.id, row.case.officer_id, prepared)


def _needs(asked: Step, passed: bool) -> str:
    """The permission that names the one in whose place a deputy takes the step."""
    return hands.DECIDING if hands.is_decision(asked, passed) else asked.permission


def _tell(by: Actor, at: datetime, case: Case, row: Part, taken: StepTaken, permission: str) -> None:
    payload: dict[str, object] = {
        "number": number_of(row),
        "step": taken.step,
        "from": taken.state_before,
        "to": taken.state_after,
        "date": taken.on.isoformat(),
        "measure": row.measure,
        "taken": str(taken.pk),
        "corrects": str(taken.corrects_id or ""),
        "passed": sorted(taken.passed),
        "same_hand": taken.same_hand,
    }
    payload |= {name: taken.data[name] for name in CODES_TOLD if name in taken.data}
    texts: dict[str, object] = {name: taken.data[name] for name in stored.TEXTS if name in taken.data}
    if "court" in taken.data:
        texts["court"] = taken.data["court"]
    if taken.passed:
        texts["passed"] = taken.passed
    lines.record(
        lines.STEP_TAKEN, by=by, at=at, case=case, part=row, payload=payload, personal=texts, on=taken.on, permission=permission
    )  # fmt: skip

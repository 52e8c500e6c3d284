"""Parts of cases, the steps that they took, and those that are possible now."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from comitas.api.presenters.said import Out, Term, term, told
from comitas.cases.models import Part as Row
from comitas.cases.models import StepTaken
from comitas.cases.queries import Choice
from comitas.cases.rules import gates, stored
from comitas.cases.rules.codes import CHANNELS, GROUNDS, MEASURES, WANTED
from comitas.cases.rules.facts import PartFacts
from comitas.cases.rules.families import STATES, happened
from comitas.cases.rules.numbers import case_number
from comitas.cases.rules.steps import correctable
from comitas.cases.rules.words import FIELDS
from comitas.core.refusals import Conflict


class Basis(Out):
    """A legal basis that the part rests on, as a code and as it is cited."""

    code: str
    cited: str


class Taken(Out):
    """A step that was taken. `fields`: what was given with it. `on` is the day of its effect, `at` when it was recorded."""

    id: UUID
    serial: int
    step: Term
    state_before: str
    state_after: str
    on: date
    at: datetime
    by: str | None
    fields: dict[str, str | bool]
    corrects: UUID | None


class Part(Out):
    """One measure asked for, with a life of its own. `version` goes with the step that changes it."""

    id: UUID
    case: UUID
    number: str
    family: str
    measure: Term
    description: str
    purpose: str
    bases: list[Basis]
    state: Term
    state_since: date | None
    executing: UUID | None
    their_number: str
    due_on: date | None
    review_on: date | None
    decision: str
    ground: str
    result: str
    court: str
    remedy_until: date | None
    final_on: date | None
    transmitted_on: date | None
    answered_on: date | None
    persons: list[UUID]
    steps: list[Taken]
    version: int


class Choosable(Out):
    """A value that a field may have."""

    code: str
    words: str


class Asked(Out):
    """A field of a step. `kind`: date, text, authority, ground, channel, measure or yes-no. Empty `choices`: not from a list."""

    name: str
    kind: str
    label: str
    required: bool
    choices: list[Choosable]


class Gate(Out):
    """A gate that is closed now. `passable`: the head may pass it with reasons."""

    rule: str
    article: str
    sentence: str
    cure: str
    passable: bool


class Possible(Out):
    """A step of the table. `why_not`: why it cannot be taken now; none where it can."""

    step: Term
    possible: bool
    why_not: str | None
    decision: bool
    fields: list[Asked]
    gates: list[Gate]


class Steps(Out):
    """Every step that an officer could record of this part, the possible ones first, as of `version`."""

    part: UUID
    version: int
    items: list[Possible]


class Latest(Out):
    """What somebody recorded meanwhile."""

    step: Term
    on: date
    at: datetime
    by: str | None


class Current(Out):
    """Where a part stands that was changed meanwhile, and the latest steps, the newest first."""

    version: int
    state: Term
    latest: list[Latest]


class Stale(Conflict):
    """Somebody was first: with what stands now."""

    def __init__(self, sentence: str, current: Current) -> None:
        super().__init__(sentence)
        self.current = current


class Recorded(Out):
    """The step that was taken, and the part as it stands now."""

    taken: UUID
    part: Part


MOST_LATEST = 10
SAME = (
    "family description purpose state_since their_number due_on review_on decision ground result court remedy_until final_on "
    "transmitted_on answered_on version"
).split()


def part(row: Row) -> Part:
    """With its case, persons and steps fetched."""
    known: dict[str, Any] = {name: getattr(row, name) for name in SAME}
    return Part(
        **known, id=row.pk, case=row.case_id, number=case_number(row.case.year, row.case.serial, row.number),
        measure=term(row.measure, MEASURES[row.measure].name), state=term(row.state, STATES[row.state].tag),
        bases=[Basis(code=one["code"], cited=one.get("cited", "")) for one in row.bases], executing=row.executing_id,
        persons=sorted(one.pk for one in row.persons.all()),
        steps=[_taken(one) for one in sorted(row.steps.all(), key=lambda step: step.serial)],
    )  # fmt: skip


def _taken(row: StepTaken) -> Taken:
    return Taken(
        id=row.pk, serial=row.serial, step=term(row.step, happened(row.step)), state_before=row.state_before,
        state_after=row.state_after, on=row.on, at=row.at, by=row.by.full_name if row.by else None,
        fields={name: value if isinstance(value, bool) else str(value) for name, value in row.data.items()},
        corrects=row.corrects_id,
    )  # fmt: skip


def standing(row: Row, changes: int) -> Current:
    """Where *row* stands, with as many steps as there were changes, ten at most."""
    newest = sorted(row.steps.all(), key=lambda step: -step.serial)[: min(max(changes, 0), MOST_LATEST)]
    latest = [
        Latest(step=term(one.step, happened(one.step)), on=one.on, at=one.at, by=one.by.full_name if one.by else None)
        for one in newest
    ]
    return Current(version=row.version, state=term(row.state, STATES[row.state].tag), latest=latest)


def steps(row: Row, choices: list[Choice], facts: PartFacts) -> Steps:
    """Made from the table that also makes the buttons of the page."""
    return Steps(part=row.pk, version=row.version, items=[_possible(one, facts) for one in choices])


def _possible(choice: Choice, facts: PartFacts) -> Possible:
    step = choice.step
    beforehand = tuple(name for name in step.gates if name in gates.KNOWN_BEFOREHAND)
    return Possible(
        step=term(step.code, step.verb), possible=choice.why_not is None,
        why_not=told(choice.why_not) if choice.why_not else None, decision=step.permission == "case:decide",
        fields=[_asked(name, step, facts) for name in stored.fields_of(step)],
        gates=[gate(one) for one in gates.closed(beforehand, facts, {})] if step.leaves(facts.state) else [],
    )  # fmt: skip


def gate(one: gates.Closed) -> Gate:
    """Its article, and what would open it."""
    return Gate(
        rule=one.rule,
        article=one.article,
        sentence=told(one.sentence),
        cure=told_marked(one.cure),
        passable=one.passable,
    )


def told_marked(text: str) -> str:
    """A marked text without values."""
    return term("", text).words if text else ""


def _asked(name: str, step: Any, facts: PartFacts) -> Asked:
    field = FIELDS[name]
    return Asked(
        name=name, kind=field.kind, label=told_marked(field.label), required=name in step.needs,
        choices=[Choosable(code=code, words=told_marked(words)) for code, words in _choices(name, field.kind, step, facts).items()],
    )  # fmt: skip


def _choices(name: str, kind: str, step: Any, facts: PartFacts) -> dict[str, str]:
    if name == "corrects":
        last = correctable(facts)
        return {last.key: happened(last.step)} if last else {}
    if kind == "ground":
        return {code: GROUNDS[code].name for code in gates.grounds_for(facts, step.grounds)}
    if kind == "channel":
        return dict(CHANNELS)
    return {code: MEASURES[code].name for code in WANTED} if kind == "measure" else {}

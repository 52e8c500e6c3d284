"""The life of a part: what its steps have been, and which are possible now."""

from datetime import date
from typing import NamedTuple

from comitas.accounts import access as need_to_know
from comitas.cases.models import Part, StepTaken
from comitas.cases.rules import liberty, remedies, stored
from comitas.cases.rules.codes import MEASURES
from comitas.cases.rules.facts import PartFacts, Standing, Taken, effective
from comitas.cases.rules.families import FAMILIES
from comitas.cases.rules.remedies import remedy_of
from comitas.cases.rules.states import Step
from comitas.cases.rules.steps import possible
from comitas.cases.rules.words import Sentence
from comitas.core.actor import Actor

WORDS_OF_COERCION = {True: "yes", False: "no"}


class Choice(NamedTuple):
    """One step, and why it cannot be taken now (None: it can)."""

    step: Step
    why_not: Sentence | None


def facts_of(part: Part, today: date) -> PartFacts:
    """What the tables and gates need to know. One query, none where `steps` are prefetched."""
    steps = sorted(part.steps.all(), key=lambda step: step.serial)
    history = tuple(taken(step) for step in steps)
    data = {str(step.pk): stored.from_kept(step.data) for step in steps}
    bases = tuple(Standing(basis["code"], basis.get("agreed_9_29", False)) for basis in part.bases)
    coercive = MEASURES[part.measure].coercive if part.coercive is None else WORDS_OF_COERCION[part.coercive]
    remedy, received = remedy_of(history, data), part.case.received_on
    beside = tuple(remedies.from_kept(kept) for kept in part.remedies)
    return PartFacts(
        part.state, today, part.number, bases, history, remedy, coercive, received, part.family, part.measure, beside
    )


def days_held(part: Part, today: date) -> int:
    """How many days the persons of *part* have been held for it, as its steps say."""
    steps = {str(step.pk): step for step in part.steps.all()}
    stand, known = effective(facts_of(part, today).history), FAMILIES[part.family].steps
    return liberty.days_held([(known[one.step], steps[one.key].on) for one in stand if one.step in known], today)


def taken(step: StepTaken) -> Taken:
    """A step as the rules know it."""
    return Taken(str(step.pk), step.step, step.state_before, step.state_after, str(step.corrects_id or ""))


def held_for(actor: Actor, part: Part) -> frozenset[str]:
    """What *actor* may do with a part: in the case's authority whatever their roles give, in the executing one its report."""
    held = need_to_know.permissions(actor, part.case.authority_id) - {"part:execute"}
    if part.executing_id and need_to_know.may(actor, "part:execute", part.executing_id):
        held |= {"part:execute"}
    return held


def possible_steps(actor: Actor, part: Part, today: date, held: frozenset[str] | None = None) -> list[Choice]:
    """Every step of the officer's door with the reason why it is not possible, or None. What is possible comes first.

    *held*: the permissions where the caller knows them already.
    """
    choices = possible(facts_of(part, today), held_for(actor, part) if held is None else held - {"part:execute"})
    return [Choice(step, why) for step, why in choices if "officer" in step.doors]

"""Taking a step: what is possible now, why the rest is not, and the state that follows."""

from collections.abc import Mapping
from datetime import date

from comitas.cases.rules import gates
from comitas.cases.rules.codes import GROUNDS
from comitas.cases.rules.facts import PartFacts, Taken, effective
from comitas.cases.rules.states import BACK, CORRECT, ENDED, SAME, STATES, STEPS, Step
from comitas.cases.rules.words import FIELDS, Sentence
from comitas.core.text import N_

Data = Mapping[str, object]

LONGEST_TEXT = 20_000
"""Characters in one field of a step: some eight pages. More belongs in a document."""


class StepRefused(Exception):
    """The step was not taken and nothing changed.

    `sentence` says why; `fields` says at which field; `closed` are the gates that do not open (the head may pass some).
    """

    def __init__(
        self, sentence: Sentence, fields: Mapping[str, str] | None = None, closed: tuple[gates.Closed, ...] = ()
    ) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.fields = dict(fields or {})
        self.closed = closed


def possible(facts: PartFacts, permissions: frozenset[str]) -> list[tuple[Step, Sentence | None]]:
    """Every step with None, or with the sentence that says why it is not possible. What is possible comes first."""
    answers = [(step, _why_not(step, facts, permissions)) for step in (*STEPS.values(), CORRECT)]
    return sorted(answers, key=lambda answer: answer[1] is not None)


def _why_not(step: Step, facts: PartFacts, permissions: frozenset[str]) -> Sentence | None:
    if step is CORRECT:
        return _why_not_correct(facts, permissions)
    if facts.state not in step.sources:
        return _wrong_state(facts)
    if step.permission not in permissions:
        return _who_may(step.permission)
    beforehand = tuple(name for name in step.gates if name in gates.KNOWN_BEFOREHAND)
    stopped = gates.closed(beforehand, facts, {})
    return stopped[0].sentence if stopped and gates.PASSES not in permissions else None


def _wrong_state(facts: PartFacts) -> Sentence:
    return Sentence(
        N_("Not possible while the part stands at “%(state)s”."), {"state": Sentence(STATES[facts.state].tag)}
    )


_WHO: dict[str, str] = {
    "case:work": N_("This is for a case officer or the head."),
    "case:decide": N_("This is the head's to decide."),
    "part:execute": N_("This is for the executing authority."),
    "letter:send": N_("This is for those who send letters."),
}


def _who_may(permission: str) -> Sentence:
    return Sentence(_WHO[permission])


def _why_not_correct(facts: PartFacts, permissions: frozenset[str]) -> Sentence | None:
    last = correctable(facts)
    if last is None:
        return Sentence(N_("No step was taken yet, so there is nothing to correct."))
    permission = STEPS[last.step].permission
    return None if permission in permissions else _who_may(permission)


def correctable(facts: PartFacts) -> Taken | None:
    """The last step that stands: the one a correction may name. Earlier ones follow when the later are corrected."""
    standing = effective(facts.history)
    return standing[-1] if standing else None


def take(facts: PartFacts, step: Step, data: Data, *, permissions: frozenset[str]) -> str:
    """The state after *step*; raises `StepRefused` and changes nothing otherwise.

    *data* holds the fields of the step by name (dates as `date`, yes-no as `bool`, all else as text), and may hold
    "passed": a mapping from the rule of a gate to the head's written reasons for passing it.
    """
    _refuse_what_is_not_possible(facts, step, permissions)
    _refuse_bad_fields(step, data, facts)
    _refuse_closed_gates(facts, step, data, permissions)
    return _correct(facts, data) if step is CORRECT else _target(facts, step)


def _refuse_what_is_not_possible(facts: PartFacts, step: Step, permissions: frozenset[str]) -> None:
    if step is CORRECT:
        why = _why_not_correct(facts, permissions)
    elif facts.state not in step.sources:
        why = _wrong_state(facts)
    else:
        why = None if step.permission in permissions else _who_may(step.permission)
    if why is not None:
        raise StepRefused(why)


def _refuse_bad_fields(step: Step, data: Data, facts: PartFacts) -> None:
    wrong = {name: FIELDS[name].ask for name in step.needs if name != "reason" or "reasons" not in step.gates}
    wrong = {name: ask for name, ask in wrong.items() if not _given(name, data)}
    wrong |= {
        name: FIELDS[name].ask for name in step.may_have if data.get(name) not in (None, "") and not _given(name, data)
    }
    wrong |= {name: _too_long for name in FIELDS if len(str(data.get(name, ""))) > LONGEST_TEXT}
    happened = data.get("date")
    if isinstance(happened, date) and happened > facts.today:
        wrong["date"] = _not_yet
    if isinstance(happened, date) and facts.received and happened < facts.received:
        wrong["date"] = _too_early
    if wrong:
        raise StepRefused(Sentence(next(iter(wrong.values()))), wrong)


_too_long = N_("This is too long. Put it into a document and write a summary here.")
_too_early = N_("This is before the request was received. Check the date here, and the day of receipt.")
_not_yet = N_("This date has not come yet. Record the step when it has happened.")


def _given(name: str, data: Data) -> bool:
    kind, value = FIELDS[name].kind, data.get(name)
    if kind == "date":
        return isinstance(value, date)
    if kind == "yes-no":
        return isinstance(value, bool)
    if kind == "ground":
        return value in GROUNDS
    return isinstance(value, str) and bool(value.strip())


def _refuse_closed_gates(facts: PartFacts, step: Step, data: Data, permissions: frozenset[str]) -> None:
    given = data.get("passed")
    passed = given if isinstance(given, Mapping) and gates.PASSES in permissions else {}
    stopped = tuple(gate for gate in gates.closed(step.gates, facts, data) if not _is_passed(gate, passed))
    if stopped:
        fields = {"reason": stopped[0].cure} if stopped[0].rule == "gate.reasons" else {}
        raise StepRefused(stopped[0].sentence, fields, stopped)


def _is_passed(gate: gates.Closed, passed: Mapping[str, object]) -> bool:
    return gate.passable and bool(gates.text(passed, gate.rule))


def _target(facts: PartFacts, step: Step) -> str:
    if step.target == SAME:
        return facts.state
    return _came_from(facts) if step.target == BACK else step.target


def _came_from(facts: PartFacts) -> str:
    """The state before the last step that brought the part where it is. Without a history, the examination."""
    entries = (
        taken.before for taken in reversed(effective(facts.history)) if taken.after == facts.state != taken.before
    )
    came = next(entries, "examining")
    return "examining" if came == "received" or came in ENDED else came


def _correct(facts: PartFacts, data: Data) -> str:
    last = correctable(facts)
    if last is None or data["corrects"] != last.key:
        raise StepRefused(
            Sentence(N_("Only the last step can be corrected. Correct the later steps first.")),
            {"corrects": FIELDS["corrects"].ask},
        )
    return last.before

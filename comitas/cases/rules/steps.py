"""Taking a step: what is possible now, why the rest is not, and the state that follows."""

from collections.abc import Mapping
from datetime import date

from comitas.cases.rules import gates
from comitas.cases.rules.codes import GROUNDS, WANTED
from comitas.cases.rules.facts import PartFacts, Taken, effective
from comitas.cases.rules.families import ENDED, FAMILIES, STATES
from comitas.cases.rules.states import BACK, BEGIN, CORRECT, SAME, Step
from comitas.cases.rules.words import FIELDS, Sentence
from comitas.core.text import N_

Data = Mapping[str, object]

OWED = {"reasons", "rejection"}
"""Gates that ask for the reasons themselves."""
LONGEST_TEXT = 20_000
"""Characters in one field of a step: some eight pages. More belongs in a document."""
LATER = ("surrender_on", "return_by")
"""Fields for a day that comes after the step."""


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
    answers = [(step, _why_not(step, facts, permissions)) for step in (*FAMILIES[facts.family].steps.values(), CORRECT)]
    return sorted(answers, key=lambda answer: answer[1] is not None)


def _why_not(step: Step, facts: PartFacts, permissions: frozenset[str]) -> Sentence | None:
    if step is CORRECT:
        return _why_not_correct(facts, permissions)
    if (barred := _barred(step, facts, permissions)) is not None:
        return barred
    beforehand = tuple(name for name in step.gates if name in gates.KNOWN_BEFOREHAND)
    stopped = gates.closed(beforehand, facts, {})
    return stopped[0].sentence if stopped and gates.PASSES not in permissions else None


def _barred(step: Step, facts: PartFacts, permissions: frozenset[str]) -> Sentence | None:
    """Why the table does not let this part take *step* now, or not for who holds *permissions*."""
    if not step.leaves(facts.state):
        return _wrong_state(facts)
    if not step.fits(facts.measure):
        return Sentence(N_("This is not for what is asked here."))
    return None if step.permission in permissions else _who_may(step.permission)


def _wrong_state(facts: PartFacts) -> Sentence:
    return Sentence(
        N_("Not possible while the part stands at “%(state)s”."), {"state": Sentence(STATES[facts.state].tag)}
    )


_WHO: dict[str, str] = {
    "case:work": N_("This is for a case officer or the head."),
    "case:decide": N_("This is the head's to decide."),
    "part:execute": N_("This is for the executing authority."),
    "letter:send": N_("This is for those who send letters."),
    "letter:approve": N_("This is the head's to approve."),
}


def _who_may(permission: str) -> Sentence:
    return Sentence(_WHO[permission])


def _why_not_correct(facts: PartFacts, permissions: frozenset[str]) -> Sentence | None:
    last = correctable(facts)
    if last is None:
        return Sentence(N_("No step was taken yet, so there is nothing to correct."))
    permission = FAMILIES[facts.family].steps[last.step].permission
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
    why = _why_not_correct(facts, permissions) if step is CORRECT else _barred(step, facts, permissions)
    if why is not None:
        raise StepRefused(why)


def _refuse_bad_fields(step: Step, data: Data, facts: PartFacts) -> None:
    wrong = {name: FIELDS[name].ask for name in step.needs if name != "reason" or not OWED & set(step.gates)}
    wrong = {name: ask for name, ask in wrong.items() if not _given(name, data)}
    wrong |= {
        name: FIELDS[name].ask for name in step.may_have if data.get(name) not in (None, "") and not _given(name, data)
    }
    wrong |= {name: _too_long for name in FIELDS if len(str(data.get(name, ""))) > LONGEST_TEXT}
    happened = data.get("date")
    if isinstance(happened, date) and happened > facts.today:
        wrong["date"] = _not_yet
    if isinstance(happened, date) and facts.received and happened < facts.received and not step.ahead:
        wrong["date"] = _too_early
    wrong |= {name: _before_that for name in LATER if _is_before(data.get(name), happened)}
    if wrong:
        raise StepRefused(Sentence(next(iter(wrong.values()))), wrong)


def _is_before(value: object, happened: object) -> bool:
    return isinstance(value, date) and isinstance(happened, date) and value < happened


_before_that = N_("This is before the day of the step itself. Check both dates.")
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
    if kind == "measure":
        return value in WANTED
    return isinstance(value, str) and bool(value.strip())


def _refuse_closed_gates(facts: PartFacts, step: Step, data: Data, permissions: frozenset[str]) -> None:
    given = data.get("passed")
    passed = given if isinstance(given, Mapping) and gates.PASSES in permissions else {}
    stopped = tuple(gate for gate in gates.closed(step.gates, facts, data) if not _is_passed(gate, passed))
    if stopped:
        fields = {} if stopped[0].passable else {"reason": stopped[0].cure}
        raise StepRefused(stopped[0].sentence, fields, stopped)


def _is_passed(gate: gates.Closed, passed: Mapping[str, object]) -> bool:
    return gate.passable and bool(gates.text(passed, gate.rule))


def _target(facts: PartFacts, step: Step) -> str:
    if step.target == SAME:
        return facts.state
    return _came_from(facts, step.back_to) if step.target == BACK else step.target


def _came_from(facts: PartFacts, only: tuple[str, ...]) -> str:
    """The state before the last step that brought the part where it is: one of *only*, or any open one that was begun."""
    entries = (
        taken.before for taken in reversed(effective(facts.history)) if taken.after == facts.state != taken.before
    )
    came = next(entries, BEGIN)
    if only:
        return came if came in only else only[0]
    return "examining" if came == BEGIN or came in ENDED else came


def _correct(facts: PartFacts, data: Data) -> str:
    last = correctable(facts)
    if last is None or data["corrects"] != last.key:
        raise StepRefused(
            Sentence(N_("Only the last step can be corrected. Correct the later steps first.")),
            {"corrects": FIELDS["corrects"].ask},
        )
    return last.before

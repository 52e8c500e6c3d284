"""The table drives its own tests: every step against every state, then long lives with corrections."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.cases.rules import gates
from comitas.cases.rules.facts import PartFacts, Remedy, Standing, Taken, consulted, effective
from comitas.cases.rules.families import FAMILIES, STATES, family_of, measures_for
from comitas.cases.rules.states import BACK, CORRECT, SAME, Family, Step
from comitas.cases.rules.steps import LONGEST_TEXT, StepRefused, correctable, possible, take
from comitas.cases.rules.words import FIELDS

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TODAY = date(2026, 3, 3)
ALL = frozenset({"case:work", "case:decide", "part:execute", "letter:send", "letter:approve"})
UNCAC = (Standing("uncac-46"),)
TREATY = (Standing("bilateral"),)
SAMPLE = {"date": TODAY, "yes-no": False, "ground": "TREATY", "text": "Because.", "authority": "7", "channel": "letter",
          "measure": "surrender"}  # fmt: skip
STEPS = FAMILIES["assistance"].steps
ALL_STEPS = [(family, step) for family in FAMILIES.values() for step in family.steps.values()]
PAIRS = [(family, step, state) for family, step in ALL_STEPS for state in family.states]
PASSED = {"passed": {"gate.court": "Our law asks for no court."}}
each_step = pytest.mark.parametrize(("family", "step"), ALL_STEPS, ids=lambda value: value.code)


def full(step: Step) -> dict[str, object]:
    return {name: SAMPLE[FIELDS[name].kind] for name in step.needs}


def facts_for(family: Family, step: Step, state: str = "", **more: Any) -> PartFacts:
    """A part for which *step* can be taken."""
    measure = step.measures[0] if step.measures else family.measures[0]
    return PartFacts(state or step.sources[0], TODAY, bases=TREATY, family=family.code, measure=measure, **more)


def after_back(step: Step, state: str) -> str:
    """Where a step leads from *state* for a part without a history."""
    return {SAME: state, BACK: step.back_to[0] if step.back_to else "examining"}.get(step.target, step.target)


@pytest.mark.parametrize(("family", "step", "state"), PAIRS, ids=lambda value: getattr(value, "code", value))
def test_every_step_in_every_state(family: Family, step: Step, state: str) -> None:
    facts = facts_for(family, step, state)
    why = {found.code: reason for found, reason in possible(facts, ALL)}[step.code]
    if state in step.sources:
        assert why is None
        assert take(facts, step, full(step) | PASSED, permissions=ALL) == after_back(step, state)
    else:
        assert STATES[state].tag in str(why)
        with pytest.raises(StepRefused) as refused:
            take(facts, step, full(step), permissions=ALL)
        assert str(refused.value.sentence) == str(why)


@each_step
def test_every_needed_field_is_asked_for(family: Family, step: Step) -> None:
    facts = facts_for(family, step)
    for name in step.needs:
        data = full(step)
        del data[name]
        with pytest.raises(StepRefused) as refused:
            take(facts, step, data, permissions=ALL)
        assert name in refused.value.fields


@each_step
def test_a_step_is_only_for_those_who_may(family: Family, step: Step) -> None:
    facts = facts_for(family, step)
    assert {found.code: why for found, why in possible(facts, ALL - {step.permission})}[step.code] is not None
    with pytest.raises(StepRefused):
        take(facts, step, full(step), permissions=ALL - {step.permission})


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.code)
def test_the_table_is_whole(family: Family) -> None:
    for step in (*family.steps.values(), CORRECT):
        assert set(step.sources) <= set(family.states)
        assert step.target in {*family.states, BACK, SAME}
        assert set(step.needs) | set(step.may_have) <= set(FIELDS)
        assert set(step.fills) <= set(step.needs) | set(step.may_have)
        assert set(step.gates) <= set(gates.GATES)
        assert set(step.measures) <= set(family.measures)
        assert set(step.doors) <= {"officer", "drafting", "intake", "exchange"}
    assert {
        state for state, codes in family.first.items() if not all(family.steps[c].leaves(state) for c in codes)
    } == set()
    assert set(family.first) == set(family.following) == set(family.open)
    assert set(family.exits) == set(family.ended)
    assert set(family.said) | ({family.done.state} if family.done else set()) == set(family.states)
    assert set(family.places) == set(family.states)
    assert {*family.ours, *family.in_hand} <= set(family.open)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.code)
def test_every_state_is_reached_and_every_ended_state_but_the_surrender_can_be_reopened(family: Family) -> None:
    reached = {family.begin}
    while True:
        able = [step for step in family.steps.values() if reached & set(step.sources)]
        more = {step.target for step in able if step.target in family.states}
        if more <= reached:
            break
        reached |= more
    assert reached == set(family.states)
    back = {code for step in family.steps.values() if step.target in family.open for code in step.sources}
    assert set(family.ended) - back <= {"surrendered"}


def test_what_stands_in_two_families_means_the_same_in_both() -> None:
    one, other = FAMILIES["assistance"], FAMILIES["extradition"]
    assert set(one.states) & set(other.states)
    for code in set(one.states) & set(other.states):
        assert one.states[code] == other.states[code]
    for code in set(one.steps) & set(other.steps):
        mine, theirs = one.steps[code], other.steps[code]
        assert (
            mine.happened == theirs.happened and mine.needs == theirs.needs and dict(mine.fills) == dict(theirs.fills)
        )


def test_every_open_part_can_still_be_withdrawn_refused_or_ended() -> None:
    assert {STEPS[code].sources for code in ("withdraw", "refuse", "lapse")} == {FAMILIES["assistance"].open}
    elsewhere = {"temporarily-surrendered", "prosecution-due"}
    extradition = FAMILIES["extradition"]
    for code in ("withdraw", "refuse", "lapse"):
        assert set(extradition.open) - set(extradition.steps[code].sources) <= elsewhere


def test_the_family_follows_from_side_kind_and_what_is_asked() -> None:
    assert family_of("incoming", "request", "f") is FAMILIES["assistance"]
    assert family_of("incoming", "request", "surrender") is None
    assert family_of("incoming", "extradition_request", "surrender") is FAMILIES["extradition"]
    assert family_of("incoming", "provisional_arrest", "c") is FAMILIES["assistance"]
    assert measures_for("incoming", "extradition_request")[0] == "surrender"


def test_a_day_to_come_and_a_text_without_end_are_refused() -> None:
    facts = PartFacts(state="examining", today=TODAY)
    with pytest.raises(StepRefused, match="not come yet"):
        take(facts, STEPS["accept"], {"date": date(2026, 3, 4)}, permissions=ALL)
    with pytest.raises(StepRefused, match="too long"):
        take(facts, STEPS["accept"], {"date": TODAY, "conditions": "x" * (LONGEST_TEXT + 1)}, permissions=ALL)


def lived(*steps: str, bases: tuple[Standing, ...] = UNCAC) -> PartFacts:
    """A part that took *steps* from the beginning."""
    history: tuple[Taken, ...] = ()
    state = "received"
    for code in steps:
        facts = PartFacts(state=state, today=TODAY, bases=bases, history=history)
        after = take(facts, STEPS[code], full(STEPS[code]), permissions=ALL)
        history += (Taken(str(len(history)), code, state, after),)
        state = after
    return PartFacts(state=state, today=TODAY, bases=bases, history=history)


def test_a_pause_ends_where_it_began() -> None:
    facts = lived("examine", "accept", "transmit", "ask")
    assert (
        take(facts, STEPS["receive-information"], full(STEPS["receive-information"]), permissions=ALL)
        == "with-authority"
    )


def test_a_pause_ends_where_it_began_whatever_was_recorded_meanwhile() -> None:
    facts = lived("examine", "accept", "ask", "consult")
    assert take(facts, STEPS["receive-information"], full(STEPS["receive-information"]), permissions=ALL) == "accepted"


def test_a_correction_names_the_last_step_and_brings_back_the_state_before() -> None:
    facts = lived("examine", "accept", "transmit")
    data = {"date": TODAY, "reason": "Section 6, not 4.", "corrects": "2"}
    assert take(facts, CORRECT, data, permissions=ALL) == "accepted"
    with pytest.raises(StepRefused, match="Correct the later steps first"):
        take(facts, CORRECT, data | {"corrects": "1"}, permissions=ALL)
    with pytest.raises(StepRefused, match="reasons"):
        take(facts, CORRECT, data | {"reason": " "}, permissions=ALL)


def test_only_the_head_corrects_what_only_the_head_may_do() -> None:
    facts = lived("examine", "lapse")
    data = {"date": TODAY, "reason": "Wrong part.", "corrects": "1"}
    with pytest.raises(StepRefused, match="head"):
        take(facts, CORRECT, data, permissions=frozenset({"case:work"}))
    assert take(facts, CORRECT, data, permissions=ALL) == "examining"


def test_a_consultation_that_was_corrected_or_lies_before_a_reopening_does_not_count() -> None:
    assert consulted(lived("examine", "consult"))
    assert not consulted(lived("examine", "consult", "lapse", "reopen"))
    facts = lived("examine", "consult")
    corrected = (*facts.history, Taken("c", "correct", "examining", "examining", corrects="1"))
    assert not consulted(PartFacts(state="examining", today=TODAY, history=corrected))


@untimed
@given(
    st.sampled_from([(family.code, measure) for family in FAMILIES.values() for measure in family.measures]),
    st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=40),
)
def test_any_life_can_be_corrected_back_to_its_beginning(of: tuple[str, str], choices: list[tuple[int, bool]]) -> None:
    begin = FAMILIES[of[0]].begin
    facts = PartFacts(state=begin, today=TODAY, bases=TREATY, family=of[0], measure=of[1])
    for pick, correct in choices:
        facts = move(facts, pick, correct)
        assert facts.state in STATES
        assert replayed(facts) == facts.state
    while correctable(facts) is not None:
        facts = move(facts, 0, True)
    assert facts.state == begin


def move(facts: PartFacts, pick: int, correct: bool) -> PartFacts:
    """One possible step further, or one correction back."""
    last = correctable(facts)
    steps = [step for step, why in possible(facts, ALL) if why is None and step is not CORRECT]
    step = CORRECT if correct and last else steps[pick % len(steps)]
    undone = last.key if last and step is CORRECT else ""
    after = take(facts, step, full(step) | PASSED | {"corrects": undone}, permissions=ALL)
    taken = Taken(str(len(facts.history)), step.code, facts.state, after, undone)
    return replace(facts, state=after, history=(*facts.history, taken))


def replayed(facts: PartFacts) -> str:
    """The state that the standing steps alone lead to; each must begin where the one before ended."""
    state = FAMILIES[facts.family].begin
    for taken in effective(facts.history):
        assert taken.before == state
        state = taken.after
    return state


def test_the_answer_waits_for_the_remedy_and_the_head_may_let_it_go() -> None:
    remedy = Remedy(suspensive=True, until=date(2026, 3, 9))
    facts = PartFacts(state="ready", today=TODAY, number=1, bases=UNCAC, remedy=remedy)
    officer = ALL - {"case:decide"}
    why = {step.code: reason for step, reason in possible(facts, officer)}["answer"]
    assert str(why) == "You cannot send this answer: part 1 may still be appealed until 9 March 2026."
    passed = full(STEPS["answer"]) | {"passed": {"gate.remedy": "The hearing is tomorrow."}}
    with pytest.raises(StepRefused):
        take(facts, STEPS["answer"], passed, permissions=officer)
    assert take(facts, STEPS["answer"], passed, permissions=ALL) == "answered"
    with pytest.raises(StepRefused):
        take(facts, STEPS["answer"], passed | {"passed": {"gate.remedy": " "}}, permissions=ALL)


@each_step
def test_nothing_was_done_before_the_request_was_received(family: Family, step: Step) -> None:
    received = TODAY - timedelta(days=3)
    facts = facts_for(family, step, received=received)
    take(facts, step, full(step) | PASSED | {"date": received}, permissions=ALL)
    before = full(step) | PASSED | {"date": received - timedelta(days=1)}
    if step.ahead:  # an arrest on a notice of INTERPOL comes before the request
        take(facts, step, before, permissions=ALL)
        return
    with pytest.raises(StepRefused) as refused:
        take(facts, step, before, permissions=ALL)
    assert set(refused.value.fields) == {"date"}

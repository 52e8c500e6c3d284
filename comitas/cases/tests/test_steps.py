"""Every step of the table through the one action that takes it: columns, ledger lines, corrections, two hands."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.cases import actions, queries
from comitas.cases.models import Case, Part, StepTaken
from comitas.cases.rules.families import FAMILIES
from comitas.cases.rules.states import BACK, SAME, Family, Step
from comitas.cases.rules.steps import StepRefused, possible
from comitas.cases.tests.building import (
    DAY,
    TREATY,
    UNCAC,
    add_part,
    fresh,
    lines,
    open_case,
    take,
)
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.ledger import queries as ledger
from comitas.samples.cast import COURT, ISLAND, Cast

HYPOTHESIS = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DERIVED = ("state", "measure", "executing_id", "their_number", "review_on", "decision", "ground", "result", "court",
           "remedy_until", "suspensive", "remedy_lodged", "final_on", "transmitted_on", "answered_on", "state_since", "arrested_on",
           "released_on", "papers_on", "consented_on", "granted_on", "surrender_on", "return_by", "surrendered_on",
           "submitted_on")  # fmt: skip
TABLE = [(family, step) for family in FAMILIES.values() for step in family.steps.values()]


def part_at(cast: Cast, at: datetime, case: Case, family: Family, step: Step, state: str) -> Part:
    """A part for which *step* exists, brought to *state*."""
    measure = next(one for one in step.measures or family.measures if way_to(family, one, state) is not None)
    part = add_part(cast, at, case, measure=measure)
    for code in way_to(family, measure, state) or ():
        take(cast, at, part, code, passed=PASSED if "court" in family.steps[code].gates else None)
    return part


def way_to(family: Family, measure: str, state: str) -> list[str] | None:
    """The steps of the shortest way through the table; None where a part that asks for *measure* never comes there."""
    way: dict[str, list[str]] = {family.begin: []}
    queue = [family.begin]
    while queue and state not in way:
        here = queue.pop(0)
        for step in family.steps.values():
            able = step.leaves(here) and step.fits(measure) and step.permission != "part:execute"
            if able and step.target not in {*way, BACK, SAME}:
                way[step.target] = [*way[here], step.code]
                queue.append(step.target)
    return way.get(state)


PASSED = {"gate.court": "Our law asks for no court."}


@pytest.mark.parametrize(("family", "step"), TABLE, ids=lambda value: value.code)
def test_every_step_of_the_tables_through_the_action_and_back(
    cast: Cast, at: datetime, family: Family, step: Step
) -> None:
    kind = family.kinds[0] if family.kinds else "request"
    code, case = step.code, open_case(cast, at, kind=kind, side=family.side)
    for source in step.sources[:3]:
        part = part_at(cast, at, case, family, step, source)
        assert part.family == family.code
        if step.permission == "part:execute":
            Part.objects.filter(pk=part.pk).update(executing=cast.authorities[COURT])
        part.refresh_from_db()
        before = {name: getattr(part, name) for name in DERIVED}
        taken = take(cast, at, part, code, passed=PASSED if "court" in step.gates else None)
        part.refresh_from_db()
        assert (taken.state_before, part.state) == (source, taken.state_after)
        dated = [column for name, column in step.fills.items() if name == "date"]
        assert {getattr(part, column) for column in dated} <= {DAY}
        # a step that opens another case tells of their link after itself
        kind, payload = next(line for line in reversed(lines(case)) if line[0] == "part.step-taken")
        assert (kind, payload["step"], payload["from"], payload["to"]) == ("part.step-taken", code, source, part.state)
        assert "Because." not in str(payload)
        head = {"case:decide": cast.karin, "letter:approve": cast.karin}.get(step.permission, cast.ines)
        if step.permission != "part:execute":
            take(cast, at, part, "correct", by=head, corrects=str(taken.pk))
            part.refresh_from_db()
            assert {name: getattr(part, name) for name in DERIVED} == before


def test_a_correction_of_what_the_authority_reported_is_the_authoritys(cast: Cast, at: datetime) -> None:
    part = add_part(cast, at, open_case(cast, at))
    for code in ("accept", "transmit"):
        take(cast, at, part, code)
    reported = take(cast, at, part, "report-result")
    with pytest.raises(StepRefused, match="executing authority"):
        take(cast, at, part, "correct", corrects=str(reported.pk))
    take(cast, at, part, "correct", by=cast.pavel, corrects=str(reported.pk))
    part.refresh_from_db()
    assert (part.state, part.result) == ("with-authority", "")


@given(data=st.data())
@HYPOTHESIS
def test_any_life_corrected_back_to_its_beginning_is_as_it_began(cast: Cast, at: datetime, data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from(["f", "arrest", "sentence", "transit"]))
    part = add_part(cast, at, open_case(cast, at, kind="extradition_request"), measure=asked)
    part.refresh_from_db()
    stands = [{name: getattr(part, name) for name in DERIVED}]
    taken: list[StepTaken] = []
    for _ in range(data.draw(st.integers(1, 7))):
        facts = queries.facts_of(Part.objects.get(pk=part.pk), DAY)
        open_steps = [
            s.code
            for s, why in possible(facts, frozenset({"case:work", "case:decide", "letter:send"}))
            if not why and s.code != "correct"
        ]
        taken.append(
            take(
                cast,
                at,
                part,
                data.draw(st.sampled_from(sorted(open_steps))),
                passed={"gate.remedy": "Urgent.", "gate.remedy-surrender": "Urgent.", **PASSED},
                by=head_of(cast),
            )
        )
        part.refresh_from_db()
        stands.append({name: getattr(part, name) for name in DERIVED})
    for step in reversed(taken):
        stands.pop()
        take(cast, at, part, "correct", by=head_of(cast), corrects=str(step.pk))
        part.refresh_from_db()
        assert {name: getattr(part, name) for name in DERIVED} == stands[-1]


def head_of(cast: Cast) -> Actor:
    """Karin holds the head's permissions and an officer's."""
    return cast.karin


def test_a_refused_step_changes_nothing(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    part = add_part(cast, at, case)
    before = lines(case)
    for by, code, more in (
        (cast.ines, "refuse", {}),
        (cast.ines, "answer", {}),
        (cast.ines, "examine", {"date": date(2026, 3, 4)}),
        (cast.rosa, "examine", {}),
    ):
        with pytest.raises(StepRefused):
            take(cast, at, part, code, by=by, **more)
    for code in ("no-such-step", "report-result"):
        with pytest.raises((NotThere, StepRefused)):
            actions.take_step(
                by=cast.ines, at=at, part=part.pk, step=code, data={"date": DAY, "result": "x"}, version=1
            )
    part.refresh_from_db()
    assert (part.state, part.version, part.steps.count(), lines(case)) == ("received", 1, 0, before)


def test_an_authority_that_is_not_in_the_directory_is_refused(cast: Cast, at: datetime) -> None:
    part = add_part(cast, at, open_case(cast, at))
    take(cast, at, part, "accept")
    for wrong in (str(uuid4()), "the court"):
        with pytest.raises(Invalid) as refused:
            take(cast, at, part, "transmit", authority=wrong)
        assert set(refused.value.fields) == {"authority"}


def test_a_gate_of_the_convention_and_the_head_who_passes_it(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    part = add_part(cast, at, case, bases=UNCAC)
    with pytest.raises(StepRefused) as refused:
        take(cast, at, part, "refuse", ground="R21b")
    assert [gate.rule for gate in refused.value.closed] == ["gate.consultation"]
    taken = take(
        cast,
        at,
        part,
        "refuse",
        ground="R21b",
        passed={"gate.consultation": "They asked us not to.", "gate.other": "x"},
    )
    assert (taken.passed, taken.same_hand) == ({"gate.consultation": "They asked us not to."}, False)
    assert lines(case)[-1][1]["passed"] == ["gate.consultation"]
    assert "asked us" not in str(lines(case)[-1])


def test_an_officer_passes_no_gate(cast: Cast, at: datetime) -> None:
    part = add_part(cast, at, open_case(cast, at))
    for code in ("accept", "transmit"):
        take(cast, at, part, code)
    take(cast, at, part, "appeal", suspensive=True)
    take(cast, at, part, "record-result")
    with pytest.raises(StepRefused, match="remedy"):
        take(cast, at, part, "answer", passed={"gate.remedy": "In a hurry."})
    taken = take(cast, at, part, "answer", by=cast.karin, passed={"gate.remedy": "The person consents."})
    assert taken.passed == {"gate.remedy": "The person consents."}


def test_self_approval_is_marked(cast: Cast, at: datetime) -> None:
    case = actions.open_case(by=cast.solo, at=at, authority=cast.authorities[ISLAND], compartment=None, kind="request",
                             title="Small office", received_on=DAY, officer=cast.solo.id, counts=True)  # fmt: skip
    part = actions.add_part(by=cast.solo, at=at, case=case.pk, measure="b", bases=TREATY)
    assert not take(cast, at, part, "examine", by=cast.solo).same_hand
    assert take(cast, at, part, "refuse", by=cast.solo).same_hand
    assert lines(case)[-1][1]["same_hand"] is True


def test_a_double_click_takes_one_step(cast: Cast, at: datetime) -> None:
    part = add_part(cast, at, open_case(cast, at))
    both = [
        actions.take_step(by=cast.ines, at=at, part=part.pk, step="accept", data={"date": DAY}, version=1)
        for _ in range(2)
    ]
    assert both[0].pk == both[1].pk
    assert part.steps.count() == 1


def test_the_second_officer_is_told_what_changed(cast: Cast, at: datetime) -> None:
    part = add_part(cast, at, open_case(cast, at))
    actions.take_step(by=cast.jonas, at=at, part=part.pk, step="accept", data={"date": DAY}, version=1)
    with pytest.raises(Conflict, match="Jonas Haskel recorded on part 1 .*Accepted"):
        actions.take_step(
            by=cast.ines, at=at, part=part.pk, step="return", data={"date": DAY, "missing": "Facts"}, version=1
        )


def test_a_step_of_another_door_is_not_there(cast: Cast, at: datetime) -> None:
    part = add_part(cast, at, open_case(cast, at))
    with pytest.raises(NotThere):
        actions.take_step(
            by=cast.ines, at=at, part=part.pk, step="examine", data={"date": DAY}, version=1, door="drafting"
        )


def test_the_day_of_a_step_is_when_it_took_effect(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    part = add_part(cast, at, case)
    take(cast, at, part, "accept", date=date(2026, 2, 20))
    line = ledger.lines_of_case(case.pk)[0][0]
    assert line.effective_at.date() == date(2026, 2, 20)
    part.refresh_from_db()
    assert part.state_since == date(2026, 2, 20)


def test_where_it_stands_follows_the_parts(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    first, second = (
        add_part(cast, at, case, deadline=date(2026, 3, 5)),
        add_part(cast, at, case, deadline=date(2026, 4, 1)),
    )
    take(cast, at, first, "accept")
    assert (fresh(case).stands, fresh(case).due) == (["accepted", "received"], date(2026, 3, 5))
    take(cast, at, first, "withdraw")
    assert fresh(case).due == date(2026, 4, 1)
    take(cast, at, second, "withdraw")
    assert (fresh(case).stands, fresh(case).due) == (["withdrawn"], None)

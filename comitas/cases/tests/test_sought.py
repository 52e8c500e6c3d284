"""A person whom we want from another State: arrest there, papers in time, hand-over; and a national whom they keep."""

from datetime import date, datetime
from typing import Any

import pytest

from comitas.cases import actions, queries
from comitas.cases.models import Case, Part, Person
from comitas.cases.rules.families import family_of, measures_for
from comitas.cases.rules.steps import StepRefused
from comitas.cases.tests.building import add_part, fresh, lines, open_case, take
from comitas.cases.tests.test_extradition import ECE
from comitas.core.refusals import Conflict, Invalid
from comitas.samples.cast import Cast

SENT = ("submit", "approve", "send")


def sought(cast: Cast, at: datetime, measure: str = "arrest", *steps: str) -> tuple[Case, Part, Person]:
    """A request of ours about one person, brought along *steps*."""
    kind = "provisional_arrest" if measure == "arrest" else "extradition_request"
    case = open_case(cast, at, side="outgoing", kind=kind)
    person = actions.add_person(by=cast.ines, at=at, case=case.pk, name="Tomas Verrill", category="accused")
    part = add_part(cast, at, case, measure=measure, persons=[person.pk], bases=ECE)
    for step in steps:
        take(cast, at, part, step)
    return case, part, person


def state(part: Part) -> str:
    part.refresh_from_db()
    return part.state


def test_what_can_be_asked_of_another_state_follows_from_the_kind() -> None:
    assert family_of("outgoing", "extradition_request", "surrender").code == "sought"  # type: ignore[union-attr]
    assert family_of("outgoing", "extradition_request", "c").code == "outgoing"  # type: ignore[union-attr]
    assert family_of("outgoing", "request", "surrender") is None
    assert measures_for("outgoing", "provisional_arrest")[:3] == ("surrender", "sentence", "arrest")


def test_from_provisional_arrest_to_the_hand_over_one_part(cast: Cast, at: datetime) -> None:
    case, part, person = sought(cast, at, "arrest", *SENT)
    take(cast, at, part, "be-arrested", date=date(2026, 2, 20), place="Hollin prison")
    assert state(part) == "papers-due" and fresh(case).in_custody
    person.refresh_from_db()
    assert (person.custody_since, person.custody_place) == (date(2026, 2, 20), "Hollin prison")
    take(cast, at, part, "draft-papers", asked_for="surrender")
    assert (state(part), part.measure) == ("drafting", "surrender")
    for step in SENT:
        take(cast, at, part, step)
    take(cast, at, part, "reach-them", date=date(2026, 3, 2))
    assert (state(part), part.papers_on) == ("acknowledged", date(2026, 3, 2))
    take(cast, at, part, "be-granted", conditions="Not for the offence of 2019.")
    take(cast, at, part, "agree-surrender", surrender_on=date(2026, 3, 9), place="Border post")
    take(cast, at, part, "fail-surrender", reason="The aircraft did not fly.")
    take(cast, at, part, "agree-surrender", surrender_on=date(2026, 3, 12), place="Border post")
    take(cast, at, part, "take-over", place="Border post")
    assert state(part) == "taken-over"
    assert fresh(case).in_custody  # handed over is not released
    assert case.parts.count() == 1
    row = fresh(case).outgoing
    assert (row.sent_on, row.heard_on) == (date(2026, 3, 3), date(2026, 3, 3))
    assert "Tomas" not in str(lines(case))
    actions.close_case(by=cast.ines, at=at, case=case.pk, on=date(2026, 3, 3))
    assert fresh(case).outcome == "V4"


def test_what_is_corrected_lets_go_and_brings_the_measure_back(cast: Cast, at: datetime) -> None:
    case, part, person = sought(cast, at, "arrest", *SENT)
    arrested = take(cast, at, part, "be-arrested")
    begun = take(cast, at, part, "draft-papers", asked_for="sentence")
    take(cast, at, part, "correct", corrects=str(begun.pk))
    assert (state(part), part.measure) == ("papers-due", "arrest")
    take(cast, at, part, "correct", corrects=str(arrested.pk))
    person.refresh_from_db()
    assert (state(part), person.custody_since, fresh(case).in_custody) == ("sent", None, False)


def test_an_arrest_before_a_request_is_for_what_asks_for_one_alone(cast: Cast, at: datetime) -> None:
    _case, part, _person = sought(cast, at, "surrender", *SENT)
    with pytest.raises(StepRefused, match="not for what is asked"):
        take(cast, at, part, "be-arrested")
    take(cast, at, part, "arrest", place="Hollin prison")
    assert state(part) == "sent"
    take(cast, at, part, "be-released", reason="No papers in forty days")
    assert part.persons.get().custody_since is None


def test_a_national_whom_they_keep_is_prosecuted_there(cast: Cast, at: datetime) -> None:
    case, part, _person = sought(cast, at, "surrender", *SENT, "reach-them", "be-refused")
    assert state(part) == "refused-abroad"
    take(cast, at, part, "claim-prosecution")
    with pytest.raises(Conflict):
        actions.close_case(by=cast.ines, at=at, case=case.pk, on=date(2026, 3, 3))
    take(cast, at, part, "hear-of-prosecution", result="Charged in May.")
    assert state(part) == "prosecution-claimed"
    take(cast, at, part, "end-of-prosecution", result="Two years, suspended.")
    assert (state(part), part.result) == ("prosecuted-there", "Two years, suspended.")


def test_legal_bases_go_to_the_parts_that_may_rest_on_them(cast: Cast, at: datetime) -> None:
    case, part, _person = sought(cast, at, "surrender")
    search = add_part(cast, at, case, measure="c", bases=[])
    bases: list[dict[str, Any]] = [{"code": code} for code in ("ece", "ecma")]
    actions.fill_request(by=cast.ines, at=at, case=case.pk, version=fresh(case).version, bases=bases)
    told = {one.measure: [basis["code"] for basis in one.bases] for one in Part.objects.filter(case=case)}
    assert told == {"surrender": ["ece"], "c": ["ecma"]}
    assert search.family == "outgoing"
    wrong: list[dict[str, Any]] = [{"code": "no-such"}]
    with pytest.raises(Invalid):
        actions.fill_request(by=cast.ines, at=at, case=case.pk, version=fresh(case).version, bases=wrong)


@pytest.mark.parametrize(("months", "taken"), [(12, True), (1200, True), (0, False), (1201, False)])
def test_months_have_bounds(cast: Cast, at: datetime, months: int, taken: bool) -> None:
    case, part, _person = sought(cast, at, "sentence")
    version = queries.part(cast.ines, part.pk).version
    change = {"by": cast.ines, "at": at, "part": part.pk, "version": version, "sentence_months": months}
    if not taken:
        with pytest.raises(Invalid) as refused:
            actions.change_part(**change)  # type: ignore[arg-type]
        assert set(refused.value.fields) == {"sentence_months"}
        return
    actions.change_part(**change)  # type: ignore[arg-type]
    assert queries.part(cast.ines, part.pk).sentence_months == months
    assert queries.case_facts(cast.ines, case.pk)["minimum"]["asked"]  # type: ignore[index]

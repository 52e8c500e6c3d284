"""An extradition through the actions: liberty follows the arrest, a grant is no surrender, corrections put everything back."""

from datetime import date, datetime

import pytest

from comitas.cases import actions, queries
from comitas.cases.models import Case, Part, Person
from comitas.cases.rules.steps import StepRefused
from comitas.cases.tests.building import DAY, add_part, fresh, lines, open_case, take
from comitas.core.refusals import Conflict, Invalid
from comitas.samples.cast import Cast

ECE = [{"code": "ece", "cited": "", "agreed_9_29": False}]
UNCAC_44 = [{"code": "uncac-44", "cited": "", "agreed_9_29": False}]
FOUND_ON = date(2026, 1, 2)
"""Before the request was received: on a notice of INTERPOL."""


def wanted(cast: Cast, at: datetime, measure: str = "arrest", **more: object) -> tuple[Case, Part, Person]:
    """A request of Borland about one person."""
    case = open_case(cast, at, kind="provisional_arrest" if measure == "arrest" else "extradition_request")
    person = actions.add_person(by=cast.ines, at=at, case=case.pk, name="Tomas Verrill", category="accused")
    part = add_part(cast, at, case, measure=measure, persons=[person.pk], bases=more.get("bases", ECE))
    return case, part, person


def held(person: Person) -> tuple[date | None, str, date | None]:
    person.refresh_from_db()
    return person.custody_since, person.custody_place, person.custody_review


def test_an_arrest_holds_and_a_correction_lets_go(cast: Cast, at: datetime) -> None:
    case, part, person = wanted(cast, at)
    taken = take(cast, at, part, "arrest-provisionally", date=FOUND_ON, place="Port Selwyn prison")
    part.refresh_from_db()
    assert (part.state, part.arrested_on) == ("papers-awaited", FOUND_ON)
    assert held(person) == (FOUND_ON, "Port Selwyn prison", None)
    assert fresh(case).in_custody
    assert [kind for kind, _payload in lines(case)][-2:] == ["case.custody", "part.step-taken"]
    assert "Port Selwyn" not in str(lines(case))
    take(cast, at, part, "correct", corrects=str(taken.pk))
    part.refresh_from_db()
    assert (part.state, part.arrested_on, held(person)) == ("received", None, (None, "", None))
    assert not fresh(case).in_custody


def test_who_is_released_by_mistake_is_held_again_as_before(cast: Cast, at: datetime) -> None:
    case, part, person = wanted(cast, at, "surrender")
    take(cast, at, part, "arrest", place="Port Selwyn prison")
    actions.set_custody(
        by=cast.ines, at=at, person=person.pk, since=DAY, place="Hollin prison", review_on=date(2026, 4, 1)
    )
    taken = take(cast, at, part, "release")
    assert held(person) == (None, "", None)
    take(cast, at, part, "correct", corrects=str(taken.pk))
    assert held(person) == (DAY, "Hollin prison", date(2026, 4, 1))
    assert fresh(case).in_custody


def test_who_is_held_for_another_reason_stays_held(cast: Cast, at: datetime) -> None:
    _case, part, person = wanted(cast, at, "sentence")
    actions.set_custody(by=cast.ines, at=at, person=person.pk, since=date(2025, 5, 5), place="Hollin prison")
    arrest = take(cast, at, part, "arrest")
    release = take(cast, at, part, "release")
    assert held(person) == (date(2025, 5, 5), "Hollin prison", None)
    for step in (release, arrest):
        take(cast, at, part, "correct", corrects=str(step.pk))
    assert held(person) == (date(2025, 5, 5), "Hollin prison", None)


def test_a_request_that_follows_the_arrest_goes_on_as_the_same_part(cast: Cast, at: datetime) -> None:
    case, part, _person = wanted(cast, at)
    take(cast, at, part, "arrest-provisionally")
    taken = take(cast, at, part, "receive-papers", asked_for="sentence")
    part.refresh_from_db()
    assert (part.state, part.measure, part.papers_on) == ("examining", "sentence", DAY)
    assert [kind for kind, _payload in lines(case)].count("part.added") == 1
    take(cast, at, part, "correct", corrects=str(taken.pk))
    part.refresh_from_db()
    assert (part.state, part.measure, part.papers_on) == ("papers-awaited", "arrest", None)
    with pytest.raises(StepRefused) as refused:
        take(cast, at, part, "receive-papers", asked_for="transit")
    assert set(refused.value.fields) == {"asked_for"}


def test_a_grant_is_no_surrender_and_a_surrender_is_counted_once(cast: Cast, at: datetime) -> None:
    case, part, person = wanted(cast, at, "surrender")
    take(cast, at, part, "arrest", date=FOUND_ON)
    take(cast, at, part, "examine")
    take(cast, at, part, "go-to-court")
    with pytest.raises(StepRefused, match="No court"):
        take(cast, at, part, "grant", by=cast.karin)
    take(cast, at, part, "court-allows", suspensive=True, remedy_until=date(2026, 3, 20))
    take(cast, at, part, "grant")
    with pytest.raises(Conflict, match="still open"):
        actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY)
    take(cast, at, part, "agree-surrender", surrender_on=date(2026, 3, 24), place="Port Selwyn airport")
    with pytest.raises(StepRefused, match="handed over yet"):
        take(cast, at, part, "surrender")
    take(cast, at, part, "become-final", final_on=DAY)
    take(cast, at, part, "surrender")
    part.refresh_from_db()
    assert (part.granted_on, part.surrender_on, part.surrendered_on) == (DAY, date(2026, 3, 24), DAY)
    assert held(person) == (None, "", None)
    assert actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY) == "V4"
    outcomes = [payload["outcome"] for kind, payload in lines(case) if kind == "case.closed"]
    assert outcomes == ["V4"]


def test_the_death_penalty_waits_for_an_assurance_and_consent_for_no_court(cast: Cast, at: datetime) -> None:
    _case, part, _person = wanted(cast, at, "surrender")
    take(cast, at, part, "examine")
    take(cast, at, part, "consent", speciality=True)
    with pytest.raises(StepRefused) as refused:
        take(cast, at, part, "grant", death_penalty=True)
    assert [gate.article for gate in refused.value.closed] == ["ECE 11"]
    take(cast, at, part, "revoke-consent")
    take(cast, at, part, "assure")
    with pytest.raises(StepRefused, match="No court"):
        take(cast, at, part, "grant", death_penalty=True)
    take(cast, at, part, "consent")
    take(cast, at, part, "grant", death_penalty=True)
    part.refresh_from_db()
    assert (part.state, part.consented_on) == ("granted", DAY)


def test_a_national_is_refused_and_owed_to_our_prosecutors(cast: Cast, at: datetime) -> None:
    case, part, _person = wanted(cast, at, "surrender", bases=UNCAC_44)
    take(cast, at, part, "examine")
    with pytest.raises(StepRefused) as refused:
        take(cast, at, part, "refuse-national", ground="E11")
    assert [gate.article for gate in refused.value.closed] == ["44(17)"]
    take(cast, at, part, "consult")
    take(cast, at, part, "refuse-national", ground="E11")
    part.refresh_from_db()
    assert (part.state, part.ground) == ("prosecution-due", "E11")
    with pytest.raises(Conflict, match="still open"):
        actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY)
    take(cast, at, part, "submit-for-prosecution")
    part.refresh_from_db()
    assert (part.state, part.submitted_on) == ("refused", DAY)
    assert actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY) == "V6"


def test_a_court_that_refuses_stays_the_one_that_refused(cast: Cast, at: datetime) -> None:
    case, part, _person = wanted(cast, at, "surrender")
    for code in ("examine", "go-to-court", "court-refuses", "owe-prosecution", "not-prosecute"):
        take(cast, at, part, code)
    assert actions.close_case(by=cast.ines, at=at, case=case.pk, on=DAY) == "V7"


def test_fiscal_and_political_grounds_under_the_convention(cast: Cast, at: datetime) -> None:
    _case, part, _person = wanted(cast, at, "surrender", bases=[*UNCAC_44, *ECE])
    for code in ("examine", "consult"):
        take(cast, at, part, code)
    for ground, article in (("ECE5", "44(16)"), ("ECE3", "44(4)"), ("LABEL", "43(2)")):
        with pytest.raises(StepRefused) as refused:
            take(cast, at, part, "refuse", ground=ground)
        assert [gate.article for gate in refused.value.closed] == [article]
    with pytest.raises(StepRefused) as refused:
        take(cast, at, part, "refuse", ground="ECE10", reason=" ")
    assert [gate.article for gate in refused.value.closed] == ["ECE 18(2)"]
    take(cast, at, part, "refuse", ground="ECE3", passed={"gate.political": "Our law does not permit it."})


def test_what_cannot_be_asked_in_a_case_is_refused(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    with pytest.raises(Invalid) as refused:
        add_part(cast, at, case, measure="surrender")
    assert set(refused.value.fields) == {"measure"}
    wanted_case, part, _person = wanted(cast, at, "surrender")
    with pytest.raises(Invalid) as refused:
        actions.change_part(by=cast.ines, at=at, part=part.pk, version=1, bases=[{"code": "uncac-46"}])
    assert set(refused.value.fields) == {"bases"}
    search = add_part(cast, at, wanted_case, measure="c")
    assert (search.family, part.family) == ("assistance", "extradition")
    assert {choice.step.code for choice in queries.possible_steps(cast.ines, search, DAY)} & {"arrest"} == set()


def test_the_agreed_day_comes_after_the_agreement(cast: Cast, at: datetime) -> None:
    _case, part, _person = wanted(cast, at, "surrender")
    for code in ("examine", "consent", "grant"):
        take(cast, at, part, code)
    with pytest.raises(StepRefused) as refused:
        take(cast, at, part, "agree-surrender", surrender_on=date(2026, 3, 2))
    assert set(refused.value.fields) == {"surrender_on"}

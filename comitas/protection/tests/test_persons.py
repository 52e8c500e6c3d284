"""A person asks what is held: only what may be seen is found, the answer looks the same, and the head learns what the handler does not."""

from datetime import datetime

import pytest

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.drafting import actions as drafting
from comitas.drafting import queries as letters
from comitas.drafting.models import Letter
from comitas.ledger.models import Line, Reading
from comitas.protection import actions, jobs, queries
from comitas.protection.models import Hint, PersonRequest
from comitas.protection.rules import persons as rules
from comitas.protection.tests.building import CLOSED_ON, approved
from comitas.samples.cast import Cast
from comitas.worklist import queries as worklist

NAME = "Vera Quillon"


def asked(cast: Cast, at: datetime, name: str = NAME, right: str = rules.ACCESS) -> Case:
    case = open_case(cast, at, kind=rules.KIND, counts=False, title="A person asks")
    actions.register_request(by=cast.ines, at=at, case=case.pk, right=right, name=name)
    return case


def there(case: Case) -> PersonRequest:
    return PersonRequest.objects.get(case=case)


def checked(cast: Cast, at: datetime, case: Case, identity: str = rules.CONFIRMED) -> None:
    actions.check_identity(
        by=cast.ines, at=at, case=case.pk, version=there(case).version, identity=identity, how="Passport seen"
    )


def answered(cast: Cast, at: datetime, case: Case, answer: str) -> None:
    actions.answer_request(
        by=cast.ines, at=at, case=case.pk, version=there(case).version, answer=answer, on=at.date(), because="Section 9"
    )


def named_in(cast: Cast, at: datetime, case: Case, name: str) -> None:
    cases.add_person(by=cast.karin, at=at, case=case.pk, name=name)


def test_what_the_searcher_may_see_is_found_by_name_alias_and_paper(cast: Cast, at: datetime) -> None:
    case = asked(cast, at)
    one, two = open_case(cast, at), open_case(cast, at)
    cases.add_person(by=cast.ines, at=at, case=one.pk, name="QUILLON, Véra", aliases=["Vera Quillon"])
    cases.add_person(by=cast.ines, at=at, case=two.pk, name="V. Q.", identity_document="P 447 119")
    actions.register_request(
        by=cast.ines, at=at, case=case.pk, right=rules.ACCESS, name=NAME, identity_document="p 447 119", version=1
    )
    found = queries.found_for(cast.ines, there(case))
    assert {one.case_id for one in found.persons} == {one.pk, two.pk}
    assert not found.cut


def test_the_head_is_told_of_restricted_material_and_the_searcher_is_not(cast: Cast, at: datetime) -> None:
    hidden = restricted_case(cast, at, title="Secret")
    named_in(cast, at, hidden, NAME)
    plain, touched = asked(cast, at, "Somebody Else"), asked(cast, at)
    for case in (plain, touched):
        actions.search_person(by=cast.jonas, at=at, case=case.pk)
        assert queries.found_for(cast.jonas, there(case)).count == 0
    assert [one.request_id for one in Hint.objects.all()] == [there(touched).pk]
    (told,) = queries.hints(cast.karin)
    assert told["number"] == touched.number and "Ines Marlow" in told["readers"]
    assert queries.hints(cast.jonas) == [] and queries.hints(cast.solo) == []
    of_case = [set(Line.objects.filter(case=case.pk).values_list("kind", flat=True)) for case in (plain, touched)]
    assert of_case[0] == of_case[1], "the case's own timeline says nothing of it"
    readings = [Reading.objects.filter(compartment=case.compartment_id).count() for case in (plain, touched)]
    assert readings[0] == readings[1]
    with pytest.raises(NotThere):
        actions.note_hint_seen(by=cast.jonas, at=at, case=touched.pk)
    actions.note_hint_seen(by=cast.karin, at=at, case=touched.pk)
    assert queries.hints(cast.karin) == []


def test_the_letter_is_the_same_whether_or_not_something_is_held(cast: Cast, at: datetime) -> None:
    named_in(cast, at, open_case(cast, at), NAME)
    written = []
    for name in (NAME, "Nobody Known"):
        case = asked(cast, at, name)
        actions.search_person(by=cast.ines, at=at, case=case.pk)
        made = drafting.draft(by=cast.ines, at=at, case=case.pk, asked=letters.Asked("neither-confirm-nor-deny", "en"))
        letter = Letter.objects.get(pk=made.pk)
        written.append((letter.subject, letter.body, letter.enclosures, letter.to_name))
        assert name not in letter.body and case.number not in letter.body
    assert written[0] == written[1]


def test_the_supervisory_authority_stands_in_the_letter(cast: Cast, at: datetime) -> None:
    words = {"supervision": "Data Protection Board, 2 Law Street"}
    drafting.set_letterhead(by=cast.ada, at=at, authority=cast.central, version=0, language="en", words=words)
    case = asked(cast, at)
    made = drafting.draft(by=cast.ines, at=at, case=case.pk, asked=letters.Asked("neither-confirm-nor-deny", "en"))
    assert "Data Protection Board, 2 Law Street" in Letter.objects.get(pk=made.pk).body


@pytest.mark.parametrize("answer", rules.TELLING)
def test_what_tells_goes_only_to_whom_it_is_about(cast: Cast, at: datetime, answer: str) -> None:
    case = asked(cast, at)
    actions.search_person(by=cast.ines, at=at, case=case.pk)
    with pytest.raises(Conflict, match="identity"):
        answered(cast, at, case, answer)
    checked(cast, at, case, rules.FAILED)
    with pytest.raises(Conflict, match="identity"):
        answered(cast, at, case, answer)
    checked(cast, at, case)
    answered(cast, at, case, answer)
    assert there(case).answer == answer


def test_neither_needs_no_identity_but_a_search(cast: Cast, at: datetime) -> None:
    case = asked(cast, at)
    with pytest.raises(Conflict, match="Search"):
        answered(cast, at, case, rules.NEITHER)
    with pytest.raises(Conflict, match="check"):
        answered(cast, at, case, rules.NOT_IDENTIFIED)
    actions.search_person(by=cast.ines, at=at, case=case.pk)
    answered(cast, at, case, rules.NEITHER)
    assert there(case).answered_on == at.date()


def test_the_clock_runs_a_month_from_receipt(cast: Cast, at: datetime) -> None:
    case = asked(cast, at)
    tasks = {one.code: one.due for one in worklist.of_case(cast.ines, case.pk, at)}
    assert tasks["person-request"].isoformat() == "2026-02-12"
    assert "acknowledge" not in tasks


def test_wrong_values_are_told_at_their_fields_and_nothing_changes(cast: Cast, at: datetime) -> None:
    case = asked(cast, at)
    before = PersonRequest.objects.filter(case=case).values().get()
    act = {"by": cast.ines, "at": at, "case": case.pk, "version": 1}
    for call, given, names in (
        (actions.register_request, {"right": "x", "name": " "}, {"right", "name"}),
        (actions.check_identity, {"identity": "", "how": ""}, {"identity", "how"}),
        (actions.consult, {"state": "ZZ", "on": at.date().replace(year=2099)}, {"state", "on"}),
        (actions.answer_request, {"answer": "x", "on": at.date(), "because": ""}, {"answer", "because"}),
    ):
        with pytest.raises(Invalid) as refused:
            call(**act, **given)  # type: ignore[operator]
        assert set(refused.value.fields) == names
    with pytest.raises(Conflict, match="meanwhile"):
        actions.check_identity(by=cast.ines, at=at, case=case.pk, version=7, identity=rules.FAILED, how="x")
    assert PersonRequest.objects.filter(case=case).values().get() == before


def test_who_handles_it(cast: Cast, at: datetime) -> None:
    case = asked(cast, at)
    for who in (cast.max, cast.solo):
        with pytest.raises((NotThere, Denied)):
            actions.search_person(by=who, at=at, case=case.pk)
    with pytest.raises(Conflict, match="kind"):
        actions.register_request(by=cast.ines, at=at, case=open_case(cast, at).pk, right=rules.ACCESS, name=NAME)


def test_it_is_destroyed_with_its_case(cast: Cast, at: datetime) -> None:
    named_in(cast, at, restricted_case(cast, at), NAME)
    case = asked(cast, at)
    actions.search_person(by=cast.jonas, at=at, case=case.pk)
    Case.objects.filter(pk=case.pk).update(closed_on=CLOSED_ON, outcome="V9")
    done = approved(cast, at, case.compartment_id)
    jobs.destroy(destruction=str(done.pk))
    done.refresh_from_db()
    assert done.counts["person_requests"] == 1
    assert not PersonRequest.objects.exists() and not Hint.objects.exists()

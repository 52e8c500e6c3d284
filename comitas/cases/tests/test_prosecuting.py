"""Refused because the person is a national of ours: the prosecution here is a case of its own, with the same readers."""

from datetime import datetime

import pytest

from comitas.accounts import actions as accounts
from comitas.accounts import queries as people
from comitas.cases import actions, queries
from comitas.cases.models import Case, Part
from comitas.cases.tests.building import UNCAC, add_part, fresh, lines, open_case, restricted_case, take
from comitas.cases.tests.test_extradition import ECE
from comitas.core.refusals import NotThere
from comitas.samples.cast import Cast

REFUSED = {"ground": "ECE6", "reason": "He is a national."}


def refused(cast: Cast, at: datetime, case: Case) -> Part:
    """The extradition of a national, refused."""
    person = actions.add_person(
        by=cast.ines, at=at, case=case.pk, name="Tomas Verrill", category="accused", nationality="Arland"
    )
    actions.add_offence(by=cast.ines, at=at, case=case.pk, cited="Bribery", months_asking=96, months_asked=60)
    actions.add_reference(by=cast.ines, at=at, case=case.pk, text="PG/EX/31/26", owner="Prosecutor General")
    part = add_part(cast, at, case, measure="surrender", persons=[person.pk], bases=ECE)
    take(cast, at, part, "examine")
    take(cast, at, part, "refuse-national", by=cast.karin, **REFUSED)
    part.refresh_from_db()
    assert part.state == "prosecution-due"
    return part


def linked(case: Case) -> Case:
    return Case.objects.get(kind="prosecution_here", pk__in=case.links.values("other"))


def test_the_prosecution_is_a_linked_case_that_goes_on_alone(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, kind="extradition_request", title="Extradition of Tomas Verrill")
    part = refused(cast, at, case)
    take(cast, at, part, "open-prosecution")
    part.refresh_from_db()
    assert part.state == "refused"
    made = linked(case)
    assert (made.side, made.counts, made.title, made.state_from_id, made.officer_id) == (
        "incoming", False, case.title, "XB", cast.ines.id,
    )  # fmt: skip
    one = made.parts.get()
    assert (one.family, one.measure, one.state) == ("prosecution", "prosecute", "prosecution-due")
    assert [person.name for person in one.persons.all()] == ["Tomas Verrill"]
    offence = made.offences.get()
    assert (offence.cited, offence.months_asking, offence.months_asked) == ("Bribery", 96, 60)
    assert {"PG/EX/31/26", f"{case.number}-1"} == set(made.references.values_list("text", flat=True))
    assert [kind for kind, _payload in lines(made)][0] == "case.opened"
    actions.close_case(by=cast.ines, at=at, case=case.pk, on=fresh(case).received_on.replace(month=3, day=3))  # type: ignore[union-attr]
    assert fresh(case).outcome == "V6"
    for step in ("submit-here", "report-progress", "report-progress"):
        take(cast, at, one, step)
    one.refresh_from_db()
    assert one.state == "with-prosecutors" and one.executing_id
    take(cast, at, one, "end-prosecution", result="Acquitted.")
    take(cast, at, one, "tell-result", by=cast.rosa)
    one.refresh_from_db()
    assert (one.state, one.result) == ("result-told", "Acquitted.")


def test_it_is_opened_once(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, kind="extradition_request")
    part = refused(cast, at, case)
    taken = take(cast, at, part, "open-prosecution")
    take(cast, at, part, "correct", corrects=str(taken.pk))
    take(cast, at, part, "open-prosecution")
    assert Case.objects.filter(kind="prosecution_here").count() == 1


def test_who_may_not_know_the_extradition_may_not_know_the_prosecution(cast: Cast, at: datetime) -> None:
    part = refused(cast, at, restricted_case(cast, at, kind="extradition_request"))
    take(cast, at, part, "open-prosecution")
    made = linked(part.case)
    assert queries.case(cast.karin, made.pk).pk == made.pk
    with pytest.raises(NotThere):
        queries.case(cast.jonas, made.pk)


def test_who_is_kept_out_of_the_one_is_kept_out_of_the_other(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, kind="extradition_request")
    part = refused(cast, at, case)
    accounts.recuse(
        by=cast.karin, at=at, permission="case:restrict", compartment=case.compartment_id, user=cast.jonas.id or 0, reason="Kin"
    )  # fmt: skip
    take(cast, at, part, "open-prosecution")
    made = linked(case)
    assert [one.user_id for one in people.recusals(cast.ines, made.compartment_id)] == [cast.jonas.id]
    with pytest.raises(NotThere):
        queries.case(cast.jonas, made.pk)


def test_an_offence_that_arrived_can_be_completed(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, kind="extradition_request")
    row = actions.add_offence(by=cast.ines, at=at, case=case.pk, cited="Bribery")
    add_part(cast, at, case, measure="surrender", bases=ECE)
    assert queries.case_facts(cast.ines, case.pk)["minimum"]["stands"] is None  # type: ignore[index]
    actions.change_offence(by=cast.ines, at=at, offence=row.pk, months_asking=60, months_asked=11)
    assert queries.case_facts(cast.ines, case.pk)["minimum"]["stands"] is False  # type: ignore[index]
    actions.change_offence(by=cast.ines, at=at, offence=row.pk, months_asked=12)
    assert queries.case_facts(cast.ines, case.pk)["minimum"]["stands"] is True  # type: ignore[index]
    plain = open_case(cast, at)
    add_part(cast, at, plain, bases=UNCAC)
    assert queries.case_facts(cast.ines, plain.pk)["minimum"] == {"asked": False}

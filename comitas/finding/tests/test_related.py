"""Cases that may have to do with one another are suggested to who may read both."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import add_part, open_case, restricted_case
from comitas.finding import queries
from comitas.finding.models import Entry
from comitas.finding.queries.related import MOST
from comitas.finding.rules import numbers
from comitas.finding.tests.following import follow
from comitas.samples.cast import Cast

IBAN = "GB82 WEST 1234 5698 7654 32"


def suggested(actor: Any, case: Case) -> dict[Any, tuple[list[str], list[str], list[str]]]:
    names = [person.name for person in case.persons.order_by("pk")]
    found = queries.related(actor, case.compartment_id, names)
    return {one.case.pk: (one.persons, one.references, one.numbers) for one in found}


def test_the_same_person_in_other_letters(cast: Cast, at: datetime) -> None:
    one, other, stranger = (open_case(cast, at) for _ in range(3))
    cases.add_person(by=cast.ines, at=at, case=one.pk, name="Yulia Timoshenko")
    cases.add_person(by=cast.ines, at=at, case=other.pk, name="Юлия Тимошенко")
    cases.add_person(by=cast.ines, at=at, case=stranger.pk, name="Yulia Timofeeva")
    follow()
    assert suggested(cast.ines, one) == {other.pk: (["Юлия Тимошенко"], [], [])}


def test_the_same_reference_whatever_its_punctuation(cast: Cast, at: datetime) -> None:
    one, other = open_case(cast, at), open_case(cast, at)
    for case, text in ((one, "PG/IC/0417-26"), (other, "pg ic 0417/26")):
        cases.add_reference(by=cast.ines, at=at, case=case.pk, text=text)
    follow()
    assert suggested(cast.ines, one) == {other.pk: ([], ["pgic041726"], [])}


def test_the_same_account(cast: Cast, at: datetime) -> None:
    one, other = open_case(cast, at), open_case(cast, at)
    cases.change_case(by=cast.ines, at=at, case=one.pk, version=1, facts=f"Paid into {IBAN} in May.")
    add_part(cast, at, other, description=f"Records of account {IBAN.replace(' ', '')}")
    follow()
    assert suggested(cast.ines, one) == {other.pk: ([], [], ["gb82west12345698765432"])}


def test_a_restricted_case_is_suggested_to_its_readers_alone(cast: Cast, at: datetime) -> None:
    plain, hidden = open_case(cast, at), restricted_case(cast, at)
    for case in (plain, hidden):
        cases.add_person(by=cast.ines, at=at, case=case.pk, name="Oren Kestley")
        cases.add_reference(by=cast.ines, at=at, case=case.pk, text="ZZ/991/88")
    follow()
    assert list(suggested(cast.ines, plain)) == [hidden.pk]
    assert suggested(cast.jonas, plain) == {}


def test_what_is_linked_already_is_not_suggested(cast: Cast, at: datetime) -> None:
    one, other = open_case(cast, at), open_case(cast, at)
    for case in (one, other):
        cases.add_reference(by=cast.ines, at=at, case=case.pk, text="ZZ/991/88")
    follow()
    assert queries.related(cast.ines, one.compartment_id, [], frozenset({other.pk})) == []


def test_it_costs_the_same_however_much_is_shared(cast: Cast, at: datetime) -> None:
    def cost(case: Case) -> int:
        with CaptureQueriesContext(connection) as asked_for:
            suggested(cast.ines, case)
        return len(asked_for)

    made = [open_case(cast, at) for _ in range(2)]
    for case in made:
        cases.add_person(by=cast.ines, at=at, case=case.pk, name="Oren Kestley")
    follow()
    before = cost(made[0])
    for number in range(6):
        case = open_case(cast, at)
        for name in ("Oren Kestley", f"Dana Pryce {number}"):
            cases.add_person(by=cast.ines, at=at, case=case.pk, name=name)
    Entry.objects.all().delete()
    follow()
    assert len(suggested(cast.ines, made[0])) == MOST
    assert cost(made[0]) == before


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"to {IBAN} today", ["GB82WEST12345698765432"]),
        ("GB82WEST12345698765433", []),
        (
            "DE89370400440532013000 and FR1420041010050500013M02606",
            ["DE89370400440532013000", "FR1420041010050500013M02606"],
        ),
    ],
)
def test_account_numbers_are_known_by_their_check_digits(text: str, found: list[str]) -> None:
    assert list(numbers.ibans(text)) == found


def test_short_numbers_tie_nothing_together() -> None:
    assert numbers.telling(" 12 2026 ab123 reference ") == ["ab123"]

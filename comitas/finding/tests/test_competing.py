"""Several States ask for one person: each request is found from the other, by whoever may read both."""

from datetime import date, datetime
from typing import Any

import pytest

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import add_part, open_case, restricted_case, take
from comitas.core.actor import Actor
from comitas.finding import queries
from comitas.finding.tests.following import follow
from comitas.samples.cast import Cast

BORN = date(1979, 5, 4)


def asked(
    cast: Cast,
    at: datetime,
    name: str,
    state: str = "XB",
    opening: Any = open_case,
    measure: str = "surrender",
    **person: Any,
) -> Case:
    """A request of *state* for the extradition of somebody."""
    case = opening(cast, at, kind="extradition_request", state_from=state)
    made = cases.add_person(by=cast.ines, at=at, case=case.pk, name=name, category="accused", **person)
    add_part(cast, at, case, measure=measure, persons=[made.pk], bases=[{"code": "ece"}])
    return case


def found(actor: Actor, case: Case) -> list[tuple[Any, bool]]:
    return [(one.case.pk, one.born) for one in queries.competing(actor, case.pk)]


@pytest.mark.parametrize(
    ("name", "person", "expected"),
    [
        ("Юлия Тимошенко", {}, [False]),
        ("TYMOSHENKO Yulia", {"born": BORN}, [True]),
        ("Julija Timosenko", {"born": BORN}, [True]),
        ("Yulia Timoshenko", {"born": date(1980, 1, 1)}, []),
        ("Anna Berg", {"born": BORN}, []),
        ("Yulia Timofeeva", {}, []),
    ],
)
def test_the_same_person_by_name_and_day_of_birth(
    cast: Cast, at: datetime, name: str, person: dict[str, Any], expected: list[bool]
) -> None:
    one = asked(cast, at, "Yulia Timoshenko", born=BORN)
    other = asked(cast, at, name, "XC", **person)
    follow()
    assert found(cast.ines, one) == [(other.pk, born) for born in expected]
    assert found(cast.ines, other) == [(one.pk, born) for born in expected]


def test_a_second_request_of_the_same_state_competes_with_nothing(cast: Cast, at: datetime) -> None:
    one, _again = asked(cast, at, "Milo Sarnath"), asked(cast, at, "Milo Sarnath")
    unknown = asked(cast, at, "Milo Sarnath", None)
    follow()
    assert found(cast.ines, one) == [(unknown.pk, False)]


def test_only_who_may_still_be_surrendered_to_another_state(cast: Cast, at: datetime) -> None:
    one = asked(cast, at, "Milo Sarnath")
    plain = open_case(cast, at, state_from="XC")
    cases.add_person(by=cast.ines, at=at, case=plain.pk, name="Milo Sarnath")
    transit = asked(cast, at, "Milo Sarnath", "XC", measure="transit")
    ended = asked(cast, at, "Milo Sarnath", "XC")
    take(cast, at, ended.parts.get(), "withdraw")
    follow()
    assert found(cast.ines, one) == []
    assert found(cast.ines, plain) == found(cast.ines, transit) == found(cast.ines, ended) == []


def test_a_part_that_names_nobody_is_about_everybody_of_its_case(cast: Cast, at: datetime) -> None:
    one = asked(cast, at, "Milo Sarnath")
    other = open_case(cast, at, kind="extradition_request", state_from="XC")
    cases.add_person(by=cast.ines, at=at, case=other.pk, name="Milo Sarnath")
    add_part(cast, at, other, measure="surrender", bases=[{"code": "ece"}])
    follow()
    assert found(cast.ines, one) == [(other.pk, False)]
    assert found(cast.ines, other) == [(one.pk, False)]


@pytest.mark.parametrize("born", [None, BORN])
def test_what_one_may_not_read_is_never_found(cast: Cast, at: datetime, born: date | None) -> None:
    one = asked(cast, at, "Milo Sarnath", born=born)
    hidden = asked(cast, at, "Milo Sarnath", "XC", restricted_case, born=born)
    follow()
    assert found(cast.ines, one) == [(hidden.pk, born is not None)]
    assert found(cast.jonas, one) == []

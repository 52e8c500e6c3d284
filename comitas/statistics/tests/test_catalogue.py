"""Every indicator has a figure or a reason; what they count; what others may see of them; narrowing."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comitas.cases.actions import lines
from comitas.core.refusals import Denied
from comitas.samples.cast import Cast
from comitas.statistics import queries
from comitas.statistics.models import CaseFact
from comitas.statistics.readers import FIGURES
from comitas.statistics.rules import catalogue, periods
from comitas.statistics.rules.narrowing import ALL, Narrowed
from comitas.statistics.tests.telling import Told

QUARTER = periods.named("2026-Q1")
DAY = date(2026, 1, 12)


def take_in(*told: Told) -> None:
    position = CaseFact.objects.count() * 100 + 1
    for one in told:
        for entry in one.entries(position):
            FIGURES.apply(entry)
        position += len(one.said)


def given(cast: Cast, narrowed: Narrowed = ALL, *, who: str = "lea", public: bool = False) -> dict[str, queries.Given]:
    found = queries.catalogue_of(cast.people[who], QUARTER, narrowed, public=public)
    return {one.indicator.code: one for one in found.given}


def cell(found: dict[str, queries.Given], code: str, name: str = "number", side: str = "incoming") -> object:
    return found[code].sides[side][name]


def after(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.fixture
def office(cast: Cast) -> None:
    """Nine requests: asked to be completed, refused with and without consultation, arrested and surrendered, ours that are silent."""
    central = cast.central
    asked = Told(central).opened(DAY, state="XB").acknowledged(after(3))
    part = asked.part(DAY)
    asked.stepped(after(4), "ask", part=part)
    asked.stepped(after(14), "receive-information", part=part)
    asked.stepped(after(15), "accept", part=part)
    asked.stepped(after(16), "transmit", part=part, authority=str(central))
    asked.stepped(after(30), "answer", part=part)
    asked.closed(after(31), "V4")
    refused = Told(central).opened(DAY, state="XC").acknowledged(after(9))
    first, second = refused.part(DAY, "j"), refused.part(DAY, "f")
    refused.stepped(after(2), "consult", part=first, measure="j")
    refused.stepped(after(3), "refuse", part=first, ground="R21b", measure="j")
    refused.stepped(after(3), "refuse", part=second, ground="R21b", measure="f", passed=["uncac.46.26"])
    refused.closed(after(5), "V6")
    person = Told(central).opened(DAY, "extradition_request", state="XB")
    wanted = person.part(DAY, "surrender")
    told = {"part": wanted, "measure": "surrender"}
    person.stepped(after(1), "arrest", **told)
    person.stepped(after(2), "consent", **told)
    person.stepped(after(10), "grant", **told)
    person.stepped(after(21), "surrender", **told)
    person.closed(after(21), "V4")
    person.say(lines.OFFENCE_ADDED, DAY, offence=str(uuid4()), uncac="15")
    ours = Told(central, "outgoing").opened(date(2024, 6, 1))
    ours.stepped(date(2024, 6, 3), "send")
    waiting = [Told(central).opened(DAY) for _ in range(5)]
    waiting[0].say(lines.MARKED_URGENT, DAY, on=True)
    take_in(asked, refused, person, ours, *waiting)


def test_every_indicator_has_a_figure_or_a_reason(cast: Cast, office: None) -> None:
    found = given(cast)
    assert set(found) == {one.code for one in catalogue.INDICATORS} == set(catalogue.BY_CODE)
    for one in found.values():
        assert bool(one.missing) != bool(one.sides), one.indicator.code
        assert one.missing or one.indicator.formula, one.indicator.code
        assert not one.sides or set(one.sides) == set(one.indicator.sides)
    assert len(catalogue.INDICATORS) == len(catalogue.BY_CODE)
    assert {one.family for one in catalogue.INDICATORS} == set(catalogue.FAMILIES)


def test_volume_and_time(cast: Cast, office: None) -> None:
    found = given(cast)
    assert (cell(found, "V2"), cell(found, "V4"), cell(found, "V6"), cell(found, "V10")) == (8, 2, 1, 5)
    assert (cell(found, "T1", "n"), cell(found, "T1", "median")) == (2, 6)
    assert (cell(found, "T1w"), cell(found, "T1w", "percent")) == (1, 50.0)
    assert (cell(found, "T2", "n"), cell(found, "T2", "longest")) == (2, 15)
    assert cell(found, "T5", "longest") == 31
    assert (cell(found, "T6", "n"), cell(found, "T6", "median")) == (1, 20)
    assert cell(found, "T7", "age-90") == 5
    assert (cell(found, "T8", "n"), cell(found, "T8", "all"), cell(found, "T8", "km")) == (3, 8, None)
    assert (cell(found, "T10u", "n"), cell(found, "T10u", "open")) == (0, 1)
    assert cell(found, "T9s", side="outgoing") == 1


def test_quality_extradition_parts_and_work(cast: Cast, office: None) -> None:
    found = given(cast)
    assert (cell(found, "Q2"), cell(found, "Q2", "of"), cell(found, "Q3")) == (1, 8, 1.0)
    assert (cell(found, "Q4"), cell(found, "Q4", "of")) == (1, 3)
    assert found["Q4g"].sides["incoming"] == {"R21b": 2}
    assert (cell(found, "Q5"), cell(found, "Q5", "of")) == (1, 2)
    assert (cell(found, "E1"), cell(found, "E2a"), cell(found, "E3g"), cell(found, "E3")) == (1, 1, 1, 1)
    assert (cell(found, "E6", "percent"), cell(found, "E7", "median")) == (100.0, 20)
    assert found["P0m"].sides["incoming"] == {"a": 1, "f": 1, "j": 1, "surrender": 1}
    assert (cell(found, "A1"), cell(found, "P0")) == (1, 4)
    assert cell(found, "W1", "nobody") == 5 and cell(found, "W2") == 12


def test_a_grant_is_no_surrender(cast: Cast) -> None:
    told = Told(cast.central).opened(DAY, "extradition_request")
    part = told.part(DAY, "surrender")
    told.stepped(after(2), "grant", part=part, measure="surrender")
    take_in(told)
    found = given(cast)
    assert (cell(found, "E3g"), cell(found, "E3"), cell(found, "V10")) == (1, 0, 1)


def test_figures_are_narrowed(cast: Cast, office: None) -> None:
    assert cell(given(cast, Narrowed(state="XB")), "V2") == 2
    assert cell(given(cast, Narrowed(offence="15")), "V2") == 1
    assert cell(given(cast, Narrowed(kind="extradition_request")), "V2") == 1
    assert cell(given(cast, Narrowed(executing=cast.central)), "V2") == 1
    assert cell(given(cast, Narrowed(authority=uuid4())), "V2") == 0
    whole = given(cast, Narrowed(state="XB"))
    assert whole["A3"].missing == queries.NARROWED and not given(cast)["A3"].missing


def test_narrowed_to_everything_is_the_same_as_not_narrowed(cast: Cast, office: None) -> None:
    """The sums and the stays give one table."""
    CaseFact.objects.update(state="XB")
    for fact in CaseFact.objects.all():
        fact.stays.update(state="XB")
    tables = [queries.stock_flow(cast.lea, [QUARTER], one) for one in (ALL, Narrowed(state="XB"))]
    assert [one.kinds for one in tables[0]] == [one.kinds for one in tables[1]]


def test_nothing_small_is_shown_to_who_may_not_know(cast: Cast, office: None) -> None:
    for found in (given(cast, who="ines"), given(cast, public=True)):
        for one in found.values():
            told = [
                number
                for cells in one.sides.values()
                for name, number in cells.items()
                if name in ("number", "n", "of", "all", "open")
            ]
            assert not any(number is not None and 0 < number < 5 for number in told), one.indicator.code
        assert cell(found, "E3") is None and cell(found, "T7", "age-90") == 5
    narrowed = queries.catalogue_of(cast.ines, QUARTER, Narrowed(state="XB"))
    assert narrowed.must_be_public and narrowed.narrowed == ALL
    assert not queries.choices(cast.ines).narrows and queries.choices(cast.lea).states == ["FR", "XB", "XC"]


def test_who_reads_no_figures_reads_no_indicators(cast: Cast) -> None:
    for name in ("rosa", "max", "ada"):
        with pytest.raises(Denied):
            queries.catalogue_of(cast.people[name], QUARTER)
        with pytest.raises(Denied):
            queries.choices(cast.people[name])


def test_the_number_of_questions_does_not_grow(cast: Cast, office: None) -> None:
    with CaptureQueriesContext(connection) as few:
        given(cast)
    take_in(*(Told(cast.central).opened(DAY, state=f"X{letter}") for letter in "DEFGHIJK"))
    with CaptureQueriesContext(connection) as more:
        given(cast)
    assert len(more) == len(few)


def test_ten_years_add_up_and_what_was_no_request_is_flagged(cast: Cast, office: None) -> None:
    years = [periods.named(str(year)) for year in range(2017, 2027)]
    found = queries.stock_flow(cast.lea, years)
    assert len(found) == 20 and all(one.reconciled.agrees for one in found)
    assert found[-2].line.closing == found[-2].reconciled.counted == 5
    take_in(Told(cast.central).opened(DAY).converted(after(5), "enquiry", False))
    flagged = queries.stock_flow(cast.lea, years)[-2].reconciled
    assert flagged.difference == 0 and not flagged.agrees
    assert str(flagged.sentence) == "1 counted as new is not a request, but an enquiry, a draft or information."

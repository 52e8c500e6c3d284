"""The register as an officer sees it, and what it never tells."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from comitas.accounts import actions as accounts
from comitas.cases import actions
from comitas.cases.tests.building import add_part, open_case, restricted_case, take
from comitas.core.actor import Actor
from comitas.desk.forms import register as filters
from comitas.ledger.models import Reading
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
CANARY = "Canary wharf"


def text_of(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_case_stands_in_one_row_with_what_is_asked_on_the_telephone(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case = open_case(cast, at)
    for name in ("Oren Kestley", "Dana Pryce"):
        actions.add_person(by=cast.ines, at=at, case=case.pk, name=name)
    part = add_part(cast, at, case, deadline=date(2020, 1, 1))
    for code in ("accept", "go-to-court"):
        take(cast, at, part, code)
    shown = text_of(signed_in(cast.ines), "/register/")
    for words in (
        case.number,
        "Borland",
        "Bank records and witnesses",
        "Oren Kestley and 1 other",
        "1 before the court",
        "12 Jan 2026",
        "Ines Marlow",
        "cm-late",
    ):
        assert words in shown


def test_a_restricted_case_is_a_number_in_the_plain_list_and_nothing_elsewhere(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    hidden = restricted_case(cast, at, title=CANARY, wanted_by=date(2020, 1, 1))
    actions.add_reference(by=cast.ines, at=at, case=hidden.pk, text="CANARY/1")
    jonas, ines = signed_in(cast.jonas), signed_in(cast.ines)
    plain = text_of(jonas, "/register/")
    assert hidden.number in plain
    assert "Number, restricted" in plain or "Numéro, accès restreint" in plain
    assert str(hidden.pk) not in plain
    for query in (
        "?view=open",
        "?view=overdue",
        "?q=canary",
        f"?q={hidden.number}",
        "?state=XB",
        "?kind=request",
        "?since=2020-01-01",
    ):
        for told in (text_of(jonas, f"/register/{query}"),):
            assert str(hidden.pk) not in told
            assert CANARY not in told
            assert f'<bdi dir="ltr">{hidden.number}' not in told
    assert CANARY in text_of(ines, "/register/?view=open")


def test_a_full_number_opens_its_case(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    answer = signed_in(cast.ines).get("/register/", {"q": case.number})
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{case.pk}/")


def test_a_search_is_noted_as_a_reading(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    signed_in(cast.ines).get("/register/", {"q": "Kestley"})
    reading = Reading.objects.latest("id")
    assert (reading.manner, reading.subject, reading.actor) == ("search", "search cases", str(cast.ines))
    assert b"Kestley" not in bytes(reading.sealed or b"")


def test_what_the_filters_find_can_be_taken_away_one_by_one(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    open_case(cast, at)
    shown = text_of(signed_in(cast.ines), "/register/?state=XB&kind=request&view=open")
    assert "State: Borland" in shown
    assert "?state=XB&amp;view=open" in shown
    assert "?kind=request&amp;view=open" in shown


def test_a_date_that_makes_no_sense_is_told_at_its_field_and_the_list_stays(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case = open_case(cast, at)
    shown = text_of(signed_in(cast.ines), "/register/?since=soon&state=XB", 400)
    assert "Type a date such as" in shown
    assert case.number in shown


@pytest.mark.parametrize(
    "query",
    [
        "?officer=x",
        "?view=' OR 1=1",
        "?after=AAAA",
        "?after=W10",
        "?stands=nowhere",
        "?q=%00",
        "?q=" + "x" * 300,
        "?state=&state=XB",
    ],
)
def test_addresses_that_make_no_sense_are_answered(cast: Cast, at: datetime, signed_in: SignedIn, query: str) -> None:
    open_case(cast, at)
    assert signed_in(cast.ines).get(f"/register/{query}").status_code in (200, 400)


def test_pages_follow_one_another_without_gap_or_repetition(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = {open_case(cast, at, received_on=date(2026, 1, 1) + timedelta(days=n)).number for n in range(27)}
    made.add(restricted_case(cast, at).number)
    client, url, seen = signed_in(cast.jonas), "/register/", []
    while url:
        answer: Any = client.get(url)
        seen += [row["number"] for row in answer.context["rows"]]
        url = f"/register/{answer.context['page']['older']}" if answer.context["page"]["older"] else ""
    assert sorted(seen) == sorted(made)
    assert seen == sorted(seen, reverse=True)


@pytest.mark.parametrize("view", ["due", "overdue"])
def test_a_view_by_date_pages_by_its_date(cast: Cast, at: datetime, signed_in: SignedIn, view: str) -> None:
    for n in range(27):
        open_case(cast, at, received_on=date(2020, 1, 1), wanted_by=date(2020, 2, 1) + timedelta(days=n % 3))
    client = signed_in(cast.ines)
    first: Any = client.get(f"/register/?view={view}")
    second: Any = client.get(f"/register/{first.context['page']['older']}")
    numbers = [row["number"] for row in [*first.context["rows"], *second.context["rows"]]]
    assert len(set(numbers)) == len(numbers) == 27


def test_only_the_registry_reads_the_register(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    for actor in (cast.ada, cast.max, cast.lea, cast.pavel):
        assert signed_in(actor).get("/register/").status_code == 403
        assert "/register/" not in text_of(signed_in(actor), "/")


def test_an_empty_register_says_what_to_do(cast: Cast, signed_in: SignedIn) -> None:
    assert "Register an arrival" in text_of(signed_in(cast.ines), "/register/")
    assert "No case matches" in text_of(signed_in(cast.ines), "/register/?view=mine")


def test_the_page_costs_the_same_for_one_case_as_for_many(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.ines)
    for _ in range(2):
        for _ in range(6):
            case = open_case(cast, at)
            actions.add_person(by=cast.ines, at=at, case=case.pk, name="Oren Kestley")
            take(cast, at, add_part(cast, at, case), "accept")
        with django_assert_max_num_queries(22):
            client.get("/register/")


def test_a_recused_officer_sees_a_number_only(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at, title=CANARY)
    accounts.recuse(
        by=cast.karin,
        at=at,
        permission="case:restrict",
        compartment=case.compartment_id,
        user=cast.jonas.id,
        reason="His cousin.",
    )
    shown = text_of(signed_in(cast.jonas), "/register/")
    assert case.number in shown
    assert CANARY not in shown


def test_words_that_were_searched_for_are_not_kept(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    open_case(cast, at)
    client = signed_in(cast.ines)
    client.get("/register/?view=open")
    kept = filters._filters_shown.cache_info().currsize
    assert 'value="Kestley"' in client.get("/register/?q=Kestley").content.decode()
    assert filters._filters_shown.cache_info().currsize == kept

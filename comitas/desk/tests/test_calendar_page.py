"""The page of an authority's working days: for whom, what it shows, what it says to wrong input and to the second of two."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from comitas.accounts.models import User
from comitas.cases.tests.building import open_case
from comitas.core.actor import Actor
from comitas.desk.forms.timetable import ON, SWITCHED
from comitas.samples.cast import Cast
from comitas.worklist.models import OwnDay, Timetable

SignedIn = Callable[[Actor], Client]
HOLDING = {ON + code: "on" for code, limit in SWITCHED.items() if limit.on}
GIVEN: dict[str, Any] = {
    "version": "0",
    "country": "CH",
    "region": "zh",
    "rest": ["5", "6"],
    "acknowledge": "10",
} | HOLDING


def address(cast: Cast, rest: str = "") -> str:
    return f"/calendar/{cast.central}/{rest}"


def test_whoever_keeps_one_calendar_comes_straight_to_it(cast: Cast, signed_in: SignedIn) -> None:
    for who in (cast.karin, cast.ada):
        assert signed_in(who).get("/calendar/")["Location"] == address(cast)
    assert signed_in(cast.ines).get("/calendar/").status_code == 403
    assert signed_in(cast.ines).get(address(cast)).status_code == 403
    assert signed_in(cast.solo).get(address(cast)).status_code == 404


def test_what_is_set_is_shown_a_year_at_a_time(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.karin)
    assert client.post(address(cast), GIVEN)["Location"] == address(cast)
    page = client.get(address(cast, "?year=2027")).content.decode()
    assert "28 March 2027" in page or "29 March 2027" in page
    assert "Public holiday" in page and 'value="10"' in page and 'href="' + address(cast, "?year=2028") in page
    assert client.get(address(cast, "?year=1990")).status_code == 200
    assert client.get(address(cast, "?year=x99")).status_code == 200


def test_a_day_is_set_and_taken_out(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ada)
    day = {"day": "13 April 2026", "name": "<b>Fair</b>", "works": "rest"}
    assert client.post(address(cast, "days/"), day)["Location"] == address(cast, "?year=2026")
    page = client.get(address(cast, "?year=2026")).content.decode()
    assert "&lt;b&gt;Fair" in page and "Take out" in page
    client.post(address(cast, "days/remove/"), {"day": "2026-04-13"})
    assert not OwnDay.objects.exists()
    assert client.post(address(cast, "days/remove/"), {"day": "never"}).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "soon"}, "Type a date such as"),
        ({"day": "1 May 1880"}, "Give a day from 1990 to 2069."),
        ({"name": " "}, "This field is required."),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"works": "dance"}, "Select a valid choice"),
    ],
)
def test_a_wrong_day_is_named_at_its_field_and_nothing_changes(
    cast: Cast, signed_in: SignedIn, wrong: dict[str, str], said: str
) -> None:
    given = {"day": "13 April 2026", "name": "Fair", "works": "rest"} | wrong
    response = signed_in(cast.karin).post(address(cast, "days/"), given)
    assert response.status_code == 400 and said in response.content.decode()
    assert not OwnDay.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"country": "ZZ"}, {"region": "QQ"}, {"rest": ["0", "1", "2", "3", "4", "5"]}, {"acknowledge": "-1"},
              {"acknowledge": "soon"}, {"rest": ["9"]}, {"version": ""}],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, signed_in: SignedIn, wrong: dict[str, Any]) -> None:
    assert signed_in(cast.karin).post(address(cast), GIVEN | wrong).status_code == 400
    assert not Timetable.objects.exclude(authority=None).exists()


def test_the_second_of_two_sees_both_and_loses_nothing(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.ada).post(address(cast), GIVEN)
    response = signed_in(cast.karin).post(address(cast), GIVEN | {"country": "FR", "region": "", "acknowledge": "12"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Switzerland" in page and 'value="12"' in page and 'name="version" value="1"' in page


def test_home_says_how_a_date_was_counted(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    open_case(cast, at, channel="telephone", received_on=date(2026, 3, 2))
    page = signed_in(cast.ines).get("/").content.decode()
    assert "your authority has set no public holidays" in page and "Counted from receipt on" in page
    signed_in(cast.karin).post(address(cast), GIVEN | {"rest": ["1", "6"]})
    page = signed_in(cast.ines).get("/").content.decode()
    assert "by the working days that your authority has set" in page
    assert "left out: Tue 3 Mar" in page


def test_in_french(cast: Cast, signed_in: SignedIn) -> None:
    User.objects.filter(pk=cast.karin.id).update(language="fr")
    page = signed_in(cast.karin).get(address(cast)).content.decode()
    assert "Jours ouvrés et délais" in page and "Suisse" in page and "lundi" in page

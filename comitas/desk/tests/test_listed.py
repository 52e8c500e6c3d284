"""What is done with the register's list: filters on every column, a count, kept views, ticked cases, files."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from comitas.cases import actions as cases
from comitas.cases import queries
from comitas.cases.models import Case
from comitas.cases.queries import register
from comitas.cases.tests.building import add_part, open_case, restricted_case
from comitas.core.actor import Actor
from comitas.core.paging import page
from comitas.ledger.models import Line, Reading
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


def text_of(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("until=2026-01-12", True), ("until=2026-01-11", False), ("since=2026-01-12&until=2026-01-12", True), ("side=incoming", True),
        ("side=outgoing", False), ("mark=urgent", True), ("mark=custody", False), ("mark=restricted", False), ("due_by=2026-04-01", True),
        ("due_by=2026-02-01", False),
    ],
)  # fmt: skip
def test_every_column_has_a_filter(cast: Cast, at: datetime, signed_in: SignedIn, query: str, fits: bool) -> None:
    case = open_case(cast, at, received_on=date(2026, 1, 12))
    add_part(cast, at, case, deadline=date(2026, 3, 31))
    cases.set_urgent(by=cast.ines, at=at, case=case.pk, urgent=True, reason="Hearing")
    assert (case.number in text_of(signed_in(cast.ines), f"/register/?{query}")) is fits


def test_the_count_is_exact_up_to_a_bound(
    cast: Cast, at: datetime, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(3):
        open_case(cast, at)
    restricted_case(cast, at)
    browser = signed_in(cast.rosa)
    assert "3 cases." in text_of(browser, "/register/?view=open")
    assert "4 cases." in text_of(browser, "/register/")  # the plain list shows every number
    monkeypatch.setattr(register, "MOST_COUNTED", 2)
    monkeypatch.setattr(queries, "MOST_COUNTED", 2)
    monkeypatch.setattr("comitas.desk.views.register.page", partial(page, size=1))
    assert "2+ cases." in text_of(browser, "/register/?view=open")


def test_a_view_is_kept_opened_and_dropped(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    browser = signed_in(cast.ines)
    assert "/register/views/keep/?mark=urgent" in text_of(browser, "/register/?mark=urgent&after=x")
    shown = text_of(browser, "/register/views/keep/?mark=urgent&after=x")
    assert 'value="mark=urgent"' in shown
    kept = browser.post(
        "/register/views/keep/", {"name": "Urgent ones", "whose": "team", "authority": cast.central, "asked": "mark=urgent&evil=1"}
    )  # fmt: skip
    assert (kept.status_code, kept["Location"]) == (302, "/register/?mark=urgent")
    plain = text_of(signed_in(cast.jonas), "/register/")
    assert 'href="/register/?mark=urgent"' in plain and "Urgent ones" in plain and case.number in plain
    browser.get("/language/en/")
    listed = text_of(browser, "/register/views/")
    key = re.findall(r"/register/views/([0-9a-f-]{36})/drop/", listed)[0]
    assert browser.post(f"/register/views/{key}/drop/").status_code == 302
    assert "Urgent ones" not in text_of(browser, "/register/views/")


def test_a_view_without_a_name_is_told_at_its_field(cast: Cast, signed_in: SignedIn) -> None:
    answer = signed_in(cast.ines).post(
        "/register/views/keep/", {"name": "", "whose": "own", "authority": cast.central, "asked": "mark=urgent"}
    )
    assert answer.status_code == 400
    assert b'value="mark=urgent"' in answer.content


def test_ticked_cases_go_to_an_officer(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    first, second, untouched = (open_case(cast, at) for _ in range(3))
    browser = signed_in(cast.karin)
    shown = text_of(browser, "/register/?choose=1")
    assert f'value="{first.pk}"' in shown and 'form="assign"' in shown
    given = {"case": [str(first.pk), str(second.pk)], "officer": str(cast.jonas.id), "asked": ""}
    assert browser.post("/register/assign/", given).status_code == 302
    officers = dict(Case.objects.values_list("pk", "officer"))
    assert (officers[first.pk], officers[second.pk]) == (cast.jonas.id, cast.jonas.id)
    assert officers[untouched.pk] == cast.ines.id
    assert Line.objects.filter(kind="case.assigned", case__in=[first.pk, second.pk]).count() == 2
    browser.post("/register/assign/", given)
    assert Line.objects.filter(kind="case.assigned", case__in=[first.pk, second.pk]).count() == 2


def test_what_may_not_be_given_stays_and_looks_like_what_is_not_there(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    hidden = restricted_case(cast, at)  # Jonas and Rosa may not know it
    before = Case.objects.get(pk=hidden.pk).officer_id
    absent = "0197aaaa-0000-7000-8000-000000000000"
    answers = []
    for key in (str(hidden.pk), absent):
        browser = signed_in(cast.rosa)
        browser.post("/register/assign/", {"case": [key], "officer": str(cast.ines.id), "asked": ""})
        answers.append(browser.get("/register/?choose=1").content.count(b"1 stays where it is"))
    assert answers == [1, 1]
    karin = signed_in(cast.karin)
    karin.post("/register/assign/", {"case": [str(hidden.pk)], "officer": str(cast.jonas.id), "asked": ""})
    assert Case.objects.get(pk=hidden.pk).officer_id == before


@pytest.mark.parametrize("given", [{}, {"case": ["x"]}, {"officer": "1"}, {"case": [""], "officer": "nobody"}])
def test_a_form_that_makes_no_sense_changes_nothing(cast: Cast, signed_in: SignedIn, given: dict[str, object]) -> None:
    before = Line.objects.count()
    assert signed_in(cast.ines).post("/register/assign/", given).status_code == 302
    assert Line.objects.count() == before


def test_the_list_is_taken_as_a_file_that_says_what_the_page_says(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case = open_case(cast, at, title="=HYPERLINK(1)")
    cases.add_person(by=cast.ines, at=at, case=case.pk, name="Oren Kestley")
    hidden = restricted_case(cast, at, title="Canary wharf")
    browser = signed_in(cast.rosa)
    told = browser.get("/register/cases.csv").content.decode("utf-8-sig")
    assert case.number in told and "Oren Kestley" in told and hidden.number in told
    assert "Canary" not in told and ",=HYPERLINK" not in told and "'=HYPERLINK(1)" in told
    book = load_workbook(BytesIO(browser.get("/register/cases.xlsx").content))
    rows = list(book.active.iter_rows(values_only=False))
    titles = {cell.value: cell.data_type for row in rows for cell in row}
    assert titles["=HYPERLINK(1)"] == "s"
    assert "Canary wharf" not in titles
    assert "Canary" not in browser.get("/register/cases.csv?view=open").content.decode()
    assert Reading.objects.filter(manner="download", subject="register").count() == 3


def test_a_file_has_a_bound_that_is_a_setting(cast: Cast, at: datetime, signed_in: SignedIn, settings: object) -> None:
    settings.EXPORT_ROWS = 1
    for _number in range(2):
        open_case(cast, at)
    answer = signed_in(cast.ines).get("/register/cases.csv?view=open")
    assert (answer.status_code, answer["Location"]) == (302, "/register/?view=open")
    assert not Reading.objects.filter(manner="download").exists()

"""Indicators, published tables, briefs by State, five years and the auditor's pages: who sees them, what they say."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from comitas.accounts import actions as accounts
from comitas.accounts.models import User
from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.desk.gateways import spreadsheet
from comitas.desk.tests.test_figure_pages import tell, text_of
from comitas.samples.cast import Cast
from comitas.statistics.models import Noted, Publication
from comitas.statistics.readers import AUDITED
from comitas.statistics.tests.telling import Told

SignedIn = Callable[[Actor], Client]
CATALOGUE = "/figures/catalogue/?period=2026-Q1"
DAY = date(2026, 1, 12)


@pytest.fixture(autouse=True)
def counted(cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight requests of two States, of which two were answered."""
    monkeypatch.setattr(clock, "now", lambda: at)
    for number in range(8):
        told = Told(cast.central).opened(DAY, state="XB" if number < 6 else "XC").acknowledged(date(2026, 1, 15))
        tell(told.closed(date(2026, 2, 3), "V4") if number < 2 else told)


def test_every_indicator_is_shown_with_how_it_is_made(cast: Cast, signed_in: SignedIn) -> None:
    said = text_of(signed_in(cast.lea), CATALOGUE)
    assert "Indicators, Q1 2026" in said and "V2 New, received" in said
    assert "UNCAC 46(13)" in said and "Nothing says which letter answers which question." in said
    assert "Median, with the open ones" in said


def test_indicators_are_narrowed_and_a_wrong_filter_is_told_at_its_field(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.lea)
    shown = sheet(client, "/figures/catalogue.csv?period=2026-Q1&state=XC")
    assert shown["V2", ""] == "2" and sheet(client, "/figures/catalogue.csv?period=2026-Q1")["V2", ""] == "8"
    wrong = client.get(f"{CATALOGUE}&state=ZZZ")
    assert wrong.status_code == 200 and "govuk-error-message" in wrong.content.decode()


def sheet(client: Client, address: str) -> dict[tuple[str, str], str]:
    response = client.get(address)
    assert response.status_code == 200
    read = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    return {(row["Code"], row["Line"]): row["Figure"] for row in read if row["Side"] == "Incoming"}


def test_who_may_not_know_every_case_narrows_nothing(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ines)
    page = client.get(f"{CATALOGUE}&state=XC").content.decode()
    assert "they cannot be narrowed" in page and 'name="state"' not in page
    assert sheet(client, "/figures/catalogue.csv?period=2026-Q1&state=XC")["V2", ""] == "8"


def test_the_workbook_has_numbers_and_no_formula(cast: Cast, signed_in: SignedIn) -> None:
    tell(Told(cast.central).opened(DAY, "=HYPERLINK(1)"))
    response = signed_in(cast.lea).get("/figures/sheet.xlsx?period=2026-Q1")
    assert response["Content-Type"] == spreadsheet.KIND
    cells = [cell for row in load_workbook(io.BytesIO(response.content)).active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "'=HYPERLINK(1)" in [cell.value for cell in cells]
    assert any(cell.data_type == "n" and cell.value == 9 for cell in cells)
    assert signed_in(cast.lea).get("/figures/catalogue.exe?period=2026-Q1").status_code == 404


def publish(client: Client, cast: Cast, period: str = "2026-Q1") -> tuple[int, str]:
    response = client.post("/figures/published/new/", {"period": period, "authority": str(cast.central)})
    return response.status_code, response.get("Location", response.content.decode())


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A day after the quarter."""
    now = datetime.fromisoformat("2026-05-04T09:00:00+00:00")
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr("comitas.statistics.queries.is_behind", lambda: False)
    return now


def test_a_published_table_is_frozen_and_shows_what_is_counted_otherwise(
    cast: Cast, signed_in: SignedIn, later: datetime
) -> None:
    client = signed_in(cast.lea)
    status, place = publish(client, cast)
    assert status == 302
    assert "Nothing: the same is counted today." in text_of(client, place)
    assert publish(client, cast)[0] == 409, "the same table is not published twice"
    tell(Told(cast.central).opened(date(2026, 2, 1)))
    said = text_of(client, place)
    assert "Incoming New All requests 8 9 +1" in said.replace("Side ", "").replace("Line ", "").replace(
        "Kind ", ""
    ).replace("As published ", "").replace("Counted now ", "").replace("Difference ", "")
    assert publish(client, cast)[0] == 302
    assert list(Publication.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    frozen = Publication.objects.get(number=1)
    assert frozen.counted["incoming"][""]["new"] == 8 and frozen.shown["incoming"][""]["V4"] is None
    exported = client.get(f"{place}table.csv").content.decode("utf-8-sig")
    assert "2026-Q1,Incoming,New,All requests,8" in exported
    assert "Counted otherwise since" not in signed_in(cast.ines).get(place).content.decode()
    assert "Published tables" in text_of(client, "/figures/published/")


def test_nobody_changes_a_published_table(cast: Cast, signed_in: SignedIn, later: datetime) -> None:
    publish(signed_in(cast.lea), cast)
    for change in (lambda: Publication.objects.update(number=9), lambda: Publication.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_period_that_runs_is_not_published(cast: Cast, signed_in: SignedIn) -> None:
    status, said = publish(signed_in(cast.lea), cast)
    assert status == 409 and "This period has not ended." in said
    assert publish(signed_in(cast.lea), cast, "2026-Q9")[0] == 400
    assert publish(signed_in(cast.ines), cast)[0] == 403
    assert not Publication.objects.exists()


def test_five_years_stand_on_one_page(cast: Cast, signed_in: SignedIn) -> None:
    said = text_of(signed_in(cast.lea), "/figures/years/")
    assert "Five years on one page" in said and "2021" in said and "Days to the exit, median" in said
    assert "does not add up" not in said


def opened(cast: Cast, at: datetime, state: str = "XB") -> Case:
    more = {"authority": cast.central, "compartment": None, "received_on": DAY, "state_from": state}
    case = cases.open_case(by=cast.ines, at=at, kind="request", counts=True, title="Harbour accounts", **more)
    cases.add_part(by=cast.ines, at=at, case=case.pk, measure="a")
    return case


def test_a_brief_says_what_is_owed_and_names_nobody_aloud(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = opened(cast, at)
    cases.add_person(by=cast.ines, at=at, case=case.pk, name="Marek Osolin")
    client = signed_in(cast.karin)
    assert "Borland" in text_of(client, "/briefs/")
    page = client.get("/briefs/XB/").content.decode()
    said = text_of(client, "/briefs/XB/")
    assert "We owe Borland an answer to 1 request. The oldest is of 12 January 2026." in said
    assert "Borland owes us no answer." in said and case.number in said and "with us" in said
    assert "Marek" not in page
    assert client.get("/briefs/QQ/").status_code == 404
    assert signed_in(cast.lea).get("/briefs/XB/").status_code == 403


def test_a_brief_tells_nothing_of_what_the_reader_may_not_know(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = opened(cast, at)
    readers = (cast.ines.id, cast.karin.id)
    accounts.restrict(by=cast.ines, at=at, permission="case:restrict", compartment=case.compartment_id, readers=readers)
    assert "Nous ne devons aucune réponse à Borland." in text_of(
        signed_in(cast.jonas), "/briefs/XB/"
    )  # he reads French
    assert "1 request" in text_of(signed_in(cast.karin), "/briefs/XB/")


def test_the_questions_of_a_brief_do_not_grow(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    client, asked = signed_in(cast.karin), []
    for _time in range(2):
        opened(cast, at)
        client.get("/briefs/XB/")
        with CaptureQueriesContext(connection) as found:
            client.get("/briefs/XB/")
        asked.append(len(found))
        opened(cast, at)
    assert asked[0] == asked[1]


def audited(told: Told) -> None:
    for entry in told.entries(Noted.objects.count() * 100 + 1):
        if entry.kind in AUDITED.kinds:
            AUDITED.apply(entry)


def test_the_auditor_sees_numbers_lists_and_rights(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    opened(cast, at)
    client = signed_in(cast.max)
    said = text_of(client, "/audit/?period=2026")
    assert "Case numbers" in said and "None is on record." in said
    told = Told(cast.central)
    told.stepped(DAY, "refuse", ground="R21b", passed=["uncac.46.26"], same_hand=True)
    Noted.objects.all().delete()
    audited(told)
    Noted.objects.update(compartment=None)
    said = text_of(client, "/audit/?period=2026")
    assert "Passed by the head" in said and "(R21b) " in said
    assert client.get("/audit/lists/overrides/?period=2026").status_code == 200
    assert "Nothing in this period." in text_of(client, "/audit/lists/destruction/?period=2026")
    assert client.get("/audit/lists/nonsense/").status_code == 404
    assert "Karin" in text_of(client, "/audit/rights/?on=2026-03-04") and "Nobody held a role" in text_of(
        client, "/audit/rights/?on=1999-01-01"
    )
    assert "govuk-error-message" in client.get("/audit/rights/?on=yesterday+or+so").content.decode()


@pytest.mark.parametrize("name", ["rosa", "ines", "karin", "lea", "ada"])
def test_nobody_else_audits(cast: Cast, signed_in: SignedIn, name: str) -> None:
    client = signed_in(cast.people[name])
    places = ("/audit/", "/audit/rights/", reverse("desk:audit-list", args=["overrides"]))
    assert [client.get(place).status_code for place in places] == [403, 403, 403]


def test_in_french(cast: Cast, signed_in: SignedIn) -> None:
    User.objects.filter(pk=cast.lea.id).update(language="fr")
    assert "Indicateurs, T1 2026" in text_of(signed_in(cast.lea), CATALOGUE)

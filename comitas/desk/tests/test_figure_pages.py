"""The page of figures: who sees it, what it says, its chart, its sheet; a statistician sees figures and no case."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from comitas.accounts.models import User
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.desk.gateways import charts
from comitas.samples.cast import Cast
from comitas.statistics.models import CaseFact
from comitas.statistics.readers import FIGURES
from comitas.statistics.tests.telling import Told

SignedIn = Callable[[Actor], Client]
PAGE = "/figures/?period=2026-Q1"
CHART = reverse("desk:figures-chart", args=["incoming", "2026-Q1"])
DAY = date(2026, 1, 12)


@pytest.fixture(autouse=True)
def counted(cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight requests of which two were answered, and one enquiry, that nobody of the cast may read."""
    monkeypatch.setattr(clock, "now", lambda: at)
    for number in range(8):
        told = Told(cast.central).opened(DAY).acknowledged(date(2026, 1, 15))
        tell(told.closed(date(2026, 2, 3), "V4") if number < 2 else told)
    tell(Told(cast.central).opened(DAY, "enquiry", False))


def tell(told: Told) -> None:
    for entry in told.entries(CaseFact.objects.count() * 100 + 1):
        FIGURES.apply(entry)


def text_of(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content[:500]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_statistician_reads_every_figure(cast: Cast, signed_in: SignedIn) -> None:
    said = text_of(signed_in(cast.lea))
    assert "Figures, Q1 2026" in said
    assert "8 requests came in, 2 left, 6 are open at the end." in said
    assert "It adds up: 6 open requests were counted one by one." in said
    assert "Enquiry before a request 1" in said
    assert re.search(
        r"From receipt to acknowledgement Requests 8 Median 3 Nine of ten within 3 Longest 3 Still waiting 0", said
    )


def test_a_statistician_sees_no_case(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.lea)
    assert [client.get(place).status_code for place in ("/arrivals/", "/arrivals/new/", "/ledger/")] == [403, 403, 403]
    assert "/arrivals/" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["rosa", "ada", "max", "pavel"])
def test_others_read_no_figures(cast: Cast, signed_in: SignedIn, name: str) -> None:
    client = signed_in(cast.people[name])
    assert [client.get(place).status_code for place in (PAGE, CHART, "/figures/sheet.csv")] == [403] * 3
    assert "/figures/" not in client.get("/").content.decode()


def test_who_may_not_know_every_case_sees_the_form_for_publication(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ines)
    page = client.get(PAGE).content.decode()
    assert "Some cases are known to their readers only." in page
    assert "<img" not in page and client.get(CHART).status_code == 404
    assert "2 left" not in page and "Show every figure" not in page
    shown = rows(client, PAGE.replace("/?", "/sheet.csv?"))
    assert shown["Granted fully", "All requests"] == "c"


def test_the_form_for_publication_can_be_asked_for(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.lea)
    page = client.get(f"{PAGE}&form=public").content.decode()
    assert "The form for publication." in page and "Show every figure" in page and "<img" not in page
    assert 'name="form" value="public"' in page


def rows(client: Client, address: str) -> dict[tuple[str, str], str]:
    response = client.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    read = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    return {(row["Line"], row["Kind"]): row["Figure"] for row in read if row["Side"] == "Incoming"}


def test_the_sheet_has_every_figure_and_no_formula(cast: Cast, signed_in: SignedIn) -> None:
    tell(Told(cast.central).opened(DAY, "=HYPERLINK(1)"))
    shown = rows(signed_in(cast.lea), "/figures/sheet.csv?period=2026-Q1")
    assert shown["New", "All requests"] == "9"
    assert shown["New", "Request for assistance"] == "8"
    assert shown["From receipt to acknowledgement", "Median"] == "3"
    assert shown["From receipt to first answer, full or in part", "Median"] == ""
    assert shown["New", "'=HYPERLINK(1)"] == "1"


def test_the_chart_is_an_image_of_its_own(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.lea)
    page = client.get(PAGE).content.decode()
    assert f'src="{CHART}"' in page and "style=" not in page
    response = client.get(CHART)
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg")
    assert b"Q1 2026" in response.content and b"Came in" in response.content
    assert b"<script" not in response.content and b"style=" not in response.content


def test_a_chart_that_cannot_be_drawn_leaves_the_page_as_it_is(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "_PROGRAM", "raise SystemExit(1)")
    tell(Told(cast.central, key=uuid4()).opened(date(2026, 1, 30)))
    assert signed_in(cast.lea).get(CHART).status_code == 503


@pytest.mark.parametrize(
    "address", ["/figures/incoming/2026-Q9.svg", "/figures/sideways/2026.svg", "/figures/incoming/x.svg"]
)
def test_a_chart_of_nothing_is_not_there(cast: Cast, signed_in: SignedIn, address: str) -> None:
    assert signed_in(cast.lea).get(address).status_code == 404


@pytest.mark.parametrize("code", ["2026-Q9", "<script>", "9" * 5000, "1850", ""])
def test_what_is_no_period_is_said_and_the_present_quarter_is_shown(cast: Cast, signed_in: SignedIn, code: str) -> None:
    response = signed_in(cast.lea).get("/figures/", {"period": code})
    page = response.content.decode()
    assert response.status_code == 200 and "Figures, Q1 2026" in page
    assert "<script>&quot;" not in page
    assert "govuk-error-message" in page


def test_periods_follow_each_other_up_to_the_present_one(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.lea)
    page = client.get("/figures/").content.decode()
    assert "?period=2025-Q4" in page and "?period=2026-Q2" not in page
    assert "?period=2026-02" in client.get("/figures/?period=2026-01").content.decode()
    assert "Figures, Mar 1999" in text_of(client, "/figures/?period=1999-03")


def test_in_french(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.lea)
    User.objects.filter(pk=cast.lea.id).update(language="fr")
    said = text_of(client)
    assert "T1 2026" in said and "En cours à la fin" in said
    assert "Arrivées" in client.get(CHART).content.decode()

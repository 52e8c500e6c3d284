"""Dividing a scan on the screen, and labels for the paper."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from comitas.core import clock
from comitas.core.actor import Actor
from comitas.documents import queries as documents
from comitas.documents.models import Document, View
from comitas.documents.rules import states
from comitas.intake.models import Arrival
from comitas.intake.tests.arriving import arrive, fresh, restricted
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime, settings: Any, tmp_path: Path) -> None:
    settings.OBJECTS = tmp_path / "objects"
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def scan(cast: Cast, at: datetime) -> Arrival:
    made = arrive(cast, at, b"%PDF-1.7")
    document = documents.placements(cast.karin, made.compartment_id).get().document_id
    Document.objects.filter(pk=document).update(state=states.READ, pages_done=3, pages_total=3)
    return made


def typed(scan: Arrival, *rows: tuple[Any, Any, Any]) -> dict[str, Any]:
    named = {
        f"{name}-{n}": value
        for n, row in enumerate(rows)
        for name, value in zip(("letter", "place", "turn"), row, strict=True)
    }
    return {"version": fresh(scan).version, **named}


def test_a_scan_is_divided_with_the_form(cast: Cast, signed_in: SignedIn, scan: Arrival) -> None:
    browser, address = signed_in(cast.rosa), f"/arrivals/{scan.pk}/pages/"
    assert f'href="{address}"' in browser.get(f"/arrivals/{scan.pk}/").content.decode()
    assert browser.get(address).content.decode().count("thumbnail.webp") == 3
    answer = browser.post(address, typed(scan, (1, 2, 0), (1, 1, 180), (2, 3, 0)), follow=True)
    assert "Divided into A-2026-" in answer.content.decode()
    recipes = [[sheet[1:] for sheet in view.recipe] for view in View.objects.order_by("name")]
    assert recipes == [[[2, 180], [1, 0]], [[3, 0]]]
    assert "This arrival is decided on" in browser.get(address).content.decode()
    assert browser.post(address, typed(scan, (1, 1, 0), (2, 2, 0), (1, 3, 0))).status_code == 409
    assert View.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("", 1, 0)] * 3, "Give at least one page the number of a letter."),
        ([(1, 1, 0), (1, 2, 0), (1, 3, 0)], "Nothing was divided, moved, turned or left out."),
        ([("x", 1, 0), (1, 2, 0), (1, 3, 0)], "Enter a whole number."),
        ([(101, 1, 0), (1, 2, 0), (1, 3, 0)], "Ensure this value is less than or equal to 100."),
        ([(1, 1, 45), (1, 2, 0), (1, 3, 0)], "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_told_at_the_form_and_changes_nothing(
    cast: Cast, signed_in: SignedIn, scan: Arrival, rows: list[Any], words: str
) -> None:
    answer = signed_in(cast.rosa).post(f"/arrivals/{scan.pk}/pages/", typed(scan, *rows))
    assert answer.status_code == 400 and words in answer.content.decode()
    assert View.objects.count() == 0 and fresh(scan).state == "waiting"


def test_a_label_says_number_authority_and_day_and_nothing_of_the_letter(
    cast: Cast, at: datetime, signed_in: SignedIn, scan: Arrival
) -> None:
    hidden = restricted(cast, at, sender="Secret sender")
    for browser, made in ((signed_in(cast.rosa), scan), (signed_in(cast.karin), hidden)):
        answer = browser.get(f"/arrivals/{made.pk}/label.pdf")
        text = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_range()
        assert made.number in text and "Central Authority of Arland" in text and "Secret" not in text
    sheet = signed_in(cast.rosa).get("/arrivals/labels.pdf")
    text = pypdfium2.PdfDocument(sheet.content)[0].get_textpage().get_text_range()
    assert scan.number in text and hidden.number not in text
    assert signed_in(cast.rosa).get(f"/arrivals/{hidden.pk}/label.pdf").status_code == 404

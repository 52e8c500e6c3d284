"""A document that was not read is given to the reader again from the page that shows it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from comitas.cases.tests.building import open_case
from comitas.core import clock
from comitas.core.actor import Actor, system
from comitas.documents import actions as keeping
from comitas.documents import queries as kept
from comitas.documents.models import Document, Placement
from comitas.documents.rules import states
from comitas.documents.rules.refusals import CODES, Code
from comitas.intake.models import Arrival
from comitas.intake.tests.arriving import arrive, restricted
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
READER = system("reader")
BUTTON = "Try to read it again"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime, settings: Any, tmp_path: Path) -> None:
    settings.OBJECTS = tmp_path / "objects"
    monkeypatch.setattr(clock, "now", lambda: at)


def not_read(made: Arrival, at: datetime, code: Code) -> Placement:
    """As if the reader had given the document of *made* up for this reason."""
    placed = kept.placements(READER, made.compartment_id).get()
    Document.objects.filter(pk=placed.document_id).update(
        attempts=states.TRIES - 1
    )  # a converter that died is tried thrice
    attempt = keeping.begin_reading(by=READER, at=at, document=placed.document_id)
    keeping.refuse_reading(by=READER, at=at, document=placed.document_id, attempt=attempt, code=code)
    return placed


@pytest.mark.parametrize("code", CODES)
def test_the_button_stands_where_another_attempt_may_help(
    cast: Cast, at: datetime, signed_in: SignedIn, code: Code
) -> None:
    made = arrive(cast, at, b"%PDF-1.7")
    not_read(made, at, code)
    shown = signed_in(cast.rosa).get(reverse("desk:arrival", args=[made.pk])).content.decode()
    assert (BUTTON in shown) == (code in ("timed-out", "crashed", "too-large", "too-many-pages"))


def test_it_is_read_again_once_however_often_the_button_is_pressed(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    made = arrive(cast, at, b"%PDF-1.7")
    placed = not_read(made, at, "timed-out")
    browser, address = signed_in(cast.rosa), reverse("desk:read-again", args=[placed.pk])
    answers = [browser.post(address) for _press in range(2)]
    assert [one.headers["Location"] for one in answers] == [f"/arrivals/{made.pk}/?file={placed.pk}"] * 2
    assert Document.objects.get().state == states.WAITING
    assert Line.objects.filter(kind="document.read-again").count() == 1
    shown = browser.get(answers[0].headers["Location"]).content.decode()
    assert "It will be read again." in shown and "Waiting to be read." in shown and BUTTON not in shown


def test_in_a_case_it_goes_back_to_the_document(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    upload = keeping.receive_file(by=cast.ines, at=at, name="statement.pdf", data=b"%PDF-1.7")
    placed = keeping.keep(by=cast.ines, at=at, upload=upload.pk, compartment=case.compartment_id, case=case.pk)
    attempt = keeping.begin_reading(by=READER, at=at, document=placed.document_id)
    keeping.refuse_reading(by=READER, at=at, document=placed.document_id, attempt=attempt, code="timed-out")
    browser = signed_in(cast.ines)
    assert BUTTON in browser.get(reverse("desk:item", args=[placed.pk])).content.decode()
    answer = browser.post(reverse("desk:read-again", args=[placed.pk]))
    assert answer.headers["Location"] == reverse("desk:item", args=[placed.pk])
    assert Document.objects.get().state == states.WAITING


def test_for_whom_it_is_not_it_is_not_there(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = restricted(cast, at, b"%PDF-1.7")
    placed = not_read(made, at, "timed-out")
    for actor, status in ((cast.jonas, 404), (cast.solo, 404), (cast.ada, 403)):
        browser = signed_in(actor)
        assert browser.post(reverse("desk:read-again", args=[placed.pk])).status_code == status
        if status == 404:
            assert browser.post(reverse("desk:read-again", args=[uuid4()])).status_code == 404
    assert Document.objects.get().state == states.REFUSED

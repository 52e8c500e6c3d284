"""A mail on the arrival's and the case's pages: what lay in it is listed under it, opened there, and marked like any document."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comitas.accounts.models import User
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.actor import Actor, system
from comitas.documents import actions as keeping
from comitas.documents import queries as kept
from comitas.documents.models import Document, Placement
from comitas.documents.rules import states
from comitas.intake import actions
from comitas.intake.models import Arrival
from comitas.intake.tests.arriving import LETTER, arrive, fresh, particulars, restricted, was_read
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
READER = system("reader")
MAIL = b"From: a@b.example\nMessage-ID: <1@b.example>\n\nSee attached."
HEADER = "From: Ana Marlow <ana@bo.example>\nDate: Thu, 12 Feb 2026 09:14:00 +0100\n\nPlease find attached."


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime, settings: Any, tmp_path: Path) -> None:
    settings.OBJECTS = tmp_path / "objects"
    monkeypatch.setattr(clock, "now", lambda: at)


def take_out(document: Any, at: datetime, *files: tuple[str, bytes]) -> None:
    """As if these files had been taken out of a document."""
    attempt = keeping.begin_reading(by=READER, at=at, document=document)
    for place, (name, data) in enumerate(files, 1):
        keeping.keep_enclosed(by=READER, at=at, document=document, attempt=attempt, place=place, name=name, data=data)
    keeping.finish_reading(
        by=READER, at=at, document=document, attempt=attempt, engine="x", notes=("macros", "comments:3")
    )


def with_mail(cast: Cast, at: datetime, *files: tuple[str, bytes], receive: Any = arrive) -> Arrival:
    """An arrival with one mail in which *files* lay."""
    made = receive(cast, at, MAIL)
    take_out(kept.placements(READER, made.compartment_id).get().document_id, at, *files)
    was_read(made, HEADER)
    return made


def page(made: Arrival, file: Placement | None = None) -> str:
    return reverse("desk:arrival", args=[made.pk]) + (f"?file={file.pk}" if file else "")


def html(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_what_lay_in_a_mail_is_listed_under_it_and_opens_there(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_mail(cast, at, ("Lettre é.pdf", b"%PDF-1.7"), ("<b>.txt", b"x")), signed_in(cast.ines)
    mail, letter, note = kept.placements(cast.ines, made.compartment_id)
    shown = html(browser, page(made))
    assert "Inside this file" in shown and "Please find attached." in shown
    assert shown.index(f"?file={letter.pk}") < shown.index(f"?file={note.pk}")
    assert "Lettre é.pdf" in shown and "&lt;b&gt;.txt" in shown and "Waiting to be read" in shown
    opened = html(browser, page(made, letter))
    assert '<b aria-current="true">Lettre é.pdf</b>' in opened and f"?file={mail.pk}" in opened
    assert reverse("documents:original", args=[letter.pk]) in opened


def test_what_is_to_be_known_of_the_original_is_said(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_mail(cast, at), signed_in(cast.ines)
    shown = html(browser, page(made))
    assert "The original contains macros" in shown and "Comments in the original: 3." in shown
    assert "Inside this file" not in shown


def test_proposals_from_the_letter_in_a_mail_are_marked_on_the_letter(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    made, browser = with_mail(cast, at, ("letter.pdf", b"%PDF-1.7")), signed_in(cast.ines)
    was_read(made, HEADER, LETTER)
    mail, letter = kept.placements(cast.ines, made.compartment_id)
    assert "PG/IC/0417/26" in html(browser, page(made))
    assert 'class="cm-mark"' in html(browser, page(made, letter))
    assert Document.objects.filter(pk=letter.document_id, state=states.READ).exists()


def test_every_one_of_very_many_files_can_be_opened(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    made, browser = with_mail(cast, at, *((f"{number}.txt", b"x") for number in range(120))), signed_in(cast.ines)
    last = list(kept.placements(cast.ines, made.compartment_id))[-1]
    with django_assert_max_num_queries(60):
        shown = html(browser, page(made))
    assert shown.count("cm-inside__file ") == 121
    assert '<b aria-current="true">119.txt</b>' in html(browser, page(made, last))


def test_further_letters_beside_a_large_archive_keep_their_tabs(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = arrive(cast, at, MAIL, b"%PDF-1.7 second"), signed_in(cast.ines)
    take_out(kept.placements(READER, made.compartment_id)[0].document_id, at, *((f"{n}.txt", b"x") for n in range(30)))
    shown = html(browser, page(made))
    assert "letter-1.pdf" in shown and "letter-2.pdf" in shown


def test_the_case_lists_it_under_the_mail_with_its_handling(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = with_mail(cast, at, *((f"{number}.txt", b"x") for number in range(25)))
    case = actions.accept_as_case(
        by=cast.ines,
        at=at,
        arrival=made.pk,
        version=fresh(made).version,
        particulars=particulars(),
        acceptance=acceptance(),
    )
    browser = signed_in(cast.ines)
    mail, *inner = kept.placements(cast.ines, case.compartment_id)
    shown = html(browser, reverse("desk:case-documents", args=[case.pk]))
    assert shown.index("letter-1.pdf") < shown.index("0.txt") < shown.index("19.txt")
    assert "20.txt" not in shown and "5 more files inside" in shown
    assert reverse("desk:mark-item", args=[inner[0].pk]) in shown
    whole = html(browser, reverse("desk:item", args=[mail.pk]))
    assert "24.txt" in whole and reverse("desk:mark-item", args=[inner[-1].pk]) in whole
    assert '<b aria-current="true">24.txt</b>' in html(browser, reverse("desk:item", args=[inner[-1].pk]))
    front = html(browser, reverse("desk:case", args=[case.pk]))
    assert "letter-1.pdf" in front and "24.txt" not in front


def acceptance() -> Any:
    return actions.Acceptance(title="Records of an account")


def test_a_stranger_sees_nothing_of_it(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = with_mail(cast, at, ("secret.pdf", b"%PDF-1.7"), receive=restricted)
    _mail, letter = kept.placements(cast.ines, made.compartment_id)
    assert "secret.pdf" in html(signed_in(cast.ines), page(made))
    for stranger in (cast.rosa, cast.jonas):
        assert signed_in(stranger).get(page(made, letter)).status_code == 404
        assert signed_in(stranger).get(reverse("documents:original", args=[letter.pk])).status_code == 404
    assert Case.objects.count() == 0


def test_in_french(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_mail(cast, at, ("lettre.pdf", b"%PDF-1.7")), signed_in(cast.ines)
    User.objects.filter(pk=cast.ines.id).update(language="fr")
    shown = html(browser, page(made))
    assert "Dans ce fichier" in shown and "L’original contient des macros" in shown

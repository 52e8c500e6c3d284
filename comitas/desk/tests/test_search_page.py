"""The search page: what is typed is marked, nothing in it is markup, and every search is noted."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from comitas.cases import actions as cases
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core.actor import Actor
from comitas.desk.presenters import search as presenters
from comitas.documents import actions as documents
from comitas.documents import queries as kept
from comitas.documents.tests.test_readings import page
from comitas.finding.rules.asked import asked
from comitas.finding.tests.following import follow
from comitas.finding.tests.test_readers import a_read_document
from comitas.intake import actions as intake
from comitas.ledger.models import Reading
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"')


def text_of(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_it_says_what_can_be_found_before_anything_is_typed(cast: Cast, signed_in: SignedIn) -> None:
    shown = text_of(signed_in(cast.ines), "/search/")
    assert "every page of every document" in shown
    assert not Reading.objects.filter(manner="search").exists()


def test_words_are_marked_and_text_is_no_markup(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    open_case(cast, at, title="Yachts <script>alert(1)</script> of the harbour")
    follow()
    shown = text_of(signed_in(cast.ines), "/search/?q=yacht")
    assert "<mark>Yachts</mark> &lt;script&gt;" in shown
    assert "<script>alert" not in shown


def test_a_document_is_opened_at_its_page_with_the_words_marked(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    placed = a_read_document(cast, at, case.compartment_id, "Virements suspects")
    follow()
    browser = signed_in(cast.ines)
    shown = text_of(browser, "/search/?q=virement+suspect")
    assert f"/items/{placed.pk}/?find=virement+suspect#page-1" in shown
    assert "<mark>Virements</mark> <mark>suspects</mark>" in shown
    opened = text_of(browser, f"/items/{placed.pk}/?find=virement+suspect")
    assert 'id="page-1"' in opened
    assert 'id="found-1-1"' in opened and 'id="found-1-2"' in opened
    assert "found-1" not in text_of(browser, f"/items/{placed.pk}/?find=barge")


def test_a_document_that_is_in_no_case_leads_to_its_arrival(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    upload = documents.receive_file(by=cast.rosa, at=at, name="Ordinary filename.pdf", data=b"%PDF-1.7")
    arrival = intake.receive(
        by=cast.rosa, at=at, authority=cast.central, once=uuid4(), uploads=(upload.pk,),
        particulars=intake.Particulars(at.date(), "request", "Borland", channel="courier"),
    )  # fmt: skip
    placed = kept.placements(cast.rosa, arrival.compartment_id).get()
    follow()
    shown = text_of(signed_in(cast.rosa), "/search/?q=ordinary+filename")
    assert f"/arrivals/{arrival.pk}/?file={placed.pk}" in shown


def test_a_case_number_opens_its_case(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    answer = signed_in(cast.ines).get("/search/", {"q": case.number})
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{case.pk}/")


def test_nothing_found_says_so_and_what_to_try(cast: Cast, signed_in: SignedIn) -> None:
    shown = text_of(signed_in(cast.ines), "/search/?q=nowhere+%3Cb%3E")
    assert "nowhere &lt;b&gt;" in shown
    assert "try fewer of them" in shown


def test_of_a_restricted_case_the_page_is_as_if_it_were_not_there(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    restricted_case(cast, at, title="Zephyrine holding")
    follow()
    browser = signed_in(cast.rosa)
    words = ("zephyrine", "nephyrize")
    there, absent = (TOKEN.sub(b"", browser.get(f"/search/?q={word}").content) for word in words)
    assert there.replace(b"zephyrine", b"") == absent.replace(b"nephyrize", b"")


def test_every_search_is_noted_with_its_words_sealed(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.ines).get("/search/?q=Orsolya")
    noted = Reading.objects.get(manner="search")
    assert (noted.subject, noted.actor) == ("search", str(cast.ines))
    assert noted.sealed and b"Orsolya" not in bytes(noted.sealed)


@pytest.mark.parametrize(
    "query",
    ["q=" + "x" * 201, "q=%00", "q=a&page=-1", "q=a&page=99999999", "q=a&kind=nothing", "q=%27%26%7C%21", "q=%22"],
)
def test_what_makes_no_sense_is_answered_all_the_same(cast: Cast, signed_in: SignedIn, query: str) -> None:
    assert signed_in(cast.ines).get(f"/search/?{query}").status_code in (200, 400)


def test_who_reads_no_register_has_no_search(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.ada).get("/search/?q=a").status_code == 403


def test_marks_stand_where_the_words_stand() -> None:
    found: Any = presenters.marks(page(1, "Le virement bancaire"), asked("virements"))
    assert len(found) == 1 and len(found[0]["boxes"]) == 1


def test_a_person_is_found_by_a_name_in_other_letters(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    cases.add_person(by=cast.ines, at=at, case=case.pk, name="Юлия Тимошенко")
    follow()
    shown = text_of(signed_in(cast.ines), "/search/?q=Yulia+Tymoshenko")
    assert "<mark>Тимошенко</mark>" in shown and "A name like it." in shown

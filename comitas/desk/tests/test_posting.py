"""Letters signed by hand and the lists of what left, on the screens."""

from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from comitas.cases.tests.building import restricted_case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.drafting import actions
from comitas.drafting.models import Letter
from comitas.drafting.tests.test_bare_letters import bare
from comitas.drafting.tests.test_signing import SCAN, submitted
from comitas.drafting.tests.writing import CANARY, approved, drafted, fresh, sent, two_parts, version
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
LISTS = "/letters/posting/"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, at: datetime) -> datetime:
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def page(name: str, letter: Letter) -> str:
    return reverse(f"desk:{name}", args=[letter.pk])


def form(letter: Letter, **more: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("signed.pdf", SCAN, "application/pdf")
    return {"version": version(letter), "signed_on": "3 March 2026", "file": file} | more


def test_signed_by_hand_and_scanned_back_by_clicking(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    letter, rosa = submitted(cast, today), signed_in(cast.rosa)
    shown = rosa.get(page("letter", letter)).content.decode()
    assert page("scan-letter", letter) in shown and "?by-hand=1" in shown
    assert rosa.get(f"{page('letter-paper', letter)}?by-hand=1").content.startswith(b"%PDF")
    refused = rosa.post(
        page("scan-letter", letter), form(letter, signer=cast.karin.id, file=SimpleUploadedFile("x.docx", b"PK.."))
    )
    assert refused.status_code == 400 and "This file is no scan." in unescape(refused.content.decode())
    assert "Karin Aldane" in refused.content.decode()
    assert rosa.post(page("scan-letter", letter), form(letter, signer=cast.karin.id)).status_code == 302
    shown = unescape(rosa.get(page("letter", letter)).content.decode())
    assert "On 3 March 2026, by Karin Aldane" in shown and "Scan attached by Rosa Teller" in shown
    assert "It is the approval: there was none on screen." in shown
    assert page("scan-letter", letter) not in shown
    listed = rosa.get(reverse("desk:case-letters", args=[letter.case_id])).content.decode()
    assert "approved on paper" in listed


@pytest.mark.parametrize("given", [{}, {"version": "x", "signed_on": "soon", "signer": "me"}])
def test_nothing_chosen_is_answered_in_sentences(
    cast: Cast, today: datetime, signed_in: SignedIn, given: dict[str, str]
) -> None:
    letter = submitted(cast, today)
    assert signed_in(cast.rosa).post(page("scan-letter", letter), given).status_code == 400
    assert fresh(letter).state == "submitted"


def left(cast: Cast, at: datetime, channel: str, **more: Any) -> Letter:
    case, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    Letter.objects.filter(pk=letter.pk).update(**more)
    return sent(cast, at, approved(cast, at, letter), channel=channel)


def test_what_left_on_a_day_stands_on_the_list_of_its_channel(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    post = left(cast, today, "letter", enclosures="One\nTwo")
    bag = left(cast, today, "diplomatic", to_name="Embassy of Borland")
    rosa = signed_in(cast.rosa)
    shown = unescape(rosa.get(LISTS).content.decode())
    assert shown.index("Posting list") < shown.index(post.number) < shown.index("Bag list") < shown.index(bag.number)
    assert "1 Quay Street, Port Selwyn" in shown and "Acknowledgement" not in shown
    only = rosa.get(f"{LISTS}?on=3+March+2026&channel=diplomatic").content.decode()
    assert bag.number in only and post.number not in only
    before = rosa.get(f"{LISTS}?on=2026-03-02").content.decode()
    assert post.number not in before and "No letter was recorded as sent on this day." in before
    assert LISTS in rosa.get(reverse("desk:letters")).content.decode()


def test_a_letter_without_a_number_has_none_on_the_list(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, *_ = two_parts(cast, today)
    letter = sent(cast, today, approved(cast, today, bare(cast, today, case, "en")))
    shown = signed_in(cast.rosa).get(LISTS).content.decode()
    assert "Dana Prell" in shown and letter.number not in shown and case.number not in shown


def test_letters_of_a_restricted_case_are_on_the_lists_of_its_readers(
    cast: Cast, today: datetime, signed_in: SignedIn
) -> None:
    letter = drafted(cast, today, restricted_case(cast, today), "acknowledgement")
    Letter.objects.filter(pk=letter.pk).update(to_name=CANARY)
    actions.submit(by=cast.ines, at=today, letter=letter.pk, version=1)
    actions.approve(by=cast.karin, at=today, letter=letter.pk, version=2)
    sent(cast, today, letter)
    told = {
        who.name: CANARY in signed_in(who).get(LISTS).content.decode() for who in (cast.ines, cast.rosa, cast.jonas)
    }
    assert list(told.values()) == [True, False, False]


@pytest.mark.parametrize("query", ["on=soon", "channel=pigeon", "on=99/99/9999"])
def test_a_question_that_makes_no_sense_is_answered(
    cast: Cast, today: datetime, signed_in: SignedIn, query: str
) -> None:
    assert signed_in(cast.rosa).get(f"{LISTS}?{query}").status_code == 400

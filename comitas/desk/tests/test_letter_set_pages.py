"""The full set of letters on the screens: offered with what each is for, owed ones named, a bare one without enclosures."""

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from comitas.cases.tests.building import TREATY, take
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.drafting.models import Letter
from comitas.drafting.rules.kinds import KINDS
from comitas.drafting.tests.test_enclosures import item
from comitas.drafting.tests.test_full_set import resting_on
from comitas.drafting.tests.writing import drafted, finished, to_court, two_parts
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, at: datetime) -> datetime:
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def shown(browser: Client, name: str, *arguments: object) -> str:
    return unescape(browser.get(reverse(f"desk:{name}", args=arguments)).content.decode())


def test_every_kind_is_offered_with_what_it_is_for(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, *_ = two_parts(cast, today)
    page = shown(signed_in(cast.ines), "new-letter", case.pk)
    offered = {code for code, kind in KINDS.items() if kind.name in page and kind.hint in page}
    assert offered == {code for code, kind in KINDS.items() if kind.of("incoming")}


def test_a_refusal_without_a_letter_is_said_and_its_letter_is_one_click_away(
    cast: Cast, today: datetime, signed_in: SignedIn
) -> None:
    case, bank, *_ = two_parts(cast, today)
    resting_on(cast, today, bank, TREATY)
    ines = signed_in(cast.ines)
    assert "was not told yet" not in shown(ines, "case", case.pk)
    take(cast, today, bank, "refuse")
    for name in ("case", "case-letters"):
        page = shown(ines, name, case.pk)
        assert "The other State was not told yet that part 1 is refused, and why." in page
    link = re.search(r'href="([^"]+kind=refusal[^"]+)"', page).group(1)  # type: ignore[union-attr]
    chosen = ines.get(link).content.decode()
    assert re.search(r'value="refusal"[^>]* checked', chosen) and re.search(rf'value="{bank.pk}" checked', chosen)
    assert "kind=refusal" not in shown(signed_in(cast.rosa), "case-letters", case.pk), "the registry drafts no letters"


def test_dates_that_a_letter_takes_are_asked_for(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, bank, *_ = two_parts(cast, today)
    ines = signed_in(cast.ines)
    delay, status = (drafted(cast, today, case, kind, bank) for kind in ("extension", "status"))
    assert 'name="expected_on"' in shown(ines, "letter", delay.pk)
    assert 'name="expected_on"' not in shown(ines, "letter", status.pk)
    form = {
        "version": 1,
        "to_name": "B",
        "subject": "S",
        "body": "Soon.",
        "expected_on": "1 April 2026",
        "then": "submit",
    }
    assert ines.post(reverse("desk:letter", args=[delay.pk]), form).status_code == 302
    row = Letter.objects.get(pk=delay.pk)
    assert (row.state, row.expected_on.isoformat()) == ("submitted", "2026-04-01")


def test_what_is_wrong_with_the_parts_stands_at_their_field(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, bank, *_ = two_parts(cast, today)
    ines, new = signed_in(cast.ines), reverse("desk:new-letter", args=[case.pk])
    once = re.search(r'name="once" value="([^"]+)"', ines.get(new).content.decode()).group(1)  # type: ignore[union-attr]
    wish = {"once": once, "kind": "chaser", "parts": [bank.pk], "language": "en", "to_authority": to_court(cast)}
    answer = ines.post(new, wish)
    assert answer.status_code == 400 and "this letter is not for it" in unescape(answer.content.decode())
    assert not Letter.objects.filter(case=case).exists()


def test_a_bare_letter_offers_no_document_and_says_why(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, *_ = two_parts(cast, today)
    item(cast, today, case)
    letter = finished(cast, today, drafted(cast, today, case, "neither-confirm-nor-deny"))
    ines = signed_in(cast.ines)
    page = shown(ines, "letter", letter.pk)
    assert 'name="enclosed"' not in page and "Nothing of any case may stand in this letter" in page
    paper = ines.get(reverse("desk:letter-paper", args=[letter.pk]))
    assert paper["Content-Disposition"] == 'attachment; filename="letter.pdf"'

"""Where in the file it was seen: from a letter that was read, through accepting it, to the page of the checks and back to the words."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comitas.cases.models import Case
from comitas.cases.tests.building import open_case
from comitas.checks import queries as checks
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.desk.tests.test_intake_screen import html, post
from comitas.documents import queries as kept
from comitas.intake import actions, queries
from comitas.intake.actions import Acceptance
from comitas.intake.tests.arriving import arrive, fresh, restricted, was_read
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
LETTER = """MINISTRY OF JUSTICE OF BORLAND
Our ref. PG/IC/0417/26
Port Selwyn, 24 February 2026
To the Central Authority of Arland
Request for mutual legal assistance
in the criminal proceedings against Tomas VERRIN
Under Article 46 of the United Nations Convention against Corruption we ask you to obtain
the records of account 55 0192 7740 at the Bank of Norrhaven.
Please treat this request as strictly confidential."""


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime, settings: Any, tmp_path: Path) -> None:
    """Pages act on the day of the tests, with a store of their own."""
    settings.OBJECTS = tmp_path / "objects"
    monkeypatch.setattr(clock, "now", lambda: at)


def accepted(cast: Cast, at: datetime, browser: Client, **changes: Any) -> Case:
    made = arrive(cast, at, b"%PDF-1.7 letter", sender="")
    was_read(made, LETTER)
    assert post(browser, made, "accept", **changes).status_code == 302
    return Case.objects.get(pk=fresh(made).case_id)


def said(cast: Cast, case: Case, rule: str) -> list[str]:
    return [" ".join(seen.quote.split()) for seen in checks.finding(cast.ines, case.pk, rule).seen]


def test_the_page_of_the_checks_shows_page_and_words_and_leads_to_them(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    browser = signed_in(cast.ines)
    case = accepted(cast, at, browser)
    assert said(cast, case, "uncac.46.15.d") and "records of account" in said(cast, case, "uncac.46.15.d")[0]
    shown = html(browser, reverse("desk:case-checks", args=[case.pk]))
    (url, anchor), *_others = re.findall(r'<a href="([^"]+)#(seen-\w+)">Page 1: “[^”]*records of account', shown)
    (placed,) = kept.placements(cast.ines, case.compartment_id)
    assert url == reverse("desk:item", args=[placed.pk])
    read = html(browser, url)
    mark = re.search(rf'<a id="{anchor}" class="cm-mark".*?</a>', read, re.S)
    assert mark and mark[0].count("<rect") >= 1 and f'href="{reverse("desk:case-checks", args=[case.pk])}"' in mark[0]


def test_what_was_asked_for_shows_where_though_its_reason_is_missing(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case = accepted(cast, at, signed_in(cast.ines), confidential="on")
    (why,) = [found for found in checks.findings(cast.ines, case.pk) if found.article == "46(20)"]
    assert why.status == "missing" and "confidential" in why.seen[0].quote


def test_what_the_officer_typed_instead_is_not_shown_as_seen(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    browser = signed_in(cast.ines)
    taken = accepted(cast, at, browser, requesting="Ministry of Justice of Borland")
    assert said(cast, taken, "uncac.46.15.a") and said(cast, taken, "uncac.46.15.e")
    typed = accepted(cast, at, browser, requesting="Ministry of the Sea", persons=[])
    assert not said(cast, typed, "uncac.46.15.a") and not said(cast, typed, "uncac.46.15.e")


def test_a_letter_that_joins_a_case_shows_where_it_says_what_the_case_holds(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, requesting="Ministry of Justice of Borland")
    made = arrive(cast, at, b"%PDF-1.7 letter")
    was_read(made, LETTER)
    assert not said(cast, case, "uncac.46.15.a")
    actions.accept_into(by=cast.ines, at=at, arrival=made.pk, version=made.version, case=case.pk)
    assert [words.casefold() for words in said(cast, case, "uncac.46.15.a")] == ["ministry of justice of borland"]


def test_a_restricted_case_tells_nobody_else_of_its_words(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = restricted(cast, at, b"%PDF-1.7 letter")
    was_read(made, LETTER)
    case = actions.accept_as_case(
        by=cast.ines, at=at, arrival=made.pk, version=fresh(made).version, acceptance=Acceptance("T", confidential=True)
    )
    (placed,) = kept.placements(cast.ines, case.compartment_id)
    assert queries.proposals(cast.ines, made.pk) and checks.places(cast.ines, case.pk)
    assert checks.places(cast.jonas, case.pk) == ()
    browser = signed_in(cast.jonas)
    for address in (reverse("desk:item", args=[placed.pk]), reverse("desk:case-checks", args=[case.pk])):
        assert browser.get(address).status_code == 404


def test_a_document_without_pages_says_why(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = arrive(cast, at, b"%PDF-1.7 letter")
    case = actions.accept_as_case(
        by=cast.ines, at=at, arrival=made.pk, version=made.version, acceptance=Acceptance("T")
    )
    (placed,) = kept.placements(cast.ines, case.compartment_id)
    browser = signed_in(cast.ines)
    assert "No page image yet" in html(browser, reverse("desk:item", args=[placed.pk]))
    assert reverse("desk:item", args=[placed.pk]) in html(browser, reverse("desk:case-documents", args=[case.pk]))

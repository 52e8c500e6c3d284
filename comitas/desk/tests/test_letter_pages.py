"""Letters on the screens: drafted, corrected, approved, sent by clicking; what is typed is never lost; nobody else sees them."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comitas.cases import actions as cases
from comitas.cases.models import Case, Part
from comitas.cases.tests.building import open_case, restricted_case, take
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.drafting import queries
from comitas.drafting.models import Letter
from comitas.drafting.tests.test_enclosures import item
from comitas.drafting.tests.writing import CANARY, approved, drafted, fresh, to_court, two_parts, version
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, at: datetime) -> datetime:
    """Pages act on the day of the tests."""
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def typed(letter: Letter, **changes: Any) -> dict[str, Any]:
    names = ("to_name", "to_address", "subject", "body", "enclosures", "still_open")
    return {"version": version(letter), "answer_by": ""} | {name: getattr(letter, name) for name in names} | changes


def page(name: str, letter: Letter) -> str:
    return reverse(f"desk:{name}", args=[letter.pk])


def test_a_transmission_by_clicking_alone(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, bank, *_ = two_parts(cast, today)
    take(cast, today, bank, "accept")
    ines, karin = signed_in(cast.ines), signed_in(cast.karin)
    new = reverse("desk:new-letter", args=[case.pk])
    once = re.search(r'name="once" value="([^"]+)"', ines.get(new).content.decode()).group(1)  # type: ignore[union-attr]
    wish = {"once": once, "kind": "transmission", "parts": [bank.pk], "to_authority": to_court(cast), "language": "en"}
    assert ines.post(new, wish).status_code == 302
    letter = Letter.objects.get(case=case)
    refused = ines.post(page("letter", letter), typed(letter, then="submit"))
    assert refused.status_code == 400 and "still has a blank" in refused.content.decode()
    body = letter.body.replace("[…]", "An account received money.")
    assert ines.post(page("letter", letter), typed(letter, body=body, then="submit")).status_code == 302
    assert "Karin" not in ines.get(page("letter", letter)).content.decode()
    assert page("letter", letter) in karin.get(reverse("desk:letters")).content.decode()
    karin.post(page("approve-letter", letter), {"version": version(letter)})
    assert fresh(letter).state == "approved"
    ines.post(page("letter-sent", letter), {"version": version(letter), "on": "3 March 2026", "channel": "courier"})
    assert (fresh(letter).state, Part.objects.get(pk=bank.pk).state) == ("sent", "with-authority")
    listed = ines.get(reverse("desk:case-letters", args=[case.pk])).content.decode()
    assert "by courier" in listed and "3 March 2026" in listed


def test_the_head_returns_with_a_note_that_the_drafter_sees(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, *_ = two_parts(cast, today)
    letter = drafted(cast, today, case, "acknowledgement")
    ines, karin = signed_in(cast.ines), signed_in(cast.karin)
    ines.post(page("letter", letter), typed(letter, then="submit"))
    refused = karin.post(page("return-letter", letter), {"version": version(letter), "note": ""})
    assert refused.status_code == 400 and fresh(letter).state == "submitted"
    karin.post(page("return-letter", letter), {"version": version(letter), "note": "Use their new address."})
    assert "Use their new address." in ines.get(page("letter", letter)).content.decode()


def test_the_second_officer_keeps_what_was_typed(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, *_ = two_parts(cast, today)
    letter = drafted(cast, today, case, "acknowledgement")
    mine, theirs = typed(letter, body="Mine, long typed."), typed(letter, body="Theirs.")
    signed_in(cast.jonas).post(page("letter", letter), theirs)
    late = signed_in(cast.ines).post(page("letter", letter), mine)
    assert late.status_code == 409 and "Mine, long typed." in late.content.decode()
    assert fresh(letter).body == "Theirs."
    again = re.search(r'name="version" value="(\d+)"', late.content.decode()).group(1)  # type: ignore[union-attr]
    signed_in(cast.ines).post(page("letter", letter), mine | {"version": again})
    assert fresh(letter).body == "Mine, long typed."


def test_a_step_that_is_not_possible_is_told_on_the_page(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, bank, *_ = two_parts(cast, today)
    take(cast, today, bank, "accept")
    take(cast, today, bank, "record-result", result="Statements")
    letter = drafted(cast, today, case, "answer", bank)
    Letter.objects.filter(pk=letter.pk).update(body="Enclosed.")
    approved(cast, today, letter, queries.printed)
    take(cast, today, bank, "withdraw")
    answer = signed_in(cast.ines).post(
        page("letter-sent", letter), {"version": version(letter), "on": "3/3/2026", "channel": "letter"}
    )
    assert answer.status_code == 400 and "Part 1: Not possible while the part stands at" in answer.content.decode()
    assert fresh(letter).state == "approved"


def test_the_paper_as_picture_and_download(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, *_ = two_parts(cast, today)
    letter = drafted(cast, today, case, "acknowledgement")
    ines = signed_in(cast.ines)
    first = reverse("desk:letter-page", args=[letter.pk, 1])
    assert first in ines.get(page("letter", letter)).content.decode()
    drawn = ines.get(first)
    assert drawn["Content-Type"] == "image/png" and drawn.content.startswith(b"\x89PNG")
    assert ines.get(reverse("desk:letter-page", args=[letter.pk, 99])).status_code == 404
    paper = ines.get(page("letter-paper", letter))
    assert paper.content.startswith(b"%PDF") and "attachment" in paper["Content-Disposition"]


def test_letters_of_a_restricted_case_are_nowhere_for_others(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case = restricted_case(cast, today, title=CANARY)
    letter = drafted(cast, today, case, "acknowledgement")
    Letter.objects.filter(pk=letter.pk).update(to_name=CANARY, subject=CANARY)
    signed_in(cast.ines).post(page("letter", fresh(letter)), typed(fresh(letter), then="submit"))
    assert fresh(letter).state == "submitted"
    addresses = [page(name, letter) for name in ("letter", "letter-sent", "letter-paper")]
    addresses += [reverse("desk:letter-page", args=[letter.pk, 1]), reverse("desk:case-letters", args=[case.pk]),
                  reverse("desk:new-letter", args=[case.pk]), reverse("desk:case-checks", args=[case.pk])]  # fmt: skip
    for actor in (cast.jonas, cast.rosa, cast.solo):
        browser = signed_in(actor)
        assert {
            address: browser.get(address).status_code
            for address in addresses
            if browser.get(address).status_code not in (403, 404)
        } == {}
        assert CANARY not in browser.get(reverse("desk:letters")).content.decode()
        for name in ("approve-letter", "return-letter", "drop-letter"):
            assert browser.post(page(name, letter), {"version": 1, "note": "x"}).status_code in (403, 404)
    assert CANARY in signed_in(cast.karin).get(reverse("desk:letters")).content.decode()


def test_a_case_without_letters_says_where_to_begin(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case: Case = open_case(cast, today)
    shown = signed_in(cast.ines).get(reverse("desk:case-letters", args=[case.pk])).content.decode()
    assert "Begin with the acknowledgement" in shown
    assert (
        "Draft a letter" not in signed_in(cast.rosa).get(reverse("desk:case-letters", args=[case.pk])).content.decode()
    )


@pytest.mark.parametrize(
    "given", [{}, {"version": "x", "on": "31/31/2026", "channel": "?"}, {"version": "1", "on": "", "channel": "\0"}]
)
def test_what_makes_no_sense_is_answered_in_sentences(
    cast: Cast, today: datetime, signed_in: SignedIn, given: dict[str, str]
) -> None:
    case, *_ = two_parts(cast, today)
    letter = approved(cast, today, drafted(cast, today, case, "acknowledgement"), queries.printed)
    ines = signed_in(cast.ines)
    assert ines.post(page("letter-sent", letter), given).status_code == 400
    assert ines.post(page("letter", letter), given).status_code in (400, 409)
    assert ines.post(reverse("desk:new-letter", args=[case.pk]), given).status_code == 400
    assert ines.post(page("drop-letter", letter), given).status_code == 302
    assert fresh(letter).state == "approved"


def test_an_enclosure_that_its_code_holds_back_needs_the_reasons_of_the_head(
    cast: Cast, today: datetime, signed_in: SignedIn
) -> None:
    case, *_ = two_parts(cast, today)
    annex = item(cast, today, case, handling=["H2"])
    letter = drafted(cast, today, case, "acknowledgement")
    ines, karin = signed_in(cast.ines), signed_in(cast.karin)
    assert f'value="{annex}"' in ines.get(page("letter", letter)).content.decode()
    assert ines.post(page("letter", letter), typed(letter, enclosed=[str(annex)], then="save")).status_code == 302
    shown = ines.get(page("letter", letter)).content.decode()
    assert re.search(rf'value="{annex}"[^>]* checked', shown) and "annex.pdf (H2)" in shown
    assert "H2: The provider does not allow it to be passed on." in shown
    ines.post(page("letter", letter), typed(letter, enclosed=[str(annex)], then="submit"))
    given = {"version": version(letter), "because": ""}
    refused = karin.post(page("approve-letter", letter), given)
    assert refused.status_code == 400 and "annex.pdf may not go with this letter." in refused.content.decode()
    assert 'name="because"' in refused.content.decode() and fresh(letter).state == "submitted"
    assert karin.post(page("approve-letter", letter), given | {"because": "Borland agreed."}).status_code == 302
    assert fresh(letter).state == "approved"


def test_an_enclosure_marked_after_approval_is_said_where_sending_is_recorded(
    cast: Cast, today: datetime, signed_in: SignedIn
) -> None:
    case, *_ = two_parts(cast, today)
    annex, letter = item(cast, today, case), drafted(cast, today, case, "acknowledgement")
    browser, karin = signed_in(cast.ines), signed_in(cast.karin)
    browser.post(page("letter", letter), typed(letter, enclosed=[str(annex)], then="submit"))
    karin.post(page("approve-letter", letter), {"version": version(letter)})
    assert 'name="because"' not in browser.get(page("letter-sent", letter)).content.decode()
    cases.mark_item(by=cast.ines, at=today, placement=annex, handling=["H2"])
    given = {"version": version(letter), "on": "3 March 2026", "channel": "courier", "because": "They agreed."}
    refused = browser.post(page("letter-sent", letter), given)
    assert refused.status_code == 400 and "They agreed." in refused.content.decode()
    assert "annex.pdf may not go with this letter." in refused.content.decode()
    assert karin.post(page("letter-sent", letter), given).status_code == 302
    assert fresh(letter).state == "sent"


def test_a_document_that_is_not_offered_is_not_taken(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    case, *_ = two_parts(cast, today)
    letter, foreign = drafted(cast, today, case, "acknowledgement"), item(cast, today, open_case(cast, today))
    for wrong in (str(foreign), "x"):
        answer = signed_in(cast.ines).post(page("letter", letter), typed(letter, enclosed=[wrong], subject="Kept"))
        assert answer.status_code == 400 and "Kept" in answer.content.decode()
    assert not letter.enclosed.exists()

"""The signature folder: one letter after the other, approved or returned in one pass, by the head alone."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from comitas.cases import actions as cases
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.drafting import actions
from comitas.drafting.models import Letter
from comitas.drafting.tests.test_enclosures import enclosing, item
from comitas.drafting.tests.writing import CANARY, drafted, fresh, two_parts, version
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
FIRST = "/letters/sign/"


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, at: datetime) -> datetime:
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(hours=1))
    return at


def waiting(cast: Cast, at: datetime, minutes: int = 0) -> Letter:
    """A letter that was handed to the head so many minutes after *at*."""
    case, *_ = two_parts(cast, at, sender=False) if minutes else two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    actions.submit(by=cast.ines, at=at + timedelta(minutes=minutes), letter=letter.pk, version=1)
    return fresh(letter)


def page(letter: Letter) -> str:
    return reverse("desk:sign-letter", args=[letter.pk])


def test_read_approve_and_return_in_one_pass(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    one, two, three = (waiting(cast, today, minutes) for minutes in range(3))
    karin = signed_in(cast.karin)
    assert FIRST in karin.get(reverse("desk:letters")).content.decode()
    assert karin.get(FIRST).url == page(one)
    shown = karin.get(page(one)).content.decode()
    assert "Letter 1 of 3 to sign." in shown and reverse("desk:letter-page", args=[one.pk, 1]) in shown
    assert karin.post(page(one), {"do": "approve", "version": version(one)}).url == page(two)
    given = {"do": "return", "version": version(two), "note": "Their new address."}
    assert karin.post(page(two), given).url == page(three)
    assert karin.post(page(three), {"do": "approve", "version": version(three)}).url == FIRST
    assert karin.get(FIRST).url == reverse("desk:letters")
    assert [fresh(one).state, fresh(two).state, fresh(two).note, fresh(three).state] == [
        "approved", "draft", "Their new address.", "approved",
    ]  # fmt: skip
    assert "The folder is empty" in karin.get(reverse("desk:letters")).content.decode()


def test_a_letter_passed_over_comes_up_again_at_the_end(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    one, two = (waiting(cast, today, minutes) for minutes in range(2))
    karin = signed_in(cast.karin)
    shown = karin.get(page(one)).content.decode()
    assert f'href="{page(two)}"' in shown
    assert karin.post(page(two), {"do": "approve", "version": version(two)}).url == FIRST
    assert karin.get(FIRST).url == page(one)


def test_every_act_has_its_key(cast: Cast, today: datetime, signed_in: SignedIn) -> None:
    one, two, _three = (waiting(cast, today, minutes) for minutes in range(3))
    shown = signed_in(cast.karin).get(page(two)).content.decode()
    keys = re.findall(r'accesskey="(\w)"', shown[shown.index("cm-split") :])
    assert sorted(keys) == ["A", "N", "P", "R"]
    assert f'href="{page(one)}"' in shown


def test_what_a_colleague_decided_meanwhile_is_said_and_the_next_opens(
    cast: Cast, today: datetime, signed_in: SignedIn
) -> None:
    one, two = (waiting(cast, today, minutes) for minutes in range(2))
    karin, old = signed_in(cast.karin), version(one)
    actions.send_back(by=cast.karin, at=today, letter=one.pk, version=old, note="No.")
    assert karin.get(page(one)).url == FIRST
    assert karin.post(page(one), {"do": "approve", "version": old}).url == FIRST
    answer = karin.post(page(two), {"do": "approve", "version": version(two) - 1})
    assert answer.status_code == 409 and "A colleague changed this letter" in unescape(answer.content.decode())
    answer = karin.post(page(two), {"do": "return", "version": version(two) - 1, "note": "A long note, typed."})
    assert answer.status_code == 409 and "A long note, typed." in answer.content.decode()
    assert f'name="version" value="{version(two)}"' in answer.content.decode()  # the next try is against what stands
    assert (fresh(one).state, fresh(two).state) == ("draft", "submitted")


@pytest.mark.parametrize("given", [{"do": "return", "note": ""}, {"do": "approve", "version": "x"}, {}])
def test_what_makes_no_sense_changes_nothing(
    cast: Cast, today: datetime, signed_in: SignedIn, given: dict[str, str]
) -> None:
    one = waiting(cast, today)
    answer = signed_in(cast.karin).post(page(one), given)
    assert answer.status_code == 400 and "Letter 1 of 1 to sign." in answer.content.decode()
    assert fresh(one).state == "submitted"


def test_an_enclosure_that_is_held_back_needs_reasons_here_too(
    cast: Cast, today: datetime, signed_in: SignedIn
) -> None:
    case, *_ = two_parts(cast, today)
    letter = enclosing(
        cast, today, drafted(cast, today, case, "acknowledgement"), item(cast, today, case, handling=["H2"])
    )
    actions.submit(by=cast.ines, at=today, letter=letter.pk, version=version(letter))
    karin, given = signed_in(cast.karin), {"do": "approve", "version": version(letter), "because": ""}
    refused = karin.post(page(letter), given)
    assert refused.status_code == 400 and "annex.pdf may not go with this letter." in refused.content.decode()
    karin.post(page(letter), given | {"because": "Borland agreed."})
    assert fresh(letter).state == "approved"


def test_the_folder_is_the_heads_and_holds_what_the_head_may_read(
    cast: Cast, today: datetime, signed_in: SignedIn
) -> None:
    one = waiting(cast, today)
    for who in (cast.ines, cast.rosa, cast.ada):
        assert [signed_in(who).get(place).status_code for place in (FIRST, page(one))] == [403, 403]
    assert signed_in(cast.solo).get(page(one)).status_code == 404
    hidden = restricted_case(cast, today, title=CANARY)
    letter = drafted(cast, today, hidden, "acknowledgement")
    Letter.objects.filter(pk=letter.pk).update(to_name=CANARY)
    actions.submit(by=cast.ines, at=today, letter=letter.pk, version=1)
    assert CANARY in signed_in(cast.karin).get(page(letter)).content.decode()
    assert signed_in(cast.solo).get(page(letter)).status_code == 404


def test_its_queries_do_not_grow_with_the_folder(
    cast: Cast, today: datetime, signed_in: SignedIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for minutes in range(6):
        case = open_case(cast, today)
        cases.add_person(by=cast.ines, at=today, case=case.pk, name="Dana Prell")
        letter = drafted(cast, today, case, "acknowledgement")
        Letter.objects.filter(pk=letter.pk).update(to_name="Borland")
        actions.submit(by=cast.ines, at=today + timedelta(minutes=minutes), letter=letter.pk, version=1)
    karin = signed_in(cast.karin)
    karin.get(page(letter))
    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
        assert "Letter 6 of 6" in karin.get(page(letter)).content.decode()

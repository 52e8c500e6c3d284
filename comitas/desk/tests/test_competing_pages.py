"""Other States' requests for the same person: offered beside the checks, compared, confirmed; never to who may not read them."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from comitas.cases import actions
from comitas.cases.models import Case
from comitas.cases.tests.building import fresh, lines, open_case, restricted_case
from comitas.checks import queries as checks
from comitas.core.actor import Actor
from comitas.desk.tests.casepages import page, post
from comitas.finding.tests.following import follow
from comitas.finding.tests.test_competing import BORN, asked
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
OFFERED = "Another request for the same person"


def pair(cast: Cast, at: datetime, *, hidden: bool = False) -> tuple[Case, Case]:
    """Borland and Castellan ask for one person."""
    one = asked(cast, at, "Milo Sarnath", born=BORN, nationality="Borland")
    other = asked(cast, at, "SARNATH Milo", "XC", restricted_case if hidden else open_case, born=BORN)
    actions.add_offence(
        by=cast.ines, at=at, case=other.pk, cited="Embezzlement", committed="Velin, June 2023", months_asking=120
    )
    actions.change_case(by=cast.ines, at=at, case=other.pk, version=fresh(other).version, written_on=date(2026, 1, 5))
    follow()
    return one, other


def test_it_is_offered_compared_and_confirmed(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    one, other = pair(cast, at)
    ines = signed_in(cast.ines)
    for name in ("case", "case-checks"):
        shown = page(ines, name, one.pk)
        assert OFFERED in shown and f"Case {other.number} of Castellan is about the same person" in shown
    shown = page(ines, "competing", one.pk)
    for words in ("Embezzlement: 10 years / –", "Velin, June 2023", "5 January 2026", "born 4 May 1979", "Castellan"):
        assert words in shown, words
    assert checks.finding(cast.ines, one.pk, "ece.17.asked").status == "unclear"
    assert post(ines, "confirm-competing", one.pk, other.pk).status_code == 302
    for case in (one, other):
        assert fresh(case).papers == {"conflicting": True}
        assert checks.finding(cast.ines, case.pk, "ece.17").status == "unclear"
        assert {kind for kind, _payload in lines(case)} >= {"case.linked", "case.changed"}
    assert "Confirmed" in page(ines, "competing", one.pk)
    assert "It is the same person" not in page(ines, "competing", one.pk)


def test_nobody_is_told_of_a_case_that_is_not_theirs(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    one, other = pair(cast, at, hidden=True)
    jonas = signed_in(cast.jonas)
    for name in ("case", "case-checks", "competing"):
        shown = page(jonas, name, one.pk)
        assert OFFERED not in shown and other.number not in shown, name
    assert post(jonas, "confirm-competing", other.pk, one.pk).status_code == 404
    assert post(jonas, "confirm-competing", one.pk, other.pk).status_code == 302
    assert fresh(one).papers == {} and other.number not in page(jonas, "competing", one.pk)
    assert "That case is restricted." in page(signed_in(cast.ines), "competing", one.pk)


def test_of_a_restricted_case_nothing_is_noted_in_another(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    one, hidden = pair(cast, at, hidden=True)
    assert post(signed_in(cast.ines), "confirm-competing", hidden.pk, one.pk).status_code == 302
    assert (fresh(hidden).papers, fresh(one).papers) == ({"conflicting": True}, {})


def test_only_what_was_found_can_be_confirmed(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    one, stranger = asked(cast, at, "Milo Sarnath"), asked(cast, at, "Anna Berg", "XC")
    follow()
    ines = signed_in(cast.ines)
    for absent in (stranger.pk, uuid4(), one.pk):
        assert post(ines, "confirm-competing", one.pk, absent).status_code == 302
        assert (fresh(one).papers, fresh(stranger).papers) == ({}, {})
        assert "not among those that are found" in page(ines, "competing", one.pk)
    address = reverse("desk:confirm-competing", args=[one.pk, stranger.pk])
    assert signed_in(cast.ines).get(address).status_code == 405
    assert "No other request for this person" in page(signed_in(cast.ines), "competing", one.pk)

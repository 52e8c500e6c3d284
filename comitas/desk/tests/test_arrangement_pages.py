"""The pages of an authority's set-up: its file, a proposal, its trial on a case, and taking effect."""

import json
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from comitas.arrangement.models import IN_FORCE, KEPT, PROPOSED, Arrangement
from comitas.arrangement.tests.test_actions import PACK, days
from comitas.cases.tests.building import open_case
from comitas.checks.models import StatePack
from comitas.core.actor import Actor
from comitas.desk.tests.test_calendar_page import HOLDING
from comitas.samples.cast import Cast
from comitas.worklist.models import Timetable

SignedIn = Callable[[Actor], Client]


def brought(browser: Client, cast: Cast, data: bytes, name: str = "borland.json") -> HttpResponse:
    given = {"once": str(uuid4()), "file": SimpleUploadedFile(name, data)}
    return browser.post(f"/set-up/{cast.central}/", given, follow=True)  # type: ignore[return-value]


def file_of(**subjects: object) -> bytes:
    named = {name.replace("_", "-"): body for name, body in subjects.items()}
    return json.dumps({"comitas": "arrangement", "format": 1, "subjects": named}).encode()


def test_a_file_is_taken_out_brought_in_tried_and_put_into_force(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, head = open_case(cast, at), signed_in(cast.karin)
    taken_out = head.get(f"/set-up/{cast.central}/arrangement.json")
    assert taken_out["Content-Disposition"].startswith("attachment") and b"working-days" in taken_out.content
    page = brought(head, cast, file_of(requirements=PACK, working_days=days(rest=[6])))
    assert page.status_code == 200 and "arland.stamp" in page.content.decode()
    found = Arrangement.objects.get(state=PROPOSED)
    tried = head.post(f"/set-up/proposals/{found.pk}/try/", {"case": case.number}).content.decode()
    assert "A stamp" in tried and not StatePack.objects.exists()
    seen = page.context["taking"].initial["seen"]
    done = head.post(
        f"/set-up/proposals/{found.pk}/take/", {"seen": seen, "subjects": ["requirements", "working-days"]}
    )
    assert done.status_code == 302 and StatePack.objects.get().table == PACK
    assert Timetable.objects.get(authority=cast.central).rest == [6]
    assert sorted(Arrangement.objects.values_list("state", flat=True)) == sorted([IN_FORCE, KEPT])
    again = head.post(f"/set-up/proposals/{Arrangement.objects.get(state=KEPT).pk}/again/", follow=True)
    assert "Put it into force" in again.content.decode()


def test_an_administrator_proposes_and_is_told_that_cases_are_not_theirs(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case, browser = open_case(cast, at), signed_in(cast.ada)
    brought(browser, cast, file_of(requirements=PACK))
    found = Arrangement.objects.get()
    tried = browser.post(f"/set-up/proposals/{found.pk}/try/", {"case": case.number})
    assert tried.status_code == 400 and "You may read no case with this number" in tried.content.decode()


@pytest.mark.parametrize("data", [b"", b"{}", b"\x00\x01", file_of(unknown=[]), file_of(requirements={"rules": 3})])
def test_a_wrong_file_is_told_at_its_field_and_nothing_is_kept(cast: Cast, signed_in: SignedIn, data: bytes) -> None:
    page = brought(signed_in(cast.karin), cast, data)
    assert page.status_code == 400 and "govuk-error-summary" in page.content.decode()
    assert not Arrangement.objects.exists()


def test_a_change_of_the_calendar_is_proposed_from_its_page(cast: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(cast.karin)
    given = {"version": "0", "country": "", "region": "", "rest": ["4", "5"], "then": "propose", **HOLDING}
    page = browser.post(f"/calendar/{cast.central}/", given, follow=True)
    assert page.redirect_chain and "Days of rest" in page.content.decode()
    found = Arrangement.objects.get()
    assert found.body["working-days"]["rest"] == [4, 5] and found.body["working-days"]["lengths"] == {}
    assert not Timetable.objects.filter(authority=cast.central).exists()


def test_who_was_second_sees_the_differences_again(cast: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(cast.karin)
    page = brought(browser, cast, file_of(requirements=PACK))
    found = Arrangement.objects.get()
    seen = {"seen": "0" * 64, "subjects": ["requirements"]}
    page = browser.post(f"/set-up/proposals/{found.pk}/take/", seen)  # type: ignore[assignment]
    assert page.status_code == 409 and not StatePack.objects.exists()
    assert page.context["taking"].data["seen"] != seen["seen"]


def test_the_list_asks_as_much_for_two_as_for_twenty(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(20):
        Arrangement.objects.create(
            authority_id=cast.central,
            once=uuid4(),
            name=f"No. {number}",
            body={},
            brought_by_id=cast.ada.id,
            brought_at=at,
        )
    browser = signed_in(cast.ada)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = browser.get(f"/set-up/{cast.central}/").content.decode()
    assert page.count("No. ") == 10 and len(page) < 100_000

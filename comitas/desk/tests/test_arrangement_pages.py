"""The pages of an authority's set-up: its file, a proposal, its trial on a case, and taking effect."""

import io
import json
from collections.abc import Callable
from datetime import datetime
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from comitas.arrangement import queries as arrangements
from comitas.arrangement.models import IN_FORCE, KEPT, PROPOSED, Arrangement
from comitas.arrangement.rules.difference import digest
from comitas.arrangement.tests.test_actions import PACK, days
from comitas.cases.tests.building import open_case
from comitas.checks.models import StatePack
from comitas.core import box
from comitas.core.actor import Actor
from comitas.desk import presenters
from comitas.desk.tests.test_calendar_page import HOLDING
from comitas.drafting.models import Clause, Letterhead, Wording
from comitas.protection import actions as protection
from comitas.protection.models import Schedule
from comitas.protection.rules.retention import due_on
from comitas.protection.tests.building import closed_case
from comitas.samples.cast import Cast
from comitas.worklist.models import Timetable

SignedIn = Callable[[Actor], Client]
boxed = pytest.mark.skipif(box.lacking() is not None, reason=str(box.lacking()))


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


def of_page(browser: Client, url: str, **given: object) -> str:
    """What the button beside Save leads to."""
    assert "Try it on a case first" in browser.get(url).content.decode()
    page = browser.post(url, {**given, "then": "propose"}, follow=True)
    assert page.redirect_chain and page.redirect_chain[-1][0].startswith("/set-up/proposals/"), page.content.decode()
    return unescape(page.content.decode())


def test_requirements_are_proposed_from_their_page(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    browser, url = signed_in(cast.karin), "/checks/"
    page = of_page(browser, url, authority=cast.central, pack=json.dumps(PACK))
    assert "arland.stamp" in page and not StatePack.objects.exists()
    assert Arrangement.objects.get().body == {"requirements": PACK}
    wrong = browser.post(url, {"authority": cast.central, "pack": "{", "then": "propose"})
    assert wrong.status_code == 400 and "line 1" in wrong.content.decode() and Arrangement.objects.count() == 1


def test_a_retention_period_is_proposed_from_its_page_and_tried(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    browser, url = signed_in(cast.karin), "/retention/"
    given = {"kind": "request", "outcome": "V4", "months": "120", "cited": "Archives Act", "archive": "on"}
    page = of_page(browser, url, **given)
    assert "10 years, the archives come first (Archives Act)" in page and not Schedule.objects.exists()
    found, case = Arrangement.objects.get(), closed_case(cast, at)
    tried = browser.post(f"/set-up/proposals/{found.pk}/try/", {"case": case.number}).content.decode()
    assert "The day from which it may be destroyed" in tried and "No period is set: it is kept." in tried
    assert (
        case.closed_on is not None
        and f"{presenters.day(due_on(case.closed_on, 120))}, after the archives’ receipt" in tried
    )
    assert (
        "If it ends as: Granted fully"
        in browser.post(f"/set-up/proposals/{found.pk}/try/", {"case": open_case(cast, at).number}).content.decode()
    )
    protection.set_period(by=cast.ada, at=at, authority=cast.central, kind="", outcome="", months=24, cited="Act")
    of_page(browser, url, **given)
    body = Arrangement.objects.latest("brought_at", "id").body
    assert [(one["kind"], one["months"]) for one in body["retention"]] == [("", 24), ("request", 120)]
    assert browser.post(url, {**given, "cited": "", "then": "propose"}).status_code == 400


def test_a_clause_is_proposed_from_its_page_and_tried(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    browser, url = signed_in(cast.karin), f"/clauses/{cast.central}/new/"
    given = {"version": "0", "name": "Thanks", "offered": "on", "text-en": "Thanks for {{ number }}.\r\n"}
    assert "Thanks for {{ number }}." in of_page(browser, url, **given) and not Clause.objects.exists()
    found, case = Arrangement.objects.get(), open_case(cast, at)
    tried = browser.post(f"/set-up/proposals/{found.pk}/try/", {"case": case.number}).content.decode()
    assert f"Thanks for {case.number}." in tried and "(Every letter)" in tried
    assert browser.post(url, given).status_code == 302
    held = Clause.objects.get()
    assert browser.post(url, {**given, "then": "propose"}).status_code == 400, "there is one with this name"
    here = f"/clauses/{cast.central}/{held.pk}/"
    of_page(browser, here, **given | {"version": "1", "text-en": "Many thanks."})
    assert Arrangement.objects.latest("brought_at", "id").body["clauses"][0]["texts"] == {"en": "Many thanks."}
    renamed = browser.post(here, given | {"version": "1", "name": "Gratitude", "then": "propose"})
    assert renamed.status_code == 400 and "Save the new name first" in renamed.content.decode()
    wrong = browser.post(here, given | {"version": "1", "text-en": "{{ nope }}", "then": "propose"})
    assert wrong.status_code == 400 and 'href="#id_text-en"' in wrong.content.decode(), "told at its field"
    assert Clause.objects.get().version == 1


def test_a_wording_and_a_letterhead_are_proposed_from_their_pages(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    browser, case = signed_in(cast.ada), open_case(cast, at)
    wording = {"version": "0", "subject": "Own", "body": "About {{ number }}.\r\n\r\nYours \r\n"}
    assert "Own: About {{ number }}." in of_page(browser, f"/stationery/{cast.central}/acknowledgement/en/", **wording)
    assert not Wording.objects.exists()
    row = {
        "kind": "acknowledgement",
        "language": "en",
        "form": "text",
        "subject": "Own",
        "body": "About {{ number }}.\n\nYours",
    }
    assert Arrangement.objects.get().body == {"wordings": [row]}
    of_page(browser, f"/stationery/{cast.central}/en/head/", version="0", name="The Authority")
    assert not Letterhead.objects.exists()
    found = Arrangement.objects.latest("brought_at", "id")
    assert found.body == {"letterhead": {"words": {"en": {"name": "The Authority"}}, "emblem": ""}}
    tried = signed_in(cast.karin).post(f"/set-up/proposals/{found.pk}/try/", {"case": case.number}).content.decode()
    assert "English" in tried and "The Authority" in tried
    wrong = browser.post(
        f"/stationery/{cast.central}/acknowledgement/en/", wording | {"body": "{{ nope }}", "then": "propose"}
    )
    assert wrong.status_code == 400 and 'href="#id_body"' in wrong.content.decode()


@boxed
def test_an_emblem_is_proposed_with_its_letterhead(cast: Cast, signed_in: SignedIn) -> None:
    browser, url = signed_in(cast.ada), f"/stationery/{cast.central}/en/head/"
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(picture, "PNG")
    bad = browser.post(url, {"version": "0", "emblem": SimpleUploadedFile("x.png", b"GIF89a"), "then": "propose"})
    assert bad.status_code == 400 and "no picture that can be used" in bad.content.decode()
    page = of_page(browser, url, version="0", emblem=SimpleUploadedFile("x.png", picture.getvalue()))
    assert "a picture" in page
    found = Arrangement.objects.get()
    seen = digest(arrangements.in_force(cast.ada, cast.central))
    done = browser.post(f"/set-up/proposals/{found.pk}/take/", {"seen": seen, "subjects": ["letterhead"]})
    assert done.status_code == 302 and bytes(Letterhead.objects.get().emblem)
    assert arrangements.compared(cast.ada, found) == {"letterhead": []}, "drawn anew, it is the same picture"


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
    browser.get("/")  # the first page of a session notes its use, and asks when it was used last
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        page = browser.get(f"/set-up/{cast.central}/").content.decode()
    assert page.count("No. ") == 10 and len(page) < 100_000

"""The pages of duty: the rota week by week, what is alerted, reminders, the calendar link, messages that did not leave."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comitas.accounts import actions as accounts
from comitas.accounts.models import User
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.actor import Actor, system
from comitas.duty import actions
from comitas.duty.models import Feed, Message, Reminding, Terms, Turn
from comitas.duty.rules.reminding import Due
from comitas.intake import actions as intake
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
TERMS = {
    "version": 1,
    "when": "always",
    "opens": "08:00",
    "closes": "18:00",
    "changes": "08:00",
    "minutes": "60",
    "phone": "",
}


@pytest.fixture(autouse=True)
def _today(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def test_the_head_fills_a_week_and_whoever_is_on_duty_is_told(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    karin = signed_in(cast.karin)
    page = karin.get("/duty/").content.decode()
    assert "Nobody is on duty now." in page and "nobody is on duty on: Tue 3 March, Wed 4 March" in page
    assert "turn-1-2026-03-02" not in page and "turn-1-2026-03-03" in page  # yesterday is over
    form = {"turn-1-2026-03-03": cast.ines.id, "turn-2-2026-03-03": cast.jonas.id, "turn-1-2026-03-02": cast.rosa.id}
    answer = karin.post("/duty/", form, follow=True).content.decode()
    assert "The week is set: 2 turns." in answer and "First line: Ines Marlow until 4 March 2026, 08:00." in answer
    assert sorted(Turn.objects.values_list("line", flat=True)) == [1, 2]
    assert "You are on duty until 4 March 2026, 08:00." in signed_in(cast.ines).get("/").content.decode()
    shown = signed_in(cast.rosa).get("/duty/?week=2026-03-05").content.decode()
    assert "Ines Marlow" in shown and "<select" not in shown
    assert signed_in(cast.rosa).post("/duty/", form).status_code == 403
    for wrong in ({"turn-1-2026-03-03": "x"}, {"turn-1-2026-03-03": cast.solo.id},
                  {"turn-1-2026-03-03": cast.ines.id, "turn-2-2026-03-03": cast.ines.id}):  # fmt: skip
        assert karin.post("/duty/", wrong).status_code == 400
    assert Turn.objects.count() == 2
    for odd in ("x", "1-1-1", "9999-12-31", "0001-01-01"):
        assert karin.get("/duty/", {"week": odd}).status_code == 200


def test_the_pages_say_who_stands_in_for_who_is_away(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    User.objects.filter(pk=cast.jonas.id).update(language="en")
    karin = signed_in(cast.karin)
    karin.post(
        "/duty/",
        {"turn-1-2026-03-03": cast.ines.id, "turn-2-2026-03-03": cast.karin.id, "turn-1-2026-03-05": cast.ines.id},
    )
    accounts.name_deputy(
        by=cast.ines, at=at, authority=cast.central, absent=cast.ines.id or 0, deputy=cast.jonas.id or 0, first=at.date(), last=at.date()
    )  # fmt: skip
    page = karin.get("/duty/").content.decode()
    assert "First line: Jonas Haskel in place of Ines Marlow, who is away until 4 March 2026, 08:00." in page
    assert page.count("Ines Marlow is away: Jonas Haskel stands in.") == 1  # not on the fifth
    rota = signed_in(cast.rosa).get("/duty/").content.decode()
    assert rota.count("Jonas Haskel in place of Ines Marlow, who is away") == 2
    jonas = signed_in(cast.jonas).get("/").content.decode()
    assert "You are on duty until 4 March 2026, 08:00 in place of Ines Marlow, who is away." in jonas
    assert (
        "Jonas Haskel is on duty in your place until 4 March 2026, 08:00."
        in signed_in(cast.ines).get("/").content.decode()
    )
    assert signed_in(cast.karin).post("/duty/terms/", TERMS).status_code == 302
    told = intake.Particulars(at.date(), "request", "Prosecutor of Borland", urgent=True)
    arrival = intake.receive(by=system("mailbox"), at=at, authority=cast.central, once=uuid4(), particulars=told)
    actions.raise_alert(by=system("duty"), at=at, arrival=arrival.pk)
    shown = signed_in(cast.rosa).get("/duty/").content.decode()
    assert "Jonas Haskel in place of Ines Marlow, who is away (3 March 2026, " in shown


def test_a_page_of_the_rota_asks_as_often_for_fourteen_turns_as_for_one(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    karin = signed_in(cast.karin)
    karin.post("/duty/?week=2026-03-09", {"turn-1-2026-03-09": cast.ines.id})
    karin.get("/duty/?week=2026-03-09")
    with CaptureQueriesContext(connection) as few:
        karin.get("/duty/?week=2026-03-09")
    asked = len(few)
    week = [at.date() + timedelta(days=6 + ahead) for ahead in range(7)]
    turns = {f"turn-1-{day}": cast.ines.id for day in week} | {f"turn-2-{day}": cast.jonas.id for day in week}
    karin.post("/duty/?week=2026-03-09", turns)
    with django_assert_num_queries(asked):
        karin.get("/duty/?week=2026-03-09")


def test_what_is_alerted_is_set_once_though_two_do_it(cast: Cast, signed_in: SignedIn) -> None:
    karin = signed_in(cast.karin)
    assert karin.post("/duty/terms/", TERMS).status_code == 302
    answer = karin.post("/duty/terms/", TERMS | {"minutes": "30"})
    assert answer.status_code == 409 and 'value="30"' in answer.content.decode()
    for wrong in (
        {"opens": "x"},
        {"closes": "07:00"},
        {"minutes": "1"},
        {"phone": "x"},
        {"when": "x"},
        {"changes": "25:00"},
    ):
        assert karin.post("/duty/terms/", TERMS | {"version": 2} | wrong).status_code == 400
    assert Terms.objects.get().minutes == 60
    assert signed_in(cast.rosa).get("/duty/terms/").status_code == 403


def test_an_unopened_alert_stands_on_the_home_page_of_who_may_know(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    assert signed_in(cast.karin).post("/duty/terms/", TERMS).status_code == 302
    told = intake.Particulars(at.date(), "request", "Prosecutor of Borland", urgent=True)
    arrival = intake.receive(by=system("mailbox"), at=at, authority=cast.central, once=uuid4(), particulars=told)
    alert = actions.raise_alert(by=system("duty"), at=at, arrival=arrival.pk)
    assert alert is not None
    assert "An urgent arrival lies unopened." in signed_in(cast.rosa).get("/").content.decode()
    assert "An urgent arrival" not in signed_in(cast.ada).get("/").content.decode()
    ada = signed_in(cast.ada).get("/duty/").content.decode()
    assert arrival.number not in ada and "No alert has gone out." in ada
    assert signed_in(cast.ines).get(f"/arrivals/{arrival.pk}/").status_code == 200
    assert "An urgent arrival" not in signed_in(cast.rosa).get("/").content.decode()
    actions.escalate(by=system("duty"), at=at + timedelta(hours=1), alert=alert.pk, step=3)
    assert "Ines Marlow, after 0 minutes" in signed_in(cast.rosa).get("/duty/").content.decode()


def test_a_link_is_shown_once_and_works(cast: Cast, signed_in: SignedIn) -> None:
    ines = signed_in(cast.ines)
    page = ines.post("/reminders/", {"do": "link", "numbers": "on"}).content.decode()
    found = re.search(r"/calendar-link/([\w-]{43})\.ics", page)
    assert found and Client().get(found[0]).status_code == 200
    again = ines.get("/reminders/").content.decode()
    assert found[1] not in again and "Make a new link" in again and "3 March 2026, 09:14" in again
    assert ines.post("/reminders/", {"do": "withdraw"}, follow=True).status_code == 200
    assert Client().get(found[0]).status_code == 404 and not Feed.objects.filter(withdrawn_at=None).exists()


def test_reminders_are_set_and_wrong_ones_refused(cast: Cast, signed_in: SignedIn) -> None:
    ines = signed_in(cast.ines)
    assert "No mail server is set on this instance" in ines.get("/reminders/").content.decode()
    assert ines.post("/reminders/", {"do": "remind", "hour": "9"}).status_code == 302
    assert Reminding.objects.values_list("on", "hour").get() == (False, 9)
    for wrong in ({"do": "remind", "hour": "24"}, {"do": "remind", "hour": "x"}, {"do": "x"}, {}):
        assert ines.post("/reminders/", wrong).status_code == 400
    assert signed_in(cast.max).get("/reminders/").status_code == 403


def test_the_administrator_is_told_loudly_and_sends_again(
    cast: Cast, at: datetime, signed_in: SignedIn, settings: Any
) -> None:
    ada = signed_in(cast.ada)
    assert "No mail server is set: reminders and alerts do not leave." in ada.get("/system/").content.decode()
    settings.EMAIL_HOST = "mail.arland.example"
    made = actions.remind(by=system("duty"), at=at, user=cast.ines.id or 0, day=at.date(), due=Due(today=1))
    assert made is not None
    Message.objects.filter(pk=made.pk).update(state="failed", error="550 <b>No such person", tries=1)
    page = ada.get("/system/").content.decode()
    assert (
        "Some messages could not be sent." in page and "550 &lt;b&gt;No such person" in page and "due today" not in page
    )
    assert "It is sent again." in ada.post("/system/messages/", {"message": made.pk}, follow=True).content.decode()
    assert (
        "not to be sent any more" in ada.post("/system/messages/", {"message": made.pk}, follow=True).content.decode()
    )
    for wrong in ("x", str(uuid4())):
        assert ada.post("/system/messages/", {"message": wrong}).status_code == 404
    assert signed_in(cast.karin).post("/system/messages/", {"message": made.pk}).status_code == 403


def test_in_french(cast: Cast, signed_in: SignedIn) -> None:
    User.objects.filter(pk=cast.karin.id).update(language="fr")
    karin = signed_in(cast.karin)
    assert "Tableau de permanence" in karin.get("/duty/").content.decode()
    assert "Rappels et agenda" in karin.get("/reminders/").content.decode()


def test_a_request_by_telephone_is_a_case_in_one_screen_and_wanted_in_writing(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    ines = signed_in(cast.ines)
    assert "A request by telephone" in ines.get("/arrivals/new/").content.decode()
    form = {"once": uuid4(), "authority": cast.central, "sender": "Prosecutor of Borland", "state_from": "XB", "title": "Freeze an account",
            "asked": "Freeze account 55 tonight.", "call_back": "+99 1", "urgent_because": "The money leaves at nine."}  # fmt: skip
    for wrong in (
        {"sender": ""},
        {"title": "x" * 201},
        {"asked": ""},
        {"state_from": "QQ"},
        {"authority": uuid4()},
        {"wanted_by": "x"},
    ):
        assert ines.post("/arrivals/oral/", form | wrong).status_code == 400
    assert not Case.objects.exists()
    first, second = (ines.post("/arrivals/oral/", form) for _click in range(2))
    assert first.status_code == 302 and first["Location"] == second["Location"]
    case = Case.objects.get()
    assert (case.channel, case.urgent, case.written_on) == ("telephone", True, None)
    page = signed_in(cast.karin).get("/").content.decode()
    assert "Ask for the request in writing" in page and case.number in page
    assert signed_in(cast.max).get("/arrivals/oral/").status_code == 403

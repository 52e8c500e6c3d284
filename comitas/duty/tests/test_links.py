"""The calendar link: a secret that opens dates, no more words than wanted, need-to-know as of now."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from comitas.accounts import actions as accounts
from comitas.cases.models import Case
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Denied
from comitas.duty import access, actions
from comitas.duty.models import Feed
from comitas.ledger.models import Line, Reading
from comitas.samples.cast import Cast


@pytest.fixture(autouse=True)
def _today(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def events(token: str) -> list[dict[str, str]]:
    answer = Client().get(f"/calendar-link/{token}.ics")
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store" and "Set-Cookie" not in answer
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    return [{name: str(event[name]) for name in ("uid", "summary")} | {"day": event.decoded("dtstart").isoformat()}
            for event in Calendar.from_ical(answer.content).walk("VEVENT")]  # fmt: skip


def given(case: Case, who: Actor, **more: object) -> None:
    Case.objects.filter(pk=case.pk).update(officer=who.id, **more)


def test_it_shows_days_and_a_number_only_where_wanted(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, title="Bank records; a, b\\c")
    given(case, cast.ines, wanted_by=at.date() + timedelta(days=9))
    first = actions.make_feed(by=cast.ines, at=at, numbers=False)
    plain = events(first)
    assert {event["summary"] for event in plain} == {"A deadline"}
    assert (at.date() + timedelta(days=9)).isoformat() in {event["day"] for event in plain}
    second = actions.make_feed(by=cast.ines, at=at, numbers=True)
    assert {event["summary"] for event in events(second)} == {f"Deadline: {case.number}"}
    assert [event["uid"] for event in events(second)] == [event["uid"] for event in plain]
    assert Client().get(f"/calendar-link/{first}.ics").status_code == 404
    text = Client().get(f"/calendar-link/{second}.ics").content.decode()
    assert "Bank" not in text and str(case.pk) not in text and "Borland" not in text


def test_a_link_that_was_withdrawn_or_never_was_answers_alike(cast: Cast, at: datetime) -> None:
    token = actions.make_feed(by=cast.ines, at=at, numbers=True)
    assert token.encode() not in bytes(Feed.objects.get().digest)
    assert not Line.objects.filter(canonical__contains=token.encode()).exists()
    actions.withdraw_feed(by=cast.ines, at=at)
    actions.withdraw_feed(by=cast.ines, at=at)
    assert Line.objects.filter(kind="calendar-link.withdrawn").count() == 1
    gone, never = (Client().get(f"/calendar-link/{one}.ics") for one in (token, "x" * 43))
    assert gone.status_code == never.status_code == 404
    for odd in ("%00", "é" * 400, "..", "a b"):
        assert Client().get(f"/calendar-link/{odd}.ics").status_code == 404
    assert Client().post(f"/calendar-link/{token}.ics").status_code == 405


def test_need_to_know_is_asked_at_every_opening(cast: Cast, at: datetime) -> None:
    case = restricted_case(cast, at)
    given(case, cast.ines, wanted_by=at.date())
    token = actions.make_feed(by=cast.ines, at=at, numbers=True)
    assert events(token)
    accounts.recuse(
        by=cast.karin,
        at=at,
        permission="case:restrict",
        compartment=case.compartment_id,
        user=cast.ines.id or 0,
        reason="A brother.",
    )
    assert events(token) == []
    accounts.set_active(by=cast.ada, at=at, user=cast.ines.id or 0, active=False)
    assert Client().get(f"/calendar-link/{token}.ics").status_code == 404


def test_its_use_is_noted_once_an_hour_and_bounded(cast: Cast, at: datetime) -> None:
    token = actions.make_feed(by=cast.ines, at=at, numbers=False)
    assert [Client().get(f"/calendar-link/{token}.ics").status_code for _time in range(21)] == [200] * 20 + [429]
    assert Feed.objects.get().used_at == at and Reading.objects.filter(subject="calendar").count() == 1
    assert not access.too_often("other", 1, at) and access.too_often("other", 1, at)
    with pytest.raises(Denied):
        actions.make_feed(by=cast.max, at=at, numbers=False)

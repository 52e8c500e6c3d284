"""Rules of duty, without a database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from comitas.cases.rules.words import say
from comitas.duty.rules import alerts, post, reminding, rota
from comitas.duty.rules.reminding import Due

AT = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "begun", "unsure", "why"),
    [
        (post.WAITING, None, 0, ""),
        (post.WAITING, AT - timedelta(minutes=1), 0, ""),  # a try that failed and said so
        (post.SENDING, AT - timedelta(minutes=1), 0, "busy"),
        (post.SENDING, AT - timedelta(minutes=4), 0, ""),  # cut off once: it may be sent a second time
        (post.SENDING, AT - timedelta(minutes=4), 1, "unsure"),  # cut off twice: never a third time
        (post.SENT, AT, 0, "over"),
        (post.FAILED, AT, 0, "over"),
        (post.EXPIRED, AT, 0, "over"),
    ],
)
def test_when_a_message_may_be_sent(state: str, begun: datetime | None, unsure: int, why: str) -> None:
    assert post.refused_try(state, begun, unsure, AT) == why


def test_a_reminder_says_how_many_and_never_which() -> None:
    assert [say(sentence) for sentence in reminding.sentences(Due(late=1, today=3, custody=0, to_sign=2))] == [
        "3 things are due today.",
        "1 thing is overdue.",
        "2 letters wait for your signature.",
    ]
    assert not Due() and reminding.sentences(Due()) == []


@pytest.mark.parametrize(
    ("hour", "now", "is_time"), [(7, 6, False), (7, 7, True), (7, 13, True), (7, 14, False), (20, 23, True)]
)
def test_the_hour_of_a_reminder(hour: int, now: int, is_time: bool) -> None:
    assert reminding.is_time(AT.replace(hour=now), hour) is is_time


@pytest.mark.parametrize(
    ("kind", "channel", "marked", "urgent"),
    [
        ("request", "post", False, False),
        ("request", "post", True, True),
        ("provisional_arrest", "", False, True),
        ("police_alert", "", False, True),
        ("supplement", "interpol", False, True),
    ],
)
def test_what_is_urgent(kind: str, channel: str, marked: bool, urgent: bool) -> None:
    assert rota.is_urgent(kind, channel, marked) is urgent


def test_a_turn_changes_at_the_local_hour_whatever_the_clocks_do() -> None:
    begins, ends = rota.turn(date(2026, 3, 28), time(8), "Europe/Paris")  # that night an hour is left out
    assert (begins.hour, ends.hour) == (8, 8)
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=23)


@pytest.mark.parametrize(
    ("local", "works", "open_"),
    [("2026-03-03 08:00", True, True), ("2026-03-03 17:59", True, True), ("2026-03-03 18:00", True, False),
     ("2026-03-03 07:59", True, False), ("2026-03-07 12:00", False, False)],
)  # fmt: skip
def test_when_the_office_is_open(local: str, works: bool, open_: bool) -> None:
    at = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Europe/Paris"))
    assert rota.at_work(at, works, time(8), time(18)) is open_
    assert (rota.alerts_now(rota.OUTSIDE, open_), rota.alerts_now(rota.ALWAYS, open_)) == (not open_, True)
    assert not rota.alerts_now(rota.NEVER, open_)


def test_gaps_are_the_days_that_nobody_has() -> None:
    assert rota.gaps(date(2026, 3, 2), 3, [date(2026, 3, 3)]) == [date(2026, 3, 2), date(2026, 3, 4)]


def test_a_step_without_anybody_is_passed_over() -> None:
    able = [["ines"], [], ["karin"]]
    assert (alerts.next_step(0, able), alerts.next_step(1, able), alerts.next_step(3, able)) == (1, 3, None)
    assert alerts.next_step(0, [[], [], []]) is None

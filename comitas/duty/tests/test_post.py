"""The outbox against a real mail server: nothing of a case leaves, nothing leaves twice, nothing is lost in silence."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from comitas.cases.tests.building import open_case
from comitas.core import clock
from comitas.core.actor import system
from comitas.core.refusals import Conflict, Denied
from comitas.duty import actions, gateways, jobs, queries
from comitas.duty.models import Message
from comitas.duty.rules import post
from comitas.duty.rules.reminding import Due
from comitas.duty.tests import mailbox
from comitas.duty.tests.mailbox import Taken
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

BY = system("duty")


@pytest.fixture(autouse=True)
def _today(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def server(settings: Any) -> Iterator[Taken]:
    with mailbox.serving(settings) as taken:
        yield taken


@pytest.fixture
def message(cast: Cast, at: datetime) -> Message:
    made = actions.remind(by=BY, at=at, user=cast.ines.id or 0, day=at.date(), due=Due(late=1, today=3))
    assert made is not None
    return made


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_a_reminder_goes_by_mail_and_says_nothing_of_any_case(
    cast: Cast, at: datetime, server: Taken, message: Message
) -> None:
    case = open_case(cast, at)
    jobs.send(str(message.pk))
    jobs.send(str(message.pk))
    (mail,) = server.mails
    text = f"{mail['Subject']} {mail.get_payload(decode=True).decode()}"  # type: ignore[union-attr]  # one part, as written
    assert mail["To"] == "ines@arland.example" and mail["Message-ID"] == gateways.message_id(message)
    assert "3 things are due today." in text and "1 thing is overdue." in text and "Sign in: http" in text
    assert case.number not in text and case.title not in text and mail["Auto-Submitted"] == "auto-generated"
    assert fresh(message).state == post.SENT and Line.objects.filter(kind="message.sent").count() == 1


def test_written_once_a_day_and_not_at_all_where_there_is_nothing_to_say(
    cast: Cast, at: datetime, message: Message
) -> None:
    again = {"by": BY, "at": at, "user": cast.ines.id or 0}
    assert actions.remind(**again, day=at.date(), due=Due(today=9)) is None
    assert actions.remind(**again, day=at.date() + timedelta(days=1), due=Due()) is None
    assert Message.objects.count() == 1 and Line.objects.filter(kind="reminders.written").count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'duty.send'")
        assert cursor.fetchone()[0] == 1


def test_what_is_not_taken_for_now_is_tried_again_with_the_same_id(server: Taken, message: Message) -> None:
    server.refusal = "451 Come back later"
    with pytest.raises(gateways.NotTaken):
        jobs.send(str(message.pk))
    assert (fresh(message).state, fresh(message).tries) == (post.WAITING, 1) and "451" in fresh(message).error
    server.refusal = ""
    jobs.send(str(message.pk))
    assert [mail["Message-ID"] for mail in server.mails] == [gateways.message_id(message)]


def test_what_is_refused_for_good_is_given_up_and_the_administrator_sees_why(
    cast: Cast, at: datetime, server: Taken, message: Message
) -> None:
    server.refusal = "550 No such person"
    jobs.send(str(message.pk))
    shown = queries.outbox(cast.ada, at).failed
    assert [(one.user.full_name, one.error) for one in shown if one.user] == [("Ines Marlow", "550 No such person")]
    with pytest.raises(Denied):
        queries.outbox(cast.karin, at)
    server.refusal = ""
    actions.send_again(by=cast.ada, at=at, message=message.pk)
    jobs.send(str(message.pk))
    assert fresh(message).state == post.SENT
    with pytest.raises(Conflict):
        actions.send_again(by=cast.ada, at=at, message=message.pk)


def test_after_the_last_try_it_is_given_up(at: datetime, settings: Any, message: Message) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False  # nobody listens there
    for _try in range(post.MOST_TRIES - 1):
        with pytest.raises(gateways.NotTaken):
            jobs.send(str(message.pk))
    jobs.send(str(message.pk))
    assert (fresh(message).state, fresh(message).tries) == (post.FAILED, post.MOST_TRIES)


def test_a_worker_that_dies_while_sending_sends_it_twice_at_the_very_most(
    at: datetime, monkeypatch: pytest.MonkeyPatch, server: Taken, message: Message
) -> None:
    def dies(**_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs.actions, "note_sent", dies)
    for minutes in (0, 10, 20, 30):
        monkeypatch.setattr(clock, "now", lambda minutes=minutes: at + timedelta(minutes=minutes))
        if minutes < 20:
            with pytest.raises(KeyboardInterrupt):
                jobs.send(str(message.pk))
            with pytest.raises(Exception, match=str(message.pk)):  # a moment later the try may still go on
                jobs.send(str(message.pk))
        else:
            jobs.send(str(message.pk))
    assert len(server.mails) == 2 and len({mail["Message-ID"] for mail in server.mails}) == 1
    assert fresh(message).state == post.FAILED and "twice" not in fresh(message).error


def test_without_a_mail_server_it_stays_and_leaves_once_there_is_one(
    at: datetime, message: Message, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_HOST = ""
    jobs.send(str(message.pk))
    assert (fresh(message).state, fresh(message).tries) == (post.WAITING, 0)
    assert queries.left_lying(at + timedelta(hours=1)) == [message.pk]
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(days=1))
    with mailbox.serving(settings) as server:
        jobs.send(str(message.pk))
        assert server.mails == [] and fresh(message).state == post.EXPIRED  # yesterday's reminder reminds of nothing


def test_a_message_that_nobody_wrote_is_no_message(db: None, settings: Any) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    with pytest.raises(Message.DoesNotExist):
        jobs.send(str(UUID(int=1)))

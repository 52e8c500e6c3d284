"""A mail server that is down, slow, lying or full: no message is lost, none leaves more than twice, and no try lasts."""

import time
from datetime import datetime, timedelta
from typing import Any

import pytest

from comitas.core import clock
from comitas.duty import actions, gateways, jobs, queries
from comitas.duty.models import Message
from comitas.duty.rules import post
from comitas.duty.rules.reminding import Due
from comitas.duty.tests.lyingserver import Lie, dripping, endless, gone, lying, say, silent
from comitas.duty.tests.test_post import BY, fresh
from comitas.samples.cast import Cast


@pytest.fixture(autouse=True)
def _soon(at: datetime, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Patience for a test, not for a night."""
    monkeypatch.setattr(clock, "now", lambda: at)
    monkeypatch.setattr(gateways, "WHOLE", 1.0)
    settings.EMAIL_TIMEOUT = 0.4


@pytest.fixture
def message(cast: Cast, at: datetime) -> Message:
    made = actions.remind(by=BY, at=at, user=cast.ines.id or 0, day=at.date(), due=Due(late=1))
    assert made is not None
    return made


def tried(message: Message) -> None:
    with pytest.raises(gateways.NotTaken):
        jobs.send(str(message.pk))
    assert fresh(message).state == post.WAITING and fresh(message).error


BEFORE: dict[str, dict[str, Lie]] = {
    "hangs up at once": {"GREETING": gone},
    "never greets": {"GREETING": silent},
    "drips its greeting": {"GREETING": dripping},
    "greets with rubbish": {"GREETING": say(b"\xff\xfe\x00 HTTP/1.1 400")},
    "greets without end": {"GREETING": endless},
    "is busy": {"GREETING": say(b"421 too many connections", hang_up=True)},
    "never answers": {"EHLO": silent},
    "talks without end": {"EHLO": endless},
    "a line without end": {"EHLO": say(b"250-" + b"x" * 200_000)},
    "hangs up at the sender": {"MAIL": gone},
    "drips at the person": {"RCPT": dripping},
    "has no room for the sender": {"MAIL": say(b"452 4.3.1 Insufficient system storage")},
    "is full, as if for good": {"MAIL": say(b"552 5.3.1 Message system full")},
    "has a full mailbox": {"RCPT": say(b"452 4.2.2 Mailbox full")},
    "has a full mailbox, as if for good": {"RCPT": say(b"550 5.2.2 The mailbox is over its quota")},
    "does not ask for the message": {"DATA": say(b"250 taken")},
    "is full at the message": {"DATA": say(b"452 No room")},
}


@pytest.mark.parametrize("lie", BEFORE)
def test_what_goes_wrong_before_the_message_is_tried_again_and_goes_once(
    lie: str, settings: Any, message: Message
) -> None:
    with lying(settings, **BEFORE[lie]) as server:
        began = time.monotonic()
        tried(message)
        assert time.monotonic() - began < 5
        assert (server.mails, fresh(message).unsure) == ([], 0)
        server.lies.clear()
        jobs.send(str(message.pk))
        assert len(server.mails) == 1 and fresh(message).state == post.SENT


def test_a_server_that_is_down_gets_it_when_it_is_back(settings: Any, message: Message) -> None:
    with lying(settings):
        pass  # it is gone now, and its port closed
    tried(message)
    with lying(settings) as server:
        jobs.send(str(message.pk))
        assert len(server.mails) == 1 and fresh(message).state == post.SENT


AFTER: dict[str, Lie] = {
    "hangs up": gone,
    "never says that it is taken": silent,
    "drips": dripping,
    "says rubbish": say(b"thanks!"),
}


@pytest.mark.parametrize("lie", AFTER)
def test_what_may_have_been_taken_goes_a_second_time_and_never_a_third(
    lie: str, cast: Cast, at: datetime, settings: Any, message: Message
) -> None:
    with lying(settings, TAKEN=AFTER[lie]) as server:
        tried(message)
        assert fresh(message).unsure == 1
        jobs.send(str(message.pk))
        assert fresh(message).state == post.FAILED
        jobs.send(str(message.pk))
        assert len(server.mails) == 2 and all(gateways.message_id(message).encode() in mail for mail in server.mails)
        assert [one.pk for one in queries.outbox(cast.ada, at).failed] == [
            message.pk
        ]  # it is not lost: somebody is told
        server.lies.clear()
        actions.send_again(by=cast.ada, at=at, message=message.pk)
        jobs.send(str(message.pk))
        assert fresh(message).state == post.SENT


@pytest.mark.parametrize("goodbye", [gone, silent, say(b"554 no"), say(b"rubbish"), endless])
def test_what_was_taken_is_taken_whatever_becomes_of_the_goodbye(goodbye: Lie, settings: Any, message: Message) -> None:
    with lying(settings, QUIT=goodbye) as server:
        jobs.send(str(message.pk))
        jobs.send(str(message.pk))
        assert len(server.mails) == 1 and fresh(message).state == post.SENT


def test_a_server_that_takes_its_time_over_the_message_is_waited_for(settings: Any, message: Message) -> None:
    def slowly(line: Any) -> bool:
        time.sleep(0.7)  # longer than any other answer may take
        return say(b"250 taken")(line)

    with lying(settings, TAKEN=slowly) as server:
        jobs.send(str(message.pk))
        assert len(server.mails) == 1 and fresh(message).state == post.SENT


@pytest.mark.parametrize("secured", ["EMAIL_USE_SSL", "EMAIL_USE_TLS"])
def test_a_handshake_that_drips_ends_too(secured: str, settings: Any, message: Message) -> None:
    place = "GREETING" if secured == "EMAIL_USE_SSL" else "STARTTLS"
    offer = {} if secured == "EMAIL_USE_SSL" else {"EHLO": say(b"250-here", b"250 STARTTLS")}

    def drips(line: Any) -> bool:
        if secured == "EMAIL_USE_TLS":
            line.sendall(b"220 go on\r\n")
        line.settimeout(0.05)
        for piece in b"\x16\x03\x03\x3f\xff" + b"\x02" * 10_000:  # the head of a record, and then byte by byte
            line.sendall(bytes([piece]))
            time.sleep(0.02)
        return False

    with lying(settings, **{place: drips}, **offer):
        setattr(settings, secured, True)
        began = time.monotonic()
        tried(message)
        assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("code", "words", "for_good"),
    [
        (550, "5.1.1 No such person", True),
        (552, "Exceeded storage allocation", False),
        (550, "5.2.2 Mailbox full", False),
        (554, "5.3.1 System full", False),
        (452, "4.2.2 Mailbox full", False),
        (550, "We have 5.2.2 of everything", True),
        (451, "Come back", False),
        (-1, "", False),
    ],
)
def test_full_is_not_never(code: int, words: str, for_good: bool) -> None:
    assert post.is_for_good(code, f"{code} {words}") is for_good


def test_no_try_outlasts_the_time_after_which_it_counts_as_over() -> None:
    assert timedelta() < post.LONGEST_TRY < post.SURELY_OVER

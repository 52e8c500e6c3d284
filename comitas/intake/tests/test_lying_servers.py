"""A mail server that is down, slow, lying or full: nothing is lost, nothing is doubled, and a look ends in time with a word."""

import errno
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from comitas.documents.models import Object
from comitas.intake.actions import Look
from comitas.intake.gateways import Unwell
from comitas.intake.gateways.wire import Patience
from comitas.intake.jobs import keeping, looking, mailboxes
from comitas.intake.models import LeftOut, Source, Standing, Unsettled
from comitas.intake.rules import sources
from comitas.intake.rules.sources import Secrets
from comitas.intake.tests.lyingserver import Liar, lying
from comitas.intake.tests.sourcing import a_mailbox, brought, fresh
from comitas.samples.cast import Cast

SHORT = Patience(0.5, 0.4, 1.0)  # with who never comes to an end
LONG = Patience(10, 10, 100)  # with everybody else, on a busy machine
SECRET = "pass-7Kq"


def mail(number: int) -> bytes:
    return b"From: a@b.example\r\nMessage-ID: <%d@b.example>\r\nSubject: Letter\r\n\r\nText %d\r\n" % (number, number)


def three() -> dict[int, bytes]:
    return {uid: mail(uid) for uid in (1, 2, 3)}


def of(cast: Cast, at: datetime, liar: Liar, **more: object) -> Source:
    given = {"host": "127.0.0.1", "port": liar.port, "security": "plain", "user_name": "post", **more}
    return a_mailbox(cast, at, Secrets(password=SECRET), **given)


def looked(source: Source, at: datetime, patience: Patience = LONG) -> Look | str:
    try:
        return mailboxes.look(fresh(source), at, patience)
    except Unwell as unwell:
        return f"{unwell.code}: the password!" if SECRET in str(unwell.figures) else unwell.code


def say(*pieces: bytes, go_on: bool = False) -> Callable[..., bool]:
    """Says *pieces* (with the tag of the command in place of TAG), and hangs up or goes on."""

    def lie(_liar: Liar, line: socket.socket, tag: bytes, _told: str) -> bool:
        for piece in pieces:
            line.sendall(piece.replace(b"TAG", tag))
        return go_on

    return lie


def silent(_liar: Liar, line: socket.socket, _tag: bytes, _told: str) -> bool:
    line.recv(1)  # until the other side hangs up
    return False


def dripping(_liar: Liar, line: socket.socket, _tag: bytes, _told: str) -> bool:
    """One byte now and then, so that no read ever waits for long."""
    line.settimeout(0.05)
    while True:
        line.sendall(b"x")
        try:
            if not line.recv(1):
                return False
        except TimeoutError:
            continue


def endless(_liar: Liar, line: socket.socket, _tag: bytes, _told: str) -> bool:
    while True:
        line.sendall(b"* OK still here\r\n" * 10_000)


def echo(_liar: Liar, line: socket.socket, tag: bytes, told: str) -> bool:
    line.sendall(tag + b" NO I do not know " + told.encode() + b"\r\n")
    return True


BODY = "UID FETCH 1 (BODY"
LIES: dict[str, tuple[dict[str, Callable[..., bool]], str]] = {
    "hangs up when asked to sign in": ({"LOGIN": say()}, "cut"),
    "says goodbye": ({"SELECT": say(b"* BYE too many connections\r\n")}, "cut"),
    "never answers": ({"EXAMINE": silent}, "timed-out"),
    "drips": ({"EXAMINE": dripping}, "timed-out"),
    "drips a message": ({BODY: dripping}, "timed-out"),
    "talks without end": ({"UID SEARCH": endless}, "lying"),
    "a line without end": ({"UID SEARCH": say(b"* SEARCH " + b"1 " * 600_000)}, "lying"),
    "repeats the password": ({"LOGIN": echo}, "sign-in"),
    "gives no UIDVALIDITY": ({"EXAMINE": say(b"* 3 EXISTS\r\nTAG OK done\r\n", go_on=True)}, "lying"),
    "gives numbers that no message has": ({"UID SEARCH": say(b"* SEARCH 99999999999999999999\r\nTAG OK\r\n", go_on=True)}, "lying"),
    "gives words for numbers": ({"UID SEARCH": say(b"* SEARCH one two\r\nTAG OK done\r\n", go_on=True)}, "lying"),
    "opens brackets only": ({"UID FETCH": say(b"* 1 FETCH " + b"(" * 5_000 + b"\r\nTAG OK done\r\n", go_on=True)}, "lying"),
    "gives a size that is none": ({"UID FETCH": say(b"* 1 FETCH (UID 1 RFC822.SIZE many)\r\nTAG OK done\r\n", go_on=True)}, "lying"),
    "announces a terabyte": ({BODY: say(b"* 1 FETCH (UID 1 BODY[] {1000000000000}\r\nabc")}, "lying"),
    "cuts a message short": ({BODY: say(Liar.body(1, 1, mail(1)[:20], len(mail(1)))[:60])}, "cut"),
    "goes on after a message": ({BODY: say(Liar.body(1, 1, mail(1), 10) + b"TAG OK done\r\n")}, "lying"),
    "answers with somebody else's tag": ({"EXAMINE": say(b"zz OK done\r\n")}, "lying"),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_whatever_a_server_does_nothing_is_lost_or_doubled(lie: str, cast: Cast, at: datetime) -> None:
    lies, code = LIES[lie]
    with lying(Liar(three(), lies=lies)) as liar:
        source = of(cast, at, liar)
        if "SELECT" in lies:
            Source.objects.filter(pk=source.pk).update(after="seen")
        assert looked(source, at, SHORT if code == "timed-out" else LONG) == code
        assert brought(source) == []
        assert Object.objects.count() == 0, "nothing is left behind"
        liar.lies.clear()
        assert looked(source, at) == Look()
        assert len(brought(source)) == 3


def test_a_server_that_is_down_is_asked_less_and_less(cast: Cast, at: datetime) -> None:
    with lying(Liar(three())) as liar:
        source = of(cast, at, liar)
    assert looked(source, at) == "unreachable"
    looking.look_at(source.pk)
    standing = Standing.objects.get(source=source)
    assert (standing.trouble, standing.failures) == ("unreachable", 1)
    rests = [sources.delay("mailbox", failures) for failures in range(12)]
    assert rests[0] == rests[1] == timedelta(minutes=1)
    assert rests[2] == timedelta(minutes=2)
    assert max(rests) == timedelta(minutes=30)


@pytest.mark.parametrize("exists", [0, 1_000_000])
def test_a_wrong_count_means_nothing(exists: int, cast: Cast, at: datetime) -> None:
    with lying(Liar(three(), exists=exists)) as liar:
        source = of(cast, at, liar)
        looked(source, at)
        assert len(brought(source)) == 3


def test_a_wrong_size_costs_nothing(cast: Cast, at: datetime) -> None:
    """Exchange is known for sizes that are only about right."""
    liar = Liar(three())
    liar.sizes = lambda uid: {1: 1, 2: 5_000, 3: 10**12}[uid]  # type: ignore[method-assign]  # the lie
    with lying(liar):
        source = of(cast, at, liar)
        looked(source, at)
    assert len(brought(source)) == 2
    assert [left.uid for left in LeftOut.objects.all()] == [3], "said to be larger than what is taken"


def test_a_message_at_which_the_line_breaks_is_passed_over_and_tried_again(cast: Cast, at: datetime) -> None:
    with lying(Liar(three(), lies={"UID FETCH 2 (BODY": say()})) as liar:
        source = of(cast, at, liar)
        assert [looked(source, at) for _look in range(3)] == ["cut"] * 3
        assert [len(brought(source)), LeftOut.objects.get().reason] == [1, "not-given"]
        assert looked(source, at) == Look()
        assert len(brought(source)) == 2
        liar.lies.clear()
        looked(source, at + sources.TRIED_AGAIN)
        assert len(brought(source)) == 3
        assert not LeftOut.objects.exists()


def test_a_message_that_is_not_given_holds_up_no_other(cast: Cast, at: datetime) -> None:
    with lying(Liar(three(), lies={"UID FETCH 2 (BODY": say(b"TAG NO not now\r\n", go_on=True)})) as liar:
        source = of(cast, at, liar)
        assert looked(source, at) == Look()
        assert len(brought(source)) == 2
        assert LeftOut.objects.get().uid == 2
        del liar.messages[2]
        looked(source, at + sources.TRIED_AGAIN)
        assert not LeftOut.objects.exists(), "what is gone is not missed"


def test_a_server_that_is_full_keeps_the_messages_and_none_is_taken_twice(cast: Cast, at: datetime) -> None:
    refusal = say(b"TAG NO [OVERQUOTA] full\r\n", go_on=True)
    with lying(Liar(three(), lies={"UID MOVE": refusal, "CREATE": refusal})) as liar:
        source = of(cast, at, liar, after="move", moves_to="Taken")
        assert [looked(source, at) for _look in range(3)] == ["left-behind"] * 3
        assert len(brought(source)) == 3
        liar.lies.clear()
        assert looked(source, at) == Look()
        assert not Unsettled.objects.exists()
        assert [told for told in liar.heard if told.startswith("UID MOVE")][-3:] == [
            f'UID MOVE {uid} "Taken"' for uid in (1, 2, 3)
        ]


def test_a_message_for_which_we_have_no_room_stays_with_the_server(
    cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is our disk that is full: nothing is marked or moved over there, and nothing is left out, until there is room again."""

    def full(**_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with lying(Liar(three())) as liar:
        source = of(cast, at, liar, after="move", moves_to="Taken")
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(keeping.documents, "set_down", full)
            assert [looked(source, at) for _look in range(2)] == ["disk-full"] * 2
        assert not [told for told in liar.heard if told.startswith(("UID MOVE", "UID STORE"))]
        assert (brought(source), LeftOut.objects.count(), Unsettled.objects.count()) == ([], 0, 0)
        assert looked(source, at) == Look()
        assert len(brought(source)) == 3


def test_a_hundred_thousand_messages_are_begun_without_being_counted_out(cast: Cast, at: datetime) -> None:
    liar = Liar({uid: mail(uid) for uid in range(200_001, 300_001)})
    with lying(liar):
        source = of(cast, at, liar)
        found = looked(source, at)
    assert isinstance(found, Look)
    assert found.more
    assert found.waiting == 50_000 - sources.MOST_A_LOOK, "as far as was seen"
    assert len(brought(source)) == sources.MOST_A_LOOK
    assert Standing.objects.get(source=source).uid_done == 200_000 + sources.MOST_A_LOOK

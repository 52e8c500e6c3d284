"""A mailbox on a real mail server: every message is taken once, and the server is told only what is already safe."""

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from imapclient import SEEN

from comitas.core.actor import system
from comitas.documents import queries as kept
from comitas.intake import queries
from comitas.intake.actions import Look
from comitas.intake.gateways import Unwell, mailbox
from comitas.intake.gateways.wire import Patience
from comitas.intake.jobs import keeping, looking, mailboxes
from comitas.intake.models import LeftOut, Source, Standing, Unsettled
from comitas.intake.rules.sources import Secrets
from comitas.intake.tests.mailserver import PASSWORD, Server
from comitas.intake.tests.sourcing import a_mailbox, brought, fresh
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

QUICK = Patience(5, 5, 20)
BY_PASSWORD = Secrets(password=PASSWORD)


class PowerCut(BaseException):
    """The process is gone."""


def mail(number: int = 1, subject: str = "Request", body: str = "Dear colleagues") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = (
        "Office of Borland <legal@bo.example>",
        "ca@ar.example",
        f"{subject} {number}",
    )
    made["Message-ID"] = f"<{number}@bo.example>"
    made.set_content(body)
    made.add_attachment(b"%%PDF-1.7 annex %d" % number, maintype="application", subtype="pdf", filename="annex.pdf")
    made.set_boundary(f"=={number}==")
    return made.as_bytes().replace(b"\n", b"\r\n")


def by_password(cast: Cast, at: datetime, server: Server, user: str, **more: Any) -> Source:
    return a_mailbox(cast, at, BY_PASSWORD, **{"host": "localhost", "port": server.secure, "user_name": user, **more})


def by_token(cast: Cast, at: datetime, server: Server, user: str, secrets: Secrets, **more: Any) -> Source:
    server.endpoint.whose = user
    given = {"host": "localhost", "port": server.secure, "user_name": user, "signs_in": "oauth", "client_id": "comitas",
             "token_url": server.endpoint.url, **more}  # fmt: skip
    return a_mailbox(cast, at, secrets, **given)


def looked(source: Source, at: datetime) -> Look:
    return mailboxes.look(fresh(source), at, QUICK)


def trouble(source: Source, at: datetime) -> str:
    with pytest.raises(Unwell) as raised:
        looked(source, at)
    return raised.value.code


def originals(cast: Cast, source: Source) -> list[bytes]:
    placed = [kept.placements(cast.rosa, made.compartment_id).get() for made in brought(source)]
    return [b"".join(kept.original(cast.rosa, one.pk)) for one in placed]


def test_every_message_becomes_an_arrival_to_the_byte_and_only_once(
    cast: Cast, at: datetime, server: Server, user: str
) -> None:
    source = by_password(cast, at, server, user, arrival_kind="reply")
    mails = [mail(1), mail(2, "Re: 2026/0021, Ärger")]
    server.deliver(user, *mails, when=datetime(2026, 2, 27, 23, 30, tzinfo=UTC))
    assert looked(source, at) == Look()
    assert looked(source, at) == Look()
    assert originals(cast, source) == mails
    first = brought(source)[0]
    assert (first.channel, first.kind, first.received_on) == ("mail", "reply", date(2026, 2, 28)), "the day in Arland"
    names = [kept.placements(cast.rosa, one.compartment_id).get().document.name for one in brought(source)]
    assert names[0] == "Request 1.eml"
    assert "/" not in names[1]
    assert set(server.flags(user).values()) <= {(), (rb"\Recent",)}, "what is to be left is left as it is"
    server.deliver(user, mail(3))
    looked(source, at)
    assert len(brought(source)) == 3


@pytest.mark.parametrize("after", ["seen", "move"])
def test_what_is_safe_is_marked_or_moved(after: str, cast: Cast, at: datetime, server: Server, user: str) -> None:
    source = by_password(cast, at, server, user, after=after, moves_to="Pris en compte é" if after == "move" else "")
    server.deliver(user, mail(1), mail(2))
    looked(source, at)
    assert len(brought(source)) == 2
    assert not Unsettled.objects.exists()
    if after == "seen":
        assert all(SEEN in flags for flags in server.flags(user).values())
    else:
        assert server.flags(user) == {}
        assert len(server.flags(user, "Pris en compte é")) == 2


@pytest.mark.parametrize("point", ["before the rows", "after the commit, before the server is told"])
def test_a_crash_loses_nothing_and_doubles_nothing(
    point: str, cast: Cast, at: datetime, server: Server, user: str, monkeypatch: Any
) -> None:
    source = by_password(cast, at, server, user, after="move", moves_to="Taken")
    server.deliver(user, mail(1))

    def cut(*_given: object, **_more: object) -> None:
        raise PowerCut

    with monkeypatch.context() as crash:
        if point == "before the rows":
            crash.setattr(keeping.actions, "take", cut)
        else:
            crash.setattr(mailbox.Mailbox, "move", cut)
        with pytest.raises(PowerCut):
            looked(source, at)
    assert len(server.flags(user)) == 1
    looked(source, at)
    assert len(brought(source)) == 1
    assert (server.flags(user), len(server.flags(user, "Taken"))) == ({}, 1)


def test_a_folder_that_was_made_anew_doubles_nothing(cast: Cast, at: datetime, server: Server, user: str) -> None:
    """After a restore of the mail server every message has another number, and some that we took are new there."""
    mails = [mail(number) for number in range(3)]
    server.make_anew(user, "Box", *mails[:2])
    source = by_password(cast, at, server, user, mailbox="Box", after="seen")
    looked(source, at)
    before = Standing.objects.get(source=source).uid_validity
    server.make_anew(user, "Box", *reversed(mails))
    looked(source, at)
    assert Standing.objects.get(source=source).uid_validity != before
    assert originals(cast, source) == mails
    assert all(SEEN in flags for flags in server.flags(user, "Box").values())


def test_old_messages_may_be_left_where_they_are(cast: Cast, at: datetime, server: Server, user: str) -> None:
    server.deliver(user, mail(1), mail(2))
    source = by_password(cast, at, server, user, takes_old=False)
    looked(source, at)
    assert brought(source) == []
    server.deliver(user, mail(3))
    looked(source, at)
    assert originals(cast, source) == [mail(3)]


def test_a_message_over_the_limit_is_named_and_the_others_are_taken(
    cast: Cast, at: datetime, server: Server, user: str, settings: Any
) -> None:
    settings.MAIL_LIMIT = 3_000
    source = by_password(cast, at, server, user, after="seen")
    server.deliver(user, mail(1), mail(2, body="x" * 70 + "\n" + "y" * 5_000), mail(3))
    looked(source, at)
    assert originals(cast, source) == [mail(1), mail(3)]
    left = LeftOut.objects.get()
    assert (left.reason, left.uid, left.size > 3_000) == ("too-large", 2, True)
    assert SEEN not in server.flags(user)[2]
    settings.MAIL_LIMIT = 60_000
    looked(source, at)
    assert len(brought(source)) == 2, "tried again after an hour"
    looked(source, at + timedelta(hours=1))
    assert len(brought(source)) == 3
    assert not LeftOut.objects.exists()
    assert SEEN in server.flags(user)[2]


def test_many_messages_are_taken_look_by_look(
    cast: Cast, at: datetime, server: Server, user: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr(mailboxes.sources, "MOST_A_LOOK", 2)
    source = by_password(cast, at, server, user)
    server.deliver(user, *[mail(number) for number in range(5)])
    seen = [looked(source, at) for _look in range(4)]
    assert [len(brought(source))] == [5]
    assert [look.more for look in seen] == [True, True, False, False]


@pytest.mark.parametrize("line", ["tls", "starttls", "plain"])
def test_the_line_is_protected_as_it_is_set(line: str, cast: Cast, at: datetime, server: Server, user: str) -> None:
    port = server.secure if line == "tls" else server.plain
    source = by_password(cast, at, server, user, security=line, port=port)
    server.deliver(user, mail(1))
    looked(source, at)
    assert len(brought(source)) == 1


def test_who_is_not_trusted_learns_no_password(
    cast: Cast, at: datetime, server: Server, user: str, settings: Any
) -> None:
    settings.MAIL_CA_FILE = None
    for security, port in (("tls", server.secure), ("starttls", server.plain)):
        source = by_password(cast, at, server, user, name=security, security=security, port=port)
        assert trouble(source, at) == "certificate"
    settings.MAIL_CA_FILE = server.authority
    wrong_name = by_password(cast, at, server, user, name="name", host="127.0.0.1")
    assert trouble(wrong_name, at) == "certificate"
    assert f"user=<{user}>" not in (server.folder / "log").read_text()
    assert trouble(by_password(cast, at, server, user, name="tls on a plain port", port=server.plain), at) == "no-tls"


def test_a_wrong_password_is_said_and_never_repeated(
    cast: Cast, at: datetime, server: Server, user: str, caplog: Any
) -> None:
    secret = "Falsch-9Zq\u00e9"
    source = a_mailbox(cast, at, Secrets(password=secret), host="localhost", port=server.secure, user_name=user)
    looking.look_at(source.pk)
    standing = Standing.objects.get(source=source)
    assert (standing.trouble, standing.figures) == ("sign-in", {"host": "localhost"})
    assert bytes(Source.objects.get(pk=source.pk).secret).find(secret.encode()) < 0
    lines = b"".join(bytes(line.canonical) for line in Line.objects.all())
    for told in (
        caplog.text.encode(),
        lines,
        repr(standing.__dict__).encode(),
        repr(queries.secrets(system("t"), source)).encode(),
    ):
        assert secret.encode() not in told
        assert b"Falsch" not in told


def test_a_mailbox_that_is_not_there_is_said(cast: Cast, at: datetime, server: Server, user: str) -> None:
    assert trouble(by_password(cast, at, server, user, mailbox="Nowhere"), at) == "no-mailbox"


@pytest.mark.parametrize(
    "secrets", [Secrets(client_secret="s3cret"), Secrets(refresh_token="refresh-0", client_secret="s3cret")]
)
def test_one_signs_in_with_tokens(secrets: Secrets, cast: Cast, at: datetime, server: Server, user: str) -> None:
    source = by_token(cast, at, server, user, secrets, scope="https://mail.example/.default")
    server.deliver(user, mail(1))
    looked(source, at)
    looked(source, at + timedelta(minutes=30))
    assert len(brought(source)) == 1
    (asked,) = server.endpoint.asked  # one token for both looks
    grant = (
        {"grant_type": "refresh_token", "refresh_token": "refresh-0"}
        if secrets.refresh_token
        else {"grant_type": "client_credentials"}
    )
    assert asked == {
        "client_id": "comitas",
        "client_secret": "s3cret",
        "scope": "https://mail.example/.default",
        **grant,
    }


def test_a_token_that_has_run_out_or_was_revoked_is_got_anew(
    cast: Cast, at: datetime, server: Server, user: str
) -> None:
    server.endpoint.rotates = True
    source = by_token(cast, at, server, user, Secrets(refresh_token="refresh-0"))
    looked(source, at)
    looked(source, at + timedelta(minutes=59, seconds=30))
    server.endpoint.holding.clear()  # revoked before its time
    looked(source, at + timedelta(minutes=70))
    assert [asked["refresh_token"] for asked in server.endpoint.asked] == ["refresh-0", "refresh-1", "refresh-2"]
    assert queries.secrets(system("test"), fresh(source)).refresh_token == "refresh-3", "the next one is kept"


def test_both_ways_to_present_a_token_are_spoken(
    cast: Cast, at: datetime, server: Server, user: str, monkeypatch: Any
) -> None:
    has = mailbox.Client.has_capability
    monkeypatch.setattr(
        mailbox.Client, "has_capability", lambda client, name: name != "AUTH=OAUTHBEARER" and has(client, name)
    )
    source = by_token(cast, at, server, user, Secrets(client_secret="s3cret"))
    assert looked(source, at) == Look()
    server.endpoint.whose = "somebody else"
    other = by_token(cast, at, server, user, Secrets(client_secret="s3cret"), name="Other")
    server.endpoint.whose = "somebody else"
    assert trouble(other, at) == "sign-in"


BROKEN = {
    "an error": (400, b'{"error": "invalid_grant"}', "token"),
    "a fault": (503, b"", "unreachable"),
    "a redirect": (302, b"", "token"),
    "no JSON": (200, b"<html>", "token"),
    "no token": (200, b'{"token_type": "Bearer"}', "token"),
    "a list": (200, b"[1]", "token"),
    "too much": (200, b'{"access_token": "' + b"a" * 70_000 + b'"}', "token"),
    "a line break": (200, b'{"access_token": "a\\r\\nb"}', "token"),
    "a deep nest": (200, b"[" * 60_000, "token"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_token_endpoint_is_believed_nothing(what: str, cast: Cast, at: datetime, server: Server, user: str) -> None:
    server.endpoint.status, server.endpoint.answer, code = BROKEN[what]
    source = by_token(cast, at, server, user, Secrets(refresh_token="refresh-0"))
    assert trouble(source, at) == code
    assert queries.secrets(system("test"), fresh(source)).refresh_token == "refresh-0"

"""Setting folders and mailboxes: for whom, what is shown and never shown, wrong input, a colleague who was first; filing by one key."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from comitas.accounts import actions as people
from comitas.cases.tests.building import open_case
from comitas.core.actor import Actor, system
from comitas.desk.tests.intakepages import fields, html, page, with_letter
from comitas.intake import actions, queries
from comitas.intake.models import Arrival, Source, Standing
from comitas.intake.tests.arriving import fresh
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
MAILBOX = {
    "name": "Mailbox of the registry", "host": "imap.ar.example", "port": "993", "security": "tls", "user_name": "registry@ar.example",
    "mailbox": "INBOX", "after": "seen", "signs_in": "password", "password": "geheim-und-lang", "arrival_kind": "other",
    "channel": "mail", "active": "on", "takes_old": "on",
}  # fmt: skip
FOLDER = {
    "name": "Scanner",
    "folder": "scanner",
    "arrival_kind": "other",
    "channel": "post",
    "active": "on",
    "keeps": "on",
}


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.OBJECTS, settings.DROP_FOLDER = tmp_path / "objects", tmp_path


def made(client: Client, cast: Cast, given: dict[str, Any]) -> Source:
    kind = "mailbox" if "host" in given else "folder"
    answer = client.post(f"/sources/new/{kind}/", {"authority": cast.central, **given})
    assert answer.status_code == 302, re.findall(r'error-message">.*?</p>', answer.content.decode(), re.S)
    return Source.objects.get(name=given["name"])


def test_only_who_sets_them_comes_to_them(cast: Cast, signed_in: SignedIn) -> None:
    source = made(signed_in(cast.ada), cast, FOLDER)
    for who in (cast.rosa, cast.ines, cast.max):
        for address in ("/sources/", f"/sources/{source.pk}/", "/sources/new/folder/"):
            assert signed_in(who).get(address).status_code == 403
    assert signed_in(cast.karin).get(f"/sources/{source.pk}/").status_code == 200
    assert signed_in(cast.solo).get(f"/sources/{source.pk}/").status_code == 404
    assert "Scanner" not in html(signed_in(cast.solo), "/sources/")


def test_a_secret_is_written_once_and_never_shown(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ada)
    source = made(client, cast, MAILBOX)
    for address in ("/sources/", f"/sources/{source.pk}/", "/system/"):
        assert "geheim" not in html(client, address)
    again = client.post(f"/sources/{source.pk}/", {"authority": cast.central, **MAILBOX, "version": "9"})
    assert again.status_code == 409
    assert "geheim" not in again.content.decode(), "what was typed survives a colleague, but for this"
    kept = client.post(
        f"/sources/{source.pk}/",
        {**MAILBOX, "authority": cast.central, "version": "1", "password": "", "mailbox": "In"},
    )
    assert kept.status_code == 302
    held = queries.secrets(system("test"), Source.objects.get(pk=source.pk))
    assert held.password == "geheim-und-lang"
    assert not any(
        b"geheim" in bytes(line.canonical) or b"ar.example" in bytes(line.canonical) for line in Line.objects.all()
    )


@pytest.mark.parametrize(
    "change", [{"host": "imap.evil.example"}, {"user_name": "other"}, {"port": "994"}, {"security": "starttls"}]
)
def test_a_secret_is_not_sent_anywhere_else(change: dict[str, str], cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ada)
    source = made(client, cast, MAILBOX)
    given = {**MAILBOX, **change, "authority": cast.central, "version": "1", "password": ""}
    answer = client.post(f"/sources/{source.pk}/", given)
    assert answer.status_code == 400
    assert "Type the password" in answer.content.decode()
    assert client.post(f"/sources/{source.pk}/", {**given, "password": "another-one"}).status_code == 302


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "out of the base": (FOLDER | {"folder": "../keys"}, "Type the name of a folder"),
    "from the root": (FOLDER | {"folder": "/etc"}, "Type the name of a folder"),
    "hidden": (FOLDER | {"folder": "scanner/.ssh"}, "Type the name of a folder"),
    "used inside": (FOLDER | {"folder": "scanner/Taken"}, "Type the name of a folder"),
    "no name": (FOLDER | {"name": " "}, "Give it a name"),
    "one reader": (FOLDER | {"restricted": "on", "readers": ["2"]}, "at least two readers"),
    "plain to afar": (MAILBOX | {"security": "plain"}, "only a server on this machine"),
    "no server": (MAILBOX | {"host": "http://x"}, "Type the name of the mail server"),
    "no password": (MAILBOX | {"password": ""}, "Type the password"),
    "a line break": (MAILBOX | {"password": "a\r\nLOGOUT"}, "holds signs that cannot stand here"),
    "no client": (MAILBOX | {"signs_in": "oauth"}, "Type the client id"),
    "an open endpoint": (MAILBOX | {"signs_in": "oauth", "client_id": "x", "client_secret": "y", "token_url": "http://idp.example/t"}, "begins with https"),
    "moved to itself": (MAILBOX | {"after": "move", "moves_to": "inbox"}, "another folder"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_wrong_input_is_said_at_its_field_and_changes_nothing(what: str, cast: Cast, signed_in: SignedIn) -> None:
    given, sentence = WRONG[what]
    kind = "mailbox" if "host" in given else "folder"
    answer = signed_in(cast.ada).post(f"/sources/new/{kind}/", {"authority": cast.central, **given})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Source.objects.exists()


def test_a_folder_is_watched_once(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.ada)
    made(client, cast, FOLDER)
    answer = client.post("/sources/new/folder/", {"authority": cast.central, **FOLDER, "name": "Other"})
    assert "watched already" in answer.content.decode()


def test_the_pages_say_how_a_source_stands_and_a_look_can_be_asked_for(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.ada)
    source = made(client, cast, MAILBOX)
    Standing.objects.filter(source=source).update(
        trouble="sign-in", figures={"host": "imap.ar.example"}, failures=7, looked_at=at
    )
    actions.leave_out(
        by=system("intake"), at=at, source=source.pk, reason="too-large", size=99_000_000, place=actions.Place(7, 12)
    )
    for address in ("/system/", f"/sources/{source.pk}/"):
        assert "refuses the sign-in" in html(client, address)
    shown = html(client, f"/sources/{source.pk}/")
    assert "UID 12" in shown
    assert "94.4" in shown
    for number in range(5):
        made(client, cast, FOLDER | {"name": f"F{number}", "folder": f"f{number}"})
    with django_assert_max_num_queries(16):
        client.get("/sources/")
    due = Standing.objects.get(source=source).due_at
    assert client.post(f"/sources/{source.pk}/look/").status_code == 302
    assert Standing.objects.get(source=source).due_at > due
    client.post(f"/sources/{source.pk}/dealt-with/")
    assert "UID 12" not in html(client, f"/sources/{source.pk}/")


def test_one_key_files_an_answer_in_its_case(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    answer = with_letter(cast, at, f"Your reference: {case.number}")
    client = signed_in(cast.rosa)
    shown = html(client, page(answer))
    assert f"This answers case {case.number}" in shown
    assert re.search(r'<button[^>]*value="file"[^>]*form="decision"[^>]*accesskey="F"', shown)
    typed = fields(shown) | {"do": "file", "sender": "Prosecutor of Borland"}
    gone = client.post(page(answer), typed | {"offered": "2019/0001"})
    assert "not offered any more" in gone.content.decode()
    assert client.post(page(answer), typed)["Location"] == f"/cases/{case.pk}/"
    done = Arrival.objects.get(pk=answer.pk)
    assert (done.case_id, done.sender) == (case.pk, "Prosecutor of Borland")
    twice = client.post(page(answer), typed)
    assert twice.status_code == 409


def test_who_opens_what_was_passed_on_sees_a_page_that_tells_nothing(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case = open_case(cast, at)
    people.restrict(
        by=cast.karin, at=at, permission="case:restrict", compartment=case.compartment_id, readers=(cast.ines.id,)
    )
    passed = with_letter(cast, at, f"Your reference: {case.number}")
    for who in (cast.rosa, cast.jonas):
        shown = html(signed_in(who), page(passed))
        assert "Nothing more to do here" in shown
        for word in (case.number, fresh(passed).number, "Korvin", "estricted"):
            assert word not in shown
        assert signed_in(who).get(page(passed, "correct-arrival")).status_code == 404
    assert signed_in(cast.max).get(page(passed)).status_code == 403
    assert signed_in(cast.solo).get(page(passed)).status_code == 404
    assert f"This answers case {case.number}" in html(signed_in(cast.ines), page(passed))


def test_lists_say_from_which_source(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    source = made(signed_in(cast.ada), cast, FOLDER)
    arrival = with_letter(cast, at, "A letter")
    Arrival.objects.filter(pk=arrival.pk).update(source=source)
    for address in ("/", "/arrivals/"):
        assert "From: Scanner" in html(signed_in(cast.rosa), address)

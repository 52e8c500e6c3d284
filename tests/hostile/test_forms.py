"""Every address that takes a POST, with what nobody should send it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from comitas.core.actor import Actor
from comitas.ledger.models import Line
from comitas.samples import matrix
from comitas.samples.cast import Cast
from tests.access import addresses
from tests.access.addresses import Address, Things
from tests.hostile.share import some

# The fields of every form that there is; a form takes no notice of those of others.
FIELDS = (
    "sender received_on kind written_on channel note_verbale once authority version readers restricted upload number reason change role "
    "full_name username email password language time_zone code login oldpassword password1 password2 do twin case part person title "
    "state_from requesting transmitting conducting step on outcome body subject query q page show format name text owner measure "
    "what received_on due_back on to_whom amount currency value since until number way with_whom phone said told verified follow_up "
    "follow_up_on reason new-on new-to_whom new-once annul-reason lift-lifted_on lift-lifted_because "
    "first last deputy absent compartments cases to when opens closes changes minutes phone hour numbers message week urgent asked call_back urgent_because wanted_by "
    "folder keeps host port security user_name mailbox takes_old after moves_to signs_in client_id token_url scope client_secret "
    "refresh_token channel arrival_kind enters active offered"
).split()
RIGHT_TO_LEFT = "\u202egnp.exe\u2066"
HOSTILE: dict[str, Any] = {
    "nothing": "",
    "blanks": "   \t\n",
    "forty thousand signs": "x"
    * 40_000,  # twice what any field takes; with every field of every form, five megabytes a request
    "a null": "ab\x00cd",
    "right to left": RIGHT_TO_LEFT,
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a template": "{{ 7*7 }}{% load static %}",
    "sql": "'; DROP TABLE ledger_line; --",
    "an id of nothing": str(uuid4()),
    "a huge number": "9" * 40,
    "a negative number": "-1",
    "a path": "../../../../etc/passwd",
    "half a surrogate": "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "a date that never was": "31 February 2026",
    "a year far off": "1 January 9999",
}
NO_CHANGE_MEANT = {"/sign-out/", "/account/sessions/"}  # signs out: that is all it does, whatever is sent
EVERYTHING = "solo"  # holds every role in the Island Office, and so may send every form


def forms() -> list[Address]:
    return [address for address in addresses.addresses() if address.name not in ("account_logout", "usersessions_list")]


def sent(browser: Client, path: str, *arguments: Any, **more: Any) -> HttpResponseBase:
    browser.raise_request_exception = False
    response: HttpResponseBase = browser.post(path, *arguments, **more)
    return response


def told(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("what", HOSTILE)
def test_no_form_fails_over_what_is_typed(
    what: str, things: Things, cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    browser, value, wrong = signed_in(cast.people[EVERYTHING]), HOSTILE[what], []
    for address in some(forms()):
        path = address.path({**addresses.PLAIN, **things.ids[matrix.ELSEWHERE]})
        before = Line.objects.count()
        response = sent(browser, path, dict.fromkeys(FIELDS, value))
        if response.status_code >= 500:
            wrong.append(f"{path}: {response.status_code}")
        if response.status_code >= 400 and Line.objects.count() != before:
            wrong.append(f"{path}: refused, and yet something was recorded")
        if value.startswith("<script>") and value.encode() in told(response):
            wrong.append(f"{path}: markup comes back as it was sent")
    assert wrong == []


def test_no_form_fails_over_how_it_is_sent(things: Things, cast: Cast, signed_in: Callable[[Actor], Client]) -> None:
    browser, wrong = signed_in(cast.people[EVERYTHING]), []
    bodies = (
        ("application/json", b'{"a": [[[[[[[['), ("application/json", b"[" * 100_000), ("multipart/form-data; boundary=x", b"--y\r\n\r\nz"),
        ("multipart/form-data", b"abc"), ("text/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        ("application/x-www-form-urlencoded", b"%ff%fe=%00&sender=%zz"), ("application/x-www-form-urlencoded", b"a=1&" * 2_000),
        ("application/x-www-form-urlencoded; charset=utf-7", b"sender=+ADw-"),
    )  # fmt: skip
    for address in forms():
        path = address.path({**addresses.PLAIN, **things.ids[matrix.ELSEWHERE]})
        for content_type, body in some(bodies):
            response = sent(browser, path, body, content_type=content_type)
            if response.status_code >= 500:
                wrong.append(f"{path} {content_type}: {response.status_code}")
    assert wrong == []


def test_no_page_fails_over_what_its_address_asks(
    things: Things, cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    browser, wrong = signed_in(cast.people[EVERYTHING]), []
    browser.raise_request_exception = False
    questions = (
        "after=%00",
        "after=x&before=y",
        "page=-1",
        "page=99999999999999999999",
        "q=%00",
        "q=" + "a" * 5000,
        "show=%F0%9F%92%A9",
        "sort=1;--",
        "next=//evil.example",
    )
    for address in addresses.addresses():
        path = address.path({**addresses.PLAIN, **things.ids[matrix.ELSEWHERE]})
        for question in some(questions):
            response = browser.get(f"{path}?{question}")
            if response.status_code >= 500:
                wrong.append(f"{path}?{question}: {response.status_code}")
            if response.headers.get("Location", "").startswith(("//", "http://evil")):
                wrong.append(f"{path}?{question}: leads to a stranger's site")
    assert wrong == []


def test_a_wrong_version_is_a_conflict_and_changes_nothing(
    things: Things, cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    browser, before = signed_in(cast.rosa), Line.objects.count()
    form = {"version": 77, "sender": "Typed for long", "received_on": "2026-03-02", "kind": "request"}
    response = sent(browser, f"/arrivals/{things.ids[matrix.OPEN]['arrival']}/correct/", form)
    assert response.status_code == 409
    assert b"Typed for long" in response.content
    assert Line.objects.count() == before


def test_files_of_every_bad_kind_are_kept_or_refused_in_a_sentence(
    cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    files = {
        "empty.pdf": b"", RIGHT_TO_LEFT: b"MZ\x90", "../../../etc/passwd": b"%PDF-1.7", "x" * 400 + ".pdf": b"%PDF-1.7",
        "nul\x00l.pdf": b"%PDF-1.7", "letter.pdf.exe": b"\x7fELF",
    }  # fmt: skip
    browser = signed_in(cast.rosa)
    for name, data in files.items():
        form = {
            "once": uuid4(), "authority": cast.central, "sender": "S", "kind": "request", "received_on": "2026-03-02",
            "files": SimpleUploadedFile(name, data),
        }  # fmt: skip
        response = sent(browser, "/arrivals/new/", form)
        assert response.status_code in (302, 400), name


def test_an_administrator_is_told_where_there_is_nobody(cast: Cast, signed_in: Callable[[Actor], Client]) -> None:
    browser, before = signed_in(cast.ada), Line.objects.count()
    for change in ("give", "close", "open", f"end:{cast.central}:registrar", "end:", "end:x:y", "end", "drop"):
        form = {"change": change, "authority": cast.central, "role": "registrar"}
        response = sent(browser, "/people/987654/change/", form)
        assert response.status_code in (302, 404), change
    assert Line.objects.count() == before

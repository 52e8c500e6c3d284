"""Beginning an upload and downloading, as a browser does."""

import asyncio
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.http import StreamingHttpResponse
from django.test import Client

from comitas.accounts import actions as accounts
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.documents import access, actions, presenters
from comitas.documents.models import Placement, Upload
from comitas.documents.rules.uploads import SEGMENT_BYTES
from comitas.ledger.models import Reading
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
DATA = b"%PDF-1.7 <script>alert(1)</script>" + bytes(range(256)) * 5000


def begin(browser: Client, body: Any) -> Any:
    text = body if isinstance(body, bytes | str) else json.dumps(body)
    return browser.post("/documents/uploads", text, content_type="application/json")


def kept(by: Actor, at: datetime, compartment: UUID, name: str = "letter.pdf", data: bytes = DATA) -> Placement:
    upload = actions.receive_file(by=by, at=at, name=name, data=data)
    return actions.keep(by=by, at=at, upload=upload.pk, compartment=compartment)


def address(placed: Placement) -> str:
    return f"/documents/{placed.pk}/original"


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def settled(page: bytes, asked: UUID) -> bytes:
    """A page without what differs each time: the address asked for, and the masked token of its forms."""
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", page.replace(str(asked).encode(), b""))


# --- begin ----------------------------------------------------------------------------------------------------------------
def test_an_upload_begins(cast: Cast, signed_in: SignedIn) -> None:
    response = begin(signed_in(cast.rosa), {"name": "../Letter\u202e 1.pdf", "size": 5, "type": "application/pdf"})
    made = Upload.objects.get()
    told = response.json()
    assert response.status_code == 200 and set(told) == {"id", "token", "url", "part_bytes"}
    assert (told["id"], access.token_holder(told["token"])) == (str(made.pk), (made.pk, cast.rosa.id))
    assert told["url"].startswith("http://testserver:") and told["url"].endswith("/upload")
    assert told["part_bytes"] % SEGMENT_BYTES == 0 and (made.name, made.size) == ("Letter 1.pdf", 5)


@pytest.mark.parametrize(
    "asked",
    [
        b"",
        b"\xff",
        b"[]",
        b"[" * 60_000,
        {"name": "x"},
        {"size": 5},
        {"name": 5, "size": 5},
        {"name": "x", "size": "5"},
        {"name": "x", "size": True},
        {"name": "x", "size": -1},
        {"name": "x", "size": 1.5},
        {"name": "x", "size": 10**30},
        {"name": "x" * 70_000, "size": 5},
    ],
)
def test_what_cannot_be_begun_is_said_in_a_sentence(cast: Cast, signed_in: SignedIn, asked: Any) -> None:
    response = begin(signed_in(cast.rosa), asked)
    assert response.status_code == 400 and response.json()["error"].endswith(".")
    assert not Upload.objects.exists()


@pytest.mark.parametrize("name", ["\x00", "x" * 4000, "\ud800", "../..", "\u202e\u202e"])
def test_strange_names_are_taken(cast: Cast, signed_in: SignedIn, name: str) -> None:
    assert begin(signed_in(cast.rosa), {"name": name, "size": 5}).status_code == 200
    assert Upload.objects.get().name


def test_over_quota_is_said(cast: Cast, signed_in: SignedIn, settings: Any) -> None:
    settings.UPLOAD_QUOTA = 4
    response = begin(signed_in(cast.rosa), {"name": "x", "size": 5})
    assert response.status_code == 400 and "waiting" in response.json()["error"]


@pytest.mark.parametrize("name", ["ada", "max", "lea", "pavel"])
def test_who_may_not_upload_is_refused(cast: Cast, signed_in: SignedIn, name: str) -> None:
    response = begin(signed_in(cast.people[name]), {"name": "x", "size": 5})
    assert response.status_code == 403 and not Upload.objects.exists()


def test_strangers_are_sent_to_sign_in(db: None) -> None:
    assert begin(Client(), {"name": "x", "size": 5}).status_code == 302
    assert Client().get(f"/documents/{new_id()}/original").status_code == 302


# --- download -------------------------------------------------------------------------------------------------------------
def test_the_original_comes_to_the_byte_and_inert(
    cast: Cast, at: datetime, compartment: UUID, signed_in: SignedIn
) -> None:
    response = signed_in(cast.ines).get(address(kept(cast.rosa, at, compartment, "Lettre n° 1.html")))
    assert body(response) == DATA
    assert response["Content-Type"] == "application/octet-stream" and response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Lettre%20n%C2%B0%201.html"
    assert "sandbox" in response["Content-Security-Policy"] and response["Content-Length"] == str(len(DATA))
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [("bytes=0-9", 0, 10), (f"bytes={SEGMENT_BYTES - 2}-{SEGMENT_BYTES + 1}", SEGMENT_BYTES - 2, SEGMENT_BYTES + 2)],
)
def test_a_range_comes(
    cast: Cast, at: datetime, compartment: UUID, signed_in: SignedIn, asked: str, start: int, stop: int
) -> None:
    response = signed_in(cast.ines).get(address(kept(cast.rosa, at, compartment)), headers={"range": asked})
    assert response.status_code == 206 and body(response) == DATA[start:stop]
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/{len(DATA)}"


def test_a_range_after_the_end_is_refused(cast: Cast, at: datetime, compartment: UUID, signed_in: SignedIn) -> None:
    response = signed_in(cast.ines).get(
        address(kept(cast.rosa, at, compartment)), headers={"range": f"bytes={len(DATA)}-"}
    )
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(DATA)}")


def test_part_of_another_file_is_not_continued(
    cast: Cast, at: datetime, compartment: UUID, signed_in: SignedIn
) -> None:
    browser, place = signed_in(cast.ines), address(kept(cast.rosa, at, compartment))
    same = browser.head(place)["ETag"]
    for held, status in ((same, 206), ('"other"', 200)):
        response = browser.get(place, headers={"range": "bytes=5-", "if-range": held})
        assert response.status_code == status
        body(response)


def test_downloading_is_noted_and_asking_for_the_size_is_not(
    cast: Cast, at: datetime, compartment: UUID, signed_in: SignedIn
) -> None:
    placed = kept(cast.rosa, at, compartment)
    assert signed_in(cast.ines).head(address(placed)).content == b"" and not Reading.objects.exists()
    body(signed_in(cast.ines).get(address(placed)))
    noted = Reading.objects.get()
    assert (noted.manner, noted.actor, noted.compartment) == ("download", str(cast.ines), compartment)
    assert noted.subject == f"document {placed.document_id}"


def test_absent_and_forbidden_look_alike(cast: Cast, at: datetime, restricted: UUID, signed_in: SignedIn) -> None:
    placed = kept(cast.ines, at, restricted)
    assert body(signed_in(cast.karin).get(address(placed))) == DATA
    browser = signed_in(cast.rosa)
    other = new_id()
    forbidden, absent = browser.get(address(placed)), browser.get(f"/documents/{other}/original")
    assert (forbidden.status_code, absent.status_code) == (404, 404)
    assert settled(forbidden.content, placed.pk) == settled(absent.content, other)
    assert Reading.objects.count() == 1


def test_what_was_destroyed_is_not_there(cast: Cast, at: datetime, compartment: UUID, signed_in: SignedIn) -> None:
    placed = kept(cast.rosa, at, compartment)
    accounts.destroy_compartment_key(by=cast.karin, at=at, compartment=compartment, reason="retention")
    assert signed_in(cast.ines).get(address(placed)).status_code == 404


def test_under_the_real_server_one_segment_is_in_memory_at_a_time(rf: Any) -> None:
    """Django would collect a plain iterator before sending it."""
    taken = []

    def chunks() -> Any:
        for number in range(3):
            taken.append(number)
            yield b"%d" % number

    request = ASGIRequest({"type": "http", "method": "GET", "path": "/", "headers": []}, None)
    response = StreamingHttpResponse(presenters.streamed(request, chunks()))

    async def first() -> bytes:
        async for chunk in response:
            return chunk
        return b""

    assert response.is_async and asyncio.run(first()) == b"0" and taken == [0]

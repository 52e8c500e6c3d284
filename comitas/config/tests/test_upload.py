"""The upload process, asked as a browser, a slow line and a stranger would ask it."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from comitas.accounts.models import Membership, User
from comitas.config import upload as process
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.documents import access, actions, queries, store
from comitas.documents.models import Upload
from comitas.documents.rules import uploads
from comitas.samples import cast as samples
from comitas.samples.cast import Cast

MIB = uploads.SEGMENT_BYTES
DATA = bytes(range(256)) * (MIB // 256) * 2 + b"the end"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    told: Any


async def ask(
    app: process.Application,
    method: str,
    path: str,
    body: bytes = b"",
    token: str = "",
    headers: dict[str, str] | None = None,
    receive: Callable[[], Any] | None = None,
) -> Answer | None:
    """One request; None when it got no answer."""
    sent: list[dict[str, Any]] = []
    given = {"content-length": str(len(body)), "x-comitas-upload": token, **(headers or {})}
    raw = [(name.encode(), value.encode()) for name, value in given.items() if value != ""]

    async def whole() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app({"type": "http", "method": method, "path": path, "headers": raw}, receive or whole, send)
    if not sent:
        return None
    answered = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    text = sent[1]["body"]
    return Answer(sent[0]["status"], answered, json.loads(text) if text else None)


async def never() -> dict[str, Any]:
    raise AssertionError("The body was read.")


@pytest.fixture
def cast(committed_db: str, settings: Any, tmp_path: Path) -> Cast:
    settings.OBJECTS = tmp_path / "objects"
    return samples.found()


@pytest.fixture
def app() -> process.Application:
    return process.Application()


def begun(by: Actor, data: bytes = DATA) -> tuple[Upload, str]:
    made = actions.begin_upload(by=by, at=clock.now(), name="letter.pdf", size=len(data))
    return made, access.token(made.pk, made.user_id)


def put(app: process.Application, upload: Upload, token: str, offset: int, data: bytes, **more: Any) -> Answer:
    answer = asyncio.run(ask(app, "PUT", f"/upload/{upload.pk}/{offset}", data, token, **more))
    assert answer
    return answer


def received(upload: Upload) -> int:
    return Upload.objects.get(pk=upload.pk).received


def test_a_file_arrives_part_by_part(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)
    told = []
    for offset in range(0, len(DATA), MIB):
        told.append(put(app, upload, token, offset, DATA[offset : offset + MIB]).told)
    assert [each["received"] for each in told] == [MIB, 2 * MIB, len(DATA)]
    assert told[-1] == {"received": len(DATA), "size": len(DATA), "state": "complete"}
    assert b"".join(store.read(queries.sealed(Upload.objects.get(pk=upload.pk).object))) == DATA


def test_it_tells_how_much_has_arrived(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)
    put(app, upload, token, 0, DATA[:MIB])
    answer = asyncio.run(ask(app, "GET", f"/upload/{upload.pk}", token=token))
    assert answer and answer.told == {"received": MIB, "size": len(DATA), "state": "open"}
    assert answer.headers["cache-control"] == "no-store"


def test_the_same_part_again_changes_nothing(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)
    put(app, upload, token, 0, DATA[:MIB])
    answer = put(app, upload, token, 0, bytes(MIB))
    assert (answer.status, answer.told["received"]) == (200, MIB)


def test_two_tabs_that_send_the_same_file_do_not_mix(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)

    async def both() -> list[Answer | None]:
        one = ask(app, "PUT", f"/upload/{upload.pk}/0", DATA[:MIB], token)
        two = ask(app, "PUT", f"/upload/{upload.pk}/0", DATA[:MIB], token)
        return list(await asyncio.gather(one, two))

    assert [answer.told["received"] for answer in asyncio.run(both()) if answer] == [MIB, MIB]
    for offset in (MIB, 2 * MIB):
        put(app, upload, token, offset, DATA[offset : offset + MIB])
    assert b"".join(store.read(queries.sealed(Upload.objects.get(pk=upload.pk).object))) == DATA


def test_it_can_be_given_up(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)
    answer = asyncio.run(ask(app, "DELETE", f"/upload/{upload.pk}", token=token))
    assert answer and answer.status == 200 and not store.path(upload.object_id).exists()
    again = asyncio.run(ask(app, "GET", f"/upload/{upload.pk}", token=token))
    assert again and again.status == 404


# --- before a byte is taken -----------------------------------------------------------------------------------------------
def refused(app: process.Application, path: str, token: str, **more: Any) -> Answer:
    """The answer to a PUT whose body must not be read."""
    answer = asyncio.run(ask(app, "PUT", path, b"12345", token, receive=never, **more))
    assert answer and set(answer.told) == {"error"} and answer.told["error"].endswith(".")
    return answer


def test_a_token_that_does_not_hold_is_refused_unread(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)
    other, others = begun(cast.ines)
    path = f"/upload/{upload.pk}/0"
    wrong = [
        "",
        "x",
        token[:-1],
        token + "x",
        others,
        access.token(upload.pk, cast.ines.id),
        access.token(new_id(), cast.rosa.id),
    ]
    assert [refused(app, path, each).status for each in wrong] == [404] * len(wrong)


def test_a_token_grows_old(app: process.Application, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    upload, token = begun(cast.rosa)
    monkeypatch.setattr(uploads, "LIFE", timedelta(seconds=-1))
    assert refused(app, f"/upload/{upload.pk}/0", token).status == 404


def test_who_was_barred_meanwhile_is_refused(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)
    Membership.objects.filter(user=cast.rosa.id).update(until=clock.now())
    assert refused(app, f"/upload/{upload.pk}/0", token).status == 403
    User.objects.filter(pk=cast.rosa.id).update(is_active=False)
    assert refused(app, f"/upload/{upload.pk}/0", token).status == 404


@pytest.mark.parametrize(
    ("offset", "headers", "status"),
    [
        (0, {"content-length": ""}, 411),
        (0, {"content-length": "-1"}, 411),
        (0, {"content-length": "٣"}, 411),
        (0, {"content-length": "1" * 30}, 411),
        (0, {"transfer-encoding": "chunked"}, 411),
        (0, {"content-length": str(64 * MIB)}, 413),
        (MIB, {}, 409),
        (0, {"content-length": str(len(DATA) + 1)}, 400),
    ],
)
def test_a_part_that_cannot_be_right_is_refused_unread(
    app: process.Application, cast: Cast, offset: int, headers: dict[str, str], status: int
) -> None:
    upload, token = begun(cast.rosa)
    assert refused(app, f"/upload/{upload.pk}/{offset}", token, headers=headers).status == status


@pytest.mark.parametrize(
    "path", ["/", "/upload", "/upload/x/0", "/upload/{id}/-1", "/upload/{id}/1/2", "/upload/{id}/٣"]
)
def test_there_is_nothing_else(app: process.Application, cast: Cast, path: str) -> None:
    upload, token = begun(cast.rosa)
    assert refused(app, path.format(id=upload.pk), token).status == 404


def test_other_methods_are_refused(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)
    for method in ("POST", "PATCH", "PUT", "HEAD"):
        answer = asyncio.run(ask(app, method, f"/upload/{upload.pk}", b"x", token, receive=never))
        assert answer and answer.status == 405


# --- what lines and clients do --------------------------------------------------------------------------------------------
def bodies(*messages: dict[str, Any]) -> Callable[[], Any]:
    left = list(messages)

    async def receive() -> dict[str, Any]:
        if not left:
            await asyncio.sleep(3600)
        return left.pop(0)

    return receive


def test_a_slow_client_is_stopped(app: process.Application, cast: Cast, settings: Any) -> None:
    settings.UPLOAD_PART_SECONDS = 0.05
    upload, token = begun(cast.rosa)
    slow = bodies({"type": "http.request", "body": DATA[:10], "more_body": True})
    answer = put(app, upload, token, 0, DATA[:MIB], receive=slow)
    assert answer.status == 408 and answer.headers["connection"] == "close"
    assert received(upload) == 0 and not app.held


def test_a_client_that_goes_away_leaves_nothing(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)
    gone = bodies({"type": "http.request", "body": DATA[:10], "more_body": True}, {"type": "http.disconnect"})
    assert asyncio.run(ask(app, "PUT", f"/upload/{upload.pk}/0", DATA[:MIB], token, receive=gone)) is None
    assert received(upload) == 0 and not app.held


@pytest.mark.parametrize("body", [DATA[: MIB - 1], DATA[: MIB + 1]])
def test_a_body_of_another_length_than_announced_is_refused(app: process.Application, cast: Cast, body: bytes) -> None:
    upload, token = begun(cast.rosa)
    answer = put(app, upload, token, 0, body, headers={"content-length": str(MIB)})
    assert answer.status == 400 and received(upload) == 0


def test_a_part_that_ends_inside_a_segment_is_refused(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)
    assert put(app, upload, token, 0, DATA[:1000]).status == 400


def test_slow_lines_of_one_person_do_not_keep_others_out(app: process.Application, cast: Cast, settings: Any) -> None:
    settings.UPLOAD_PART_SECONDS = 0.5
    mine, token = begun(cast.rosa)
    theirs, other = begun(cast.ines)

    async def crowd() -> tuple[Answer | None, Answer | None]:
        slow = [
            asyncio.create_task(ask(app, "PUT", f"/upload/{mine.pk}/0", DATA[:MIB], token, receive=bodies()))
            for _each in range(uploads.PARTS_AT_ONCE_EACH)
        ]
        while app.held[mine.user_id] < uploads.PARTS_AT_ONCE_EACH:
            await asyncio.sleep(0.01)
        third = await ask(app, "PUT", f"/upload/{mine.pk}/0", DATA[:MIB], token, receive=never)
        free = await ask(app, "PUT", f"/upload/{theirs.pk}/0", DATA[:MIB], other)
        await asyncio.gather(*slow)
        return third, free

    third, free = asyncio.run(crowd())
    assert third and third.status == 429 and third.headers["retry-after"]
    assert free and free.status == 200


def test_parts_in_memory_are_bounded(app: process.Application, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "PARTS_AT_ONCE", 0)
    upload, token = begun(cast.rosa)
    assert refused(app, f"/upload/{upload.pk}/0", token).status == 429


def test_a_full_disk_is_said(app: process.Application, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: Any) -> None:
        raise OSError(28, "No space left on device")

    upload, token = begun(cast.rosa)
    monkeypatch.setattr(store, "append", full)
    answer = put(app, upload, token, 0, DATA[:MIB])
    assert answer.status == 507 and received(upload) == 0


def test_what_breaks_is_said_without_detail(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.rosa)
    store.remove(upload.object_id)
    answer = put(app, upload, token, 0, DATA[:MIB])
    assert answer.status == 500 and "Damaged" not in answer.told["error"]


def test_sentences_are_in_the_persons_language(app: process.Application, cast: Cast) -> None:
    upload, token = begun(cast.jonas)
    answer = refused(app, f"/upload/{upload.pk}/{MIB}", token)
    assert answer.told["error"] == "Le fichier est arrivé jusqu’à l’octet 0. Reprendre à partir de là."


# --- another origin -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("origin", "admitted"),
    [
        ("http://localhost:8000", True),
        ("http://testserver", True),
        ("http://elsewhere.example", False),
        ("null", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_the_pages_origin_is_admitted_and_no_other(
    app: process.Application, cast: Cast, origin: str, admitted: bool
) -> None:
    answer = asyncio.run(ask(app, "OPTIONS", f"/upload/{UUID(int=0)}/0", headers={"origin": origin}, receive=never))
    assert answer and answer.status == 204
    assert answer.headers.get("access-control-allow-origin") == (origin if admitted else None)
    assert ("x-comitas-upload" in answer.headers.get("access-control-allow-headers", "").lower()) == admitted


def test_it_starts_and_stops(app: process.Application) -> None:
    told = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[str] = []

    async def receive() -> dict[str, Any]:
        return told.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message["type"])

    asyncio.run(app({"type": "lifespan"}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]

"""The upload process: takes the parts of files and nothing else, as an ASGI application without Django's request machinery.

    PUT    /upload/<id>/<offset>   the bytes from <offset> on      ->  {"received": n, "size": n, "state": "open"|"complete"}
    GET    /upload/<id>            how much has arrived            ->  the same
    DELETE /upload/<id>            the person changed their mind   ->  {"state": "abandoned"}

Every request carries `X-Comitas-Upload: <token>`. Signature, upload, person, length and place are checked before a byte of the
body is read. A slow client holds a coroutine and its place among the parts in memory, for a limited time; never a thread.
Errors are `{"error": sentence}`.
"""

import asyncio
import errno
import json
import logging
import os
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings")

import django

django.setup()

from asgiref.sync import sync_to_async  # noqa: E402 - as above
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.http.request import validate_host  # noqa: E402
from django.utils import translation  # noqa: E402
from django.utils.translation import gettext as _  # noqa: E402

from comitas.core import clock  # noqa: E402
from comitas.core.actor import Actor  # noqa: E402
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere  # noqa: E402
from comitas.documents import actions, queries  # noqa: E402
from comitas.documents.models import Upload  # noqa: E402
from comitas.documents.rules import uploads  # noqa: E402

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Told = dict[str, Any]

log = logging.getLogger(__name__)
PATH = re.compile(r"/upload/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/(\d{1,15}))?", re.ASCII)
STATUS: dict[type[Exception], int] = {NotThere: 404, Denied: 403, Conflict: 409, Invalid: 400}


class Refused(Exception):
    """An answer that is an error: HTTP status and sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class ClientGone(Exception):
    """The connection was closed from the other side: there is nobody to answer."""


class Application:
    """Counts the parts in memory; everything else is in the database or on disk."""

    def __init__(self) -> None:
        self.held: Counter[int] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
            with translation.override(settings.LANGUAGE_CODE):
                await self._respond(scope, headers, receive, send)

    async def _respond(self, scope: Scope, headers: dict[str, str], receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            await _send(send, 204, None, headers)
            return
        try:
            status, told = 200, await self._told(scope["method"], scope["path"], headers, receive)
        except Refused as refused:
            status, told = refused.status, {"error": str(refused)}
        except ClientGone:
            return
        except Exception:
            log.exception("A part of an upload failed.")
            status, told = 500, {"error": _(uploads.BROKEN)}
        await _send(send, status, told, headers)

    async def _told(self, method: str, path: str, headers: dict[str, str], receive: Receive) -> Told:
        match = PATH.fullmatch(path)
        if not match:
            raise Refused(404, _(uploads.NOTHING_HERE))
        actor, upload, language = await _database(queries.uploader, headers.get("x-comitas-upload", ""))
        translation.activate(language)
        if upload.pk != UUID(match[1]):
            raise Refused(404, _(uploads.GONE))
        if method == "PUT" and match[2]:
            return await self._part(actor, upload, int(match[2]), headers, receive)
        if method == "GET" and not match[2]:
            return _state(upload)
        if method == "DELETE" and not match[2]:
            await _database(actions.abandon, by=actor, at=clock.now(), upload=upload.pk)
            return {"state": uploads.ABANDONED}
        raise Refused(405, _(uploads.NOT_DONE_HERE))

    async def _part(self, actor: Actor, upload: Upload, offset: int, headers: dict[str, str], receive: Receive) -> Told:
        length = _length(headers)
        _check_place(upload, offset, length)
        user = upload.user_id
        if self.held.total() >= uploads.PARTS_AT_ONCE or self.held[user] >= uploads.PARTS_AT_ONCE_EACH:
            raise Refused(429, _(uploads.TOO_MANY_PARTS))
        self.held[user] += 1
        try:
            data = await _body(receive, length)
            upload = await _database(
                actions.receive_part, by=actor, at=clock.now(), upload=upload.pk, offset=offset, data=data
            )
        finally:
            self.held[user] -= 1
            self.held += Counter()  # drops those at zero
        if upload.received == upload.size:
            upload = await _database(actions.complete_upload, by=actor, at=clock.now(), upload=upload.pk)
        return _state(upload)


def _state(upload: Upload) -> Told:
    if upload.state not in uploads.WAITING or upload.expires_at <= clock.now():
        raise Refused(404, _(uploads.GONE))
    return {"received": upload.received, "size": upload.size, "state": upload.state}


def _length(headers: dict[str, str]) -> int:
    text = headers.get("content-length", "")
    if "transfer-encoding" in headers or not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Refused(411, _(uploads.NO_LENGTH))
    if int(text) > settings.UPLOAD_PART:
        raise Refused(413, _(uploads.PART_TOO_LONG) % {"bytes": settings.UPLOAD_PART})
    return int(text)


def _check_place(upload: Upload, offset: int, length: int) -> None:
    """What can be refused before the body is read; the action decides again under its lock."""
    if offset > upload.received:
        raise Refused(409, _(uploads.GO_ON) % {"received": upload.received})
    if offset + length > upload.size:
        raise Refused(400, _(uploads.MORE_THAN_ANNOUNCED) % {"size": upload.size})


async def _body(receive: Receive, length: int) -> bytes:
    try:
        async with asyncio.timeout(settings.UPLOAD_PART_SECONDS):
            return await _read(receive, length)
    except TimeoutError:
        raise Refused(408, _(uploads.TOO_SLOW)) from None


async def _read(receive: Receive, length: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        body += message.get("body", b"")
        if len(body) > length:
            raise Refused(400, _(uploads.BODY_LONGER))
        if not message.get("more_body"):
            break
    if len(body) < length:
        raise Refused(400, _(uploads.BODY_SHORTER))
    return bytes(body)


async def _database(function: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """*function* in a thread, its database connection given back afterwards, its refusals turned into answers."""
    return await sync_to_async(_answering, thread_sensitive=False)(function, *given, **named)


def _answering(function: Callable[..., Any], *given: Any, **named: Any) -> Any:
    try:
        return function(*given, **named)
    except (NotThere, Denied, Conflict, Invalid) as error:
        raise Refused(STATUS[type(error)], _(uploads.GONE) if isinstance(error, NotThere) else str(error)) from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        log.error("The disk of the objects is full.")
        raise Refused(507, _(uploads.DISK_FULL)) from error
    finally:
        connections.close_all()


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _send(send: Send, status: int, told: Told | None, headers: dict[str, str]) -> None:
    body = json.dumps(told).encode() if told is not None else b""
    answer = {
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "vary": "origin",
        **_cross_origin(headers),
    }
    if told is not None:
        answer |= {"content-type": "application/json"}
    if status in (408, 411, 413, 429) or (status >= 400 and "content-length" in headers):
        answer |= {"connection": "close"}  # the body was not read
    if status == 429:
        answer |= {"retry-after": "2"}
    raw = [(name.encode(), value.encode()) for name, value in answer.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def _cross_origin(headers: dict[str, str]) -> dict[str, str]:
    """The page has another port, which makes it another origin (Fetch Standard, CORS protocol). The token is what admits."""
    origin = headers.get("origin", "")
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        host = ""
    if not host or not validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS):
        return {}
    return {
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, PUT, DELETE",
        "access-control-allow-headers": "X-Comitas-Upload, Content-Type",
        "access-control-max-age": "600",
    }


application = Application()

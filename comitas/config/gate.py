"""The gate before Django: how much of a request's body is taken, from whom, and how long it may take.

Django would read a body to its end before it asks who is sending it, and its CSRF check would parse it. Here a body larger
than a small form is taken only from somebody signed in, up to the form limit, a few at a time, and every body has a deadline.
A slow client holds a coroutine, never a thread. No body touches the disk.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections

from comitas.config import machines
from comitas.core import problems

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SMALL = 512 * 1024  # bytes: any form without a file; a long letter's text is 50 kB
SMALL_SECONDS = 30
LARGE_SECONDS = 300  # 50 MB over a line of 1.4 Mbit/s
LARGE_AT_ONCE = 4  # large bodies in memory at a time, in one process
KNOWN_SECONDS = 30
"""How long somebody is taken to be still signed in. Only the memory of a body depends on it: Django asks again."""
MOST_KNOWN = 1000
WITH_BODY = ("POST", "PUT", "PATCH", "DELETE")


class Gate:
    """ASGI application around *inner*."""

    def __init__(self, inner: Application) -> None:
        self.inner = inner
        self.large = asyncio.Semaphore(LARGE_AT_ONCE)
        self.known: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in WITH_BODY:
            await self.inner(scope, receive, send)
            return
        length = _declared_length(scope)
        if scope["path"].startswith(machines.PREFIX):
            await self._machine(scope, receive, send, length)
        elif length is None:
            await _answer(send, 411, "Say how long the body is (Content-Length).")
        elif length <= SMALL:
            await self._with_body(scope, receive, send, length, SMALL_SECONDS)
        elif length > settings.FORM_LIMIT + SMALL:
            await _answer(
                send, 413, "This is larger than a form may be. Upload it in parts, with JavaScript switched on."
            )
        elif not await self._signed_in(scope):
            await _answer(send, 401, "Sign in before you send a file.")
        else:
            async with self.large:
                await self._with_body(scope, receive, send, length, LARGE_SECONDS)

    async def _machine(self, scope: Scope, receive: Receive, send: Send, length: int | None) -> None:
        """A body is small, and is taken from who bears a token that works. Anybody else is answered without one."""
        if length is None:
            await _refuse(send, 411)
        elif length > settings.MACHINE_BODY:
            await _refuse(send, 413)
        elif length and not await sync_to_async(machines.works)(_header(scope, b"authorization")):
            await self.inner(_without_body(scope), _replay(b"", receive), send)
        else:
            await self._with_body(scope, receive, send, length, SMALL_SECONDS)

    async def _signed_in(self, scope: Scope) -> bool:
        key, now = _session_key(scope), time.monotonic()
        if not key:
            return False
        if now - self.known.get(key, -KNOWN_SECONDS) < KNOWN_SECONDS:
            return True
        if not await sync_to_async(_session_has_person)(key):
            return False
        if len(self.known) >= MOST_KNOWN:
            self.known.clear()
        self.known[key] = now
        return True

    async def _with_body(self, scope: Scope, receive: Receive, send: Send, length: int, seconds: int) -> None:
        try:
            body = await asyncio.wait_for(_read(receive, length), seconds)
        except TimeoutError:
            await _answer(send, 408, "The body did not arrive in time. Try again, or upload the file in parts.")
            return
        if body is None:
            return  # the client went away
        await self.inner(scope, _replay(body, receive), send)


def _declared_length(scope: Scope) -> int | None:
    """Content-Length as a number; 0 where a request has neither length nor chunks; None where it does not say."""
    headers = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        return None
    text = headers.get(b"content-length", b"0")
    return int(text) if text.isdigit() and len(text) < 16 else None


async def _read(receive: Receive, length: int) -> bytes | None:
    """The whole body, or None when the client went away."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if not message.get("more_body") or len(body) > length:
            return bytes(body[:length])


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _session_key(scope: Scope) -> str:
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return ""
    key = cookies.get(settings.SESSION_COOKIE_NAME)
    return key.value if key else ""


def _session_has_person(key: str) -> bool:
    try:
        return SESSION_KEY in SessionStore(key).load()
    finally:
        close_old_connections()


def _header(scope: Scope, name: bytes) -> str:
    return str(dict(scope["headers"]).get(name, b"").decode("latin-1"))


def _without_body(scope: Scope) -> Scope:
    """The same call, as if it had no body: what is on the way is never read, and the connection ends."""
    kept = [(name, value) for name, value in scope["headers"] if name not in (b"content-length", b"content-type")]
    return {**scope, "headers": [*kept, (b"content-length", b"0")]}


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", problems.MEDIA_TYPE.encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": problems.raw(status)})


async def _answer(send: Send, status: int, sentence: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})

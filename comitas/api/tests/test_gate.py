"""The gate before the machine door: who bears a token that works, before a byte of a body is read."""

import asyncio
from typing import Any

import pytest

from comitas.api.models import Token
from comitas.api.tests.calling import token_for
from comitas.config import gate, machines
from comitas.config.gate import Gate
from comitas.core import clock
from comitas.samples.cast import Cast


class Line:
    """A call on its way: what was read of its body, what Django was given, what was answered."""

    def __init__(self, length: int | None, token: str = "", path: str = "/api/v1/arrivals") -> None:
        headers = [(b"authorization", f"Bearer {token}".encode()), (b"content-type", b"application/json")]
        headers += (
            [(b"content-length", str(length).encode())] if length is not None else [(b"transfer-encoding", b"chunked")]
        )
        self.scope = {"type": "http", "method": "POST", "path": path, "headers": headers}
        self.read, self.given = 0, b"nothing"
        self.sent: list[dict[str, Any]] = []
        self.length = length or 0

    async def receive(self) -> dict[str, Any]:
        self.read += 1
        return {"type": "http.request", "body": b"x" * self.length, "more_body": False}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    async def django(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self.scope, self.given = scope, (await receive())["body"]

    def through(self) -> "Line":
        asyncio.run(Gate(self.django)(self.scope, self.receive, self.send))
        return self


@pytest.fixture
def open_to(monkeypatch: pytest.MonkeyPatch) -> str:
    """A token that works, as far as the gate asks; whether one does is asked below."""
    monkeypatch.setattr(machines, "works", lambda header: header == "Bearer good")
    return "good"


def test_a_body_is_taken_from_who_bears_a_token(open_to: str) -> None:
    line = Line(10, open_to).through()
    assert (line.read, line.given) == (1, b"x" * 10)


def test_of_anybody_else_not_a_byte_is_read(open_to: str) -> None:
    line = Line(10, "bad").through()
    assert (line.read, line.given) == (0, b"")
    assert dict(line.scope["headers"])[b"content-length"] == b"0", "Django answers 401 as if there were no body"


def test_a_body_without_a_length_or_too_large_is_refused_unread(open_to: str, settings: Any) -> None:
    settings.MACHINE_BODY = 100
    for length, status in ((None, 411), (101, 413)):
        line = Line(length, open_to).through()
        assert line.read == 0 and line.sent[0]["status"] == status
        assert dict(line.sent[0]["headers"])[b"content-type"] == b"application/problem+json"


def test_a_slow_body_is_given_up(open_to: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "SMALL_SECONDS", 0.05)
    line = Line(10, open_to)

    async def never() -> dict[str, Any]:
        await asyncio.sleep(5)
        return {}

    line.receive = never  # type: ignore[method-assign]
    assert line.through().sent[0]["status"] == 408 and line.given == b"nothing"


def test_the_gate_asks_whether_the_token_works(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "close_old_connections", lambda: None)  # that of the test is not to go
    token = token_for(cast.ines)
    assert machines.works(f"Bearer {token}") and not machines.works(f"Basic {token}") and not machines.works("")
    Token.objects.update(ended_at=clock.now())
    assert not machines.works(f"Bearer {token}")

"""An officer who registers letters over HTTP, and tries again with the same form until told that it arrived."""

import datetime
import re
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from urllib import error, parse, request

PATIENCE = 20  # seconds for one answer
PAUSE = 0.2  # seconds before the same form is sent again
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
AUTHORITY = re.compile(rb'name="authority"[^>]*value="([0-9a-f-]{36})"|value="([0-9a-f-]{36})"[^>]*name="authority"')


class Unanswered(Exception):
    """No answer, or one that promises nothing."""


class _Stay(request.HTTPRedirectHandler):
    """A redirect is the answer; it is not followed."""

    def redirect_request(self, *_arguments: object) -> None:
        return None


@dataclass
class Officer:
    """One browser. `acknowledged` maps each form that was answered with "registered" to the sender it named."""

    address: str
    username: str
    password: str
    data: bytes
    acknowledged: dict[str, str] = field(default_factory=dict)
    sent: int = 0
    again: int = 0

    def __post_init__(self) -> None:
        self.browser = request.build_opener(request.HTTPCookieProcessor(CookieJar()), _Stay())

    def work(self, stop: threading.Event, end: float) -> None:
        """Register letters until *stop*; a form that is under way is finished, at the latest at *end* (monotonic)."""
        number = 0
        while not stop.is_set():
            number += 1
            once, sender = str(uuid.uuid4()), f"drill {self.username} {number}"
            self.sent += 1
            self._insist(once, sender, end)

    def _insist(self, once: str, sender: str, end: float) -> None:
        while time.monotonic() < end:
            try:
                self._register(once, sender)
                self.acknowledged[once] = sender
                return
            except (Unanswered, OSError, error.URLError, ValueError):
                self.again += 1
                time.sleep(PAUSE)

    def sign_in(self) -> None:
        """Raises `Unanswered` where the sign-in is not taken."""
        page = self._ask("/sign-in/")
        values = {"csrfmiddlewaretoken": _found(TOKEN, page), "login": self.username, "password": self.password}
        self._ask("/sign-in/", parse.urlencode(values).encode(), expected=302)

    def _register(self, once: str, sender: str) -> None:
        """One form with one file, as a browser without JavaScript sends it."""
        page = self._ask("/arrivals/new/")
        values = {
            "csrfmiddlewaretoken": _found(TOKEN, page),
            "once": once,
            "authority": _found(AUTHORITY, page),
            "sender": sender,
            "received_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "kind": "request",
        }
        body, kind = _multipart(values, f"{once}.pdf", self.data + once.encode())
        self._ask("/arrivals/new/", body, kind, expected=302)

    def _ask(
        self, path: str, body: bytes | None = None, kind: str = "application/x-www-form-urlencoded", expected: int = 200
    ) -> bytes:
        asked = request.Request(self.address + path, body, {"Content-Type": kind, "Referer": self.address})  # noqa: S310 - loopback
        try:
            with self.browser.open(asked, timeout=PATIENCE) as answer:
                status, text = answer.status, answer.read()
        except error.HTTPError as refusal:
            with refusal:
                status, text = refusal.code, refusal.read()
        if status != expected:
            raise Unanswered(f"{path}: {status} {text[:300]!r}")
        return bytes(text)


def _found(pattern: re.Pattern[bytes], page: bytes) -> str:
    match = pattern.search(page)
    if match is None:
        raise Unanswered(f"The page lacks {pattern.pattern!r}: {page[:300]!r}")
    return next(group for group in match.groups() if group).decode()


def _multipart(values: dict[str, str], name: str, data: bytes) -> tuple[bytes, str]:
    border = uuid.uuid4().hex
    parts = [f'--{border}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in values.items()]
    head = f'--{border}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    body = "".join([*parts, head]).encode() + data + f"\r\n--{border}--\r\n".encode()
    return body, f"multipart/form-data; boundary={border}"

"""Tokens for mail servers (OAuth 2.0, RFC 6749, sections 4.4 and 6): one request, one answer, no redirect."""

import http.client
import json
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from comitas.core.deadlines import Deadline
from comitas.intake.gateways.unwell import Unwell
from comitas.intake.gateways.wire import Patience, connected

MOST_BYTES = 64 * 1024
LONGEST_TOKEN = 16 * 1024
USUAL_LIFE = 300.0  # seconds, where the answer does not say


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom a token is asked. Without a refresh token it is the application itself that signs in."""

    url: str
    client_id: str
    scope: str = ""
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    authority_file: Path | None = None

    def form(self) -> dict[str, str]:
        given = {"client_id": self.client_id, "client_secret": self.client_secret, "scope": self.scope}
        if self.refresh_token:
            given |= {"grant_type": "refresh_token", "refresh_token": self.refresh_token}
        else:
            given |= {"grant_type": "client_credentials"}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Given:
    """A token, for how many seconds it holds, and the refresh token to use next, where a new one was given."""

    token: str = field(repr=False)
    seconds: float
    refresh_token: str = field(default="", repr=False)


def fetch(asked: Asked, patience: Patience = Patience()) -> Given:  # noqa: B008 - frozen
    """A token from the endpoint. `Unwell` says why there is none; what the endpoint says is not repeated."""
    host = urlsplit(asked.url).hostname or ""
    try:
        return _read(_answer(asked, patience))
    except ssl.SSLCertVerificationError:
        raise Unwell("certificate", host=host) from None
    except TimeoutError:
        raise Unwell("timed-out", host=host) from None
    except (OSError, http.client.HTTPException):
        raise Unwell("unreachable", host=host) from None
    except (ValueError, TypeError, RecursionError):
        raise Unwell("token", host=host) from None


def _answer(asked: Asked, patience: Patience) -> bytes:
    parts, deadline = urlsplit(asked.url), Deadline(patience.whole)
    host, secure = parts.hostname or "", parts.scheme != "http"  # plain on this machine only: rules.sources sees to it
    connection = http.client.HTTPConnection(host, parts.port or (443 if secure else 80))
    try:
        connection.sock = connected(host, connection.port, _context(asked) if secure else None, patience, deadline)
        place = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        connection.request("POST", place, urlencode(asked.form()), headers)
        with connection.getresponse() as answer:
            body = answer.read(MOST_BYTES + 1)
    except (OSError, http.client.HTTPException):
        if deadline.expired:
            raise TimeoutError from None
        raise
    finally:
        deadline.stop()
        connection.close()
    if answer.status >= 500:
        raise OSError("the endpoint fails")
    if answer.status != 200 or len(body) > MOST_BYTES:
        raise ValueError("no token")
    return body


def _context(asked: Asked) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if asked.authority_file is not None:
        context.load_verify_locations(asked.authority_file)
    return context


def _read(body: bytes) -> Given:
    told = json.loads(body)
    if not isinstance(told, dict):
        raise ValueError("no token")
    token, refresh, seconds = (
        told.get("access_token"),
        told.get("refresh_token") or "",
        told.get("expires_in", USUAL_LIFE),
    )
    if (
        not isinstance(token, str)
        or not isinstance(refresh, str)
        or not 0 < len(token) <= LONGEST_TOKEN >= len(refresh)
    ):
        raise ValueError("no token")
    if not token.isascii() or any(ord(sign) < 33 for sign in token):
        raise ValueError("no token")
    return Given(token, min(max(float(seconds), 0.0), 86_400.0), refresh)

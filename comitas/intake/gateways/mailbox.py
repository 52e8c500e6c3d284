"""One folder of a mailbox, by IMAP (RFC 3501, 4315, 6851). What a server says is checked; whatever it says wrongly costs one look."""

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from imapclient import SEEN
from imapclient.exceptions import LoginError

from comitas.intake.gateways.unwell import Unwell
from comitas.intake.gateways.wire import Client, Line, NotTls, Patience
from comitas.intake.rules.sources import STARTTLS, TLS

LARGEST_NUMBER = 2**32 - 1
SPAN = 50_000
"""Numbers asked about at a time: the answer to more would be a line that nobody should take."""
MOST_SPANS = 200
NO_MESSAGE = 64 * 1024  # room for the words around a message


@dataclass(frozen=True, slots=True)
class Account:
    """Where to look, as whom, and by what right."""

    host: str
    port: int
    security: str
    user_name: str
    mailbox: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    read_only: bool = True
    authority_file: Path | None = None  # certificates trusted besides the system's


@dataclass(frozen=True, slots=True)
class Listed:
    """A message as the server lists it: its size is what it says."""

    uid: int
    size: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of new messages, and how many were seen to wait, which may be fewer than there are.

    `empty_upto`: among so many numbers none has a message any more, and there are higher ones; 0 where it was looked far enough.
    """

    uids: list[int]
    waiting: int
    empty_upto: int = 0


class Refused(Exception):
    """The server does not do or give this one thing; the conversation goes on."""


@dataclass(slots=True)
class Mailbox:
    """An open folder of a mailbox. Every method raises `Unwell` when the conversation is over."""

    client: Client
    account: Account
    uid_validity: int
    messages: int

    def highest(self) -> int:
        """The highest number there is; 0 in an empty folder."""
        with self._asked():
            return max(self._numbers("*"), default=0)

    def after(self, done: int, most: int) -> Found:
        """The first *most* numbers above *done*."""
        top, low, spans = self.highest(), done + 1, 0
        found: list[int] = []
        while low <= top and len(found) < most and spans < MOST_SPANS:
            high = min(low + SPAN - 1, top)
            with self._asked():
                found += [uid for uid in self._numbers(f"{low}:{high}") if low <= uid <= high]
            low, spans = high + 1, spans + 1
        found = sorted(set(found))
        return Found(found[:most], len(found), low - 1 if not found and low <= top else 0)

    def _numbers(self, which: str) -> list[int]:
        found = [int(each) for each in self.client.search(["UID", which])]
        if any(not 0 < each <= LARGEST_NUMBER for each in found):
            raise ValueError("numbers that no message has")
        return found

    def listed(self, uids: list[int]) -> dict[int, Listed]:
        """Sizes and dates. A message that is not here any more is left out."""
        with self._asked():
            told = self.client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
        return {uid: Listed(uid, _size(about), _date(about)) for uid, about in told.items() if uid in uids}

    def message(self, uid: int, limit: int) -> bytes | None:
        """The bytes of a message; None where the server gives none. More than *limit* ends the conversation."""
        try:
            with self._asked("", limit + NO_MESSAGE):
                told = self.client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {})
        except Refused:
            return None
        data = told.get(b"BODY[]")
        return data if isinstance(data, bytes) and data else None

    def mark(self, uid: int) -> None:
        """Mark a message as read. `Refused` where the server does not."""
        with self._asked(""):
            self.client.add_flags([uid], [SEEN], silent=True)

    def move(self, uid: int, folder: str) -> None:
        """Move a message; the other folder is made where it is not there. `Refused` where the server does not, as when it is full."""
        try:
            self._move(uid, folder)
        except Refused:
            with self._asked(""):
                self.client.create_folder(folder)
            self._move(uid, folder)

    def _move(self, uid: int, folder: str) -> None:
        with self._asked(""):
            if self.client.has_capability("MOVE"):
                self.client.move([uid], folder)
                return
            self.client.copy([uid], folder)
            self.client.delete_messages([uid], silent=True)
            if self.client.has_capability(
                "UIDPLUS"
            ):  # without it, a plain EXPUNGE would remove what others have marked
                self.client.uid_expunge([uid])

    @contextmanager
    def _asked(self, refusal: str = "lying", more: int = 0) -> Iterator[None]:
        """A question that no server may say no to; with *refusal* "", one that it may."""
        self.client.line.allow(more)
        with _understood(self.account.host, lambda: self.client.line, refusal):
            yield


@contextmanager
def opened(account: Account, patience: Patience = Patience()) -> Iterator[Mailbox]:  # noqa: B008 - frozen
    """The folder, open. `Unwell` says why it is not; no password is sent over a line that is not protected as it is set."""
    client: Client | None = None
    try:
        with _understood(account.host, lambda: client.line if client else None):
            context = _context(account)
            client = Client(account.host, account.port, context if account.security == TLS else None, patience)
            if account.security == STARTTLS:
                _protect(client, context)
        with _understood(account.host, lambda: client.line, "sign-in"):
            _sign_in(client, account)
        with _understood(account.host, lambda: client.line, "no-mailbox"):
            about = client.select_folder(account.mailbox, readonly=account.read_only)
            validity = _number(about.get(b"UIDVALIDITY"))
            if not 0 < validity <= LARGEST_NUMBER:
                raise ValueError("no UIDVALIDITY")
        yield Mailbox(client, account, validity, max(_number(about.get(b"EXISTS")), 0))
        with suppress(Unwell, Refused), _understood(account.host, lambda: client.line):
            client.logout()
    finally:
        if client is not None:
            client.line.hang_up()


def _context(account: Account) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if account.authority_file is not None:
        context.load_verify_locations(account.authority_file)
    return context


def _protect(client: Client, context: ssl.SSLContext) -> None:
    if not client.has_capability("STARTTLS"):
        raise NotTls
    client.starttls(context)
    client.forget_capabilities()  # what was said in the open counts for nothing


def _sign_in(client: Client, account: Account) -> None:
    """With the strongest way that the server offers. A password outside ASCII is only taken by PLAIN."""
    if account.token:
        if client.has_capability("AUTH=OAUTHBEARER"):
            client.oauthbearer_login(account.user_name, account.token)
        else:
            client.oauth2_login(account.user_name, account.token)
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(account.user_name, account.password)
    else:
        client.login(account.user_name, account.password)
    client.forget_capabilities()  # signed in, a server offers more


@contextmanager
def _understood(host: str, line: Callable[[], Line | None], refusal: str = "") -> Iterator[None]:
    """Whatever goes wrong in a conversation, as what an administrator can do about it; never in the server's own words.

    *refusal*: what it means when the server says no; without it, `Refused`.
    """
    try:
        yield
    except (Unwell, Refused):
        raise
    except ssl.SSLCertVerificationError:
        raise Unwell("certificate", host=host) from None
    except (NotTls, ssl.SSLError):
        raise Unwell(_at_the_deadline(line()) or "no-tls", host=host) from None
    except TimeoutError:
        raise Unwell("timed-out", host=host) from None
    except OSError:
        raise Unwell(_at_the_deadline(line()) or "unreachable", host=host) from None
    except imaplib.IMAP4.abort:
        raise Unwell(_why_over(line()), host=host) from None
    except imaplib.IMAP4.error as error:
        if (held := line()) is not None and (held.expired or held.ended or "BYE" in held.untagged_responses):
            raise Unwell(_why_over(held), host=host) from None
        if isinstance(error, LoginError) and "UNAVAILABLE" in str(error):
            raise Unwell("cut", host=host) from None
        if refusal:
            raise Unwell(refusal, host=host) from None
        raise Refused from None
    except Exception:  # nonsense makes libraries fail in every way; it is the server's all the same
        raise Unwell(_at_the_deadline(line()) or "lying", host=host) from None


def _at_the_deadline(line: Line | None) -> str:
    return "timed-out" if line is not None and line.expired else ""


def _why_over(line: Line | None) -> str:
    if line is None:
        return "cut"
    if line.expired:
        return "timed-out"
    return "cut" if line.ended or "BYE" in line.untagged_responses else "lying"


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1


def _size(about: dict[bytes, object]) -> int:
    size = _number(about.get(b"RFC822.SIZE"))
    if not 0 <= size < 2**62:
        raise Unwell("lying")
    return size


def _date(about: dict[bytes, object]) -> datetime | None:
    since = about.get(b"INTERNALDATE")
    return since if isinstance(since, datetime) and since.tzinfo else None

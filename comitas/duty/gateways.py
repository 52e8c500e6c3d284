"""The mail server. Without one a message stays where it is, and the administrator is told so loudly.

A server is believed nothing but its codes, and is given two and a half minutes and a hundred kilobytes for everything that it says.
"""

import logging
import smtplib
import socket
import ssl
from contextlib import suppress
from io import BufferedIOBase
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from comitas.core.deadlines import Deadline
from comitas.duty.models import Message
from comitas.duty.rules import post
from comitas.duty.rules.post import NO_MAIL

log = logging.getLogger(__name__)
WHOLE = post.LONGEST_TRY.total_seconds()
MOST_SAID = 100_000
"""Bytes of answers: those of a whole conversation take two thousand."""
GO_ON = 354
"""What a server answers to DATA (RFC 5321 4.2.3): after it the message goes over, and the next answer says that it was taken."""


class NotTaken(Exception):
    """The mail server did not take a message. `for_good`: it says that it never will. `unsure`: it may have taken it all the same."""

    def __init__(self, words: str, *, for_good: bool = False, unsure: bool = False) -> None:
        super().__init__(words)
        self.for_good, self.unsure = for_good, unsure


class _Answers:
    """What the server says, line by line, and no more of it than `MOST_SAID`."""

    def __init__(self, file: BufferedIOBase) -> None:
        self.file, self.left = file, MOST_SAID

    def readline(self, size: int = -1) -> bytes:
        line = self.file.readline(size)
        self.left -= len(line)
        if self.left < 0 or (line and not line.endswith(b"\n")):  # cut off in the middle, "250" is no answer either
            raise OSError("The server’s answer has no end.")
        return line

    def close(self) -> None:
        self.file.close()


class _Context:
    """Makes TLS of a line, by the deadline too."""

    def __init__(self, context: ssl.SSLContext, deadline: Deadline) -> None:
        self.context, self.deadline = context, deadline

    def wrap_socket(self, line: socket.socket, server_hostname: str) -> ssl.SSLSocket:
        made = self.context.wrap_socket(line, server_hostname=server_hostname, do_handshake_on_connect=False)
        self.deadline.line = made
        try:
            made.do_handshake()
        except BaseException:
            made.close()
            raise
        return made


class _Bounded(smtplib.SMTP):
    """A conversation that ends at its deadline, and knows whether the message was on the other side when it ended."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self.deadline, self.answered, self.unsure = Deadline(WHOLE), 0, False
        if "context" in named:
            named["context"] = _Context(named["context"], self.deadline)
        try:
            super().__init__(*given, **named)
        except BaseException:
            self.close()
            raise

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # the library's own place for it
        self.deadline.line = line
        return line

    def starttls(self, *, context: Any) -> tuple[int, bytes]:  # type: ignore[override]  # as Django calls it
        bounded: Any = _Context(context, self.deadline)
        return super().starttls(context=bounded)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _Answers(self.sock.makefile("rb"))
        given = self.answered == GO_ON
        if given and self.sock is not None:
            self.sock.settimeout(
                WHOLE
            )  # a server that looks for viruses takes its time: the deadline stands all the same
        try:
            told: tuple[int, bytes] = super().getreply()
        except (smtplib.SMTPException, OSError):
            self.unsure = self.unsure or given
            raise
        self.unsure = self.unsure or (given and not 200 <= told[0] < 600)  # words that are no answer
        self.answered = told[0]
        return told

    def close(self) -> None:
        self.deadline.stop()
        super().close()


class _BoundedTls(_Bounded, smtplib.SMTP_SSL):
    """With TLS from the first byte on."""


class Backend(EmailBackend):
    """Django's own, on such a line. `unsure` and `expired` tell of the last conversation."""

    line: _Bounded | None = None

    @property
    def connection_class(self) -> Any:
        return self._kept

    def _kept(self, *given: Any, **named: Any) -> _Bounded:
        self.line = (_BoundedTls if self.use_ssl else _Bounded)(*given, **named)
        return self.line

    @property
    def unsure(self) -> bool:
        return self.line is not None and self.line.unsure


class Mailer(Protocol):
    """Sends a message, or raises `NotTaken`. `unavailable`: why nothing is sent at all; "" where it is."""

    unavailable: str

    def send(self, message: Message) -> None: ...


class Null:
    """No mail server: nothing leaves, and it says so each time."""

    unavailable = NO_MAIL

    def send(self, message: Message) -> None:
        log.warning("Message %s was NOT sent: no mail server is set (COMITAS_SMTP_HOST).", message.pk)
        raise NotTaken(NO_MAIL)


class Smtp:
    """The server of the settings, by Django's own mail backend; certificates are checked."""

    unavailable = ""

    def send(self, message: Message) -> None:
        line = Backend(
            host=settings.EMAIL_HOST, port=settings.EMAIL_PORT, username=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD, use_tls=settings.EMAIL_USE_TLS, use_ssl=settings.EMAIL_USE_SSL,
            timeout=settings.EMAIL_TIMEOUT,
        )  # fmt: skip
        headers = {"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"}
        mail = EmailMessage(
            message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.address], headers=headers
        )
        try:
            line.open()
            line.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()), (550, b""))
            raise _refused(code, words) from error
        except smtplib.SMTPAuthenticationError as error:  # a setting is wrong, not the message
            raise NotTaken(_said(error.smtp_code, error.smtp_error)) from error
        except smtplib.SMTPResponseException as error:
            raise _refused(error.smtp_code, error.smtp_error, unsure=line.unsure) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: words that are no answer
            raise NotTaken(f"{type(error).__name__}: {error}", unsure=line.unsure) from error
        finally:
            with suppress(
                smtplib.SMTPException, OSError, ValueError
            ):  # taken is taken, whatever becomes of the goodbye
                line.close()


def _refused(code: int, words: bytes | str, *, unsure: bool = False) -> NotTaken:
    """Refused with a code; a mailbox or a disk that is full has room again one day."""
    return NotTaken(_said(code, words), for_good=post.is_for_good(code, _said(code, words)), unsure=unsure)


def mailer() -> Mailer:
    """The one that is set."""
    return Smtp() if settings.EMAIL_HOST else Null()


def message_id(message: Message) -> str:
    """The same for every try, so that a mailbox shows a second copy as what it is."""
    return f"<{message.pk}@{urlsplit(settings.ENV.url).hostname or 'localhost'}>"


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"

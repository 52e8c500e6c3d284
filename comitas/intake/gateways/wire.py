"""The line to a mail server, bounded: by the clock, and in what it may make us hold. The protocol itself is imaplib's and imapclient's."""

import imaplib
import logging
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient

from comitas.core.deadlines import Deadline

logging.getLogger("imapclient").setLevel(logging.WARNING)  # below, it tells what goes over the line

ANSWER_BYTES = 1_500_000
"""What the answer to anything but a message may have: the numbers of 50,000 messages take a third of it."""
PIECE = 64 * 1024


class TooMuch(Exception):
    """The server says more than anybody asked for."""


class NotTls(Exception):
    """The line is not protected as it was to be."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for reaching a server, for each of its answers to begin, and for everything together."""

    connect: float = 15.0
    answer: float = 30.0
    whole: float = 120.0


def connected(
    host: str, port: int, context: ssl.SSLContext | None, patience: Patience, deadline: Deadline
) -> socket.socket:
    """A line to a server, with TLS where there is a *context*."""
    line = socket.create_connection((host, port), patience.connect)
    line.settimeout(patience.answer)
    try:
        deadline.line = line
        if context is not None:
            line = context.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)
            deadline.line = line
            line.do_handshake()
    except BaseException:
        line.close()
        raise
    return line


class Line(imaplib.IMAP4):
    """One connection, which ends at its deadline."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext | None, patience: Patience) -> None:
        self.context, self.patience = context, patience
        self.ended = False
        self.left = ANSWER_BYTES
        self.deadline = Deadline(patience.whole)
        try:
            super().__init__(host, port, timeout=patience.connect)
        except BaseException:
            self.hang_up()
            raise

    @property
    def expired(self) -> bool:
        return self.deadline.expired

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        return connected(self.host, self.port, self.context, self.patience, self.deadline)

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> Any:
        answer = super().starttls(ssl_context)
        self.deadline.line = self.sock
        return answer

    def allow(self, more: int) -> None:
        """What the next answer may have, beside what any may."""
        self.left = ANSWER_BYTES + more

    def read(self, size: int) -> bytes:
        """A literal of exactly *size* bytes."""
        self._count(size)
        pieces, missing = [], size
        while missing:
            piece = super().read(min(missing, PIECE))
            if not piece:
                self._end()
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def readline(self) -> bytes:
        try:
            line: bytes = super().readline()
        except self.error as error:  # a line of more than a megabyte
            raise TooMuch from error
        if not line:
            self._end()
        self._count(len(line))
        return line

    def _count(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise TooMuch

    def _end(self) -> None:
        self.ended = True
        raise self.abort("the line ended")

    def hang_up(self) -> None:
        """Close it, without a word more."""
        self.deadline.stop()
        for part in (getattr(self, "file", None), getattr(self, "sock", None), self.deadline.line):
            if part is not None:
                with suppress(OSError, ValueError):
                    part.close()


class Client(IMAPClient):
    """imapclient on such a line."""

    _imap: Line

    def __init__(self, host: str, port: int, context: ssl.SSLContext | None, patience: Patience) -> None:
        self.patience = patience
        super().__init__(host, port, ssl=context is not None, ssl_context=context, timeout=patience.answer)
        self.normalise_times = False

    def _create_IMAP4(self) -> Line:  # noqa: N802 - imapclient's name for it
        return Line(self.host, self.port, self.ssl_context if self.ssl else None, self.patience)

    @property
    def line(self) -> Line:
        return self._imap

    def forget_capabilities(self) -> None:
        """Ask again what the server can do."""
        self._cached_capabilities = None
        self._imap.untagged_responses.pop("CAPABILITY", None)

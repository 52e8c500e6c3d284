"""A mail server of our own that says what a test wants it to say, and keeps what it was given."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Lie = Callable[[socket.socket], bool]
"""What is done instead of answering truly; False: and hang up."""


@dataclass
class Liar:
    """`lies`: by a word of a command, "GREETING" or "TAKEN" (the answer to the message itself)."""

    lies: dict[str, Lie] = field(default_factory=dict)
    mails: list[bytes] = field(default_factory=list)

    def serve(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), line, line.makefile("rb") as asked:
            if not self._say(line, "GREETING", b"220 ready"):
                return
            for command in asked:
                if not self._answer(line, asked, command.split(b" ")[0].strip().upper().decode("ascii", "replace")):
                    return

    def _answer(self, line: socket.socket, asked: Any, word: str) -> bool:
        if word == "DATA" and self._say(line, "DATA", b"354 go on"):
            if "DATA" in self.lies:
                return True
            self.mails.append(b"".join(iter(asked.readline, b".\r\n")))
            return self._say(line, "TAKEN", b"250 taken")
        true = {"EHLO": b"250 here", "MAIL": b"250 yes", "RCPT": b"250 yes", "RSET": b"250 yes", "QUIT": b"221 bye"}
        return word != "DATA" and self._say(line, word, true.get(word, b"500 what")) and word != "QUIT"

    def _say(self, line: socket.socket, word: str, truth: bytes) -> bool:
        if word in self.lies:
            return self.lies[word](line)
        line.sendall(truth + b"\r\n")
        return True


def say(*words: bytes, hang_up: bool = False) -> Lie:
    def lie(line: socket.socket) -> bool:
        line.sendall(b"".join(word + b"\r\n" for word in words))
        return not hang_up

    return lie


def gone(_line: socket.socket) -> bool:
    return False


def silent(line: socket.socket) -> bool:
    """Until the other side gives up."""
    return bool(line.recv(1))


def dripping(line: socket.socket) -> bool:
    """One byte now and then, so that no read ever waits for long."""
    line.settimeout(0.05)
    while True:
        line.sendall(b"2")
        try:
            if not line.recv(1):
                return False
        except TimeoutError:
            continue


def endless(line: socket.socket) -> bool:
    while True:
        line.sendall(b"250-still here\r\n" * 1_000)


@contextlib.contextmanager
def lying(settings: Any, **lies: Lie) -> Iterator[Liar]:
    """The settings lead to it while it listens; every conversation in a thread of its own."""
    liar = Liar(lies)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        lines: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    line, _address = listening.accept()
                except OSError:
                    return
                lines.append(line)
                threading.Thread(target=liar.serve, args=[line], daemon=True).start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.DEFAULT_FROM_EMAIL = "comitas@arland.example"
        try:
            yield liar
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for line in lines:
                line.close()

"""A mail server of our own that says what a test wants it to say: the rules of IMAP kept just far enough to be spoken to."""

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Answer = Callable[["Liar", socket.socket, bytes, str], bool]


@dataclass
class Liar:
    """Messages by number, and `lies`: by a word of a command, what is done instead of answering truly (False: and hang up)."""

    messages: dict[int, bytes] = field(default_factory=dict)
    greeting: bytes = b"* OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS] ready\r\n"
    lies: dict[str, Answer] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    exists: int | None = None
    validity: int = 7
    port: int = 0

    def sizes(self, uid: int) -> int:
        return len(self.messages[uid])

    def serve(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), line, line.makefile("rb") as asked:
            line.sendall(self.greeting)
            for command in asked:
                tag, _space, words = command.rstrip(b"\r\n").partition(b" ")
                told = words.decode("utf-8", "replace")
                self.heard.append(told)
                if not self._answer(line, tag, told):
                    return

    def _answer(self, line: socket.socket, tag: bytes, told: str) -> bool:
        for word, lie in self.lies.items():
            if told.upper().startswith(word):
                return lie(self, line, tag, told)
        handlers = {"CAPABILITY": self._capability, "LOGIN": self._nothing, "SELECT": self._select, "EXAMINE": self._select,
                    "UID SEARCH": self._search, "UID FETCH": self._fetch, "UID MOVE": self._nothing, "UID STORE": self._nothing,
                    "CREATE": self._nothing}  # fmt: skip
        handler = next((each for word, each in handlers.items() if told.upper().startswith(word)), None)
        if handler is None:
            line.sendall(tag + b" BAD what\r\n")
            return not told.upper().startswith("LOGOUT")
        handler(line, told)
        line.sendall(tag + b" OK done\r\n")
        return True

    def _nothing(self, line: socket.socket, told: str) -> None:
        pass

    def _capability(self, line: socket.socket, told: str) -> None:
        line.sendall(b"* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\n")

    def _select(self, line: socket.socket, told: str) -> None:
        exists = len(self.messages) if self.exists is None else self.exists
        line.sendall(b"* %d EXISTS\r\n* OK [UIDVALIDITY %d] x\r\n" % (exists, self.validity))

    def _search(self, line: socket.socket, told: str) -> None:
        asked = told.split()[-1]
        low, _colon, high = asked.partition(":")
        found = (
            [max(self.messages, default=0)]
            if asked == "*"
            else [u for u in self.messages if int(low) <= u <= int(high)]
        )
        line.sendall(b"* SEARCH " + b" ".join(b"%d" % uid for uid in sorted(found) if uid) + b"\r\n")

    def _fetch(self, line: socket.socket, told: str) -> None:
        uids = [int(uid) for uid in re.findall(r"\d+", told.split("(")[0]) if int(uid) in self.messages]
        for number, uid in enumerate(uids, 1):
            if "BODY" in told:
                line.sendall(self.body(number, uid, self.messages[uid]))
            else:
                date = b'INTERNALDATE "02-Mar-2026 10:00:00 +0000"'
                line.sendall(b"* %d FETCH (UID %d RFC822.SIZE %d %s)\r\n" % (number, uid, self.sizes(uid), date))

    @staticmethod
    def body(number: int, uid: int, data: bytes, length: int | None = None) -> bytes:
        return b"* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n" % (
            number,
            uid,
            len(data) if length is None else length,
            data,
        )


@contextlib.contextmanager
def lying(liar: Liar) -> Iterator[Liar]:
    """The server, listening; every conversation in a thread of its own, ended with the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        liar.port = listening.getsockname()[1]
        lines: list[socket.socket] = []
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    line, _address = listening.accept()
                except OSError:
                    return
                lines.append(line)
                threads.append(threading.Thread(target=liar.serve, args=[line], daemon=True))
                threads[-1].start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield liar
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for line in lines:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join()
            for line in lines:
                line.close()

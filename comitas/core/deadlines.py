"""A line to another machine that ends when its time is up, whatever that machine does."""

import socket
import threading
from contextlib import suppress


class Deadline:
    """Shuts a socket when its time is up, whatever a read waits for, byte by byte or altogether."""

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self.line: socket.socket | None = None
        self.timer = threading.Timer(seconds, self._expire)
        self.timer.daemon = True
        self.timer.start()

    def _expire(self) -> None:
        self.expired = True
        if self.line is not None:
            with suppress(OSError):  # the plain shutdown: TLS itself is the reader's to touch
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)

    def stop(self) -> None:
        self.timer.cancel()

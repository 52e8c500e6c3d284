"""One process in the sealed box that answers questions, started on demand and gone when idle: bytes in, bytes out.

Nothing that it says is believed: its answers are bounded here and judged by whoever asks. A crash or a time-out ends it; the next
question gets a fresh one.
"""

from __future__ import annotations

import atexit
import logging
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Any

from comitas.core import box, frames

log = logging.getLogger(__name__)

IDLE_SECONDS = 60.0
HEAD_BYTES = 8 * 1024 * 1024
"""The head of a question or an answer: JSON."""
START_SECONDS = 60
QUESTIONS_A_PROCESS = 200
"""Questions after which the process is replaced, so that nothing a library leaks can pile up."""

Answer = tuple[dict[str, Any], bytes]


class Failed(Exception):
    """The process ended, fell silent or said what it may not. The message is for the operator's log."""


class NotStarted(Failed):
    """The process did not begin to answer: there is no box here, or the program in it cannot run."""


class Boxed:
    """Keeps one process. It is started by a thread of its own and lives as long as that: the kernel ends the box with it."""

    def __init__(self, module: str, made: Callable[[], box.Box], idle_seconds: float = IDLE_SECONDS) -> None:
        self._module, self._made, self._idle_seconds = module, made, idle_seconds
        self._pool = ThreadPoolExecutor(1, "boxed")
        self._one = Lock()
        self._rest: Timer | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._log: Any = None
        self._asked = 0
        atexit.register(self._end)

    @property
    def process_id(self) -> int | None:
        """The process, if one is running."""
        return self._process.pid if self._process else None

    def ask(self, head: dict[str, Any], data: bytes = b"", *, seconds: float, most: int) -> Answer:
        """What the process answers to *head* about *data*, at most *most* bytes of it. Raises `Failed`."""
        with self._one:
            if self._rest:
                self._rest.cancel()
            try:
                return self._pool.submit(self._answer, head, data, seconds, most).result()
            finally:
                self._rest = Timer(self._idle_seconds, self._sleep)
                self._rest.daemon = True
                self._rest.start()

    def stop(self) -> None:
        """End the process."""
        with self._one:
            self._pool.submit(self._end).result()

    def _answer(self, head: dict[str, Any], data: bytes, seconds: float, most: int) -> Answer:
        try:
            channel = self._started()
        except (frames.Broken, TimeoutError, OSError) as error:
            detail = f"{error}; {self._last_words()}"
            self._end()
            raise NotStarted(detail) from error
        try:
            self._asked += 1
            with _in_memory(data) as file:
                frames.send(channel, head, file=file)
                return frames.receive(channel, HEAD_BYTES, most, seconds)
        except (frames.Broken, TimeoutError) as error:
            detail = f"{type(error).__name__}: {error}; {self._last_words()}"
            self._end()
            raise Failed(detail) from error
        except BaseException:
            self._end()
            raise

    def _started(self) -> socket.socket:
        if self._asked >= QUESTIONS_A_PROCESS:
            self._end()
        if self._channel is None:
            ours, theirs = socket.socketpair()
            self._channel = ours
            self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed by _end
            program = [sys.executable, "-P", "-m", self._module]
            with theirs:
                self._process = box.start(
                    program, self._made(), stdin=theirs, stdout=subprocess.DEVNULL, stderr=self._log
                )
            frames.receive(ours, HEAD_BYTES, 0, START_SECONDS)
        return self._channel

    def _sleep(self) -> None:
        if self._one.acquire(blocking=False):
            try:
                self._pool.submit(self._end).result()
            finally:
                self._one.release()

    def _end(self) -> None:
        if self._channel:
            self._channel.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        if self._log:
            self._log.close()
        self._process = self._channel = self._log = None
        self._asked = 0

    def _last_words(self) -> str:
        if self._log is None:
            return ""
        size = self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, size - 500))
        return str(self._log.read().decode(errors="replace"))


def serve(answer: Callable[[dict[str, Any], Any], Answer]) -> None:
    """Inside the box: answer questions from the socket, which is standard input, until the keeper closes it."""
    sys.path = [entry for entry in sys.path if os.path.isabs(entry)]
    channel = socket.socket(fileno=os.dup(0))
    frames.send(channel, {"ready": True})
    while True:
        try:
            head, file = frames.receive_with_file(channel, HEAD_BYTES)
        except frames.Broken:
            return
        with os.fdopen(file, "rb") as given:
            frames.send(channel, *answer(head, given))


@contextmanager
def _in_memory(data: bytes) -> Iterator[int]:
    """The bytes as a file without a name that is never on disk."""
    descriptor = os.memfd_create("given", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.write(data)
        os.lseek(descriptor, 0, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)

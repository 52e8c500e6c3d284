"""The outside world of documents: the converter in its sealed box."""

import atexit
import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Timer
from typing import BinaryIO, Protocol

from comitas.documents.gateways import box
from comitas.documents.rules.reading import Reading

log = logging.getLogger(__name__)

IDLE_SECONDS = 60
"""A warm converter saves about 3 seconds a document and holds about 1 GB: it is kept while a batch lasts, no longer."""

OnPage = Callable[[int, int], None]


class Reader(Protocol):
    """Reads one document at a time."""

    def unavailable(self) -> str:
        """ "" where documents can be read; else the reason, in a sentence for the administrator."""

    def read(self, original: Iterator[bytes], folder: Path, on_page: OnPage, inside: box.Inside) -> Reading:
        """The reading; pictures are put into *folder* as `page-0001.webp` and `page-0001.thumbnail.webp`.

        *on_page* is called with (pages done, pages in all), `inside.take` with every file that lay in the document; what either
        raises ends the reading. Raises `box.Refused`.
        """

    def make(self, write: Callable[[BinaryIO], None]) -> bytes:
        """The PDF that a job asks for (`conversion.paper`), which *write* writes into a file. Raises `box.Refused`."""


class NullReader:
    """Reads nothing, and says so."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def unavailable(self) -> str:
        log.warning("NO DOCUMENT IS CONVERTED on this machine. %s", self.reason)
        return self.reason

    def read(self, original: Iterator[bytes], folder: Path, on_page: OnPage, inside: box.Inside) -> Reading:
        raise box.Refused("no-box")

    def make(self, write: Callable[[BinaryIO], None]) -> bytes:
        raise box.Refused("no-box")


class BoxReader:
    """One converter process, started on demand, gone when idle.

    A thread of its own starts it and lives as long as it does: the kernel ends the box when the thread that started it ends.
    """

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._converter = box.Converter()
        self._pool = ThreadPoolExecutor(1, "converter")
        self._one = Lock()
        self._rest: Timer | None = None

    @property
    def process_id(self) -> int | None:
        return self._converter.process_id

    def unavailable(self) -> str:
        return ""

    def read(self, original: Iterator[bytes], folder: Path, on_page: OnPage, inside: box.Inside) -> Reading:
        with self._one, _in_memory(original) as path:
            self._wake()
            try:
                return self._watched(path, folder, on_page, inside)
            except box.Crashed as crash:
                log.warning("The converter stopped: %s", crash.detail)
                raise
            finally:
                self._sleep_later()

    def make(self, write: Callable[[BinaryIO], None]) -> bytes:
        with self._one, _written(write) as path:
            self._wake()
            try:
                return self._pool.submit(self._converter.make, path).result()
            except box.Crashed as crash:
                log.warning("The converter stopped: %s", crash.detail)
                raise
            finally:
                self._sleep_later()

    def stop(self) -> None:
        """End the process in the box."""
        self._pool.submit(self._converter.stop).result()

    def end(self) -> None:
        """The same at the end of this process, when no thread takes work any more."""
        self._converter.stop()

    def _watched(self, path: Path, folder: Path, on_page: OnPage, inside: box.Inside) -> Reading:
        """Convert in the converter's thread; report in the caller's, whose database connection it is."""
        told: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        passed_on = box.Inside(inside.room, lambda enclosed: told.put(partial(inside.take, enclosed)))
        work: Future[Reading] = self._pool.submit(
            self._converter.convert, path, folder, lambda *page: told.put(partial(on_page, *page)), passed_on
        )
        work.add_done_callback(lambda _done: told.put(None))
        try:
            while (tell := told.get()) is not None:
                tell()
        except BaseException:
            self._end(work)
            raise
        found = work.result()
        inside.kind = passed_on.kind
        return found

    def _end(self, work: Future[Reading]) -> None:
        if not work.cancel() and (running := self._converter.process_id):
            os.kill(running, 9)
        work.exception()

    def _wake(self) -> None:
        if self._rest:
            self._rest.cancel()

    def _sleep_later(self) -> None:
        self._rest = Timer(self._idle_seconds, self._sleep)
        self._rest.daemon = True
        self._rest.start()

    def _sleep(self) -> None:
        if self._one.acquire(blocking=False):
            try:
                self.stop()
            finally:
                self._one.release()


_box_reader: BoxReader | None = None


def reader() -> Reader:
    """The reader of this process: the boxed one where there is a box, else one that says why there is none."""
    global _box_reader
    if _box_reader is None:
        if reason := box.available():
            return NullReader(reason)
        _box_reader = BoxReader()
        atexit.register(_box_reader.end)
    return _box_reader


def _in_memory(original: Iterator[bytes]) -> AbstractContextManager[Path]:
    """The plain bytes as a file without a name."""
    return _written(lambda file: file.writelines(original))


@contextmanager
def _written(write: Callable[[BinaryIO], None]) -> Iterator[Path]:
    """What *write* writes, as a file without a name that is never on disk and gone with this process."""
    descriptor = os.memfd_create("original", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as file:
            write(file)
        yield Path(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)

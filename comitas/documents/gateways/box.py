"""The sealed box in which hostile files are opened, and the keeper of the process in it.

What the box is stands in `core.box`. Originals go in as open file descriptors; pages come out as bounded messages and are
checked here. Without a box nothing is converted.
"""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from comitas.core import box as core
from comitas.core import frames
from comitas.core.text import N_
from comitas.documents.gateways.intake import Crashed, Inside, Intake, OnPage, Refused, TimedOut
from comitas.documents.rules import limits
from comitas.documents.rules.enclosed import Room
from comitas.documents.rules.reading import Malformed, Reading

TESSDATA = "/usr/share/tesseract-ocr/5/tessdata"
"""Where Debian keeps tesseract's language files; COMITAS_TESSDATA names another place."""

CPU_SECONDS = 4 * limits.DOCUMENT_SECONDS
"""Processor time of one process in the box, over all its documents: a backstop behind the keeper's own clocks."""

LANGUAGES = ("osd", "eng", "fra", "spa", "por", "rus", "ara", "chi_sim")
"""Tesseract's files that reading asks for: without one of them a page in that language would end in a crash."""

NO_LANGUAGES = N_(
    "Language files of tesseract are missing; the log names them. Install them, then start the worker again."
)
NO_BOX = N_(
    "The sealed box cannot be made on this machine; the log says why. Allow user namespaces, then start the worker again."
)
SILENT = N_(
    "The sealed box did not answer within 30 seconds. Look at the machine's load; it is tried again within the hour."
)

__all__ = ["Converter", "Crashed", "Inside", "OnPage", "Refused", "TimedOut", "available", "command", "start"]
log = logging.getLogger(__name__)


def command(program: list[str], filter_file: int | None = None) -> list[str]:
    """The command line that runs *program* (absolute path first) in the box, behind the filter in that descriptor."""
    return core.command(program, _box(), filter_file)


def available() -> str | None:
    """None if documents can be converted here; else the reason, a sentence for the administrator; the log has the details."""
    if reason := core.lacking():
        return reason
    missing = [name for name in LANGUAGES if not Path(_tessdata(), f"{name}.traineddata").exists()]
    if missing:
        log.warning("Not in %s: %s", _tessdata(), ", ".join(missing))
        return NO_LANGUAGES
    return _tried()


def _tried() -> str | None:
    """What is wrong with a box in which an empty program is run."""
    try:
        with start([sys.executable, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as tried:
            said = tried.communicate(timeout=30)[1]
    except subprocess.TimeoutExpired:
        tried.kill()
        return SILENT
    if tried.returncode:
        log.warning("The sealed box: %s", said.decode(errors="replace").strip()[-300:])
        return NO_BOX
    return None


def start(program: list[str], **streams: Any) -> subprocess.Popen[bytes]:
    """Start *program* in the box, with the streams (`stdin`, `stdout`, `stderr`) that `Popen` takes."""
    return core.start(program, _box(), **streams)


class Converter:
    """Keeps one warm process in the box, started when the first document comes and gone when the context ends.

    A crash or a time-out ends the process; the next document gets a fresh one. Not for use by several threads.
    """

    def __init__(
        self, page_seconds: float = limits.PAGE_SECONDS, document_seconds: float = limits.DOCUMENT_SECONDS
    ) -> None:
        self._page_seconds = page_seconds
        self._document_seconds = document_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._log: Any = None
        self._served = 0
        self.engine = ""

    def __enter__(self) -> Converter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def process_id(self) -> int | None:
        """The box's process, if one is running."""
        return self._process.pid if self._process else None

    def convert(
        self,
        path_in: Path,
        out_dir: Path,
        on_page: OnPage = lambda done, total: None,
        inside: Inside | None = None,
    ) -> Reading:
        """Read the document; `page-0001.webp` and `page-0001.thumbnail.webp` and so on are written to *out_dir*.

        Calls *on_page* (pages done, pages in all) after each page. Without *inside* no file in it is taken out. Raises `Refused` (the file), `Crashed` or `TimedOut`
        (worth one more try), after which *out_dir* may hold some pages.
        """
        return self._tried(path_in, out_dir, on_page, inside or Inside(), {})

    def make(self, path_in: Path) -> bytes:
        """The PDF that the job in *path_in* asks for (`conversion.paper`). Raises as `convert` does."""
        made: list[bytes] = []
        inside = Inside(Room(1, limits.ENCLOSED_FILE_BYTES), lambda enclosed: made.append(enclosed.data))
        self._tried(path_in, Path(os.devnull), lambda done, total: None, inside, {"paper": True})
        if len(made) != 1:
            raise Crashed("no paper came out")
        return made[0]

    def _tried(self, path_in: Path, out_dir: Path, on_page: OnPage, inside: Inside, more: dict[str, Any]) -> Reading:
        if self._served >= limits.DOCUMENTS_A_PROCESS:
            self.stop()
        try:
            with path_in.open("rb") as original:
                return self._converted(original.fileno(), out_dir, on_page, inside, more)
        except TimeoutError as error:
            self.stop()
            raise TimedOut from error
        except (frames.Broken, Malformed) as error:
            detail = f"{error}; {self._last_words()}"
            self.stop()
            raise Crashed(detail) from error
        except Refused:
            raise
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End the process in the box, if there is one."""
        if self._channel:
            self._channel.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        if self._log:
            self._log.close()
        self._process = self._channel = self._log = None
        self._served = 0

    def _converted(
        self, original: int, out_dir: Path, on_page: OnPage, inside: Inside, more: dict[str, Any]
    ) -> Reading:
        channel = self._started()
        self._served += 1
        room = {"files": inside.room.files, "bytes": inside.room.size, "deep": inside.room.deep}
        frames.send(channel, {"seconds": self._document_seconds * 0.9, **room, **more}, file=original)
        until = time.monotonic() + self._document_seconds
        intake = Intake(out_dir, on_page, inside)
        while intake.notes is None:
            patience = until - time.monotonic()
            if "paper" not in more:  # which comes at once, when all of it is done
                patience = min(self._page_seconds, patience)
            intake.take(*frames.receive(channel, limits.MESSAGE_BYTES, limits.VIEW_BYTES, patience))
        return Reading(tuple(intake.pages), self.engine, intake.notes)

    def _started(self) -> socket.socket:
        if self._channel is None:
            ours, theirs = socket.socketpair()
            self._channel = ours
            self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop()
            program = [sys.executable, "-P", "-m", "comitas.documents.conversion", _tessdata()]
            with theirs:
                self._process = start(program, stdin=theirs, stdout=subprocess.DEVNULL, stderr=self._log)
            head, _ = frames.receive(ours, limits.MESSAGE_BYTES, 0, limits.START_SECONDS)
            self.engine = str(head.get("ready", ""))[:300]
        return self._channel

    def _last_words(self) -> str:
        """The end of what the process wrote to standard error, for the operator."""
        if self._log is None:
            return ""
        size = self._log.seek(0, os.SEEK_END)
        self._log.seek(max(0, size - 500))
        return str(self._log.read().decode(errors="replace"))


def _box() -> core.Box:
    """What conversion needs: the language files of tesseract and its own few modules."""
    return core.Box(
        modules=(
            "core/text.py",
            "core/frames.py",
            *(f"documents/{name}" for name in ("__init__.py", "rules", "conversion")),
        ),
        readable=(_tessdata(),),
        memory=limits.MEMORY_BYTES,
        cpu=CPU_SECONDS,
        temporary=limits.TEMPORARY_BYTES,
    )


def _tessdata() -> str:
    return os.environ.get("COMITAS_TESSDATA", TESSDATA)

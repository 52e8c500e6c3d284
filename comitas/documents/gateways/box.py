"""The sealed box in which hostile files are opened, and the keeper of the process in it.

The box is a bubblewrap: no network, no capabilities, namespaces of its own, a read-only view of the interpreter and the program,
a small memory-backed /tmp, nothing writable that outlives it, limits on memory, time and processes. Originals go in as open file
descriptors; pages come out as bounded messages and are checked here. Without a box nothing is converted.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from comitas.core.text import N_
from comitas.documents.conversion import frames
from comitas.documents.gateways import seccomp
from comitas.documents.rules import limits, names
from comitas.documents.rules.content import MEDIA_TYPES, Kind
from comitas.documents.rules.enclosed import Enclosed, Room
from comitas.documents.rules.reading import Malformed, Page, Reading
from comitas.documents.rules.refusals import CODES, Code

TESSDATA = "/usr/share/tesseract-ocr/5/tessdata"
"""Where Debian keeps tesseract's language files; COMITAS_TESSDATA names another place."""

CPU_SECONDS = 4 * limits.DOCUMENT_SECONDS
"""Processor time of one process in the box, over all its documents: a backstop behind the keeper's own clocks."""

LANGUAGES = ("osd", "eng", "fra", "spa", "por", "rus", "ara", "chi_sim")
"""Tesseract's files that reading asks for: without one of them a page in that language would end in a crash."""

NO_BWRAP = N_("The program bwrap is missing. Install the package bubblewrap, then start the worker again.")
NO_PRLIMIT = N_("The program prlimit is missing. Install the package util-linux, then start the worker again.")
NO_LANGUAGES = N_(
    "Language files of tesseract are missing; the log names them. Install them, then start the worker again."
)
NO_BOX = N_(
    "The sealed box cannot be made on this machine; the log says why. Allow user namespaces, then start the worker again."
)
SILENT = N_(
    "The sealed box did not answer within 30 seconds. Look at the machine's load; it is tried again within the hour."
)

OnPage = Callable[[int, int], None]
log = logging.getLogger(__name__)


class Refused(Exception):
    """The document is not converted; `code` has its sentence in `rules.refusals.SENTENCES`."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code


class Crashed(Refused):
    """The process in the box ended, or said what it may not; `detail` is for the operator's log, not for a page."""

    def __init__(self, detail: str) -> None:
        super().__init__("crashed")
        self.detail = detail


class TimedOut(Refused):
    """The process in the box fell silent, or the document used up its time."""

    def __init__(self) -> None:
        super().__init__("timed-out")


@dataclass(slots=True)
class Inside:
    """What is wanted of a document besides its pages: the files in it, as far as there is `room`, each given to `take`.

    `kind` is what the document is in truth, told when it has been read.
    """

    room: Room = field(default_factory=lambda: Room(0, 0))
    take: Callable[[Enclosed], None] = lambda enclosed: None
    kind: Kind | None = None


def command(program: list[str], filter_file: int | None = None) -> list[str]:
    """The command line that runs *program* (absolute path first) in the box, behind the filter in that descriptor."""
    binds = [part for path in _readable() for part in ("--ro-bind", path, path)]
    return [
        *("prlimit", f"--as={limits.MEMORY_BYTES}", f"--cpu={CPU_SECONDS}", "--core=0"),
        *(f"--fsize={limits.TEMPORARY_BYTES}", "--nofile=256", "--"),
        *("bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *(() if filter_file is None else ("--seccomp", str(filter_file))),
        *("--ro-bind", "/usr", "/usr", *_links()),
        *("--proc", "/proc", "--dev", "/dev", "--size", str(limits.TEMPORARY_BYTES), "--tmpfs", "/tmp"),  # noqa: S108 - inside the box, where it is empty and ours
        *binds,
        *("--remount-ro", "/", "--chdir", "/", "--clearenv"),
        *(part for name, value in _environment().items() for part in ("--setenv", name, value)),
        *("--", *program),
    ]


def available() -> str | None:
    """None if documents can be converted here; else the reason, a sentence for the administrator; the log has the details."""
    if shutil.which("bwrap") is None:
        return NO_BWRAP
    if shutil.which("prlimit") is None:
        return NO_PRLIMIT
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
    descriptor = seccomp.filter_file()
    try:
        return subprocess.Popen(
            command(program, descriptor),
            pass_fds=() if descriptor is None else (descriptor,),
            start_new_session=True,
            **streams,
        )
    finally:
        if descriptor is not None:
            os.close(descriptor)


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
        if self._served >= limits.DOCUMENTS_A_PROCESS:
            self.stop()
        try:
            with path_in.open("rb") as original:
                return self._converted(original.fileno(), out_dir, on_page, inside or Inside())
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

    def _converted(self, original: int, out_dir: Path, on_page: OnPage, inside: Inside) -> Reading:
        channel = self._started()
        self._served += 1
        room = {"files": inside.room.files, "bytes": inside.room.size, "deep": inside.room.deep}
        frames.send(channel, {"seconds": self._document_seconds * 0.9, **room}, file=original)
        until = time.monotonic() + self._document_seconds
        intake = _Intake(out_dir, on_page, inside)
        while intake.notes is None:
            patience = min(self._page_seconds, until - time.monotonic())
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


@dataclass(slots=True)
class _Arriving:
    """A file that lay inside, on its way out."""

    name: str
    size: int
    data: bytearray


class _Intake:
    """Takes the messages of one document and believes none of them unchecked."""

    def __init__(self, out_dir: Path, on_page: OnPage, inside: Inside) -> None:
        self._out_dir = out_dir
        self._on_page = on_page
        self._inside = inside
        self._enclosed: _Arriving | None = None
        self._place = 0
        self._bytes = 0
        self.pages: list[Page] = []
        self.notes: tuple[str, ...] | None = None

    def take(self, head: dict[str, Any], blob: bytes) -> None:
        if (self._enclosed is None) != ("part" not in head):
            raise frames.Broken("a file that did not come whole")
        self._bytes += 0 if self._enclosed else len(blob) + len(str(head.get("page", "")))
        if self._bytes > limits.OUTPUT_BYTES:
            raise frames.Broken("more output than one document may have")
        match head:
            case {"enclosed": int(place), "name": str(name), "size": int(size)}:
                self._begin(place, name, size)
            case {"part": int(place)} if place == self._place:
                self._part(blob)
            case {"view": int(number)}:
                self._picture(number, "webp", blob)
            case {"thumbnail": int(number)}:
                self._picture(number, "thumbnail.webp", blob)
            case {"page": page, "total": int(total)}:
                self._page(Page.from_json(page), total)
            case {"done": list(notes), "kind": str(kind)} if kind in MEDIA_TYPES:
                self._inside.kind = kind  # type: ignore[assignment]
                self.notes = tuple(str(note)[:60] for note in notes[:50])
            case {"refused": str(code)} if code in CODES:
                raise Refused(code)
            case _:
                raise frames.Broken("a message that means nothing")

    def _begin(self, place: int, name: str, size: int) -> None:
        """A file that lay inside: in its turn, within what was allowed, under a name that is only a name."""
        room = self._inside.room
        if not self._place < place <= limits.MAIL_PARTS or self.pages or room.deep or room.files < 1:
            raise frames.Broken("a file out of turn")
        if not 0 <= size <= min(room.size, limits.ENCLOSED_FILE_BYTES):
            raise frames.Broken("a file that is too large")
        room.files, room.size = room.files - 1, room.size - size
        self._place, self._enclosed = place, _Arriving(names.cleaned(name), size, bytearray())
        self._whole()

    def _part(self, blob: bytes) -> None:
        if self._enclosed is None or not blob or len(self._enclosed.data) + len(blob) > self._enclosed.size:
            raise frames.Broken("more of a file than was announced")
        self._enclosed.data += blob
        self._whole()

    def _whole(self) -> None:
        """Hand the file on once all of it is here."""
        held = self._enclosed
        if held and len(held.data) == held.size:
            self._enclosed = None
            self._inside.take(Enclosed(self._place, held.name, bytes(held.data)))

    def _picture(self, number: int, ending: str, blob: bytes) -> None:
        """Only WebP, only under our own names, only for the page that is due."""
        if number <= len(self.pages) or number > limits.PAGES_READ or blob[:4] != b"RIFF" or blob[8:12] != b"WEBP":
            raise frames.Broken("a picture that is none")
        (self._out_dir / f"page-{number:04}.{ending}").write_bytes(blob)

    def _page(self, page: Page, total: int) -> None:
        last = self.pages[-1].number if self.pages else 0
        if not last < page.number <= total <= limits.PAGES_READ:
            raise frames.Broken("a page out of turn")
        self.pages.append(page)
        self._on_page(page.number, total)


def _readable() -> list[str]:
    """What the program needs besides /usr: the interpreter's environment and real prefix, and its own few modules."""
    package = Path(__file__).resolve().parents[2]
    ours = [package / "__init__.py", package / "core" / "__init__.py", package / "core" / "text.py"]
    ours += [package / "documents" / name for name in ("__init__.py", "rules", "conversion")]
    prefixes = {
        sys.prefix,
        sys.base_prefix,
        sysconfig.get_path("purelib"),
        str(Path(sys.executable).parent),
        _tessdata(),
    }
    outside = sorted(path for path in prefixes if path != "/usr" and not path.startswith("/usr/"))
    roots = [path for path in outside if not any(path != other and path.startswith(other + "/") for other in outside)]
    return [*roots, *(str(path) for path in ours)]


def _links() -> list[str]:
    """/lib and its like, as this system has them: links into /usr, or directories; and which fonts there are."""
    parts: list[str] = []
    for name in ("bin", "lib", "lib64"):
        path = Path("/", name)
        if path.is_symlink():
            parts += ["--symlink", os.readlink(path), str(path)]
        elif path.exists():
            parts += ["--ro-bind", str(path), str(path)]
    for name in ("/etc/ld.so.cache", "/etc/fonts", "/var/cache/fontconfig"):
        parts += ["--ro-bind-try", name, name]
    return parts


def _environment() -> dict[str, str]:
    package = Path(__file__).resolve().parents[3]
    return {
        "PATH": "/usr/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(package),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TMPDIR": "/tmp",  # noqa: S108 - inside the box
    }


def _tessdata() -> str:
    return os.environ.get("COMITAS_TESSDATA", TESSDATA)

"""A watched folder on this machine. Every name is reached from an open folder, one step at a time, and no link is followed."""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from comitas.intake.gateways.unwell import Unwell
from comitas.intake.rules.dropped import Mark, is_ignored
from comitas.intake.rules.sources import REFUSED, TAKEN

MOST_LISTED = 10_000  # names looked at in one look
PIECE = 1024 * 1024
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_BARRED = (errno.EACCES, errno.EPERM, errno.EROFS)


class NotTaken(Exception):
    """One thing cannot be taken; `reason` is a code of `rules.sources.REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Busy(Exception):
    """The file is being written, or changed under our eyes: it waits."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in the folder and what it stands for."""

    name: str
    mark: Mark
    mode: int
    links: int

    @property
    def changed(self) -> datetime:
        return datetime.fromtimestamp(self.mark.changed_ns / 1e9, UTC)


@dataclass(slots=True)
class Opened:
    """A file that is open for reading; `entry` is what it was when it was opened."""

    descriptor: int
    entry: Entry

    def pieces(self) -> Iterator[bytes]:
        """Its bytes from the beginning, as many as it had. `Busy` when it changed meanwhile."""
        offset = 0
        while piece := os.pread(self.descriptor, PIECE, offset):
            yield piece
            offset += len(piece)
            if offset > self.entry.mark.size:
                raise Busy(self.entry.name)
        self.check()

    def check(self) -> None:
        if _mark(os.fstat(self.descriptor)) != self.entry.mark:
            raise Busy(self.entry.name)


@dataclass(slots=True)
class Folder:
    """A watched folder with the two inside it, all three open."""

    here: int
    taken: int
    refused: int

    def entries(self) -> list[Entry]:
        """What lies here and is nobody's temporary file, the oldest first. Folders are passed over."""
        found = []
        with os.scandir(self.here) as listed:
            for number, each in enumerate(listed):
                if number >= MOST_LISTED:
                    break
                if not is_ignored(each.name):
                    found += self._entry(each.name)
        return sorted(found, key=lambda entry: (entry.mark.changed_ns, entry.name))

    def _entry(self, name: str) -> list[Entry]:
        try:
            about = os.stat(name, dir_fd=self.here, follow_symlinks=False)
        except FileNotFoundError:
            return []
        return [] if stat.S_ISDIR(about.st_mode) else [Entry(name, _mark(about), about.st_mode, about.st_nlink)]

    @contextmanager
    def opened(self, entry: Entry) -> Iterator[Opened]:
        """The file of *entry*. `NotTaken` for what is no plain file of its own; `Busy` while somebody writes it or it changed."""
        if stat.S_ISLNK(entry.mode):
            raise NotTaken("link")
        if not stat.S_ISREG(entry.mode):
            raise NotTaken("no-file")
        with _told_as_trouble():
            try:
                descriptor = os.open(entry.name, _FILE, dir_fd=self.here)
            except OSError as error:
                if error.errno in (errno.ENOENT, errno.ELOOP, errno.ENXIO):
                    raise Busy(entry.name) from error
                raise
        try:
            about = os.fstat(descriptor)
            if _mark(about) != entry.mark or not stat.S_ISREG(about.st_mode):
                raise Busy(entry.name)
            if about.st_nlink != 1:
                raise NotTaken("hard-link")
            if _is_written(descriptor):
                raise Busy(entry.name)
            yield Opened(descriptor, entry)
        finally:
            os.close(descriptor)

    def put_away(self, opened: Opened, name: str) -> None:
        """Move a file that was taken to "taken" as *name*. `Busy` when it is not the one that was taken any more: then it stays."""
        entry = opened.entry
        self._check_place(opened)
        with _told_as_trouble("not-moved", TAKEN):
            os.rename(entry.name, name, src_dir_fd=self.here, dst_dir_fd=self.taken)
            if (
                _mark(os.fstat(opened.descriptor)) != entry.mark
            ):  # somebody went on writing: it is another file now, and taken again
                os.rename(name, entry.name, src_dir_fd=self.taken, dst_dir_fd=self.here)
                raise Busy(entry.name)
            self._flush(self.taken)

    def remove(self, opened: Opened) -> None:
        """Remove a file that was taken. `Busy` when it is not the one that was taken any more."""
        self._check_place(opened)
        with _told_as_trouble("not-moved", TAKEN):
            os.unlink(opened.entry.name, dir_fd=self.here)
            self._flush(self.here)

    def refuse(self, entry: Entry, note_name: str, note: str) -> None:
        """Move what cannot be taken to "refused", with a note that says why. What is there under the name already is kept."""
        with _told_as_trouble("not-moved", REFUSED):
            name = self._free(entry.name)
            written = note_name if name == entry.name else name[:200] + ".txt"
            descriptor = os.open(
                written,
                os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC,
                0o640,
                dir_fd=self.refused,
            )
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(note + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.rename(entry.name, name, src_dir_fd=self.here, dst_dir_fd=self.refused)
            self._flush(self.refused)

    def _free(self, name: str) -> str:
        for number in range(1_000):
            tried = name if not number else f"{number}-{name[:200]}"
            try:
                os.stat(tried, dir_fd=self.refused, follow_symlinks=False)
            except FileNotFoundError:
                return tried
        raise Unwell("not-moved", folder=REFUSED)

    def _check_place(self, opened: Opened) -> None:
        found = self._entry(opened.entry.name)
        if not found or found[0].mark != opened.entry.mark:
            raise Busy(opened.entry.name)

    def _flush(self, folder: int) -> None:
        for descriptor in {folder, self.here}:
            os.fsync(descriptor)


@contextmanager
def watched(base: Path, name: str, make: bool) -> Iterator[Folder]:
    """The folder *name* under *base*. *make*: it may be made, because it was never looked into. `Unwell` where it cannot be watched."""
    with ExitStack() as stack:
        try:
            above = os.open(base, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise Unwell("no-base", base=str(base)) from error
        stack.callback(os.close, above)
        for part in name.split("/"):
            above = _step(stack, above, part, make)
        taken, refused = (_step(stack, above, part, True) for part in (TAKEN, REFUSED))
        yield Folder(above, taken, refused)


def _step(stack: ExitStack, above: int, name: str, make: bool) -> int:
    with _told_as_trouble():
        try:
            found = os.open(name, _FOLDER, dir_fd=above)
        except FileNotFoundError:
            if not make:
                raise
            os.mkdir(name, 0o770, dir_fd=above)
            found = os.open(name, _FOLDER, dir_fd=above)
    stack.callback(os.close, found)
    return found


@contextmanager
def _told_as_trouble(otherwise: str = "", folder: str = "") -> Iterator[None]:
    """What the system says as what an administrator can do about it."""
    try:
        yield
    except OSError as error:
        figures: dict[str, Any] = {"folder": folder} if folder else {}
        if error.errno == errno.ENOENT and not otherwise:
            raise Unwell("no-folder") from error
        if error.errno in (errno.ELOOP, errno.ENOTDIR) and not otherwise:
            raise Unwell("not-a-folder") from error
        if otherwise:
            raise Unwell(otherwise, **figures) from error
        raise Unwell("not-allowed") from error


def _mark(about: os.stat_result) -> Mark:
    return Mark(about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns)


def _is_written(descriptor: int) -> bool:
    """Whether some program of this machine has the file open for writing. Unknown (another's file, a share) counts as no."""
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False

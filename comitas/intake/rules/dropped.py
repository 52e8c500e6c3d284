"""Files in a watched folder: which are nobody's letters, and which are not finished yet."""

import re
from dataclasses import dataclass, field
from uuid import UUID, uuid5

QUIET_SECONDS = 8.0
"""A file that has not changed for so long, over two looks or more, is whole: scanners write a page a second, and to the end."""
EMPTY_SECONDS = 600.0
"""An empty file is one that somebody has only begun, until it has been empty for so long."""
LONGEST_NAME = 255  # bytes, of one name on a file system

_ENDINGS = (".part", ".partial", ".filepart", ".crdownload", ".tmp", ".temp", ".swp", "~")
_STRAYS = frozenset({"thumbs.db", "desktop.ini"})


def is_ignored(name: str) -> bool:
    """Whether a name says that the file is hidden, temporary, or made by a system for itself."""
    folded = name.casefold()
    return folded.startswith((".", "~")) or folded.endswith(_ENDINGS) or folded in _STRAYS


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells one file from another, and from what it was before: its place on the disk, its size, its last change."""

    device: int
    inode: int
    size: int
    changed_ns: int


@dataclass(slots=True)
class Watch:
    """What was seen of the files of one folder, look after look. Only in memory: forgotten, one waits a look longer."""

    seen: dict[str, tuple[Mark, float]] = field(default_factory=dict)

    def is_whole(self, name: str, mark: Mark, now: float, quiet: float = QUIET_SECONDS) -> bool:
        """Whether the file has been as it is for long enough. *now*: seconds on a clock that never goes back."""
        known = self.seen.get(name)
        if known is None or known[0] != mark:
            self.seen[name] = (mark, now)
            return False
        return now - known[1] >= (quiet if mark.size else max(quiet, EMPTY_SECONDS if quiet else 0))

    def forget(self, names: set[str]) -> None:
        """Keep only what is known of *names*: the others are gone."""
        self.seen = {name: known for name, known in self.seen.items() if name in names}


def once(source: UUID, name: str, mark: Mark, sha256: bytes) -> UUID:
    """The mark of the arrival that a file becomes: the same file found again, after a crash, is the same arrival.

    The same letter dropped again is another one: its time of change differs. The inode is left out: shares give out new ones.
    """
    spelt = name.encode("utf-8", "surrogateescape").hex()
    return uuid5(source, f"file:{sha256.hex()}:{mark.size}:{mark.changed_ns}:{spelt}")


def once_of_mail(source: UUID, own: str, sha256: bytes) -> UUID:
    """The same for a message: the same bytes under the same identifier are one message, under whatever number a server lists it."""
    return uuid5(source, f"mail:{sha256.hex()}:{own.encode('utf-8', 'surrogateescape').hex()}")


def kept_name(number: str, name: str) -> str:
    """The name of a file among those that were taken: A-2026-0412 letter.pdf, cut where no file system would take it."""
    return _cut(f"{number} {name}", LONGEST_NAME)


def mail_name(subject: str) -> str:
    """The name under which a message is kept: its subject."""
    plain = re.sub(r"[/\\:]+", "-", subject).strip(" -.")[:100]
    return f"{plain or 'message'}.eml"


def note_name(name: str) -> str:
    """The name of the note beside a file that was refused."""
    return _cut(name, LONGEST_NAME - len(".txt")) + ".txt"


def _cut(name: str, longest: int) -> str:
    raw = name.encode("utf-8", "surrogateescape")
    if len(raw) <= longest:
        return name
    stem, dot, ending = raw.rpartition(b".")
    if not stem or len(ending) > 10:
        return raw[:longest].decode("utf-8", "ignore")
    return (stem[: longest - len(ending) - 1].decode("utf-8", "ignore")) + (dot + ending).decode(
        "utf-8", "surrogateescape"
    )

"""Word files, pictures and pages of others: what the workshop makes of them, in the sealed box. Nothing is changed, nothing kept."""

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from comitas.cases.rules.words import Sentence
from comitas.core import box
from comitas.core.boxed import Boxed, Failed, NotStarted
from comitas.core.refusals import Invalid
from comitas.drafting.rules import letterhead, printing, word
from comitas.drafting.rules.wording import Fault

log = logging.getLogger(__name__)
OFFICE = Path("/usr/lib/libreoffice/program/libmergedlo.so")
BIND_SECONDS = 600.0
MEMORY, TEMPORARY = 3_000 * box.MEGA, 96 * box.MEGA
MODULES = (
    *("core/text.py", "core/frames.py", "core/box.py", "core/boxed.py", "core/seccomp.py"),
    *("cases/__init__.py", "cases/rules"),
    *("drafting/__init__.py", "drafting/rules", "drafting/workshop"),
)


class NotTaken(Invalid):
    """The workshop does not take this file: its sentence stands at the field `file`."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__({"file": gettext(sentence)})
        self.code = code


def office_there() -> bool:
    """Whether PDFs can be made of Word files on this machine."""
    return OFFICE.exists() and _no_box() is None


def emblem(data: bytes) -> bytes:
    """A picture drawn anew as PNG. Raises `NotTaken`."""
    if len(data) > letterhead.EMBLEM_BYTES:
        raise NotTaken("too-large", word.EMBLEM_WHY["too-large"])
    return _asked({"do": "emblem"}, data, most=8 * box.MEGA, why=word.EMBLEM_WHY)[1]


def word_faults(data: bytes, kind: str) -> tuple[Fault, ...]:
    """What is wrong with a Word template of *kind*, tried on an invented case and on an empty one. Raises `NotTaken`."""
    if len(data) > word.TEMPLATE_BYTES:
        raise NotTaken("too-large", word.WHY["too-large"])
    found = _asked({"do": "check", "kind": kind}, data)[0].get("faults", [])
    return tuple(Fault(int(line), Sentence(str(text), dict(values))) for line, text, values in found)


@dataclass(frozen=True, slots=True)
class Written:
    """A Word letter: the file and its text; `body` and `edges`: its paragraphs, and those of its headers and footers."""

    data: bytes
    text: str
    body: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    """What could not be carried into it: what stood there when it was filled, and what should stand there now."""


def word_filled(data: bytes, kind: str, facts: dict[str, Any]) -> Written:
    """The letter that comes of a Word template. Raises `NotTaken`."""
    head, made = _asked({"do": "fill", "kind": kind, "facts": facts}, data, most=word.LETTER_BYTES * 2)
    return Written(made, str(head.get("text", "")), tuple(head.get("body", ())), tuple(head.get("edges", ())))


def word_carried(mine: bytes, fresh: bytes, body: list[str], edges: list[str]) -> Written:
    """*mine* with what *fresh* says otherwise than what was filled in: *body* and *edges*. Raises `NotTaken`."""
    asked = {"do": "carry", "sizes": [len(mine), len(fresh)], "body": body, "edges": edges}
    head, made = _asked(asked, mine + fresh, most=word.LETTER_BYTES * 2)
    return Written(made, str(head.get("text", "")), left=tuple((str(a), str(b)) for a, b in head.get("left", ())))


def word_starter(direction: str, picture: bytes = b"") -> bytes:
    """A Word template to begin with. Raises `NotTaken`."""
    return _asked({"do": "starter", "direction": direction, "emblem": picture.hex()}, b"", most=word.LETTER_BYTES)[1]


def word_text(data: bytes) -> str:
    """The text of a Word letter that an officer sends back. Raises `NotTaken`."""
    if len(data) > word.LETTER_BYTES:
        raise NotTaken("too-large", word.WHY["too-large"])
    return str(_asked({"do": "text"}, data)[0].get("text", ""))


def word_pdf(data: bytes, marks: dict[str, str], banner: str = "") -> bytes:
    """The PDF/A of a Word letter, with *marks* written into it. Raises `NotTaken`."""
    if not OFFICE.exists():
        raise NotTaken("no-office", word.WHY["no-office"])
    head = {"do": "pdf", "marks": marks, "banner": banner}
    return _asked(head, data, seconds=word.OFFICE_SECONDS, most=word.PDF_BYTES)[1]


class Binder:
    """Puts the pages of one case together, in a process of its own: nothing of another case was ever in it."""

    def __init__(self) -> None:
        self._boxed = Boxed("comitas.drafting.workshop", workbox)

    def __enter__(self) -> "Binder":
        return self

    def __exit__(self, *_error: object) -> None:
        self._boxed.stop()

    def of_pdf(self, data: bytes, most: int) -> tuple[bytes, int, bool]:
        """The pages of a PDF and nothing else of it, and whether they had to be drawn as pictures. Raises `NotTaken`."""
        head, made = self._asked({"do": "pages", "most": most}, data)
        return made, int(head.get("pages", 0)), bool(head.get("drawn"))

    def of_pictures(self, pictures: list[bytes]) -> tuple[bytes, int]:
        """A page for each picture. Raises `NotTaken`."""
        head, made = self._asked({"do": "pictures", "sizes": [len(one) for one in pictures]}, b"".join(pictures))
        return made, int(head.get("pages", 0))

    def bound(
        self, pieces: list[bytes], strips: list[bytes], marks: list[tuple[int, str, int]], title: str, language: str
    ) -> tuple[bytes, bool]:
        """One file of all pieces with a strip under each page and an outline; whether it is PDF/A-2b. Raises `NotTaken`."""
        every = [*pieces, *strips]
        about = {"marks": marks, "title": title, "language": language}
        head = {"do": "bind", "sizes": [len(one) for one in every], "stamps": len(strips), **about}
        said, made = self._asked(head, b"".join(every))
        return made, bool(said.get("archival"))

    def _asked(self, head: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
        return _asked(head, data, seconds=BIND_SECONDS, most=printing.MOST_BYTES + 50 * box.MEGA, of=self._boxed)


def _asked(
    head: dict[str, Any],
    data: bytes,
    *,
    of: Boxed | None = None,
    seconds: float = word.SECONDS,
    most: int = 0,
    why: dict[str, str] = word.WHY,
) -> tuple[dict[str, Any], bytes]:
    if _no_box() is not None:
        raise NotTaken("no-box", word.WHY["no-box"])
    try:
        found, made = (of or _workshop()).ask(head, data, seconds=seconds, most=most)
    except Failed as failed:
        log.warning("The workshop stopped at “%s”: %s", head["do"], failed)
        code = "slow" if str(failed).startswith("TimeoutError") else "failed"
        code = "no-box" if isinstance(failed, NotStarted) else code
        raise NotTaken(code, word.WHY[code]) from failed
    if "refused" in found:
        code = str(found["refused"])
        raise NotTaken(code, why.get(code, why["damaged"]))
    return found, made


def workbox() -> box.Box:
    """The box of the workshop: LibreOffice's settings are seen where there are any."""
    places = tuple(place for place in ("/etc/libreoffice",) if Path(place).exists())
    return box.Box(
        modules=MODULES,
        readable=places,
        environment={"HOME": "/tmp", "SAL_USE_VCLPLUGIN": "svp"},  # noqa: S108 - inside the box
        memory=MEMORY,
        cpu=3_600,
        temporary=TEMPORARY,
    )


@cache
def _workshop() -> Boxed:
    return Boxed("comitas.drafting.workshop", workbox)


@cache
def _no_box() -> str | None:
    return box.lacking()

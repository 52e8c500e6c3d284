"""Which rules a letter may cite: only those that bind every part it is about.

UNCAC 46(23), (24) and (26) stand among paragraphs 9-29, which apply as 46(7) says; 55(8) binds measures taken under chapter V.
An order under Directive 2014/41/EU has no code of its own among the bases: it is known by the directive's number in what was
cited. EIO 12(5) speaks of the decision to recognise, 12(6) of the execution.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from comitas.cases.rules.facts import Standing, paragraphs_9_29

EIO = "2014/41"
CHAPTER_V = ("j", "k")
UNDECIDED = ("received", "examining", "information-requested")
"""States in which it is not decided yet whether the assistance is given."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the rules look at: the bases with what was cited of each, state and measure."""

    bases: tuple[Standing, ...]
    cited: tuple[str, ...]
    state: str
    measure: str


@dataclass(frozen=True, slots=True)
class Law:
    """What binds every part named. `paragraphs`: UNCAC 46(9)-(29). `recognition`: no part is decided yet, so EIO 12(5)."""

    paragraphs: bool = False
    ecma: bool = False
    ece: bool = False
    uncac_44: bool = False
    eio: bool = False
    recognition: bool = False
    chapter_v: bool = False


def law(parts: Iterable[Part]) -> Law:
    """What binds all of *parts*; nothing where there is none."""
    named = tuple(parts)
    if not named:
        return Law()
    return Law(
        paragraphs=all(paragraphs_9_29(part.bases) for part in named),
        ecma=all("ecma" in _codes(part) for part in named),
        ece=all("ece" in _codes(part) for part in named),
        uncac_44=all("uncac-44" in _codes(part) for part in named),
        eio=all(any(EIO in text for text in part.cited) for part in named),
        recognition=all(part.state in UNDECIDED for part in named),
        chapter_v=all(_under_chapter_v(part) for part in named),
    )


def _codes(part: Part) -> set[str]:
    return {basis.code for basis in part.bases}


def _under_chapter_v(part: Part) -> bool:
    """Article 55 itself, or the measures of 46(3)(j) and (k), which point to chapter V."""
    codes = _codes(part)
    return "uncac-55" in codes or ("uncac-46" in codes and part.measure in CHAPTER_V)

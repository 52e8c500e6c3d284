"""A letter ready to be printed: everything that stands on the paper, and nothing that must be looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter. `language` is its code. `day` is the date in words, after its place; empty texts and tuples are left out.

    `letterhead`: authority, then address and reachability, line by line; `emblem`: a PNG. `references`: label and value. `draft`
    is said on every page until the letter is approved; `signed_by` is empty until then. `words`: the few words of the form.
    """

    language: str
    kind: str
    number: str
    letterhead: tuple[str, ...]
    day: str
    to: tuple[str, ...]
    references: tuple[tuple[str, str], ...]
    subject: str
    salutation: str
    paragraphs: tuple[str, ...]
    conditions: tuple[str, ...]
    closing: str
    signed_by: str
    signed_for: str
    signature: tuple[str, ...]
    enclosures: tuple[str, ...]
    confidential: bool
    draft: bool
    emblem: bytes = b""
    foot: tuple[str, ...] = ()
    direction: str = "ltr"
    words: Mapping[str, str] = field(default_factory=dict)


def paragraphs(text: str) -> tuple[str, ...]:
    """What was typed, as paragraphs: parted by a blank line, line breaks inside kept."""
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    blocks = "\n".join(lines).split("\n\n")
    return tuple(block.strip("\n") for block in blocks if block.strip())


def unsaid(conditions: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Those of *conditions* that do not stand in *text*, whatever the blanks and line breaks."""
    said = _bare(text)
    return tuple(one for one in conditions if _bare(one) not in said)


def _bare(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").casefold()

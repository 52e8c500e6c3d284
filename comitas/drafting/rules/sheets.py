"""A letter ready to be printed: everything that stands on the paper, and nothing that must be looked up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter. `language` is "en" or "fr". `day` is the date in words; empty texts and tuples are left out.

    `letterhead`: authority, then address and reachability, line by line. `references`: label and value. `draft` is said on
    every page until the letter is approved; `signed_by` is empty until then.
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
    enclosures: tuple[str, ...]
    confidential: bool
    draft: bool


def paragraphs(text: str) -> tuple[str, ...]:
    """What was typed, as paragraphs: parted by a blank line, line breaks inside kept."""
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    blocks = "\n".join(lines).split("\n\n")
    return tuple(block.strip("\n") for block in blocks if block.strip())

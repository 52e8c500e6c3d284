"""A request of ours ready to be put on paper: everything that stands on it, in the order that practitioners expect.

The order is that of the model requests of the United Nations and of the Council of Europe: who asks, why at once, on what basis, who
conducts what, facts, offences, persons, what is asked and why, how, by when, on which undertaking, and whom to ask.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from comitas.drafting.rules.kinds import BLANK


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the document: the lead, pairs, paragraphs, a list, then what stands under it."""

    heading: str
    lead: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    under: tuple["Section", ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.lead or self.pairs or self.texts or self.items or self.under)


@dataclass(frozen=True, slots=True)
class RequestSheet:
    """`language` is "en" or "fr"; `marks`: urgency and confidentiality as they are printed above the text. Empty things are left out.

    `emblem`: PNG, b"" where the authority has none. `draft_word` is printed on every page until somebody signs.
    """

    language: str
    number: str
    letterhead: tuple[str, ...]
    marks: tuple[str, ...]
    to: tuple[str, ...]
    day: str
    references: tuple[tuple[str, str], ...]
    subject: str
    salutation: str
    opening: str
    sections: tuple[Section, ...]
    closing: str
    signed_for: str
    signature: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    draft_word: str = ""
    emblem: bytes = b""
    signed_by: str = ""
    draft: bool = True


def numbered(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Those that say something, with their numbers; what stands under them is numbered 6.1, 6.2."""
    said = (section for section in sections if not section.empty)
    return tuple(_numbered(section, f"{place}.") for place, section in enumerate(said, 1))


def _numbered(section: Section, number: str) -> Section:
    under = tuple(_numbered(one, f"{number}{place}") for place, one in enumerate(section.under, 1))
    return replace(section, heading=f"{number} {section.heading}", under=under)


def blanks(sheet: RequestSheet) -> tuple[str, ...]:
    """The headings under which a blank still stands; "" for one above the first heading. No request leaves with one."""
    found = [] if BLANK not in "".join((*sheet.to, sheet.subject)) else [""]
    return (*found, *(section.heading for section in sheet.sections if any(BLANK in text for text in _texts(section))))


def _texts(section: Section) -> Iterator[str]:
    yield from (value for _label, value in section.pairs)
    yield from (*section.lead, *section.texts, *section.items, section.heading)
    for one in section.under:
        yield from _texts(one)

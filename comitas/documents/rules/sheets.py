"""Sheets: pages of originals, chosen, put in an order and turned. The originals stay as they are; a recipe says what was made of them.

A scan is not a letter: a registry puts a morning's post through the scanner at once, a letter is photographed page by page, a page lies
upside down.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from comitas.core.text import N_

Turn = Literal[0, 90, 180, 270]
RECIPE = "recipe.json"
"""The member of a job that says what is wanted; the others are the originals."""
MOST_SHEETS = 300
"""Pages in one form, and in one letter: what is read of one document."""
MOST_LETTERS = 100
"""Letters in one scan: a feeder takes 50 to 100 sheets."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a document, turned clockwise. `document` is an id as text; pages count from 1."""

    document: str
    page: int
    turn: Turn = 0

    def to_json(self) -> list[Any]:
        return [self.document, self.page, self.turn]

    @classmethod
    def from_json(cls, value: Sequence[Any]) -> "Sheet":
        document, page, turn = value
        return cls(str(document), int(page), turn_of(turn))


@dataclass(frozen=True, slots=True)
class Laid:
    """What the registrar says of one page: to which letter it belongs (0: to none), at which place, and how it is turned."""

    sheet: Sheet
    letter: int
    place: int


class Wrong(ValueError):
    """This cannot be made; the message says why, to be translated."""


def turn_of(value: object) -> Turn:
    """A quarter turn; `Wrong` for anything else."""
    if isinstance(value, bool) or value not in get_args(Turn):
        raise Wrong(N_("A page is turned by quarters."))
    return cast(Turn, value)


def letters(laid: Iterable[Laid]) -> list[tuple[Sheet, ...]]:
    """The letters in their order, each with its pages in theirs; pages of equal place stand as they stood. `Wrong` where there is none."""
    by_letter: dict[int, list[Laid]] = {}
    for one in laid:
        if one.letter:
            by_letter.setdefault(one.letter, []).append(one)
    if not by_letter:
        raise Wrong(N_("Give at least one page the number of a letter."))
    if len(by_letter) > MOST_LETTERS:
        raise Wrong(N_("A scan may be divided into up to 100 letters. Divide it in two steps."))
    if any(len(pages) > MOST_SHEETS for pages in by_letter.values()):
        raise Wrong(N_("A letter may have up to 300 pages here."))
    return [
        tuple(one.sheet for one in sorted(by_letter[number], key=lambda one: one.place)) for number in sorted(by_letter)
    ]


def unchanged(made: Sequence[tuple[Sheet, ...]], before: Sequence[Sheet]) -> bool:
    """Whether nothing was divided, moved, turned or left out."""
    return len(made) == 1 and tuple(made[0]) == tuple(before)

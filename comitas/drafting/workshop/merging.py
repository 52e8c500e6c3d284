"""What changed of a letter carried into its Word file: of the paragraphs that were filled in, those that now read otherwise are
exchanged, and what somebody wrote or changed in Word stays as it is (a merge of three, with what was filled in as the common origin)."""

import io
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, BinaryIO

import docx

from comitas.drafting.workshop import package, texts
from comitas.drafting.workshop.refused import Refusal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Paragraph = Any
Left = tuple[str, str]
"""What could not be carried over: what was filled in before, and what should stand there now."""


@dataclass(frozen=True, slots=True)
class Story:
    """The paragraphs of a file's body, and the words of its headers and footers."""

    body: tuple[str, ...]
    edges: tuple[str, ...]


def story(file: BinaryIO) -> Story:
    """What stands in a file that was just filled."""
    opened = docx.Document(io.BytesIO(file.read()))
    return Story(tuple(_words(one) for one in _paragraphs(opened)), _edges(opened))


def carried(mine: BinaryIO, theirs: BinaryIO, origin: Story) -> tuple[bytes, list[Left]]:
    """*mine*, the file as it came from Word, with what *theirs*, filled anew, says otherwise than *origin*. Raises `Refusal`."""
    for file in (mine, theirs):
        package.checked(file, clean=True)
    try:
        changed, fresh = docx.Document(mine), docx.Document(theirs)
    except Exception as error:  # python-docx raises almost anything on a broken file
        raise Refusal("damaged") from error
    left = _Merge(list(_paragraphs(changed)), list(_paragraphs(fresh)), origin.body).done()
    edges = _edges(fresh)
    if edges != origin.edges and edges != _edges(changed):
        left.append(("\n".join(origin.edges), "\n".join(edges)))
    kept = io.BytesIO()
    changed.save(kept)
    return kept.getvalue(), left


class _Merge:
    """Paragraph by paragraph: where each of the origin now stands in the changed file, and what is to become of it."""

    def __init__(self, mine: list[Paragraph], theirs: list[Paragraph], origin: tuple[str, ...]) -> None:
        self.mine, self.theirs, self.origin = mine, theirs, origin
        self.place: dict[int, Paragraph] = {}
        self.position: dict[int, int] = {}
        blocks = SequenceMatcher(None, origin, [_words(one) for one in mine], autojunk=False).get_matching_blocks()
        for start, at, size in blocks:
            for step in range(size):
                self.place[start + step], self.position[start + step] = mine[at + step], at + step

    def done(self) -> list[Left]:
        left: list[Left] = []
        said = [_words(one) for one in self.theirs]
        there = {_words(one) for one in self.mine} - set(self.origin)  # the same words, written by both
        for same, a, b, c, d in SequenceMatcher(None, self.origin, said, autojunk=False).get_opcodes():
            if same == "equal" or (c < d and all(words in there for words in said[c:d])):
                continue
            if not self._carry(a, b, c, d):
                left.append(("\n".join(self.origin[a:b]), "\n".join(said[c:d])))
        return left

    def _carry(self, a: int, b: int, c: int, d: int) -> bool:
        """Put paragraphs *c* to *d* of theirs where *a* to *b* of the origin stand, if nobody changed those; whether it was done."""
        old, new = [self.place[at] for at in range(a, b) if at in self.place], self.theirs[c:d]
        if len(old) < b - a or not self._together(a, b) or any(_related(one) for one in new):
            return False
        if len(old) == len(new):
            for before, after in zip(old, new, strict=True):
                before.getparent().replace(before, deepcopy(after))
            return True
        if len({id(one.getparent()) for one in old}) > 1 or len({id(one.getparent()) for one in new}) > 1:
            return False
        return self._put(old, new, a, c) and _take_out(old)

    def _together(self, a: int, b: int) -> bool:
        places = [self.position[at] for at in range(a, b)]
        return places == list(range(places[0], places[0] + len(places))) if places else True

    def _put(self, old: list[Paragraph], new: list[Paragraph], a: int, c: int) -> bool:
        """Set *new* before the first of *old*, or beside the neighbour that they have in the same frame of their own file."""
        if not new:
            return True
        if old:
            for one in new:
                old[0].addprevious(deepcopy(one))
            return True
        before = self.place.get(a - 1)
        if before is not None and c and self.theirs[c - 1].getparent() is new[0].getparent():
            for one in reversed(new):
                before.addnext(deepcopy(one))
            return True
        after, following = self.place.get(a), c + len(new)
        if (
            after is not None
            and following < len(self.theirs)
            and self.theirs[following].getparent() is new[0].getparent()
        ):
            for one in new:
                after.addprevious(deepcopy(one))
            return True
        return False


def _take_out(old: list[Paragraph]) -> bool:
    for one in old:
        frame = one.getparent()
        if one.find(f"{_W}pPr/{_W}sectPr") is not None or len(frame.findall(f"{_W}p")) < 2:
            for run in one.findall(f"{_W}r"):  # a cell must have a paragraph, and a section ends in one
                one.remove(run)
        else:
            frame.remove(one)
    return True


def _paragraphs(opened: Any) -> Iterator[Paragraph]:
    """Those of the body; of what floats in one, none: it goes where its paragraph goes."""
    for one in opened.element.body.iter(f"{_W}p"):
        if next(one.iterancestors(f"{_W}p"), None) is None:
            yield one


def _words(paragraph: Paragraph) -> str:
    return " ".join(texts.said(paragraph).split())


def _edges(opened: Any) -> tuple[str, ...]:
    _body, *edges = texts.stories(opened)
    found = (_words(one) for edge in edges for one in edge.iter(f"{_W}p"))
    return tuple(words for words in found if words)


def _related(paragraph: Paragraph) -> bool:
    """Whether it shows something that lies in its own file alone, such as a picture."""
    return any(name.startswith(_RELATED) for each in paragraph.iter() for name in each.attrib)

"""One page of a reading, laid out for the rules: folded running text with the way back to page, line and letters."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from comitas.documents.rules.reading import Line, Page
from comitas.intake.rules.folding import fold, fold_letter
from comitas.intake.rules.proposal import CHECK, READ_TWICE, SURE, TWO_READINGS, Proposal, Value

# A letter's substance stands in its first pages; annexes of hundreds of pages must not make the officer wait.
MAX_LINES = 160
MAX_LINE_LETTERS = 3000
MAX_PAGE_LETTERS = 12_000
# Below this the engine itself guessed.
WEAK_LINE = 0.80

_CJK = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
# The mark of an item of a list, in folded text: "(a)", "2.", "1.o", "-", "三,", "(一)", "primero:", "اولا:".
LIST_MARK = re.compile(
    r"\(?[a-zа-я]\)|\(?\d{1,2}(?:\.[oa]|[).\-](?!\d))|[ivx]{1,4}\)|[-•*]|\(?[一二三四五六七八九十]{1,2}[,.)]"
    r"|(?:primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sext[oa]|first(?:ly)?|second(?:ly)?|third(?:ly)?|во-первых"
    r"|во-вторых|اولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|第[一二三四五六七八九十])[:.,\-]"
)
CELL = "\t"


@dataclass(frozen=True)
class Mark:
    """A doubt of the page in offsets of the page's text."""

    start: int
    end: int
    other: str


@dataclass(frozen=True)
class Sheet:
    """`text` is folded, `plain` keeps capitals and accents; both have the same offsets, and `places` leads to `raw`.

    In both a line feed ends a paragraph, a tabulator divides neighbours on one row, and a blank stands where a line runs on.
    """

    page: int
    raw: str
    starts: tuple[int, ...]
    text: str
    plain: str
    places: tuple[int, ...]
    marks: tuple[Mark, ...]
    weak: frozenset[int]
    hard: bool

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in `raw` of a stretch of folded text, outer blanks cut off."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            return (0, 0)
        return self.places[start], self.places[end - 1] + 1

    def line_of(self, place: int) -> int:
        """The line in which an offset of `raw` stands."""
        return bisect_right(self.starts, place) - 1

    def beneath(self, at: int) -> int | None:
        """Where the cell begins that stands under the cell ending at *at*, if that row has as many cells; None otherwise."""
        if at < len(self.text) and self.text[at] not in "\n\t":
            return None
        row = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        if end < 0 or CELL not in self.text[row:end]:
            return None
        below = self.text[end + 1 :].split("\n", 1)[0].split(CELL)
        number = self.text.count(CELL, row, at)
        if len(below) != self.text.count(CELL, row, end) + 1:
            return None
        return end + 1 + sum(len(cell) + 1 for cell in below[:number])

    def shown(self, start: int, end: int) -> str:
        """The words as they stand, on one line."""
        first, last = self.original(start, end)
        return on_one_line(self.raw[first:last])

    def propose(
        self, field: str, value: Value, start: int, end: int, certainty: str = SURE, shown: str = ""
    ) -> Proposal:
        """A proposal for a stretch of folded text; a doubt or a weak line lowers its certainty."""
        first, last = self.original(start, end)
        quote = self.raw[first:last]
        line = self.line_of(first)
        begin = first - self.starts[line]
        made = Proposal(
            field, value, shown or on_one_line(quote), self.page, line, begin, begin + len(quote), quote, certainty
        )
        return self._weighed(made, first, last)

    def _weighed(self, made: Proposal, first: int, last: int) -> Proposal:
        touching = [mark for mark in self.marks if mark.start < last and max(mark.end, mark.start + 1) > first]
        if touching and made.field in READ_TWICE:
            return replace(made, value=None, certainty=TWO_READINGS, readings=self._readings(touching, first, last))
        weak = self.hard or any(n in self.weak for n in range(made.line, self.line_of(last - 1) + 1))
        return replace(made, certainty=CHECK) if (touching or weak) and made.certainty == SURE else made

    def _readings(self, touching: list[Mark], first: int, last: int) -> tuple[str, str]:
        other, at = "", first
        for mark in touching:
            other += self.raw[at : max(at, mark.start)] + mark.other
            at = max(at, min(mark.end, last))
        other += self.raw[at:last]
        nothing = all(not mark.other for mark in touching)
        return on_one_line(self.raw[first:last]), "" if nothing else on_one_line(other)


def on_one_line(text: str) -> str:
    """*text* with its line ends made blanks, or nothing between Chinese letters."""
    text = re.sub(r"(?<=[\u3400-\u9fff\uff00-\uffef])\n|\n(?=[\u3400-\u9fff\uff00-\uffef])", "", text)
    return re.sub(r"\s+", " ", text).strip()


def lay_out(page: Page) -> Sheet:
    """The sheet of a page; more than the limits of this file is not looked at."""
    lines = _within_limits(page.lines)
    raw, starts = "", list[int]()
    text, plain, places = list[str](), list[str](), list[int]()
    width = _edges(lines)
    for number, line in enumerate(lines):
        starts.append(len(raw))
        if number and _is_seal(line, lines[number - 1], width):
            raw += line.text + "\n"
            continue
        for at, letter in enumerate(line.text[:MAX_LINE_LETTERS]):
            _put(text, plain, places, letter, len(raw) + at)
        raw += line.text + "\n"
        following = next((later for later in lines[number + 1 :] if not _is_seal(later, line, width)), None)
        joint = _joint(line, following, width)
        _join(text, plain, places, joint, len(raw) - 1)
    marks = tuple(
        Mark(starts[d.line] + d.start, starts[d.line] + d.end, d.other) for d in page.doubts if d.line < len(starts)
    )
    weak = frozenset(n for n, line in enumerate(lines) if line.confidence < WEAK_LINE)
    return Sheet(
        page.number, raw[:-1], tuple(starts), "".join(text), "".join(plain), tuple(places), marks, weak,
        page.quality == "hard",
    )  # fmt: skip


def _within_limits(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    taken, letters = [], 0
    for line in lines[:MAX_LINES]:
        letters += min(len(line.text), MAX_LINE_LETTERS)
        if letters > MAX_PAGE_LETTERS:
            break
        taken.append(line)
    return tuple(taken)


def _put(text: list[str], plain: list[str], places: list[int], letter: str, place: int) -> None:
    for folded in fold_letter(letter):
        if folded == " " and (not text or text[-1] in " \n\t"):
            continue
        text.append(folded)
        plain.append(" " if folded == " " else letter)
        places.append(place)


def _join(text: list[str], plain: list[str], places: list[int], joint: str, place: int) -> None:
    if not text or not joint:
        return
    if text[-1] == " ":
        text.pop()
        plain.pop()
        places.pop()
    text.append(joint)
    plain.append(joint)
    places.append(place)


def _edges(lines: tuple[Line, ...]) -> tuple[float, float]:
    """The margins of the text: of the long lines, so that a stamp or a page number beside it does not widen it."""
    longest = max((line.box[2] - line.box[0] for line in lines), default=0.0)
    body = [line.box for line in lines if line.box[2] - line.box[0] >= longest / 2]
    return min((box[0] for box in body), default=0.0), max((box[2] for box in body), default=1.0)


def _joint(line: Line, following: Line | None, edges: tuple[float, float]) -> str:
    """What stands between two lines: nothing at the end, a tabulator on one row, a blank where the line runs on."""
    if following is None:
        return ""
    if _same_row(line, following):
        return CELL
    if _begins_item(following.text) or not _reaches_the_edge(line, edges):
        return "\n"
    if not _overlap(line, following) or _ends_a_paragraph(line, following, edges):
        return "\n"
    return "" if _CJK.match(line.text[-1:]) or _CJK.match(following.text) else " "


# "RECEIVED", "ВЕСЕМЕО)": a word or two of a seal, read as a line of its own in the middle of a sentence.
_SEAL = re.compile(r"[^\s]{0,3}[A-ZÀ-ÞА-ЯЁ]{2,14}[^\s]{0,3}(?: [A-ZÀ-ÞА-ЯЁ]{2,14})?|[^\s\u3400-\u9fff]{1,2}")


def _is_seal(line: Line, before: Line, edges: tuple[float, float]) -> bool:
    """Whether a line interrupts the one before it: that one is full, its sentence has not ended, and this one is indented."""
    left, right = edges
    indented = line.box[0] > left + (right - left) * 0.06 and line.box[2] < right - (right - left) * 0.06
    running = _reaches_the_edge(before, edges) and before.text.rstrip()[-1:] not in ".:;!?。"
    return indented and running and not _same_row(before, line) and bool(_SEAL.fullmatch(line.text.strip()))


# A field of the header of a mail, as Internet mail names them (RFC 5322, section 3.6), never goes on the line before it.
MAIL_FIELD = re.compile(r"(From|Sender|Reply-To|To|Cc|Date|Subject|Message-ID|In-Reply-To): (?=\S)")


def _begins_item(text: str) -> bool:
    if MAIL_FIELD.match(text):
        return True
    mark = LIST_MARK.match(fold(text[:20]))
    return mark is not None and len(text) > len(mark[0])


def _ends_a_paragraph(line: Line, following: Line, edges: tuple[float, float]) -> bool:
    """A full line may end a paragraph by chance: its sentence is over and the next line is a short one."""
    return line.text.rstrip()[-1:] in ".;:!?。" and not _reaches_the_edge(following, edges)


def _same_row(line: Line, following: Line) -> bool:
    height = min(line.box[3] - line.box[1], following.box[3] - following.box[1])
    shared = min(line.box[3], following.box[3]) - max(line.box[1], following.box[1])
    return height > 0 and shared > height * 0.6 and not _overlap(line, following)


def _overlap(line: Line, following: Line) -> bool:
    return min(line.box[2], following.box[2]) - max(line.box[0], following.box[0]) > 0.01


def _reaches_the_edge(line: Line, edges: tuple[float, float]) -> bool:
    """Whether a line fills the text from margin to margin; a centred one of a letterhead does not."""
    left, right = edges
    ragged, indent = (right - left) * 0.25, (right - left) * 0.12
    if _ARABIC.search(line.text):
        return line.box[0] <= left + ragged and line.box[2] >= right - indent
    return line.box[2] >= right - ragged and line.box[0] <= left + indent

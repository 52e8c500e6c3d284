"""References in a letter: the sender's own, the number of the case behind it, and ours where it quotes one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comitas.intake.rules.dates import Dated
from comitas.intake.rules.folding import any_of, phrase
from comitas.intake.rules.proposal import CHECK, SURE, Proposal
from comitas.intake.rules.sheet import Sheet
from comitas.intake.rules.words import labels

# A letter that quotes more numbers than this is a list; the officer reads it.
MAX_REFERENCES = 12
MAX_GROUPS = 4
MAX_LETTERS = 48

_SEPARATOR = r"\.?[ao]?\.?[ \t]?(?:no\.?|n\.o|num\.?|number|رقم)?[ \t]?[:：.]?[ \t]?(?:no\.? ?(?=\d)|n\.o ?)?"
_LABELS = {
    "ours": re.compile(any_of(labels.RECIPIENTS) + _SEPARATOR),
    "case": re.compile(any_of(labels.CASES) + _SEPARATOR),
    "letter": re.compile(any_of(labels.SENDERS) + _SEPARATOR),
}
_BARE = re.compile(rf"(?:^|[\n\t])(?:{'|'.join(phrase(word) for word in labels.BARE_NUMBER)}) ?[:.]? ?(?=[^\s]*\d)")
_AFTER_DATE = re.compile(r" ?(?:г\.?|года)? ?no ?(?=\d)")
_GROUP = re.compile(r"[^\s,;:()\"<>]{1,40}")
_HAN_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{0,8}[\[(]?\d{4}[\])]?[\u4e00-\u9fff]{0,6}\d{1,6}(?:-\d{1,3})?号|[a-z]{0,8}[-/]?\d{1,10}(?:[-/.]\d{1,8}){0,4}"
)
_HAN_LINE = re.compile(r"(?:^|[\n\t])([\u4e00-\u9fff]{0,8}[\[(]\d{4}[\])][\u4e00-\u9fff]{0,6}\d{1,6}号)(?=[\n\t]|$)")


@dataclass(frozen=True)
class Numbered:
    """A number at [start, end) of a sheet's text; `of` is letter, case or ours."""

    start: int
    end: int
    of: str
    certain: bool


def find_references(sheet: Sheet, dates: tuple[Dated, ...], ours: tuple[re.Pattern[str], ...]) -> list[Proposal]:
    """Proposals for `their_reference` and `our_reference`, in the order of the text, each number once."""
    taken: list[Numbered] = []
    for found in (*_quoted_of_ours(sheet, ours), *_labelled(sheet), *_unlabelled(sheet, dates)):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return _proposals(sheet, sorted(_without_dates(taken, dates), key=lambda n: n.start)[:MAX_REFERENCES])


def _proposals(sheet: Sheet, numbers: list[Numbered]) -> list[Proposal]:
    made, seen = [], set()
    for number in numbers:
        written = sheet.shown(number.start, number.end)
        if written in seen:
            continue
        seen.add(written)
        certainty = SURE if number.certain else CHECK
        if number.of == "ours":
            made.append(sheet.propose("our_reference", written, number.start, number.end, certainty))
            continue
        owner = "transmitting_authority" if number.of == "letter" else "conducting_authority"
        value = {"number": written, "of": number.of, "owner": owner}
        made.append(sheet.propose("their_reference", value, number.start, number.end, certainty))
    return made


def _without_dates(numbers: list[Numbered], dates: tuple[Dated, ...]) -> list[Numbered]:
    """A label may stand before a date ("your letter of …"): what is a date is no number."""
    return [n for n in numbers if not any(d.start <= n.start and n.end <= d.end for d in dates)]


def _labelled(sheet: Sheet) -> Iterator[Numbered]:
    for of, pattern in _LABELS.items():
        for match in pattern.finditer(sheet.text):
            for start in (match.end(), _beneath(sheet, match)):
                if start and (end := number_after(sheet, start)):
                    yield Numbered(start, end, of, _stands_out(sheet, match.start()))
                    break


def _beneath(sheet: Sheet, label: re.Match[str]) -> int | None:
    """Where the number stands if the label heads a column."""
    return sheet.beneath(label.start() + len(label[0].rstrip("\t\n ")))


def _stands_out(sheet: Sheet, at: int) -> bool:
    """Whether a label begins its line or cell: in running text the number may be another letter's."""
    return at == 0 or sheet.text[at - 1] in "\n\t" or sheet.text[max(0, at - 2) : at] in {"\n ", "\t ", "n.", " ("}


def number_after(sheet: Sheet, start: int) -> int:
    """Where the number that begins at *start* ends, or 0 if none does: up to four groups, a digit among them."""
    han = _HAN_NUMBER.match(sheet.text, start)
    if han and re.search(r"[\u4e00-\u9fff]", sheet.text[max(0, start - 3) : han.end() + 1]):
        return han.end()
    end, at = 0, start
    for _ in range(MAX_GROUPS):
        group = _GROUP.match(sheet.text, at)
        if group is None or group.end() - start > MAX_LETTERS or not _goes_on(sheet, group, bool(end)):
            break
        end = _trimmed(sheet, group) if re.search(r"\d", group[0]) else end
        at = group.end() + 1
        if sheet.text[group.end() : at] != " " or group[0][-1] in "." and end:
            break
    return end


def _goes_on(sheet: Sheet, group: re.Match[str], begun: bool) -> bool:
    word = group[0].strip(".")
    if word in labels.ENDING_WORDS or word in labels.NO_NUMBER:
        return False
    if re.search(r"\d", word):
        return (
            not begun
            or not re.fullmatch(r"(?:19|20)\d\d", word)
            or "لسنه" in sheet.text[max(0, group.start() - 6) : group.start()]
        )
    follows = re.match(r" [^\s,;:()]*\d", sheet.text[group.end() : group.end() + 30])
    return len(word) <= 4 and bool(follows)


def _trimmed(sheet: Sheet, group: re.Match[str]) -> int:
    return group.start() + len(group[0].rstrip(".-/'"))


def _unlabelled(sheet: Sheet, dates: tuple[Dated, ...]) -> Iterator[Numbered]:
    """Numbers by their place: "No. 118/2026" at the head, "12.02.2026 № 231-14/88", "公外函〔2026〕303号", "AGC/MA/551/2025"."""
    for match in _BARE.finditer(sheet.text):
        if end := number_after(sheet, match.end()):
            yield Numbered(match.end(), end, "letter", True)
    for dated in dates:
        after = _AFTER_DATE.match(sheet.text, dated.end)
        if after and (end := number_after(sheet, after.end())):
            yield Numbered(after.end(), end, "letter", True)
    for match in _HAN_LINE.finditer(sheet.text):
        yield Numbered(match.start(1), match.end(1), "letter", True)
    for match in _ALONE.finditer(sheet.text):
        yield Numbered(match.start(1), match.end(1), "letter", False)


# A line that is nothing but a number with strokes and letters.
_ALONE = re.compile(
    r"(?:^|[\n\t])((?=[^\s]*[a-z\u0400-\u04ff\u0600-\u06ff])(?=[^\s]*\d)[^\s@,:]{2,24}/[^\s@,:]{1,24})(?=[\n\t]|$)"
)


def _quoted_of_ours(sheet: Sheet, ours: tuple[re.Pattern[str], ...]) -> Iterator[Numbered]:
    """Numbers in one of our own patterns that stand alone, not inside a longer number of somebody else."""
    for pattern in ours:
        for match in pattern.finditer(sheet.plain):
            before, after = (
                sheet.text[max(0, match.start() - 1) : match.start()],
                sheet.text[match.end() : match.end() + 1],
            )
            labelled = any(
                m.end() == match.start() for m in _LABELS["ours"].finditer(sheet.text, max(0, match.start() - 60))
            )
            other = any(
                m.end() == match.start()
                for of in ("letter", "case")
                for m in _LABELS[of].finditer(sheet.text, max(0, match.start() - 60), match.start())
            )
            if not re.match(r"[\w/.-]", before) and not re.match(r"[\w/-]", after) and (labelled or not other):
                yield Numbered(match.start(), match.end(), "ours", labelled)

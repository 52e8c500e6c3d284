"""How a letter wants to be handled: urgency, confidentiality, custody, the day it is wanted by, the day of the hearing."""

import re

from comitas.intake.rules.dates import Dated
from comitas.intake.rules.folding import any_of, fold
from comitas.intake.rules.proposal import CHECK, SURE, Proposal
from comitas.intake.rules.sheet import Sheet
from comitas.intake.rules.words import handling_words as words

_FLAGS = {
    "urgency": ("urgent", re.compile(any_of(words.URGENT)), words.NOT_URGENT),
    "confidentiality": ("confidential", re.compile(any_of(words.CONFIDENTIAL)), words.NOT_URGENT),
    "custody": ("in-custody", re.compile(any_of(words.CUSTODY)), words.NOT_CUSTODY),
}
_STRONG = re.compile(any_of(words.BY_STRONG) + r" ?(?:\w{1,4} ){0,2}?$")
_WEAK = re.compile(any_of(words.BY_WEAK) + r" ?(?:the |le |el |o |يوم |تاريخ )?$")
_ASKED = re.compile("|".join(re.escape(fold(w)) for w in words.ASKING_FOR_TIME))
_MARKS = re.compile(rf"{any_of(words.MARKS)}(?![\w])")
_PROMISED = re.compile(any_of(words.PROMISED))
_HEARING = re.compile(any_of(words.HEARING))
_SET_FOR = re.compile(any_of(words.SET_FOR) + r" ?(?:the |le |el |o |يوم )?$")
_BECAUSE = re.compile(rf"[, ]{{1,2}}(?P<why>{any_of(words.BECAUSE)}(?![a-z\u0400-\u04ff])[^.;\n]{{4,200}})")
# A line that consists of little else is a mark on the letter, not a word in a sentence.
MAX_MARK = 40


def find_flags(sheet: Sheet) -> list[Proposal]:
    """Urgency, confidentiality and custody, each once, the clearest place first."""
    return [made for field in _FLAGS if (made := _flag(sheet, field))]


def _flag(sheet: Sheet, field: str) -> Proposal | None:
    value, pattern, refused = _FLAGS[field]
    stamped = [m for m in _MARKS.finditer(sheet.text) if _is_mark(sheet, m)] if field == "confidentiality" else []
    hits = stamped[:1] + [
        m for m, _ in zip(pattern.finditer(sheet.text), range(30), strict=False) if not _refused(sheet, m, refused)
    ]
    if not hits:
        return None
    marks = [m for m in hits if field != "custody" and _is_mark(sheet, m)]
    best = (marks or hits)[0]
    return sheet.propose(field, value, best.start(), best.end(), SURE if marks or field != "urgency" else CHECK)


def _refused(sheet: Sheet, match: re.Match[str], refused: tuple[str, ...]) -> bool:
    before = sheet.text[max(0, match.start() - 14) : match.start()].rstrip()
    return any(re.search(rf"(?:^|\W){re.escape(fold(word))}$", before) for word in refused)


def _is_mark(sheet: Sheet, match: re.Match[str]) -> bool:
    start = max(sheet.text.rfind("\n", 0, match.start()), sheet.text.rfind("\t", 0, match.start()))
    ends = [at for at in (sheet.text.find("\n", match.end()), sheet.text.find("\t", match.end())) if at >= 0]
    return min(ends, default=len(sheet.text)) - start <= MAX_MARK


def find_days(sheet: Sheet, dates: tuple[Dated, ...]) -> list[Proposal]:
    """The day a reply is wanted by, with its reason where one is given, and the day of a hearing; each once."""
    made: list[Proposal] = []
    deadlines = sorted((d for d in dates if _wanted_by(sheet, d)), key=lambda d: _wanted_by(sheet, d))
    if deadlines:
        best = deadlines[0]
        sure = _wanted_by(sheet, best) == 1 and not best.ambiguous
        made.append(sheet.propose("deadline", best.iso, best.start, best.end, SURE if sure else CHECK))
        made += _reason(sheet, best)
    hearings = [d for d in dates if _is_hearing(sheet, d) and d not in deadlines[:1]]
    made += [sheet.propose("hearing_date", d.iso, d.start, d.end, CHECK if d.ambiguous else SURE) for d in hearings[:1]]
    return made


def _sentence(sheet: Sheet, dated: Dated) -> tuple[int, int]:
    start = max(sheet.text.rfind(mark, 0, dated.start) for mark in (". ", "\n", "; ")) + 1
    ends = [at for mark in (".", "\n", ";") if (at := sheet.text.find(mark, dated.end)) >= 0]
    return max(0, start), min(ends, default=len(sheet.text))


def _wanted_by(sheet: Sheet, dated: Dated) -> int:
    """1 where the words before leave no doubt, 2 where only the sentence makes them a deadline, 0 otherwise."""
    start, end = _sentence(sheet, dated)
    before, after = sheet.text[max(start, dated.start - 60) : dated.start], sheet.text[dated.end : dated.end + 3]
    asked = _ASKED.search(sheet.text, start, end) and not _PROMISED.search(sheet.text, start, end)
    if asked and (_STRONG.search(before) or after.lstrip().startswith(words.BY_AFTER)):
        return 1
    if _STRONG.search(before):
        return 2
    return 2 if asked and _WEAK.search(before) else 0


def _reason(sheet: Sheet, dated: Dated) -> list[Proposal]:
    _, end = _sentence(sheet, dated)
    found = _BECAUSE.search(sheet.text, dated.end, end)
    return (
        [sheet.propose("deadline_reason", sheet.shown(*found.span("why")), *found.span("why"), CHECK)] if found else []
    )


def _is_hearing(sheet: Sheet, dated: Dated) -> bool:
    start, end = _sentence(sheet, dated)
    before = sheet.text[max(start, dated.start - 70) : dated.start]
    if sheet.text[dated.end : min(end, dated.end + 8)].lstrip().startswith(("开庭", "庭审")):
        return True
    return bool(_HEARING.search(before) and _SET_FOR.search(before))

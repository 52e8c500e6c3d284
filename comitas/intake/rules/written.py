"""The day a letter was written: the date beside its label, in its head, or at its foot."""

import re

from comitas.intake.rules.dates import Dated
from comitas.intake.rules.folding import any_of
from comitas.intake.rules.proposal import CHECK, SURE, Proposal
from comitas.intake.rules.sheet import Sheet
from comitas.intake.rules.words.labels import DATES, RECIPIENTS

_LABEL = re.compile(rf"(?:^|[\n\t ]){any_of(DATES)} ?[:\t.]? ?(?:(?:le|el|o|a|the) ?)?$")
# "Port Selwyn, ", "Fait à Norrhaven, le ", "Villa Serena, a ", "от ": what may stand before a date on its own line.
_PLACE = re.compile(
    r"(?:[^\d,:;\n]{2,32}[,.] ?(?:(?:le|the|el|a|em|on|this|в|г\.?) )?(?:le |day )?|[\u0621-\u064a ]{2,32} في |от ?|le |the |el |on |this |(?:fait|done|feito|hecho|dado) [^\d:;\n]{2,34})?\"?$"
)
_CAPITALS = re.compile(r"(?:[A-ZÀ-ÖА-ЯЁ][\w'’\-]* ){1,3}$")
_AFTER = re.compile(r" ?(?:г\.?|года|r\.)?[.,]?(?: ?no? ?[\d\w][^\n]{0,30})?$")
_RECIPIENTS = re.compile(any_of(RECIPIENTS))
_CELL_LABEL = re.compile(rf"{any_of(DATES)}(?=[\n\t])")
MAX_BEFORE = 46


def find_date_written(sheet: Sheet, dates: tuple[Dated, ...], first: bool) -> list[Proposal]:
    """One date at most, from the first page or, failing that, the foot of a later one."""
    ranked = sorted((rank, number) for number, d in enumerate(dates) if (rank := _rank(sheet, d, first)))
    if not ranked:
        return []
    chosen = dates[ranked[0][1]]
    rivals = [dates[n] for rank, n in ranked if rank == ranked[0][0] and dates[n].iso != chosen.iso]
    sure = not chosen.ambiguous and not rivals and first
    return [sheet.propose("date_written", chosen.iso, chosen.start, chosen.end, SURE if sure else CHECK)]


def _under_label(sheet: Sheet, dated: Dated) -> bool:
    """Whether a word for the date stands in the cell above."""
    labels = (m.end() for m in _CELL_LABEL.finditer(sheet.text, 0, dated.start))
    return any(sheet.beneath(end) == dated.start for end in labels)


def _rank(sheet: Sheet, dated: Dated, first: bool) -> int:
    """1 beside its label, 2 alone in the head, 3 alone at the foot, 0 if it is some other date."""
    begin = max(sheet.text.rfind("\n", 0, dated.start), sheet.text.rfind("\t", 0, dated.start)) + 1
    row = sheet.text.rfind("\n", 0, dated.start) + 1
    if (
        first
        and (_under_label(sheet, dated) or _LABEL.search(sheet.text[row : dated.start]))
        and dated.start < len(sheet.text) // 2
    ):
        return 1
    if _RECIPIENTS.search(sheet.text, begin, dated.start) or not _alone(sheet, dated, begin):
        return 0
    if first and sheet.text.count("\n", 0, dated.start) <= 16 and dated.start < max(700, len(sheet.text) // 3):
        return 2
    return 3


def _alone(sheet: Sheet, dated: Dated, begin: int) -> bool:
    before = sheet.text[begin : dated.start]
    ends = [at for mark in "\n\t" if (at := sheet.text.find(mark, dated.end)) >= 0]
    after = sheet.text[dated.end : min(ends, default=len(sheet.text))]
    return (
        len(before) <= MAX_BEFORE
        and bool(_PLACE.match(before) or _CAPITALS.match(sheet.plain[begin : dated.start]))
        and bool(_AFTER.fullmatch(after))
    )

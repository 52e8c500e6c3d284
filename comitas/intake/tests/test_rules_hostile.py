"""Strings nobody would write: the rules answer, quote only what stands there, and say nothing that was not read."""

import re
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from comitas.intake.rules.dates import dates_in
from comitas.intake.rules.folding import fold
from comitas.intake.rules.proposal import FIELDS, Proposal
from comitas.intake.rules.propose import MAX_OF_A_FIELD, propose
from comitas.intake.rules.words.months import MONTHS
from comitas.intake.tests.measuring import OURS
from comitas.intake.tests.test_rules_letters import LETTERS, stands_there
from comitas.intake.tests.typing_out import reading_of, with_doubt

PIECES = sorted(
    {line for path in LETTERS.glob("*.txt") for line in path.read_text("utf-8").splitlines() if line.strip()}
)
HOSTILE = st.sampled_from(
    ["a" * 3000, "1" * 3000, "A" * 2000 + " " + "B" * 900, "section " * 300, "1 2 " * 700, "no. " * 700, "(a) " * 700, "de " * 900,
     "第" * 2500, "十" * 2000, "َ" * 2000, "EE38 " * 500, "Mr. " * 600, "Aa " * 900, "AA " * 900, "№" * 900, "- " * 900, "1.1" * 900,
     "\u202e\u0000\ufeff", "«" * 900, "王" * 900, "المتهم " * 300, "2026/" * 500, "\U0001f4a3" * 500, "ﷺ" * 500]
)  # fmt: skip
LINES = st.lists(st.one_of(st.sampled_from(PIECES), HOSTILE, st.text(max_size=200)), min_size=1, max_size=40)


@settings(max_examples=30, deadline=None)
@given(LINES)
def test_whatever_the_lines_say_every_quotation_is_verbatim(lines: list[str]) -> None:
    reading = reading_of("\n".join(line.replace("\f", " ") for line in lines))
    made = propose(reading, ours=OURS)
    assert all(stands_there(p, reading) and p.field in FIELDS for p in made)
    assert all(sum(p.field == field for p in made) <= MAX_OF_A_FIELD for field in FIELDS)
    assert all(derives(p) for p in made)


def derives(proposal: Proposal) -> bool:
    """Dates, numbers and names come from the quotation alone."""
    value, quoted = proposal.value, fold(proposal.quote)
    if proposal.field in {"date_written", "deadline", "hearing_date"} and value:
        return value in {hit.iso for hit in dates_in(quoted)}
    if proposal.field == "amount" and isinstance(value, str):
        return set(re.sub(r"\D", "", value).rstrip("0")) <= set(quoted)
    if isinstance(value, dict) and "number" in value:
        return fold(value["number"]).replace(" ", "") in re.sub(r"[^\w\u0600-\u06ff/.\-\[\]()]", "", quoted) or _bare(
            value["number"]
        ) in _bare(quoted)
    if isinstance(value, dict) and "born" in value:
        return value["born"] in {hit.iso for hit in dates_in(quoted)}
    return True


def _bare(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(LETTERS.glob("*.txt"))), st.data())
def test_letters_damaged_anywhere_are_still_quoted_verbatim(path: Path, data: st.DataObject) -> None:
    text = path.read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["", " ", "\n", "7", "О", "/", "؛", "第"]))
            + text[at + data.draw(st.integers(0, 3)) :]
        )
    reading = reading_of(text)
    made = propose(reading, ours=OURS)
    assert all(stands_there(p, reading) and derives(p) for p in made)


@given(
    st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.sampled_from(["en", "fr", "es", "pt", "ru", "ar", "zh", "iso"])
)
def test_a_date_written_in_any_language_is_read_back(day: date, language: str) -> None:
    assert [hit.iso for hit in dates_in(fold(in_words(day, language)))] == [day.isoformat()]


def in_words(day: date, language: str) -> str:
    if language == "iso":
        return day.isoformat()
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    month = MONTHS[language][day.month - 1][0]
    link = " de " if language in {"es", "pt"} else " "
    return f"{day.day}{link}{month}{link}{day.year}"


@given(st.sampled_from(PIECES), st.text(max_size=12))
def test_a_doubt_anywhere_breaks_nothing(line: str, other: str) -> None:
    reading = with_doubt(reading_of(line), line.split()[0], other)
    assert all(stands_there(p, reading) for p in propose(reading, ours=OURS))

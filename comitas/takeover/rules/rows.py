"""What a row of the old register becomes: a case as it stands, or what is wrong with it. Nothing is guessed and nothing invented."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from comitas.cases.rules.families import family_of
from comitas.cases.rules.search import folded_reference
from comitas.directory.rules.folding import fold
from comitas.takeover.rules import codes, days
from comitas.takeover.rules.fields import ANSWER, DAY, DAYS, FIELDS, LIST, MOST_ITEMS
from comitas.takeover.rules.problems import Problem

_SPLIT = re.compile(r"\s*(?:;|\||\n|\r|•)\s*")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Settings:
    """What was said about the file. `columns`: place of a column → field; `orders`: field → day or month first.

    `words`: field → folded word → code. `kind`, `side`, `outcome`: of rows that do not say; "" where nobody has said.
    """

    columns: Mapping[int, str]
    orders: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kind: str = ""
    side: str = ""
    outcome: str = ""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What the house knows: States, officers and authorities by folded names, who reads what is restricted, and the day."""

    today: date
    states: Mapping[str, str]
    officers: Mapping[str, int]
    authorities: Mapping[str, Any]
    readers: frozenset[int] = frozenset()


@dataclass(slots=True)
class Entry:
    """A case of the old register. A day is None where it is not known. `said`: what the register says and no field holds."""

    number: str
    side: str = "incoming"
    kind: str = ""
    state: str | None = None
    days: dict[str, date | None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    answers: dict[str, bool] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    stands: str = "received"
    closed: bool = False
    outcome: str = ""
    officer: int | None = None
    executing: Any = None
    requesting_authority: Any = None
    said: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title, else what comes nearest to one."""
        subject = self.texts.get("subject", "").partition("\n")[0]
        return (self.texts.get("title") or subject or ", ".join(self.lists.get("persons", ())) or self.number)[:200]


@dataclass(slots=True)
class Judged:
    """A row with what is to be said about it. Without an entry it is left out."""

    key: str
    entry: Entry | None
    problems: list[Problem]


def cell_of(cells: Sequence[str], settings: Settings) -> dict[str, str]:
    """The cells by the fields that they hold."""
    return {code: cells[place] if place < len(cells) else "" for place, code in settings.columns.items()}


def key_of(cells: Sequence[str], settings: Settings) -> str:
    """The old number as numbers are compared: letters and digits only."""
    number = cell_of(cells, settings).get("old_number", "")
    return folded_reference(number) or number[:120]


def items(cell: str) -> tuple[str, ...]:
    """The items of a list in a cell: between semicolons, bars or on lines of their own; each once."""
    return tuple(dict.fromkeys(item.strip(" ,.") for item in _SPLIT.split(cell) if item.strip(" ,.")))


def judge(cells: Sequence[str], settings: Settings, known: Known) -> Judged:
    """Look at every column of a row, and at what they say together."""
    given, key = cell_of(cells, settings), key_of(cells, settings)
    problems: list[Problem] = []
    entry = Entry(given.get("old_number", "").strip())
    if not key:
        problems.append(Problem("no-number", "old_number"))
    for code, cell in given.items():
        problems += _bad_text(code, cell) or _READ.get(FIELDS[code].kind, _text)(entry, code, cell, settings, known)
    _one_by_one(entry, given, settings, known, problems)
    _together(entry, given, settings, known, problems)
    grave = any(problem.grave for problem in problems)
    return Judged(key, None if grave else entry, problems)


def _bad_text(code: str, cell: str) -> list[Problem]:
    spec = FIELDS[code]
    if _HIDDEN.search(cell):
        return [Problem("control", code)]
    if spec.kind == LIST:
        held = items(cell)
        if len(held) > MOST_ITEMS:
            return [Problem("too-many", code, {"most": str(MOST_ITEMS)})]
        long = any(len(item) > spec.longest for item in held)
    else:
        long = len(cell) > spec.longest
    return [Problem("too-long", code, {"most": str(spec.longest)})] if long else []


def _text(entry: Entry, code: str, cell: str, settings: Settings, known: Known) -> list[Problem]:
    entry.texts[code] = cell.strip()
    return []


def _list(entry: Entry, code: str, cell: str, settings: Settings, known: Known) -> list[Problem]:
    entry.lists[code] = items(cell)
    return []


def _answer(entry: Entry, code: str, cell: str, settings: Settings, known: Known) -> list[Problem]:
    said = codes.answer(cell)
    entry.answers[code] = bool(said)
    return [Problem("no-answer", code)] if said is None else []


def _day(entry: Entry, code: str, cell: str, settings: Settings, known: Known) -> list[Problem]:
    found = days.read(cell, settings.orders.get(code, days.DAY_FIRST), known.today)
    said = cell.strip()[:60]
    if found.unreadable:
        return [Problem("no-day", code, {"said": said})]
    if found.day and found.day < days.EARLIEST:
        return [Problem("too-early", code)]
    if found.day and found.day > known.today and code != "deadline":
        return [Problem("future", code)]
    entry.days[code] = found.day
    if found.day or not said:
        return []
    entry.said[code] = said
    return [Problem("day-unknown", code, {"said": said})] if any(sign.isdigit() for sign in said) else []


_READ: dict[str, Callable[[Entry, str, str, Settings, Known], list[Problem]]] = {
    DAY: _day,
    LIST: _list,
    ANSWER: _answer,
}


def meaning(column: str, word: str, settings: Settings, known: Known) -> str | None:
    """The code that *word* means: as was said, else as is known; `codes.NOTHING` where it means nothing. None: not understood."""
    folded = _folded(word[:200])
    said = settings.words.get(column, {}).get(folded)
    if said:
        return said
    if column == "state":
        return known.states.get(folded)
    if column == "officer":
        return str(known.officers[folded]) if folded in known.officers else None
    return codes.known(column, word) or None


_folded = lru_cache(maxsize=4096)(fold)
"""The words of codes: some dozens, in thousands of rows."""


def _one_by_one(
    entry: Entry, given: Mapping[str, str], settings: Settings, known: Known, problems: list[Problem]
) -> None:
    """The columns whose words stand for codes."""
    wrong = {problem.column for problem in problems if problem.grave}
    told = {code: entry.texts.pop(code, "") for code in codes.ASKED if FIELDS[code].kind != LIST}
    meant = {
        code: _meant(code, word, entry, settings, known, problems)
        for code, word in told.items()
        if word and code not in wrong
    }
    entry.side = meant.get("side") or settings.side
    entry.kind = meant.get("kind") or settings.kind
    entry.state = meant.get("state") or None
    entry.outcome = meant.get("outcome", "")
    entry.stands = meant.get("status", "")
    entry.officer = int(meant["officer"]) if meant.get("officer") else None
    for code in ("measures", "bases"):
        found = [_meant(code, word, entry, settings, known, problems) for word in entry.lists.pop(code, ())]
        setattr(entry, code, tuple(dict.fromkeys(one for one in found if one)))
    for code, name in (("executing", "executing"), ("requesting", "requesting_authority")):
        setattr(entry, name, known.authorities.get(_folded(entry.texts.get(code, "")[:300])))
    if entry.texts.get("executing") and entry.executing is None:
        problems.append(Problem("not-in-directory", "executing", {"said": entry.texts["executing"][:100]}))
        entry.said["executing"] = entry.texts["executing"]


def _meant(code: str, word: str, entry: Entry, settings: Settings, known: Known, problems: list[Problem]) -> str:
    found = meaning(code, word, settings, known)
    if found is None:
        problems.append(Problem("unknown-word", code, {"said": word[:100]}))
        return ""
    if found == codes.NOTHING or code in ("status", "outcome"):
        entry.said[code] = "; ".join(dict.fromkeys(filter(None, (entry.said.get(code, ""), word.strip()))))
    return "" if found == codes.NOTHING else found


def _together(
    entry: Entry, given: Mapping[str, str], settings: Settings, known: Known, problems: list[Problem]
) -> None:
    """What the columns say together: whether it is closed and how, where it stands, whether the days follow one another."""
    if not entry.kind and not _wrong(problems, "kind"):
        problems.append(Problem("no-kind", "kind"))
    if not entry.side and not _wrong(problems, "side"):
        problems.append(Problem("no-side", "side"))
    if (
        entry.kind
        and entry.side
        and (odd := [one for one in entry.measures if family_of(entry.side, entry.kind, one) is None])
    ):
        entry.measures = tuple(one for one in entry.measures if one not in odd)
        entry.said["measures"] = given["measures"].strip()
        problems.append(Problem("not-asked-here", "measures", {"said": entry.said["measures"][:100]}))
    if remarks := entry.texts.pop("remarks", ""):
        entry.said["remarks"] = remarks
    if entry.answers.get("restricted") and not settings.restricted:
        problems.append(Problem("no-readers", "restricted"))
    if not entry.state and not _wrong(problems, "state"):
        problems.append(Problem("no-state", "state"))
    if entry.officer and entry.answers.get("restricted") and entry.officer not in known.readers:
        problems.append(
            Problem("officer-cannot", "officer", {"said": entry.said.setdefault("officer", given["officer"])})
        )
        entry.officer = None
    _ending(entry, given, settings, problems)
    _order(entry, problems)


def _wrong(problems: Sequence[Problem], column: str) -> bool:
    return any(problem.column == column and problem.grave for problem in problems)


def _said(problems: Sequence[Problem], column: str) -> bool:
    """Whether something was said about the day already: wrong, or not whole."""
    return any(problem.column == column for problem in problems)


def _ending(entry: Entry, given: Mapping[str, str], settings: Settings, problems: list[Problem]) -> None:
    ended = bool(entry.outcome or entry.days.get("closed_on") or entry.said.get("closed_on"))
    entry.closed = ended or entry.stands == codes.CLOSED
    if not entry.closed:
        entry.stands = entry.stands if entry.stands in codes.STANDS else _open_state(entry)
    else:
        if entry.stands not in ("", codes.CLOSED):
            problems.append(Problem("ended-open", "status"))
        entry.outcome = entry.outcome or settings.outcome
        if not entry.outcome and not _wrong(problems, "outcome"):
            problems.append(Problem("no-outcome", "outcome"))
        entry.stands = ""
        if not entry.days.get("closed_on") and not _said(problems, "closed_on"):
            problems.append(Problem("no-closed", "closed_on"))
    if not entry.days.get("received_on") and not _said(problems, "received_on"):
        problems.append(Problem("no-received", "received_on"))


def _open_state(entry: Entry) -> str:
    """Where an open part stands when only its days say so: answered so far in part, with an authority, or not begun."""
    if entry.days.get("answered_on"):
        return "partial"
    return "with-authority" if entry.days.get("transmitted_on") else "received"


def _order(entry: Entry, problems: list[Problem]) -> None:
    received = entry.days.get("received_on")
    if received is None:
        return
    for code in DAYS:
        day = entry.days.get(code)
        if code == "written_on" and day and day > received:
            problems.append(Problem("written-after", code))
        elif code == "closed_on" and day and day < received:
            problems.append(Problem("closed-before", code))
        elif code in ("acknowledged_on", "transmitted_on", "answered_on") and day and day < received:
            problems.append(Problem("before-receipt", code))

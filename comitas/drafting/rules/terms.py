"""Names that the program itself puts into a letter, in languages that its pages do not have: one table of data, `data/terms.csv`.

English and French are in the catalogues. What has no row in the table stands in English, and the page of the language says so.
"""

import csv
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from comitas.cases.rules.codes import BASES, GROUNDS, MEASURES
from comitas.cases.rules.families import FAMILIES
from comitas.core.text import N_
from comitas.drafting.rules.languages import LANGUAGES, tidy
from comitas.drafting.rules.standing import STANDS

FILE = Path(__file__).resolve().parent.parent / "data" / "terms.csv"
MEASURE, GROUND, BASIS, STANDING, OURS = "measure", "ground", "basis", "stands", "ours"
_TOLD_ABROAD = {state for family in FAMILIES.values() if family.side == "incoming" for state in family.states}
LEFT: dict[str, str] = {
    MEASURE: N_("names of measures"),
    GROUND: N_("grounds of refusal"),
    BASIS: N_("legal bases"),
    STANDING: N_("where a part stands"),
    OURS: N_("where a request of ours stands"),
    "finding": N_("what a check finds missing"),
}
"""What the program puts into letters, as a page names what stands in English. Findings, and what only those at
home are told, have words in no other language."""
_CODES = {
    MEASURE: tuple(MEASURES),
    GROUND: tuple(GROUNDS),
    BASIS: tuple(BASES),
    STANDING: tuple(code for code in STANDS if code in _TOLD_ABROAD),
}
Terms = dict[tuple[str, str], dict[str, str]]


@cache
def table() -> Terms:
    """By kind and code the name in each language."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return {(row.pop("table"), row.pop("code")): row for row in rows}


def column(language: str) -> str:
    """The language of the table in which *language* is written: "es" for es-MX; "" where there is none. Chinese of traditional
    script has none.
    """
    code = tidy(language)
    try:
        found = Locale.parse(code, sep="-") if code else None
    except (UnknownLocaleError, ValueError):
        return ""
    if found is None or (found.language == "zh" and (found.script == "Hant" or found.territory in ("TW", "HK", "MO"))):
        return ""
    return found.language if found.language in next(iter(table().values())) else ""


def term(kind: str, code: str, language: str) -> str:
    """The name in *language*; "" where the table has none."""
    return table().get((kind, code), {}).get(column(language), "")


def left(language: str) -> tuple[str, ...]:
    """The kinds of names that stand in English in a letter of *language*, wholly or in part."""
    if language in LANGUAGES:
        return ()
    missing = [kind for kind, codes in _CODES.items() if not all(term(kind, code, language) for code in codes)]
    return (*missing, OURS, "finding")

"""Names that the program puts into letters of other languages: the table is whole, and what it lacks is said."""

from collections.abc import Collection
from datetime import datetime

import pytest

from comitas.cases.rules.codes import BASES, GROUNDS, MEASURES
from comitas.directory import queries as directory
from comitas.directory.models import State
from comitas.drafting import actions
from comitas.drafting.rules import terms
from comitas.drafting.rules.standing import STANDS
from comitas.drafting.tests.writing import drafted, two_parts
from comitas.samples.cast import Cast

LANGUAGES = ("es", "ar", "ru", "zh", "pt")
SCRIPTS = {"ar": range(0x600, 0x700), "ru": range(0x400, 0x500), "zh": range(0x4E00, 0xA000)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_ground_and_basis_has_its_name(language: str) -> None:
    for kind, codes in ((terms.MEASURE, MEASURES), (terms.GROUND, GROUNDS), (terms.BASIS, BASES)):
        assert [code for code in codes if not terms.term(kind, code, language)] == [], kind
    assert terms.left(language) == (terms.OURS, "finding")
    for names in terms.table().values():
        own = SCRIPTS.get(language)
        assert own is None or any(ord(sign) in own for sign in names[language]), names[language]


def test_every_row_of_the_table_names_something_that_there_is() -> None:
    known: dict[str, Collection[str]] = {
        terms.MEASURE: MEASURES,
        terms.GROUND: GROUNDS,
        terms.BASIS: BASES,
        terms.STANDING: STANDS,
    }
    assert [(kind, code) for kind, code in terms.table() if code not in known[kind]] == []
    assert all(set(names) == set(LANGUAGES) and all(names.values()) for names in terms.table().values())


@pytest.mark.parametrize(
    ("language", "column"),
    [("es", "es"), ("es-MX", "es"), ("pt-BR", "pt"), ("zh", "zh"), ("zh-Hans", "zh"), ("zh-Hant", ""), ("zh-TW", ""), ("de", ""), ("", ""), ("xx", "")],
)  # fmt: skip
def test_a_language_reads_the_column_in_which_it_is_written(language: str, column: str) -> None:
    assert terms.column(language) == column


def test_english_and_french_leave_nothing_and_german_everything() -> None:
    assert terms.left("en") == terms.left("fr") == ()
    assert terms.left("de") == tuple(terms.LEFT)


@pytest.mark.parametrize(
    ("language", "state", "measure", "day"),
    [
        ("es", "Francia", "Entrega de originales o copias certificadas", "12 de enero de 2026"), ("ar", "فرنسا", "تقديم أصول المستندات", "12 يناير 2026"),
        ("ru", "Франция", "предоставление подлинников", "12 января 2026"), ("zh", "法国", "原件或者经核证的副本", "2026年1月12日"),
        ("pt-BR", "França", "Fornecimento de originais", "12 de janeiro de 2026"), ("de", "Frankreich", "Providing originals", "12. Januar 2026"),
    ],
)  # fmt: skip
def test_states_measures_and_days_stand_in_the_language_of_the_letter(
    cast: Cast, at: datetime, language: str, state: str, measure: str, day: str
) -> None:
    case, bank, *_ = two_parts(cast, at)
    case.state_from = State.objects.get(pk="FR")
    case.save(update_fields=["state_from"])
    body = "{{ state }}: {% for part in parts %}{{ part.measure }} ({{ part.bases }}), {{ part.stands }}{% endfor %}. {{ received }}"
    actions.set_text(
        by=cast.ada, at=at, authority=cast.central, kind="status", language=language, version=0, subject="x", body=body
    )
    letter = drafted(cast, at, case, "status", bank, language=language)
    for words in (state, measure, day):
        assert words in letter.body, letter.body
    assert directory.state_name(case.state_from, language) == state
    assert ("its examination" in letter.body) == (language == "de")

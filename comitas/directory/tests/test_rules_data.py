"""States, names, functions, instruments: the shipped data and the small rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.directory import store
from comitas.directory.rules import functions, states
from comitas.directory.rules.folding import best_name, fold
from comitas.directory.rules.instruments import FAMILIES, KINDS, known_families
from comitas.directory.rules.shipped import SHIPPED
from comitas.directory.rules.staleness import freshness

TODAY = date(2026, 3, 3)


def test_all_states_are_there_with_their_codes() -> None:
    rows = {row.iso2: row for row in store.shipped_states()}
    assert len(rows) == 249
    assert (rows["FR"].iso3, rows["FR"].numeric) == ("FRA", "250")
    assert len({row.iso3 for row in rows.values()}) == len({row.numeric for row in rows.values()}) == 249


def test_every_member_of_the_united_nations_has_its_group() -> None:
    grouped = [row for row in store.shipped_states() if row.regional_group]
    assert len(grouped) == 193
    assert {row.regional_group for row in grouped} == set(states.REGIONAL_GROUPS)


def test_an_unknown_group_in_the_file_is_refused() -> None:
    with pytest.raises(ValueError, match="northern"):
        states.read_states(["iso2,iso3,numeric,name,regional_group,group_note", "XA,XAA,,Arland,northern,"])


def test_fictional_states_have_codes_that_iso_leaves_free() -> None:
    shipped = {row.iso2 for row in store.shipped_states()}
    for code in ("XA", "XE", "QM", "ZZ", "AA"):
        assert states.is_user_assigned(code)
        assert code not in shipped
    assert not any(states.is_user_assigned(code) for code in shipped)


def test_functions_of_a_family_exist() -> None:
    assert set(functions.FUNCTION_BY_FAMILY) == set(FAMILIES)
    named = {function for group in functions.FUNCTION_BY_FAMILY.values() for function in group}
    assert named | functions.CENTRAL | functions.EXECUTING <= set(functions.FUNCTIONS)


def test_shipped_instruments_hang_together() -> None:
    by_code = {facts.code: facts for facts in SHIPPED}
    assert len(by_code) == len(SHIPPED)
    for facts in SHIPPED:
        assert facts.kind in KINDS
        assert known_families(facts.articles)
        assert facts.source and facts.short_name
        if facts.supplements:
            assert set(facts.articles) <= set(by_code[facts.supplements].articles)


@pytest.mark.parametrize(
    ("days", "age", "routable"),
    [(0, "fresh", True), (180, "fresh", True), (181, "ageing", True), (365, "ageing", True), (366, "out", False)],
)
def test_an_entry_ages(days: int, age: str, routable: bool) -> None:
    found = freshness(TODAY - timedelta(days=days), TODAY)
    assert (found.age, found.routable, found.days) == (age, routable, days)


def test_an_entry_nobody_verified_is_not_routed_to() -> None:
    found = freshness(None, TODAY)
    assert (found.age, found.routable, found.days) == ("never", False, None)


def test_a_verification_in_the_future_counts_as_today() -> None:
    assert freshness(TODAY + timedelta(days=3), TODAY).days == 0


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Ministère de la Justice", "MINISTERE DE LA JUSTICE"),
        ("Straße", "strasse"),
        ("Żółw Łódź", "zolw lodz"),
        ("Генеральная прокуратура Ёлкино", "генеральная прокуратура елкино"),
        ("وِزَارَةُ العَدْل", "وزاره العدل"),
        ("إدارة التعاون", "ادارة التعاون"),
        ("Procurador-Geral  (República)", "procurador geral republica"),
        ("L’Office", "l'office"),
        ("司法部", "司法部"),
        ("Øresund", "oresund"),
    ],
)
def test_names_are_found_without_accents_in_any_script(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "Ministère"), ("fr-CA", "Ministère"), ("pt", "Ministério"), ("zh", ""), ("", "")]
)
def test_the_best_name_for_a_reader(language: str, name: str) -> None:
    assert best_name({"fr": "Ministère", "pt-BR": "Ministério", "pt-PT": "Ministerio"}, language) == name


@given(st.text(max_size=300))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)

"""Use limits travel with the item."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.cases.rules.codes import MEASURES, OFFENCES
from comitas.cases.rules.families import FAMILIES
from comitas.cases.rules.handling import HANDLING_CODES, USES, Limits, Use, bar, bars, together

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

CASE = "2026/0021"
LIMITS = st.builds(
    Limits,
    handling=st.frozensets(st.sampled_from(sorted(HANDLING_CODES)), min_size=1),
    note=st.just("for the prosecutor alone"),
    received=st.booleans(),
    purposes=st.frozensets(st.sampled_from([CASE, "2026/0022"])),
    third_party_rule=st.booleans(),
)


def given_to_us(*handling: str, third: bool = False) -> Limits:
    return Limits(frozenset(handling or ("H0",)), "", True, frozenset({CASE}), third)


@pytest.mark.parametrize(
    ("limits", "use", "rule"),
    [
        (given_to_us(), Use("read", CASE), None),
        (given_to_us(), Use("evidence", CASE), None),
        (given_to_us(), Use("evidence", "2026/0099"), "use.purpose"),
        (given_to_us(), Use("read", "2026/0099"), "use.purpose"),
        (given_to_us(), Use("share", CASE), "use.onward"),
        (given_to_us("H1"), Use("evidence", CASE), "use.h1"),
        (given_to_us("H2"), Use("share", CASE), "use.h2"),
        (given_to_us(third=True), Use("share", CASE), "use.h2"),
        (given_to_us("H3"), Use("evidence", CASE), "use.h3"),
        (given_to_us("H1"), Use("evidence", CASE, consent="PG 4/26"), None),
        (given_to_us("H1"), Use("evidence", CASE, consent="  "), "use.h1"),
        (given_to_us("H1"), Use("evidence", CASE, exculpatory=True), "use.notice"),
        (given_to_us("H1"), Use("evidence", CASE, exculpatory=True, notice="CA 12/26"), None),
        (given_to_us("H2"), Use("share", CASE, exculpatory=True, notice="CA 12/26"), "use.h2"),
        (Limits(received=False), Use("share", CASE), None),
        (given_to_us(), Use("answer", CASE), None),
        (given_to_us(), Use("execute", CASE), None),
        (given_to_us("H1"), Use("answer", CASE), "use.h1"),
        (given_to_us("H1"), Use("execute", CASE), None),
        (given_to_us("H2"), Use("answer", CASE), "use.h2"),
        (given_to_us("H2"), Use("execute", CASE), "use.h2"),
        (given_to_us(third=True), Use("execute", CASE), "use.h2"),
        (given_to_us(), Use("answer", "2026/0099"), "use.purpose"),
    ],
)
def test_what_may_be_done(limits: Limits, use: Use, rule: str | None) -> None:
    found = bar(limits, use)
    assert (found.rule if found else None) == rule
    assert found is None or str(found.sentence).endswith((".", ": "))


def test_everything_that_bars_a_use_is_said() -> None:
    found = bars(given_to_us("H1", "H2", "H3"), Use("answer", "2026/0099"))
    assert [one.rule for one in found] == ["use.h1", "use.h2", "use.purpose", "use.h3"]


def test_an_unknown_use_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        bar(Limits(), Use("sell", CASE))


@untimed
@given(st.lists(LIMITS, max_size=4), st.sampled_from(sorted(USES)))
def test_what_is_made_of_several_items_is_never_freer_than_one_of_them(items: list[Limits], use: str) -> None:
    whole = bar(together(items), Use(use, CASE))
    assert whole is not None or all(bar(item, Use(use, CASE)) is None for item in items)


def test_the_code_lists_are_whole() -> None:
    assert [*MEASURES] == [*"abcdefghijk", *FAMILIES["extradition"].measures, *FAMILIES["prosecution"].measures]
    assert {measure.coercive for measure in MEASURES.values()} == {"yes", "no", "maybe"}
    assert [int(code) for code in OFFENCES] == list(range(15, 28))

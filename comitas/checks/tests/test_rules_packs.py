"""Packs: ours are well written, a State's own adds and never weakens, a broken one is refused with its row."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.checks.rules.findings import STATUSES, examine
from comitas.checks.rules.grammar import DEEPEST, LARGEST, check_condition, check_test
from comitas.checks.rules.language import NotWritten
from comitas.checks.rules.pack import LEVELS, OURS, BrokenPack, load, merge, read

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

ROW = {
    "id": "arland.seal",
    "article": "s. 12",
    "level": "M",
    "path": "written_form.seal",
    "test": "is_true",
    "title": "A seal",
    "message": "No seal.",
    "cure": "A seal.",
    "source": "Arland, Act 4/2011, s. 12",
}
IDS = [rule.id for pack in OURS for rule in pack.rules]


def own(*rows: object) -> str:
    return json.dumps({"name": "arland", "title": "Arland", "rules": list(rows)})


def test_ours_have_no_rule_twice_and_cite_a_source() -> None:
    assert len(IDS) == len(set(IDS))
    assert len(OURS[0].rules) == 15
    assert all(rule.source and rule.title.strip() and rule.cure.endswith(".") for pack in OURS for rule in pack.rules)
    assert all(rule.when for pack in OURS for rule in pack.rules if rule.level == "C")


def test_a_state_adds_a_rule_and_raises_a_level() -> None:
    packs = merge(OURS, load(own(ROW, {"id": "practice.provisions", "level": "M"})))
    findings = {finding.rule: finding for finding in examine({"about": {"assistance": True}}, packs)}
    assert findings["arland.seal"].status == "missing"
    assert findings["practice.provisions"].level == "M"
    of_assistance = [pack for pack in OURS if pack.name in ("uncac-46-15", "practice", "uncac-gates")]
    assert list(findings) == [*(rule.id for pack in of_assistance for rule in pack.rules), "arland.seal"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"id": "uncac.46.15.a", "level": "R"}, "cannot be lowered to R"),
        ({"id": "uncac.46.15.c", "level": "R"}, "cannot be lowered to R"),
        ({"id": "uncac.99", "level": "M"}, "no such rule"),
        (ROW | {"id": "uncac.46.15.a", "test": "nonblank"}, "ours already"),
    ],
)
def test_nothing_of_ours_is_weakened_or_rewritten(row: object, says: str) -> None:
    with pytest.raises(BrokenPack, match=says):
        merge(OURS, load(own(row)))


RAISES = st.dictionaries(st.sampled_from(IDS), st.sampled_from(sorted(LEVELS)), max_size=6)


@untimed
@given(RAISES)
def test_whatever_a_pack_says_no_level_falls_and_no_rule_goes(raises: dict[str, str]) -> None:
    pack = load(own(ROW, *({"id": name, "level": level} for name, level in raises.items())))
    try:
        merged = merge(OURS, pack)
    except BrokenPack:
        return
    before = {rule.id: rule for each in OURS for rule in each.rules}
    after = {rule.id: rule for each in merged for rule in each.rules}
    assert set(before) < set(after)
    for name, rule in before.items():
        assert LEVELS[after[name].level] >= LEVELS[rule.level]
        assert (after[name].test, after[name].when, after[name].path) == (rule.test, rule.when, rule.path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{\n  oops", "line 2, column 3"),
        ("[]", "file: a pack has name"),
        (own(ROW, ROW | {"id": "b", "test": "python"}), "row 2, b: expected one of"),
        (own(ROW | {"test": {"eval": "1"}}), "row 1, arland.seal: unknown: eval"),
        (own(ROW | {"level": "X"}), "level must be"),
        (own(ROW | {"surprise": 1}), "unknown: surprise"),
        (own(ROW | {"title": " "}), "title must be a text"),
        (own(ROW | {"path": "__class__.x y"}), "not a path"),
        (own(ROW | {"when": {"in": ["a", "b", "c"]}}), "expected a path and what"),
        (own(ROW | {"absent": "maybe"}), "absent must be"),
        (own(ROW, ROW), "stands there twice"),
        (own({"id": "practice.nexus", "level": "Z"}), "level must be"),
        (own("row"), "row 1: expected a table"),
        ('{"name": "a", "name": "b"}', "written twice"),
        ("[" * 100_000, "nested too deeply"),
        (own(*[ROW] * 501), "at most 500"),
        (" " * 1_000_001, "longer than"),
    ],
)
def test_a_broken_pack_is_refused_with_its_row(text: str, says: str) -> None:
    with pytest.raises(BrokenPack, match=says):
        load(text)


def test_a_test_that_is_too_deep_or_too_long_is_refused() -> None:
    node: object = "nonblank"
    for _ in range(DEEPEST - 1):
        node = {"not": node}
    check_test(node)
    with pytest.raises(NotWritten, match="too deep"):
        check_test({"not": node})
    with pytest.raises(NotWritten, match="too long"):
        check_test({"all": ["nonblank"] * LARGEST})
    with pytest.raises(NotWritten):
        check_condition("nonblank")


VALUES = st.recursive(
    st.sampled_from([None, True, False, 0, 1, "", " ", "a", "en"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["code", "a", "text"]), inner, max_size=2)
    ),
    max_leaves=4,
)
PATHS = sorted(
    {rule.path for pack in OURS for rule in pack.rules}
    | {"recipient.languages", "part.state", "a", "about.assistance", "about.extradition"}
)
GIVEN = st.dictionaries(st.sampled_from(PATHS), VALUES, max_size=12)


def nested(given: dict[str, Any]) -> dict[str, Any]:
    """Dotted paths as a table; a path through something that is not a table replaces it."""
    facts: dict[str, Any] = {}
    for path, value in given.items():
        name, _, inner = path.partition(".")
        if inner and isinstance(facts.get(name), dict):
            facts[name][inner] = value
        else:
            facts[name] = {inner: value} if inner else value
    return facts


@untimed
@given(GIVEN, st.frozensets(st.sampled_from(PATHS), max_size=4))
def test_any_facts_at_all_are_examined(given: dict[str, Any], doubts: frozenset[str]) -> None:
    findings = examine(nested(given), OURS, doubts=doubts)
    assert {finding.rule for finding in findings} <= set(IDS)
    assert {rule.id for pack in OURS if pack.when is None for rule in pack.rules} <= {one.rule for one in findings}
    assert {finding.status for finding in findings} <= set(STATUSES)


WORDS = st.recursive(
    st.sampled_from(["nonblank", "is_true"]),
    lambda inner: st.one_of(
        st.builds(lambda node: {"not": node}, inner),
        st.builds(lambda nodes: {"all": nodes}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda nodes: {"any": nodes}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda node: {"each": node}, inner),
        st.builds(lambda node: {"at": "a.b", "test": node}, inner),
    ),
    max_leaves=8,
)


@untimed
@given(WORDS, VALUES, VALUES)
def test_whatever_the_grammar_lets_through_the_language_answers(node: object, value: object, other: object) -> None:
    try:
        pack = read({"name": "n", "title": "t", "rules": [ROW | {"path": "a", "test": node}]}).pack
    except BrokenPack:
        return
    (finding,) = examine({"a": value, "b": other}, [pack])
    assert finding.status in STATUSES

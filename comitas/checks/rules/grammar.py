"""Whether a test or a condition is written in the language, before it is ever asked: so that asking it always ends."""

from collections.abc import Mapping

from comitas.checks.rules.language import JOINING, NotWritten

DEEPEST = 8
"""Levels of nesting in one test: the treaty's own sentences need five."""
LARGEST = 100
"""Words of the language in one test."""
LONGEST = 2_000
"""Characters in one text and entries in one list."""

TESTS: dict[str, str] = {
    "eq": "value",
    "in": "values",
    "in_fact": "path",
    "mentions": "values",
    "each": "node",
    "at": "at",
    "all": "nodes",
    "any": "nodes",
    "not": "node",
}
CONDITIONS: dict[str, str] = {
    "present": "path",
    "is_true": "path",
    "eq": "pair",
    "in": "pair-list",
    "all_measures_in": "values",
    "any_measure_in": "values",
    "all": "nodes",
    "any": "nodes",
    "not": "node",
}


def check_test(node: object) -> None:
    """Raises `NotWritten` unless *node* is a test."""
    _walk(node, TESTS, DEEPEST, [LARGEST])


def check_condition(node: object) -> None:
    """Raises `NotWritten` unless *node* is a condition."""
    _walk(node, CONDITIONS, DEEPEST, [LARGEST])


def _walk(node: object, words: dict[str, str], depth: int, left: list[int]) -> None:
    left[0] -= 1
    if depth == 0 or left[0] < 0:
        raise NotWritten(f"too deep or too long: at most {DEEPEST} levels and {LARGEST} words")
    if words is TESTS and node in ("nonblank", "is_true"):
        return
    word, given = _word(node, words)
    if words[word] == "at":
        _path(given)
        return _walk(node["test"], words, depth - 1, left)  # type: ignore[index]
    if word in JOINING or word == "each":
        return _walk_inner(words[word], given, words, depth, left)
    _VALUES[words[word]](given)
    return None


def _walk_inner(kind: str, given: object, words: dict[str, str], depth: int, left: list[int]) -> None:
    if kind == "node":
        return _walk(given, words, depth - 1, left)
    for inner in _some(given):
        _walk(inner, words, depth - 1, left)
    return None


def _word(node: object, words: dict[str, str]) -> tuple[str, object]:
    if not isinstance(node, Mapping) or not node:
        raise NotWritten(f"expected one of {', '.join(sorted(words))}, found {str(node)[:60]!r}")
    names = set(node)
    if "at" in names and words is TESTS and names == {"at", "test"}:
        return "at", node["at"]
    word = next(iter(node))
    if len(names) != 1 or word not in words or word == "at":
        raise NotWritten(f"unknown: {', '.join(sorted(map(str, names)))[:100]}; known are {', '.join(sorted(words))}")
    return word, node[word]


def _path(given: object) -> None:
    if not isinstance(given, str) or not all(name.isidentifier() for name in given.split(".")) or len(given) > LONGEST:
        raise NotWritten(f"not a path such as facts.summary: {str(given)[:60]!r}")


def _value(given: object) -> None:
    if not isinstance(given, str | int | bool) or (isinstance(given, str) and len(given) > LONGEST):
        raise NotWritten(f"not a text, number, true or false: {str(given)[:60]!r}")


def _some(given: object) -> list[object]:
    if not isinstance(given, list | tuple) or not 0 < len(given) <= LONGEST:
        raise NotWritten(f"expected a list that is not empty, found {str(given)[:60]!r}")
    return list(given)


def _values(given: object) -> None:
    for value in _some(given):
        _value(value)


def _pair(given: object) -> None:
    pair = _two(given)
    _value(pair[1])


def _pair_list(given: object) -> None:
    _values(_two(given)[1])


def _two(given: object) -> list[object]:
    pair = _some(given)
    if len(pair) != 2:
        raise NotWritten("expected a path and what it is compared with")
    _path(pair[0])
    return pair


_VALUES = {"path": _path, "value": _value, "values": _values, "pair": _pair, "pair-list": _pair_list}

"""The small language in which requirements say when they apply and what they test. It always ends and never runs code.

A test looks at one value:
    "nonblank" | "is_true" | {"eq": value} | {"in": [values]} | {"in_fact": path} | {"mentions": [phrases]}
    | {"each": test} | {"at": path, "test": test} | {"all": [tests]} | {"any": [tests]} | {"not": test}
Inside `each`, `at` is a path within the item; outside, within the facts. A condition looks at the facts:
    {"present": path} | {"is_true": path} | {"eq": [path, value]} | {"in": [path, [values]]}
    | {"all_measures_in": [codes]} | {"any_measure_in": [codes]} | {"all": …} | {"any": …} | {"not": …}
An answer is True, False or None; None means that it cannot be told.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

Answer: TypeAlias = bool | None

JOINING = frozenset({"all", "any", "not"})
MEASURES_WORDS = frozenset({"all_measures_in", "any_measure_in"})


class NotWritten(ValueError):
    """A test or condition that is not written in the language; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class View:
    """The facts of one case. `item` is what `each` looks at. `doubts`: paths whose value was read but is not sure."""

    facts: Mapping[str, object]
    doubts: frozenset[str] = frozenset()
    item: object = None
    inside: bool = False

    def at(self, path: str) -> object:
        """The value at a dotted *path*, or None."""
        value = self.item if self.inside else self.facts
        for name in path.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        return value

    def doubtful(self, path: str) -> bool:
        """Whether the value at *path* is not sure."""
        return not self.inside and path in self.doubts


def blank(value: object) -> bool:
    """Nothing there: None, an empty text or an empty list. False and 0 are something."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {}, ())


def every(answers: Iterable[Answer]) -> Answer:
    """False if one is False, otherwise None if one cannot be told."""
    seen = list(answers)
    return False if False in seen else None if None in seen else True


def some(answers: Iterable[Answer]) -> Answer:
    """True if one is True, otherwise None if one cannot be told."""
    seen = list(answers)
    return True if True in seen else None if None in seen else False


def test(node: object, view: View, path: str) -> Answer:
    """Whether the value at *path* stands the test *node*; None where the value is in doubt."""
    if isinstance(node, Mapping):
        if "at" in node:
            return test(node["test"], view, str(node["at"]))
        if node.keys() & JOINING:
            return _joined(node, lambda inner: test(inner, view, path))
    answer = _stands(node, view, view.at(path))
    return None if answer and view.doubtful(path) else answer


def condition(node: object, view: View) -> Answer:
    """Whether the condition *node* is true of the facts; None where a value that makes it true is in doubt."""
    word, given = _only(node)
    if word in JOINING:
        return _joined({word: given}, lambda inner: condition(inner, view))
    if word in MEASURES_WORDS:
        return _measures(word, given, view)
    path, value = (str(given), None) if isinstance(given, str) else (str(_list(given)[0]), _list(given)[1])
    found = view.at(path)
    answer = {
        "present": not blank(found),
        "is_true": found is True,
        "eq": found == value,
        "in": found in _list(value) if value is not None else False,
    }[word]
    return None if answer and view.doubtful(path) else answer


def paths(node: object) -> tuple[str, ...]:
    """The paths of the values at which the condition *node* looks; those of the measures' codes are not among them."""
    if isinstance(node, list | tuple):
        return tuple(path for inner in node for path in paths(inner))
    if not isinstance(node, Mapping):
        return ()
    word, given = _only(node)
    if word in JOINING:
        return paths(given)
    return () if word in MEASURES_WORDS else (str(_list(given)[0]),)


def _joined(node: Mapping[str, object], ask: Callable[[object], Answer]) -> Answer:
    word, inner = _only(node)
    if word == "not":
        answer = ask(inner)
        return None if answer is None else not answer
    answers = [ask(each) for each in _list(inner)]
    return every(answers) if word == "all" else some(answers)


def _stands(node: object, view: View, value: object) -> bool | None:
    if node == "nonblank":
        return not blank(value)
    if node == "is_true":
        return value is True
    word, given = _only(node)
    if word == "each":
        items = value if isinstance(value, list | tuple) else ()
        return every(test(given, replace(view, item=item, inside=True), "") for item in items) if items else False
    if word == "mentions":
        return isinstance(value, str) and any(str(phrase) in value.casefold() for phrase in _list(given))
    options = view.at(str(given)) if word == "in_fact" else [given] if word == "eq" else given
    return value in options if isinstance(options, list | tuple | set | frozenset) else False


def _measures(word: str, given: object, view: View) -> Answer:
    """Over the codes of the measures sought.

    No measure at all is not "all of them": a requirement is not waived by silence.
    """
    listed = view.at("measures")
    codes = (
        [item.get("code") for item in listed if isinstance(item, Mapping)] if isinstance(listed, list | tuple) else []
    )
    wanted = _list(given)
    answer = any(code in wanted for code in codes)
    if word == "all_measures_in":
        answer = bool(codes) and all(code in wanted for code in codes)
    return None if answer and view.doubtful("measures") else answer


def _only(node: object) -> tuple[str, object]:
    """The one word of a node and what it is given."""
    if not isinstance(node, Mapping):
        raise NotWritten(f"expected a word of the language, found {node!r}")
    ((word, given),) = node.items()
    return str(word), given


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]

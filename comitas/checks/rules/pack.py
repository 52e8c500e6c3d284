"""A pack of requirements: reading one, refusing a broken one with its row, and adding a State's own to ours.

A State's own pack may add rules and may raise the level of one of ours. It can never weaken or remove one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from comitas.cases.rules.words import Sentence
from comitas.checks.rules import grammar
from comitas.checks.rules.language import NotWritten
from comitas.checks.rules.packs import (
    ece_12,
    ece_16,
    ece_further,
    our_extraditions,
    our_requests,
    practice,
    sentenced,
    uncac_46_15,
    uncac_55,
    uncac_gates,
)
from comitas.core.text import N_

LEVELS = {"R": 1, "C": 2, "M": 3}
"""Recommended, mandatory under a condition, mandatory."""
MOST_RULES = 500
LONGEST_PACK = 1_000_000
"""Characters of a pack: some five times what 500 rules need."""
TEXTS = ("id", "article", "path", "title", "message", "cure", "source")
OPTIONAL = ("ask", "absent", "because", "when")


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement. `row` is its place in the pack, from 1, which is also its place in a letter.

    `because`: where among the facts the sentence is that says why it stands or not, for what is computed; "" for none.
    """

    id: str
    article: str
    level: str
    path: str
    test: object
    title: str
    message: str
    cure: str
    source: str
    when: object = None
    ask: str = ""
    absent: str = "missing"
    because: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """`when`: the condition under which it concerns a case; None: always."""

    name: str
    title: str
    rules: tuple[Rule, ...]
    when: object = None


@dataclass(frozen=True, slots=True)
class Own:
    """A State's own pack: rules it adds, and levels it raises (rule id to level)."""

    pack: Pack
    raised: Mapping[str, str]


class BrokenPack(ValueError):
    """The pack was not taken and nothing changed. `sentence` says which row (or line) and why."""

    def __init__(self, where: str, why: str) -> None:
        self.sentence = Sentence(N_("This pack was not taken: %(where)s: %(why)s."), {"where": where, "why": why})
        super().__init__(str(self.sentence))


def load(text: str) -> Own:
    """A State's own pack from JSON text; raises `BrokenPack`."""
    if len(text) > LONGEST_PACK:
        raise BrokenPack("file", f"it is longer than {LONGEST_PACK} characters")
    try:
        return read(json.loads(text, object_pairs_hook=_no_name_twice))
    except json.JSONDecodeError as error:
        raise BrokenPack(f"line {error.lineno}, column {error.colno}", error.msg) from error
    except RecursionError as error:
        raise BrokenPack("file", "it is nested too deeply") from error
    except NotWritten as error:
        raise BrokenPack("file", str(error)) from error


def _no_name_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise NotWritten(f"“{twice[0][:60]}” is written twice")
    return dict(pairs)


def read(table: object) -> Own:
    """A pack from its table: `{"name": …, "title": …, "rules": [row, …]}`, and "when" if it does not concern every case.

    A row with only id and level raises a level.
    """
    if not isinstance(table, Mapping) or set(table) - {"when"} != {"name", "title", "rules"}:
        raise BrokenPack("file", "a pack has name, title and rules, and nothing else")
    rows = table["rules"]
    if not isinstance(rows, list | tuple) or len(rows) > MOST_RULES:
        raise BrokenPack("rules", f"expected a list of at most {MOST_RULES} rows")
    name, title = (_text(table, key, "file") for key in ("name", "title"))
    raised = {str(row["id"]): str(row["level"]) for row in rows if _raises(row)}
    rules = tuple(_rule(row, place) for place, row in enumerate(rows, 1) if not _raises(row))
    _refuse_twice([*raised, *(rule.id for rule in rules)], len(rows))
    _refuse_levels(raised)
    return Own(Pack(name, title, rules, _condition(table.get("when"))), MappingProxyType(raised))


def _condition(node: object) -> object:
    """The condition of a whole pack, checked."""
    if node is not None:
        try:
            grammar.check_condition(node)
        except NotWritten as error:
            raise BrokenPack("when", str(error)) from error
    return node


def _raises(row: object) -> bool:
    return isinstance(row, Mapping) and set(row) == {"id", "level"}


def _refuse_twice(ids: list[str], rows: int) -> None:
    if len(set(ids)) != rows:
        twice = next((name for name in ids if ids.count(name) > 1), ids[0] if ids else "")
        raise BrokenPack("rules", f"the rule {twice[:60]} stands there twice")


def _refuse_levels(raised: Mapping[str, str]) -> None:
    for rule, level in raised.items():
        if level not in LEVELS:
            raise BrokenPack(rule[:60], "level must be M, C or R")


def _rule(row: object, place: int) -> Rule:
    if not isinstance(row, Mapping):
        raise BrokenPack(f"row {place}", "expected a table")
    where = f"row {place}, {str(row.get('id', 'no id'))[:60]}"
    unknown = set(row) - {*TEXTS, *OPTIONAL, "level", "test"}
    if unknown:
        raise BrokenPack(where, f"unknown: {', '.join(sorted(map(str, unknown)))[:100]}")
    if row.get("level") not in LEVELS:
        raise BrokenPack(where, "level must be M, C or R")
    if row.get("absent", "missing") not in ("missing", "unclear"):
        raise BrokenPack(where, "absent must be missing or unclear")
    _check_language(row, where)
    texts = {name: _text(row, name, where, empty=name == "article") for name in TEXTS}
    ask = _text(row, "ask", where) if "ask" in row else ""
    because = _text(row, "because", where) if "because" in row else ""
    rest = {"level": str(row["level"]), "ask": ask, "absent": str(row.get("absent", "missing")), "because": because}
    return Rule(**texts, **rest, test=row["test"], when=row.get("when"), row=place)


def _check_language(row: Mapping[str, object], where: str) -> None:
    try:
        grammar.check_test({"at": row.get("path"), "test": row.get("test")})
        if row.get("when") is not None:
            grammar.check_condition(row["when"])
    except NotWritten as error:
        raise BrokenPack(where, str(error)) from error


def _text(row: Mapping[str, object], name: str, where: str, *, empty: bool = False) -> str:
    value = row.get(name)
    if not isinstance(value, str) or len(value) > grammar.LONGEST or not (empty or value.strip()):
        raise BrokenPack(where, f"{name} must be a text of at most {grammar.LONGEST} characters")
    return value


def merge(ours: tuple[Pack, ...], own: Own) -> tuple[Pack, ...]:
    """Our packs with *own* added; raises `BrokenPack` where it would weaken, redefine or name an unknown rule."""
    known = {rule.id: rule for pack in ours for rule in pack.rules}
    for rule in own.pack.rules:
        if rule.id in known:
            raise BrokenPack(rule.id, "this rule is ours already; a pack may raise its level, not rewrite it")
    for name, level in own.raised.items():
        if name not in known:
            raise BrokenPack(name[:60], "there is no such rule to raise")
        if LEVELS[level] < LEVELS[known[name].level]:
            raise BrokenPack(name, f"the level is {known[name].level} and cannot be lowered to {level}")
    return (*(_raise(pack, own.raised) for pack in ours), own.pack)


def _raise(pack: Pack, raised: Mapping[str, str]) -> Pack:
    return replace(pack, rules=tuple(replace(rule, level=raised.get(rule.id, rule.level)) for rule in pack.rules))


_OURS = (uncac_46_15, uncac_55, ece_12, ece_16, ece_further, sentenced, practice, uncac_gates)
OURS: tuple[Pack, ...] = tuple(read(module.PACK).pack for module in _OURS)
"""What stands for every State: the conventions and good practice."""


def _abroad(pack: Pack) -> Pack:
    """A pack as it is asked of a request of ours."""
    return replace(pack, rules=tuple(_by_us(rule) for rule in pack.rules if rule.id not in our_requests.LEFT_OUT))


def _by_us(rule: Rule) -> Rule:
    said = our_requests.SAID_BY_US.get(rule.id, {})
    words = {name: said.get(name, getattr(rule, name)) for name in ("title", "message", "cure")}
    return replace(rule, title=words["title"], message=words["message"], cure=words["cure"])


OF_OUR_REQUESTS: tuple[Pack, ...] = (
    *(_abroad(read(module.PACK).pack) for module in (uncac_46_15, practice)),
    read(our_extraditions.PACK).pack,
    read(our_requests.PACK).pack,
)
"""What a request of ours must contain, before the other State looks at it."""

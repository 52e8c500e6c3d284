"""The language of wordings: text with {{ names }} and {% if %}, {% for %}. It is Jinja's, and of it only what stands here.

Nothing can be called, no attribute be reached that is not in the table of placeholders, no file included, no number multiplied; a
loop goes through what the letter is about, a loop inside it through what belongs to that. So what a wording can do is bounded
before it runs, whoever wrote it. It runs in Jinja's sandbox all the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.drafting.rules.placeholders import Known, Placeholder

LONGEST_SOURCE = 60_000
"""Signs of a wording with its marks: twice the longest letter."""
LONGEST_RESULT = 120_000
"""Signs that come of it at most: four of the longest letters. What is longer is cut by who keeps it."""
DEEPEST = 8
"""Marks inside marks."""
MOST_FAULTS = 20

_TEXT = Placeholder("", "")
_LOOP = Placeholder(
    "loop", "", members=(Placeholder("first", "", True), Placeholder("last", "", True), Placeholder("index", ""))
)
_CHANGES = ("upper", "lower", "capitalize", "trim")

_UNREADABLE = N_("This cannot be read. Look at how the marks {{ }} and {% %} begin and end.")
_UNCLOSED = N_("An “if” or “for” is not closed with “endif” or “endfor”.")
_NO_TAG = N_("Only if, elif, else, endif, for and endfor may stand in {% %}.")
_TOO_MUCH = N_("Only names, texts in quotation marks, and, or, not, ==, !=, ~ and the filters join, upper, lower, capitalize, trim may stand here.")  # fmt: skip
_NO_NAME = N_("There is no placeholder “%(name)s”.")
_NO_MEMBER = N_("“%(name)s” has no “%(member)s”.")
_LIST = N_(
    '“%(name)s” may be several: go through it with {%% for … in %(name)s %%}, or write {{ %(name)s|join(", ") }}.'
)
_NO_LIST = N_("“%(name)s” is not several: nothing can be gone through.")
_GROUP = N_("“%(name)s” is a group: write a name of it after a point.")
_FLAG = N_("“%(name)s” says only yes or no: use it in {%% if %(name)s %%}.")
_INNER = N_("A loop inside a loop may only go through what belongs to the outer one.")
_DEEP = N_("Too many marks stand inside one another.")
_LONG = N_("The wording is too long: at most %(limit)s signs.")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which line (or paragraph of a Word file); 0 where it is the whole."""

    line: int
    sentence: Sentence


class _Wrong(Exception):
    def __init__(self, line: int, text: str, **values: str) -> None:
        self.fault = Fault(line, Sentence(text, values))


def faults(source: str, known: Known, most: int = LONGEST_SOURCE) -> tuple[Fault, ...]:
    """What is wrong with a wording; empty when it can be used. Nothing of it is run."""
    if len(source) > most:
        return (Fault(0, Sentence(_LONG, {"limit": most})),)
    try:
        parsed = _environment(escape=False).parse(source)
    except TemplateSyntaxError as error:
        return (Fault(error.lineno, Sentence(_said(str(error.message)))),)
    except RecursionError:
        return (Fault(0, Sentence(_DEEP)),)
    once = {(one.line, str(one.sentence)): one for one in _block(parsed.body, dict(known), 0, None)}
    return tuple(once.values())[:MOST_FAULTS]


def filled(source: str, facts: Mapping[str, Any], *, escape: bool = False) -> str:
    """The text that comes of a wording whose `faults` are none; cut at `LONGEST_RESULT`."""
    said, length = [], 0
    for piece in _compiled(source, escape).generate(facts):
        said.append(piece)
        length += len(piece)
        if length > LONGEST_RESULT:
            break
    return "".join(said)[:LONGEST_RESULT]


def tidied(text: str) -> str:
    """Without blanks at the ends of lines and more than one empty line together."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    return "\n".join(line for place, line in enumerate(lines) if line or lines[place - 1])


@lru_cache(512)
def _compiled(source: str, escape: bool) -> Template:
    return _environment(escape).from_string(source)


def _environment(escape: bool) -> SandboxedEnvironment:
    made = SandboxedEnvironment(autoescape=escape, undefined=StrictUndefined)
    made.globals.clear()
    return made


def _said(message: str) -> str:
    if "unknown tag" in message:
        return _NO_TAG
    return _UNCLOSED if "end of template" in message else _UNREADABLE


# The walk: statements give faults and go on, so that several are shown at once


def _block(body: list[nodes.Node], scope: dict[str, Placeholder], depth: int, within: str | None) -> Iterator[Fault]:
    for node in body:
        try:
            if depth > DEEPEST:
                raise _Wrong(node.lineno, _DEEP)
            yield from _statement(node, scope, depth, within)
        except _Wrong as wrong:
            yield wrong.fault


def _statement(node: nodes.Node, scope: dict[str, Placeholder], depth: int, within: str | None) -> Iterator[Fault]:
    match node:
        case nodes.Output():
            for part in node.nodes:
                if not isinstance(part, nodes.TemplateData):
                    yield from _caught(part, scope)
        case nodes.If():
            _shape(node.test, scope)
            yield from _block(node.body, scope, depth + 1, within)
            yield from _block(list(node.elif_), scope, depth, within)
            yield from _block(node.else_, scope, depth + 1, within)
        case nodes.For():
            inner = _loop(node, scope, within)
            yield from _block(
                node.body, inner, depth + 1, node.target.name if isinstance(node.target, nodes.Name) else ""
            )
            yield from _block(node.else_, scope, depth + 1, within)
        case _:
            raise _Wrong(node.lineno, _NO_TAG)


def _caught(node: nodes.Expr | nodes.Node, scope: Known) -> Iterator[Fault]:
    try:
        _text(node, scope)
    except _Wrong as wrong:
        yield wrong.fault


def _loop(node: nodes.For, scope: dict[str, Placeholder], within: str | None) -> dict[str, Placeholder]:
    """The names inside a loop."""
    if not isinstance(node.target, nodes.Name) or node.test is not None or node.recursive:
        raise _Wrong(node.lineno, _UNREADABLE)
    through = _shape(node.iter, scope)
    if not through.many:
        raise _Wrong(node.lineno, _NO_LIST, name=_name(node.iter))
    if within is not None and _first(node.iter) != within:
        raise _Wrong(node.lineno, _INNER)
    one = Placeholder(node.target.name, through.sentence, through.example, through.members)
    return scope | {node.target.name: one, "loop": _LOOP}


def _text(node: nodes.Node, scope: Known) -> None:
    """That *node* is a text, and so can be written out."""
    found, name = _shape(node, scope), _name(node)
    if found.many:
        raise _Wrong(node.lineno, _LIST, name=name)
    if found.members:
        raise _Wrong(node.lineno, _GROUP, name=name)
    if found.flag:
        raise _Wrong(node.lineno, _FLAG, name=name)


def _shape(node: nodes.Node, scope: Known) -> Placeholder:
    """What *node* is, as a placeholder. Raises for everything that may not stand in a wording."""
    match node:
        case nodes.Const() if isinstance(node.value, str | bool | int):
            return _TEXT
        case nodes.Name():
            if node.name not in scope:
                raise _Wrong(node.lineno, _NO_NAME, name=node.name[:60])
            return scope[node.name]
        case nodes.Getattr():
            return _member(node, scope)
        case nodes.Filter():
            return _filtered(node, scope)
        case nodes.And() | nodes.Or():
            left, right = _shape(node.left, scope), _shape(node.right, scope)
            return left if isinstance(node, nodes.Or) and not left.flag else right
        case nodes.Not():
            _shape(node.node, scope)
            return Placeholder("", "", True)
        case nodes.Compare() if all(each.op in ("eq", "ne") for each in node.ops):
            for each in (node.expr, *(operand.expr for operand in node.ops)):
                _shape(each, scope)
            return Placeholder("", "", True)
        case nodes.CondExpr():
            _shape(node.test, scope)
            if node.expr2 is None:
                raise _Wrong(node.lineno, _TOO_MUCH)
            _text(node.expr1, scope)
            _text(node.expr2, scope)
            return _TEXT
        case nodes.Concat():
            for each in node.nodes:
                _text(each, scope)
            return _TEXT
    raise _Wrong(node.lineno, _TOO_MUCH)


def _member(node: nodes.Getattr, scope: Known) -> Placeholder:
    owner = _shape(node.node, scope)
    if owner.many:
        raise _Wrong(node.lineno, _LIST, name=_name(node.node))
    found = next((one for one in owner.members if one.name == node.attr), None)
    if found is None:
        raise _Wrong(node.lineno, _NO_MEMBER, name=_name(node.node), member=node.attr[:60])
    return found


def _filtered(node: nodes.Filter, scope: Known) -> Placeholder:
    if node.node is None or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise _Wrong(node.lineno, _TOO_MUCH)
    given = _shape(node.node, scope)
    if node.name == "join" and len(node.args) == 1 and isinstance(node.args[0], nodes.Const):
        if not given.many or given.members:
            raise _Wrong(node.lineno, _NO_LIST, name=_name(node.node))
        return _TEXT
    if node.name in _CHANGES and not node.args:
        _text(node.node, scope)
        return _TEXT
    raise _Wrong(node.lineno, _TOO_MUCH)


def _name(node: nodes.Node) -> str:
    """The name as it was written, for the sentence."""
    if isinstance(node, nodes.Getattr):
        return f"{_name(node.node)}.{node.attr}"[:80]
    return node.name[:60] if isinstance(node, nodes.Name) else "…"


def _first(node: nodes.Node) -> str:
    """The name before the first point."""
    while isinstance(node, nodes.Getattr):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""


__all__ = ["LONGEST_SOURCE", "Fault", "TemplateError", "faults", "filled", "tidied"]


def typed(text: str) -> str:
    """A text as it is kept: without what a keyboard leaves at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))

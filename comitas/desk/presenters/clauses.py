"""The versions of a clause: who wrote each when, and what it changed, word by word."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from comitas.core.text import N_
from comitas.desk import presenters
from comitas.drafting.models import ClauseVersion
from comitas.drafting.rules import clauses, languages
from comitas.drafting.rules.kinds import KINDS

LABELS = {
    "name": N_("Short name"),
    "article": N_("Article"),
    "offered": N_("Officers may choose it"),
    "kinds": N_("Offered in"),
}
_WORDS = re.compile(r"\s+|[^\s]+")


def version_rows(found: list[ClauseVersion], newest: int) -> list[dict[str, Any]]:
    """One row a version, the newest first, each with what it changed of the one before."""
    befores = [*(one for _after, one in pairwise(found)), None]
    rows = list(zip(found, befores, strict=True))[: clauses.SHOWN]
    return [
        {
            "number": one.number,
            "when": presenters.moment(one.made_at),
            "by": presenters.by_whom(one.made_by),
            "current": one.number == newest,
            "first": before is None,
            "changes": [_change(each) for each in clauses.changes(_said(before), _said(one))] if before else [],
            "texts": [] if before else [(languages.own_name(code), code, text) for code, text in one.texts.items()],
        }
        for one, before in rows
    ]


def older(found: list[ClauseVersion]) -> int:
    """Below which number the next page begins; 0 where there is none."""
    return found[clauses.SHOWN - 1].number if len(found) > clauses.SHOWN else 0


def _said(one: ClauseVersion) -> clauses.Said:
    return clauses.Said(one.name, one.article, tuple(one.kinds), one.texts, one.offered)


def _change(one: clauses.Change) -> dict[str, Any]:
    if one.field == "text":
        label = _("Text in %(language)s") % {"language": languages.own_name(one.language)}
        return {"label": label, "language": one.language, "said": marked(one.before, one.after)}
    told = {"kinds": _kinds, "offered": _yes}.get(one.field, str)
    return {
        "label": _(LABELS[one.field]),
        "language": "",
        "said": marked(told(one.before), told(one.after), whole=True),
    }


def marked(before: str, after: str, *, whole: bool = False) -> SafeString:
    """The new text with what was taken out struck and what came in underlined; *whole*: one for the other."""
    old, new = ([before], [after]) if whole else (_WORDS.findall(before), _WORDS.findall(after))
    pieces: list[SafeString] = []
    for same, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pieces += _pieces(same == "equal", "".join(old[a:b]), "".join(new[c:d]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _pieces(same: bool, out: str, came: str) -> Iterable[SafeString]:
    if same:
        return [format_html("{}", came)]
    marks = ((out, "<del>{}</del>"), (came, "<ins>{}</ins>"))
    return [format_html(mark, words) for words, mark in marks if words]


def _kinds(codes: str) -> str:
    return ", ".join(_(KINDS[code].name) for code in codes.split() if code in KINDS) or _("Every letter")


def _yes(flag: str) -> str:
    return _("yes") if flag else _("no")

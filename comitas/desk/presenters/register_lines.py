"""The lines of the register as HTML. Twenty-five of them took a template a fifth of the page's time; written here they take a tenth of
that. Whatever comes from a case is escaped, and names and titles stand apart (`bdi`), since they may be written the other way round.
"""

from collections.abc import Collection, Mapping
from html import escape
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def lines(
    rows: list[dict[str, Any]], *, choosing: bool = False, ticked: Collection[str] = (), may_break: bool = False
) -> SafeString:
    """Each of *rows*, as `presenters.register.register_row` gives them: {number, url, state, kind, title, persons, tags, stands,
    received, due, officer, old}; without `url` the number alone.

    *choosing*: with a box to tick, those with a key in *ticked* ticked. *may_break*: with the way to emergency access.
    """
    words = {
        "from": escape(_("State")),
        "stands": escape(_("Where it stands")),
        "received": escape(_("Received")),
        "due": escape(_("Due")),
        "officer": escape(_("Officer")),
        "what": _("%(kind)s: <bdi>%(title)s</bdi>"),
    }
    # Every value of a row went through `escape`, and the rest is written here.
    return SafeString(
        "".join(
            _line(row, words, _box(row, ticked) if choosing else "") if row.get("url") else _restricted(row, may_break)
            for row in rows
        )
    )


def _line(row: dict[str, Any], words: Mapping[str, str], box: str) -> str:
    old = f'<span class="cm-cell__small"><bdi dir="ltr">{_text(row["old"])}</bdi></span>' if row["old"] else ""
    what = words["what"] % {"kind": _text(row["kind"]), "title": _text(row["title"])}
    tags = "".join(f" {_tag(tag)}" for tag in row["tags"])
    persons = f'<span class="cm-cell__small"><bdi>{_text(row["persons"])}</bdi></span>' if row["persons"] else ""
    due = row["due"]
    day = f'{_heading(words["due"])}<span class="{_text(due["css"])}">{_text(due["day"])}</span>' if due else ""
    return (
        f'<tr role="row"><th scope="row" role="rowheader" class="cm-table__number">{box}'
        f'<a class="cm-cell__main" href="{_text(row["url"])}"><bdi dir="ltr">{_text(row["number"])}</bdi></a>{old}</th>'
        f'<td role="cell">{_heading(words["from"])}{_text(row["state"]) or "–"}</td>'
        f'<td role="cell" class="cm-cell--row">{what}{tags}{persons}</td>'
        f'<td role="cell">{_heading(words["stands"])}{_tag(row["stands"])}</td>'
        f'<td role="cell" class="cm-table__date">{_heading(words["received"])}{_text(row["received"])}</td>'
        f'<td role="cell" class="cm-table__date{"" if due else " cm-cell--empty"}">{day}</td>'
        f'<td role="cell">{_heading(words["officer"])}{_text(row["officer"])}</td></tr>\n'
    )


def _restricted(row: dict[str, Any], may_break: bool) -> str:
    number, way = _text(row["number"]), ""
    tag = {"words": _("Restricted"), "colour": "plum"}
    why = escape(_("Number, restricted. Only its readers see more."))
    if may_break:
        address = escape(f"{reverse('desk:break-glass')}?number={quote(row['number'])}")
        words = escape(_("Emergency access"))
        way = f' <a href="{address}">{words}<span class="govuk-visually-hidden"> {number}</span></a>'
    return (
        '<tr role="row" class="cm-table__restricted"><th scope="row" role="rowheader" class="cm-table__number">'
        f'<bdi dir="ltr">{number}</bdi></th><td role="cell" class="cm-cell--row" colspan="6">{_tag(tag)} {why}{way}</td></tr>\n'
    )


def _box(row: dict[str, Any], ticked: Collection[str]) -> str:
    checked = " checked" if row["key"] in ticked else ""
    return (
        f'<input type="checkbox" class="cm-tick" name="case" value="{_text(row["key"])}" form="assign"'
        f' aria-label="{_text(row["number"])}"{checked}> '
    )


def _tag(tag: Mapping[str, Any]) -> str:
    return f'<strong class="govuk-tag cm-tag--{_text(tag["colour"])}">{_text(tag["words"])}</strong>'


def _heading(words: str) -> str:
    return f'<span class="cm-cell__heading">{words}</span>'


def _text(value: Any) -> str:
    return escape(str(value))

"""How letterheads, wordings and their placeholders are shown."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.core.text import N_
from comitas.desk import presenters
from comitas.drafting.models import TEXT, WORD, Letterhead, Wording
from comitas.drafting.rules import languages, placeholders
from comitas.drafting.rules.kinds import KINDS, LANGUAGES, TO

GRAMMAR = N_(
    "Besides them: {% if … %}, {% elif … %}, {% else %}, {% endif %}, {% for … in … %}, {% endfor %}, and the filters join, upper, "
    "lower, capitalize, trim. In Word, {%p … %} stands for a whole paragraph and {%tr … %} for a row of a table."
)


def language_tabs(name: str, arguments: list[Any], codes: Iterable[str], current: str) -> list[dict[str, Any]]:
    """The languages as tabs; *current* among them even where nothing is written in it yet."""
    shown = list(dict.fromkeys((*codes, current)))
    return [
        {"label": language_name(code), "url": reverse(name, args=[*arguments, code]), "current": code == current}
        for code in shown
    ]


def language_name(code: str) -> str:
    return languages.name_in(code, get_language() or "en").capitalize()


def wording_rows(authority: UUID, language: str, own: dict[tuple[str, str], Wording]) -> list[dict[str, Any]]:
    """One row a kind of letter: what is in force in *language*, and whose it is."""
    return [
        {
            "kind": _(kind.name),
            "to": _(TO[kind.to]),
            "url": reverse("desk:wording", args=[authority, code, language]),
            "form": form_words(own.get((code, language)), language),
            "own": (code, language) in own,
            "when": presenters.day(own[code, language].made_at.date()) if (code, language) in own else "",
            "by": presenters.by_whom(own[code, language].made_by) if (code, language) in own else "",
        }
        for code, kind in KINDS.items()
    ]


def form_words(found: Wording | None, language: str) -> str:
    """Whose wording it is: "The program’s", "Own text, version 3"."""
    if found is None:
        return _("The program’s") if language in LANGUAGES else _("None yet")
    words = {TEXT: _("Own text, version %(number)s"), WORD: _("Word template, version %(number)s")}
    return words.get(found.form, _("The program’s")) % {"number": found.number}


def version_rows(found: Iterable[Wording | Letterhead]) -> list[dict[str, Any]]:
    """Earlier versions, the newest first; the first is the one in force."""
    rows = list(found)
    words = {TEXT: _("Text"), WORD: _("Word template")}
    return [
        {
            "number": row.number,
            "form": words.get(row.form, _("The program’s")) if isinstance(row, Wording) else "",
            "when": presenters.moment(row.made_at),
            "by": presenters.by_whom(row.made_by),
            "current": place == 0,
            "word": isinstance(row, Wording) and row.form == WORD,
        }
        for place, row in enumerate(rows)
    ]


def placeholder_rows(kind: str, *, word: bool) -> list[dict[str, Any]]:
    """Every name that may stand in a wording of *kind*, with what it says and an example; of a group its members, indented."""
    found = placeholders.SHEET if word else placeholders.known(kind).values()
    return [row for one in found for row in _rows(one, "", 0)]


def _rows(one: placeholders.Placeholder, owner: str, depth: int) -> list[dict[str, Any]]:
    name = f"{owner}.{one.name}" if owner else one.name
    row = {
        "name": name,
        "written": _written(one, name),
        "sentence": _(one.sentence),
        "example": _example(one),
        "depth": depth,
    }
    inner = one.name[:-1] if one.many and one.name.endswith("s") else name
    return [row, *(each for member in one.members for each in _rows(member, inner, depth + 1))]


def _written(one: placeholders.Placeholder, name: str) -> str:
    """How it is written in a template."""
    if one.many:
        single = one.name[:-1] if one.name.endswith("s") else "line"
        return f"{{% for {single} in {name} %}} … {{% endfor %}}"
    if one.flag:
        return f"{{% if {name} %}} … {{% endif %}}"
    return f"{name}. …" if one.members else f"{{{{ {name} }}}}"


def _example(one: placeholders.Placeholder) -> str:
    if one.flag:
        return _("yes") if one.example else _("no")
    return str(one.example)

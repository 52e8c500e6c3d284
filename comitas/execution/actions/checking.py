"""What is given for an entry, checked and made columns: by the rules first, then that what it names is of the same case."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from babel.dates import format_date
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from comitas.cases.models import Case, Part, Person
from comitas.cases.rules.words import Sentence, say
from comitas.core.refusals import Invalid
from comitas.documents.models import Placement
from comitas.execution.models import Item
from comitas.execution.rules import fields
from comitas.execution.rules.fields import Field

BLANK: dict[str, Any] = dict.fromkeys((fields.LINE, fields.TEXT, fields.CURRENCY, fields.LANGUAGE, fields.CHOICE), "")
BLANK |= {fields.YES: False}


def cleaned(table: Iterable[Field], given: Mapping[str, Any]) -> dict[str, Any]:
    """*given* as the rules take it: blanks off, what is empty in the way of its column. A name that is no field is our mistake."""
    known = {one.name: one for one in table}
    if unknown := set(given) - set(known):
        raise TypeError(f"There is no {', '.join(sorted(unknown))} to be written.")
    return {name: _cleaned(known[name], value) for name, value in fields.folded(given).items()}


def _cleaned(one: Field, value: Any) -> Any:
    if value in (None, ""):
        return BLANK.get(one.kind)
    if one.kind == fields.CURRENCY:
        return str(value).upper()
    return value


def refuse(problems: Mapping[str, Sentence]) -> None:
    """`Invalid`, each sentence at its field in the reader's language."""
    if problems:
        raise Invalid({name: _said(sentence) for name, sentence in problems.items()})


def _said(sentence: Sentence) -> str:
    return say(sentence, gettext, ngettext, _day)


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y", locale=(get_language() or "en").replace("-", "_")))


def refuse_strangers(table: Iterable[Field], values: Mapping[str, Any], case: Case) -> None:
    """What an entry names must be of its own case: nothing says whether it is another's or nobody's."""
    wrong = {
        one.name: _("Choose one of the list.")
        for one in table
        if one.kind in fields.RELATED and values.get(one.name) and not _of_case(one.kind, values[one.name], case)
    }
    if wrong:
        raise Invalid(wrong)


def _of_case(kind: str, key: UUID, case: Case) -> bool:
    if kind == fields.DOCUMENT:
        return Placement.objects.filter(pk=key, compartment=case.compartment_id).exists()
    models: dict[str, Any] = {fields.PART: Part, fields.PERSON: Person, fields.ITEM: Item}
    return bool(models[kind].objects.filter(pk=key, case=case).exists())


def columns(table: Iterable[Field], values: Mapping[str, Any], without: Iterable[str] = ()) -> dict[str, Any]:
    """*values* by the names of their columns."""
    left_out = set(without)
    kinds = {one.name: one.kind for one in table}
    return {
        f"{name}_id" if kinds[name] in fields.RELATED else name: value
        for name, value in values.items()
        if name not in left_out
    }

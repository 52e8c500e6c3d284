"""Short forms about what carrying out needs, made from the tables of particulars in `execution.rules`."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from babel import Locale
from babel.numbers import format_decimal
from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from comitas.core.forms import DateInWords
from comitas.desk.forms import choices
from comitas.desk.forms.cases import YES_NO, Said
from comitas.desk.presenters.execution import choice_words
from comitas.execution.queries import Offered
from comitas.execution.rules import calls, fields, money
from comitas.execution.rules.fields import Field

LONG = 300
"""Characters from which a text gets several lines."""


class Amount(forms.Field):
    """An amount as people write it: 1,240,000.50 or 1 240 000,50."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = money.read(text)
        if found is None:
            said = _("Write an amount such as %(example)s.") % {"example": _figures(Decimal("1240000.50"))}
            raise forms.ValidationError(said)
        return found

    def prepare_value(self, value: Any) -> Any:
        return _figures(value) if isinstance(value, Decimal) else value


def _figures(value: Decimal) -> str:
    return str(format_decimal(value, "#,##0.00", locale=Locale.parse(get_language() or "en", sep="-")))


class Chosen(forms.TypedChoiceField):
    """One of the things of the case, by its id."""

    def __init__(self, **more: Any) -> None:
        super().__init__(coerce=UUID, empty_value=None, **more)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if value else ""


class Particulars(forms.Form):
    """The form of one table of particulars. `version` is what the officer saw; `once` makes a new thing count once; neither where *new* is None.

    *named*: what the entry names already, which stays a choice though it is no longer among those offered.
    """

    def __init__(
        self,
        *arguments: Any,
        table: Iterable[Field],
        offered: Offered | None = None,
        new: bool | None,
        named: Mapping[str, tuple[str, str]] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*arguments, **more)
        for one in table:
            made = _field(one, offered, (named or {}).get(one.name))
            if made is not None:
                self.fields[one.name] = made
        if new:
            self.fields["once"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
        elif new is False:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        """What was typed, for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once", "version", "step")}


def _field(one: Field, offered: Offered | None, kept: tuple[str, str] | None) -> forms.Field | None:
    """The field of a form; None where there is nothing of the case to choose from."""
    about: dict[str, Any] = {
        "label": _(one.label),
        "required": one.needed,
        "help_text": _(one.hint) if one.hint else "",
    }
    if one.kind in fields.RELATED:
        named = _named(one.kind, offered)
        named += [kept] if kept and kept not in named else []
        return (
            Chosen(choices=[("", _("Choose") if one.needed else _("None")), *named], **about)
            if named or one.needed
            else None
        )
    return _MADE.get(one.kind, _line)(one, about)


def _line(one: Field, about: dict[str, Any]) -> forms.Field:
    if one.kind == fields.TEXT:
        rows = 3 if one.longest > LONG else 2
        return forms.CharField(max_length=one.longest, widget=forms.Textarea(attrs={"rows": rows}), **about)
    return forms.CharField(max_length=one.longest, **about)


def _choice(one: Field, about: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=choices(one.of, _("Choose") if one.needed else _("Not said")), **about)


def _said(one: Field, about: dict[str, Any]) -> forms.Field:
    return Said(choices=choices(YES_NO, _("Not said")), label=about["label"], help_text=about["help_text"])


_MADE: dict[str, Any] = {
    fields.DATE: lambda one, about: DateInWords(**about),
    fields.MONEY: lambda one, about: Amount(**about),
    fields.CHOICE: _choice,
    fields.SAID: _said,
    fields.YES: lambda one, about: forms.BooleanField(**about),
}


def _named(kind: str, offered: Offered | None) -> list[tuple[str, str]]:
    """What can be chosen of the case."""
    if offered is None:
        return []
    things: dict[str, Iterable[Any]] = {
        fields.PART: offered.parts, fields.PERSON: offered.persons, fields.ITEM: offered.items, fields.DOCUMENT: offered.documents,
    }  # fmt: skip
    return [(str(one.pk), choice_words(one, kind)) for one in things[kind]]


class Mistaken(forms.Form):
    """Why an entry does not hold."""

    reason = forms.CharField(label=gettext_lazy("Why is it annulled?"), max_length=300)


class CallForm(Particulars):
    """A phone note: short, everything on one page. The number of a case may be left out."""

    number = forms.CharField(
        label=gettext_lazy("Case"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Its number, for example 2026/0021. Leave it empty when the call is about no case."),
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    authority = forms.TypedChoiceField(label=gettext_lazy("Taken by"), coerce=UUID)
    field_order = [
        "number",
        "state",
        "way",
        "with_whom",
        "phone",
        "verified",
        "said",
        "told",
        "follow_up",
        "follow_up_on",
    ]

    def __init__(
        self, *arguments: Any, states: Iterable[tuple[str, str]], authorities: Iterable[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*arguments, table=calls.FIELDS, new=True, **more)
        named = list(authorities)
        pick: Any = self.fields
        pick["state"].choices = [("", _("Not said")), *states]
        pick["authority"].choices = named
        pick["way"].initial = calls.THEY
        if len(named) == 1:
            pick["authority"].widget, pick["authority"].initial = forms.HiddenInput(), named[0][0]
        self.order_fields(self.field_order)

    def given(self) -> dict[str, Any]:
        return {one.name: self.cleaned_data[one.name] for one in calls.FIELDS}


class FileCall(forms.Form):
    """Into which case a note belongs."""

    number = forms.CharField(
        label=gettext_lazy("Case"), max_length=40, help_text=gettext_lazy("Its number, for example 2026/0021.")
    )

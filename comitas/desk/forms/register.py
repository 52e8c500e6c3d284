"""The filters of the register: one GET form, so that the address is the view."""

from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.cases import queries
from comitas.cases.rules.states import STATES
from comitas.core.forms import DateInWords
from comitas.desk.forms import choices
from comitas.intake.rules.kinds import KINDS

NOBODY = "0"
SELECTED = SafeString(" selected")


class PlainSelect(forms.Select):
    """The same list of options, written in one go and remembered: Django renders a template for every option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        known = tuple((str(code), str(words)) for code, words in self.choices)
        options = _options(known, "" if value is None else str(value))
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


@lru_cache(maxsize=200)
def _options(known: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((code, SELECTED if code == chosen else "", words) for code, words in known),
    )


class RegisterFilters(forms.Form):
    """What is asked of the register. A filter that makes no sense is told at its field, and the list stays as it was."""

    q = forms.CharField(label=gettext_lazy("Number, name or reference"), required=False, max_length=200)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, widget=PlainSelect)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, widget=PlainSelect)
    stands = forms.ChoiceField(label=gettext_lazy("Where it stands"), required=False, widget=PlainSelect)
    officer = forms.ChoiceField(label=gettext_lazy("Officer"), required=False, widget=PlainSelect)
    since = DateInWords(label=gettext_lazy("Received since"), required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, states: list[tuple[str, str]], officers: list[Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        named = {code: state.tag for code, state in STATES.items()}
        self.fields["state"].choices = [("", _("Any")), *states]  # type: ignore[attr-defined]
        self.fields["kind"].choices = choices({kind.code: kind.name for kind in KINDS}, _("Any"))  # type: ignore[attr-defined]
        self.fields["stands"].choices = choices(named, _("Any"))  # type: ignore[attr-defined]
        people = [(str(person.pk), person.full_name) for person in officers]
        self.fields["officer"].choices = [("", _("Anybody")), (NOBODY, _("Nobody yet")), *people]  # type: ignore[attr-defined]

    def filters(self) -> queries.Filters:
        """What is asked, without what makes no sense."""
        self.is_valid()
        values = self.cleaned_data
        officer = values.get("officer") or None
        view = values.get("view", "")
        return queries.Filters(
            view=view if view in queries.VIEWS else "all",
            words=values.get("q", "").strip(),
            state=values.get("state", ""),
            kind=values.get("kind", ""),
            stands=values.get("stands", ""),
            officer=int(officer) if officer else None,
            since=values.get("since"),
        )

"""The filters of the register: one GET form, so that the address is the view."""

from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.cases import queries
from comitas.cases.rules.families import STATES
from comitas.core.forms import DateInWords
from comitas.core.text import N_
from comitas.desk.forms import choices
from comitas.desk.presenters.register import SIDE_WORDS
from comitas.intake.rules.kinds import KINDS

NOBODY = "0"
MARKED = {
    "custody": N_("In custody"),
    "urgent": N_("Urgent"),
    "confidential": N_("Confidential"),
    "restricted": N_("Restricted"),
    "imported": N_("From an earlier register"),
}
SELECTED = SafeString(" selected")


class PlainSelect(forms.Select):
    """The same list of options, written in one go and remembered: Django renders a template for every option."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        known = tuple(self.choices)
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


Offered = tuple[tuple[Any, str], ...]


def filters_shown(asked: str, states: Offered, officers: Offered, count: int, language: str) -> SafeString:
    """The filters as HTML, in the language that is active; *count* of them are in use.

    Nothing else is in it than what is given here, so it is kept for whoever asks the same: the list of States alone was a tenth of
    the page's time. With words that somebody searched for it is not kept: they may be a name.
    """
    shown = _filters_shown.__wrapped__ if QueryDict(asked).get("q") else _filters_shown
    return shown(asked, states, officers, count, language)


@lru_cache(maxsize=300)
def _filters_shown(asked: str, states: Offered, officers: Offered, count: int, language: str) -> SafeString:
    form = RegisterFilters(QueryDict(asked), states=states, officers=officers, auto_id="filter_%s")
    context = {"form": form, "count": count, "action": reverse("desk:register")}
    return SafeString(render_to_string("ui/filters.html", context))


class RegisterFilters(forms.Form):
    """What is asked of the register. A filter that makes no sense is told at its field, and the list stays as it was."""

    q = forms.CharField(label=gettext_lazy("Number, name or reference"), required=False, max_length=200)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, widget=PlainSelect)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, widget=PlainSelect)
    stands = forms.ChoiceField(label=gettext_lazy("Where it stands"), required=False, widget=PlainSelect)
    officer = forms.ChoiceField(label=gettext_lazy("Officer"), required=False, widget=PlainSelect)
    since = DateInWords(label=gettext_lazy("Received since"), required=False)
    until = DateInWords(label=gettext_lazy("Received until"), required=False)
    due_by = DateInWords(label=gettext_lazy("Due by"), required=False)
    side = forms.ChoiceField(label=gettext_lazy("Side"), required=False, widget=PlainSelect)
    mark = forms.ChoiceField(label=gettext_lazy("Marked"), required=False, widget=PlainSelect)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, states: Offered, officers: Offered, **more: Any) -> None:
        super().__init__(*arguments, **more)
        named = {code: state.tag for code, state in STATES.items()}
        people = [(str(key), name) for key, name in officers]
        self._offer("state", [("", _("Any")), *states])
        self._offer("kind", choices({kind.code: kind.name for kind in KINDS}, _("Any")))
        self._offer("stands", choices(named, _("Any")))
        self._offer("side", choices(SIDE_WORDS, _("Any")))
        self._offer("mark", choices(MARKED, _("Any")))
        self._offer("officer", [("", _("Anybody")), (NOBODY, _("Nobody yet")), *people])

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        """Pairs as they are: Django would look at each of the 250 States to see whether it is a group."""
        field: Any = self.fields[name]
        field._choices = field.widget._choices = offered

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
            until=values.get("until"),
            due_by=values.get("due_by"),
            side=values.get("side", ""),
            mark=values.get("mark", ""),
        )

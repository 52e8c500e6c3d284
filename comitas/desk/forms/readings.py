"""The auditor's filters of the reading log: one person, one case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.desk.forms import offer


class ReadingFilters(forms.Form):
    """Both may be left open. A case that was destroyed is found by its number as well."""

    number = forms.CharField(label=gettext_lazy("Number of a case"), max_length=40, required=False)
    who = forms.TypedChoiceField(label=gettext_lazy("Who"), coerce=int, required=False, empty_value=None)

    def __init__(self, *arguments: Any, people: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "who", [("", _("Everybody")), *people])

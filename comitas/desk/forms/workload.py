"""The form that hands all cases of an officer to another."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.desk.forms import offer

Named = Iterable[tuple[int, str]]


class HandOver(forms.Form):
    """*having*: the officers who have cases; *able*: those who could take them."""

    officer = forms.TypedChoiceField(label=gettext_lazy("All open cases of"), coerce=int)
    to = forms.TypedChoiceField(label=gettext_lazy("Go to"), coerce=int)

    def __init__(self, *arguments: Any, having: Named, able: Named, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "officer", [("", _("Choose")), *having])
        offer(self, "to", [("", _("Choose")), *able])

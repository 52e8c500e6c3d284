"""What is filled in to have a second factor reset."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.accounts.rules import factors
from comitas.desk.forms import choices, offer


class AskReset(forms.Form):
    """Whose, why, and how one knows that it is they who ask. *able*: who has a second factor."""

    user = forms.TypedChoiceField(label=gettext_lazy("Whose second factor"), coerce=int)
    why = forms.ChoiceField(label=gettext_lazy("What happened to it"))
    seen = forms.ChoiceField(label=gettext_lazy("How you know that it is they who ask"))

    def __init__(self, *arguments: Any, able: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "user", [("", _("Choose")), *able])
        offer(self, "why", choices(factors.WHY, _("Choose")))
        offer(self, "seen", choices(factors.SEEN, _("Choose")))

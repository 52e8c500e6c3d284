"""What is filled in to open a restricted case in an emergency."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from comitas.accounts.access import Ours
from comitas.accounts.rules.emergency import LONGEST_REASON
from comitas.desk.forms import offer


class BreakGlass(forms.Form):
    """The number that the register shows, and why. *mine*: the authorities in which one may; a single one is not asked for."""

    authority = forms.TypedChoiceField(label=gettext_lazy("Authority"), coerce=UUID)
    number = forms.CharField(
        label=gettext_lazy("Number of the case"),
        max_length=40,
        help_text=gettext_lazy("As the register shows it, such as 2026/0021."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("What the emergency is"),
        help_text=gettext_lazy(
            "In a sentence, without names: the head, their deputy, the auditor and the readers of the case read it."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_REASON}),
    )

    def __init__(self, *arguments: Any, mine: Iterable[Ours], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offered = [(str(one.pk), one.name) for one in mine]
        offer(self, "authority", offered)
        if len(offered) == 1:
            self.fields["authority"].widget = forms.HiddenInput()
            self.fields["authority"].initial = offered[0][0]

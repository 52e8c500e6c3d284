"""What is chosen for a printed file."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy

from comitas.desk.forms import offer


class PrintWish(forms.Form):
    """Which documents and letters go into the file."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    chosen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What goes into it"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, items: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "chosen", items)
        self.fields["once"].initial = uuid4()
        self.fields["chosen"].initial = [key for key, _words in items]

"""What is chosen for a printed file."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.desk.forms import offer
from comitas.drafting.rules import printing


class PrintWish(forms.Form):
    """Which documents and letters go into the file: *items* are (id, words) of each that may, by its number.

    `cleaned_data["chosen"]`: their ids. Few are ticked; of more than `MOST_BOXES` the numbers are written.
    """

    once = forms.UUIDField(widget=forms.HiddenInput)
    chosen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What goes into it"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    numbers = forms.CharField(
        label=gettext_lazy("Which numbers go into it"),
        help_text=gettext_lazy("For example 1-40, 57. Leave it empty for everything."),
        max_length=2_000,
        required=False,
    )

    def __init__(self, *arguments: Any, items: dict[int, tuple[str, str]], last: int, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.items, self.last = items, last
        self.fields["once"].initial = uuid4()
        if last > printing.MOST_BOXES:
            del self.fields["chosen"]
        else:
            del self.fields["numbers"]
            offer(self, "chosen", list(items.values()))
            self.fields["chosen"].initial = [key for key, _words in items.values()]

    def clean_numbers(self) -> str:
        written: str = self.cleaned_data["numbers"]
        try:
            named = printing.numbers(written, self.last)
        except ValueError as error:
            told = {"last": self.last, "piece": str(error)[:40]}
            raise forms.ValidationError(
                _("Write numbers between 1 and %(last)s, for example 1-40, 57. “%(piece)s” is not among them.") % told
            ) from None
        self.cleaned_data["chosen"] = [UUID(self.items[number][0]) for number in sorted(named & self.items.keys())]
        return written

"""What is filled in about how an authority is set up: a file brought in, a case to try it on, what is to take effect."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.arrangement.rules import file
from comitas.desk.forms import choices, offer
from comitas.desk.forms.cases import Once


class NewArrangement(Once):
    """A file that an authority, ours or another State's, took out."""

    file = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=True, max_length=200,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Refuses what is too large before it is read."""
        found = self.cleaned_data["file"]
        if found.size > file.MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than %(most)s, and was not read.") % {"most": filesizeformat(file.MOST_BYTES)}
            )
        return found


class Trial(forms.Form):
    """The case on which a proposal is tried."""

    case = forms.CharField(label=gettext_lazy("Number of the case"), max_length=40)


class Taking(forms.Form):
    """`seen`: what was in force when the page was made."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    subjects = forms.MultipleChoiceField(label=gettext_lazy("What takes effect"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *arguments: Any, offered: Iterable[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "subjects", choices({name: file.SUBJECTS[name] for name in offered}))

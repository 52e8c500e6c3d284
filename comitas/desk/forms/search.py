"""What is typed into the search."""

from django import forms
from django.utils.translation import gettext_lazy

from comitas.finding.rules.asked import LONGEST


class SearchForm(forms.Form):
    """One box. Nothing typed is no mistake: the page then says what can be found."""

    q = forms.CharField(
        label=gettext_lazy("What do you look for?"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "A case number, a name, a reference, or words; words in inverted commas stand together."
        ),
    )

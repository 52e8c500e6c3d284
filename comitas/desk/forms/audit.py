"""The day for which rights are asked."""

from django import forms
from django.utils.translation import gettext_lazy

from comitas.core.forms import DateInWords


class DayForm(forms.Form):
    """A day; without one, today."""

    on = DateInWords(label=gettext_lazy("At the end of the day"))

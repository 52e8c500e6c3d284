"""Which table is published."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from comitas.desk.forms.figures import PeriodForm


class PublishForm(PeriodForm):
    """A period, and of which of our authorities."""

    def __init__(self, data: Any, *, today: date, ours: list[tuple[str, str]]) -> None:
        super().__init__(data, today=today)
        self.fields["authority"] = forms.ChoiceField(label=_("Our authority"), choices=ours)

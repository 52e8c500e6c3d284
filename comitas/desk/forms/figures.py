"""Which period the figures are for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.statistics.rules import periods
from comitas.statistics.rules.periods import Period
from comitas.statistics.rules.words import UNITS, period_words

OFFERED = {"quarter": 9, "month": 13, "year": 6}
"""How many of each are in the list: two years of quarters, one of months, and five whole years before this one."""


class PeriodForm(forms.Form):
    """A period of the list, or any other by its code in the address."""

    period = forms.CharField()

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.fields["period"].label = _("Period")
        self.fields["period"].widget = forms.Select(choices=self._choices())

    def clean_period(self) -> Period:
        try:
            return periods.named(self.cleaned_data["period"])
        except ValueError:
            raise forms.ValidationError(_("This is no year, quarter or month. Choose one of the list.")) from None

    def chosen(self) -> Period:
        """What was asked for; the present quarter where nothing was, or nothing that is a period."""
        return self.cleaned_data["period"] if self.is_valid() else periods.of("quarter", self.today)

    def _choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        listed = {unit: self._listed(unit, number) for unit, number in OFFERED.items()}
        language = get_language() or "en"
        return [
            (_(UNITS[unit]), [(one.code, period_words(one, language)) for one in found])
            for unit, found in listed.items()
        ]

    def _listed(self, unit: str, number: int) -> list[Period]:
        now = periods.of(unit, self.today)
        found = [periods.before(now, steps) for steps in range(number)]
        asked = self._asked()
        return [asked, *found] if asked and asked.unit == unit and asked not in found else found

    def _asked(self) -> Period | None:
        try:
            return periods.named(str(self.data.get("period", "")))
        except ValueError:
            return None

"""The forms about an authority's working days: whose holidays hold and how long limits are, and one day by itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from comitas.core.forms import DateInWords
from comitas.desk.forms import choices, offer
from comitas.worklist.rules.calendars import LONGEST
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.limit import Limit
from comitas.worklist.rules.public import LONGEST_NAME
from comitas.worklist.rules.timetable import WEEKDAYS

OWN = {code: LIMITS[code] for code in ("acknowledge", "confirm-oral")}
"""Limits that the worklist counts and whose length no treaty gives."""
UNITS = {"calendar": gettext_lazy("Days, every day counts."), "working": gettext_lazy("Working days.")}


class WorkingDays(forms.Form):
    """`version` is that of the timetable shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    country = forms.ChoiceField(label=gettext_lazy("Public holidays of"), required=False)
    region = forms.CharField(label=gettext_lazy("Region"), required=False, max_length=12)
    rest = forms.MultipleChoiceField(
        label=gettext_lazy("Days of rest"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, countries: Mapping[str, Iterable[str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        named = Locale.parse(get_language() or "en", sep="-").territories
        offered = sorted(((code, str(named.get(code, code))) for code in countries), key=lambda pair: pair[1])
        offer(self, "country", [("", _("None: the days below alone")), *offered])
        offer(self, "rest", choices({str(number): name for number, name in WEEKDAYS.items()}))
        for code, limit in OWN.items():
            self.fields[code] = _length(limit)

    def limits(self) -> list[forms.BoundField]:
        return [self[code] for code in OWN]

    def lengths(self) -> dict[str, int]:
        """Days by the code of the limit; what was left empty is as it comes."""
        given = {code: self.cleaned_data.get(code) for code in OWN}
        return {code: days for code, days in given.items() if days is not None}


def _length(limit: Limit) -> forms.IntegerField:
    usual = _("%(days)d unless you set another number.") % {"days": limit.length}
    return forms.IntegerField(
        label=LABELS[limit.code],
        help_text=f"{UNITS[limit.unit]} {usual}",
        required=False,
        min_value=1,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


LABELS = {
    "acknowledge": gettext_lazy("Acknowledge a request, after receipt"),
    "confirm-oral": gettext_lazy("Ask for an oral request in writing, after receipt"),
}


class OneDay(forms.Form):
    """A day on which the authority rests, or works although it would rest."""

    day = DateInWords(label=gettext_lazy("Day"))
    name = forms.CharField(label=gettext_lazy("What day it is"), max_length=LONGEST_NAME)
    works = forms.ChoiceField(label=gettext_lazy("On this day"), widget=forms.RadioSelect, initial="rest")

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "works", [("rest", _("The authority rests")), ("work", _("The authority works all the same"))])

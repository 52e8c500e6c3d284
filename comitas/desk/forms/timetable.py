"""The forms about an authority's working days: whose holidays hold and which limits are its own, one day, and many from a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from comitas.core.forms import DateInWords
from comitas.desk.forms import choices, offer
from comitas.desk.presenters import limits as said
from comitas.desk.presenters.deadlines import cited
from comitas.directory.rules.tables import MOST_BYTES
from comitas.worklist.rules.law import LIMITS, SUBJECTS
from comitas.worklist.rules.limit import Limit, may_switch
from comitas.worklist.rules.public import LONGEST_NAME
from comitas.worklist.rules.timetable import WEEKDAYS

OWN = {code: limit for code, limit in LIMITS.items() if limit.own}
"""Limits whose length an authority sets."""
SWITCHED = {code: limit for code, limit in LIMITS.items() if may_switch(limit)}
ON = "on-"


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
        for code, limit in SWITCHED.items():
            self.fields[ON + code] = forms.BooleanField(
                label=_("It holds: %(what)s") % {"what": said.what(limit)}, required=False
            )
        for code, limit in OWN.items():
            self.fields[code] = _length(limit)

    def subjects(self) -> list[dict[str, Any]]:
        """Every limit under its subject, with its fields where the authority sets it."""
        return [
            {"name": _(name), "limits": [self._row(limit) for limit in limits.values()]}
            for name, limits in SUBJECTS.items()
        ]

    def _row(self, limit: Limit) -> dict[str, Any]:
        return {
            "what": said.what(limit),
            "why": _(limit.sentence),
            "rule": said.rule(limit),
            "force": said.force(limit),
            "article": cited(limit.article),
            "on": self[ON + limit.code] if limit.code in SWITCHED else None,
            "length": self[limit.code] if limit.code in OWN else None,
        }

    def lengths(self) -> dict[str, int]:
        """Days by the code of the limit; what was left empty is as it comes."""
        given = {code: self.cleaned_data.get(code) for code in OWN}
        return {code: days for code, days in given.items() if days is not None}

    def switched(self) -> dict[str, bool]:
        """Whether each limit holds that may be switched."""
        return {code: bool(self.cleaned_data.get(ON + code)) for code in SWITCHED}


def initial_limits(lengths: Mapping[str, int], switched: Mapping[str, bool]) -> dict[str, Any]:
    """What stands, as the form shows it."""
    given: dict[str, Any] = {code: lengths.get(code, limit.length) for code, limit in OWN.items()}
    return given | {ON + code: switched.get(code, limit.on) for code, limit in SWITCHED.items()}


def _length(limit: Limit) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Days: %(what)s") % {"what": said.what(limit)},
        required=False,
        min_value=1,
        max_value=limit.most,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class DaysFile(forms.Form):
    """Many days at once."""

    file = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )

    def clean_file(self) -> bytes:
        """Its bytes, no more of them than a table can have."""
        return bytes(self.cleaned_data["file"].read(MOST_BYTES + 1))


class OneDay(forms.Form):
    """A day on which the authority rests, or works although it would rest."""

    day = DateInWords(label=gettext_lazy("Day"))
    name = forms.CharField(label=gettext_lazy("What day it is"), max_length=LONGEST_NAME)
    works = forms.ChoiceField(label=gettext_lazy("On this day"), widget=forms.RadioSelect, initial="rest")

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "works", [("rest", _("The authority rests")), ("work", _("The authority works all the same"))])

"""The days by which time limits are counted, each a field; an hour beside it where that matters."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from comitas.cases.rules.moments import Moment
from comitas.core.forms import DateInWords

HOUR = "-hour"
WRITTEN = ("%H:%M", "%H.%M", "%Hh%M", "%H h %M", "%H h", "%Hh", "%H")
"""14:30, 14.30, 14h30, 14 h 30, 14 h, 14."""


class Days(forms.Form):
    """`version` is that of the part or case shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, moments: Iterable[Moment], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.moments = list(moments)
        for one in self.moments:
            self.fields[one.code] = DateInWords(
                label=_(one.name), help_text=_(one.hint) if one.hint else "", required=False
            )
            if one.timed:
                self.fields[one.code + HOUR] = _hour(_(one.name))

    def days(self) -> dict[str, tuple[date | None, time | None]]:
        """What was typed, for the action."""
        given = self.cleaned_data
        return {one.code: (given.get(one.code), given.get(one.code + HOUR)) for one in self.moments}


def _hour(name: str) -> forms.TimeField:
    return forms.TimeField(
        label=_("Hour: %(what)s") % {"what": name},
        help_text=_(
            "In your authority’s time, for example 14:30. May be left empty: then the day counts from its beginning."
        ),
        input_formats=WRITTEN,
        required=False,
        error_messages={"invalid": _("Type an hour such as 14:30.")},
        widget=forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric", "type": "text"}),
    )


def initial(version: int, noted: Mapping[str, tuple[date, time | None]]) -> dict[str, Any]:
    """What stands, as the form shows it."""
    stands: dict[str, Any] = {"version": version}
    for code, (on, hour) in noted.items():
        stands |= {code: on, code + HOUR: hour}
    return stands

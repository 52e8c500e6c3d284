"""The forms about reminders, the calendar link, the duty rota and what is alerted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.desk.forms import choices, offer
from comitas.duty.rules import rota

HOURS = [(str(hour), f"{hour:02d}:00") for hour in range(24)]


class Reminders(forms.Form):
    """Whether and when one is reminded by mail."""

    on = forms.BooleanField(
        label=gettext_lazy("Remind me by mail on working days, when something is due"), required=False
    )
    hour = forms.TypedChoiceField(label=gettext_lazy("At"), coerce=int, choices=HOURS)


class Link(forms.Form):
    """A new calendar link."""

    numbers = forms.BooleanField(
        label=gettext_lazy("Show the number of the case"),
        help_text=gettext_lazy(
            "Otherwise every entry says “A deadline”. Whoever sees your calendar sees what it says."
        ),
        required=False,
    )


class Terms(forms.Form):
    """When somebody is alerted. `version` is that of what is shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(label=gettext_lazy("Alert whoever is on duty"), widget=forms.RadioSelect)
    opens = forms.TimeField(label=gettext_lazy("The office opens at"), input_formats=["%H:%M"])
    closes = forms.TimeField(label=gettext_lazy("It closes at"), input_formats=["%H:%M"])
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes until the next is alerted"), min_value=5, max_value=rota.LONGEST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    changes = forms.TimeField(label=gettext_lazy("Turns change at"), input_formats=["%H:%M"])
    phone = forms.EmailField(
        label=gettext_lazy("Mail address of the duty phone"),
        help_text=gettext_lazy("Such as that of your gateway to short messages. May be left empty."),
        required=False,
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "when", choices(rota.WHEN))
        for name in ("opens", "closes", "changes"):
            self.fields[name].widget = forms.TimeInput(format="%H:%M")
            self.fields[name].error_messages = {
                "required": _("Give a time such as 08:00."),
                "invalid": _("Give a time such as 08:00."),
            }


class Week(forms.Form):
    """Who is on duty on each of *days*: a field for each line and day."""

    def __init__(self, *arguments: Any, days: Iterable[date], able: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.turns = [(line, day) for day in days for line in rota.LINES]
        offered = [("", _("Nobody")), *able]
        for line, day in self.turns:
            made = forms.TypedChoiceField(label=_(rota.LINES[line]), coerce=int, empty_value=None, required=False)
            made.choices = offered
            self.fields[rota.field(line, day)] = made

    def asked(self) -> Mapping[tuple[int, date], int | None]:
        return {(line, day): self.cleaned_data[rota.field(line, day)] for line, day in self.turns}

"""Forms about oneself."""

from typing import cast
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Preferences(forms.Form):
    """Language and time zone of the pages."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"), max_length=64, help_text=gettext_lazy("Such as Europe/Paris.")
    )

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)  # type: ignore[arg-type]
        field = cast(forms.ChoiceField, self.fields["language"])
        field.choices = [
            (code, Locale.parse(code).get_display_name(code) or code) for code, _name in settings.LANGUAGES
        ]

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("Type a time zone such as Europe/Paris."))
        return zone


class Sealing(forms.Form):
    """The envelope with one's recovery codes."""

    envelope = forms.CharField(
        label=gettext_lazy("What stands on the envelope"), max_length=40, help_text=gettext_lazy("Such as its number.")
    )
    place = forms.CharField(
        label=gettext_lazy("Where it lies"), max_length=120, help_text=gettext_lazy("Such as the safe of the registry.")
    )

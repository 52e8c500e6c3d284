"""Pages of a scan: to which letter each belongs, at which place, and how it is turned."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.documents.rules import sheets
from comitas.documents.rules.sheets import Laid, Sheet, turn_of

TURNS = {
    0: gettext_lazy("as it is"),
    90: gettext_lazy("a quarter to the right"),
    180: gettext_lazy("upside down"),
    270: gettext_lazy("a quarter to the left"),
}


class Sheets(forms.Form):
    """Three fields a page, numbered as the pages stand: `letter-0`, `place-0`, `turn-0` …"""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, pages: list[Sheet], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.pages = pages
        for number, _sheet in enumerate(pages):
            self.fields[f"letter-{number}"] = forms.IntegerField(
                label=gettext_lazy("Letter"), required=False, min_value=0, max_value=sheets.MOST_LETTERS, initial=1
            )
            self.fields[f"place-{number}"] = forms.IntegerField(
                label=gettext_lazy("Position"), required=False, min_value=0, max_value=9_999, initial=number + 1
            )
            self.fields[f"turn-{number}"] = forms.TypedChoiceField(
                label=gettext_lazy("Turn"), coerce=int, required=False, choices=TURNS, initial=0, empty_value="0"
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            try:
                self.letters = sheets.letters(self._laid(values))
            except sheets.Wrong as error:
                self.add_error(None, _(str(error)))
            else:
                if sheets.unchanged(self.letters, self.pages):
                    self.add_error(None, _("Nothing was divided, moved, turned or left out."))
        return values

    def _laid(self, values: dict[str, Any]) -> list[Laid]:
        return [
            Laid(
                Sheet(sheet.document, sheet.page, turn_of(int(values[f"turn-{number}"]))),
                values[f"letter-{number}"] or 0,
                values[f"place-{number}"] if values[f"place-{number}"] is not None else number + 1,
            )
            for number, sheet in enumerate(self.pages)
        ]

"""The forms about absences: who is away and who stands in, and which restricted cases the deputy may read."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.core.forms import DateInWords
from comitas.desk.forms import offer

Named = Iterable[tuple[int, str]]


class Away(forms.Form):
    """One's own absence. *able*: those who could stand in."""

    first = DateInWords(label=gettext_lazy("First day away"))
    last = DateInWords(label=gettext_lazy("Last day away"))
    deputy = forms.TypedChoiceField(label=gettext_lazy("Who stands in"), coerce=int)

    def __init__(self, *arguments: Any, able: Named, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "deputy", [("", _("Choose")), *able])


class OtherAway(Away):
    """The absence of a colleague."""

    absent = forms.TypedChoiceField(label=gettext_lazy("Who is away"), coerce=int)
    field_order = ("absent", "first", "last", "deputy")

    def __init__(self, *arguments: Any, able: Named, **more: Any) -> None:
        named = list(able)
        super().__init__(*arguments, able=named, **more)
        offer(self, "absent", [("", _("Choose")), *named])


class Lending(forms.Form):
    """Restricted cases: those ticked may be read by the deputy."""

    compartments = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Restricted cases that the deputy may read meanwhile"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, offered: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "compartments", list(offered))

"""The forms that hand all cases of an officer to another, and give out those that nobody has."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.desk.forms import offer

Named = Iterable[tuple[int, str]]


class HandOver(forms.Form):
    """*having*: the officers who have cases; *able*: those who could take them."""

    officer = forms.TypedChoiceField(label=gettext_lazy("All open cases of"), coerce=int)
    to = forms.TypedChoiceField(label=gettext_lazy("Go to"), coerce=int)

    def __init__(self, *arguments: Any, having: Named, able: Named, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "officer", [("", _("Choose")), *having])
        offer(self, "to", [("", _("Choose")), *able])


class GiveOut(forms.Form):
    """Cases without an officer, ticked one by one, and who gets them. *waiting*: those that may be ticked."""

    cases = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Cases"), coerce=UUID, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one case."),
                        "invalid_choice": gettext_lazy("One of these cases was given to somebody meanwhile.")},
    )  # fmt: skip
    to = forms.TypedChoiceField(label=gettext_lazy("Give them to"), coerce=int)

    def __init__(self, *arguments: Any, waiting: Iterable[tuple[str, str]], able: Named, **more: Any) -> None:
        super().__init__(*arguments, **{"auto_id": "give_%s", **more})
        offer(self, "cases", list(waiting))
        offer(self, "to", [("", _("Choose")), *able])

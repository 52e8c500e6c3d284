"""Keeping a view of the register, and giving cases that were ticked in it to an officer."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.desk.forms import offer
from comitas.finding.actions import LONGEST_NAME

OWN, TEAM = "own", "team"
MOST_TICKED = 100


class KeepView(forms.Form):
    """A name, and for whom. *sharing*: views may be kept for the team."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=LONGEST_NAME)
    whose = forms.ChoiceField(label=gettext_lazy("For whom"), widget=forms.RadioSelect, initial=OWN)
    authority = forms.TypedChoiceField(label=gettext_lazy("Authority"), coerce=UUID)
    asked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(self, *arguments: Any, authorities: list[tuple[str, str]], sharing: bool, **more: Any) -> None:
        super().__init__(*arguments, **more)
        whose = [(OWN, _("Only me")), *([(TEAM, _("Everybody who reads this register"))] if sharing else [])]
        offer(self, "whose", whose)
        offer(self, "authority", authorities)
        if len(authorities) == 1:
            self.fields["authority"].initial = authorities[0][0]
            self.fields["authority"].widget = forms.HiddenInput()


class AssignChosen(forms.Form):
    """Cases that were ticked in the register, and who gets them; "nobody" takes them from whoever has them."""

    case = forms.TypedMultipleChoiceField(
        coerce=UUID, error_messages={"required": gettext_lazy("Tick at least one case.")}
    )  # fmt: skip
    officer = forms.ChoiceField(
        label=gettext_lazy("Give the ticked cases to"), error_messages={"required": gettext_lazy("Choose an officer.")}
    )
    asked = forms.CharField(required=False, max_length=4000)

    def __init__(self, *arguments: Any, officers: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "officer", [("", _("Choose")), ("0", _("Nobody")), *((str(key), name) for key, name in officers)])
        ticked = self.data.getlist("case")[:MOST_TICKED] if hasattr(self.data, "getlist") else []
        offer(self, "case", [(key, key) for key in ticked if _is_id(key)])


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False

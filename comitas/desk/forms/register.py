"""The filters of the register: one GET form, so that the address is the view."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.cases import queries
from comitas.cases.rules.states import STATES
from comitas.core.forms import DateInWords
from comitas.desk.forms import choices
from comitas.intake.rules.kinds import KINDS

NOBODY = "0"


class RegisterFilters(forms.Form):
    """What is asked of the register. A filter that makes no sense is told at its field, and the list stays as it was."""

    q = forms.CharField(label=gettext_lazy("Number, name or reference"), required=False, max_length=200)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    stands = forms.ChoiceField(label=gettext_lazy("Where it stands"), required=False)
    officer = forms.ChoiceField(label=gettext_lazy("Officer"), required=False)
    since = DateInWords(label=gettext_lazy("Received since"), required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, states: list[tuple[str, str]], officers: list[Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        named = {code: state.tag for code, state in STATES.items()}
        self.fields["state"].choices = [("", _("Any")), *states]  # type: ignore[attr-defined]
        self.fields["kind"].choices = choices({kind.code: kind.name for kind in KINDS}, _("Any"))  # type: ignore[attr-defined]
        self.fields["stands"].choices = choices(named, _("Any"))  # type: ignore[attr-defined]
        people = [(str(person.pk), person.full_name) for person in officers]
        self.fields["officer"].choices = [("", _("Anybody")), (NOBODY, _("Nobody yet")), *people]  # type: ignore[attr-defined]

    def filters(self) -> queries.Filters:
        """What is asked, without what makes no sense."""
        self.is_valid()
        values = self.cleaned_data
        officer = values.get("officer") or None
        view = values.get("view", "")
        return queries.Filters(
            view=view if view in queries.VIEWS else "all",
            words=values.get("q", "").strip(),
            state=values.get("state", ""),
            kind=values.get("kind", ""),
            stands=values.get("stands", ""),
            officer=int(officer) if officer else None,
            since=values.get("since"),
        )

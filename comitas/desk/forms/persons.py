"""The forms about a request of a person: what they ask, the identity check, the other State, the answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.core.forms import DateInWords
from comitas.desk.forms import choices, offer
from comitas.protection.rules import persons as rules

LONG = forms.Textarea(attrs={"rows": 3})


class Asked(forms.Form):
    """What the person asks. `version` is 0 where it is not noted yet."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    right = forms.ChoiceField(label=gettext_lazy("What the person asks"))
    name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=200)
    born = DateInWords(label=gettext_lazy("Born on"), required=False)
    identity_document = forms.CharField(label=gettext_lazy("Identity document"), max_length=80, required=False)
    asks = forms.CharField(label=gettext_lazy("In their words"), max_length=4_000, widget=LONG, required=False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "right", choices(rules.RIGHTS, _("Choose")))


class Identity(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    identity = forms.ChoiceField(label=gettext_lazy("What the check gave"))
    how = forms.CharField(label=gettext_lazy("How it was checked"), max_length=300)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(
            self, "identity", [("", _("Choose")), *((code, _(words)) for code, words in rules.IDENTITY.items() if code)]
        )


class Consultation(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=gettext_lazy("Which State"))
    on = DateInWords(label=gettext_lazy("Asked on"))
    heard_on = DateInWords(label=gettext_lazy("It answered on"), required=False)
    heard = forms.CharField(label=gettext_lazy("What it said"), max_length=4_000, widget=LONG, required=False)

    def __init__(self, *arguments: Any, states: dict[str, str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        named = sorted(states.items(), key=lambda one: one[1])
        offer(self, "state", [("", _("Choose")), *named])


class Answer(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=gettext_lazy("How it was answered"))
    on = DateInWords(label=gettext_lazy("Answered on"))
    because = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=4_000,
        widget=LONG,
        help_text=gettext_lazy("For the file and the supervisory authority. It does not go to the person."),
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "answer", choices(rules.ANSWERS, _("Choose")))

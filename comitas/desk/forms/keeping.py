"""The forms about keeping and destroying: a proposal, a hold, a hand-over and its receipt, a retention period."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.core.forms import DateInWords
from comitas.desk.forms import choices, offer
from comitas.desk.presenters import keeping as said
from comitas.protection.rules.destruction import GROUNDS
from comitas.protection.rules.retention import MOST_MONTHS

LONG = forms.Textarea(attrs={"rows": 3})


class Propose(forms.Form):
    """Why it is destroyed, and by which rule."""

    ground = forms.ChoiceField(label=gettext_lazy("Why it is destroyed"))
    cited = forms.CharField(
        label=gettext_lazy("The rule or the decision"),
        max_length=200,
        help_text=gettext_lazy("It stands in the certificate, which is kept: name no person."),
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "ground", choices(GROUNDS, _("Choose")))


class HoldIt(forms.Form):
    """A legal hold."""

    reason = forms.CharField(label=gettext_lazy("Why it must be kept"), max_length=500, widget=LONG)
    until = DateInWords(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy("With this day it ends by itself. Left empty, it stands until somebody lifts it."),
    )


class LiftHold(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why it need not be kept any more"), max_length=500, widget=LONG)


class HandOver(forms.Form):
    archive = forms.CharField(label=gettext_lazy("Which archives"), max_length=200)


class Receipt(forms.Form):
    receipt = forms.CharField(label=gettext_lazy("The archives’ receipt"), max_length=200)
    on = DateInWords(label=gettext_lazy("Received by them on"))


class Period(forms.Form):
    """A row of the schedule. Kind and outcome may be left open: then it holds for every one."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("How it ended"), required=False)
    months = forms.IntegerField(
        label=gettext_lazy("Months after it ended"), min_value=0, max_value=MOST_MONTHS, required=False
    )
    cited = forms.CharField(label=gettext_lazy("The rule that sets it"), max_length=200, required=False)
    archive = forms.BooleanField(label=gettext_lazy("The archives come first"), required=False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "kind", said.kind_choices())
        offer(self, "outcome", said.outcome_choices())

    def clean_months(self) -> int:
        months: int | None = self.cleaned_data["months"]
        if months is None:
            raise forms.ValidationError(_("Enter a number of months from 0 to %(most)d.") % {"most": MOST_MONTHS})
        return months

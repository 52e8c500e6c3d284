"""What officers fill in when a request of ours moves: to the requester and back, returned, sent, arrived."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.core.forms import DateInWords
from comitas.desk.forms import choices, offer
from comitas.desk.forms.cases import line
from comitas.drafting.rules.dispatches import DISPATCHES, SENDING

Offered = Iterable[tuple[str, str]]


class Removal(forms.Form):
    """Taking something out of a draft, on a page of its own."""


class ToRequester(forms.Form):
    """What the requester is to correct."""

    missing = forms.CharField(
        label=gettext_lazy("What is to be corrected"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    answer_by = DateInWords(label=gettext_lazy("Wanted back by"), required=False)


class FromRequester(forms.Form):
    """When the corrected draft came."""

    on = DateInWords(label=gettext_lazy("It came on"))


class Remarks(forms.Form):
    """Why a request goes back to whoever drafted it."""

    seal = forms.CharField(widget=forms.HiddenInput, max_length=40)
    note = forms.CharField(
        label=gettext_lazy("What is to be corrected"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class DispatchForm(forms.Form):
    """One time that the request leaves."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("What is sent"), widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=gettext_lazy("How it was sent"))
    on = DateInWords(label=gettext_lazy("Sent on"))
    to = line(
        gettext_lazy("To or through"),
        300,
        gettext_lazy("Such as the embassy, the National Central Bureau, an address."),
    )
    tracking = line(gettext_lazy("Tracking, registered or bag number"), 120)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "kind", choices(DISPATCHES))
        offer(self, "channel", choices(SENDING, _("Choose")))
        self.fields["once"].initial = uuid4()


class DeliveryForm(forms.Form):
    """What became of a consignment."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    tracking = line(gettext_lazy("Tracking, registered or bag number"), 120)
    delivered_on = DateInWords(label=gettext_lazy("Arrived on"), required=False)
    proof = forms.TypedChoiceField(
        label=gettext_lazy("Proof, a document of this case"), coerce=UUID, empty_value=None, required=False
    )

    def __init__(self, *arguments: Any, documents: Offered, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "proof", [("", _("None")), *documents])


class UndoForm(forms.Form):
    """Why a dispatch was no dispatch."""

    reason = forms.CharField(label=gettext_lazy("Reasons"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

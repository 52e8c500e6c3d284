"""What officers say about findings, and the requirements that a State adds."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from comitas.checks.rules.findings import STATUSES
from comitas.desk.forms import choices, offer


class Decision(forms.Form):
    """An officer's word about a finding. `about` and `last` are what the officer saw."""

    about = forms.CharField(max_length=16, widget=forms.HiddenInput)
    last = forms.UUIDField(required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(label=gettext_lazy("What the finding is to say"), widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "status", choices(STATUSES))


class PackText(forms.Form):
    """The requirements that a State adds, as JSON."""

    authority = forms.TypedChoiceField(label=gettext_lazy("For which authority"), coerce=UUID)
    pack = forms.CharField(
        label=gettext_lazy("Requirements"),
        max_length=1_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
    )

    def __init__(self, *arguments: Any, authorities: list[Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "authority", [(str(a.pk), a.name) for a in authorities])

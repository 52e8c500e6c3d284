"""An account for a program, and a token for it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.accounts.access import Ours
from comitas.accounts.rules.roles import ADMINISTRATOR, ROLES
from comitas.api.rules.scopes import SCOPES
from comitas.api.rules.tokens import LONGEST_DAYS, USUAL_DAYS

OFFERED_ROLES = tuple(role for role in ROLES if role != ADMINISTRATOR)
"""No program gives roles to people."""


class NewMachine(forms.Form):
    """The name is what pages and ledger show where the program did something."""

    authority = forms.TypedChoiceField(label=gettext_lazy("Authority"), coerce=UUID)
    name = forms.CharField(label=gettext_lazy("Name of the program"), max_length=120)
    purpose = forms.CharField(label=gettext_lazy("What it is for, and who answers for it"), max_length=300)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role.")},
    )  # fmt: skip

    def __init__(self, *arguments: Any, authorities: list[Ours], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offered: Any = self.fields["authority"]
        offered.choices = [(str(one.pk), one.name) for one in authorities]
        roles: Any = self.fields["roles"]
        roles.choices = [(role, _(ROLES[role])) for role in OFFERED_ROLES]


class NewToken(forms.Form):
    """What a token is for, and for how long."""

    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What the token is for"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one thing that the token is for.")},
    )  # fmt: skip
    days = forms.IntegerField(
        label=gettext_lazy("Days until it expires"), min_value=1, max_value=LONGEST_DAYS, initial=USUAL_DAYS
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        scopes: Any = self.fields["scopes"]
        scopes.choices = [(scope.name, f"{scope.name}: {_(scope.sentence)}") for scope in SCOPES.values()]

"""Which roles may do what in an authority, as far as it may leave that to fewer of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from comitas.accounts.rules import narrowing as rules
from comitas.accounts.rules.permissions import roles_for
from comitas.accounts.rules.roles import ROLES
from comitas.desk.forms import offer
from comitas.desk.presenters.roles import permission_words


def standing(taken: set[rules.Pair]) -> dict[str, Any]:
    """What stands in the form: the roles that keep each permission."""
    return {"version": rules.mark(taken)} | {name: rules.left(name, taken) for name in rules.OPEN}


class WhatRolesMay(forms.Form):
    """A field for each permission: the roles that keep it. `version`: the mark of what stood when the page was made."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *arguments: Any, taken: set[rules.Pair], **more: Any) -> None:
        super().__init__(*arguments, **more)
        stands = standing(taken)
        self.fields["version"].initial = stands["version"]
        for name in rules.OPEN:
            self.fields[name] = forms.MultipleChoiceField(
                label=permission_words(name),
                initial=stands[name],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Leave it to one role at least.")},
            )
            offer(self, name, [(role, _(ROLES[role])) for role in roles_for(name)])

    def of_roles(self) -> list[forms.BoundField]:
        return [self[name] for name in rules.OPEN]

    def taken(self) -> dict[str, list[str]]:
        """By role, what is taken from it."""
        kept = {name: set(self.cleaned_data[name]) for name in rules.OPEN}
        return rules.by_role((role, name) for name in rules.OPEN for role in roles_for(name) if role not in kept[name])

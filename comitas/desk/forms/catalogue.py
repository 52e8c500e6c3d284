"""What the catalogue of figures is narrowed to."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from comitas.cases.rules.codes import OFFENCES
from comitas.desk.forms.figures import PeriodForm
from comitas.intake.rules.kinds import KINDS
from comitas.statistics.rules.narrowing import ALL, Narrowed

Offered = list[tuple[str, str]]


class CatalogueForm(PeriodForm):
    """A period and, for who may see every figure, what to narrow it to. What makes no sense is told at its field and leaves all."""

    def __init__(
        self, data: Any, *, today: date, states: Offered, ours: Offered, executing: Offered, narrows: bool
    ) -> None:
        super().__init__(data, today=today)
        self.narrows = narrows
        if not narrows:
            return
        kinds = [(kind.code, _(kind.name)) for kind in KINDS if kind.counts]
        offences = [(code, f"{code}  {_(offence.name)}") for code, offence in OFFENCES.items()]
        self._offer("kind", _("Kind"), kinds)
        self._offer("state", _("State"), states)
        self._offer("offence", _("Offence, by article of the Convention"), offences)
        if len(ours) > 1:
            self._offer("authority", _("Our authority"), ours)
        self._offer("executing", _("Executing authority"), executing)

    def _offer(self, name: str, label: str, offered: Offered) -> None:
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[("", _("Any")), *offered])

    def narrowed(self) -> Narrowed:
        """What was chosen; nothing of it where one of them is wrong."""
        if not self.narrows or not self.is_valid():
            return ALL
        values = self.cleaned_data
        ids = {name: UUID(values[name]) for name in ("authority", "executing") if values.get(name)}
        return Narrowed(kind=values["kind"], state=values["state"], offence=values["offence"], **ids)

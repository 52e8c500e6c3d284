"""The form of a step, made from the table: the fields that it needs and may have, and the gates that the head may pass."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from comitas.cases.rules import gates, stored
from comitas.cases.rules.codes import CHANNELS, GROUNDS, MEASURES, WANTED
from comitas.cases.rules.facts import PartFacts
from comitas.cases.rules.states import CORRECT, Step
from comitas.cases.rules.steps import LONGEST_TEXT, correctable
from comitas.cases.rules.words import FIELDS
from comitas.core.forms import DateInWords
from comitas.desk.forms import choices
from comitas.desk.forms.cases import YES_NO

SHORT = frozenset({"their_number", "with_whom", "decision", "place"})
PASS = "pass-"  # noqa: S105 - how the fields of gates that are passed begin


class StepForm(forms.Form):
    """Nothing is required here: the rules say what is missing, in their own words, at the field."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *arguments: Any, step: Step, facts: PartFacts, authorities: Iterable[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        self.step, self.facts, self.authorities = step, facts, list(authorities)
        for name in stored.fields_of(step):
            self.fields[name] = self._field(name)
        self.fields["date"].initial = facts.today

    def _field(self, name: str) -> forms.Field:
        kind = FIELDS[name].kind
        field = self._corrected() if name == "corrects" else getattr(self, f"_{kind.replace('-', '_')}")(name)
        field.label, field.required = _(FIELDS[name].label), False
        if name not in self.step.needs:
            field.help_text = field.help_text or _("May be left empty.")
        return field  # type: ignore[no-any-return]

    def _date(self, name: str) -> forms.Field:
        return DateInWords()

    def _text(self, name: str) -> forms.Field:
        if name in SHORT:
            return forms.CharField(max_length=300)
        return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))

    def _authority(self, name: str) -> forms.Field:
        if name == "court":  # a court of last instance may stand in no directory
            return forms.CharField(
                max_length=300, widget=forms.TextInput(attrs={"list": "courts", "autocomplete": "off"})
            )
        return forms.ChoiceField(choices=[("", _("Choose")), *self.authorities])

    def _ground(self, name: str) -> forms.Field:
        named = {code: _ground_words(code) for code in gates.grounds_for(self.facts, self.step.grounds)}
        return forms.ChoiceField(choices=[("", _("Choose")), *named.items()])

    def _channel(self, name: str) -> forms.Field:
        return forms.ChoiceField(choices=choices(CHANNELS, _("Choose")))

    def _measure(self, name: str) -> forms.Field:
        return forms.ChoiceField(choices=choices({code: MEASURES[code].name for code in WANTED}, _("Choose")))

    def _yes_no(self, name: str) -> forms.Field:
        return forms.ChoiceField(choices=choices(YES_NO), widget=forms.RadioSelect)

    def _corrected(self) -> forms.Field:
        last = correctable(self.facts)
        return forms.CharField(initial=last.key if last else "", widget=forms.HiddenInput)

    def given(self) -> dict[str, object]:
        """What was typed, as the rules take it."""
        values = {name: self.cleaned_data.get(name) for name in stored.fields_of(self.step)}
        return {name: _typed(name, value) for name, value in values.items() if value not in (None, "")}

    def today(self) -> date:
        """The date where the authority sits."""
        return self.facts.today


def _typed(name: str, value: Any) -> object:
    return value == "yes" if FIELDS[name].kind == "yes-no" else value


def _ground_words(code: str) -> str:
    ground = GROUNDS[code]
    return f"{_(ground.name)} ({ground.article})" if ground.article else _(ground.name)


class PassingForm(forms.Form):
    """The head's reasons for going on although a gate is closed, one field a gate."""

    def __init__(self, *arguments: Any, closed: Iterable[gates.Closed], **more: Any) -> None:
        super().__init__(*arguments, **more)
        for gate in closed:
            self.fields[f"{PASS}{gate.rule}"] = forms.CharField(
                label=_("Reasons for going on all the same"),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )


def passed(posted: Any) -> dict[str, str]:
    """The reasons typed for gates, by rule."""
    return {
        name.removeprefix(PASS): value for name, value in posted.items() if name.startswith(PASS) and str(value).strip()
    }


__all__ = ["CORRECT", "PassingForm", "StepForm", "passed"]

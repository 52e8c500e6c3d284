"""What officers write of a part of a case, and what came with the request."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.cases.models import Case, Part
from comitas.cases.rules.codes import BASES, MEASURES
from comitas.cases.rules.families import families_for, measures_for
from comitas.cases.rules.papers import RECOVERIES, RECOVERING, Paper
from comitas.cases.rules.penalty import SERVED
from comitas.core.forms import DateInWords
from comitas.core.text import N_
from comitas.desk.forms import choices, offer
from comitas.desk.forms.cases import YES_NO, Once, Said, Versioned, ids, line, months

COERCIVE = {"yes": N_("With coercive action"), "no": N_("Without coercive action")}


class PartFields(forms.Form):
    """What is known of a part, beside its life."""

    description = line(gettext_lazy("What is asked, in a few words"), 500)
    purpose = line(gettext_lazy("What it is for"), 500)
    coercive = Said(label=gettext_lazy("How it is carried out"))
    recovery = forms.ChoiceField(
        label=gettext_lazy("Kind of recovery"),
        required=False,
        help_text=gettext_lazy("For a recovery of assets alone."),
    )
    bases = forms.MultipleChoiceField(
        label=gettext_lazy("Legal basis"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agreed_9_29 = forms.BooleanField(
        label=gettext_lazy("The States agreed to apply article 46(9)-(29) in place of their treaty"), required=False
    )
    deadline = DateInWords(label=gettext_lazy("Due"), required=False)
    persons = forms.MultipleChoiceField(
        label=gettext_lazy("Persons concerned"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self, persons: Iterable[Any], families: Iterable[str]) -> None:
        """Fill in what can be chosen for a part of one of *families*."""
        known = set(families)
        fitting = {code: basis.name for code, basis in BASES.items() if known & set(basis.families)}
        offer(self, "bases", choices(fitting))
        offer(self, "recovery", choices(RECOVERIES, _("Not said")))
        if "assistance" not in known:
            del self.fields["agreed_9_29"]
            del self.fields["recovery"]
        offer(self, "coercive", choices(COERCIVE, _("Not said")))
        named = [(str(person.pk), person.name) for person in persons]
        offer(self, "persons", named)
        if not named:
            del self.fields["persons"]

    def given(self, kept: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
        """What was typed, for the action; the text by which a kept basis is cited stays."""
        values = self.cleaned_data
        cited = {basis["code"]: basis.get("cited", "") for basis in kept}
        found = {name: values[name] for name in ("description", "purpose", "coercive", "deadline")}
        found |= {"recovery": values["recovery"]} if "recovery" in values else {}
        found["bases"] = [
            {"code": code, "cited": cited.get(code, ""), "agreed_9_29": values.get("agreed_9_29", False)}
            for code in values["bases"]
        ]
        return found | ({"persons": ids(values["persons"])} if "persons" in values else {})


class PapersForm(Versioned):
    """What came with a request: one question for each paper."""

    def __init__(self, *arguments: Any, papers: Iterable[Paper], **more: Any) -> None:
        super().__init__(*arguments, **more)
        for paper in papers:
            self.fields[paper.code] = Said(label=_(paper.words))
            offer(self, paper.code, choices(YES_NO, _("Not said")))


class NewPart(Once, PartFields):
    """One more thing that is asked."""

    measure = forms.ChoiceField(label=gettext_lazy("What is asked"))
    field_order = ["once", "measure", "description", "purpose"]

    def __init__(self, *arguments: Any, case: Case, persons: Iterable[Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        asked = {code: MEASURES[code].name for code in measures_for(case.side, case.kind)}
        offer(self, "measure", choices(asked, _("Choose")))
        self.prepare(persons, (family.code for family in families_for(case.side, case.kind)))


class PartForm(Versioned, PartFields):
    """A part as it is known, and where it is."""

    executing = forms.ChoiceField(label=gettext_lazy("Executing authority"), required=False)
    their_number = line(gettext_lazy("Their number"), 80)
    sentence_months = months(gettext_lazy("Length of the sentence that was passed"))

    def __init__(
        self, *arguments: Any, part: Part, persons: Iterable[Any], authorities: Iterable[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        offer(self, "executing", [("", _("Nobody yet")), *authorities])
        self.prepare(persons, (part.family,))
        if part.measure != RECOVERING:
            self.fields.pop("recovery", None)
        if part.measure != SERVED:
            del self.fields["sentence_months"]

    def given(self, kept: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
        executing = self.cleaned_data["executing"]
        more = {"executing": UUID(executing) if executing else None, "their_number": self.cleaned_data["their_number"]}
        if "sentence_months" in self.cleaned_data:
            more["sentence_months"] = self.cleaned_data["sentence_months"]
        return super().given(kept) | more

"""What officers fill in about one measure, or one offence, of a request of ours."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.cases.rules import details
from comitas.cases.rules.codes import MEASURES
from comitas.cases.rules.penalty import SERVED
from comitas.core.forms import DateInWords
from comitas.desk.forms import choices, offer
from comitas.desk.forms.cases import NewOffence, line, months
from comitas.desk.forms.requests import Seen

DETAIL = "detail-"


class NewMeasure(forms.Form):
    """One more measure: what kind it is. The page that follows asks what belongs to it."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    measure = forms.ChoiceField(label=gettext_lazy("What is asked"), widget=forms.RadioSelect)

    def __init__(self, *arguments: Any, offered: Iterable[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        known = [MEASURES[code] for code in offered]
        named = {m.code: _("%(name)s (%(article)s)") % {"name": _(m.name), "article": m.article} for m in known}
        offer(self, "measure", list(named.items()))
        self.fields["once"].initial = uuid4()


class MeasurePage(Seen):
    """One measure with everything that belongs to its kind."""

    description = forms.CharField(
        label=gettext_lazy("What exactly is asked"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("As they are to read it, in at most 500 characters. 46(15)(d)"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    purpose = line(gettext_lazy("What it is for, if not as for all measures"), 500)
    persons = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Persons concerned"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )
    deadline = DateInWords(label=gettext_lazy("Needed by, if not as for all measures"), required=False)

    def __init__(self, *arguments: Any, measure: str, persons: Iterable[Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.shown = details.DETAILS[measure]
        for detail in self.shown:
            self.fields[f"{DETAIL}{detail.code}"] = _field(detail)
        named = [(str(person.pk), person.name) for person in persons]
        offer(self, "persons", named)
        if not named:
            del self.fields["persons"]
        own = [f"{DETAIL}{detail.code}" for detail in self.shown]
        if measure in details.OF_EXTRADITION:
            self.fields["description"].help_text = _(
                "Anything else they are to read about it, in at most 500 characters."
            )
            self.fields["description"].label = _("Further words on what is asked")
        if measure == SERVED:
            self.fields["sentence_months"] = months(_("Length of the sentence that was passed"))
        first = ["persons", "description"] if measure in details.OF_EXTRADITION else ["description"]
        self.order_fields(["version", *first, *own, "sentence_months", "persons", "purpose", "deadline"])

    def given(self) -> dict[str, Any]:
        values = super().given()
        told = {detail.code: _plain(values.pop(f"{DETAIL}{detail.code}")) for detail in self.shown}
        values.setdefault("persons", [])
        return values | {"details": told}


def _field(detail: details.Detail) -> forms.Field:
    label, hint = _(detail.label), _(detail.hint) if detail.hint else ""
    if detail.when:
        hint = " ".join(text for text in (_condition(detail), hint) if text)
    if detail.article:
        hint = f"{hint} {detail.article}".strip()
    if detail.kind == "date":
        return DateInWords(label=label, required=False, help_text=hint)
    if detail.kind == "choice":
        return forms.ChoiceField(
            label=label, required=False, help_text=hint, choices=choices(detail.choices or {}, _("Not said"))
        )
    if detail.kind == "line":
        return forms.CharField(label=label, required=False, help_text=hint, max_length=details.LONGEST_LINE)
    return forms.CharField(
        label=label,
        required=False,
        help_text=hint,
        max_length=details.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _condition(detail: details.Detail) -> str:
    """By which answer it is asked for."""
    name, answer = detail.when or ("", "")
    owner = next(one for rows in details.DETAILS.values() if detail in rows for one in rows if one.code == name)
    words = _((owner.choices or {})[answer])
    return _("If “%(question)s” is “%(answer)s”.") % {"question": _(owner.label), "answer": words}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


class OffencePage(NewOffence):
    """An offence of a request of ours: by our law, with its text for a reader who does not have it."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["cited"].label = _("The offence, by its name")
        self.fields["provision"].label = _("Provision")
        self.fields["text"].label = _("Text of the provision")
        self.fields["penalty"].label = _("Maximum penalty")
        self.fields["months_asking"].label = _("Longest penalty by our law")
        self.fields["months_asked"].label = _("Longest penalty by their law")
        del self.fields["ours"]

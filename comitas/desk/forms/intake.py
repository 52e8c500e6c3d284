"""What the officer decides about an arrival: one form, five named buttons.

Fields are filled with what was read where nothing was typed before; two readings fill nothing. Proposed persons, measures and
offences are ticked boxes; the officer unticks what is wrong and adds what is missing.
"""

import contextlib
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.cases.rules.codes import BASES, MEASURES
from comitas.core.forms import DateInWords
from comitas.desk.forms import choices
from comitas.desk.presenters import letter
from comitas.desk.presenters.letter import Row
from comitas.intake.actions import Acceptance, AskedMeasure, MentionedPerson
from comitas.intake.models import Arrival
from comitas.intake.rules.kinds import KINDS
from comitas.intake.rules.proposal import TWO_READINGS

DECISIONS = ("save", "accept", "join", "forward", "return", "turn-away")
MOST_NAMES = 40
CATEGORIES = ("suspect", "accused", "convicted", "victim", "witness", "expert")


class Decision(forms.Form):
    """Everything of the screen. `do` says which button; what the others would need is not asked for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sender = forms.CharField(label=gettext_lazy("Sent by"), max_length=300, required=False)
    written_on = DateInWords(label=gettext_lazy("Date of letter"), required=False)
    received_on = DateInWords(label=gettext_lazy("Received on"))
    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    their_reference = forms.CharField(label=gettext_lazy("Their reference"), max_length=120, required=False)
    reading = forms.ChoiceField(label=gettext_lazy("Which reading is right?"), required=False, widget=forms.RadioSelect)
    other_references = forms.MultipleChoiceField(label=gettext_lazy("Other numbers"), required=False, widget=forms.CheckboxSelectMultiple)
    state_from = forms.ChoiceField(label=gettext_lazy("Requesting State"), required=False)
    requesting = forms.CharField(label=gettext_lazy("Requesting authority"), max_length=300, required=False)
    conducting = forms.CharField(label=gettext_lazy("Authority conducting the proceedings"), max_length=300, required=False)
    bases = forms.MultipleChoiceField(label=gettext_lazy("Legal basis"), required=False, widget=forms.CheckboxSelectMultiple)
    measures = forms.MultipleChoiceField(label=gettext_lazy("Measures"), required=False, widget=forms.CheckboxSelectMultiple)
    more_measures = forms.MultipleChoiceField(label=gettext_lazy("Add a measure"), required=False, widget=forms.CheckboxSelectMultiple)
    persons = forms.MultipleChoiceField(label=gettext_lazy("Persons"), required=False, widget=forms.CheckboxSelectMultiple)
    more_persons = forms.CharField(
        label=gettext_lazy("Add persons, one a line"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    offences = forms.MultipleChoiceField(label=gettext_lazy("Offences"), required=False, widget=forms.CheckboxSelectMultiple)
    wanted_by = DateInWords(label=gettext_lazy("Wanted by"), required=False)
    wanted_because = forms.CharField(label=gettext_lazy("Why by then"), max_length=300, required=False)
    urgent_because = forms.CharField(label=gettext_lazy("Urgent because"), max_length=300, required=False)
    confidential = forms.BooleanField(label=gettext_lazy("Confidentiality was asked for, article 46(20)"), required=False)
    title = forms.CharField(label=gettext_lazy("Title of the case"), max_length=200, required=False)
    case_number = forms.CharField(label=gettext_lazy("Our number"), max_length=40, required=False)
    forward_to = forms.CharField(label=gettext_lazy("Forward to whom?"), max_length=300, required=False)
    missing = forms.CharField(label=gettext_lazy("What is missing?"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    ground = forms.ChoiceField(label=gettext_lazy("Why is this turned away?"), required=False, widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("In your words"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    same_as = forms.CharField(label=gettext_lazy("The same as arrival"), max_length=40, required=False)

    def __init__(self, data: Any, *, arrival: Arrival, shown: dict[str, Row], states: list[tuple[str, str]], state_guess: str) -> None:
        self.rows = shown
        self.arrival = arrival
        super().__init__(data, initial=self._initial(arrival, shown, state_guess))
        self._offer("kind", [(kind.code, _(kind.name)) for kind in KINDS])
        self._offer("state_from", [("", _("Not said")), *states])
        self._offer("bases", [(code, _(basis.name)) for code, basis in BASES.items()])
        self._offer("reading", [(text, text or _("nothing")) for text in self._readings()] + [("", _("Neither"))])
        self._offer("other_references", [(text, text) for text in self._references()[1:]])
        self._offer("measures", self._numbered("measure", lambda value: letter.measure_words(str(value))))
        self._offer("more_measures", [(code, letter.measure_words(code)) for code in MEASURES])
        self._offer("persons", self._numbered("person", letter.person_words))
        self._offer("offences", self._numbered("offence", letter.offences_words))
        self._offer("ground", choices({"not_for_us": _("Not for us"), "spam": _("Spam"), "duplicate": _("Already here")}))

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        self.fields[name].choices = offered  # type: ignore[attr-defined]  # each is a ChoiceField

    def _numbered(self, name: str, words: Any) -> list[tuple[str, str]]:
        reads = [read.proposal for read in self.rows[name].reads if read.proposal.value is not None][:MOST_NAMES]
        return [(str(index), words(proposal.value)) for index, proposal in enumerate(reads)]

    def _values(self, name: str) -> list[Any]:
        return [read.proposal.value for read in self.rows[name].reads if read.proposal.value is not None][:MOST_NAMES]

    def _references(self) -> list[str]:
        """Their numbers that one may fill in, the letter's own first."""
        found = [value for value in self._values("their_reference") if isinstance(value, dict)]
        ordered = sorted(found, key=lambda value: value.get("of") != "letter")
        return list(dict.fromkeys(value["number"] for value in ordered))

    def _readings(self) -> list[str]:
        first = self.rows["their_reference"].first
        return list(first.readings) if first and first.certainty == TWO_READINGS else []

    def _initial(self, arrival: Arrival, shown: dict[str, Row], state_guess: str) -> dict[str, Any]:
        references = self._references()
        everything = {name: [value for value, _words in self._numbered(name, str)] for name in ("measure", "person", "offence")}
        return {
            "version": arrival.version,
            "sender": arrival.sender or _text(shown["transmitting_authority"].value),
            "written_on": arrival.written_on or _date(shown["date_written"].value),
            "received_on": arrival.received_on,
            "kind": arrival.kind,
            "their_reference": references[0] if references else "",
            "other_references": references[1:],
            "state_from": state_guess,
            "requesting": _text(shown["requesting_authority"].value) or arrival.sender,
            "conducting": _text(shown["conducting_authority"].value),
            "bases": _bases(self._values("legal_basis")),
            "measures": everything["measure"],
            "persons": everything["person"],
            "offences": everything["offence"],
            "wanted_by": _date(shown["deadline"].value),
            "urgent_because": " ".join(shown["urgency"].first.quote.split()) if shown["urgency"].first else "",
            "confidential": bool(shown["confidentiality"].reads),
            "case_number": _text(shown["our_reference"].value),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        two = self._readings()
        if self.data.get("do") == "accept" and two and not values.get("their_reference") and "reading" not in self.data:
            self.add_error("reading", _("Choose one of the two readings, or Neither."))
        return values

    def acceptance(self) -> Acceptance:
        """What is taken over into the new case."""
        values = self.cleaned_data
        proposed = self._values("measure")
        measures = [AskedMeasure(str(proposed[int(index)]), self._quote("measure", int(index))) for index in values["measures"]]
        measures += [AskedMeasure(code, _(MEASURES[code].name)) for code in values["more_measures"]]
        state = dict(self.fields["state_from"].choices).get(values["state_from"], "")  # type: ignore[attr-defined]
        return Acceptance(
            title=values["title"].strip() or self._title(state, measures),
            state_from=values["state_from"] or None,
            requesting=values["requesting"].strip(),
            conducting=values["conducting"].strip(),
            references=tuple(dict.fromkeys(filter(None, (values["their_reference"].strip(), values["reading"], *values["other_references"])))),
            bases=tuple(values["bases"]),
            measures=tuple(measures),
            persons=tuple(self._persons(values)),
            offences=tuple((value["cited"], value.get("uncac", "")) for value in self._chosen("offence", values["offences"])),
            wanted_by=values["wanted_by"],
            wanted_because=values["wanted_because"].strip(),
            urgent_because=values["urgent_because"].strip(),
            confidential=values["confidential"],
        )

    def _chosen(self, name: str, indexes: list[str]) -> list[Any]:
        values = self._values(name)
        return [values[int(index)] for index in indexes]

    def _quote(self, name: str, index: int) -> str:
        reads = [read.proposal for read in self.rows[name].reads if read.proposal.value is not None]
        return " ".join(reads[index].quote.split())

    def _title(self, state: str, measures: list[AskedMeasure]) -> str:
        """ "Borland: bank or other records and 1 more"; the kind where nothing is asked."""
        kinds = list(dict.fromkeys(_(MEASURES[measure.code].short) for measure in measures))
        what = ", ".join(kinds[:3]).lower() or str(dict(self.fields["kind"].choices)[self.cleaned_data["kind"]])  # type: ignore[attr-defined]
        return (f"{state}: {what}" if state and self.cleaned_data["state_from"] else what[:1].upper() + what[1:])[:200]

    def _persons(self, values: dict[str, Any]) -> list[MentionedPerson]:
        found = [_person(value) for value in self._chosen("person", values["persons"])]
        typed = [line.strip()[:200] for line in values["more_persons"].splitlines() if line.strip()]
        return (found + [MentionedPerson(name) for name in typed])[:MOST_NAMES]


def _person(value: dict[str, str]) -> MentionedPerson:
    natural = value.get("nature") != "legal"
    role = value.get("role", "")
    category = ("company" if not natural else role) if (not natural or role in CATEGORIES) else "other"
    return MentionedPerson(
        name=value["name"][:200],
        natural=natural,
        category=category,
        born=_date(value.get("born")),
        nationality=value.get("nationality", "")[:80],
        identity_document=value.get("document", "")[:80],
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _date(value: Any) -> date | None:
    with contextlib.suppress(ValueError, TypeError):
        return date.fromisoformat(value)
    return None


def _bases(values: list[Any]) -> list[str]:
    """Instruments as read, as the legal bases that a part may rest on."""
    found = []
    for value in values:
        instrument, articles = value.get("instrument", ""), value.get("articles", "")
        if instrument == "uncac":
            found.append("uncac-55" if articles and articles.split(",")[0].strip().startswith(("54", "55", "57")) else "uncac-46")
        elif instrument in BASES:
            found.append(instrument)
        elif instrument:
            found.append("regional")
    return list(dict.fromkeys(found))


def same_as(text: str) -> UUID | None:
    """An arrival named by its id, as the links of likely copies do."""
    with contextlib.suppress(ValueError):
        return UUID(text)
    return None

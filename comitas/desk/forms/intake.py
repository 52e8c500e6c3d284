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
from comitas.core.text import isolated
from comitas.desk.forms import choices, offer, reads
from comitas.desk.forms.taking import Taking, about_field
from comitas.drafting.rules.guide import ASKS
from comitas.intake.models import Arrival
from comitas.intake.rules.answering import MEANINGS, USUAL
from comitas.intake.rules.dates import said_date
from comitas.intake.rules.kinds import KINDS
from comitas.intake.rules.naming import named_in
from comitas.intake.rules.propose import ASKING_KINDS

MOST_ABOUT = 12  # persons offered for one measure, whom its words name first; the part's own page offers everybody
MOST_TYPED, LONGEST_NAME = 400, 150
LONGEST_QUOTE = 90  # of a measure's words, above the persons that it is about
READ_TWICE = {"their_reference": "their_reference", "date_written": "written_on", "deadline": "wanted_by"}
TICKED = {"measures": "measure", "persons": "person", "offences": "offence"}
DATES = ("written_on", "wanted_by")
# Rows with one value, and the field that it fills.
BESIDE = {
    "transmitting_authority": "sender", "date_written": "written_on", "kind": "kind", "their_reference": "their_reference",
    "requesting_authority": "requesting", "conducting_authority": "conducting", "deadline": "wanted_by", "our_reference": "case_number",
}  # fmt: skip
# Rows and the field whose content says that the row is not blank, whether or not anything was read.
FILLED = {
    **BESIDE, "state": "state_from", "urgency": "urgent_because", "confidentiality": "confidential", "legal_basis": "more_bases",
    "measure": "more_measures", "person": "more_persons",
}  # fmt: skip


class Decision(Taking, forms.Form):
    """Everything of the screen. `do` says which button; what the others would need is not asked for.

    `shown` are the rows of `presenters.letter.rows`, each with what was read for one field.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    sender = forms.CharField(label=gettext_lazy("Sent by"), max_length=300, required=False)
    written_on = DateInWords(label=gettext_lazy("Date of letter"), required=False)
    received_on = DateInWords(label=gettext_lazy("Received on"))
    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    their_reference = forms.CharField(label=gettext_lazy("Their reference"), max_length=120, required=False)
    other_references = forms.MultipleChoiceField(
        label=gettext_lazy("Other numbers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    state_from = forms.ChoiceField(label=gettext_lazy("Requesting State"), required=False)
    requesting = forms.CharField(label=gettext_lazy("Requesting authority"), max_length=300, required=False)
    conducting = forms.CharField(
        label=gettext_lazy("Authority conducting the proceedings"), max_length=300, required=False
    )
    bases = forms.MultipleChoiceField(
        label=gettext_lazy("Legal basis"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_bases = forms.MultipleChoiceField(
        label=gettext_lazy("Add a legal basis"), required=False, widget=forms.CheckboxSelectMultiple
    )
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("Measures"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_measures = forms.MultipleChoiceField(
        label=gettext_lazy("Add a measure"), required=False, widget=forms.CheckboxSelectMultiple
    )
    asks = forms.ChoiceField(
        label=gettext_lazy("What is to be asked"),
        help_text=gettext_lazy(
            "It opens a request of ours of that kind; the persons taken over are those who are wanted."
        ),
        required=False,
    )
    persons = forms.MultipleChoiceField(
        label=gettext_lazy("Persons"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_persons = forms.CharField(
        label=gettext_lazy("Add persons, one a line"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    offences = forms.MultipleChoiceField(
        label=gettext_lazy("Offences"), required=False, widget=forms.CheckboxSelectMultiple
    )
    wanted_by = DateInWords(label=gettext_lazy("Wanted by"), required=False)
    wanted_because = forms.CharField(label=gettext_lazy("Why by then"), max_length=300, required=False)
    urgent_because = forms.CharField(label=gettext_lazy("Urgent because"), max_length=300, required=False)
    confidential = forms.BooleanField(
        label=gettext_lazy("Confidentiality was asked for, article 46(20)"), required=False
    )
    title = forms.CharField(label=gettext_lazy("Title of the case"), max_length=200, required=False)
    apart = forms.BooleanField(
        label=gettext_lazy("Make of the assistance that it asks a case of its own, linked with this one"),
        required=False,
    )
    case_number = forms.CharField(label=gettext_lazy("Our number"), max_length=40, required=False)
    result = forms.CharField(
        label=gettext_lazy("Result for the part"),
        help_text=gettext_lazy(
            "In a sentence or two, as it goes into the answer. Our number then names the part, such as 2026/0021-3."
        ),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    meaning = forms.ChoiceField(
        label=gettext_lazy("What it means for the part"),
        help_text=gettext_lazy(
            "Where it is added to a request of ours, or is an assurance: the part takes this step on the day of receipt."
        ),
        required=False,
    )
    still_open = forms.CharField(
        label=gettext_lazy("What is still open, if they answer in part"), max_length=2_000, required=False
    )
    forward_to = forms.CharField(label=gettext_lazy("Forward to whom?"), max_length=300, required=False)
    missing = forms.CharField(
        label=gettext_lazy("What is missing?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    ground = forms.ChoiceField(label=gettext_lazy("Why is this turned away?"), required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("In your words"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    same_as = forms.CharField(label=gettext_lazy("The same as arrival"), max_length=40, required=False)
    despite_annulled = forms.BooleanField(
        label=gettext_lazy("Accept it although its register number is annulled"), required=False
    )

    def __init__(
        self,
        data: Any,
        *,
        arrival: Arrival,
        shown: dict[str, Any],
        states: list[tuple[str, str]],
        state_guess: str,
        typed: Any = None,
    ) -> None:
        """*typed* is what stood in the fields when the page was asked for again without a decision."""
        self.rows = shown
        self.arrival = arrival
        super().__init__(data, initial=self._initial(arrival, shown, state_guess))
        self.first = dict(self.initial)
        self._offer_lists(states)
        self._offer_readings()
        self._offer_about()
        entry = getattr(arrival, "entry", None)
        if entry is None or not entry.annulled_at:
            del self.fields["despite_annulled"]
        for name, field in self.fields.items() if typed is not None else ():
            self.initial[name] = field.widget.value_from_datadict(typed, {}, name)

    def _offer_lists(self, states: list[tuple[str, str]]) -> None:
        bases = reads.bases(self._values("legal_basis"))
        offer(self, "kind", [(kind.code, _(kind.name)) for kind in KINDS])
        offer(self, "state_from", [("", _("Not said")), *states])
        offer(self, "bases", [(code, _(BASES[code].name)) for code in bases])
        offer(self, "more_bases", [(code, _(basis.name)) for code, basis in BASES.items() if code not in bases])
        offer(self, "other_references", [(text, isolated(text)) for text in self._references()])
        asked = [(code, f"{_(measure.short)}, {measure.article}") for code, measure in MEASURES.items()]
        offer(self, "more_measures", asked)
        offer(self, "asks", choices(ASKS))
        meanings = {code: meaning.name for code, meaning in MEANINGS.items()}
        offer(self, "meaning", choices(meanings, _("It is only filed there")))
        for field, name in TICKED.items():
            offer(self, field, self._keyed(name))
        grounds = {"not_for_us": _("Not for us"), "spam": _("Spam"), "duplicate": _("Already here")}
        offer(self, "ground", choices(grounds))

    def _offer_readings(self) -> None:
        """A question for each place with two readings; where neither fits the field, there is nothing to choose."""
        self.doubts: dict[str, tuple[str, Any]] = {}
        for row, target in READ_TWICE.items():
            for doubt in self.rows[row].doubts:
                fitting = [
                    (str(place), doubt.marked[place])
                    for place, reading in enumerate(doubt.readings)
                    if target not in DATES or said_date(reading)
                ]
                if fitting:
                    self._ask(_choice(doubt.key), target, doubt, fitting)

    def _ask(self, name: str, target: str, doubt: Any, fitting: list[tuple[str, Any]]) -> None:
        label = _("%(field)s: which reading is right?") % {"field": self.fields[target].label}
        self.doubts[name] = target, doubt
        self.fields[name] = forms.ChoiceField(label=label, required=False, widget=forms.RadioSelect)
        offer(self, name, [*fitting, ("neither", _("Neither"))])

    def _offer_about(self) -> None:
        """Whom each measure is about: ticked is who stands in its own words, and nobody else."""
        persons = self._keyed("person")
        names = [value["name"] for value in self._values("person")]
        for key, proposal in self._reads("measure").items() if persons else ():
            named = set(named_in(proposal.quote, names))
            ordered = sorted(range(len(persons)), key=lambda place: (place not in named, place))[:MOST_ABOUT]
            quote = isolated(_shortened(proposal.quote))
            words = _("%(label)s: %(value)s") % {"label": dict(self._keyed("measure"))[key], "value": quote}
            self.fields[about_field(key)] = forms.MultipleChoiceField(
                label=words, required=False, widget=forms.CheckboxSelectMultiple
            )
            offer(self, about_field(key), [persons[place] for place in ordered])
            self.initial[about_field(key)] = [persons[place][0] for place in sorted(named)][:MOST_ABOUT]

    @property
    def about(self) -> list[Any]:
        """The fields that ask whom a measure is about."""
        return [self[about_field(key)] for key in self._reads("measure") if about_field(key) in self.fields]

    def _keyed(self, name: str) -> list[tuple[str, str]]:
        words = {read.key: read.words for read in self.rows[name].reads}
        return [(key, words[key]) for key in self._reads(name)]

    def _values(self, name: str) -> list[Any]:
        return [proposal.value for proposal in self._reads(name).values()]

    def _references(self) -> list[str]:
        """Their numbers that one may tick: all but the letter's own, which fills the field."""
        ordered = sorted(self._values("their_reference"), key=lambda value: value.get("of") != "letter")
        found = list(dict.fromkeys(value["number"] for value in ordered))
        return found if self.rows["their_reference"].doubts else found[1:]

    def _initial(self, arrival: Arrival, shown: dict[str, Any], state_guess: str) -> dict[str, Any]:
        ordered = sorted(self._values("their_reference"), key=lambda value: value.get("of") != "letter")
        own = ordered[0]["number"] if ordered and not shown["their_reference"].doubts else ""
        return {
            "version": arrival.version,
            "sender": arrival.sender or reads.text(shown["transmitting_authority"].value),
            "written_on": arrival.written_on or reads.day(shown["date_written"].value),
            "received_on": arrival.received_on,
            "kind": arrival.kind,
            "meaning": USUAL.get(arrival.kind, ""),
            "their_reference": own,
            "other_references": self._references(),
            "state_from": arrival.sender_state_id or state_guess,
            "requesting": reads.text(shown["requesting_authority"].value) or arrival.sender,
            "conducting": reads.text(shown["conducting_authority"].value),
            "bases": reads.bases(self._values("legal_basis")) if self._asks(arrival) else [],
            **{name: list(self._reads(field)) for name, field in TICKED.items()},
            "wanted_by": reads.day(shown["deadline"].value),
            "urgent_because": " ".join(shown["urgency"].first.quote.split())[:300] if shown["urgency"].first else "",
            "confidential": bool(shown["confidentiality"].reads),
            "case_number": reads.text(shown["our_reference"].value),
        }

    def _asks(self, arrival: Arrival) -> bool:
        """Whether parts will be made of it; a reminder that names the Convention asks nothing of its own."""
        return bool(self._reads("measure")) or arrival.kind in ASKING_KINDS

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, (target, doubt) in self.doubts.items():
            chosen = values.get(name)
            if chosen in ("0", "1"):
                self._take(target, doubt.readings[int(chosen)], values)
            elif name not in self.errors and self.data.get("do") == "accept" and not chosen and not values.get(target):
                self.add_error(name, _("Choose one of the two readings, or Neither."))
        return values

    def _take(self, target: str, reading: str, values: dict[str, Any]) -> None:
        """The reading that was chosen goes where nothing was typed; a further number stands beside the first."""
        if target == "their_reference":
            values["chosen_references"] = [*values.get("chosen_references", ()), reading]
        elif not values.get(target):
            values[target] = said_date(reading)

    def question(self, key: str) -> Any:
        """The field that asks which reading of a place is right; None where the officer types it."""
        return self[_choice(key)] if _choice(key) in self.fields else None

    def stands(self, field: str) -> str:
        """What stands in a field, as it is read there."""
        value = self[field].value()
        return self._as_shown(field, value)

    def _as_shown(self, field: str, value: Any) -> str:
        return str(self.fields[field].prepare_value(value) if isinstance(value, date) else value or "")

    def in_words(self, field: str, value: str) -> str:
        """A code as the field's list calls it."""
        return str(dict(getattr(self.fields[field], "choices", ())).get(value, value))

    def was_changed(self, field: str) -> bool:
        """Whether an officer changed what stood in the field when the page was opened."""
        return self.stands(field).split() != self._as_shown(field, self.first.get(field)).split()

    def prepared(self, field: str) -> str | None:
        """What was read for *field*, as it would be typed; None where nothing was, or nothing that fits."""
        row = next((self.rows[name] for name, target in BESIDE.items() if target == field), None)
        if row is None:
            return None
        if row.first is None or row.first.value is None:
            return None
        value = row.first.value
        if field in DATES:
            return str(self.fields[field].prepare_value(reads.day(value))) if reads.day(value) else None
        return value["number"] if isinstance(value, dict) else value

    def clean_more_persons(self) -> str:
        lines = [line for line in str(self.cleaned_data["more_persons"]).splitlines() if line.strip()]
        if len(lines) > MOST_TYPED or any(len(line.strip()) > LONGEST_NAME for line in lines):
            told = _("At most %(count)d persons, each a name of at most %(longest)d characters.")
            raise forms.ValidationError(told % {"count": MOST_TYPED, "longest": LONGEST_NAME})
        return "\n".join(lines)


def _choice(key: str) -> str:
    """The name of the field that asks which of two readings is right."""
    return f"reading-{key}"


def _shortened(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…"


def same_as(text: str) -> UUID | None:
    """An arrival named by its id, as the links of likely copies do."""
    with contextlib.suppress(ValueError):
        return UUID(text)
    return None

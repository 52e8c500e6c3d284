"""What officers fill in about cases, parts and persons. The actions check again; here is what helps at the field."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.cases.rules.codes import (
    CHANNELS,
    OFFENCES,
    PERSON_CATEGORIES,
    PERSON_ROLES,
    PROCEEDING_KINDS,
)
from comitas.cases.rules.handling import ACCURACY, HANDLING_CODES, SOURCES
from comitas.cases.rules.penalty import MOST_MONTHS
from comitas.core.forms import DateInWords
from comitas.core.text import N_
from comitas.desk.forms import choices, offer
from comitas.intake.rules.kinds import KINDS

YES_NO = {"yes": N_("Yes"), "no": N_("No")}
DUAL = {"yes": N_("Yes"), "no": N_("No"), "not-required": N_("Not needed here")}


class Said(forms.TypedChoiceField):
    """Yes, no, or nobody has said."""

    def __init__(self, **more: Any) -> None:
        super().__init__(coerce=lambda value: value == "yes", empty_value=None, required=False, **more)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, str) else value


class Lines(forms.CharField):
    """Several short texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


def line(label: Any, longest: int, hint: Any = "", needed: bool = False) -> forms.CharField:
    """One line."""
    return forms.CharField(label=label, max_length=longest, required=needed, help_text=hint)


def prose(label: Any, rows: int = 4, hint: Any = "") -> forms.CharField:
    """Several lines, up to what the actions take."""
    return forms.CharField(
        label=label, required=False, max_length=20_000, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


def months(label: Any, hint: Any = "") -> forms.IntegerField:
    """A duration in months; what stands for life is said beside it."""
    told = hint or gettext_lazy("In months. Life: 1200.")
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=MOST_MONTHS, help_text=told)


def ids(field: Any) -> list[UUID]:
    """The ids chosen."""
    return [UUID(value) for value in field]


class Versioned(forms.Form):
    """`version` is what the officer saw; `settled` names the fields on which they have chosen after a conflict."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def changes(self) -> dict[str, Any]:
        """What was typed, for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class Once(forms.Form):
    """A form that makes one thing, however often it is sent."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["once"].initial = uuid4()

    def changes(self) -> dict[str, Any]:
        """What was typed, for the action."""
        return dict(self.cleaned_data)


class CaseForm(Versioned):
    """What is known of a case, in the order of article 46(15)."""

    title = line(gettext_lazy("Title"), 200, needed=True)
    state_from = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    requesting = line(gettext_lazy("Requesting authority"), 300)
    transmitting = line(
        gettext_lazy("Sent through"), 300, gettext_lazy("The embassy or office that passed it on, if another one.")
    )
    conducting = line(gettext_lazy("Authority conducting the proceedings"), 300)
    conducting_functions = line(gettext_lazy("What that authority does"), 300)
    received_on = DateInWords(label=gettext_lazy("Received on"))
    written_on = DateInWords(label=gettext_lazy("Date of the letter"), required=False)
    wanted_by = DateInWords(label=gettext_lazy("Wanted by"), required=False)
    wanted_because = line(gettext_lazy("Why by then"), 300)
    proceeding_kind = forms.ChoiceField(label=gettext_lazy("Nature of the proceedings"), required=False)
    subject = prose(gettext_lazy("Subject matter"), 2)
    facts = prose(gettext_lazy("Summary of the facts"), 6)
    nexus = prose(gettext_lazy("How the facts lead to what is asked"), 3)
    purpose = prose(gettext_lazy("Purpose"), 2)
    procedure = prose(gettext_lazy("A particular procedure that is wished"), 2)
    language = line(gettext_lazy("Language of the request"), 12, gettext_lazy("A code such as en or fr."))
    translation_attached = Said(label=gettext_lazy("A translation is attached"))
    authentic = Said(label=gettext_lazy("Signed or sealed, so that its authenticity is established"))
    dual_criminality = forms.ChoiceField(label=gettext_lazy("An offence here too"), required=False)

    def __init__(self, *arguments: Any, states: Iterable[tuple[str, str]], imported: bool = False, **more: Any) -> None:
        super().__init__(*arguments, **more)
        unsaid = _("Not said")
        if imported:
            self.fields["received_on"].required = False
            self.fields["received_on"].help_text = _("Leave it empty if the earlier register does not say.")
        offer(self, "state_from", [("", unsaid), *states])
        offer(self, "proceeding_kind", choices(PROCEEDING_KINDS, unsaid))
        offer(self, "dual_criminality", choices(DUAL, unsaid))
        for name in ("translation_attached", "authentic"):
            offer(self, name, choices(YES_NO, unsaid))

    def changes(self) -> dict[str, Any]:
        return {**super().changes(), "state_from": self.cleaned_data["state_from"] or None}


class PersonFields(forms.Form):
    """Who a person is."""

    natural = forms.TypedChoiceField(label=gettext_lazy("A person or a company"), coerce=lambda value: value == "yes")
    name = line(gettext_lazy("Name"), 200, needed=True)
    aliases = Lines(label=gettext_lazy("Other names"), required=False, help_text=gettext_lazy("One a line."))
    role = forms.ChoiceField(label=gettext_lazy("Role in this case"))
    category = forms.ChoiceField(label=gettext_lazy("Category"))
    born = DateInWords(label=gettext_lazy("Born on"), required=False)
    nationality = line(gettext_lazy("Nationality"), 80)
    identity_document = line(gettext_lazy("Identity document or company number"), 80)
    address = line(gettext_lazy("Address"), 300)
    protected = forms.BooleanField(label=gettext_lazy("Protect the address"), required=False)
    efforts = line(gettext_lazy("Not known: what was done to find out"), 500)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "natural", [("yes", _("Natural person")), ("no", _("Legal person"))])
        offer(self, "role", choices(PERSON_ROLES))
        offer(self, "category", choices(PERSON_CATEGORIES))
        self.fields["category"].initial = "other"


class NewPerson(Once, PersonFields):
    """One more person."""


class PersonForm(Versioned, PersonFields):
    """A person as they are known."""


class CustodyForm(forms.Form):
    """Where somebody is held; without a day they are not held."""

    since = DateInWords(
        label=gettext_lazy("Held since"),
        required=False,
        help_text=gettext_lazy("Leave it empty when the person is not held, or not any more."),
    )
    place = line(gettext_lazy("Where"), 200)
    review_on = DateInWords(label=gettext_lazy("Next review or hearing"), required=False)


class NewOffence(Once):
    """An offence: as cited, ours, and an article of the Convention where one applies."""

    cited = line(gettext_lazy("The offence as the request cites it"), 300, needed=True)
    provision = line(gettext_lazy("Their provision"), 200)
    text = prose(gettext_lazy("Text of that provision"), 3)
    penalty = line(gettext_lazy("Penalty"), 200)
    ours = line(gettext_lazy("Our provision"), 200)
    committed = line(gettext_lazy("When and where it was committed"), 300)
    months_asking = months(gettext_lazy("Longest penalty by their law"))
    months_asked = months(gettext_lazy("Longest penalty by our law"))
    uncac = forms.ChoiceField(label=gettext_lazy("Article of the Convention against Corruption"), required=False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        articles = {code: f"{code}. {_(offence.name)}" for code, offence in OFFENCES.items()}
        offer(self, "uncac", [("", _("None")), *articles.items()])


class OffenceForm(NewOffence):
    """An offence of a case that arrived, put right or completed."""

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in super().changes().items() if name != "once"}


class NewReference(forms.Form):
    """Somebody's number for the matter."""

    text = line(gettext_lazy("Reference"), 120, needed=True)
    owner = line(gettext_lazy("Whose it is"), 200)


class LinkForm(forms.Form):
    """Another case that has to do with this one."""

    number = line(gettext_lazy("Number of the other case"), 40, gettext_lazy("For example 2026/0021."), needed=True)
    why = line(gettext_lazy("What they have to do with each other"), 200, needed=True)


class FlagsForm(forms.Form):
    """Urgency and confidentiality."""

    urgent = forms.BooleanField(label=gettext_lazy("Urgent"), required=False)
    urgent_because = line(gettext_lazy("Why it is urgent"), 300)
    confidential = forms.BooleanField(label=gettext_lazy("To be kept confidential, article 46(20)"), required=False)
    confidential_because = line(gettext_lazy("How far and why"), 300)


class AssignForm(forms.Form):
    """Who works on it."""

    officer = forms.TypedChoiceField(label=gettext_lazy("Officer"), coerce=int, empty_value=None, required=False)

    def __init__(self, *arguments: Any, officers: Iterable[Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "officer", [("", _("Nobody")), *((person.pk, person.full_name) for person in officers)])


class ConvertForm(forms.Form):
    """What the case turned out to be."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"))

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "kind", choices({kind.code: kind.name for kind in KINDS}))


class ToldForm(forms.Form):
    """What the other State was last told, and how."""

    on = DateInWords(label=gettext_lazy("On"))
    channel = forms.ChoiceField(label=gettext_lazy("How"))
    acknowledges = forms.BooleanField(label=gettext_lazy("It was the acknowledgement of receipt"), required=False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "channel", choices(CHANNELS, _("Choose")))


class CloseForm(forms.Form):
    """When it ends."""

    on = DateInWords(label=gettext_lazy("Closed on"))


class ReopenForm(forms.Form):
    """When it begins again, and why."""

    on = DateInWords(label=gettext_lazy("Reopened on"))
    reason = forms.CharField(label=gettext_lazy("Reasons"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class MarkForm(forms.Form):
    """What may be done with an item that another State gave."""

    handling = forms.MultipleChoiceField(label=gettext_lazy("Handling codes"), widget=forms.CheckboxSelectMultiple)
    note = line(gettext_lazy("The restriction, as the provider wrote it"), 500)
    received = forms.BooleanField(label=gettext_lazy("Another State gave it"), required=False)
    third_party_rule = forms.BooleanField(label=gettext_lazy("Not to be passed to third parties"), required=False)
    purposes = Lines(
        label=gettext_lazy("Cases for which it was given"), required=False, help_text=gettext_lazy("One number a line.")
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Source, from always reliable (A) to not assessed (X)"), required=False
    )
    accuracy = forms.TypedChoiceField(
        label=gettext_lazy("Accuracy, from known (1) to not corroborated (4)"),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        codes = {code: f"{code}. {_(words)}" for code, words in HANDLING_CODES.items()}
        offer(self, "handling", list(codes.items()))
        offer(self, "source", [("", _("Not said")), *((code, code) for code in SOURCES)])
        offer(self, "accuracy", [("", _("Not said")), *((str(n), str(n)) for n in ACCURACY)])


class ReadersForm(forms.Form):
    """Colleagues to be named."""

    readers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Readers besides you"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, people: Iterable[Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "readers", [(person.pk, person.full_name) for person in people])


class RecusalForm(forms.Form):
    """A colleague who must not see it."""

    user = forms.TypedChoiceField(label=gettext_lazy("Colleague"), coerce=int)
    reason = line(
        gettext_lazy("Reasons"), 300, gettext_lazy("Kept under this case's key, for the auditor."), needed=True
    )

    def __init__(self, *arguments: Any, people: Iterable[Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "user", [("", _("Choose")), *((person.pk, person.full_name) for person in people)])

"""What officers fill in about a request of ours: one form for each page of the draft, and those by which it goes out.

Nothing but the State and the title is required: what is typed is saved as it is, and gaps are named on the list of pages.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.cases.rules.codes import BASES, PROCEEDING_KINDS
from comitas.core.forms import DateInWords
from comitas.desk.forms import choices, offer
from comitas.desk.forms.cases import Said, line, prose
from comitas.directory.rules.acceptance import CHANNELS
from comitas.drafting.rules.guide import ASKS, ASSISTANCE
from comitas.drafting.rules.kinds import LANGUAGES
from comitas.drafting.rules.routes import WAYS

Offered = Iterable[tuple[str, str]]


class Seen(forms.Form):
    """`version` tells what stood on the page when it was opened, so that two officers on two pages do not disturb each other."""

    version = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def given(self) -> dict[str, Any]:
        """What was typed, for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class NewRequest(forms.Form):
    """The first page: it opens the case."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    authority = forms.TypedChoiceField(label=gettext_lazy("Sent by"), coerce=UUID)
    asks = forms.ChoiceField(label=gettext_lazy("What is asked"), widget=forms.RadioSelect, initial=ASSISTANCE)
    state_from = forms.ChoiceField(label=gettext_lazy("To which State"))
    title = line(
        gettext_lazy("What it is about, in a few words"),
        200,
        gettext_lazy(
            "It becomes the subject of the request: “Bank records of Norrhaven Dredging Ltd”, or the name of the person who is wanted."
        ),
        needed=True,
    )

    def __init__(self, *arguments: Any, states: Offered, authorities: list[Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "asks", choices(ASKS))
        offer(self, "state_from", [("", _("Choose")), *states])
        offer(self, "authority", [(str(one.pk), one.name) for one in authorities])
        if len(authorities) == 1:
            self.fields["authority"].widget = forms.HiddenInput()
            self.fields["authority"].initial = authorities[0].pk
        self.fields["once"].initial = uuid4()


class StatePage(Seen):
    """To which State, and for what."""

    state_from = forms.ChoiceField(label=gettext_lazy("To which State"))
    title = line(gettext_lazy("What it is about, in a few words"), 200, needed=True)

    def prepare(self, *, states: Offered, **_more: Any) -> None:
        offer(self, "state_from", [("", _("Choose")), *states])


class RequesterPage(Seen):
    """Who asks at home; nobody where the authority itself does."""

    requesting_authority = forms.TypedChoiceField(
        label=gettext_lazy("Authority in the directory"), coerce=UUID, empty_value=None, required=False
    )
    requesting = line(
        gettext_lazy("Its name as it is to be written"),
        300,
        gettext_lazy("Left empty, the name in the directory is taken; for one that is not there, type it."),
    )
    requester_number = line(gettext_lazy("Its file number"), 120)
    requester_contact = line(gettext_lazy("Who there can be asked"), 300, gettext_lazy("Name, telephone, e-mail."))
    received_on = DateInWords(label=gettext_lazy("Asked on"))
    hearing_on = DateInWords(label=gettext_lazy("Hearing for which it is needed"), required=False)
    hearing_what = line(gettext_lazy("Which hearing"), 200)
    limitation_on = DateInWords(label=gettext_lazy("Prosecution becomes barred by lapse of time on"), required=False)

    def prepare(self, *, own: Offered, **_more: Any) -> None:
        offer(self, "requesting_authority", [("", _("Nobody, or not in the directory")), *own])

    def given(self) -> dict[str, Any]:
        found = super().given()
        chosen = found["requesting_authority"]
        if chosen and not found["requesting"].strip():
            named = dict(self.fields["requesting_authority"].choices)  # type: ignore[attr-defined]
            found["requesting"] = named.get(str(chosen), "")
        return found


class MatterPage(Seen):
    """The matter, its nature, and who conducts it."""

    subject = prose(gettext_lazy("Subject matter"), 3, gettext_lazy("In a sentence or two. 46(15)(b)"))
    proceeding_kind = forms.ChoiceField(
        label=gettext_lazy("Nature of the proceedings"), required=False, widget=forms.RadioSelect
    )
    conducting = line(gettext_lazy("Authority conducting the proceedings"), 300, gettext_lazy("46(15)(b)"))
    conducting_functions = line(
        gettext_lazy("What that authority does"),
        300,
        gettext_lazy("In a sentence, for a reader who does not know your courts. 46(15)(b)"),
    )

    def prepare(self, **_more: Any) -> None:
        offer(self, "proceeding_kind", choices(PROCEEDING_KINDS))


class FactsPage(Seen):
    """The facts, and how they lead to what is asked."""

    facts = prose(
        gettext_lazy("Summary of the facts"),
        14,
        gettext_lazy("Who did what, when and where, and how it became known. A blank line begins a new paragraph."),
    )
    nexus = prose(
        gettext_lazy("How the facts lead to what is asked"),
        5,
        gettext_lazy("Why the evidence matters, and how you know that it is there."),
    )


class PurposePage(Seen):
    """What it is for."""

    purpose = prose(gettext_lazy("What the evidence or action is for"), 4, gettext_lazy("46(15)(f)"))


class ProcedurePage(Seen):
    """The procedure that is wished, or none."""

    procedure = prose(
        gettext_lazy("A particular procedure that is wished"),
        4,
        gettext_lazy("Such as an oath, a caution, a certificate. They follow it where their law allows (46(17))."),
    )
    plain_procedure = forms.BooleanField(label=gettext_lazy("None is wished"), required=False)


class BasisPage(Seen):
    """The legal bases that the directory proposes, one that it does not know, and undertakings."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("What the directory proposes, the best first"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_code = forms.ChoiceField(label=gettext_lazy("Another basis"), required=False)
    other_cited = line(gettext_lazy("Its title and articles, as they are cited"), 300)
    use_undertaking = forms.BooleanField(
        label=gettext_lazy("We undertake to use it only in the proceedings described (46(19))"), required=False
    )
    reciprocity = forms.BooleanField(label=gettext_lazy("We give an assurance of reciprocity"), required=False)

    def prepare(self, *, offered: Iterable[Any], stored: Iterable[dict[str, Any]], **_more: Any) -> None:
        """What is offered, and what was chosen before though the directory proposes it no longer."""
        self.known = {basis_key(one.kept): one.kept for one in offered}
        kept = {basis_key(basis): basis for basis in stored if is_offered(basis)}
        self.known |= {key: basis for key, basis in kept.items() if key not in self.known}
        offer(
            self, "chosen", [(key, basis["cited"] or _(BASES[basis["code"]].name)) for key, basis in self.known.items()]
        )
        offer(self, "other_code", choices({code: basis.name for code, basis in BASES.items()}, _("None")))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("other_cited", "").strip() and not values.get("other_code"):
            self.add_error("other_code", _("Choose what kind of basis it is."))
        return values

    def given(self) -> dict[str, Any]:
        values = super().given()
        bases = [self.known[key] for key in values.pop("chosen")]
        code, cited = values.pop("other_code"), values.pop("other_cited").strip()
        return values | {"bases": [*bases, *([{"code": code, "cited": cited, "agreed_9_29": False}] if code else [])]}


def basis_key(basis: dict[str, Any]) -> str:
    """What names a basis in the form."""
    return f"{basis['code']}:{basis.get('instrument', '')}"


def is_offered(basis: dict[str, Any]) -> bool:
    """Whether a kept basis came from the directory: a treaty it knows, or reciprocity without words of its own."""
    return bool(basis.get("instrument")) or (basis["code"] == "reciprocity" and not basis.get("cited"))


def bases_standing(stored: list[dict[str, Any]]) -> dict[str, Any]:
    """Kept bases as the page shows them."""
    typed = next((basis for basis in stored if not is_offered(basis)), {"code": "", "cited": ""})
    return {
        "chosen": [basis_key(basis) for basis in stored if is_offered(basis)],
        "other_code": typed["code"],
        "other_cited": typed["cited"],
    }


class LanguagePage(Seen):
    """The language of the request, and whether a translation goes with it."""

    language = forms.ChoiceField(
        label=gettext_lazy("The request is written in"),
        required=False,
        help_text=gettext_lazy("The document is made in this language."),
    )
    translation_attached = Said(label=gettext_lazy("A translation goes with it"))

    def prepare(self, **_more: Any) -> None:
        offer(self, "language", choices(LANGUAGES, _("Not said")))
        offer(self, "translation_attached", [("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))])


class AddresseePage(Seen):
    """Who receives it, and by which way it goes."""

    addressee = forms.TypedChoiceField(
        label=gettext_lazy("Addressee"), coerce=UUID, empty_value=None, required=False, widget=forms.RadioSelect
    )
    channel_planned = forms.ChoiceField(label=gettext_lazy("Way"), required=False, widget=forms.RadioSelect)

    def prepare(self, *, addressees: Offered, ways: Iterable[str], **_more: Any) -> None:
        offer(self, "addressee", list(addressees))
        listed = list(ways) or list(WAYS)
        offer(self, "channel_planned", [(code, _(CHANNELS[code])) for code in listed])


class HandlingPage(Seen):
    """Urgency and confidentiality."""

    urgent = forms.BooleanField(label=gettext_lazy("It is urgent"), required=False)
    urgent_because = line(
        gettext_lazy("Why it is urgent"), 300, gettext_lazy("Custody, a hearing, a risk that evidence is destroyed.")
    )
    confidential = forms.BooleanField(label=gettext_lazy("To be kept confidential, article 46(20)"), required=False)
    confidential_because = line(gettext_lazy("How far and why"), 300)


class DeadlinePage(Seen):
    """By when it is needed, and why."""

    wanted_by = DateInWords(label=gettext_lazy("Needed by"), required=False)
    wanted_because = line(
        gettext_lazy("Why by then"), 300, gettext_lazy("A day without a reason weighs little. 46(24)")
    )


class EnclosuresPage(Seen):
    """What goes with it, what it may cost, what came before; or the requester's own file in place of ours."""

    enclosures = prose(
        gettext_lazy("Enclosures, one a line"), 4, gettext_lazy("With language and certification of each.")
    )
    costs = prose(gettext_lazy("Extraordinary costs, and who bears them"), 2, gettext_lazy("46(28)"))
    earlier = prose(gettext_lazy("Earlier contacts and related requests, with their numbers"), 3)
    own_paper = forms.TypedChoiceField(
        label=gettext_lazy("What leaves"),
        coerce=UUID,
        empty_value=None,
        required=False,
        help_text=gettext_lazy(
            "Choose a document of the case where the requester’s own file is sent as it is; then none is made here."
        ),
    )

    def prepare(self, *, documents: Offered, **_more: Any) -> None:
        offer(self, "own_paper", [("", _("The request that is made here")), *documents])


FORMS: dict[str, type[Seen]] = {
    "state": StatePage,
    "requester": RequesterPage,
    "matter": MatterPage,
    "facts": FactsPage,
    "purpose": PurposePage,
    "procedure": ProcedurePage,
    "basis": BasisPage,
    "language": LanguagePage,
    "addressee": AddresseePage,
    "handling": HandlingPage,
    "deadline": DeadlinePage,
    "enclosures": EnclosuresPage,
}

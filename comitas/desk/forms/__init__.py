"""What officers fill in about arrivals."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.core.forms import DateInWords
from comitas.intake.actions import Particulars
from comitas.intake.rules.channels import CHANNELS
from comitas.intake.rules.kinds import KINDS

MOST_FILES = 20


def choices(table: Any, empty: str = "") -> list[tuple[str, str]]:
    """Codes with their words in the page's language."""
    told = [(code, _(words)) for code, words in table.items()]
    return [("", empty), *told] if empty else told


def offer(form: forms.BaseForm, name: str, offered: Any) -> None:
    """Give a field its choices: pairs, or what makes them when they are asked for."""
    field: Any = form.fields[name]  # a ChoiceField, which the stubs of `fields` do not say
    field.choices = offered


class Registers(forms.Form):
    """What both forms about an arrival end in."""

    def particulars(self) -> Particulars:
        values = self.cleaned_data
        return Particulars(
            received_on=values["received_on"],
            kind=values["kind"],
            sender=values["sender"].strip(),
            written_on=values["written_on"],
            channel=values["channel"],
            note_verbale=values["note_verbale"].strip(),
            urgent=values["urgent"],
        )


class Registration(Registers):
    """The three that register an arrival, and a few that may wait."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    authority = forms.TypedChoiceField(label=gettext_lazy("Received by"), coerce=UUID)
    sender = forms.CharField(
        label=gettext_lazy("Sent by"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    received_on = DateInWords(label=gettext_lazy("Received on"))
    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    written_on = DateInWords(label=gettext_lazy("Date of the letter"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("How it came"), required=False)
    note_verbale = forms.CharField(label=gettext_lazy("Number of the note verbale"), max_length=80, required=False)
    urgent = forms.BooleanField(
        label=gettext_lazy("It cannot wait until the office opens: alert whoever is on duty"), required=False
    )
    restricted = forms.BooleanField(label=gettext_lazy("Restrict: only the readers named here see it"), required=False)
    readers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Readers besides you"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, authorities: list[Any], colleagues: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "authority", [(str(a.pk), a.name) for a in authorities])
        kinds = {kind.code: kind.name for kind in KINDS}
        offer(self, "kind", lambda: choices(kinds, _("Choose")))
        offer(self, "channel", lambda: choices(CHANNELS, _("Not noted")))
        offer(self, "readers", colleagues)
        if len(authorities) == 1:
            self.fields["authority"].widget = forms.HiddenInput()
            self.fields["authority"].initial = authorities[0].pk
        self.fields["once"].initial = uuid4()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("restricted") and not values.get("readers") and "readers" not in self.errors:
            self.add_error("readers", _("Name at least one colleague: a restricted arrival has two readers or more."))
        return values


class OralRequest(forms.Form):
    """A request made by telephone: who called, what is asked, and where to call back; it becomes a case at once."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    authority = forms.TypedChoiceField(label=gettext_lazy("Received by"), coerce=UUID)
    sender = forms.CharField(label=gettext_lazy("Who called, and for which authority"), max_length=300)
    state_from = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    title = forms.CharField(label=gettext_lazy("What it is about, in a few words"), max_length=200)
    asked = forms.CharField(
        label=gettext_lazy("What is asked, as it was said"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    call_back = forms.CharField(
        label=gettext_lazy("Number to call back"), max_length=80, required=False,
        help_text=gettext_lazy("Compare it with the directory before you confirm anything."),
    )  # fmt: skip
    urgent_because = forms.CharField(label=gettext_lazy("Why it is urgent"), max_length=300, required=False)
    wanted_by = DateInWords(label=gettext_lazy("Wanted by"), required=False)

    def __init__(self, *arguments: Any, authorities: list[Any], states: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "authority", [(str(a.pk), a.name) for a in authorities])
        offer(self, "state_from", [("", _("Not noted")), *states])
        if len(authorities) == 1:
            self.fields["authority"].widget = forms.HiddenInput()
            self.fields["authority"].initial = authorities[0].pk
        self.fields["once"].initial = uuid4()

    def note(self) -> str:
        """What is kept as the document of the case, until the letter comes."""
        told = [(name, self.cleaned_data[name]) for name in ("sender", "asked", "call_back", "urgent_because")]
        return "\n\n".join(f"{self.fields[name].label}\n{text}" for name, text in told if text)


class Correction(Registers):
    """The same particulars, of an arrival that is already there. `version` is what the officer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    sender = forms.CharField(label=gettext_lazy("Sent by"), max_length=300, required=False)
    received_on = DateInWords(label=gettext_lazy("Received on"))
    kind = forms.ChoiceField(label=gettext_lazy("What it is"))
    written_on = DateInWords(label=gettext_lazy("Date of the letter"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("How it came"), required=False)
    note_verbale = forms.CharField(label=gettext_lazy("Number of the note verbale"), max_length=80, required=False)
    urgent = forms.BooleanField(
        label=gettext_lazy("It cannot wait until the office opens: alert whoever is on duty"), required=False
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "kind", choices({kind.code: kind.name for kind in KINDS}))
        offer(self, "channel", choices(CHANNELS, _("Not noted")))


class Annulment(forms.Form):
    """Why a number in the register does not hold."""

    reason = forms.CharField(label=gettext_lazy("Why is it annulled?"), max_length=300)


class Readers(forms.Form):
    """Who may know of an arrival: `readers` when it is restricted, `user` when one is named or taken off later."""

    readers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Readers besides you"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    user = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)

    def __init__(self, *arguments: Any, colleagues: list[Any], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "readers", [(p.pk, p.full_name) for p in colleagues])


def upload_ids(posted: Any) -> tuple[UUID, ...]:
    """The uploads that a form names, at most `MOST_FILES`; what is no id is left out."""
    found = []
    for text in posted.getlist("upload")[:MOST_FILES]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


class NewPerson(forms.Form):
    """Somebody who is to sign in."""

    full_name = forms.CharField(label=gettext_lazy("Full name"), max_length=120)
    username = forms.SlugField(label=gettext_lazy("Name to sign in with"), max_length=60)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    password = forms.CharField(
        label=gettext_lazy("First password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least twelve characters. Tell it by telephone; they choose their own before anything else."),
    )  # fmt: skip

"""What officers fill in about letters."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.cases.rules.codes import CHANNELS
from comitas.core.forms import DateInWords
from comitas.desk.forms import choices, offer
from comitas.drafting.actions import Text
from comitas.drafting.models import LONGEST_BODY
from comitas.drafting.queries import Asked
from comitas.drafting.rules.kinds import KINDS


class LetterWish(forms.Form):
    """Which letter is to be drafted: its kind, language, the parts it is about, and the authority of ours it goes to."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Which letter"), widget=forms.RadioSelect)
    parts = forms.TypedMultipleChoiceField(
        label=gettext_lazy("About which parts"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "An acknowledgement is about the whole request. Any other letter shows the parts chosen and no other."
        ),
    )  # fmt: skip
    to_authority = forms.TypedChoiceField(
        label=gettext_lazy("Authority of ours, for a transmission, a reminder or a forwarding"),
        coerce=UUID,
        required=False,
        empty_value=None,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), widget=forms.RadioSelect)

    def __init__(
        self,
        *arguments: Any,
        parts: list[tuple[str, str]],
        executing: list[Any],
        languages: list[tuple[str, str]],
        side: str = "incoming",
        **more: Any,
    ) -> None:
        super().__init__(*arguments, **more)
        offer(self, "kind", choices({code: kind.name for code, kind in KINDS.items() if kind.of(side)}))
        offer(self, "language", languages)
        offer(self, "parts", parts)
        named = [(str(authority.pk), authority.name) for authority in executing]
        offer(self, "to_authority", [("", _("As the parts say")), *named])
        self.fields["once"].initial = uuid4()

    def asked(self) -> Asked:
        values = self.cleaned_data
        return Asked(values["kind"], values["language"], tuple(values["parts"]), values["to_authority"])


class LetterText(forms.Form):
    """What may be changed in a draft. `version` is what the officer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to_name = forms.CharField(label=gettext_lazy("To"), max_length=300, required=False)
    to_address = forms.CharField(
        label=gettext_lazy("Address"), max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=300, required=False)
    body = forms.CharField(
        label=gettext_lazy("Letter"), max_length=LONGEST_BODY, required=False, widget=forms.Textarea(attrs={"rows": 22}),
        help_text=gettext_lazy("A blank line begins a new paragraph. Salutation, limits of use and the closing sentence are added."),
    )  # fmt: skip
    still_open = forms.CharField(
        label=gettext_lazy("What is still to come"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    answer_by = DateInWords(label=gettext_lazy("Answer asked for by"), required=False)
    expected_on = DateInWords(label=gettext_lazy("Our answer expected by"), required=False)
    enclosed = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Documents of the case that go with it"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Their handling codes are printed beside them."),
    )
    enclosures = forms.CharField(
        label=gettext_lazy("Other enclosures, one a line"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *arguments: Any, documents: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "enclosed", documents)

    def text(self) -> Text:
        apart = ("version", "enclosed")
        return Text(**{name: value for name, value in self.cleaned_data.items() if name not in apart})


class LetterApproval(forms.Form):
    """Why a letter may take with it what a handling code or a limit of use forbids to send."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    because = forms.CharField(
        label=gettext_lazy("Why it goes all the same"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LetterReturn(forms.Form):
    """Why a letter goes back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("What is to be corrected"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class LetterScan(forms.Form):
    """The scan of a letter signed by hand. `signer` is asked for where the signature is the approval."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=gettext_lazy("Scan of the signed letter"),
        help_text=gettext_lazy("A PDF or a picture, up to 50 MB."),
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".pdf,.tif,.tiff,.jpg,.jpeg,.png"}),
    )
    signed_on = DateInWords(label=gettext_lazy("Signed on"))
    signer = forms.TypedChoiceField(label=gettext_lazy("Signed by"), coerce=int, required=False, empty_value=None)

    def __init__(self, *arguments: Any, signers: list[tuple[int, str]] | None, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if signers is None:
            del self.fields["signer"]
        else:
            offer(self, "signer", signers if len(signers) == 1 else [("", _("Choose")), *signers])


class PostedOn(forms.Form):
    """Which day's letters, and by which channel."""

    on = DateInWords(label=gettext_lazy("Sent on"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("How it was sent"), required=False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "channel", choices(CHANNELS, _("Every way")))


class LetterSent(forms.Form):
    """When and how a letter left. The head may write why a remedy does not hold it back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = DateInWords(label=gettext_lazy("Sent on"))
    channel = forms.ChoiceField(label=gettext_lazy("How it was sent"))
    remedy = forms.CharField(
        label=gettext_lazy("Why it leaves although a remedy is open (the head alone)"), max_length=2_000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    because = forms.CharField(
        label=gettext_lazy("Why an enclosure goes although its handling code forbids it (the head alone)"), max_length=4_000,
        required=False, widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(self, "channel", choices(CHANNELS, _("Choose")))

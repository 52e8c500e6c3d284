"""What is set of a watched folder or a mailbox."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comitas.desk.forms import choices, offer
from comitas.intake.rules.channels import CHANNELS
from comitas.intake.rules.kinds import KINDS
from comitas.intake.rules.sources import (
    AFTERWARDS,
    FOLDER,
    LONGEST,
    MAILBOX,
    SECURITY,
    SIGN_INS,
    Secrets,
    Settings,
)

HIDDEN = forms.PasswordInput(attrs={"autocomplete": "new-password"})  # never filled with what is kept
OFF = {"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}


def line(name: str, label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST[name], required=False, widget=forms.TextInput(attrs=OFF), **more
    )


def secret(name: str, label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST[name], required=False, strip=False, widget=HIDDEN, **more)


class SourceForm(forms.Form):
    """What both kinds share. The sentences of what is wrong come from the action."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    authority = forms.ChoiceField(label=gettext_lazy("Received by"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST["name"], required=False)
    channel = forms.ChoiceField(label=gettext_lazy("How it came"), required=False)
    arrival_kind = forms.ChoiceField(
        label=gettext_lazy("What it usually is"),
        help_text=gettext_lazy("The registrar sees it in the field and corrects it."),
    )
    enters = forms.BooleanField(
        label=gettext_lazy("Give each arrival its number in the register at once"), required=False
    )
    restricted = forms.BooleanField(
        label=gettext_lazy("Restrict what arrives: only the readers named here see it"), required=False
    )
    readers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Readers"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    active = forms.BooleanField(label=gettext_lazy("Switched on"), required=False)

    def __init__(
        self, *arguments: Any, authorities: list[Any], colleagues: Callable[[], list[tuple[int, str]]], **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        offer(self, "authority", [(str(one.pk), one.name) for one in authorities])
        offer(self, "channel", lambda: choices(CHANNELS, _("Not noted")))
        offer(self, "arrival_kind", lambda: choices({kind.code: kind.name for kind in KINDS}))
        offer(self, "readers", colleagues)
        if len(authorities) == 1:
            self.fields["authority"].widget = forms.HiddenInput()
            self.fields["authority"].initial = authorities[0].pk

    def settings(self) -> Settings:
        values = {name: value for name, value in self.cleaned_data.items() if name not in NOT_SET}
        return Settings(**{**values, "readers": tuple(values.get("readers", ()))})

    def secrets(self) -> Secrets:
        return Secrets(**{name: self.cleaned_data.get(name) or None for name in SECRETS})


SECRETS = ("password", "client_secret", "refresh_token")
NOT_SET = ("version", "authority", *SECRETS)


class FolderForm(SourceForm):
    """A watched folder."""

    folder = line(
        "folder",
        gettext_lazy("Folder"),
        help_text=gettext_lazy(
            "Its name inside the folder for watched folders, such as scanner. It is made if it is not there."
        ),
    )
    keeps = forms.BooleanField(
        label=gettext_lazy("Keep what was taken in the folder “taken”"),
        help_text=gettext_lazy(
            "It lies there unencrypted, until somebody removes it. Otherwise it is removed at once."
        ),
        required=False,
    )


class MailboxForm(SourceForm):
    """A mailbox, opened by IMAP."""

    host = line("host", gettext_lazy("Mail server"), help_text=gettext_lazy("Such as imap.ministry.example"))
    port = forms.IntegerField(
        label=gettext_lazy("Port"), min_value=1, max_value=65535, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    security = forms.ChoiceField(label=gettext_lazy("How the line is protected"), widget=forms.RadioSelect)
    user_name = line("user_name", gettext_lazy("Name of the mailbox’s account"))
    mailbox = line("mailbox", gettext_lazy("Folder of the mailbox"))
    takes_old = forms.BooleanField(label=gettext_lazy("Take also what lies there already"), required=False)
    after = forms.ChoiceField(label=gettext_lazy("A message that was taken"), widget=forms.RadioSelect)
    moves_to = line("moves_to", gettext_lazy("Folder to move it to"))
    signs_in = forms.ChoiceField(label=gettext_lazy("How one signs in"), widget=forms.RadioSelect)
    password = secret("password", gettext_lazy("Password"))
    client_id = line("client_id", gettext_lazy("Client id"))
    token_url = line("token_url", gettext_lazy("Address of the token endpoint"))
    scope = line("scope", gettext_lazy("Scope"), help_text=gettext_lazy("As the provider gives it; may be left empty."))
    client_secret = secret("client_secret", gettext_lazy("Client secret"))
    refresh_token = secret(
        "refresh_token", gettext_lazy("Refresh token"),
        help_text=gettext_lazy("Left empty, the application signs in for itself (client credentials)."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        for name, table in (("security", SECURITY), ("after", AFTERWARDS), ("signs_in", SIGN_INS)):
            offer(self, name, choices(table))


FORMS: dict[str, type[SourceForm]] = {FOLDER: FolderForm, MAILBOX: MailboxForm}

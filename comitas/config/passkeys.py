"""Passkeys by django-allauth (W3C Web Authentication), held stricter: every one verifies its person, and odd input is a wrong code.

A passkey signs in alone: it is something one has, and its device asks for a finger, a face or a PIN.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms, views
from allauth.mfa.webauthn.internal import auth
from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from comitas.accounts import queries as accounts

LONGEST_NAME = 60
LONGEST_ANSWER = 20_000
"""Characters. An attestation with its certificates has about four thousand."""


class MfaAdapter(DefaultMFAAdapter):
    """What devices show, the name of the program and the name that a person signs in with; and how secrets of factors are kept."""

    def encrypt(self, text: str) -> str:
        return accounts.sealed_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return accounts.opened_secret(encrypted_text)

    def _get_site_name(self) -> str:
        return "Comitas"

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        kept = accounts.factors_kept(user.pk, str(type))
        return _("Passkey %(n)d") % {"n": kept + 1}


def _understood(clean: Callable[[], Any]) -> Any:
    """What a browser sent is somebody's input: whatever the library stumbles over is a wrong answer, not a broken page."""
    try:
        return clean()
    except (AttributeError, IndexError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as error:
        if isinstance(error, django_forms.ValidationError):
            raise
        raise get_adapter().validation_error("incorrect_code") from error


class Answer(django_forms.JSONField):
    """What the browser's device said: an object, and not too large. The library would keep a bare 0 as a passkey."""

    def __init__(self) -> None:
        super().__init__(widget=django_forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST_ANSWER:
            raise get_adapter().validation_error("incorrect_code")
        found = _understood(lambda: super(Answer, self).to_python(value))
        if not isinstance(found, dict) or not found:
            raise get_adapter().validation_error("incorrect_code")
        return found


class Add(forms.AddWebAuthnForm):
    """A name and what the device made. `passwordless` is not asked: every passkey may sign in alone."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields.pop("passwordless", None)
        self.fields["credential"] = Answer()
        name = self.fields["name"]
        self.fields["name"] = django_forms.CharField(label=_("Name"), max_length=LONGEST_NAME, required=False)
        self.fields["name"].initial = name.initial

    def clean(self) -> Any:
        return _understood(super().clean)


class Authenticate(forms.AuthenticateWebAuthnForm):
    """As the second factor."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["credential"] = Answer()

    def clean_credential(self) -> Any:
        return _understood(super().clean_credential)


class Login(forms.LoginWebAuthnForm):
    """Alone, from the sign-in page."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["credential"] = Answer()

    def clean_credential(self) -> Any:
        return _understood(super().clean_credential)


class Reauthenticate(forms.ReauthenticateWebAuthnForm):
    """Before a page that changes how one signs in."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["credential"] = Answer()

    def clean_credential(self) -> Any:
        return _understood(super().clean_credential)


class AddView(views.AddWebAuthnView):
    """Registers a passkey: kept on the device, and its person verified."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["options"] = auth.begin_registration(self.request.user, True)
        return context


class RemoveView(views.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")


class RenameView(views.EditWebAuthnView):
    success_url = reverse_lazy("mfa_index")


class LoginView(views.LoginWebAuthnView):
    """Asked for the challenge, then sent the answer to it."""


class ReauthenticateView(views.ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        super().form_invalid(form)  # its message
        return HttpResponseRedirect(reverse("mfa_reauthenticate_webauthn"))


def listing(request: HttpRequest) -> HttpResponse:
    """allauth's own list is part of our page of second factors."""
    return HttpResponseRedirect(reverse("mfa_index"))

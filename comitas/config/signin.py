"""How django-allauth is held: nobody signs up by themselves, and the ledger hears of every sign-in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.accounts import actions as accounts
from comitas.accounts.queries import actor_of
from comitas.core import clock

DEVICE_DAYS = 400
"""How long a browser is known again; browsers keep no cookie for longer (RFC 6265bis, 5.5)."""


class Adapter(DefaultAccountAdapter):
    """An administrator creates people; nothing is mailed from here, as a mail server may be missing."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_password(self, password: str, user: Any = None) -> str:
        """A password that somebody else gave is not kept by choosing it again."""
        if user is not None and user.password_given and user.check_password(password):
            raise ValidationError(_("This is the password that you were given. Choose another one."))
        return str(super().clean_password(password, user))

    def set_password(self, user: Any, password: str) -> None:
        """By the person: from now on nobody else knows it."""
        user.password_given = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("desk:home")

    def post_login(self, request: HttpRequest, user: Any, **rest: Any) -> Any:
        token = accounts.note_sign_in(
            by=actor_of(user),
            at=clock.now(),
            how=_how(request, user),
            token=request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""),
            agent=request.META.get("HTTP_USER_AGENT", "")[:500],
        )
        response = super().post_login(request, user, **rest)
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME, token, max_age=DEVICE_DAYS * 24 * 3600, secure=settings.SECURE, httponly=True,
            samesite="Lax",
        )  # fmt: skip
        return response

    def send_notification_mail(self, template_prefix: str, user: Any, context: Any = None, email: Any = None) -> None:
        """allauth calls this for every change of a factor or password: the ledger is told, and `duty` writes to the person."""
        accounts.note_factor_change(by=actor_of(user), at=clock.now(), what=template_prefix.rpartition("/")[2])


def _how(request: HttpRequest, user: Any) -> str:
    """The ways used in this sign-in, in their order: "password+totp", "webauthn"."""
    records = get_authentication_records(request, user)
    ways = [str(one.get("type") or one.get("method")) for one in records if not one.get("reauthenticated")]
    return "+".join(dict.fromkeys(ways))[:80] or "password"

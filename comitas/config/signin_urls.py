"""The addresses of signing in: views of django-allauth, each with its declared permission, and no others of its many."""

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.http import HttpResponseBase
from django.urls import path

from comitas.accounts import views as accounts
from comitas.accounts.access import public, requires
from comitas.config import passkeys
from comitas.config import single_sign_on as sso
from comitas.core.web import Request

own = requires("self:manage")
changing = own(account.password_change)
confirmed = reauthentication_required(sessions.list_usersessions)


def ending_confirmed(request: Request) -> HttpResponseBase:
    """One's sessions; whoever ends the others says first again who they are."""
    shown: HttpResponseBase = (confirmed if request.method == "POST" else sessions.list_usersessions)(request)
    return shown


def change_password(request: Request) -> HttpResponseBase:
    """One's own password. One that somebody else gave is changed by whoever signed in with it, before they have any role."""
    shown: HttpResponseBase = (account.password_change if getattr(request.user, "password_given", False) else changing)(
        request
    )
    return shown


change_password.permission = changing.permission  # type: ignore[attr-defined]  # the mark that config.middleware reads


urlpatterns = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-in/second-factor/", public(mfa.authenticate), name="mfa_authenticate"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("sign-in/forgotten/", public(accounts.forgotten), name="forgotten"),
    path("sign-in/closed/", public(account.account_inactive), name="account_inactive"),
    path("account/confirm/", own(account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/password/", change_password, name="account_change_password"),
    path("account/second-factor/", own(mfa.index), name="mfa_index"),
    path("account/second-factor/add/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second-factor/remove/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("sign-in/passkey/", public(passkeys.LoginView.as_view()), name="mfa_login_webauthn"),
    path("account/confirm/passkey/", own(passkeys.ReauthenticateView.as_view()), name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/", own(passkeys.listing), name="mfa_list_webauthn"),
    path("account/passkeys/add/", own(passkeys.AddView.as_view()), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/name/", own(passkeys.RenameView.as_view()), name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", own(passkeys.RemoveView.as_view()), name="mfa_remove_webauthn"),
    path("sign-in/sso/", public(sso.leave), name="sso-leave"),
    path("sign-in/sso/return/", public(sso.come_back), name="sso-return"),
    path("account/sso/", own(sso.own), name="sso"),
    path("account/sso/link/", own(sso.link), name="sso-link"),
    path("account/sso/unlink/", own(sso.unlink), name="sso-unlink"),
    path("account/recovery-codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/make/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("account/sessions/", own(ending_confirmed), name="usersessions_list"),
]

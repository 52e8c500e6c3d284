"""The addresses of signing in: views of django-allauth, each with its declared permission, and no others of its many."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.urls import path

from comitas.accounts.access import public, requires

own = requires("self:manage")

urlpatterns = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-in/second-factor/", public(mfa.authenticate), name="mfa_authenticate"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("sign-in/closed/", public(account.account_inactive), name="account_inactive"),
    path("account/confirm/", own(account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/password/", own(account.password_change), name="account_change_password"),
    path("account/second-factor/", own(mfa.index), name="mfa_index"),
    path("account/second-factor/add/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second-factor/remove/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/make/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("account/sessions/", own(sessions.list_usersessions), name="usersessions_list"),
]

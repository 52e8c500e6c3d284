"""How django-allauth is held: nobody signs up by themselves, and the ledger hears of every sign-in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from comitas.accounts import actions as accounts
from comitas.accounts.queries import actor_of
from comitas.core import clock


class Adapter(DefaultAccountAdapter):
    """An administrator creates people; nothing is mailed, as a mail server may be missing."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: Any, **rest: Any) -> Any:
        accounts.note_sign_in(by=actor_of(user), at=clock.now())
        return super().post_login(request, user, **rest)

    def send_notification_mail(self, template_prefix: str, user: Any, context: Any = None, email: Any = None) -> None:
        """allauth calls this for every change of a factor or password: the ledger is told instead of a mailbox."""
        accounts.note_factor_change(by=actor_of(user), at=clock.now(), what=template_prefix.rpartition("/")[2])

"""Machines and their tokens on the administrator's pages."""

from datetime import datetime
from typing import Any

from babel import Locale
from babel.dates import format_datetime
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comitas.api.models import Machine, Token


def machine_row(machine: Machine) -> dict[str, Any]:
    """One line of the list; the counts were asked with it."""
    held: Any = machine
    return {
        "machine": machine,
        "name": machine.user.full_name,
        "closed": not machine.user.is_active,
        "authority": machine.authority.name,
        "purpose": machine.purpose,
        "working": held.working,
        "used": moment(held.used_at) or _("Never"),
    }


def token_row(token: Token, at: datetime) -> dict[str, Any]:
    """One token: which, for what, how it stands."""
    works = token.ended_at is None and token.expires_at > at
    words, colour = (_("Works"), "moss") if works else (_("Expired"), "grey")
    if token.ended_at:
        words, colour = _("Withdrawn"), "grey"
    return {
        "token": token,
        "works": works,
        "state": {"words": words, "colour": colour},
        "scopes": ", ".join(token.scopes),
        "expires": moment(token.ended_at or token.expires_at),
        "used": moment(token.used_at) or _("Never"),
    }


def moment(value: datetime | None) -> str:
    """3 March 2026, 09:14, in the reader's time zone; "" for none."""
    if value is None:
        return ""
    locale = Locale.parse(get_language() or "en", sep="-")
    return str(format_datetime(timezone.localtime(value), "d MMMM y, HH:mm", locale=locale))

"""What roles may do in an authority, in words."""

from typing import Any

from django.utils.translation import gettext as _

from comitas.accounts.models import Narrowing
from comitas.accounts.rules.permissions import PERMISSIONS
from comitas.accounts.rules.roles import ROLES
from comitas.desk import presenters


def permission_words(name: str) -> str:
    """Its sentence without the full stop."""
    return _(PERMISSIONS[name].sentence).rstrip(".") if name in PERMISSIONS else name


def row(found: Narrowing) -> dict[str, Any]:
    """One line of what was ever taken."""
    return {
        "role": _(ROLES[found.role]),
        "what": permission_words(found.permission),
        "since": presenters.moment(found.since),
        "by": presenters.by_whom(found.set_by),
        "until": presenters.moment(found.until) if found.until else "",
        "ended_by": presenters.by_whom(found.ended_by) if found.until else "",
    }

"""Which passwords are taken besides what Django itself looks at."""

import hashlib
import logging
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from comitas.config import breached

log = logging.getLogger(__name__)


class BreachedPasswordValidator:
    """No password that was stolen elsewhere, by a list on this machine: nobody outside is asked. Without its list nothing is taken."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def validate(self, password: str, user: object = None) -> None:
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()
        try:
            found = breached.holds(self.path, digest)
        except OSError as error:
            log.error("The list of breached passwords cannot be read: %s", error)
            raise ValidationError(
                _(
                    "Whether a password was stolen elsewhere cannot be looked up at the moment. Try again later, and tell whoever runs Comitas."
                )
            ) from error
        if found:
            raise ValidationError(
                _("This password is in a list of passwords that were stolen elsewhere. Choose another one.")
            )

    def get_help_text(self) -> str:
        return _("Your password must not be in a list of passwords that were stolen elsewhere.")

"""What an administrator asks of the instance itself."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.desk.rules import safekeeping
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

BACKUP_ASKED = kinds.declare("instance.backup-asked", N_("A backup was asked for."))


@transaction.atomic
def ask_for_backup(*, by: Actor, at: datetime) -> None:
    """Have a backup made as soon as the supervisor looks. Asked twice is once."""
    access.require_in(by, "system:backup")
    ledger.record(BACKUP_ASKED, by=by, at=at, payload={})
    transaction.on_commit(lambda: (settings.ENV.home / safekeeping.ASKED).touch())

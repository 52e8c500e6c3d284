"""Bringing a database up to date: migrate as its owner, grant the application's role what it may, make the house key."""

from typing import Any

from django.core.management import call_command
from django.db import connections, transaction
from psycopg.conninfo import make_conninfo

from comitas.accounts import actions as accounts
from comitas.config import database
from comitas.core import clock
from comitas.core.actor import system
from comitas.ledger import actions as ledger
from comitas.ledger.models import INSERT_ONLY, Key
from comitas.ledger.rules.canonical import HOUSE
from comitas.statistics import models as statistics


def migrate(verbosity: int = 0) -> None:
    """Safe to repeat. Needs Django set up, and both database addresses."""
    call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
    database.grant(
        _address(connections["owner"].settings_dict),
        connections["default"].settings_dict["USER"],
        (*INSERT_ONLY, *statistics.INSERT_ONLY),
    )
    make_house_key()


@transaction.atomic
def make_house_key() -> None:
    """The key for what belongs to no compartment, made once."""
    if not Key.objects.filter(pk=HOUSE).exists():
        ledger.create_key(HOUSE, at=clock.now())


def seal_what_lay_in_clear() -> None:
    """What an earlier version kept in clear. Not a part of `migrate`: a restored ledger takes no line before its new epoch."""
    accounts.seal_secrets(by=system("migrate"), at=clock.now())


def _address(settings: dict[str, Any]) -> str:
    """The address of the very database that Django migrated, which in a test is not the one of the environment."""
    parts = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return make_conninfo(**{name: settings[key] for name, key in parts.items() if settings[key]})

"""What every action of the directory checks in the same way."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from comitas.core import clock
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.directory import queries
from comitas.directory.rules.sentences import Sentence

Row = TypeVar("Row", bound=Model)

LATEST_ZONE = "Pacific/Kiritimati"
"""Where a day begins first: no officer's own today is later, so nothing entered today is taken for the future."""


def latest_today(at: datetime) -> date:
    """The latest date that it is anywhere at *at*."""
    return clock.local_date(at, LATEST_ZONE)


def refuse(problems: Mapping[str, Sentence]) -> None:
    """Raise `Invalid` if there are problems."""
    if problems:
        raise Invalid({name: queries.words(sentence) for name, sentence in problems.items()})


def locked(model: type[Row], key: UUID | str, version: int) -> Row:
    """The row, locked until the end of the transaction. `NotThere` if it is gone, `Conflict` if it has another
    version.
    """
    row: Row | None = model._default_manager.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotThere(str(key))
    if row.version != version:  # type: ignore[attr-defined]  # every model of the directory that is edited has one
        raise Conflict(_("A colleague changed this entry meanwhile. Nothing was written; compare and save again."))
    return row

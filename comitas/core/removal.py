"""Rows that go for good. Nothing here follows foreign keys: whoever removes names every table, and the database refuses what was left out."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

Holding = tuple[str, type[Model], str]
"""What its rows are called in a certificate ("" for what is not counted), the table, and the way from a row to its compartment."""


def remove(holdings: Iterable[Holding], compartment: object) -> dict[str, int]:
    """Delete what *holdings* have of *compartment*, table by table in their order; returns how many rows of what went."""
    removed: Counter[str] = Counter()
    for name, model, way in holdings:
        count = _delete(model._default_manager.filter(**{way: compartment}))
        if name and count:
            removed[name] += count
    return dict(removed)


def _delete(rows: QuerySet[Any]) -> int:
    """One statement: a queryset's own `delete` would fetch every row to look for what points to it."""
    return int(rows._raw_delete(rows.db) or 0)  # Django's own way for its cascades


def refuse_what_was_left() -> None:
    """`IntegrityError` now, where a row that stays points to one that went; foreign keys else speak at the commit only."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

"""Many rows at once, by the database's own COPY: without a statement that grows with them, which takes longer to put together than to run."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import AutoField, Model


def insert(rows: Sequence[Model]) -> None:
    """Insert *rows* of one model, all their columns as they stand. Keys that the database counts are left to it, and not read back."""
    if not rows:
        return
    meta = type(rows[0])._meta
    fields = [field for field in meta.concrete_fields if not isinstance(field, AutoField)]
    values = ([field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields] for row in rows)
    copy(meta.db_table, [field.column or field.attname for field in fields], values)


def copy(table: str, columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values into *columns* of *table*."""
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        with cursor.cursor.copy(f"COPY {connection.ops.quote_name(table)} ({quoted}) FROM STDIN") as into:
            for row in rows:
                into.write_row(row)

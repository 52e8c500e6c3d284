"""The States of ISO 3166-1 and the instruments that come with the program. Repeating it changes nothing.

The owner's connection migrates, so every query says by which connection it goes.
"""

from typing import Any

from django.db import migrations

from comitas.directory import store
from comitas.directory.rules.shipped import SHIPPED


def load_states(apps: Any, schema_editor: Any) -> None:
    state = apps.get_model("directory", "State")
    rows = [
        state(
            iso2=row.iso2,
            iso3=row.iso3,
            numeric=row.numeric,
            name=row.name,
            regional_group=row.regional_group,
            group_note=row.group_note,
        )
        for row in store.shipped_states()
    ]
    state.objects.using(schema_editor.connection.alias).bulk_create(rows, ignore_conflicts=True)


def load_instruments(apps: Any, schema_editor: Any) -> None:
    instrument = apps.get_model("directory", "Instrument")
    written = instrument.objects.using(schema_editor.connection.alias)
    rows = [
        instrument(
            code=facts.code,
            kind=facts.kind,
            name=facts.name,
            short_name=facts.short_name,
            reference=facts.reference,
            signed_on=facts.signed_on,
            articles=dict(facts.articles),
            supersedes_bilateral=facts.supersedes_bilateral,
            scope=facts.scope,
            source=facts.source,
            shipped=True,
        )
        for facts in SHIPPED
    ]
    written.bulk_create(rows, ignore_conflicts=True)
    for facts in SHIPPED:
        if facts.supplements:
            written.filter(code=facts.code).update(supplements=facts.supplements)


class Migration(migrations.Migration):
    """After the tables, their first rows."""

    dependencies = [("directory", "0002_scope_and_name_kind")]
    operations = [
        migrations.RunPython(load_states, migrations.RunPython.noop),
        migrations.RunPython(load_instruments, migrations.RunPython.noop),
    ]

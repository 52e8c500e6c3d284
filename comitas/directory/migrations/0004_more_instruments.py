"""More instruments, and those of letters under the codes by which intake reads them."""

from typing import Any

from django.db import migrations

from comitas.directory.rules.shipped import SHIPPED

RENAMED = ("ets-141", "ets-173", "oecd-bribery", "aucpcc", "cets-198", "ets-073")


def load(apps: Any, schema_editor: Any) -> None:
    instrument = apps.get_model("directory", "Instrument")
    written = instrument.objects.using(schema_editor.connection.alias)
    written.filter(code__in=RENAMED, shipped=True).delete()
    rows = [
        instrument(
            code=facts.code,
            kind=facts.kind,
            name=facts.name,
            short_name=facts.short_name,
            reference=facts.reference,
            signed_on=facts.signed_on,
            articles=dict(facts.articles),
            scope=facts.scope,
            source=facts.source,
            shipped=True,
        )
        for facts in SHIPPED
    ]
    written.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    """Only rows."""

    dependencies = [("directory", "0003_states_and_instruments")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]

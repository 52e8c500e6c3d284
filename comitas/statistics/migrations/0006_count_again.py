from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def count_again(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Steps, offences and officers stand in lines that were passed over: the reader begins anew, and makes every row from the ledger."""
    for name in ("Movement", "Sending", "CaseFact"):
        apps.get_model("statistics", name).objects.using(editor.connection.alias).all().delete()
    apps.get_model("ledger", "ReaderPosition").objects.using(editor.connection.alias).filter(name="statistics").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0001_initial"),
        ("statistics", "0005_what_is_counted"),
    ]

    operations = [
        migrations.RunPython(count_again, migrations.RunPython.noop),
    ]

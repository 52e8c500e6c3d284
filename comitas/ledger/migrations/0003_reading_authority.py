"""A search is about no compartment: the authority in which it was made says whose auditor reads of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards")]
    operations = [
        migrations.AddField("reading", "authority", models.UUIDField(null=True)),
        migrations.AddIndex(
            "reading",
            models.Index(
                fields=["authority", "id"],
                condition=models.Q(authority__isnull=False),
                name="ledger_reading_authority",
            ),
        ),
    ]

"""What keeps the ledger insert-only, beside the rights of the application's role: triggers that refuse even the owner.

The owner can of course drop a trigger; the chain and the checkpoints are there for that.
"""

from django.db import migrations

GUARD = """
CREATE SEQUENCE ledger_line_id;
INSERT INTO ledger_epoch (number, begun_at, reason) VALUES (1, now(), 'created');
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the ledger is insert-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
"""

TRIGGER = """
CREATE TRIGGER ledger_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""

TABLES = ("ledger_line", "ledger_order", "ledger_epoch")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunSQL(GUARD, "DROP FUNCTION ledger_refuse CASCADE; DROP SEQUENCE ledger_line_id"),
        *(migrations.RunSQL(TRIGGER.format(table=table), migrations.RunSQL.noop) for table in TABLES),
    ]

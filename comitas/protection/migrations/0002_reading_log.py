"""The reading log may be cleared after its period and in no other way: the role that runs deletes nothing there itself."""

from django.db import migrations

CLEAR = """
CREATE FUNCTION protection_clear_readings(until timestamptz, of_authority uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE removed bigint;
BEGIN
    IF until > now() - interval '1 year' THEN
        RAISE EXCEPTION 'readings are kept for a year at least' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM ledger_reading r WHERE r.at < until AND (r.authority = of_authority
        OR r.compartment IN (SELECT id FROM accounts_compartment WHERE authority_id = of_authority));
    GET DIAGNOSTICS removed = ROW_COUNT;
    RETURN removed;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("protection", "0001_initial"),
        ("ledger", "0003_reading_authority"),
        ("accounts", "0001_initial"),
    ]
    operations = [migrations.RunSQL(CLEAR, "DROP FUNCTION protection_clear_readings")]

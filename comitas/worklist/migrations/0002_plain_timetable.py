"""The timetable of authorities that have set nothing: Saturday and Sunday are days of rest. Nobody changes it."""

from django.db import migrations

ADD = """
INSERT INTO worklist_timetable (id, authority_id, country, region, rest, lengths, version)
VALUES ('00000000-0000-7000-8000-000000000001', NULL, '', '', '{5,6}', '{}', 1);
INSERT INTO worklist_day (timetable_id, day, works, number, name)
SELECT '00000000-0000-7000-8000-000000000001', day, works, sum(works::int) OVER (ORDER BY day), ''
FROM (SELECT day::date, extract(isodow FROM day) < 6
      FROM generate_series(date '1990-01-01', date '2069-12-31', interval '1 day') day) every (day, works)
"""
REMOVE = """
DELETE FROM worklist_day WHERE timetable_id = '00000000-0000-7000-8000-000000000001';
DELETE FROM worklist_timetable WHERE id = '00000000-0000-7000-8000-000000000001'
"""


class Migration(migrations.Migration):
    dependencies = [("worklist", "0001_initial")]
    operations = [migrations.RunSQL(ADD, REMOVE)]

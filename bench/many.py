"""A million cases at once, made by the database itself: `python bench/many.py CASES OWN`, inside an instance.

OWN of them are of the island's authority, whose officer sees no other; the rest of the central authority, a tenth restricted to two
readers. Each has a part and a person. Rows like those that the actions make, without their lines in the ledger.
"""

import sys
from datetime import UTC, datetime

import django

django.setup()

from django.db import connections  # noqa: E402 - Django is made ready first

from bench.filling import STATES, TITLES, fill  # noqa: E402 - as above
from comitas.accounts.models import User  # noqa: E402 - as above
from comitas.cases.models import Case, Part, Person  # noqa: E402 - as above
from comitas.directory.models import Authority  # noqa: E402 - as above
from comitas.samples.cast import ISLAND  # noqa: E402 - as above
from comitas.samples.neighbours import CENTRAL  # noqa: E402 - as above

_NUMBERED = """
CREATE TEMP TABLE many AS SELECT n, gen_random_uuid() AS place, gen_random_uuid() AS id,
    CASE WHEN n %% %(every)s = 0 THEN %(island)s ELSE %(central)s END::uuid AS authority FROM generate_series(1, %(count)s) n
"""
_PLACES = """
INSERT INTO accounts_compartment (id, version, authority_id, restricted)
SELECT place, 1, authority, n %% 10 = 0 AND authority = %(central)s::uuid FROM many
"""
_READERS = """
INSERT INTO accounts_reader (compartment_id, user_id, since)
SELECT place, reader, now() FROM many CROSS JOIN unnest(%(readers)s::bigint[]) reader WHERE n %% 10 = 0 AND authority = %(central)s::uuid
"""
HEAVY = ("cases_case_folded", "cases_case_stands", "cases_person_folded")


def make(count: int, own: int) -> None:
    central, island = (Authority.objects.get(name=name).pk for name in (CENTRAL, ISLAND))
    users = {name: User.objects.get(username=name).pk for name in ("karin", "jonas", "ines", "solo")}
    if not Case.objects.exists():
        fill(1)
    told = {
        "count": count, "every": max(count // own, 1), "central": central, "island": island, "readers": [users["karin"], users["jonas"]],
    }  # fmt: skip
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(HEAVY)])
        heavy = cursor.fetchall()
        for name, _made in heavy:
            cursor.execute(f"DROP INDEX {name}")
        for statement in (_NUMBERED, _PLACES, _READERS):
            cursor.execute(statement, told)
        cursor.execute(_like("cases_case", Case.objects.values_list("pk", flat=True)[0], _case_columns(users)))
        cursor.execute(
            _like(
                "cases_part",
                Part.objects.values_list("pk", flat=True)[0],
                {"id": "gen_random_uuid()", "case_id": "many.id", "number": "1"},
            )
        )
        cursor.execute(
            _like(
                "cases_person",
                Person.objects.values_list("pk", flat=True)[0],
                {"id": "gen_random_uuid()", "case_id": "many.id", "name": "'Person ' || n", "folded": "'person ' || n"},
            )
        )
        for _name, made in heavy:
            cursor.execute(made)
        cursor.execute("VACUUM ANALYZE")


def _case_columns(users: dict[str, int]) -> dict[str, str]:
    titles = ", ".join(f"'{title}'" for title in TITLES)
    states = ", ".join(f"'{state}'" for state in STATES)
    title = f"(ARRAY[{titles}])[1 + n % {len(TITLES)}] || ' ' || n"
    return {
        "id": "many.id", "compartment_id": "place", "authority_id": "authority", "year": "2006 + n / 55000 % 20", "serial": "200000 + n",
        "title": title, "folded": f"lower({title})", "state_from_id": f"(ARRAY[{states}])[1 + n % {len(STATES)}]",
        "received_on": f"date '{datetime.now(UTC):%Y-%m-%d}' - n / 150 % 7000", "opened_at": "now() - n * interval '1 minute'",
        "due": f"CASE WHEN n % 3 = 0 THEN NULL ELSE date '{datetime.now(UTC):%Y-%m-%d}' - n / 150 % 7000 + 90 END",
        "officer_id": f"CASE WHEN n % 7 = 0 THEN {users['ines']} ELSE {users['jonas']} END",
        "closed_on": f"CASE WHEN n % 5 = 0 THEN NULL ELSE date '{datetime.now(UTC):%Y-%m-%d}' - n / 150 % 7000 + 30 END",
        "outcome": "CASE WHEN n % 5 = 0 THEN '' ELSE 'V4' END",
    }  # fmt: skip


def _like(table: str, key: object, changed: dict[str, str]) -> str:
    """Rows of *table* like the one called *key*, a row of "many" each, with these columns otherwise."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        columns = [row[0] for row in cursor.fetchall()]
    written = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changed.get(name, f'one."{name}"') for name in columns)
    return f"INSERT INTO {table} ({written}) SELECT {values} FROM many, {table} one WHERE one.id = '{key}'"  # noqa: S608 - names of ours


if __name__ == "__main__":
    make(int(sys.argv[1]), int(sys.argv[2]))

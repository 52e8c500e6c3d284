"""Inside an instance: many cases are copied into the figures' projection, and ten years of them summed. For `bench.figures`."""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

import duckdb  # noqa: E402 - Django is made ready first
from django.db import connection, connections  # noqa: E402 - as above

from comitas.accounts.models import User  # noqa: E402 - as above
from comitas.core.actor import Actor  # noqa: E402 - as above
from comitas.directory.models import Authority  # noqa: E402 - as above
from comitas.samples.neighbours import CENTRAL  # noqa: E402 - as above
from comitas.statistics import queries  # noqa: E402 - as above
from comitas.statistics.models import Stay  # noqa: E402 - as above
from comitas.statistics.rules import lives, periods  # noqa: E402 - as above
from comitas.statistics.rules.balance import ENTRIES  # noqa: E402 - as above
from comitas.statistics.rules.narrowing import Narrowed  # noqa: E402 - as above

STATES = ("XB", "XC", "XD", "XE")
FIRST, YEARS, TIMES = date(2016, 1, 1), 10, 5
KINDS = ("request", "request", "request", "extradition_request", "asset_recovery", "transfer_of_proceedings")
FACTS = """COPY statistics_casefact ("case", compartment, authority, side, kind, counts, state, imported, received_on, came_on,
    sent_on, closed_on, outcome, parts, persons, urgent) FROM STDIN"""
STAYS = """COPY statistics_stay (position, case_id, authority, side, kind, state, entered_by, entered_on, left_by, left_on) FROM STDIN"""
FLOWS = """INSERT INTO statistics_flow (authority, side, kind, month, movement, number)
    SELECT authority, side, kind, date_trunc('month', day)::date, movement, count(*) FROM statistics_stay,
        LATERAL (VALUES (entered_on, entered_by), (left_on, left_by)) moved (day, movement)
    WHERE day IS NOT NULL GROUP BY 1, 2, 3, 4, 5"""
"""What the reader keeps as stays change."""


def main(count: int) -> None:
    central, lea = Authority.objects.get(name=CENTRAL).pk, User.objects.get(username="lea")
    actor, began = Actor("user", lea.pk, lea.full_name), time.perf_counter()
    with connection.cursor() as cursor:
        _copy(cursor, FACTS, (_fact(life, central) for life in _lives(count)))
        _copy(cursor, STAYS, _stays(count, central))
        cursor.execute(FLOWS)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE statistics_casefact, statistics_stay, statistics_flow"
        )  # as the database would by itself
    filled = time.perf_counter() - began
    years = [periods.of("year", date(FIRST.year + n, 1, 1)) for n in range(YEARS)]
    table = [_timed(lambda: queries.stock_flow(actor, years)) for _time in range(TIMES)]
    counted = [_timed(lambda: queries.stocks([central], [year.after for year in years])) for _time in range(TIMES)]
    of_one_state = Narrowed(state="XB")
    narrowed = [_timed(lambda: queries.stock_flow(actor, years, of_one_state)) for _time in range(TIMES)]
    duck, sums = _in_duckdb()
    found = table[0][1]
    agrees = all(one.reconciled.agrees for one in found) and sums == [
        (one.period.first.year, one.side, sum(one.line.exits.values()), one.reconciled.counted) for one in found
    ]
    print(
        count, Stay.objects.count(), filled, statistics.median(spent for spent, _ in table),
        statistics.median(spent for spent, _ in counted), statistics.median(spent for spent, _ in narrowed), duck, agrees,
    )  # fmt: skip


def _lives(count: int) -> Iterator[tuple[int, str, str, list[tuple[str, date]]]]:
    """Each with its movements: one in three is open, one in fifty was reopened."""
    dice = random.Random(11)
    for n in range(count):
        day = FIRST + timedelta(days=dice.randrange(365 * YEARS))
        moved = [("new", day)]
        if n % 3:
            day += timedelta(days=dice.randrange(10, 700))
            moved.append((dice.choice(("V4", "V4", "V5", "V6", "V7", "V8", "V9")), day))
        if n % 50 == 1:
            moved.append(("reopened", day + timedelta(days=40)))
        yield n, "outgoing" if n % 4 == 0 else "incoming", dice.choice(KINDS), moved


def _fact(life: tuple[int, str, str, list[tuple[str, date]]], authority: UUID) -> tuple[Any, ...]:
    n, side, kind, moved = life
    last, day = moved[-1]
    outcome = "" if last in ENTRIES else last
    return (
        UUID(int=n + 1), UUID(int=n + 1), authority, side, kind, True, STATES[n % 4], False, moved[0][1],
        moved[0][1], moved[0][1] if side == "outgoing" else None, day if outcome else None, outcome, 2, 1, n % 20 == 0,
    )  # fmt: skip


def _stays(count: int, authority: UUID) -> Iterator[tuple[Any, ...]]:
    position = 0
    for n, side, kind, moved in _lives(count):
        for stay in lives.stays((position + step, what, day) for step, (what, day) in enumerate(moved, 1)):
            told = (stay["entered_by"], stay["entered_on"], stay["left_by"], stay["left_on"])
            yield stay["position"], UUID(int=n + 1), authority, side, kind, STATES[n % 4], *told
        position += len(moved)


def _copy(cursor: Any, statement: str, rows: Iterator[tuple[Any, ...]]) -> None:
    with cursor.copy(statement) as target:
        for row in rows:
            target.write_row(row)


def _timed(measured: Any) -> tuple[float, Any]:
    began = time.perf_counter()
    found = measured()
    return time.perf_counter() - began, found


_SUMS = """
WITH flows AS (
    SELECT side, kind, date_trunc('month', entered_on) AS month, entered_by AS movement, count(*) AS n FROM stay GROUP BY ALL
    UNION ALL
    SELECT side, kind, date_trunc('month', left_on), left_by, count(*) FROM stay WHERE left_on IS NOT NULL GROUP BY ALL),
ends AS (SELECT unnest(range(2016, 2026)) AS year)
SELECT e.year, s.side,
       (SELECT sum(n) FROM flows WHERE flows.side = s.side AND year(month) = e.year AND movement NOT IN ('new', 'reopened')),
       (SELECT count(*) FROM stay WHERE stay.side = s.side AND entered_on < make_date(e.year + 1, 1, 1)
          AND (left_on IS NULL OR left_on >= make_date(e.year + 1, 1, 1)))
FROM ends e, (VALUES ('incoming'), ('outgoing')) s(side) ORDER BY 1, 2
"""


_OUT = "COPY (SELECT side, kind, entered_by, entered_on, left_by, left_on FROM statistics_stay) TO STDOUT (FORMAT csv, HEADER)"


def _in_duckdb() -> tuple[float, list[tuple[Any, ...]]]:
    """The same rows in DuckDB's own tables: the flows of ten years and the stock counted one by one."""
    duck = duckdb.connect()
    with tempfile.TemporaryDirectory() as folder, connection.cursor() as cursor:
        path = Path(folder) / "stays.csv"
        with cursor.copy(_OUT) as source, path.open("wb") as target:
            for part in source:
                target.write(part)
        duck.execute(f"CREATE TABLE stay AS FROM read_csv('{path}')")
    spent = [_timed(lambda: duck.execute(_SUMS).fetchall()) for _time in range(TIMES)]
    return statistics.median(one for one, _ in spent), spent[0][1]


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Inside an instance with many cases: a holiday is set, and all deadlines are computed. Prints figures for `bench.deadlines`."""

import threading
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db import connection, connections, transaction  # noqa: E402 - Django is made ready first

from comitas.accounts.models import User  # noqa: E402 - as above
from comitas.cases.models import Case, Moment, Part, StepTaken  # noqa: E402 - as above
from comitas.core.actor import Actor  # noqa: E402 - as above
from comitas.directory.models import Authority  # noqa: E402 - as above
from comitas.samples.neighbours import CENTRAL  # noqa: E402 - as above
from comitas.worklist import actions, queries  # noqa: E402 - as above

MOST = 1_000_000


def main() -> None:
    """All open cases become nobody's, asked for by telephone and not acknowledged, with investigation orders, pauses and hearings."""
    central, head = Authority.objects.get(name=CENTRAL), User.objects.get(username="karin")
    karin, today = Actor("user", head.pk, head.full_name), datetime.now(UTC)
    actions.set_timetable(
        by=karin, at=today, authority=central.pk, version=0, country="CH", region="ZH", rest=[5, 6], lengths={},
        switched={"target": True},
    )  # fmt: skip
    _with_every_source(today)
    unheld = {"officer": None, "channel": "telephone", "acknowledged_on": None, "written_on": None, "counts": True}
    Case.objects.filter(closed_on=None).update(**unheld, received_on=today.date() - timedelta(days=1))
    before = {(task.code, task.thing): task.due for task in queries.worklist(karin, MOST).tasks}
    holiday = today.date() + timedelta(days=1 if today.weekday() < 4 else 7 - today.weekday())
    old, seen, over = _first(karin), [], threading.Event()
    reader = threading.Thread(target=_read, args=(karin, seen, over))
    reader.start()
    began = time.perf_counter()
    actions.set_day(by=karin, at=today, authority=central.pk, day=holiday, works=False, name="Holiday")
    day_set = time.perf_counter()
    over.set()
    reader.join()
    counting = time.perf_counter()
    after = queries.worklist(karin, MOST).tasks
    computed = time.perf_counter()
    moved = sum(before[task.code, task.thing] != task.due for task in after)
    cases = len({task.case_id for task in after})
    stale = sum(one not in (old, _first(karin)) for one in seen)
    print(cases, len(after), day_set - began, computed - counting, _written(), moved, len(seen), stale)


def _with_every_source(today: datetime) -> None:
    """Half of the parts rest on an investigation order and wait for another State, with a pause; each case has a hearing."""
    first = Part.objects.filter(number=1, family="assistance", steps=None, case__closed_on=None)
    first.update(bases=[{"code": "eio"}], state="information-requested", state_since=today.date() - timedelta(days=20))
    Moment.objects.bulk_create(
        [Moment(case_id=case, part_id=part, code="hearing", on=today.date() + timedelta(days=30))
         for part, case in Part.objects.filter(number=2).values_list("pk", "case")], 2000,
    )  # fmt: skip
    StepTaken.objects.bulk_create(
        [StepTaken(part_id=part, serial=1, step="ask", state_before="examining", state_after="information-requested",
                   on=today.date() - timedelta(days=20), at=today) for part in first.values_list("pk", flat=True)], 2000,
    )  # fmt: skip
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database would by itself some minutes later


def _first(karin: Actor) -> list[tuple[str, object, object]]:
    """What a page would show."""
    return [(task.code, task.thing, task.due) for task in queries.worklist(karin).tasks]


def _read(karin: Actor, seen: list[object], over: threading.Event) -> None:
    """Pages, one after the other, while the day is set."""
    while not over.is_set():
        seen.append(_first(karin))
    connection.close()


def _written() -> float:
    """Seconds to write one and the same date into every open case, and commit: what storing them costs at the very least."""
    began = time.perf_counter()
    with transaction.atomic():
        Case.objects.filter(closed_on=None).update(due=datetime.now(UTC).date())
    return time.perf_counter() - began


main()

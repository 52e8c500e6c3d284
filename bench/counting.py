"""Inside an instance with many cases: a holiday is set, and all deadlines are computed. Prints figures for `bench.deadlines`."""

import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402 - Django is made ready first

from comitas.accounts.models import User  # noqa: E402 - as above
from comitas.cases.models import Case  # noqa: E402 - as above
from comitas.core.actor import Actor  # noqa: E402 - as above
from comitas.directory.models import Authority  # noqa: E402 - as above
from comitas.samples.neighbours import CENTRAL  # noqa: E402 - as above
from comitas.worklist import actions, queries  # noqa: E402 - as above

MOST = 1_000_000


def main() -> None:
    """All open cases become nobody's, asked for by telephone and not acknowledged: each has two deadlines that count days."""
    central, head = Authority.objects.get(name=CENTRAL), User.objects.get(username="karin")
    karin, today = Actor("user", head.pk, head.full_name), datetime.now(UTC)
    unheld = {"officer": None, "channel": "telephone", "acknowledged_on": None, "written_on": None, "counts": True}
    Case.objects.filter(closed_on=None).update(**unheld, received_on=today.date() - timedelta(days=1))
    before = {(task.code, task.thing): task.due for task in queries.worklist(karin, MOST).tasks}
    began = time.perf_counter()
    holiday = today.date() + timedelta(days=1 if today.weekday() < 4 else 7 - today.weekday())
    actions.set_day(by=karin, at=today, authority=central.pk, day=holiday, works=False, name="Holiday")
    day_set = time.perf_counter()
    after = queries.worklist(karin, MOST).tasks
    computed = time.perf_counter()
    moved = sum(before[task.code, task.thing] != task.due for task in after)
    cases = len({task.case_id for task in after})
    print(cases, len(after), day_set - began, computed - day_set, _written(), moved)


def _written() -> float:
    """Seconds to write one and the same date into every open case, and commit: what storing them costs at the very least."""
    began = time.perf_counter()
    with transaction.atomic():
        Case.objects.filter(closed_on=None).update(due=datetime.now(UTC).date())
    return time.perf_counter() - began


main()

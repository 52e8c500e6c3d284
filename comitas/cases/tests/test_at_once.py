"""Two officers, or two clicks, at the same moment: on a database where commits are commits."""

import threading
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import connection

from comitas.cases import actions
from comitas.cases.models import Case, Counter, Part
from comitas.cases.tests.building import DAY, add_part, open_case
from comitas.core.refusals import Conflict
from comitas.samples import cast as samples


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each gave or how each was refused, begun at the same moment."""
    began = threading.Barrier(len(works))
    told: list[object] = [None] * len(works)

    def run(place: int) -> None:
        began.wait()
        try:
            told[place] = works[place]()
        except Conflict as refusal:
            told[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_of_two_officers_one_is_first_and_the_other_is_told(committed_db: str, at: datetime) -> None:
    cast = samples.found()
    part = add_part(cast, at, open_case(cast, at))

    def take(by: object, step: str, **more: object) -> Callable[[], object]:
        return lambda: actions.take_step(by=by, at=at, part=part.pk, step=step, data={"date": DAY, **more}, version=1)

    told = at_once(take(cast.ines, "accept"), take(cast.jonas, "return", missing="The facts"))
    assert sorted(type(one).__name__ for one in told) == ["Conflict", "StepTaken"]
    assert Part.objects.get().steps.count() == 1


def test_two_clicks_at_the_same_moment_are_one(committed_db: str, at: datetime) -> None:
    cast, once = samples.found(), uuid4()
    opened = at_once(*[lambda: open_case(cast, at, once=once).pk] * 2)
    assert opened[0] == opened[1] == once
    case = Case.objects.get()
    parts = at_once(*[lambda: add_part(cast, at, case, once=once).pk] * 2)
    assert parts[0] == parts[1]
    steps = at_once(
        *[lambda: actions.take_step(by=cast.ines, at=at, part=once, step="accept", data={"date": DAY}, version=1).pk]
        * 2
    )
    assert steps[0] == steps[1]
    assert Counter.objects.get().last == 1


def test_numbers_are_gapless_when_many_open_cases_at_once(committed_db: str, at: datetime) -> None:
    cast = samples.found()
    at_once(*[lambda: [open_case(cast, at) for _ in range(4)]] * 3)
    assert sorted(Case.objects.values_list("serial", flat=True)) == list(range(1, 13))

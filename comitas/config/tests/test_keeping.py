"""Loops that survive: apart from each other, patient with what is down, and quiet about it."""

import asyncio

import pytest

from comitas.config import keeping


def test_a_failing_loop_goes_on_and_does_not_stop_its_neighbour(caplog: pytest.LogCaptureFixture) -> None:
    rounds: list[str] = []

    async def both() -> None:
        stopping = asyncio.Event()

        async def fails() -> None:
            rounds.append("fails")
            if rounds.count("fails") == 1:
                raise ConnectionError("the database is away")

        async def works() -> None:
            rounds.append("works")
            if rounds.count("fails") >= 2:
                stopping.set()

        loops = (keeping.Loop("one", 0.0, fails), keeping.Loop("two", 0.01, works))
        await asyncio.gather(*(keeping.keep(loop, stopping) for loop in loops))

    asyncio.run(asyncio.wait_for(both(), 20))
    assert rounds.count("fails") >= 2
    assert rounds.count("works") >= 2
    assert "one: ConnectionError: the database is away" in caplog.text


def test_complaints_come_once_a_minute_and_say_how_many_there_were(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    complaints = keeping.Complaints("Checkpoint", clock=lambda: now[0])
    for second in range(0, 70, 10):
        now[0] = second
        complaints.say(OSError("no space left"))
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "Checkpoint: OSError: no space left",
        "Checkpoint: OSError: no space left (6 times since this was last said)",
    ]


def test_what_is_down_is_tried_ever_less_often() -> None:
    assert [keeping.delay_after(n, 1.0) for n in (0, 1, 2, 3, 4, 9, 500)] == [1, 1, 2, 4, 8, 10, 10]
    assert keeping.delay_after(1, 60.0) == 10, "a slow loop tries again sooner than when all is well"


def test_a_stop_ends_the_rest() -> None:
    async def stopped() -> None:
        stopping = asyncio.Event()
        stopping.set()
        await keeping.rest(stopping, 3600)

    asyncio.run(asyncio.wait_for(stopped(), 20))

"""Loops that go on for as long as the process lives: one that fails does not stop the others, and does not fill the log."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

logger = logging.getLogger(__name__)

LONGEST_DELAY = 10.0  # seconds between tries while something is down
QUIET = 60.0  # seconds between two complaints of one loop


@dataclass(frozen=True, slots=True)
class Loop:
    """Something done again and again: *round*, then a rest of *every* seconds."""

    name: str
    every: float
    round: Callable[[], Awaitable[object]]


class Complaints:
    """Logs what goes wrong, once a minute at most, and says how often it happened meanwhile."""

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.name, self.clock = name, clock
        self.silent_until, self.unsaid = float("-inf"), 0

    def say(self, error: Exception) -> None:
        self.unsaid += 1
        if self.clock() < self.silent_until:
            return
        times = f" ({self.unsaid} times since this was last said)" if self.unsaid > 1 else ""
        logger.error("%s: %s: %s%s", self.name, type(error).__name__, str(error).strip() or "no words", times)
        self.silent_until, self.unsaid = self.clock() + QUIET, 0


def delay_after(failures: int, every: float) -> float:
    """Seconds to rest: *every* when all is well, then 1, 2, 4, 8, 10."""
    return every if not failures else min(LONGEST_DELAY, max(every, 2.0 ** min(failures - 1, 10)))


async def keep(loop: Loop, stopping: asyncio.Event) -> None:
    """Run *loop* until *stopping*; the round that is under way is finished."""
    complaints, failures = Complaints(loop.name), 0
    while not stopping.is_set():
        try:
            await loop.round()
            failures = 0
        except Exception as error:
            failures += 1
            complaints.say(error)
        await rest(stopping, delay_after(failures, loop.every))


async def rest(stopping: asyncio.Event, seconds: float) -> None:
    """Wait *seconds*, or less when *stopping* comes."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)

"""The worker: jobs, and beside them the order of the ledger, its readers, its checkpoints, the rescue of stranded jobs, and sources.

One process, started by the supervisor; more may run. It outlives a database that is away for a while, and ends within seconds.
"""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from procrastinate import App
from procrastinate import worker as jobs
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg import AsyncConnection

from comitas.config import rounds
from comitas.config.keeping import Complaints, Loop, keep

logger = logging.getLogger(__name__)
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # it complains at each try; the loops say it once a minute

LANES: dict[tuple[str, ...], int] = {("reading",): 1, ("default", "builtin"): 2}
"""How many jobs of these queues run at once. Documents are converted one at a time, for memory's sake; the rest does not wait for them,
and a document that is tried again later does not hold up those behind it."""
LOOKS = {"folder": 1, "mailbox": 2}
"""How many sources of a kind are looked at at once: a mail server that does not answer holds up neither a folder nor a job."""
THREADS = (
    sum(LANES.values()) + sum(LOOKS.values()) + 4
)  # each job, each look and each loop that waits for the database holds one
HEARTBEAT = 5.0  # seconds
STALLED = 20.0  # seconds without a heartbeat until a worker counts as dead
MOST_ATTEMPTS = 10  # a job that has brought down its worker so often is given up
JOB_PATIENCE = 4.0  # seconds that jobs have to end once the worker is told to stop
SLOWEST_END = 5.0  # seconds for all loops together; with the last words below the supervisor's 8
LAST_WORDS = 1.5  # seconds each for handing back jobs and for the last checkpoint


class Worker:
    """Everything that goes on in the process, under one stop."""

    def __init__(self) -> None:
        self.stopping = asyncio.Event()
        self.lanes: list[Any] = []  # procrastinate Workers, whose methods bear no types
        self.looks: dict[UUID, tuple[str, asyncio.Task[None]]] = {}
        self.complaints = Complaints("Look at a source")

    async def run(self) -> None:
        """Work until told to stop. Jobs that do not end in time go back into the queue."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(THREADS))
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        loops = (
            Loop("Ledger order and readers", 1.0, lambda: threaded(rounds.follow_all)),
            Loop("Checkpoint", 60.0, lambda: threaded(rounds.attest_to_all)),
            Loop("Jobs", 1.0, self.work),
            Loop("Sources", 2.0, self.look_at_sources),
        )
        tasks = [asyncio.create_task(keep(each, self.stopping)) for each in loops]
        await self.stopping.wait()
        await asyncio.wait(tasks, timeout=SLOWEST_END)
        with contextlib.suppress(Exception):  # the database may be what is missing; the next start does both
            await asyncio.wait_for(self.hand_back(), LAST_WORDS)
        with contextlib.suppress(Exception):
            await asyncio.wait_for(threaded(rounds.attest_to_all), LAST_WORDS)

    def stop(self) -> None:
        self.stopping.set()
        for lane in self.lanes:
            lane.stop()

    async def work(self) -> None:
        """Do jobs until told to stop, or until the database goes away."""
        address = connector_params()
        async with await AsyncConnection.connect(**address):
            pass  # a pool would wait in silence for a database that is away
        connector = PsycopgConnector(kwargs=address, min_size=1, max_size=6, timeout=10, reconnect_timeout=5)
        with app.replace_connector(connector):
            async with app.open_async():
                app.perform_import_paths()  # type: ignore[no-untyped-call]
                await self._work(app)

    async def look_at_sources(self) -> None:
        """Begin a look at every source whose turn it is, as far as there is room; nobody waits for its end."""
        self.looks = {source: look for source, look in self.looks.items() if not look[1].done()}
        for source, kind in await threaded(rounds.sources_due):
            busy = sum(1 for other, _task in self.looks.values() if other == kind)
            if source not in self.looks and busy < LOOKS[kind]:
                self.looks[source] = kind, asyncio.create_task(self._look(source))

    async def _look(self, source: UUID) -> None:
        try:
            await threaded(partial(rounds.look_at, source))
        except Exception as error:
            self.complaints.say(error)

    async def _work(self, app: App) -> None:
        over = asyncio.Event()  # the rescue ends with the jobs, so that both can begin anew on a fresh connection
        options: dict[str, Any] = {
            **app.worker_defaults,
            "install_signal_handlers": False,
            "shutdown_graceful_timeout": JOB_PATIENCE,
            "update_heartbeat_interval": HEARTBEAT,
            "stalled_worker_timeout": STALLED,
        }
        self.lanes = [
            jobs.Worker(app, **options, queues=list(queues), name=queues[0], concurrency=at_once)
            for queues, at_once in LANES.items()
        ]
        rescuer = asyncio.create_task(keep(Loop("Rescue of jobs", 10.0, lambda: rescue(app.job_manager)), over))
        try:
            if not self.stopping.is_set():
                await together(self.lanes)
        finally:
            over.set()
            await rescuer
            self.lanes = []

    async def hand_back(self) -> None:
        """Jobs that still run go back into the queue: the process ends under them, and another begins them again."""
        manager = app.job_manager
        for lane in [lane for lane in self.lanes if lane.worker_id is not None]:
            for job in await manager.list_jobs_async(status="doing", worker_id=lane.worker_id):
                await manager.retry_job(job)


async def together(lanes: list[Any]) -> None:
    """Run all *lanes* until one ends; the others are then told to end as well. Raises what ended the first."""
    tasks = [asyncio.create_task(lane.run()) for lane in lanes]
    done, _running = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for lane in lanes:
        lane.stop()
    await asyncio.wait(tasks)
    for task in (*done, *tasks):
        task.result()


async def rescue(manager: JobManager) -> int:
    """Put the jobs of dead workers back into the queue, and give up those that never survive. Returns how many there were."""
    stranded = list(await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED))
    for job in stranded:
        if job.attempts >= MOST_ATTEMPTS:
            logger.error(
                "Job %s (%s) was begun %d times and never ended: it is given up.", job.id, job.task_name, job.attempts
            )
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(job)
    return len(stranded)


T = TypeVar("T")


async def threaded(round_: Callable[[], T]) -> T:
    """*round_* in a thread, with a database connection of its own."""
    return await asyncio.to_thread(rounds.on_its_own(round_))

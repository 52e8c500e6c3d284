"""The children that serve: pages and uploads by granian, jobs and the ledger by our worker."""

import importlib
import os
from functools import partial
from typing import Any

from comitas.config import processes
from comitas.config.environment import Environment

PAGES = "comitas.config.asgi:application"
UPLOADS = "comitas.config.upload:application"
BACKLOG = 512
OPEN_REQUESTS = 64  # a process; more wait in the backlog


def serve(env: Environment, what: str) -> None:
    """Run one of the three in this process until it is told to stop."""
    if what == "worker":
        work()
    elif what == "pages":
        listen(env, PAGES, env.port, env.web_workers)
    else:
        listen(env, UPLOADS, env.upload_port, 1)


def listen(env: Environment, target: str, port: int, workers: int) -> None:
    """Serve the ASGI application *target*. Each worker process dies with this one."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.log import LogLevels

    server = Granian(
        target,
        address=env.bind,
        port=port,
        interface=Interfaces.ASGINL,  # Django has no lifespan protocol
        workers=workers,
        loop=Loops.uvloop,
        http=HTTPModes.http1,  # a TLS proxy speaks the newer ones
        websockets=False,
        backlog=BACKLOG,
        backpressure=OPEN_REQUESTS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    server.serve(target_loader=partial(load, target, os.getpid()), wrap_loader=False)


def load(target: str, parent: int) -> Any:
    """The application, inside a worker process."""
    processes.die_with_parent(parent)
    module, _, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def work() -> None:
    """Do jobs and keep the ledger until told to stop."""
    from comitas.config import work as worker

    worker.main([])

"""`python -m comitas.config.work`: the worker process, from its first import to its end."""

import asyncio
import logging
import os
import sys

import django


def main(_arguments: list[str]) -> int:
    """Work until SIGTERM or SIGINT. The process then ends at once, whatever its threads do: every job may run twice."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings")
    keep_connections()
    django.setup()
    from comitas.config.worker import Worker

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(Worker().run())
    logging.shutdown()
    sys.stdout.flush()
    os._exit(0)


def keep_connections() -> None:
    """One lasting connection a thread instead of a pool, which waits ever longer for a database that was away."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    database["OPTIONS"].pop("pool", None)
    database |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What became of the last backup, the last drill and the last thinning: one small file beside the data, for the administration page, and a line each.

The file is written whole or not at all; a backup that runs is noted in it, so that the page can say so.
"""

import contextlib
import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from comitas.config.environment import Environment
from comitas.desk.rules.safekeeping import BACKUP, DONE, DRILL, FAILED, NOTED, RUNNING, THINNING

__all__ = ["BACKUP", "DONE", "DRILL", "FAILED", "RUNNING", "THINNING", "known", "note", "tell"]

log = logging.getLogger(__name__)


def file(env: Environment) -> Path:
    """Where it is noted; `desk.queries` reads it."""
    return env.home / NOTED


def known(env: Environment) -> dict[str, dict[str, Any]]:
    """What is noted: by "backup", "drill" and "thinning" `{state, at, why, of}`; nothing where the file is absent or not ours."""
    try:
        found = json.loads(file(env).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: told for name, told in found.items() if isinstance(told, dict)} if isinstance(found, dict) else {}


def note(env: Environment, what: str, state: str, why: str = "", of: str = "", **counts: int) -> None:
    """Note how *what* stands; `why` is a code of `desk.rules.safekeeping.WHY`, `of` names the backup. OSError where the disk takes nothing."""
    told = counts | {
        "state": state,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "why": why,
        "of": of,
    }
    fresh = file(env).with_name(".safety.json")
    fresh.write_text(json.dumps({**known(env), what: told}, sort_keys=True), encoding="utf-8")
    os.replace(fresh, file(env))


def tell(kind: str, payload: dict[str, object] | None = None) -> None:
    """A line in the ledger, where the database takes one: a backup may have failed because it does not."""
    from comitas.config.commands import words

    words.set_up()
    from django.db import transaction

    from comitas.config import events  # noqa: F401 - declares the kinds
    from comitas.core import clock
    from comitas.core.actor import system
    from comitas.ledger import actions as ledger
    from comitas.ledger.rules import kinds

    with contextlib.suppress(Exception), transaction.atomic():
        ledger.record(kinds.named(kind), by=system("backup"), at=clock.now(), payload=payload or {})
        return
    log.error("The ledger took no line of %s.", kind)

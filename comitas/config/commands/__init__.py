"""Commands of the operator. Each module has `main(arguments) -> int`; what speaks to the database gets it running."""

import importlib
import sys
from pathlib import Path

WITH_DATABASE = {
    "ledger": "comitas.config.commands.ledger",
    "rebuild": "comitas.config.commands.rebuild",
    "check-originals": "comitas.config.originals",
    "backup": "comitas.config.backup",
    "drill": "comitas.config.drill",
}
TAKES_PATHS = ("backup", "drill")


def arguments(name: str, given: list[str]) -> list[str]:
    """*given*, with its paths made absolute: the command may go on in another folder, as another account."""
    if name not in TAKES_PATHS:
        return given
    return [word if word.startswith("-") else str(Path(word).absolute()) for word in given]


def run(name: str, given: list[str]) -> int:
    """Run one of `WITH_DATABASE`; gives its exit code."""
    from django.db.utils import ProgrammingError

    try:
        code: int = importlib.import_module(WITH_DATABASE[name]).main(given)
    except ProgrammingError as error:
        words = str(error).splitlines()[0]
        print(f"The database's tables are not up to date ({words}): `comitas migrate` makes them so.", file=sys.stderr)
        return 1
    return code

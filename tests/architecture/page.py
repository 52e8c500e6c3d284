"""ARCHITECTURE.md: `python -m tests.architecture.page` writes it anew from the program itself; a test compares."""

import ast

from tests.architecture import house

FILE = house.ROOT / "ARCHITECTURE.md"
HOLDS = {
    "urls": "addresses",
    "views": "one call, then a page; each declares its permission",
    "forms": "what is typed, checked",
    "presenters": "what a page shows, in words",
    "readers": "projections built from the ledger; `comitas rebuild NAME` gives the same rows",
    "jobs": "background work: ids in, safe to run twice",
    "gateways": "the outside world behind a Protocol",
    "actions": "the one write door: keyword-only, `by` whom and `at` what time, one transaction, a line in the ledger",
    "queries": "the one read door: the actor comes first, and fetching is authorising",
    "store": "bytes at rest",
    "access": "permissions and need-to-know",
    "models": "tables and their constraints",
    "workshop": "what runs in the sealed box: hostile files in, bytes out",
    "rules": "the law and the business rule as plain Python; a jurist can read it",
}
HEAD = """# Architecture

*Made by `python -m tests.architecture.page` from the program itself; a test says when it is out of date.*

Comitas is one Django program over PostgreSQL. A request travels down one road: it arrives (`intake`), its bytes and their text are kept
(`documents`), an officer accepts it into a case with parts (`cases`), checks say what is missing (`checks`), deadlines are kept (`worklist`),
letters go out, and every figure (`statistics`) is counted from the `ledger`.

## The river: who may know whom

From the roof down. An app imports only what stands below it, and there only `{doors}`, as modules:
`from comitas.cases import actions as cases`, then `cases.take_step(...)`. Foreign keys point down with `related_name="+"`. No signals:
whoever must react reads the ledger in its order (`config/readers.py`).

| app | owns | imports |
|---|---|---|
"""
FILES = """
## Inside an app: the same files everywhere, again only downwards

| file | holds |
|---|---|
"""
TAIL = """
A storey may be one file or a folder of that name. Beside them lie `migrations`, `templates`, `static`, `locale` and `tests`.

## Where things are

| looking for | go to |
|---|---|
| what a command does | `comitas/config/cli.py`; `bin/comitas --help` lists them |
| a setting | `comitas/config/environment.py`; `bin/comitas settings` prints the table |
| the processes and how they are kept up | `comitas/config/supervisor.py`, `worker.py`, `postgres.py` |
| every address | `comitas/config/urls.py`, then the `urls` of the app |
| who may do what | `comitas/accounts/rules/permissions.py`; need-to-know: `comitas/accounts/access.py`, `readable` |
| why a case's part cannot take a step | `comitas/cases/rules/states.py` |
| a component of the pages | `comitas/core/templates/ui/` |
| what happened, and its wording | the kind declared beside the action that records it |
| the people of tests and screenshots | `comitas/samples/cast.py` |
| a fault drill, a backup | `make faults`, `bin/comitas backup`, `restore` |
| why it was decided so | `docs/decisions/` |

## What holds it in place

`tests/architecture/` fails when a folder is not in the river, an import runs up, a door is passed by, a foreign key points up, a job's
name leads nowhere, an address declares no permission, a public action leaves no line in the ledger, or a file grows beyond {longest} lines.
"""


def text() -> str:
    """The page as it should be."""
    from tests.architecture.test_river import LONGEST

    there = set(house.apps())
    rows = [row(app) for storey in house.RIVER for app in storey if app in there]
    files = [f"| `{name}` | {HOLDS[name]} |" for storey in house.STOREYS for name in storey]
    doors = " ".join(house.DOORS)
    return (
        HEAD.format(doors=doors)
        + "\n".join(rows)
        + "\n"
        + FILES
        + "\n".join(files)
        + "\n"
        + TAIL.format(longest=LONGEST)
    )


def row(app: str) -> str:
    """One app: its own words, and whom it knows."""
    words = ast.get_docstring(house.parsed(house.PACKAGE / app / "__init__.py")) or ""
    first = " ".join(words.split("\n\n")[0].split())
    known = {
        i.app for s in house.program() if s.app == app for i in s.imports() if i.app != app and i.app in house.LEVEL
    }
    below = " ".join(sorted(known, key=lambda name: (-house.LEVEL[name], name))) if app != "config" else "everyone"
    return f"| `{app}` | {first} | {below} |"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    print(f"Written: {FILE.name}")

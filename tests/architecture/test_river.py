"""Imports run down the river only, and inside an app down its storeys; no exceptions but the ones named here."""

import ast

from tests.architecture import house
from tests.architecture.house import DOORS, FREE, HEIGHT, LEVEL, Source

LONGEST = 400  # lines; a god file is forbidden before it forms
UNNAMED = {"utils", "util", "helpers", "common", "misc", "tools"}  # a place for anything is a place for nothing


def test_every_folder_is_an_app_of_the_design() -> None:
    assert [app for app in house.apps() if app not in LEVEL] == []


def test_every_app_says_what_it_owns() -> None:
    silent = [app for app in house.apps() if not ast.get_docstring(house.parsed(house.PACKAGE / app / "__init__.py"))]
    assert silent == []


def test_imports_run_down_the_river() -> None:
    assert [
        f"{source.name}:{found.line} imports {found.app}, which does not stand below {source.app}"
        for source in house.program()
        for found in source.imports()
        if len(source.parts) > 1 and found.app in LEVEL and found.app != source.app
        if LEVEL[found.app] >= LEVEL[source.app]
    ] == []


def test_other_apps_are_entered_by_their_doors() -> None:
    assert [
        f"{source.name}:{found.line} imports {found.module} {found.name}: only {', '.join(DOORS)} may be"
        for source in house.program()
        for found in source.imports()
        if len(source.parts) > 1 and found.app != source.app
        if source.app != "config" and found.app not in FREE
        if found.file not in DOORS
    ] == []


def test_write_and_read_doors_are_imported_as_modules() -> None:
    """`cases.take_step(...)` says whose step it is; a bare `take_step(...)` does not. A name given on purpose may."""
    assert [
        f"{source.name}:{found.line} takes {found.name} out of {found.module}"
        for source in house.program()
        for found in source.imports()
        if len(source.parts) > 1 and found.app != source.app and source.app not in ("config", "samples")
        if found.file in ("actions", "queries")
        and found.module.count(".") >= 1
        and found.name[:1].islower()
        and found.alias == found.name
        if not (house.PACKAGE / found.module.replace(".", "/") / f"{found.name}.py").exists()
    ] == []


def test_every_file_has_a_place_among_the_storeys() -> None:
    assert [
        source.name
        for source in house.program()
        if source.app not in FREE and not source.aside and source.file not in HEIGHT
        if not _own_room(source)
    ] == []


def _own_room(source: Source) -> bool:
    """A folder beside the storeys that only its app's gateways and jobs use: the boxed converter is a program of its own."""
    return source.parts[:2] in ROOMS


ROOMS = {
    ("documents", "box"): "how gateways start a converter in its box",
    ("documents", "seccomp"): "which calls of the kernel the box allows",
    ("documents", "conversion"): "runs boxed in a process of its own; gateways start it",
    ("intake", "reading"): "what proposals are read with",
}


def test_files_of_an_app_know_only_those_below_them() -> None:
    assert [
        f"{source.name}:{found.line} imports {found.file}"
        for source in house.program()
        if source.app not in FREE and source.file in HEIGHT
        for found in source.imports()
        if found.app == source.app and found.file in HEIGHT and found.file != source.file
        if HEIGHT[found.file] >= HEIGHT[source.file]
    ] == []


FORBIDDEN_IN_RULES = {"django", "psycopg", "procrastinate", "allauth", "socket", "subprocess", "requests", "os", "time"}
RULES_MAY = {
    "comitas/ledger/rules/canonical.py": {"os"},  # os.urandom: the salt of a digest
}


def test_rules_are_plain_python() -> None:
    assert [
        f"{source.name} imports {name}"
        for source in house.program()
        if source.file == "rules"
        for name in sorted(_outside(source) & (FORBIDDEN_IN_RULES - RULES_MAY.get(source.name, set())))
    ] == []


def test_rules_know_no_clock() -> None:
    clocks = {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("datetime", "utcnow"), ("clock", "now")}
    assert [
        f"{source.name}:{node.lineno}"
        for source in house.program()
        if source.file == "rules"
        for node in ast.walk(source.tree())
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in clocks
    ] == []


def _outside(source: Source) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_nothing_reacts_by_signal() -> None:
    assert [
        f"{source.name}:{node.lineno}"
        for source in house.program()
        for node in ast.walk(source.tree())
        if _is_signal(node)
    ] == []


def _is_signal(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").startswith(("django.dispatch", "django.db.models.signals"))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect":
        return not (isinstance(node.func.value, ast.Name) and node.func.value.id in ("psycopg", "AsyncConnection"))
    return False


def test_every_file_has_a_name_that_says_what_is_in_it() -> None:
    assert [source.name for source in house.sources() if set(source.parts) & UNNAMED] == []


LONG = {
    "comitas/config/environment.py": "the table of settings, and the one reader of it",
}


def test_no_file_grows_beyond_four_hundred_lines() -> None:
    assert [
        f"{source.name}: {length}"
        for source in house.sources()
        if "migrations" not in source.parts and source.name not in LONG
        if (length := len(source.path.read_text(encoding="utf-8").splitlines())) > LONGEST
    ] == []

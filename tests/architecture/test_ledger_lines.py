"""Every public action is keyword-only, says who and when, and leaves at least one line in the ledger."""

import ast
from dataclasses import dataclass
from functools import cache

from tests.architecture import house
from tests.architecture.house import Source

# Actions that leave no line, each with the reason.
SILENT: dict[str, str] = {
    "documents.receive_part": "a part of a file is no event of its own; keeping the file is",
    "documents.complete_upload": "the file is here but stands nowhere yet; keeping it is the event",
    "documents.receive_file": "as complete_upload",
    "documents.set_down": "as complete_upload",
    "documents.take_back": "as complete_upload",
    "intake.note_mail": "a projection of what a mail says; keeping the mail is the event",
    "intake.keep_tokens": "a token is got anew every hour; setting a source is the event",
    "intake.note_mailbox": "the server's own book-keeping; taking a message, or leaving it out, is the event",
    "intake.note_settled": "as note_mailbox",
    "intake.note_gone": "as note_mailbox",
    "intake.note_known": "as note_mailbox",
    "intake.note_stumble": "as note_mailbox",
    "documents.add_page": "a page is a piece of an attempt; the end of the attempt is the event",
    "documents.note_progress": "as add_page",
    "api.forget_done": "a key is a note for one caller; what was done under it left its line",
    "api.note_token_used": "when a token was used last; what it does leaves its own lines",
    "duty.note_feed_used": "reading is logged apart from the ledger",
    "documents.put_off": "nothing happened to the document; that conversion went off is a line of its own",
    "drafting.note_printed": "how far a printed file is; that it was made or failed is the event",
    "documents.resume_readings": "as put_off",
    "documents.resume_views": "as put_off",
    "protection.note_in_list": "the list outside the database; the destruction itself is the event",
    "protection.take_export": "reading is logged apart from the ledger; making it ready is the event",
    "documents.keep_searchable": "made of what was read, as a page's picture is; the reading is the event",
}
# Actions that do not need `by` and `at`.
UNSIGNED: dict[str, str] = {}


@dataclass(frozen=True)
class Function:
    """A function of some app's actions: `module` is dotted, such as "cases.actions.opening"."""

    module: str
    name: str

    @property
    def app(self) -> str:
        return self.module.split(".")[0]

    def __str__(self) -> str:
        return f"{self.app}.{self.name}"


def action_files() -> list[Source]:
    return [s for s in house.program() if s.file == "actions" and s.app not in ("ledger", "core")]


def module_of(source: Source) -> str:
    return ".".join(part for part in source.parts if part != "__init__")


@cache
def functions() -> dict[Function, ast.FunctionDef]:
    return {
        Function(module_of(source), node.name): node
        for source in action_files()
        for node in source.tree().body
        if isinstance(node, ast.FunctionDef)
    }


def public() -> list[Function]:
    """In one file: the names without an underscore. In a folder: what its __init__ hands on, or else the same."""
    found = []
    for source in action_files():
        exported = handed_on(source.app)
        own = [f for f in functions() if f.module == module_of(source) and not f.name.startswith("_")]
        found += [f for f in own if exported is None or f.name in exported]
    return found


@cache
def handed_on(app: str) -> frozenset[str] | None:
    front = house.PACKAGE / app / "actions" / "__init__.py"
    if not front.exists():
        return None
    return frozenset(
        alias.asname or alias.name
        for node in ast.walk(house.parsed(front))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )


@cache
def names_in(module: str) -> dict[str, str]:
    """What each name in a module of actions stands for: "documents.actions", "ledger.actions.record" and so on."""
    source = next(s for s in action_files() if module_of(s) == module)
    return {found.alias: f"{found.module}.{found.name}" if found.name else found.module for found in source.imports()}


def targets(function: Function, call: ast.Call) -> set[Function] | None:
    """The functions that *call* may run; None when it records a line."""
    known = names_in(function.module)
    if isinstance(call.func, ast.Name):
        meant = known.get(call.func.id, f"{function.module}.{call.func.id}")
    elif isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        meant = f"{known.get(call.func.value.id, '')}.{call.func.attr}"
    else:
        return set()
    if meant == "ledger.actions.record":
        return None
    module, _, name = meant.rpartition(".")
    return {f for f in functions() if f.name == name and (f.module == module or f.module.startswith(f"{module}."))}


@cache
def recording() -> frozenset[Function]:
    """Every function from which a call of `ledger.record` can be reached."""
    calls: dict[Function, set[Function]] = {}
    found: set[Function] = set()
    for function, node in functions().items():
        calls[function] = set()
        for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
            reached = targets(function, call)
            if reached is None:
                found.add(function)
            else:
                calls[function] |= reached
    while more := {f for f, reached in calls.items() if f not in found and reached & found}:
        found |= more
    return frozenset(found)


def test_every_public_action_leaves_a_line() -> None:
    assert sorted(str(f) for f in public() if f not in recording() and str(f) not in SILENT) == []


def test_the_exceptions_are_needed() -> None:
    needed = {str(f) for f in public() if f not in recording()}
    assert sorted(set(SILENT) - needed) == [], "these leave a line now, or are gone"


def test_every_public_action_says_who_and_when_by_keyword() -> None:
    assert [
        str(function)
        for function in public()
        if (arguments := functions()[function].args) and str(function) not in UNSIGNED
        if arguments.args or {"by", "at"} - {a.arg for a in arguments.kwonlyargs}
    ] == []


def test_the_guard_itself_can_see() -> None:
    """Were the calls not resolved, everything above would pass or fail for nothing."""
    assert "accounts.create_person" in {str(f) for f in recording()}
    assert len(public()) > 10

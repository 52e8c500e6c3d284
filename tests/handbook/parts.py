"""The generated parts of the handbook: `python -m tests.handbook.parts` writes them anew from the program's own tables."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from comitas.cases.rules import diagram
from comitas.cases.rules.states import BACK, CORRECT, OPEN, SAME, STATES, STEPS, Step
from comitas.config.variables import TABLE

FOLDER = Path(__file__).parent.parent.parent / "docs" / "handbook"
PICTURE = FOLDER / "assistance.svg"
MARK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
WHO = {
    "case:work": "case officer",
    "case:decide": "head",
    "part:execute": "executing authority",
    "letter:send": "registrar, case officer",
}


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(heads), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def states() -> str:
    rows = ((f"**{state.tag}**", state.sentence, state.stage) for state in STATES.values())
    return table(("state", "what it means", "open or ended"), rows)


def steps() -> str:
    return table(("no.", "step", "from", "to", "who"), (_step(step) for step in (*STEPS.values(), CORRECT)))


def _step(step: Step) -> Iterable[str]:
    before = "any open state" if step.sources == OPEN else ", ".join(STATES[code].tag for code in step.sources)
    after = {SAME: "the same state", BACK: "the state before"}.get(step.target) or STATES[step.target].tag
    who = "who may take the step that it corrects" if step is CORRECT else WHO[step.permission]
    return str(diagram.number(step)), step.verb, "any state" if step is CORRECT else before, after, who


def settings() -> str:
    rows = (
        (f"`{one.name}`", f"{one.sentence}{_choices(one.choices)}", f"`{one.default}`" if one.default else "")
        for one in TABLE
    )
    return table(("setting", "what it is", "unless set"), rows)


def _choices(choices: tuple[str, ...]) -> str:
    return f" One of {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""


PARTS: dict[str, Callable[[], str]] = {"states": states, "steps": steps, "settings": settings}


def filled(text: str) -> str:
    """A page with its generated parts as the program has them now."""
    return MARK.sub(lambda found: found[1] + PARTS[found[2]]() + found[3], text)


def write() -> None:
    for path in FOLDER.rglob("*.md"):
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    PICTURE.write_text(diagram.svg() + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()

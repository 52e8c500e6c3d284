"""The generated parts of the handbook: `python -m tests.handbook.parts` writes them anew from the program's own tables."""

import os
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import django
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from comitas.cases.rules import diagram
from comitas.cases.rules.families import FAMILIES, OPEN, STATES, happened
from comitas.cases.rules.moments import CASE, MOMENTS, PART
from comitas.cases.rules.states import BACK, CORRECT, SAME, Family, Step
from comitas.config.variables import TABLE
from comitas.drafting.rules.kinds import KINDS, TO, Kind
from comitas.worklist.rules.law import SUBJECTS
from comitas.worklist.rules.limit import Limit
from tests.security import points

FOLDER = Path(__file__).parent.parent.parent / "docs" / "handbook"
PICTURES = {code: FOLDER / f"{code}.svg" for code in FAMILIES}
MARK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
FRENCH = {
    "case officer": "chargé de dossier",
    "head": "chef",
    "executing authority": "autorité d’exécution",
    "registrar, case officer": "greffier, chargé de dossier",
    "who may take the step that it corrects": "qui peut faire l’étape qu’elle corrige",
    "state": "état",
    "what it means": "ce qu’il signifie",
    "open or ended": "ouvert ou terminé",
    "open": "ouvert",
    "ended": "terminé",
    "no.": "n°",
    "step": "étape",
    "from": "de",
    "to": "à",
    "who": "qui",
    "any open state": "tout état ouvert",
    "any open state but": "tout état ouvert sauf",
    "any state": "tout état",
    "the same state": "le même état",
    "the state before": "l’état précédent",
    "setting": "réglage",
    "what it is": "ce que c’est",
    "unless set": "à défaut",
    "One of": "L’un de",
    "letter": "lettre",
    "what it is for": "à quoi elle sert",
    "only for parts that stand at": "seulement pour les volets qui en sont à",
    "cannot go without": "ne part pas sans",
    "once it is recorded as sent": "une fois l’envoi enregistré",
    "what is still to come": "ce qui est encore à venir",
    "what to do": "ce qui est à faire",
    "by when": "pour quand",
    "where it is written": "où c’est écrit",
    "how it binds": "sa force",
    "day": "jour",
    "of": "de",
    "the case": "du dossier",
    "a part": "d’un volet",
    "a day to answer by": "une date de réponse demandée",
    "a new date for our answer": "une nouvelle date pour notre réponse",
}
"""The words that only these tables use; those of the program come from its own catalogues."""
WHO = {
    "case:work": "case officer",
    "case:decide": "head",
    "part:execute": "executing authority",
    "letter:send": "registrar, case officer",
    "letter:approve": "head",
}


def said(words: str) -> str:
    return FRENCH[words] if get_language() == "fr" else words


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [[said(head) for head in heads], *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def states(family: Family) -> str:
    rows = ((f"**{_(state.tag)}**", _(state.sentence), said(state.stage)) for state in family.states.values())
    return table(("state", "what it means", "open or ended"), rows)


def steps(family: Family) -> str:
    rows = (_step(family, step) for step in (*family.steps.values(), CORRECT))
    return table(("no.", "step", "from", "to", "who"), rows)


def _step(family: Family, step: Step) -> Iterable[str]:
    every = {family.open: "any open state"}.get(step.sources) or ("any state" if step is CORRECT else "")
    rest = diagram.left_out(family, step)
    before = said(every) if every else ", ".join(_(STATES[code].tag) for code in rest or step.sources)
    before = f"{said('any open state but')} {before}" if rest and not every else before
    same = {SAME: "the same state", BACK: "the state before"}.get(step.target)
    after = said(same) if same else _(STATES[step.target].tag)
    who = "who may take the step that it corrects" if step is CORRECT else WHO[step.permission]
    return str(diagram.number(family, step)), _(step.verb), before, after, said(who)


def settings() -> str:
    rows = (
        (f"`{one.name}`", f"{_(one.sentence)}{_choices(one.choices)}", f"`{one.default}`" if one.default else "")
        for one in TABLE
    )
    return table(("setting", "what it is", "unless set"), rows)


def _choices(choices: tuple[str, ...]) -> str:
    return f" {said('One of')} {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""


ASKED = {
    "still_open": "what is still to come",
    "answer_by": "a day to answer by",
    "expected_on": "a new date for our answer",
}


def letters() -> str:
    heads = (
        "letter", "to", "what it is for", "only for parts that stand at", "cannot go without", "once it is recorded as sent",
    )  # fmt: skip
    return table(heads, (_letter(kind) for kind in KINDS.values()))


def _letter(kind: Kind) -> Iterable[str]:
    open_ones = (said("any open state"),) if kind.states == OPEN else (_(STATES[code].tag) for code in kind.states)
    wanted = ", ".join(said(ASKED[name]) for name in kind.asks)
    follows = _(happened(kind.step)) if kind.step else ""
    return f"**{_(kind.name)}**", _(TO[kind.to]), _(kind.hint), ", ".join(open_ones), wanted, follows


def limits() -> str:
    """Every time limit, subject by subject."""
    heads = ("what to do", "by when", "where it is written", "how it binds")
    rows = {name: (_limit(one) for one in subject.values()) for name, subject in SUBJECTS.items()}
    return "\n".join(f"### {_(name)}\n\n{table(heads, found)}" for name, found in rows.items())


def _limit(one: Limit) -> Iterable[str]:
    from comitas.desk.presenters import limits as limit_words  # needs Django ready

    return f"**{limit_words.what(one)}**. {_(one.sentence)}", limit_words.rule(one), one.article, limit_words.force(one)


def days() -> str:
    """The days that can be noted."""
    of = {CASE: "the case", PART: "a part"}
    return table(("day", "of"), ((f"**{_(one.name)}**. {_(one.hint)}" if one.hint else f"**{_(one.name)}**",
                                  said(of[one.of])) for one in MOMENTS.values()))  # fmt: skip


def points_of_security() -> str:
    """The points of OWASP ASVS, each with its tests."""
    return points.table((get_language() or "en")[:2])


PARTS: dict[str, Callable[[], str]] = {
    "settings": settings,
    "letters": letters,
    "limits": limits,
    "days": days,
    "points": points_of_security,
}
PARTS |= {f"states_{code}": partial(states, family) for code, family in FAMILIES.items()}
PARTS |= {f"steps_{code}": partial(steps, family) for code, family in FAMILIES.items()}


def filled(text: str, language: str) -> str:
    """A page in *language* with its generated parts as the program has them now."""
    with override(language):
        return MARK.sub(lambda found: found[1] + PARTS[found[2]]() + found[3], text)


def language_of(path: Path) -> str:
    return path.parent.name if path.parent != FOLDER else "en"


def write() -> None:
    for path in FOLDER.rglob("*.md"):
        path.write_text(filled(path.read_text(encoding="utf-8"), language_of(path)), encoding="utf-8")
    for code, family in FAMILIES.items():
        PICTURES[code].write_text(diagram.svg(family) + "\n", encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings_for_tests")
    django.setup()
    write()

"""How a take-over is said: where it stands, what comes next, what is wrong in which row."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comitas.core.text import N_
from comitas.desk import presenters
from comitas.directory.rules.tables import guard
from comitas.takeover.models import Row, Takeover
from comitas.takeover.rules import stages
from comitas.takeover.rules.fields import FIELDS
from comitas.takeover.rules.problems import SENTENCES, UNREADABLE, WARNING

COLOURS = {
    stages.GOOD: "moss", stages.WARNED: "ochre", stages.BAD: "brick", stages.THERE: "grey", stages.TAKEN: "sea", stages.UNSEEN: "grey",
}  # fmt: skip
STAGE_COLOURS = {
    stages.REFUSED: "brick",
    stages.DONE: "moss",
    stages.CHECKED: "ochre",
    stages.MAPPING: "ochre",
    stages.PAUSED: "ochre",
}
LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "bad": (N_("Wrong, left out"), (stages.BAD,)),
    "warned": (N_("Good, with a remark"), (stages.WARNED,)),
    "there": (N_("Here already"), (stages.THERE,)),
    "taken": (N_("Taken over"), (stages.TAKEN,)),
}
"""The lists of rows: name, words, verdicts."""


def takeover_row(one: Takeover) -> dict[str, Any]:
    """One line of the list."""
    return {
        "url": reverse("desk:takeover", args=[one.pk]),
        "register": one.register,
        "file": one.placement.document.name,
        "rows": one.rows,
        "begun": presenters.moment(one.begun_at),
        "by": one.by.full_name,
        "stage": {"words": _(stages.STAGES[one.stage]), "colour": STAGE_COLOURS.get(one.stage, "sea")},
    }


def sentence(one: Takeover, counted: Mapping[str, int]) -> dict[str, str]:
    """Where it stands, and what comes then."""
    good, bad, taken = counted[stages.GOOD] + counted[stages.WARNED], counted[stages.BAD], counted[stages.TAKEN]
    said = {
        stages.READING: _("The file is read."),
        stages.REFUSED: _(UNREADABLE.get(one.refusal, "")),
        stages.MAPPING: ngettext("%(n)s row was read.", "%(n)s rows were read.", one.rows) % {"n": localize(one.rows)},
        stages.CHECKING: _("The rows are checked. Nothing is written to any case."),
        stages.CHECKED: _good(good) + " " + _bad(bad),
        stages.TAKING: _("Cases are taken over. You may leave this page."),
        stages.PAUSED: _("Stopped. %(taken)s taken over so far, %(good)s to go.")
        % {"taken": localize(taken), "good": localize(good)},
        stages.DONE: _taken(taken) + " " + _bad(bad),
    }[one.stage]
    then = {
        stages.REFUSED: _("Choose another file, or read this one in another way."),
        stages.MAPPING: _("Look at the columns and at the words, then check the rows."),
        stages.CHECKED: _("Nothing is written yet.")
        if good
        else _("Put the file or the columns right, and check again."),
        stages.DONE: _(
            "Put right what was left out: in the columns and words here, or in the file, which you then choose again. No number comes twice."
        )
        if bad
        else "",
    }.get(one.stage, "")
    return {"sentence": said, "then": then}


def _good(number: int) -> str:
    return ngettext("%(n)s row is good.", "%(n)s rows are good.", number) % {"n": localize(number)}


def _bad(number: int) -> str:
    return (
        ngettext("%(n)s is wrong and left out.", "%(n)s are wrong and left out.", number) % {"n": localize(number)}
        if number
        else ""
    )


def _taken(number: int) -> str:
    return ngettext("%(n)s case was taken over.", "%(n)s cases were taken over.", number) % {"n": localize(number)}


def progress(one: Takeover, counted: Mapping[str, int]) -> dict[str, Any] | None:
    """How far the worker is; None where it is not at work. While a file is read nobody knows how long it is."""
    rest, done = {
        stages.CHECKING: (counted[stages.UNSEEN], one.rows - counted[stages.UNSEEN]),
        stages.TAKING: (counted[stages.GOOD] + counted[stages.WARNED], counted[stages.TAKEN]),
    }.get(one.stage, (0, sum(counted.values())))
    if one.stage not in stages.WORKING:
        return None
    if one.stage == stages.READING:
        return {
            "words": ngettext("%(n)s row read so far", "%(n)s rows read so far", done) % {"n": localize(done)},
            "total": 0,
            "done": done,
        }
    words = _("%(done)s of %(total)s rows") % {"done": localize(done), "total": localize(done + rest)}
    return {"words": words, "total": done + rest, "done": done}


def lists(one: Takeover, counted: Mapping[str, int], current: str) -> list[dict[str, Any]]:
    """The lists of rows as tabs, without empty ones."""
    address = reverse("desk:takeover", args=[one.pk])
    return [
        {"label": f"{_(words)} ({localize(number)})", "url": f"{address}?rows={code}", "current": code == current}
        for code, (words, verdicts) in LISTS.items()
        if (number := sum(counted[verdict] for verdict in verdicts))
    ]


def row(one: Row, known: Mapping[Any, str], place: int | None) -> dict[str, Any]:
    """One row with what was found. *known*: the numbers of cases that the reader may know; *place*: the column of the old number."""
    kept = one.cells[place] if place is not None and place < len(one.cells) else ""
    problems = [_problem(*problem) for problem in one.problems]
    return {
        "line": one.line,
        "number": known.get(one.case_id, ""),
        "url": reverse("desk:case", args=[one.case_id]) if one.case_id in known else "",
        "old": one.case.earlier.get("number", "") if one.case else kept,
        "verdict": {"words": _(stages.VERDICTS[one.verdict]), "colour": COLOURS[one.verdict]},
        "problems": sorted(problems, key=lambda problem: not problem["grave"]),
    }


def _problem(code: str, column: str, values: Mapping[str, str]) -> dict[str, Any]:
    gravity, text = SENTENCES.get(code, (WARNING, code))
    return {
        "column": _(FIELDS[column].name) if column in FIELDS else "",
        "sentence": _(text) % values,
        "grave": gravity != WARNING,
    }


def errors_sheet(headings: list[str], found: Iterable[Row]) -> Iterator[str]:
    """The rows that were left out as a file: line and reasons first, then their cells, to be put right and chosen again."""
    yield _line([_("Row"), _("What is wrong"), *headings])
    for one in found:
        problems = [problem for told in one.problems if (problem := _problem(*told))["grave"]]
        said = (
            presenters.labelled(one["column"], one["sentence"]) if one["column"] else one["sentence"]
            for one in problems
        )
        yield _line([str(one.line), " ".join(said), *one.cells])


def _line(cells: list[str]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow([guard(cell) for cell in cells])
    return buffer.getvalue()

"""What a time limit is: a row of data that a jurist can read. The rows stand in `rules/law/`, one file a subject.

The default is calendar days, counted forward, no roll, no pause. The day of the event is not counted.
"""

from dataclasses import dataclass, replace

from comitas.cases.rules.words import ngettext
from comitas.core.text import N_
from comitas.worklist.rules.calendars import LONGEST

UNITS: dict[str, tuple[str, str]] = {
    "date": ngettext("the day itself", "the day itself"),
    "hours": ngettext("%(n)d hour", "%(n)d hours"),
    "calendar": ngettext("%(n)d day", "%(n)d days"),
    "working": ngettext("%(n)d working day", "%(n)d working days"),
    "weeks": ngettext("%(n)d week", "%(n)d weeks"),
    "months": ngettext("%(n)d month", "%(n)d months"),
    "years": ngettext("%(n)d year", "%(n)d years"),
}
"""`date`: the fact is the last day itself, and nothing is counted."""
ROLLS: dict[str, str] = {
    "": N_("it does not move"),
    "next": N_("a last day off moves to the next working day"),
    "previous": N_("a day off moves to the working day before"),
}


@dataclass(frozen=True, slots=True)
class When:
    """To which parts a limit belongs, and until when. `()`, "" and None: it does not matter.

    `bases`, `measures`: of the part. `side`: of the case. `urgent`: whether the case is marked so. `during`: states of the part in
    which it runs, () for every open one. `until`: the noted day that ends it. `delayed`: whether the other State
    was told of a delay with reasons. `before`: counted from the last day of another limit, one of calendar days.
    """

    bases: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    side: str = "incoming"
    urgent: bool | None = None
    during: tuple[str, ...] = ()
    until: str = ""
    delayed: bool | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit.

    `what` is to be done, `sentence` says why by then, `article` where that is written ("" for practice).
    `start`: a code of `STARTS`. `back`: counted back from it. `roll`: a code of `ROLLS`, applied to the last day alone.
    `must`: a rule binds; else it may be done later, or is a habit. `liberty`: somebody's freedom hangs on it: never rolled, never
    paused, never in working days, first everywhere.
    `pause`: states of a part that stop it. Only where the rule says so; of a limit that binds, the date without pauses stays.
    `own`: the authority may set another length, up to `most`, or switch it; `switch`: it may only switch it; `on`: it holds unless
    switched off. `when`: for limits of parts, to which of them it belongs; others have a source of their own.
    `full_days`: by Regulation 1182/71, article 3(5), two days or more hold at least two working days.
    `alarms`: days ahead on which it is shown although it is not near (orders that lapse: 60, 30, 7).
    `place`: the screen where one does it, by its name ("part" takes the id of the fact's thing; "case" that of the case), or
    "letter:acknowledgement" for a letter of a kind.
    """

    code: str
    length: int
    unit: str
    start: str
    what: str
    sentence: str
    article: str = ""
    back: bool = False
    roll: str = ""
    must: bool = False
    liberty: bool = False
    pause: tuple[str, ...] = ()
    own: bool = False
    most: int = LONGEST
    on: bool = True
    full_days: bool = False
    alarms: tuple[int, ...] = ()
    place: str = "case"
    switch: bool = False
    when: When | None = None

    def __post_init__(self) -> None:
        if problem := _problem(self):
            raise ValueError(f"{self.code}: {problem}")


def _problem(limit: Limit) -> str:
    """Why the row cannot be so; "" when it can."""
    least, most = (0, 0) if limit.unit == "date" else (1, LONGEST)
    if limit.unit not in UNITS or limit.roll not in ROLLS or not least <= limit.length <= most:
        return f"{limit.length} {limit.unit} {limit.roll} is not a limit of {least} to {most} in a unit that is known"
    if limit.liberty and (limit.roll or limit.pause or limit.unit == "working"):
        return "a limit on which liberty hangs is in calendar days, never rolls and never pauses"
    if limit.unit in ("hours", "date", "working") and limit.roll:
        return "a period in hours never rolls; a given day and a working day need not"
    if limit.full_days and (limit.back or limit.unit not in ("calendar", "weeks", "months")):
        return "two working days lie in days, weeks or months that are counted forward"
    if limit.full_days and limit.pause and not limit.must:
        return "what is paused is counted without looking for two working days"
    if limit.pause and (limit.back or limit.unit not in ("calendar", "weeks")):
        return "only days and weeks that are counted forward can be paused"
    if limit.own and limit.unit not in ("calendar", "working"):
        return "an authority sets days"
    if limit.unit == "hours" and limit.back:
        return "hours are not counted back"
    return ""


def with_length(limit: Limit, days: int | None) -> Limit:
    """*limit* as an authority has set it; what is not for an authority to set stays what it is."""
    return limit if days is None or not limit.own else replace(limit, length=days)


def may_switch(limit: Limit) -> bool:
    """Whether an authority may say that it does not hold for it, or does."""
    return limit.own or limit.switch


def rows(*limits: Limit) -> dict[str, Limit]:
    """The limits of one subject by their code. ValueError for a code that is there twice."""
    found = {limit.code: limit for limit in limits}
    if len(found) != len(limits):
        raise ValueError("two limits have the same code")
    return found


def together(*subjects: dict[str, Limit]) -> dict[str, Limit]:
    """The limits of all subjects."""
    return rows(*(limit for subject in subjects for limit in subject.values()))

"""What a time limit is: a row of data that a jurist can read. The rows stand in `rules/law/`, one file a subject.

The default is calendar days, counted forward, no roll, no pause. The day of the event is not counted.
"""

from dataclasses import dataclass, replace

from comitas.core.text import N_
from comitas.worklist.rules.calendars import LONGEST

UNITS: dict[str, str] = {
    "date": N_("the day itself"),
    "hours": N_("hours"),
    "calendar": N_("days, every day counts"),
    "working": N_("working days"),
    "weeks": N_("weeks"),
    "months": N_("months"),
    "years": N_("years"),
}
"""`date`: the fact is the last day itself, and nothing is counted."""
ROLLS: dict[str, str] = {
    "": N_("it does not move"),
    "next": N_("moves to the next working day"),
    "previous": N_("moves to the working day before"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit.

    `what` is to be done, `sentence` says why by then, `article` where that is written ("" for practice).
    `start`: a code of `STARTS`. `back`: counted back from it. `roll`: a code of `ROLLS`, applied to the last day alone.
    `must`: a rule binds; else it may be done later, or is a habit. `liberty`: somebody's freedom hangs on it: never rolled, never
    paused, never in working days, first everywhere.
    `pause`: states of a part that stop it. Only where the rule says so; of a limit that binds, the date without pauses stays.
    `own`: the authority may set another length, up to `most`, or switch it off; `on`: it holds unless switched.
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
    if limit.pause and limit.unit not in ("calendar", "weeks"):
        return "only days and weeks can be paused"
    if limit.unit == "hours" and limit.back:
        return "hours are not counted back"
    return ""


def with_length(limit: Limit, days: int | None) -> Limit:
    """*limit* as an authority has set it; what is not for an authority to set stays what it is."""
    return limit if days is None or not limit.own else replace(limit, length=days)


def rows(*limits: Limit) -> dict[str, Limit]:
    """The limits of one subject by their code. ValueError for a code that is there twice."""
    found = {limit.code: limit for limit in limits}
    if len(found) != len(limits):
        raise ValueError("two limits have the same code")
    return found


def together(*subjects: dict[str, Limit]) -> dict[str, Limit]:
    """The limits of all subjects."""
    return rows(*(limit for subject in subjects for limit in subject.values()))

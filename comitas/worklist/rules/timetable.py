"""When an authority works, and how long the time limits are that it sets itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from comitas.cases.rules.receipt import EARLIEST
from comitas.core.text import N_
from comitas.worklist.rules.calendars import SATURDAY_SUNDAY, Calendar
from comitas.worklist.rules.law import LIMITS
from comitas.worklist.rules.limit import Limit, may_switch, with_length

FIRST, LAST = EARLIEST, date(2069, 12, 31)
"""The days that a timetable knows; public holidays can be foreseen, those that follow the moon within a day."""
WEEKDAYS: dict[int, str] = {
    0: N_("Monday"),
    1: N_("Tuesday"),
    2: N_("Wednesday"),
    3: N_("Thursday"),
    4: N_("Friday"),
    5: N_("Saturday"),
    6: N_("Sunday"),
}
"""By `date.weekday()`."""
MOST_OWN_DAYS = 2_000
"""An authority's own days: eighty years of two dozen."""
FULL = N_("There is no room for more days. Take out days that are long past.")


@dataclass(frozen=True, slots=True)
class Timetable:
    """A calendar, and by the codes of limits the lengths that an authority has given to them and whether it has switched them."""

    calendar: Calendar = field(default_factory=Calendar)
    lengths: Mapping[str, int] = field(default_factory=dict)
    switched: Mapping[str, bool] = field(default_factory=dict)

    def holds(self, code: str) -> bool:
        """Whether the limit holds here: as it comes, or as the authority has switched it."""
        limit = LIMITS[code]
        return self.switched.get(code, limit.on) if may_switch(limit) else True

    def limit(self, code: str) -> Limit:
        return with_length(LIMITS[code], self.lengths.get(code))


PLAIN = Timetable()
"""Of an authority that has set nothing: Saturday and Sunday are days of rest, no holiday is known."""


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that an authority has set: one on which it rests, or one on which it works although it would rest."""

    day: date
    works: bool
    name: str


def calendar(public: Mapping[date, str], own: Iterable[OwnDay], weekend: frozenset[int] = SATURDAY_SUNDAY) -> Calendar:
    """The calendar of public holidays and an authority's own days; what the authority has set counts for more."""
    rests, works = dict(public), set()
    for one in own:
        if one.works:
            rests.pop(one.day, None)
            works.add(one.day)
        else:
            rests[one.day] = one.name
    return Calendar(rests, weekend, frozenset(works))


def wrong(weekend: Iterable[int], lengths: Mapping[str, int], switched: Iterable[str] = ()) -> dict[str, str]:
    """What cannot be so: field to sentence; empty when all can."""
    found, rest = {}, set(weekend)
    if not rest <= set(WEEKDAYS) or len(rest) > 5:
        found["rest"] = N_("At least two days of a week must be working days.")
    for code, days in lengths.items():
        limit = LIMITS.get(code)
        if limit is None or not limit.own:
            found[code] = N_("This limit is not for an authority to set.")
        elif not 0 < days <= limit.most:
            found[code] = N_("Give a number from 1 to %(most)d.")
    for code in switched:
        if code not in LIMITS or not may_switch(LIMITS[code]):
            found[code] = N_("This limit is not for an authority to switch off.")
    return found

"""Days on which something happened, or will, and from which time limits are counted. They stand beside the steps and decide nothing.

What a step says is not noted twice: a clock takes the day of the step.

A day is offered where the legal basis or the measure of a part makes sense of it; any part may have any of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from comitas.cases.rules.receipt import EARLIEST
from comitas.core.text import N_

CASE, PART = "case", "part"
LATEST = date(2069, 12, 31)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of a case or of a part. `ahead`: it may lie in the future. `timed`: its hour matters, for limits in hours.

    `bases` and `measures`: where it is offered, () for everywhere.
    """

    code: str
    name: str
    hint: str = ""
    of: str = PART
    ahead: bool = False
    timed: bool = False
    bases: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


COMES = ("a", "h")
"""Measures for which a person travels."""
FROZEN = ("c", "j", "k")
MOMENTS: dict[str, Moment] = {
    row.code: row
    for row in (
        Moment("status-asked", N_("The other State asked where the matter stands"), of=CASE),
        Moment("barred", N_("The offence becomes time-barred"), of=CASE, ahead=True),
        Moment(
            "executing-received",
            N_("Received by the executing authority"),
            N_("Some limits count from here, and not from receipt by us. The hour only where a limit is in hours."),
            timed=True,
        ),
        Moment("executing-acknowledged", N_("Acknowledged by the executing authority"), bases=("eio",)),
        Moment(
            "delay-told",
            N_("The other State was told of the delay"),
            N_("With the reasons and the time that is needed. Without them nothing is extended."),
            bases=("eio", "eaw"),
        ),
        Moment(
            "decided",
            N_("Decided on recognition"),
            N_("With the hour, where what follows is in hours. Left empty, the day of acceptance counts."),
            timed=True,
            bases=("eu-freezing",),
        ),
        Moment("hearing", N_("Hearing or appearance"), ahead=True, measures=("a", "b", "e", "h")),
        Moment("no-longer-needed", N_("The person was told that they are no longer needed"), measures=COMES),
        Moment(
            "kept-until",
            N_("Kept from leaving until"),
            N_("Illness, custody, no way out: days without an opportunity to leave do not count."),
            ahead=True,
            measures=COMES,
        ),
        Moment("left", N_("The person left"), measures=COMES),
        Moment("lifting", N_("A provisional measure is to be lifted"), ahead=True, measures=FROZEN),
        Moment("preserved", N_("Data preserved since"), bases=("budapest",)),
        Moment(
            "arrest-ends",
            N_("Last day of provisional arrest"),
            N_("Where a treaty or a court gives another day than the European Convention."),
            ahead=True,
            measures=("surrender", "sentence", "arrest"),
        ),
        Moment("consent-told", N_("The other State was told whether the person consents"), bases=("ece-p3",)),
        Moment("discharged", N_("Finally discharged"), bases=("ece",)),
    )
}


def offered(of: str, bases: Iterable[str] = (), measure: str = "") -> list[Moment]:
    """The days that make sense of a case, or of a part with these legal bases and this measure."""
    have = set(bases)
    return [
        one
        for one in MOMENTS.values()
        if one.of == of and (not one.bases or have & set(one.bases)) and (not one.measures or measure in one.measures)
    ]


def wrong(moment: Moment, on: date | None, hour: time | None, today: date) -> str:
    """Why the day cannot be so; "" when it can."""
    if on is None:
        return N_("An hour needs its day.") if hour else ""
    if on < EARLIEST:
        return N_("This day lies before 1990. Check the year.")
    if on > LATEST:
        return N_("This day is out of reach. Check the year.")
    return N_("This date has not come yet.") if on > today and not moment.ahead else ""

"""Freezes and seizures: by which order, of what, how long, and what is owed before one is lifted.

Source: UNCAC 55(8): before lifting a provisional measure, the requested State gives the requesting State, wherever possible, an
opportunity to present its reasons in favour of continuing it. The alarms before an order lapses are the office's practice.
"""

from datetime import date, timedelta

from comitas.cases.rules.words import Sentence, Value
from comitas.core.text import N_
from comitas.execution.rules.fields import (
    CHOICE,
    CURRENCY,
    DATE,
    MONEY,
    PART,
    TEXT,
    Field,
    Values,
    in_order,
)
from comitas.execution.rules.standing import (
    BRICK,
    GREY,
    MOSS,
    OCHRE,
    SEA,
    Standing,
    days_left,
    waiting,
)

ALARMS = (60, 30, 7)
"""Days before an order lapses on which it is called to mind."""
OBJECTS: dict[str, str] = {
    "account": N_("Money in an account"),
    "real-estate": N_("Land or building"),
    "securities": N_("Shares and securities"),
    "company": N_("Company"),
    "vehicle": N_("Vehicle, ship or aircraft"),
    "crypto": N_("Virtual assets"),
    "cash": N_("Cash"),
    "movable": N_("Other movable thing"),
    "claim": N_("Claim or other right"),
}
FIELDS = (
    Field("kind", N_("What is frozen"), CHOICE, needed=True, of=OBJECTS),
    Field("what", N_("Described"), longest=300, needed=True),
    Field("identifier", N_("Account or register number"), longest=120),
    Field("part", N_("Part"), PART),
    Field("court", N_("Court or authority that ordered it"), longest=300, needed=True),
    Field("order_number", N_("Number of the order"), longest=80),
    Field("value", N_("Value"), MONEY),
    Field("currency", N_("Currency"), CURRENCY, longest=3),
    Field("keeper", N_("Who keeps it"), longest=200, hint=N_("The bank, the register or whoever looks after it.")),
    Field("keeping_costs", N_("Costs of keeping it so far"), MONEY),
    Field("since", N_("In force from"), DATE, needed=True),
    Field("until", N_("In force until"), DATE),
    Field("renew_by", N_("Renew by"), DATE, hint=N_("The day by which to ask for it, before the order lapses.")),
    Field("notice_on", N_("Other State told of the lifting on"), DATE, past=True),
)
RENEWED = (
    Field("on", N_("Renewed on"), DATE, needed=True, past=True),
    Field("until", N_("In force until"), DATE, needed=True),
    Field("renew_by", N_("Renew by"), DATE),
    Field("order_number", N_("Number of the order"), longest=80),
)
LIFTED = (
    Field("lifted_on", N_("Lifted on"), DATE, needed=True, past=True),
    Field("lifted_because", N_("Why"), TEXT, longest=1_000, needed=True),
    Field("notice_on", N_("Other State told beforehand on"), DATE, past=True),
    Field(
        "no_notice_because",
        N_("Or why it could not be told before"),
        TEXT,
        longest=1_000,
        hint=N_(
            "Article 55(8): wherever possible it is first given an opportunity to say why the freeze should go on."
        ),
    ),
)


def wrong(values: Values, today: date) -> dict[str, Sentence]:
    """Days that cannot be."""
    return in_order(
        values,
        ("since", "until", N_("It would end before it began.")),
        ("since", "renew_by", N_("It would be renewed before it began.")),
    ) | _renewed_too_late(values)


def wrong_renewal(values: Values, today: date, stands: Values) -> dict[str, Sentence]:
    """A renewal that does not reach further, or of a freeze that was lifted."""
    found = _renewed_too_late(values)
    if values.get("until") and stands["until"] and values["until"] <= stands["until"]:
        found["until"] = Sentence(N_("It is in force until %(day)s already."), {"day": stands["until"]})
    return found | in_order(
        {**values, "since": stands["since"]}, ("since", "on", N_("It would be renewed before it began."))
    )


def wrong_lifting(values: Values, today: date, stands: Values) -> dict[str, Sentence]:
    """Article 55(8): told beforehand, or the reason why that could not be."""
    found = in_order(
        {**values, "since": stands["since"]},
        ("since", "lifted_on", N_("It would be lifted before it began.")),
        ("notice_on", "lifted_on", N_("The other State would be told after it was lifted, not before.")),
    )
    if not values.get("notice_on") and not values.get("no_notice_because"):
        found["notice_on"] = Sentence(
            N_("Say when the other State was told, or why it could not be told before (article 55(8)).")
        )
    return found


def _renewed_too_late(values: Values) -> dict[str, Sentence]:
    if values.get("renew_by") and values.get("until") and values["renew_by"] > values["until"]:
        return {"renew_by": Sentence(N_("The order would have lapsed by then."))}
    return {}


def renewal_day(values: Values) -> date | None:
    """By when the order must be renewed, if it must."""
    days = [day for day in (values["renew_by"], values["until"]) if day]
    return min(days, default=None)


def alarms(values: Values) -> tuple[date, ...]:
    """The days on which its lapse is called to mind, the first first."""
    until = values["until"] or values["renew_by"]
    if until is None or values["lifted_on"]:
        return ()
    return tuple(until - timedelta(days=days) for days in ALARMS)


def alarm(values: Values, today: date) -> int:
    """How near the lapse is: 60, 30 or 7 once that alarm has rung, 0 while none has."""
    rung = [days for days, day in zip(ALARMS, alarms(values), strict=False) if day <= today]
    return min(rung, default=0)


def in_force(values: Values, today: date) -> bool:
    """Whether it holds on *today*."""
    ended = values["lifted_on"] is not None and values["lifted_on"] <= today
    return not ended and (values["until"] is None or values["until"] >= today)


COLOURS = {0: SEA, 60: SEA, 30: OCHRE, 7: BRICK}


def standing(values: Values, today: date) -> Standing:
    """In force, about to lapse, lapsed, lifted."""
    if values["lifted_on"]:
        return Standing(N_("Lifted"), MOSS if values["notice_on"] else GREY)
    if not in_force(values, today):
        said = Sentence(
            N_("The order lapsed on %(day)s. Renew it, or record why it was lifted."), {"day": values["until"]}
        )
        return Standing(N_("Lapsed"), BRICK, waiting(("freeze-lapse", renewal_day(values))), (said,))
    rung = alarm(values, today)
    words = N_("Lapses soon") if rung else N_("In force")
    return Standing(words, COLOURS[rung], waiting(("freeze-lapse", renewal_day(values))), _remarks(values, rung, today))


def _remarks(values: Values, rung: int, today: date) -> tuple[Value, ...]:
    until = values["until"] or values["renew_by"]
    if not rung or until is None:
        return ()
    lapse = Sentence(N_("The order lapses on %(day)s. %(left)s"), {"day": until, "left": days_left(until, today)})
    return (lapse,)

"""The figures' rows, made from the ledger alone: `comitas rebuild statistics` gives the same."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID, uuid5

from django.db import connection
from django.db.models import F, Min

from comitas.cases.actions import lines
from comitas.ledger.rules.readers import Entry
from comitas.statistics.models import CaseFact, Flow, Movement, OffenceFact, PartFact, Sending, Stay, StepFact
from comitas.statistics.rules import lives
from comitas.statistics.rules.balance import ENTRIES


def _opened(entry: Entry, case: UUID) -> None:
    told = entry.payload
    received = _day(told["received_on"])
    CaseFact.objects.create(
        case=case,
        compartment=str(entry.compartment),
        authority=told["authority"],
        side=told["side"],
        kind=told["kind"],
        counts=told["counts"],
        state=told["state"],
        received_on=received,
        officer=told.get("officer"),
    )
    _move(entry, case, lives.opened(told["counts"], told["side"]), received)


def _taken_over(entry: Entry, case: UUID) -> None:
    """A case of an earlier register. It enters the stock on its day of receipt or, open and without one, on that of the take-over.

    One that is closed, and of which either day is unknown, never enters: nobody could say in which period it was there.
    """
    told = entry.payload
    received, taken_on = _known(told["received_on"]), _day(told["taken_on"])
    CaseFact.objects.create(
        case=case, compartment=str(entry.compartment), authority=told["authority"], side=told["side"], kind=told["kind"], counts=told["counts"],
        state=told["state"], imported=True, received_on=received, acknowledged_on=_known(told["acknowledged_on"]),
        transmitted_on=_known(told["transmitted_on"]), answered_on=_known(told["answered_on"]),
        parts=len(told["parts"]), persons=told["persons"], officer=told["officer"],
    )  # fmt: skip
    PartFact.objects.bulk_create(
        [PartFact(part=one["part"], case_id=case, measure=one["measure"], state=one["state"]) for one in told["parts"]]
    )
    for what, day in (("transmission", told["transmitted_on"]), ("answer", told["answered_on"])):
        if day:
            Sending.objects.create(step=uuid5(case, what), case_id=case, what=what, on=day)
    kind = lives.taken_over(
        told["counts"], dated=received is not None, closed=told["closed"], ended_on_a_day=told["dated"]
    )
    if kind:  # the first movement of its life: no other day can come before
        day = received or taken_on
        Movement.objects.create(position=entry.position, case_id=case, kind=kind, said=day, day=day, imported=True)
        _settle(case)


def _closed_before(entry: Entry, case: UUID) -> None:
    told = entry.payload
    CaseFact.objects.filter(pk=case).update(closed_on=_known(told["date"]), outcome=told["outcome"])
    entered = Movement.objects.filter(case=case).order_by("-position").first() if told["date"] else None
    if (
        entered and entered.kind in ENTRIES
    ):  # the second movement of its life, and the first is known: nothing else moves
        said = _day(told["date"])
        Movement.objects.create(
            position=entry.position,
            case_id=case,
            kind=told["outcome"],
            said=said,
            day=max(said, entered.day),
            imported=True,
        )
        _settle(case)


def _changed(entry: Entry, case: UUID) -> None:
    """The State of origin and the day of receipt may be put right; the day on which the request came in follows."""
    told = entry.payload
    if "state" in told:
        CaseFact.objects.filter(pk=case).update(state=told["state"])
        _settle(case)
    if "received_on" in told:
        CaseFact.objects.filter(pk=case).update(received_on=_known(told["received_on"]))
        if told["received_on"]:
            Movement.objects.filter(case=case, kind="undated").update(kind="imported")
            entered = Movement.objects.filter(case=case, kind__in=["new", "imported"])
            entered.exclude(kind="new", case__side="outgoing").update(said=told["received_on"])
            _count_days(case)


def _converted(entry: Entry, case: UUID) -> None:
    counts = entry.payload["counts"]
    CaseFact.objects.filter(pk=case).update(kind=entry.payload["kind"], counts=counts)
    _settle(case)
    if _is_draft(case):
        return
    _move(entry, case, lives.converted(counts, _inside(case)), _effective(entry))


def _acknowledged(entry: Entry, case: UUID) -> None:
    CaseFact.objects.filter(pk=case, acknowledged_on=None).update(acknowledged_on=entry.payload["date"])


def _closed(entry: Entry, case: UUID) -> None:
    told = entry.payload
    CaseFact.objects.filter(pk=case).update(closed_on=told["date"], outcome=told["outcome"])
    _move(entry, case, lives.closed(told["outcome"], _inside(case)), _effective(entry))


def _reopened(entry: Entry, case: UUID) -> None:
    CaseFact.objects.filter(pk=case).update(closed_on=None, outcome="")
    if _is_draft(case):
        return
    counts = CaseFact.objects.values_list("counts", flat=True).get(pk=case)
    _move(entry, case, lives.reopened(counts, _inside(case)), _effective(entry))


def _step_taken(entry: Entry, case: UUID) -> None:
    told, what = entry.payload, lives.sending(entry.payload["step"])
    _note_step(entry, case)
    if what:
        Sending.objects.create(step=told["taken"], case_id=case, what=what, on=told["date"])
    elif told["corrects"]:
        Sending.objects.filter(step=told["corrects"]).delete()
    else:
        return
    sent_on = _first_sendings(case)
    if told["side"] == "outgoing" and not CaseFact.objects.filter(pk=case, imported=True).exists():
        _left_home(entry, case, sent_on)


def _note_step(entry: Entry, case: UUID) -> None:
    """The step itself, and how the part stands after it."""
    told = entry.payload
    if entry.part is None:
        return
    if told["corrects"]:
        StepFact.objects.filter(step=told["corrects"]).delete()
    StepFact.objects.create(
        step=told["taken"], case_id=case, part=entry.part, position=entry.position, code=told["step"], on=told["date"],
        ground=told.get("ground") or "", authority=told.get("authority") or None, passed=told.get("passed", []),
        same_hand=told.get("same_hand", False),
    )  # fmt: skip
    moved = StepFact.objects.filter(part=entry.part, code__in=lives.HANDING).order_by("-position").first()
    PartFact.objects.filter(pk=entry.part).update(
        measure=told["measure"], state=told["to"], executing=moved.authority if moved else None
    )


def _first_sendings(case: UUID) -> date | None:
    """Note when each was first sent; the day on which a request of ours left, None where it did not."""
    first = dict(Sending.objects.filter(case=case).values_list("what").annotate(Min("on")))
    CaseFact.objects.filter(pk=case).update(
        transmitted_on=first.get("transmission"), answered_on=first.get("answer"), sent_on=first.get("request")
    )
    return first.get("request")


def _left_home(entry: Entry, case: UUID, sent_on: date | None) -> None:
    """A request of ours is new on the day on which it was first sent, and none when that turns out to be a mistake."""
    entered = Movement.objects.filter(case=case, kind="new")
    if sent_on is None:
        Movement.objects.filter(case=case).delete()
    elif entered.exists():
        entered.update(said=sent_on)
    elif CaseFact.objects.filter(pk=case, counts=True).exists():
        _move(entry, case, "new", sent_on)
    _count_days(case)


def _is_draft(case: UUID) -> bool:
    """Whether it is a request of ours that was never sent: it is in no stock."""
    return CaseFact.objects.filter(pk=case, side="outgoing", sent_on=None, imported=False).exists()


def _part_added(entry: Entry, case: UUID) -> None:
    CaseFact.objects.filter(pk=case).update(parts=F("parts") + 1)
    PartFact.objects.create(part=entry.payload["part"], case_id=case, measure=entry.payload["measure"])


def _person_added(_entry: Entry, case: UUID) -> None:
    CaseFact.objects.filter(pk=case).update(persons=F("persons") + 1)


def _person_removed(_entry: Entry, case: UUID) -> None:
    CaseFact.objects.filter(pk=case, persons__gt=0).update(persons=F("persons") - 1)


def _offence_added(entry: Entry, case: UUID) -> None:
    OffenceFact.objects.create(offence=entry.payload["offence"], case_id=case, uncac=entry.payload["uncac"])


def _offence_changed(entry: Entry, _case: UUID) -> None:
    if "uncac" in entry.payload:
        OffenceFact.objects.filter(pk=entry.payload["offence"]).update(uncac=entry.payload["uncac"])


def _offence_removed(entry: Entry, _case: UUID) -> None:
    OffenceFact.objects.filter(pk=entry.payload["offence"]).delete()


def _urgency(entry: Entry, case: UUID) -> None:
    CaseFact.objects.filter(pk=case).update(urgent=entry.payload["on"])


def _assigned(entry: Entry, case: UUID) -> None:
    CaseFact.objects.filter(pk=case).update(officer=entry.payload["officer"])


APPLY: dict[str, Callable[[Entry, UUID], None]] = {
    lines.OPENED.name: _opened,
    lines.TAKEN_OVER.name: _taken_over,
    lines.CLOSED_BEFORE.name: _closed_before,
    lines.CHANGED.name: _changed,
    lines.CONVERTED.name: _converted,
    lines.ACKNOWLEDGED.name: _acknowledged,
    lines.CLOSED.name: _closed,
    lines.REOPENED.name: _reopened,
    lines.STEP_TAKEN.name: _step_taken,
    lines.PART_ADDED.name: _part_added,
    lines.PERSON_ADDED.name: _person_added,
    lines.PERSON_REMOVED.name: _person_removed,
    lines.OFFENCE_ADDED.name: _offence_added,
    lines.OFFENCE_CHANGED.name: _offence_changed,
    lines.OFFENCE_REMOVED.name: _offence_removed,
    lines.MARKED_URGENT.name: _urgency,
    lines.ASSIGNED.name: _assigned,
}


class Figures:
    """The reader: what each line of a case means for the figures."""

    name = "statistics"
    kinds = frozenset(APPLY)

    def apply(self, entry: Entry) -> None:
        """Take in one line. ValueError for one that names no case or no compartment: no action writes such a line."""
        if entry.case is None or entry.compartment is None:
            raise ValueError(f"The line at position {entry.position} is about no case.")
        APPLY[entry.kind](entry, entry.case)

    def clear(self) -> None:
        """Remove every row."""
        for rows in (Flow, Stay, Movement, Sending, StepFact, PartFact, OffenceFact, CaseFact):
            rows.objects.all().delete()


FIGURES = Figures()


def _inside(case: UUID) -> bool:
    return lives.is_inside(Movement.objects.filter(case=case).order_by("position").values_list("kind", flat=True))


def _move(entry: Entry, case: UUID, kind: str | None, day: date) -> None:
    if kind is not None:
        Movement.objects.create(position=entry.position, case_id=case, kind=kind, said=day, day=day)
        _count_days(case)


def _count_days(case: UUID) -> None:
    """A movement never counts before the one that precedes it."""
    life = list(Movement.objects.filter(case=case).order_by("position"))
    for movement, day in zip(life, lives.counted_days(one.said for one in life), strict=True):
        movement.day = day
    Movement.objects.bulk_update(life, ["day"])
    _settle(case)


def _settle(case: UUID) -> None:
    """The stays that follow from the movements of a case, and the sums that follow from those."""
    before = list(Stay.objects.filter(case=case))
    life = list(Movement.objects.filter(case=case).order_by("position").values_list("position", "kind", "day"))
    if not before and not life:
        return
    fact = CaseFact.objects.get(pk=case)
    after = [
        Stay(case_id=case, authority=fact.authority, side=fact.side, kind=fact.kind, state=fact.state, **stay)
        for stay in lives.stays(life)
    ]
    Stay.objects.filter(case=case).delete()
    Stay.objects.bulk_create(after)
    _sum(before, after)
    dated = life and life[0][1] != "undated"
    CaseFact.objects.filter(pk=case).update(came_on=life[0][2] if dated else None)


_ADD = """
INSERT INTO statistics_flow (authority, side, kind, month, movement, number) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (authority, side, kind, month, movement) DO UPDATE SET number = statistics_flow.number + excluded.number
"""


def _sum(before: Iterable[Stay], after: Iterable[Stay]) -> None:
    """Take the movements of the stays *before* out of the sums, and add those *after*."""
    changed = Counter(_moved(after))
    changed.subtract(_moved(before))
    told = [(*place, number) for place, number in sorted(changed.items()) if number]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, told)
    if any(number < 0 for *_place, number in told):
        Flow.objects.filter(number=0).delete()


Place = tuple[UUID, str, str, date, str]


def _moved(stays: Iterable[Stay]) -> Iterable[Place]:
    for stay in stays:
        yield stay.authority, stay.side, stay.kind, stay.entered_on.replace(day=1), stay.entered_by
        if stay.left_on:
            yield stay.authority, stay.side, stay.kind, stay.left_on.replace(day=1), stay.left_by


def _effective(entry: Entry) -> date:
    """The local day that the line gives; for a line without one, the day in universal time."""
    given = entry.payload.get("date")
    return _day(given) if given else entry.effective_at.date()


def _known(text: str) -> date | None:
    """The day, or None where the line says that it is not known."""
    return _day(text) if text else None


def _day(text: str) -> date:
    return date.fromisoformat(text)

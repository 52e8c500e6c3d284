"""Every figure follows from the ledger: any life adds up, corrections follow, and rebuilding gives the same rows."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.cases.actions import lines
from comitas.cases.rules.status import EXITS
from comitas.ledger import actions as ledger
from comitas.samples import cast as samples
from comitas.samples.cast import Cast
from comitas.statistics import queries
from comitas.statistics.models import CaseFact, Flow, Movement, Noted, OffenceFact, PartFact, Sending, Stay, StepFact
from comitas.statistics.readers import AUDITED, FIGURES
from comitas.statistics.rules import periods, tables
from comitas.statistics.rules.balance import ENTRIES, Event, Line, line, stock
from comitas.statistics.tests.telling import Told, place_all

FIRST = date(2026, 1, 1)
QUARTER = periods.named("2026-Q1")


def take_in(*told: Told) -> None:
    """Show the reader the lines of each case, one case after the other."""
    position = Movement.objects.count() * 100 + 1
    for one in told:
        for entry in one.entries(position):
            FIGURES.apply(entry)
        position += len(one.said)


def everything() -> list[list[tuple[Any, ...]]]:
    kept = [
        list(model.objects.order_by("pk").values_list())
        for model in (CaseFact, Movement, Sending, Stay, StepFact, PartFact, OffenceFact)
    ]
    places = ("authority", "side", "kind", "month", "movement", "number")
    return [*kept, list(Flow.objects.order_by(*places).values_list(*places))]


def of_cases() -> QuerySet[Noted]:
    """What the auditor's reader kept of the cases, beside the roles of the cast."""
    return Noted.objects.exclude(list="roles").order_by("position", "list")


def row_of(side: str, period: periods.Period, kind: str = tables.TOTAL) -> dict[str, int | None]:
    found = next(one for one in queries.figures(samples.found().lea, period).sides if one.side == side)
    return dict(next(row.cells for row in found.rows if row.kind == kind))


MOVES = ("close", "reopen", "convert", "doubt", "receive", "send", "send", "unsend")


@st.composite
def told_lives(draw: st.DrawFn, authority: UUID) -> list[Told]:
    """Cases as officers may lead them: days in any order that the forms allow, conversions both ways, corrected receipts."""
    return [draw(_life(authority)) for _ in range(draw(st.integers(0, 5)))]


@st.composite
def _life(draw: st.DrawFn, authority: UUID) -> Told:
    days = st.dates(FIRST, FIRST + timedelta(days=400))
    counts, open_, sent = draw(st.booleans()), True, None
    told = Told(authority, draw(st.sampled_from(queries.SIDES)))
    told.opened(draw(days), draw(st.sampled_from(["request", "extradition_request"])) if counts else "enquiry", counts)
    for move in draw(st.lists(st.sampled_from(MOVES), max_size=7)):
        if move == "close" and open_:
            told.closed(draw(days), draw(st.sampled_from(sorted(EXITS))))
            open_, sent = False, None
        elif move == "reopen" and not open_:
            told.reopened(draw(days))
            open_ = True
        elif move == "convert" and open_ and not counts:
            told.converted(draw(days), "request", True)
            counts = True
        elif move == "doubt" and open_ and counts:
            told.converted(draw(days), "enquiry", False)
            counts = False
        elif move == "receive" and open_:
            told.received(draw(days))
        elif move == "send" and open_ and told.side == "outgoing":
            sent = told.stepped(draw(days), "send")
        elif move == "unsend" and open_ and sent:
            told.stepped(draw(days), "correct", corrects=sent)
            sent = None
    return told


def events(side: str) -> Iterable[Event]:
    rows = Movement.objects.filter(case__side=side).order_by("position")
    return [Event(str(row.case_id), row.day, row.kind) for row in rows]


def moved_by_stays() -> Iterable[tuple[str, date, str]]:
    for stay in Stay.objects.all():
        yield stay.side, stay.entered_on.replace(day=1), stay.entered_by
        if stay.left_on:
            yield stay.side, stay.left_on.replace(day=1), stay.left_by


def sums_of_all_kinds() -> list[Flow]:
    found: dict[tuple[str, date, str], Flow] = {}
    for one in Flow.objects.all():
        assert one.number > 0
        there = found.setdefault(
            (one.side, one.month, one.movement), Flow(side=one.side, month=one.month, movement=one.movement, number=0)
        )
        there.number += one.number
    return list(found.values())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), code=st.sampled_from(["2026", "2026-Q1", "2026-Q3", "2026-07", "2027-01"]))
def test_any_sequence_of_events_adds_up(cast: Cast, data: st.DataObject, code: str) -> None:
    period = periods.named(code)
    with transaction.atomic():
        take_in(*data.draw(told_lives(cast.central)))
        for side in queries.figures(cast.lea, period).sides:
            assert side.reconciled.difference == 0, side.reconciled.sentence
            assert side.reconciled.line == line(events(side.side), period.first, period.after)
            assert side.reconciled.counted == stock(events(side.side), period.after)
        summed = Counter((side, month, movement) for side, month, movement in moved_by_stays())
        kept = {(one.side, one.month, one.movement): one.number for one in sums_of_all_kinds()}
        assert kept == dict(summed), "the sums are those of the stays"
        drafts = CaseFact.objects.filter(side="outgoing", sent_on=None)
        open_now = CaseFact.objects.filter(counts=True, closed_on=None).exclude(pk__in=drafts).count()
        assert open_now == sum(stock(events(side), date(2030, 1, 1)) for side in queries.SIDES)
        transaction.set_rollback(True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_period_opens_with_what_the_one_before_left(cast: Cast, data: st.DataObject) -> None:
    with transaction.atomic():
        take_in(*data.draw(told_lives(cast.central)))
        for side in queries.SIDES:
            months = [row_of(side, periods.named(f"2026-{month:02}")) for month in range(1, 13)]
            assert [one["opening"] for one in months[1:]] == [one["closing"] for one in months[:-1]]
            year = row_of(side, periods.named("2026"))
            assert year["new"] == sum(one["new"] or 0 for one in months)
            assert [point.closing for point in queries.trend(cast.lea, periods.named("2026-12"), side)] == [
                one["closing"] for one in months[-queries.TREND :]
            ]
        transaction.set_rollback(True)


def entered(authority: UUID, side: str, day: date) -> Told:
    """A request that came in on *day*, or was sent then after a draft of a week."""
    if side == "incoming":
        return Told(authority, side).opened(day)
    told = Told(authority, side).opened(day - timedelta(days=7))
    told.stepped(day, "send")
    return told


def test_a_request_of_ours_counts_from_the_day_it_is_sent_and_a_draft_never(cast: Cast) -> None:
    dropped, wrong, sent = (Told(cast.central, "outgoing").opened(FIRST) for _ in range(3))
    dropped.closed(FIRST + timedelta(days=3), "V9").reopened(FIRST + timedelta(days=4))
    wrong.stepped(FIRST, "correct", corrects=wrong.stepped(FIRST, "send"))
    sent.received(FIRST + timedelta(days=1))
    sent.stepped(FIRST + timedelta(days=40), "send")
    sent.stepped(FIRST + timedelta(days=41), "receive-result")
    sent.closed(FIRST + timedelta(days=45), "V4")
    take_in(dropped, wrong, sent)
    assert list(Movement.objects.order_by("position").values_list("case", "kind", "day")) == [
        (sent.key, "new", FIRST + timedelta(days=40)), (sent.key, "V4", FIRST + timedelta(days=45)),
    ]  # fmt: skip
    cells = row_of("outgoing", periods.named("2026-02"))
    assert (cells["opening"], cells["new"], cells["V4"], cells["closing"]) == (0, 1, 1, 0)


GOLDEN = [
    ("outgoing", Line(37, 16, exits={"V4": 14, "V8": 2, "V6": 1, "V9": 2}), 34),
    ("incoming", Line(60, 28, exits={"V4": 11, "V8": 3, "V6": 1, "V9": 13}), 60),
    ("incoming", Line(91, 29, exits={"V4": 10, "V8": 4, "V6": 1, "V9": 27}), 78),
]


@pytest.mark.parametrize(("side", "published", "closing"), GOLDEN)
def test_published_tables_of_australia_come_out_of_the_ledger(
    committed_db: str, side: str, published: Line, closing: int
) -> None:
    """Two enquiries stand beside the requests and are counted in none of the figures."""
    central = samples.found().central
    cases = [entered(central, side, FIRST - timedelta(days=30 + n)) for n in range(published.opening)]
    cases += [entered(central, side, FIRST + timedelta(days=n)) for n in range(published.new)]
    leaving = iter(cases)
    for outcome, number in published.exits.items():
        for _ in range(number):
            next(leaving).closed(date(2026, 3, 31), outcome)
    cases += [Told(central, side).opened(FIRST, "enquiry", False) for _ in range(2)]
    for case in cases:
        case.record()
    place_all()
    while ledger.follow(FIGURES, 37):
        pass
    found = row_of(side, QUARTER)
    assert (found["opening"], found["new"], found["closing"]) == (published.opening, published.new, closing)
    assert {kind: found[kind] for kind in EXITS} == {kind: published.exits.get(kind, 0) for kind in EXITS}
    figures = queries.figures(samples.found().lea, QUARTER)
    assert all(one.reconciled.agrees for one in figures.sides)
    assert next(one for one in figures.sides if one.side == side).others == {"enquiry": 2}


def test_the_anomalous_australian_year_adds_up_and_is_flagged(cast: Cast) -> None:
    """2017-18 by Australia: 20 + 19 - 9 - 1 - 2 = 27. An audit found enquiries among the requests: here four, said so afterwards."""
    loaded = [entered(cast.central, "outgoing", FIRST - timedelta(days=30 + n)) for n in range(20)]
    loaded += [entered(cast.central, "outgoing", FIRST + timedelta(days=n)) for n in range(19)]
    for told, outcome in zip(loaded, ["V4"] * 9 + ["V8"] + ["V9"] * 2, strict=False):
        told.closed(date(2026, 3, 20), outcome)
    take_in(*loaded)
    (published,) = [one for one in queries.stock_flow(cast.lea, [QUARTER]) if one.side == "outgoing"]
    assert published.line == Line(20, 19, exits=dict.fromkeys(published.line.exits, 0) | {"V4": 9, "V8": 1, "V9": 2})
    assert published.reconciled.agrees and published.line.closing == 27
    position = Movement.objects.order_by("-position").values_list("position", flat=True)[0] + 1
    for told in loaded[-4:]:
        told.said.clear()
        for entry in told.converted(date(2026, 4, 20), "enquiry", False).entries(position):
            FIGURES.apply(entry)
        position += 1
    (flagged,) = [one for one in queries.stock_flow(cast.lea, [QUARTER]) if one.side == "outgoing"]
    assert not flagged.reconciled.agrees and flagged.line.new == 19
    assert str(flagged.reconciled.sentence).startswith("4 counted as new are not requests")


def test_rebuilding_gives_the_rows_that_following_gave(committed_db: str) -> None:
    central = samples.found().central
    one = Told(central).opened(FIRST).acknowledged(FIRST + timedelta(days=3))
    wrong = one.stepped(FIRST + timedelta(days=9), "transmit")
    one.stepped(FIRST + timedelta(days=9), "correct", corrects=wrong)
    one.stepped(FIRST + timedelta(days=12), "transmit")
    one.stepped(FIRST + timedelta(days=50), "answer-partly")
    one.stepped(FIRST + timedelta(days=60), "answer")
    key = one.part(FIRST, "c")
    one.stepped(FIRST, "transmit", part=key, authority=str(central), to="with-authority", measure="c")
    wrong = one.stepped(FIRST, "take-back", part=key, to="accepted", measure="c")
    one.stepped(FIRST, "correct", corrects=wrong, part=key, to="with-authority", measure="c")
    one.stepped(
        FIRST, "refuse", part=key, ground="R21b", passed=["uncac.46.26"], same_hand=True, to="refused", measure="c"
    )
    offence = {"offence": str(UUID(int=7)), "uncac": "15"}
    one.say(lines.OFFENCE_ADDED, FIRST, **offence).say(
        lines.OFFENCE_CHANGED, FIRST, fields=["uncac"], **offence | {"uncac": "17"}
    )
    one.say(lines.OFFENCE_ADDED, FIRST, offence=str(UUID(int=8)), uncac="").say(
        lines.OFFENCE_REMOVED, FIRST, offence=str(UUID(int=8))
    )
    one.say(lines.MARKED_URGENT, FIRST, on=True).say(lines.ASSIGNED, FIRST, officer=7, before=None)
    one.say(lines.PERSON_ADDED, FIRST, person=str(UUID(int=9))).say(
        lines.PERSON_REMOVED, FIRST, person=str(UUID(int=9))
    )
    one.asked(FIRST, 2, 3).closed(FIRST + timedelta(days=61), "V4").reopened(FIRST + timedelta(days=70)).received(
        FIRST - timedelta(days=1)
    )
    other = Told(central, "outgoing").opened(FIRST, "enquiry", False)
    other.stepped(FIRST + timedelta(days=3), "send")
    other.converted(FIRST + timedelta(days=5), "request", True)
    one.record()
    place_all()
    ledger.follow(FIGURES, 3)
    other.record()
    place_all()
    while ledger.follow(FIGURES, 2):
        pass
    followed = everything()
    assert [len(rows) for rows in followed] == [2, 4, 5, 3, 3, 3, 1, 4]
    assert set(CaseFact.objects.values_list("parts", "persons", "urgent", "officer")) == {
        (3, 3, True, 7),
        (0, 0, False, None),
    }
    asked = PartFact.objects.get(pk=key)
    assert (asked.measure, asked.state, asked.executing) == ("c", "refused", central)
    assert [(row.code, row.ground) for row in StepFact.objects.exclude(ground="")] == [("refuse", "R21b")]
    assert OffenceFact.objects.get().uncac == "17"
    Movement.objects.update(day=date(2020, 1, 1))
    CaseFact.objects.update(counts=False, parts=9, persons=9)
    Flow.objects.update(number=99)
    Stay.objects.all().delete()
    ledger.rebuild(FIGURES, batch=4)
    assert everything() == followed
    while ledger.follow(AUDITED, 3):
        pass
    noted = list(of_cases().values_list("list", "position", "kind", "on", "detail"))
    assert [row[0] for row in noted] == ["corrections", "corrections", "overrides", "refusals", "self-approvals"]
    everyone = Noted.objects.count()
    ledger.rebuild(AUDITED, batch=4)
    assert list(of_cases().values_list("list", "position", "kind", "on", "detail")) == noted
    assert Noted.objects.count() == everyone > len(noted)


def test_a_corrected_step_is_as_if_it_had_not_been_taken(cast: Cast) -> None:
    told = Told(cast.central).opened(FIRST)
    first = told.stepped(date(2026, 1, 10), "transmit")
    told.stepped(date(2026, 1, 20), "transmit")
    take_in(told)
    fact = CaseFact.objects.get()
    assert fact.transmitted_on == date(2026, 1, 10)
    told.said.clear()
    told.stepped(date(2026, 1, 21), "correct", corrects=first)
    told.stepped(date(2026, 1, 21), "correct", corrects=UUID(int=1))
    take_in(told)
    fact.refresh_from_db()
    assert fact.transmitted_on == date(2026, 1, 20)


def test_what_is_no_request_after_all_leaves_and_may_come_again(cast: Cast) -> None:
    told = Told(cast.central).opened(date(2026, 1, 5)).converted(date(2026, 2, 5), "enquiry", False)
    take_in(told.converted(date(2026, 3, 5), "request", True))
    assert row_of("incoming", periods.named("2026-02"))["no-request"] == 1
    march = row_of("incoming", periods.named("2026-03"))
    assert (march["opening"], march["converted"], march["closing"]) == (0, 1, 1)


def test_a_day_of_receipt_put_right_moves_the_entry(cast: Cast) -> None:
    take_in(Told(cast.central).opened(date(2026, 1, 5)).received(date(2025, 12, 30)))
    row = row_of("incoming", QUARTER)
    assert (row["opening"], row["new"], row["closing"]) == (1, 0, 1)


def test_a_life_never_leaves_before_it_came(cast: Cast) -> None:
    told = Told(cast.central).opened(date(2026, 1, 5)).closed(date(2026, 3, 10), "V4").reopened(date(2026, 3, 12))
    take_in(told.closed(date(2026, 2, 1), "V5"))
    days = Movement.objects.order_by("position").values_list("said", "day")
    assert list(days)[-1] == (date(2026, 2, 1), date(2026, 3, 12))
    assert row_of("incoming", periods.named("2026-02"))["closing"] == 1


def test_each_kind_has_its_line(cast: Cast) -> None:
    take_in(
        Told(cast.central).opened(date(2026, 1, 5)),
        Told(cast.central).opened(date(2026, 1, 6), "extradition_request").closed(date(2026, 1, 9), "V6"),
        Told(cast.central, "outgoing").opened(date(2026, 1, 6)),
    )
    assert row_of("incoming", QUARTER, "extradition_request")["V6"] == 1
    assert row_of("incoming", QUARTER, "request")["closing"] == 1
    assert row_of("incoming", QUARTER)["new"] == 2
    assert set(ENTRIES) < set(row_of("outgoing", QUARTER))


def test_parts_and_persons_are_counted_by_themselves_with_the_requests_that_came_in(cast: Cast) -> None:
    came = Told(cast.central).opened(date(2026, 1, 5)).asked(date(2026, 4, 5), 3, 2)
    became = Told(cast.central).opened(date(2025, 11, 5), "enquiry", False).asked(date(2025, 11, 5), 1, 4)
    before = Told(cast.central).opened(date(2025, 11, 6)).asked(date(2025, 11, 6), 7, 7).closed(date(2025, 12, 1), "V4")
    no_request = Told(cast.central).opened(date(2026, 1, 5), "enquiry", False).asked(date(2026, 1, 5), 0, 9)
    take_in(came, became.converted(date(2026, 2, 5), "request", True), before.reopened(date(2026, 2, 6)), no_request)
    side = queries.figures(samples.found().lea, QUARTER).sides[0]
    assert side.asked == {"parts": 4, "persons": 6}
    assert row_of("incoming", QUARTER)["new"] == 1 and row_of("incoming", QUARTER)["converted"] == 1

"""Friday night: an urgent arrival is told to whoever is on duty, without content, until somebody opens it."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from comitas.accounts import actions as accounts
from comitas.accounts.models import Reader, Recusal, User
from comitas.core import clock
from comitas.core.actor import Actor, system
from comitas.core.refusals import Conflict, Denied, Invalid
from comitas.duty import actions, jobs, queries
from comitas.duty.models import Alert, Call, Message, Terms, Turn
from comitas.duty.readers import Alerts
from comitas.duty.rules import rota
from comitas.intake import actions as intake
from comitas.intake.models import Arrival
from comitas.ledger import actions as ledger
from comitas.ledger.models import Line, Reading
from comitas.ledger.rules import canonical
from comitas.ledger.rules.readers import Entry
from comitas.samples.cast import Cast

BY = system("duty")
NIGHT = datetime(2026, 3, 6, 21, 30, tzinfo=UTC)  # Friday, 22:30 in Arland


@pytest.fixture(autouse=True)
def _friday_night(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NIGHT)


@pytest.fixture
def on_duty(cast: Cast, at: datetime) -> None:
    """Ines in the first line, Jonas in the second, outside working hours; the phone of the office rings too."""
    set_terms(cast, at, phone="duty-phone@sms.example")
    days = [at.date() - timedelta(days=1) + timedelta(days=ahead) for ahead in range(7)]
    asked = {(rota.FIRST, day): cast.ines.id for day in days} | {(rota.SECOND, day): cast.jonas.id for day in days}
    actions.set_week(by=cast.karin, at=at, authority=cast.central, monday=rota.monday(at.date()), asked=asked)


def set_terms(cast: Cast, at: datetime, by: Actor | None = None, **more: Any) -> None:
    given = {
        "version": 1,
        "when": "outside",
        "opens": time(8),
        "closes": time(18),
        "changes": time(8),
        "minutes": 60,
        "phone": "",
    }
    actions.set_terms(by=by or cast.karin, at=at, authority=cast.central, **(given | more))


def arrive(cast: Cast, kind: str = "provisional_arrest", by: Actor | None = None, **more: Any) -> Arrival:
    told = intake.Particulars(NIGHT.date(), kind, "National bureau of Borland", **more.pop("told", {}))
    return intake.receive(
        by=by or system("mailbox"), at=NIGHT, authority=cast.central, once=uuid4(), particulars=told, **more
    )


def called() -> list[tuple[int, str]]:
    return list(Call.objects.order_by("step", "user").values_list("step", "user__full_name"))


def later(alert: Alert, minutes: int = 60) -> Alert:
    alert.refresh_from_db()
    actions.escalate(by=BY, at=NIGHT + timedelta(minutes=minutes), alert=alert.pk, step=alert.step)
    alert.refresh_from_db()
    return alert


def raised(arrival: Arrival) -> Alert:
    made = actions.raise_alert(by=BY, at=NIGHT, arrival=arrival.pk)
    assert made is not None
    return made


def opened(who: Actor, arrival: Arrival, minutes: int) -> None:
    at = NIGHT + timedelta(minutes=minutes)
    ledger.read(Reading.Manner.OPEN, f"arrival {arrival.pk}", by=who, at=at, compartment=arrival.compartment_id)


@pytest.mark.usefixtures("on_duty")
def test_first_second_head_and_then_nobody_is_left(cast: Cast) -> None:
    arrival = arrive(cast)
    alert = raised(arrival)
    assert raised(arrival).pk == alert.pk  # the job ran twice
    assert called() == [(1, "Ines Marlow")]
    addresses = set(Message.objects.values_list("address", flat=True))
    assert addresses == {"ines@arland.example", "duty-phone@sms.example"}
    for message in Message.objects.all():
        told = message.subject + message.body
        assert arrival.number not in told and "Borland" not in told and "arrest" not in told
    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'duty.escalate'")
        assert [row[0] for row in cursor.fetchall()] == [NIGHT + timedelta(minutes=60)]
    later(alert, 60)
    actions.escalate(by=BY, at=NIGHT + timedelta(minutes=61), alert=alert.pk, step=1)  # a job that ran twice
    later(alert, 120)
    assert called() == [(1, "Ines Marlow"), (2, "Jonas Haskel"), (3, "Karin Aldane")]
    assert later(alert, 180).exhausted and alert.over_at is None
    kinds = list(Line.objects.filter(kind__startswith="alert.").order_by("id").values_list("kind", flat=True))
    assert kinds == ["alert.raised", "alert.raised", "alert.raised", "alert.nobody-left"]
    assert [one.pk for one in queries.open_alerts(cast.rosa)] == [alert.pk] and queries.open_alerts(cast.solo) == []


@pytest.mark.usefixtures("on_duty")
def test_who_opens_it_ends_it_and_the_minutes_are_kept(cast: Cast) -> None:
    arrival = arrive(cast)
    alert = raised(arrival)
    opened(cast.karin, arrival, 17)
    opened(cast.ines, arrival, 40)
    assert queries.open_alerts(cast.ines) == []
    later(alert)
    assert (alert.opened_by_id, alert.over_at) == (cast.karin.id, NIGHT + timedelta(minutes=17))
    assert called() == [(1, "Ines Marlow")]
    line = Line.objects.get(kind="alert.opened")
    assert b'"minutes":17' in bytes(line.canonical) and line.effective_at == NIGHT + timedelta(minutes=17)


@pytest.mark.usefixtures("on_duty")
def test_who_registered_it_has_not_opened_it_for_the_others(cast: Cast) -> None:
    arrival = arrive(cast, by=cast.rosa)
    alert = raised(arrival)
    opened(cast.rosa, arrival, 1)
    assert later(alert).over_at is None and called()[-1] == (2, "Jonas Haskel")


@pytest.mark.usefixtures("on_duty")
def test_only_who_may_know_of_it_is_told_that_there_is_something(cast: Cast) -> None:
    arrival = arrive(cast, by=cast.karin, restricted=True, readers=(cast.rosa.id,))
    raised(arrival)
    assert called() == [(3, "Karin Aldane")]  # neither line is among its readers
    assert list(Message.objects.values_list("address", flat=True)) == ["karin@arland.example"]
    Reader.objects.filter(compartment=arrival.compartment_id, user=cast.karin.id).update(until=NIGHT)
    other = arrive(cast, by=cast.karin, restricted=True, readers=(cast.rosa.id,))
    Recusal.objects.create(compartment_id=other.compartment_id, user_id=cast.karin.id, since=NIGHT)
    raised(other)
    assert called() == [(3, "Rosa Teller"), (3, "Karin Aldane")] and queries.open_alerts(cast.jonas) == []


@pytest.mark.usefixtures("on_duty")
@pytest.mark.parametrize(
    ("kind", "told", "minutes", "alerts"),
    [
        ("request", {}, 0, False),
        ("request", {"urgent": True}, 0, True),
        ("request", {"channel": "interpol"}, 0, True),
        ("provisional_arrest", {}, 25 * 60, False),  # a day later it is no news
    ],
)
def test_which_arrivals_alert(cast: Cast, kind: str, told: dict[str, Any], minutes: int, alerts: bool) -> None:
    arrival = arrive(cast, kind, told=told)
    made = actions.raise_alert(by=BY, at=NIGHT + timedelta(minutes=minutes), arrival=arrival.pk)
    assert (made is not None) is alerts


@pytest.mark.parametrize(
    ("when", "night", "day"), [("never", False, False), ("outside", True, False), ("always", True, True)]
)
def test_when_anybody_is_alerted(cast: Cast, at: datetime, when: str, night: bool, day: bool) -> None:
    arrival = arrive(cast)
    assert queries.to_be_alerted(BY, arrival.pk, NIGHT) is None  # nothing is set yet
    set_terms(cast, at, when=when)
    morning = datetime(2026, 3, 6, 9, tzinfo=UTC)
    Arrival.objects.filter(pk=arrival.pk).update(arrived_at=morning)
    assert (queries.to_be_alerted(BY, arrival.pk, NIGHT) is not None) is night
    assert (queries.to_be_alerted(BY, arrival.pk, morning) is not None) is day


@pytest.mark.usefixtures("on_duty")
def test_a_gap_in_the_rota_goes_to_the_next_at_once(cast: Cast, at: datetime) -> None:
    Turn.objects.filter(line=rota.FIRST).delete()
    raised(arrive(cast))
    assert called() == [(2, "Jonas Haskel")]
    assert "duty-phone@sms.example" in Message.objects.values_list("address", flat=True)
    assert len(queries.next_gaps(cast.rosa, cast.central, at.date())) == 14


@pytest.mark.usefixtures("on_duty")
def test_the_deputy_of_the_head_is_alerted_too(cast: Cast, at: datetime) -> None:
    Turn.objects.all().delete()
    accounts.name_deputy(by=BY, at=NIGHT, authority=cast.central, absent=cast.karin.id or 0, deputy=cast.jonas.id or 0,
                         first=NIGHT.date(), last=NIGHT.date() + timedelta(days=3))  # fmt: skip
    raised(arrive(cast))
    assert called() == [(3, "Jonas Haskel"), (3, "Karin Aldane")]


def stands_in(cast: Cast, deputy: Actor, first: int = 0, last: int = 3) -> Any:
    """*deputy* for Ines from and until so many days after that Friday."""
    return accounts.name_deputy(
        by=BY, at=NIGHT + timedelta(days=first), authority=cast.central, absent=cast.ines.id or 0, deputy=deputy.id or 0,
        first=NIGHT.date() + timedelta(days=first), last=NIGHT.date() + timedelta(days=last),
    )  # fmt: skip


@pytest.mark.usefixtures("on_duty")
def test_the_deputy_of_who_is_away_is_alerted_in_their_place_and_escalation_follows(cast: Cast) -> None:
    named = stands_in(cast, cast.karin)
    alert = raised(arrive(cast))
    assert called() == [(1, "Karin Aldane")]
    assert Message.objects.filter(address="ines@arland.example").count() == 0
    assert (
        Message.objects.get(address="duty-phone@sms.example").body
        == Message.objects.get(address="karin@arland.example").body
    )
    line = Line.objects.get(kind="alert.raised")
    assert canonical.decode(bytes(line.canonical)).payload["in_place_of"] == {str(cast.karin.id): cast.ines.id}
    assert Call.objects.get().in_place_of_id == cast.ines.id
    later(alert, 60)
    assert called() == [(1, "Karin Aldane"), (2, "Jonas Haskel")]
    assert later(alert, 120).exhausted  # the head has been told already
    accounts.end_deputyship(by=BY, at=NIGHT, deputyship=named.pk)  # she is back early
    raised(arrive(cast))
    assert (1, "Ines Marlow") in called()


@pytest.mark.usefixtures("on_duty")
def test_one_who_stands_in_the_first_line_is_not_called_again_in_the_second(cast: Cast) -> None:
    stands_in(cast, cast.jonas)
    alert = raised(arrive(cast))
    assert called() == [(1, "Jonas Haskel")]
    later(alert, 60)
    assert called() == [(1, "Jonas Haskel"), (3, "Karin Aldane")]


@pytest.mark.usefixtures("on_duty")
def test_a_deputy_who_may_not_know_of_it_is_passed_over(cast: Cast) -> None:
    stands_in(cast, cast.jonas)
    Turn.objects.filter(line=rota.SECOND).delete()
    raised(arrive(cast, by=cast.karin, restricted=True, readers=(cast.rosa.id, cast.ines.id)))
    assert called() == [(3, "Karin Aldane")]


@pytest.mark.usefixtures("on_duty")
@pytest.mark.parametrize(
    ("first", "last", "hours", "who"),
    [
        (0, 0, 4, "Jonas Haskel"),  # half past two on Saturday: Friday's turn, and on Friday she is away
        (0, 0, 12, "Ines Marlow"),  # her turn of Saturday
        (1, 1, 0, "Ines Marlow"),  # still Friday
        (1, 1, 4, "Jonas Haskel"),  # Friday's turn, past midnight: she is away
        (1, 1, 12, "Jonas Haskel"),
        (2, 3, 4, "Ines Marlow"),
    ],
)
def test_a_turn_that_passes_midnight_finds_who_is_there(
    cast: Cast, first: int, last: int, hours: int, who: str
) -> None:
    stands_in(cast, cast.jonas, first, last)
    at = NIGHT + timedelta(hours=hours)
    found = queries.on_duty(cast.central, rota.FIRST, at)
    assert found is not None and found.user.full_name == who
    assert [one.in_place_of for one in queries.my_turns(cast.jonas, at) if one.turn.line == rota.FIRST] == (
        [found.turn.user] if who == "Jonas Haskel" else []
    )


@pytest.mark.usefixtures("on_duty")
def test_a_deputy_who_has_left_replaces_nobody(cast: Cast) -> None:
    stands_in(cast, cast.jonas)
    User.objects.filter(pk=cast.jonas.id).update(is_active=False)
    assert queries.on_duty(cast.central, rota.SECOND, NIGHT) is None
    raised(arrive(cast))
    assert called() == [(1, "Ines Marlow")]


@pytest.mark.usefixtures("on_duty")
def test_the_ledger_leads_to_the_alert(cast: Cast) -> None:
    arrival, plain = arrive(cast), arrive(cast, "request")
    asked: list[str] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("comitas.core.jobs.defer", lambda _name, **given: asked.append(given["arrival"]))
        for line in Line.objects.filter(kind="arrival.received").order_by("id"):
            told = canonical.decode(bytes(line.canonical)).payload
            Alerts().apply(Entry(1, line.id, line.kind, None, None, None, line.actor, NIGHT, NIGHT, told))
    assert asked == [str(arrival.pk)]
    jobs.alert(str(arrival.pk))
    jobs.alert(str(plain.pk))
    assert [one.arrival_id for one in Alert.objects.all()] == [arrival.pk]


def test_the_rota_takes_only_who_works_here_and_keeps_what_is_over(cast: Cast, at: datetime) -> None:
    monday, given = rota.monday(at.date()), {"by": cast.karin, "at": at, "authority": cast.central}
    day = at.date()
    for asked in (
        {(rota.FIRST, day): cast.solo.id},
        {(rota.FIRST, day): 987654},
        {(rota.FIRST, day): cast.ines.id, (rota.SECOND, day): cast.ines.id},
    ):
        with pytest.raises(Invalid):
            actions.set_week(**given, monday=monday, asked=asked)  # type: ignore[arg-type]
    for wrong in (monday + timedelta(days=1), monday - timedelta(days=7), monday + timedelta(weeks=60)):
        with pytest.raises(Invalid):
            actions.set_week(**given, monday=wrong, asked={})  # type: ignore[arg-type]
    with pytest.raises(Denied):
        actions.set_week(**(given | {"by": cast.ines}), monday=monday, asked={})  # type: ignore[arg-type]
    assert (
        actions.set_week(
            **given, monday=monday, asked={(rota.FIRST, monday): cast.ines.id, (rota.FIRST, day): cast.ines.id}
        )
        == 1
    )  # type: ignore[arg-type]
    assert [turn.day for turn in queries.turns(cast.rosa, cast.central, monday, day)] == [day]
    assert [one.turn.line for one in queries.my_turns(cast.ines, at)] == [rota.FIRST]
    set_terms(cast, at, version=1, changes=time(18))
    assert {turn.begins for turn in Turn.objects.all()} == {
        datetime(2026, 3, 3, 7, tzinfo=UTC)
    }  # one that runs is not moved
    with pytest.raises(Conflict):
        set_terms(cast, at, version=1)
    for wrong_terms in ({"when": "x"}, {"closes": time(7)}, {"minutes": 1}, {"phone": "not an address"}):
        with pytest.raises(Invalid):
            set_terms(cast, at, version=2, **wrong_terms)
    assert Terms.objects.get().version == 2

"""Break-glass: who may open what is restricted, what it gives, that it ends by itself, and who is told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.conf import settings

from comitas.accounts import access, actions, queries
from comitas.accounts.models import EmergencyAccess
from comitas.accounts.rules import emergency, roles
from comitas.accounts.tests.test_deputies import _recuse, _three_forms_say
from comitas.core import clock
from comitas.core.actor import Actor, system
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.ledger import actions as ledger
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

BY = system("test")
WHY = "A prisoner is to be released tonight and nobody of the team answers."


@pytest.fixture(autouse=True)
def now(at: datetime, monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sight is asked of the clock: here it stands at *at*, until it is set."""
    monkeypatch.setattr(clock, "now", lambda: at)
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def place(cast: Cast, at: datetime) -> UUID:
    """Restricted to Ines and Karin."""
    readers = (cast.ines.id, cast.karin.id)
    return actions.create_compartment(by=BY, at=at, authority=cast.central, restricted=True, readers=readers).pk


def broken(who: Actor, at: datetime, place: UUID, reason: str = WHY) -> EmergencyAccess:
    return actions.break_glass(by=who, at=at, compartment=place, reason=reason)


def test_it_gives_sight_in_all_three_forms_until_its_time_and_not_a_second_longer(
    cast: Cast, at: datetime, place: UUID, now: Callable[[datetime], None]
) -> None:
    _three_forms_say(cast.jonas, {place: False})
    made = broken(cast.jonas, at, place)
    assert made.until - at == timedelta(minutes=settings.BREAK_GLASS_MINUTES)
    _three_forms_say(cast.jonas, {place: True})
    _three_forms_say(cast.rosa, {place: False})
    now(made.until - timedelta(seconds=1))
    _three_forms_say(cast.jonas, {place: True})
    now(made.until)
    _three_forms_say(cast.jonas, {place: False})
    assert EmergencyAccess.objects.get().ended_at is None  # it ended by itself: nothing was written


def test_the_setting_says_how_long(cast: Cast, at: datetime, place: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BREAK_GLASS_MINUTES", 7)
    assert broken(cast.jonas, at, place).until == at + timedelta(minutes=7)


def test_ended_early_by_oneself_or_by_the_head_and_once(cast: Cast, at: datetime, place: UUID) -> None:
    for ends in (cast.jonas, cast.karin):
        made = broken(cast.jonas, at, place)
        for other in (cast.max, cast.rosa, cast.ines, cast.solo):  # an auditor and a reader look on
            with pytest.raises(NotThere):
                actions.end_emergency(by=other, at=at, emergency=made.pk)
        actions.end_emergency(by=ends, at=at, emergency=made.pk)
        _three_forms_say(cast.jonas, {place: False})
        with pytest.raises(Conflict):
            actions.end_emergency(by=ends, at=at, emergency=made.pk)
        at += timedelta(minutes=1)


def test_never_for_who_is_recused_before_or_meanwhile(cast: Cast, at: datetime, place: UUID) -> None:
    broken(cast.jonas, at, place)
    _recuse(cast, at, place, cast.jonas)
    _three_forms_say(cast.jonas, {place: False})
    with pytest.raises(NotThere):
        broken(cast.jonas, at + timedelta(minutes=1), place)


@pytest.mark.parametrize("who", ["rosa", "pavel", "ada", "max", "lea", "solo", "ines"])
def test_who_may_not(who: str, cast: Cast, at: datetime, place: UUID) -> None:
    """No role for it, another authority's, or a reader, who needs none. All are answered as if it were not there."""
    lines = Line.objects.count()
    with pytest.raises(NotThere):
        broken(cast.people[who], at, place)
    assert not EmergencyAccess.objects.exists() and Line.objects.count() == lines


def test_what_is_open_or_never_was_cannot_be_opened_so(cast: Cast, at: datetime) -> None:
    open_one = actions.create_compartment(by=BY, at=at, authority=cast.central).pk
    for one in (open_one, UUID(int=1)):
        with pytest.raises(NotThere):
            broken(cast.jonas, at, one)


def test_a_role_that_is_lent_opens_nothing_so(cast: Cast, at: datetime, place: UUID) -> None:
    given = {"authority": cast.central, "absent": cast.karin.id, "deputy": cast.jonas.id}
    actions.name_deputy(by=BY, at=at, first=at.date(), last=at.date(), **given)  # type: ignore[arg-type]
    actions.end_role(by=cast.ada, at=at, user=cast.jonas.id or 0, authority=cast.central, role=roles.OFFICER)
    actions.give_role(by=cast.ada, at=at, user=cast.jonas.id or 0, authority=cast.central, role=roles.REGISTRAR)
    assert access.may(cast.jonas, "case:break-glass", cast.central)
    with pytest.raises(NotThere):
        broken(cast.jonas, at, place)


def test_sight_ends_with_the_role(cast: Cast, at: datetime, place: UUID) -> None:
    broken(cast.jonas, at, place)
    actions.end_role(by=cast.ada, at=at, user=cast.jonas.id or 0, authority=cast.central, role=roles.OFFICER)
    _three_forms_say(cast.jonas, {place: False})


def test_it_does_what_ones_roles_allow_but_says_not_who_may_see(cast: Cast, at: datetime, place: UUID) -> None:
    broken(cast.jonas, at, place)
    access.require(cast.jonas, "case:work", place)
    told = {"by": cast.jonas, "at": at, "permission": "case:restrict", "compartment": place}
    for change in (
        lambda: actions.add_reader(**told, user=cast.jonas.id),  # type: ignore[arg-type]
        lambda: actions.remove_reader(**told, user=cast.ines.id),  # type: ignore[arg-type]
        lambda: actions.lift_restriction(**told),  # type: ignore[arg-type]
        lambda: actions.recuse(**told, user=cast.ines.id, reason="Away."),  # type: ignore[arg-type]
        lambda: access.require(cast.jonas, "arrival:restrict", place),
    ):
        with pytest.raises(Denied):
            change()
    actions.add_reader(**(told | {"by": cast.karin}), user=cast.jonas.id)  # type: ignore[arg-type]
    access.require(cast.jonas, "case:restrict", place)  # now a reader by name


@pytest.mark.parametrize("reason", ["", "   ", "urgent", " u r g e n t ", "x" * (emergency.LONGEST_REASON + 1)])
def test_without_a_written_reason_nothing_opens(reason: str, cast: Cast, at: datetime, place: UUID) -> None:
    with pytest.raises(Invalid) as refused:
        broken(cast.jonas, at, place, reason)
    assert set(refused.value.fields) == {"reason"} and not EmergencyAccess.objects.exists()


def test_the_reason_lies_beside_the_line_under_the_compartments_key(cast: Cast, at: datetime, place: UUID) -> None:
    made = broken(cast.jonas, at, place)
    line = Line.objects.get(kind="emergency.opened")
    assert line.actor == f"user:{cast.jonas.id}" and b"prisoner" not in bytes(line.canonical) + bytes(
        line.personal or b""
    )
    assert queries.reasons([made]) == {made.pk: WHY}
    ledger.destroy_key(place, at=at)
    assert queries.reasons([made]) == {}


def test_who_is_told_of_it(cast: Cast, at: datetime, place: UUID) -> None:
    made = broken(cast.jonas, at, place)

    def told() -> set[str]:
        return {user.username for user in queries.to_be_told(queries.emergency(made.pk))}

    assert told() == {"karin", "max", "ines"}
    given = {"authority": cast.central, "absent": cast.karin.id, "deputy": cast.ines.id}
    actions.name_deputy(by=BY, at=at, first=at.date(), last=at.date(), **given)  # type: ignore[arg-type]
    actions.remove_reader(
        by=cast.karin, at=at, permission="case:restrict", compartment=_with_a_third(cast, at, place), user=cast.ines.id or 0
    )  # fmt: skip
    assert told() == {"karin", "max", "ines", "rosa"}  # Ines as the head's deputy
    for who, seen in {"karin": 1, "max": 1, "jonas": 1, "rosa": 1, "lea": 0, "ada": 0, "solo": 0}.items():
        assert len(queries.emergencies(cast.people[who])) == seen, who
    _recuse(cast, at, place, cast.karin)
    assert "karin" not in told() and not queries.emergencies(cast.karin).exists()


def _with_a_third(cast: Cast, at: datetime, place: UUID) -> UUID:
    actions.add_reader(by=cast.karin, at=at, permission="case:restrict", compartment=place, user=cast.rosa.id or 0)
    return place


def test_home_shows_it_for_a_week_and_ones_own_while_it_runs(cast: Cast, at: datetime, place: UUID) -> None:
    made = broken(cast.jonas, at, place)
    for who, moment, seen in (
        (cast.karin, at, True),
        (cast.karin, at + emergency.SHOWN_FOR, True),
        (cast.karin, at + emergency.SHOWN_FOR + timedelta(seconds=1), False),
        (cast.jonas, made.until - timedelta(seconds=1), True),
        (cast.jonas, made.until, False),
    ):
        assert bool(queries.fresh_emergencies(who, moment)) is seen, (who.name, moment)


def test_reasons_of_many_take_no_more_statements(cast: Cast, at: datetime) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    made: list[EmergencyAccess] = []
    for number in (1, 6):
        for _each in range(number):
            readers = (cast.ines.id, cast.karin.id)
            one = actions.create_compartment(by=BY, at=at, authority=cast.central, restricted=True, readers=readers).pk
            made.append(broken(cast.jonas, at, one))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(queries.reasons(made)) == len(made)
        counts.append(len(asked))
    assert counts[0] == counts[1] == 2

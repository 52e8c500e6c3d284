"""Deputies with dates: who may stand in for whom, what is lent and what is not, and that it ends by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from comitas.accounts import access, actions, queries
from comitas.accounts.models import Deputyship
from comitas.accounts.rules import deputies, roles
from comitas.core import clock
from comitas.core.actor import Actor, named_in, system
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

BY = system("test")
MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 13)


@pytest.fixture(autouse=True)
def _today(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a deputyship runs is asked of the clock: here it stands at *at*."""
    monkeypatch.setattr(clock, "now", lambda: at)


def named(cast: Cast, at: datetime, away: Actor, stands_in: Actor, **more: object) -> Deputyship:
    given = {"by": BY, "at": at, "authority": cast.central, "absent": away.id, "deputy": stands_in.id}
    days = {"first": at.date(), "last": FRIDAY}
    return actions.name_deputy(**(given | days | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("absent", "deputy", "fits"),
    [
        ((roles.OFFICER,), (roles.OFFICER,), True),
        ((roles.OFFICER,), (roles.HEAD,), True),
        ((roles.OFFICER,), (roles.REGISTRAR,), False),
        ((roles.REGISTRAR,), (roles.OFFICER,), True),
        ((roles.HEAD,), (roles.OFFICER,), True),
        ((roles.HEAD,), (roles.REGISTRAR,), False),
        ((roles.HEAD, roles.REGISTRAR), (roles.OFFICER,), True),
        ((roles.ADMINISTRATOR,), (roles.OFFICER,), False),
        ((roles.OFFICER,), (roles.ADMINISTRATOR, roles.AUDITOR), False),
        ((), (roles.HEAD,), False),
    ],
)
def test_who_fits(absent: tuple[str, ...], deputy: tuple[str, ...], fits: bool) -> None:
    assert deputies.fits(absent, deputy) is fits


def test_the_deputy_of_the_head_decides_while_it_runs_and_not_a_day_longer(
    cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(cast, at, cast.karin, cast.ines, last=date(2026, 3, 5))
    place = actions.create_compartment(by=BY, at=at, authority=cast.central).pk
    zone = next(iter(access.standing_in(cast.ines).values())).time_zone
    assert zone != "UTC"
    for now, runs in (
        (at, True),
        (datetime(2026, 3, 5, 22, 59, tzinfo=UTC), True),  # 23:59 in Arland
        (datetime(2026, 3, 5, 23, 1, tzinfo=UTC), False),  # the next day there, not yet in UTC
        (datetime(2026, 3, 2, 22, 59, tzinfo=UTC), False),
    ):
        monkeypatch.setattr(clock, "now", lambda now=now: now)
        assert access.may(cast.ines, "case:decide", cast.central) is runs, now
        assert ("letter:approve" in access.permissions(cast.ines)) is runs
    monkeypatch.setattr(clock, "now", lambda: at)
    access.require(cast.ines, "case:decide", place)
    assert access.acting(cast.ines, cast.central, permission="case:decide").acting_for == cast.karin.id
    assert access.acting(cast.ines, cast.central, permission="case:work").acting_for is None
    assert str(access.acting(cast.ines, cast.central, cast.karin.id)) == f"user:{cast.ines.id} for user:{cast.karin.id}"


def test_what_is_restricted_is_lent_case_by_case_and_recusal_holds(cast: Cast, at: datetime) -> None:
    readers = (cast.ines.id, cast.karin.id)
    lent, kept, recused = (
        actions.create_compartment(by=BY, at=at, authority=cast.central, restricted=True, readers=readers).pk
        for _each in range(3)
    )
    made = named(cast, at, cast.ines, cast.jonas)
    _recuse(cast, at, recused, cast.jonas)
    assert not {lent, kept, recused} & set(access.readable(cast.jonas).values_list("pk", flat=True))

    def lend(chosen: set[UUID]) -> int:
        return actions.lend_reading(
            by=cast.ines, at=at, permission="case:restrict", deputyship=made.pk, offered={lent, kept, recused}, chosen=chosen
        )  # fmt: skip

    assert (lend({lent}), lend({lent})) == (1, 0)
    _three_forms_say(cast.jonas, {lent: True, kept: False, recused: False})
    with pytest.raises(Invalid):
        lend({lent, recused})
    _recuse(cast, at, lent, cast.jonas)
    _three_forms_say(cast.jonas, {lent: False})


def test_sight_ends_with_the_deputyship_and_with_the_readers_own(cast: Cast, at: datetime) -> None:
    readers = (cast.ines.id, cast.karin.id, cast.rosa.id)
    place = actions.create_compartment(by=BY, at=at, authority=cast.central, restricted=True, readers=readers).pk
    made = named(cast, at, cast.ines, cast.jonas)
    given = {"by": cast.ines, "at": at, "permission": "case:restrict", "deputyship": made.pk, "offered": {place}}
    actions.lend_reading(**given, chosen={place})  # type: ignore[arg-type]
    _three_forms_say(cast.jonas, {place: True})
    told = {"by": cast.karin, "at": at, "permission": "case:restrict", "compartment": place}
    actions.remove_reader(**told, user=cast.ines.id)  # type: ignore[arg-type]
    _three_forms_say(cast.jonas, {place: False})
    actions.add_reader(**told, user=cast.ines.id)  # type: ignore[arg-type]
    _three_forms_say(cast.jonas, {place: True})
    actions.end_deputyship(by=cast.karin, at=at, deputyship=made.pk)
    _three_forms_say(cast.jonas, {place: False})
    with pytest.raises(Conflict):
        actions.end_deputyship(by=cast.karin, at=at, deputyship=made.pk)


def _three_forms_say(actor: Actor, expected: dict[UUID, bool]) -> None:
    from django.db import connection

    from comitas.accounts.models import Compartment

    sql, values = access.readable_in_sql(actor, "k")
    for place, seen in expected.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM accounts_compartment k WHERE k.id = %s AND {sql}", [place, *values])
            written_out = cursor.fetchone()[0] == 1
        row_by_row = Compartment.objects.filter(access.known(actor, "id"), pk=place).exists()
        assert (access.can_read(actor, place), row_by_row, written_out) == (seen, seen, seen)


def _recuse(cast: Cast, at: datetime, place: UUID, who: Actor) -> None:
    actions.recuse(
        by=cast.karin, at=at, permission="case:restrict", compartment=place, user=who.id, reason="A brother."
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda cast, at: {"deputy": cast.ines.id}, "deputy"),
        (lambda cast, at: {"deputy": cast.rosa.id}, "deputy"),
        (lambda cast, at: {"deputy": cast.solo.id}, "deputy"),
        (lambda cast, at: {"deputy": 987654}, "deputy"),
        (lambda cast, at: {"absent": cast.ada.id}, "absent"),
        (lambda cast, at: {"absent": 987654}, "absent"),
        (lambda cast, at: {"first": at.date() - timedelta(days=1)}, "first"),
        (lambda cast, at: {"last": at.date() - timedelta(days=1)}, "last"),
        (lambda cast, at: {"last": at.date() + timedelta(days=366)}, "last"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    cast: Cast, at: datetime, change: Callable[[Cast, datetime], dict[str, object]], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        named(cast, at, cast.ines, cast.jonas, **change(cast, at))
    assert set(refused.value.fields) == {field}
    assert not Deputyship.objects.exists()


def test_one_deputy_at_a_time_no_deputy_of_a_deputy_and_twice_is_once(cast: Cast, at: datetime) -> None:
    first = named(cast, at, cast.ines, cast.jonas)
    lines = Line.objects.count()
    assert named(cast, at, cast.ines, cast.jonas).pk == first.pk and Line.objects.count() == lines
    for absent, deputy in ((cast.ines, cast.karin), (cast.jonas, cast.karin), (cast.karin, cast.ines)):
        with pytest.raises(Invalid):
            named(cast, at, absent, deputy, first=FRIDAY, last=FRIDAY + timedelta(days=3))
    named(cast, at, cast.ines, cast.karin, first=FRIDAY + timedelta(days=1), last=FRIDAY + timedelta(days=3))


def test_nothing_is_lent_by_who_is_barred_or_to_who_left_and_nobody_stands_in_for_a_deputy(
    cast: Cast, at: datetime
) -> None:
    named(cast, at, cast.karin, cast.ines)
    assert access.may(cast.ines, "case:decide", cast.central)
    Deputyship.objects.create(  # past every check: the predicate itself follows no chain
        authority_id=cast.central,
        absent_id=cast.ines.id,
        deputy_id=cast.jonas.id,
        first=at.date(),
        last=FRIDAY,
        named_at=at,
    )
    assert not access.may(cast.jonas, "case:decide", cast.central)
    actions.end_role(by=cast.ada, at=at, user=cast.ines.id, authority=cast.central, role=roles.OFFICER)
    assert not access.may(cast.ines, "case:decide", cast.central)


def test_who_may_name_whom(cast: Cast, at: datetime) -> None:
    named(cast, at, cast.ines, cast.jonas, by=cast.ines)
    with pytest.raises(Denied):
        named(cast, at, cast.rosa, cast.karin, by=cast.jonas)
    made = named(
        cast, at, cast.karin, cast.ines, by=cast.ada, first=FRIDAY + timedelta(days=1), last=FRIDAY + timedelta(days=9)
    )
    with pytest.raises(NotThere):
        actions.end_deputyship(by=cast.rosa, at=at, deputyship=made.pk)
    with pytest.raises(NotThere):
        queries.deputyship(cast.solo, made.pk)


def test_a_deputy_of_the_head_names_no_deputies(cast: Cast, at: datetime) -> None:
    made = named(cast, at, cast.karin, cast.ines)
    with pytest.raises(Denied):
        named(
            cast,
            at,
            cast.karin,
            cast.ines,
            by=cast.ines,
            first=FRIDAY + timedelta(days=1),
            last=FRIDAY + timedelta(days=9),
        )
    with pytest.raises(Denied):
        actions.end_deputyship(by=cast.ines, at=at, deputyship=made.pk)


def test_the_ledger_names_both() -> None:
    both = Actor("user", 3, "Jonas", acting_for=2)
    assert (str(both), named_in(str(both)), named_in("system:reader")) == ("user:3 for user:2", [3, 2], [])

"""What an authority leaves to fewer roles: it holds at once, gives nobody more, and changes no sight."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from comitas.accounts import access, actions, queries
from comitas.accounts.models import Narrowing
from comitas.accounts.rules import narrowing as rules
from comitas.accounts.rules.permissions import PERMISSIONS, roles_for
from comitas.accounts.rules.roles import ADMINISTRATOR, HEAD, OFFICER, REGISTRAR
from comitas.accounts.tests.test_deputies import named
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.ledger.models import Line
from comitas.samples import matrix
from comitas.samples.cast import ISLAND, Cast

PROGRAM = Path(__file__).resolve().parents[2]
ALL_BUT_ONE = rules.by_role((role, name) for name in rules.OPEN for role in roles_for(name)[1:])


@pytest.fixture(autouse=True)
def _today(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def narrowed(cast: Cast, at: datetime, taken: dict[str, list[str]], by: Actor | None = None, **more: Any) -> None:
    who = by or cast.karin
    given = {"authority": cast.central, "seen": rules.mark(queries.narrowed(who, cast.central))} | more
    actions.narrow_roles(by=who, at=at, taken=taken, **given)


def test_what_may_be_left_to_fewer_is_held_by_several_and_decides_nothing() -> None:
    for name in rules.OPEN:
        assert len(roles_for(name)) > 1, name
    same = {
        name for name in PERMISSIONS if re.search(r":(read|see|approve|decide|manage|oversee|break-glass|reset)$", name)
    }
    assert same and not same.intersection(rules.OPEN)


def test_no_list_of_people_or_places_goes_by_the_roles_of_what_may_be_narrowed() -> None:
    """`roles_for` knows nothing of what an authority takes from a role."""
    written = "\n".join(path.read_text("utf-8") for path in PROGRAM.rglob("*.py") if "tests" not in path.parts)
    asked = set(re.findall(r"roles_for\(\s*\"([a-z:-]+)\"", written))
    assert "register:read" in asked and not asked.intersection(rules.OPEN)


def test_a_role_loses_what_is_taken_from_it_and_gets_it_back(cast: Cast, at: datetime) -> None:
    place = matrix.compartments(cast, at)[matrix.OPEN]
    assert access.may(cast.rosa, "arrival:accept", cast.central)
    narrowed(cast, at, {REGISTRAR: ["arrival:accept"]})
    assert not access.may(cast.rosa, "arrival:accept", cast.central) and not access.may(cast.rosa, "arrival:accept")
    assert "arrival:accept" not in access.permissions(cast.rosa, cast.central)
    assert "arrival:accept" in access.permissions(cast.ines, cast.central)
    assert "arrival:forward" in access.permissions(cast.rosa, cast.central)
    with pytest.raises(Denied, match=r"It is for: Case officer, Head of authority\.$"):
        access.require(cast.rosa, "arrival:accept", place)
    assert access.may(cast.solo, "arrival:accept", cast.authorities[ISLAND]), "another authority is another matter"
    narrowed(cast, at, {})
    access.require(cast.rosa, "arrival:accept", place)
    (row,) = Narrowing.objects.all()
    assert (row.set_by_id, row.ended_by_id, row.until) == (cast.karin.id, cast.karin.id, at)
    assert list(Line.objects.order_by("id").values_list("kind", flat=True))[-2:] == ["role.narrowed", "role.restored"]


def test_nobody_gets_more_and_nobody_sees_less(cast: Cast, at: datetime) -> None:
    places = matrix.compartments(cast, at)
    before = {who: access.permissions(actor) for who, actor in cast.people.items()}
    seen = {
        (who, kind): access.can_read(actor, place)
        for who, actor in cast.people.items()
        for kind, place in places.items()
    }
    narrowed(cast, at, ALL_BUT_ONE, by=cast.ada)
    for who, actor in cast.people.items():
        assert access.permissions(actor) <= before[who]
        assert access.permissions(actor) >= before[who] - set(rules.OPEN)
        for kind, place in places.items():
            assert access.can_read(actor, place) is seen[who, kind]
    assert access.permissions(cast.solo) == before["solo"]


def test_a_deputy_gets_the_role_as_it_is_there(cast: Cast, at: datetime) -> None:
    """Who stands in for the head has the head's role, without what is taken from it; it is no more their own doing either."""
    named(cast, at, cast.karin, cast.ines)
    assert access.may(cast.ines, "clock:set", cast.central)
    assert access.acting(cast.ines, cast.central, permission="clock:set").acting_for == cast.karin.id
    narrowed(cast, at, {HEAD: ["clock:set"]})
    assert not access.may(cast.ines, "clock:set", cast.central)
    narrowed(cast, at, {OFFICER: ["letter:draft"]})
    assert access.may(cast.ines, "letter:draft", cast.central), "as the head's deputy"
    assert access.acting(cast.ines, cast.central, permission="letter:draft").acting_for == cast.karin.id


@pytest.mark.parametrize(
    ("taken", "field"),
    [
        ({HEAD: ["clock:set"], ADMINISTRATOR: ["clock:set"]}, "clock:set"),
        ({REGISTRAR: ["case:read"]}, "roles"),
        ({HEAD: ["case:decide"]}, "roles"),
        ({REGISTRAR: ["letter:draft"]}, "roles"),
        ({"no-such": ["letter:draft"]}, "roles"),
        ({REGISTRAR: ["no-such"]}, "roles"),
    ],
)
def test_what_cannot_be_taken_is_refused(cast: Cast, at: datetime, taken: dict[str, list[str]], field: str) -> None:
    with pytest.raises(Invalid) as error:
        narrowed(cast, at, taken)
    assert list(error.value.fields) == [field] and not Narrowing.objects.exists()


def test_who_was_second_is_told(cast: Cast, at: datetime) -> None:
    seen = rules.mark(queries.narrowed(cast.karin, cast.central))
    narrowed(cast, at, {REGISTRAR: ["arrival:accept"]})
    with pytest.raises(Conflict):
        narrowed(cast, at, {}, seen=seen)
    assert Narrowing.objects.filter(until=None).count() == 1


def test_it_is_the_heads_and_the_administrators(cast: Cast, at: datetime) -> None:
    for who in (cast.rosa, cast.ines, cast.max, cast.lea, cast.solo):
        with pytest.raises(Denied):
            narrowed(cast, at, {}, by=who)


def test_who_may_do_what_in_one_thing(cast: Cast, at: datetime) -> None:
    places: dict[str, UUID] = matrix.compartments(cast, at)
    narrowed(cast, at, {OFFICER: ["letter:draft"]})
    assert queries.able(cast.karin, places[matrix.OPEN])["letter:draft"] == ["Karin Aldane"]
    found = queries.able(cast.karin, places[matrix.RESTRICTED])
    assert (found["file:print"], found["arrival:accept"]) == (
        ["Ines Marlow", "Karin Aldane"],
        ["Ines Marlow", "Karin Aldane"],
    )
    assert "clock:set" not in found
    with pytest.raises(NotThere):
        queries.able(cast.ada, places[matrix.OPEN])

"""Need-to-know, one condition a test."""

from datetime import datetime
from uuid import UUID

import pytest

from comitas.accounts import access, actions, queries
from comitas.accounts.models import Compartment, User
from comitas.accounts.rules import permissions, roles
from comitas.core.actor import Actor, system
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.samples.cast import ISLAND, Cast

BY = system("test")


def opened(cast: Cast, at: datetime, **more: object) -> UUID:
    return actions.create_compartment(by=BY, at=at, authority=cast.central, **more).pk  # type: ignore[arg-type]


def restricted(cast: Cast, at: datetime) -> UUID:
    return opened(cast, at, restricted=True, readers=(cast.ines.id, cast.karin.id))


def test_content_roles_read_what_is_open(cast: Cast, at: datetime) -> None:
    compartment = opened(cast, at)
    assert {name for name, actor in cast.people.items() if access.can_read(actor, compartment)} == {
        "rosa",
        "ines",
        "jonas",
        "karin",
    }


def test_only_named_readers_read_what_is_restricted(cast: Cast, at: datetime) -> None:
    compartment = restricted(cast, at)
    assert {name for name, actor in cast.people.items() if access.can_read(actor, compartment)} == {"ines", "karin"}


def test_another_authority_reads_nothing(cast: Cast, at: datetime) -> None:
    elsewhere = actions.create_compartment(by=BY, at=at, authority=cast.authorities[ISLAND]).pk
    assert {name for name, actor in cast.people.items() if access.can_read(actor, elsewhere)} == {"solo"}


def test_the_recused_see_nothing_even_when_named(cast: Cast, at: datetime) -> None:
    compartment = restricted(cast, at)
    actions.recuse(
        by=cast.karin,
        at=at,
        permission="case:restrict",
        compartment=compartment,
        user=cast.ines.id,
        reason="Her brother.",
    )
    assert not access.can_read(cast.ines, compartment)


def test_a_reader_without_a_content_role_sees_nothing(cast: Cast, at: datetime) -> None:
    compartment = restricted(cast, at)
    actions.add_reader(by=cast.karin, at=at, permission="case:restrict", compartment=compartment, user=cast.ada.id)
    assert not access.can_read(cast.ada, compartment)


def test_a_reader_from_another_authority_sees_the_one_case(cast: Cast, at: datetime) -> None:
    compartment = restricted(cast, at)
    actions.add_reader(by=cast.karin, at=at, permission="case:restrict", compartment=compartment, user=cast.solo.id)
    assert access.can_read(cast.solo, compartment)


def test_an_ended_role_reads_no_more(cast: Cast, at: datetime) -> None:
    compartment = opened(cast, at)
    actions.end_role(by=cast.ada, at=at, user=cast.jonas.id, authority=cast.central, role=roles.OFFICER)
    assert not access.can_read(cast.jonas, compartment)


def test_a_barred_person_reads_no_more(cast: Cast, at: datetime) -> None:
    compartment = opened(cast, at)
    actions.set_active(by=cast.ada, at=at, user=cast.jonas.id, active=False)
    assert not access.can_read(cast.jonas, compartment)


def test_absent_and_forbidden_look_alike(cast: Cast, at: datetime) -> None:
    hidden, absent = restricted(cast, at), UUID(int=1)
    for compartment in (hidden, absent):
        with pytest.raises(NotThere):
            access.require(cast.jonas, "case:read", compartment)


def test_seeing_is_not_doing(cast: Cast, at: datetime) -> None:
    with pytest.raises(Denied, match="Head of authority"):
        access.require(cast.ines, "case:decide", opened(cast, at))


@pytest.mark.parametrize("permission", permissions.PERMISSIONS.values(), ids=lambda p: p.name)
def test_a_permission_is_held_through_its_roles_and_no_other(cast: Cast, permission: permissions.Permission) -> None:
    one_role = {"rosa": roles.REGISTRAR, "ines": roles.OFFICER, "karin": roles.HEAD, "ada": roles.ADMINISTRATOR,
                "max": roles.AUDITOR, "lea": roles.STATISTICIAN}  # fmt: skip
    allowed = {name for name in one_role if access.may(cast.people[name], permission.name, cast.central)}
    assert allowed == {name for name, role in one_role.items() if role in permission.roles}
    assert access.may(cast.solo, permission.name)
    assert not access.may(cast.solo, permission.name, cast.central)


def test_all_permissions_at_once_agree_with_one_at_a_time(cast: Cast) -> None:
    for actor in cast.people.values():
        assert access.permissions(actor) == {name for name in permissions.PERMISSIONS if access.may(actor, name)}


def test_no_content_permission_goes_to_a_role_without_content(cast: Cast) -> None:
    for permission in permissions.PERMISSIONS.values():
        if permission.content:
            assert set(permission.roles) <= set(roles.CONTENT)


def test_restricting_names_at_least_two(cast: Cast, at: datetime) -> None:
    compartment = opened(cast, at)
    with pytest.raises(Invalid):
        actions.restrict(by=cast.ines, at=at, permission="case:restrict", compartment=compartment, readers=())
    assert not Compartment.objects.get(pk=compartment).restricted


def test_restricting_names_the_actor_and_locks_out_the_rest(cast: Cast, at: datetime) -> None:
    compartment = opened(cast, at)
    actions.restrict(by=cast.ines, at=at, permission="case:restrict", compartment=compartment, readers=(cast.karin.id,))
    assert access.can_read(cast.ines, compartment)
    assert not access.can_read(cast.jonas, compartment)
    with pytest.raises(Conflict):
        actions.restrict(
            by=cast.ines, at=at, permission="case:restrict", compartment=compartment, readers=(cast.karin.id,)
        )


def test_the_last_two_readers_stay(cast: Cast, at: datetime) -> None:
    compartment = restricted(cast, at)
    with pytest.raises(Invalid, match="two readers"):
        actions.remove_reader(
            by=cast.karin, at=at, permission="case:restrict", compartment=compartment, user=cast.ines.id
        )
    actions.add_reader(by=cast.karin, at=at, permission="case:restrict", compartment=compartment, user=cast.jonas.id)
    actions.remove_reader(by=cast.karin, at=at, permission="case:restrict", compartment=compartment, user=cast.ines.id)
    assert not access.can_read(cast.ines, compartment)


def test_lifting_lets_the_office_in_again(cast: Cast, at: datetime) -> None:
    compartment = restricted(cast, at)
    actions.lift_restriction(by=cast.karin, at=at, permission="case:restrict", compartment=compartment)
    assert access.can_read(cast.jonas, compartment)


def test_the_last_administrator_stays(cast: Cast, at: datetime) -> None:
    with pytest.raises(Invalid, match="last administrator"):
        actions.end_role(by=cast.ada, at=at, user=cast.ada.id, authority=cast.central, role=roles.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "123456789012345"}, "password"),
        ({"username": "INES "}, "username"),
        ({"email": "not-an-address"}, "email"),
        ({"full_name": "  "}, "full_name"),
    ],
)
def test_a_person_that_cannot_be_taken_is_refused_at_the_field(
    cast: Cast, at: datetime, changes: dict[str, str], field: str
) -> None:
    given = {
        "username": "nora",
        "full_name": "Nora Lind",
        "email": "nora@arland.example",
        "password": "quiet-meadow-41",
    }
    with pytest.raises(Invalid) as refused:
        actions.create_person(by=cast.ada, at=at, **(given | changes))
    assert field in refused.value.fields


def test_only_an_administrator_makes_people(cast: Cast, at: datetime) -> None:
    with pytest.raises(Denied):
        actions.create_person(
            by=cast.karin, at=at, username="x", full_name="X", email="x@arland.example", password="quiet-meadow-41"
        )
    with pytest.raises(Denied):
        queries.people(cast.karin)


def test_colleagues_are_those_who_could_be_readers(cast: Cast) -> None:
    names = set(queries.colleagues(cast.ines, cast.central).values_list("username", flat=True))
    assert names == {"rosa", "ines", "jonas", "karin"}


def test_nobody_reads_everything_but_the_program(cast: Cast, at: datetime) -> None:
    compartment = restricted(cast, at)
    assert access.can_read(system("reader"), compartment)
    assert not access.can_read(Actor("user", None, "nobody"), compartment)


def test_nobody_bars_the_people_of_an_authority_that_they_do_not_administer(cast: Cast, at: datetime) -> None:
    with pytest.raises(Invalid):
        actions.set_active(by=cast.solo, at=at, user=cast.max.id or 0, active=False)
    assert User.objects.get(pk=cast.max.id).is_active
    actions.set_active(by=cast.ada, at=at, user=cast.max.id or 0, active=False)
    assert not User.objects.get(pk=cast.max.id).is_active

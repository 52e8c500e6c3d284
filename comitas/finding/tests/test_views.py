"""Kept views: whose they are, who may share them, and what bounds them."""

from datetime import datetime

import pytest

from comitas.core.actor import Actor
from comitas.core.refusals import Denied, Invalid, NotThere
from comitas.finding import actions, queries
from comitas.ledger.models import Line
from comitas.samples.cast import ISLAND, Cast


def keep(cast: Cast, at: datetime, by: Actor, name: str = "Mine", team: bool = False, asked: str = "state=XB") -> None:
    actions.keep_view(by=by, at=at, authority=cast.central, name=name, asked=asked, team=team)


def names(actor: Actor) -> list[str]:
    return [view.name for view in queries.views(actor)]


def test_ones_own_is_seen_by_nobody_else_and_the_teams_by_all(cast: Cast, at: datetime) -> None:
    keep(cast, at, cast.ines, "Own")
    keep(cast, at, cast.ines, "Ours", team=True)
    assert names(cast.ines) == ["Own", "Ours"]
    assert names(cast.rosa) == ["Ours"]
    assert names(cast.solo) == names(cast.ada) == []
    assert [line.kind for line in Line.objects.filter(kind__startswith="view.")] == ["view.kept", "view.kept"]


def test_the_same_name_again_takes_the_place_of_the_view_before(cast: Cast, at: datetime) -> None:
    keep(cast, at, cast.ines, "Own")
    keep(cast, at, cast.ines, " Own ", asked="state=XC")
    assert [view.asked for view in queries.views(cast.ines)] == ["state=XC"]


def test_a_registrar_keeps_their_own_and_shares_none(cast: Cast, at: datetime) -> None:
    keep(cast, at, cast.rosa)
    with pytest.raises(Denied):
        keep(cast, at, cast.rosa, team=True)
    with pytest.raises(Denied):
        actions.keep_view(by=cast.rosa, at=at, authority=cast.authorities[ISLAND], name="x", asked="", team=False)


def test_what_is_dropped_is_gone_and_only_who_may_drops_it(cast: Cast, at: datetime) -> None:
    keep(cast, at, cast.ines, "Own")
    keep(cast, at, cast.ines, "Ours", team=True)
    own, ours = queries.views(cast.ines)
    with pytest.raises(NotThere):
        actions.drop_view(by=cast.jonas, at=at, view=own.pk)
    with pytest.raises(Denied):
        actions.drop_view(by=cast.rosa, at=at, view=ours.pk)
    actions.drop_view(by=cast.jonas, at=at, view=ours.pk)
    actions.drop_view(by=cast.ines, at=at, view=own.pk)
    assert names(cast.ines) == []


@pytest.mark.parametrize(("name", "asked"), [("", "state=XB"), (" ", ""), ("x" * 61, ""), ("x", "q=" + "y" * 1000)])
def test_a_view_has_a_name_and_an_end(cast: Cast, at: datetime, name: str, asked: str) -> None:
    with pytest.raises(Invalid):
        keep(cast, at, cast.ines, name, asked=asked)


def test_nobody_keeps_more_views_than_can_be_told_apart(cast: Cast, at: datetime) -> None:
    for number in range(actions.MOST_VIEWS):
        keep(cast, at, cast.ines, f"View {number}")
    with pytest.raises(Invalid):
        keep(cast, at, cast.ines, "One more")
    keep(cast, at, cast.ines, "View 3", asked="state=XC")

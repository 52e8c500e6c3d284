"""Absence and duty in the demonstration: one absence that is planned, and a rota for this week and the next."""

from datetime import date, datetime, time, timedelta

from comitas.accounts import actions as accounts
from comitas.accounts import queries as people
from comitas.core import clock
from comitas.duty import actions, queries
from comitas.duty.rules import rota
from comitas.samples.cast import Cast
from comitas.samples.neighbours import ZONE

AWAY_IN, AWAY_FOR = timedelta(days=7), timedelta(days=9)


def create(cast: Cast, at: datetime) -> None:
    """Make what is absent. Done twice it is there once."""
    today = clock.local_date(at, ZONE)
    if not any(one.ended_at is None and one.last >= today for one in people.deputyships(cast.ines)):
        accounts.name_deputy(
            by=cast.ines, at=at, authority=cast.central, absent=cast.ines.id or 0, deputy=cast.jonas.id or 0,
            first=today + AWAY_IN, last=today + AWAY_FOR,
        )  # fmt: skip
    terms = queries.terms_of(cast.karin, cast.central)
    if terms.when == rota.NEVER:
        actions.set_terms(
            by=cast.karin, at=at, authority=cast.central, version=terms.version, when=rota.OUTSIDE, opens=time(8), closes=time(18),
            changes=time(8), minutes=rota.MINUTES, phone="duty-phone@arland.example",
        )  # fmt: skip
    if not queries.turns(cast.karin, cast.central, today, today + timedelta(weeks=2)).exists():
        for monday in (rota.monday(today), rota.monday(today) + timedelta(weeks=1)):
            _week(cast, at, monday)


def _week(cast: Cast, at: datetime, monday: date) -> None:
    """Ines and Jonas take turns, each the second line of the other."""
    asked: dict[tuple[int, date], int | None] = {}
    for ahead in range(rota.WEEK):
        first, second = (cast.ines, cast.jonas) if ahead % 2 == 0 else (cast.jonas, cast.ines)
        day = monday + timedelta(days=ahead)
        asked |= {(rota.FIRST, day): first.id, (rota.SECOND, day): second.id}
    actions.set_week(by=cast.karin, at=at, authority=cast.central, monday=monday, asked=asked)

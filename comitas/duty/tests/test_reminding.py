"""Who is reminded, when, and of what: the deputy of what the absent had to do."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from comitas.cases.models import Case
from comitas.cases.tests.building import open_case
from comitas.core import clock
from comitas.core.refusals import Denied, Invalid
from comitas.duty import actions, jobs, queries
from comitas.duty.models import Message, Reminding
from comitas.samples.cast import Cast


@pytest.fixture(autouse=True)
def _today(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def names(at: datetime) -> set[str]:
    return {one.actor.name for one in queries.to_be_reminded(at)}


def test_each_at_their_local_hour_once_a_day_and_never_on_a_day_of_rest(
    cast: Cast, at: datetime, settings: Any
) -> None:
    everybody = {"Rosa Teller", "Ines Marlow", "Jonas Haskel", "Karin Aldane", "Sol Okoro"}
    assert names(at) == everybody  # 09:14 in Arland
    assert names(at - timedelta(hours=3)) == set()  # 06:14
    assert names(at + timedelta(days=4)) == set()  # a Saturday
    actions.set_reminding(by=cast.ines, at=at, on=True, hour=11)
    actions.set_reminding(by=cast.jonas, at=at, on=False, hour=7)
    assert names(at) == everybody - {"Ines Marlow", "Jonas Haskel"}
    settings.EMAIL_HOST = "127.0.0.1"
    open_case(cast, at, officer=None, received_on=at.date() - timedelta(days=30))
    jobs.remind()
    jobs.remind()
    assert sorted(Message.objects.values_list("user__full_name", flat=True)) == ["Karin Aldane", "Rosa Teller"]
    assert names(at) == {"Sol Okoro"}  # who has nothing to do gets nothing, and may still get something today


def test_without_a_mail_server_nobody_writes(cast: Cast, at: datetime) -> None:
    open_case(cast, at, received_on=at.date() - timedelta(days=30))
    jobs.remind()
    assert not Message.objects.exists()


def test_what_is_due_is_counted_as_the_page_counts_it(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, received_on=at.date() - timedelta(days=30))
    Case.objects.filter(pk=case.pk).update(officer=cast.ines.id, wanted_by=at.date(), wanted_because="A hearing.")
    due = queries.due_of(cast.ines, at.date())
    assert (due.late, due.today) == (1, 1)
    assert not queries.due_of(cast.jonas, at.date())


def test_a_wrong_hour_is_refused_and_nobody_without_content_sets_one(cast: Cast, at: datetime) -> None:
    for hour in (-1, 24):
        with pytest.raises(Invalid):
            actions.set_reminding(by=cast.ines, at=at, on=True, hour=hour)
    with pytest.raises(Denied):
        actions.set_reminding(by=cast.max, at=at, on=True, hour=7)
    assert not Reminding.objects.exists()

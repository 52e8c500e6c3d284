"""What happened to somebody's account is told to them by mail: once, while it is news, in their language."""

from datetime import datetime, timedelta

import pytest

from comitas.accounts import actions as accounts
from comitas.accounts.models import User
from comitas.core import clock
from comitas.duty import actions, jobs
from comitas.duty.actions.account import RECENT
from comitas.duty.models import Message
from comitas.duty.readers import Accounts
from comitas.duty.rules.account import TOLD
from comitas.ledger.models import Line
from comitas.ledger.rules import canonical, kinds
from comitas.ledger.rules.readers import Entry
from comitas.samples.cast import Cast


@pytest.fixture(autouse=True)
def _now(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def test_every_kind_that_is_told_exists() -> None:
    assert all(kinds.named(name) for name in TOLD)


def test_the_ledger_leads_to_the_message(cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    for agent in ("Firefox Windows", "Chrome Linux"):
        accounts.note_sign_in(by=cast.jonas, at=at, agent=agent)
    asked: list[dict[str, object]] = []
    monkeypatch.setattr("comitas.core.jobs.defer", lambda name, **given: asked.append({"job": name, **given}))
    for line in Line.objects.filter(kind__in=Accounts.kinds).order_by("id"):
        told = canonical.decode(bytes(line.canonical)).payload
        Accounts().apply(Entry(1, line.id, line.kind, None, None, None, line.actor, at, at, told))
    (one,) = asked
    assert one.pop("job") == "duty.tell-person"
    jobs.tell_person(**one)  # type: ignore[arg-type]
    jobs.tell_person(**one)  # type: ignore[arg-type]
    message = Message.objects.get()
    assert message.address == "jonas@arland.example" and message.subject.startswith("Comitas : un nouveau navigateur")
    assert "Chrome" not in message.body and Line.objects.filter(kind="account.told").count() == 1


def test_what_is_no_news_or_about_a_closed_account_is_told_to_nobody(cast: Cast, at: datetime) -> None:
    given = {"by": cast.lea, "at": at, "user": cast.lea.id or 0, "about": "person.signed-out", "line": 1}
    assert not actions.tell_person(**given, happened=at - RECENT - timedelta(seconds=1))  # type: ignore[arg-type]
    User.objects.filter(pk=cast.lea.id).update(is_active=False)
    assert not actions.tell_person(**given, happened=at)  # type: ignore[arg-type]
    assert not Message.objects.exists()

"""Emergency access is told at once: to head, deputy, auditor and readers, once, without a word of the case."""

from datetime import datetime, timedelta

import pytest

from comitas.accounts import actions as accounts
from comitas.accounts.models import EmergencyAccess
from comitas.cases.tests.building import restricted_case
from comitas.core import clock
from comitas.core.actor import system
from comitas.duty import actions, jobs
from comitas.duty.models import Message
from comitas.duty.readers import Emergencies
from comitas.ledger.models import Line
from comitas.ledger.rules import canonical
from comitas.ledger.rules.readers import Entry
from comitas.samples.cast import Cast

BY = system("duty")
WHY = "A prisoner named Kestley is to be released tonight."


@pytest.fixture
def opened(cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch) -> EmergencyAccess:
    monkeypatch.setattr(clock, "now", lambda: at)
    case = restricted_case(cast, at, title="Canary wharf")
    return accounts.break_glass(by=cast.jonas, at=at, compartment=case.compartment_id, reason=WHY)


def test_the_ledger_leads_to_the_messages_and_they_say_nothing_of_the_case(
    cast: Cast, opened: EmergencyAccess, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "comitas.core.jobs.defer", lambda name, **given: asked.append((name, given.get("emergency", "")))
    )
    line = Line.objects.get(kind="emergency.opened")
    told = canonical.decode(bytes(line.canonical)).payload
    Emergencies().apply(Entry(1, line.id, line.kind, None, None, None, line.actor, opened.since, opened.since, told))
    assert asked == [("duty.tell-of-emergency", str(opened.pk))]
    jobs.tell_of_emergency(asked[0][1])
    jobs.tell_of_emergency(asked[0][1])  # a job that ran twice
    addresses = sorted(Message.objects.values_list("address", flat=True))
    assert addresses == ["ines@arland.example", "karin@arland.example", "max@arland.example"]
    assert Line.objects.filter(kind="emergency.told").count() == 1
    for message in Message.objects.all():
        words = (message.subject + message.body).lower()
        assert not any(word in words for word in ("canary", "kestley", "jonas", "2026/", "borland", "prisoner"))
        assert "http" in words


def test_each_reads_it_in_their_language_and_the_head_is_told_even_if_she_was_away(
    cast: Cast, at: datetime, opened: EmergencyAccess
) -> None:
    from comitas.accounts.models import User

    User.objects.filter(pk=cast.karin.id).update(language="fr")
    written = actions.tell_of_emergency(by=BY, at=at, emergency=opened.pk)
    assert written == sorted(who.id or 0 for who in (cast.ines, cast.karin, cast.max))
    assert Message.objects.get(user=cast.karin.id).subject.startswith("Comitas : un dossier")


def test_an_old_line_read_again_tells_nobody(cast: Cast, at: datetime, opened: EmergencyAccess) -> None:
    assert actions.tell_of_emergency(by=BY, at=at + timedelta(days=2), emergency=opened.pk) == []
    assert not Message.objects.exists()


def test_nobody_is_told_twice_and_a_line_is_only_written_where_somebody_was(
    cast: Cast, at: datetime, opened: EmergencyAccess
) -> None:
    actions.tell_of_emergency(by=BY, at=at, emergency=opened.pk)
    assert actions.tell_of_emergency(by=BY, at=at, emergency=opened.pk) == []
    assert Line.objects.filter(kind="emergency.told").count() == 1

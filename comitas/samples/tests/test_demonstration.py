"""What the demonstration holds: every case stands where its story says, twice is once, and need-to-know holds in it too."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from comitas.cases import queries as cases
from comitas.cases.models import Case, Part
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.drafting import queries as drafting
from comitas.drafting.models import Letter
from comitas.finding import queries as finding
from comitas.finding.tests.following import follow
from comitas.intake.models import Arrival
from comitas.ledger.models import Line
from comitas.samples import abroad, arrivals, casebook, demonstration, stock
from comitas.samples import cast as samples
from comitas.samples.cast import Cast
from comitas.worklist import queries as worklist

AT = datetime(2026, 3, 3, 8, 14, tzinfo=UTC)
STANDS = {
    casebook.CLOSED: ["answered"],
    casebook.SILENT: ["information-requested"],
    casebook.DREDGING: ["answered", "before-court", "with-authority"],
    casebook.ANSWERED: ["answered"],
    casebook.DISCREET: ["examining", "with-authority"],
    casebook.READY: ["ready"],
    casebook.FERRY: ["examining", "with-authority"],
    casebook.RECOVERY: ["with-authority"],
    casebook.SENTENCED: ["examining"],
    casebook.NATIONAL: ["refused"],
    casebook.WANTED: ["papers-awaited"],
    casebook.RIVAL: ["examining"],
    casebook.DETAINED: ["examining", "with-authority"],
    casebook.FRESH: ["received"],
}
SECRET = next(story.title for story in casebook.CASEBOOK if story.key == casebook.DISCREET)


@pytest.fixture(scope="module")
def held(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The demonstration, made once for this file and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = samples.found()
        demonstration.create(cast, AT)
        yield cast
        transaction.set_rollback(True)


def case_of(key: str) -> Case:
    return Case.objects.get(pk=Arrival.objects.get(once=stock.once(key)).case_id)


def counts() -> list[int]:
    return [model.objects.count() for model in (Case, Part, Arrival, Letter, Placement, Line)]


@pytest.mark.parametrize("key", STANDS)
def test_every_case_stands_where_its_story_says(held: Cast, key: str) -> None:
    found = case_of(key)
    assert sorted(found.stands) == STANDS[key]
    assert (found.closed_on is not None) == (key == casebook.CLOSED)
    assert found.in_custody == (key in (casebook.DETAINED, casebook.WANTED, casebook.SENTENCED)) and found.urgent == (
        key == casebook.DETAINED
    )
    assert found.compartment.restricted == (key == casebook.DISCREET)
    assert (found.officer_id is None) == (key == casebook.FRESH)
    assert (found.acknowledged_on is None) == (key in (casebook.DETAINED, casebook.FRESH))


def test_numbers_follow_the_days_on_which_cases_were_opened(held: Cast) -> None:
    found = Case.objects.filter(authority=held.central, side="incoming").order_by("opened_at")
    assert [(one.year, one.serial) for one in found] == [(2025, serial) for serial in range(1, 5)] + [(2026, serial) for serial in range(1, 11)]  # fmt: skip


def test_nothing_happened_on_a_weekend(held: Cast) -> None:
    days = {step.on for part in Part.objects.all() for step in part.steps.all()}
    days |= set(Case.objects.values_list("received_on", flat=True)) | {
        case_of(casebook.CLOSED).closed_on or date(2026, 1, 3)
    }
    assert days and not [day for day in days if day.weekday() >= stock.SATURDAY]


def test_twice_is_once(held: Cast) -> None:
    before = counts()
    demonstration.create(held, AT + timedelta(days=3))
    assert counts() == before and before[0] == len(casebook.CASEBOOK) + len(abroad.REQUESTS) + 1  # the prosecution here


def test_the_officers_day_begins_with_the_person_in_custody(held: Cast) -> None:
    tasks = worklist.worklist(held.ines).tasks
    assert tasks[0].case == case_of(casebook.DETAINED).number
    assert {"acknowledge", "custody", "answer-part", "review"} <= {task.code for task in tasks}
    assert worklist.worklist(held.jonas).tasks and worklist.worklist(held.solo).tasks


def test_the_court_sees_its_own_parts_and_no_case(held: Cast) -> None:
    given = {(part.case_id, part.number) for part in cases.given_parts(held.pavel)}
    ours = (
        (casebook.DREDGING, 2),
        (casebook.READY, 1),
        (casebook.FERRY, 1),
        (casebook.RECOVERY, 1),
        (casebook.WANTED, 1),
        (casebook.DETAINED, 1),
    )
    assert given == {(case_of(key).pk, number) for key, number in ours}
    assert not cases.cases(held.pavel).exists()
    with pytest.raises(NotThere):
        cases.case(held.pavel, case_of(casebook.DREDGING).pk)


def test_the_restricted_title_is_for_its_two_readers(held: Cast, signed_in: Callable[[Actor], Client]) -> None:
    for name, actor in held.people.items():
        reads = name in ("karin", "ines")
        assert cases.cases(actor).filter(title=SECRET).exists() == reads
        pages = "".join(signed_in(actor).get(page).content.decode() for page in ("/", "/register/", "/search/?q=works"))
        assert (SECRET in pages) == reads, name


def test_two_letters_wait_for_the_head(held: Cast) -> None:
    waiting = drafting.waiting(held.karin, "submitted", "letter:approve")
    assert {letter.kind for letter in waiting} == {"acknowledgement", "answer"}
    assert not any(drafting.wanting(letter) for letter in waiting)


def test_two_of_the_mail_bring_a_file(held: Cast) -> None:
    found = Arrival.objects.filter(once__in=[arrivals.once(sender) for sender, *_rest in arrivals.MAIL])
    files = {one.sender: documents.placements(held.karin, one.compartment_id).count() for one in found}
    assert len(files) == 5 and {sender for sender, many in files.items() if many} == {casebook.OPG, arrivals.REGISTRY}


def test_each_kind_has_its_case(held: Cast) -> None:
    kinds = set(Case.objects.values_list("side", "kind"))
    assert kinds >= {
        ("incoming", "extradition_request"),
        ("incoming", "provisional_arrest"),
        ("incoming", "prosecution_here"),
        ("incoming", "asset_recovery"),
        ("incoming", "transfer_of_sentenced_person"),
        ("outgoing", "provisional_arrest"),
    }
    instead = case_of(casebook.NATIONAL).links.get().other
    assert (instead.kind, instead.stands) == ("prosecution_here", ["prosecution-due"])
    ours = Case.objects.get(pk=stock.once(abroad.SOUGHT))
    assert ours.in_custody and list(ours.stands) == ["papers-due"]


def test_the_papers_for_our_wanted_person_are_due(held: Cast) -> None:
    ours = Case.objects.get(pk=stock.once(abroad.SOUGHT))
    tasks = worklist.of_case(held.ines, ours.pk, AT)
    assert any(task.liberty for task in tasks)


def test_two_states_ask_for_one_person(held: Cast) -> None:
    follow()
    one, other = case_of(casebook.WANTED), case_of(casebook.RIVAL)
    assert [(found.case.pk, found.born) for found in finding.competing(held.jonas, one.pk)] == [(other.pk, True)]

"""Who finds what, how it is counted and shown, and at what cost."""

import random
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comitas.accounts import actions as accounts
from comitas.cases import actions as cases
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core.refusals import Denied
from comitas.finding import queries
from comitas.finding.models import Entry
from comitas.finding.queries import searching
from comitas.finding.rules.asked import asked
from comitas.finding.rules.words import Field, vector
from comitas.finding.tests.following import follow
from comitas.samples.cast import Cast

HIDDEN = "Zephyrine"


def found(actor: Any, text: str, kind: str = "") -> queries.Found:
    return queries.search(actor, asked(text), kind)


def titles(actor: Any, text: str) -> list[str]:
    sought = asked(text)
    shown = queries.shown(actor, sought, queries.search(actor, sought).hits)
    return ["".join(piece.text for piece in one.title) for one in shown]


@pytest.fixture
def hidden(cast: Cast, at: datetime) -> Any:
    """A restricted case of Ines's and Karin's whose words stand nowhere else."""
    case = restricted_case(cast, at, title=f"{HIDDEN} holding")
    cases.add_person(by=cast.ines, at=at, case=case.pk, name=f"{HIDDEN} Оболенская")
    cases.add_reference(by=cast.ines, at=at, case=case.pk, text="ZZ/991/88")
    follow()
    return case


@pytest.mark.parametrize("typed", [HIDDEN, "Zefirin", "Obolenskaya", "zz-991-88", "991", f"{HIDDEN} holdings"])
def test_of_a_restricted_case_others_find_nothing_not_even_a_number(cast: Cast, hidden: Any, typed: str) -> None:
    assert found(cast.ines, typed).hits
    for stranger in (cast.jonas, cast.rosa, cast.solo):
        assert found(stranger, typed) == queries.Found(counts={})


def test_who_was_recused_finds_it_no_more(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, title="Halcyon barge")
    follow()
    assert titles(cast.jonas, "halcyon") == ["Halcyon barge"]
    accounts.recuse(
        by=cast.karin,
        at=at,
        permission="case:restrict",
        compartment=case.compartment_id,
        user=cast.jonas.id or 0,
        reason="His cousin.",
    )
    assert titles(cast.jonas, "halcyon") == []


def test_a_case_that_is_restricted_afterwards_is_hidden_at_once(cast: Cast, at: datetime) -> None:
    """Without waiting for any reader: the predicate is asked, not remembered."""
    case = open_case(cast, at, title="Halcyon barge")
    follow()
    accounts.restrict(
        by=cast.karin, at=at, permission="case:restrict", compartment=case.compartment_id, readers=(cast.ines.id or 0,)
    )
    assert titles(cast.jonas, "halcyon") == []


def test_who_reads_no_register_may_not_ask(cast: Cast) -> None:
    with pytest.raises(Denied):
        found(cast.ada, "anything")


def test_the_name_itself_comes_before_names_like_it(cast: Cast, at: datetime) -> None:
    for name in ("Stefan Kestlay", "Stephen Kestley"):
        cases.add_person(by=cast.ines, at=at, case=open_case(cast, at).pk, name=name)
    follow()
    assert titles(cast.ines, "stephen kestley") == ["Stephen Kestley", "Stefan Kestlay"]


def test_a_whole_reference_comes_before_one_that_contains_it(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    for text in ("AB/12/345", "AB/12/34"):
        cases.add_reference(by=cast.ines, at=at, case=case.pk, text=text)
    follow()
    assert titles(cast.ines, "ab-12-34") == ["AB/12/34", "AB/12/345"]


def test_of_one_kind_the_others_are_still_counted(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, title="Meridian yacht")
    cases.add_person(by=cast.ines, at=at, case=case.pk, name="Meridian Ltd", natural=False)
    follow()
    of_one = found(cast.ines, "meridian", "person")
    assert [hit.kind for hit in of_one.hits] == ["person"]
    assert of_one.counts == {"case": 1, "person": 1}


def test_what_is_shown_is_pages_and_the_count_is_of_all(
    cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST", 12)
    for number in range(14):
        open_case(cast, at, title=f"Meridian {number}")
    follow()
    pages = [queries.search(cast.ines, asked("meridian"), page=page) for page in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [10, 2, 0]
    assert [page.more for page in pages] == [True, False, False]
    assert {page.total for page in pages} == {14}
    assert len({hit.thing for page in pages for hit in page.hits}) == 12


def test_the_number_of_questions_does_not_grow_with_what_is_found(cast: Cast, at: datetime) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            sought = asked("meridian")
            queries.shown(cast.ines, sought, queries.search(cast.ines, sought).hits)
        return len(asked_for)

    def add(count: int) -> None:
        for number in range(count):
            case = open_case(cast, at, title=f"Meridian {number}")
            cases.add_person(by=cast.ines, at=at, case=case.pk, name=f"Meridian {number}")
        Entry.objects.all().delete()
        follow()

    add(1)
    of_one = cost()
    add(4)
    assert cost() == of_one <= 16


@pytest.mark.parametrize(
    "signs", ["一二三四五六七八九十百千", "abcdefghijklmnoprstuvw", "абвгдежзиклмнопрстуф", "ابتثجحخدذرزسشص"]
)
def test_no_text_is_too_long_for_the_database(cast: Cast, signs: str) -> None:
    """Nothing that somebody sends in may stop the reader of the ledger."""
    chance = random.Random(7)
    words = "".join(
        chance.choice(signs + (" " if signs[0] < "\u3000" and number % 7 == 0 else "")) for number in range(400_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(%s::tsvector)", [vector(Field(words, "A"), Field(words))])
        assert cursor.fetchone()[0] > 100

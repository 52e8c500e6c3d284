"""A clause remembers what it said; a letter keeps the words that it was written with."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from comitas.core.refusals import Conflict, NotThere
from comitas.drafting import actions, queries
from comitas.drafting.models import Clause, ClauseVersion
from comitas.drafting.rules import clauses
from comitas.drafting.tests.writing import drafted, fresh, two_parts, version
from comitas.ledger import queries as ledger
from comitas.samples.cast import Cast


def keep(cast: Cast, at: datetime, **more: Any) -> Clause:
    given = {"by": cast.karin, "name": "Thanks", "article": "", "kinds": [], "texts": {"en": "We thank {{ sender }}."}}
    return actions.keep_clause(at=at, authority=cast.central, **(given | more))


def test_every_change_is_a_version_and_a_letter_keeps_its_words(cast: Cast, at: datetime) -> None:
    own = keep(cast, at)
    letter = drafted(cast, at, two_parts(cast, at)[0], "acknowledgement")
    actions.insert_clause(by=cast.ines, at=at, letter=letter.pk, version=version(letter), clause=str(own.pk))
    before = fresh(letter).body
    keep(cast, at + timedelta(days=1), clause=own.pk, version=1, texts={"en": "No thanks.", "fr": "Merci."})
    assert fresh(letter).body == before and "We thank Prosecutor General" in before
    newest, first = queries.clause_versions(cast.karin, cast.central, own.pk)
    assert (newest.number, first.number) == (2, 1) and first.texts == {"en": "We thank {{ sender }}."}
    assert newest.made_by_id == cast.karin.id and newest.made_at == at + timedelta(days=1)
    line, payload = ledger.lines_of_case(letter.case_id)[0]
    assert line.kind == "letter.edited" and (payload["clause"], payload["clause_version"]) == (str(own.pk), 1)


def test_an_earlier_version_is_used_again_as_a_new_one(cast: Cast, at: datetime) -> None:
    own = keep(cast, at)
    keep(cast, at, clause=own.pk, version=1, name="Other", texts={"en": "Other."}, offered=False)
    told = {"by": cast.karin, "at": at, "authority": cast.central, "clause": own.pk}
    with pytest.raises(Conflict):
        actions.restore_clause(**told, version=1, number=1)
    again = actions.restore_clause(**told, version=2, number=1)
    assert (again.version, again.name, again.offered) == (3, "Thanks", True)
    assert list(ClauseVersion.objects.order_by("number").values_list("number", "name")) == [
        (1, "Thanks"),
        (2, "Other"),
        (3, "Thanks"),
    ]
    with pytest.raises(NotThere):
        actions.restore_clause(**told, version=3, number=9)
    with pytest.raises(NotThere):
        actions.restore_clause(**(told | {"by": cast.ines}), version=3, number=1)


def test_once_more_is_no_new_version(cast: Cast, at: datetime) -> None:
    own = keep(cast, at)
    keep(cast, at, once=own.pk)
    assert ClauseVersion.objects.count() == 1


def test_what_changed_is_told_in_the_order_of_the_form() -> None:
    old = clauses.Said("A", "1", ("answer",), {"en": "x", "fr": "y"}, True)
    new = clauses.Said("B", "1", (), {"en": "x", "es": "z"}, False)
    assert clauses.changes(old, new) == (
        clauses.Change("name", "A", "B"),
        clauses.Change("text", "y", "", "fr"),
        clauses.Change("text", "", "z", "es"),
        clauses.Change("offered", "yes", ""),
        clauses.Change("kinds", "answer", ""),
    )
    assert clauses.changes(old, old) == ()

"""Keeping where the values of a case were read: who may see it, what replaces it, and what a destroyed key leaves."""

from datetime import datetime
from uuid import uuid4

import pytest

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import fresh, lines, open_case, restricted_case
from comitas.checks import actions, queries
from comitas.checks.models import Place as Row
from comitas.checks.rules.findings import Seen
from comitas.checks.rules.places import Place
from comitas.core.refusals import Denied, NotThere
from comitas.documents import actions as documents
from comitas.ledger import actions as ledger
from comitas.samples.cast import Cast

COURT, PATH, RULE = "Regional Court of Port Selwyn", "conducting_authority.name", "uncac.46.15.b.conducting"
WORDS = "before the Regional Court\nof Port Selwyn"


def document(cast: Cast, at: datetime, case: Case) -> str:
    upload = documents.receive_file(by=cast.ines, at=at, name="letter.pdf", data=b"%PDF-1.7 a letter")
    return str(documents.keep(by=cast.ines, at=at, upload=upload.pk, compartment=case.compartment_id).pk)


def note(cast: Cast, at: datetime, case: Case, placement: str, quote: str = WORDS, page: int = 2) -> int:
    place = Place(PATH, COURT, placement, page, quote)
    return actions.note_places(by=cast.ines, at=at, case=case.pk, places=[place])


def shown(cast: Cast, case: Case) -> tuple[Seen, ...]:
    return queries.finding(cast.ines, case.pk, RULE).seen


def test_a_finding_says_where_it_was_seen_until_the_value_is_replaced(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, conducting=COURT)
    placement = document(cast, at, case)
    assert note(cast, at, case, placement) == 1
    assert shown(cast, case) == (Seen(placement, 2, WORDS),)
    assert lines(case)[-1] == ("checks.places-noted", {"number": case.number, "count": 1})
    now = fresh(case)
    cases.change_case(by=cast.ines, at=at, case=case.pk, version=now.version, conducting="Court of Norrhaven")
    assert shown(cast, case) == ()


def test_noting_again_replaces_what_was_kept_of_the_same_document(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, conducting=COURT)
    one, other = document(cast, at, case), document(cast, at, case)
    for placement, quote in ((one, "first"), (other, "annex"), (one, "second")):
        note(cast, at, case, placement, quote)
    assert {place.quote for place in shown(cast, case)} == {"annex", "second"}


def test_a_destroyed_key_leaves_no_words(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, conducting=COURT)
    note(cast, at, case, document(cast, at, case))
    assert b"Selwyn" not in bytes(Row.objects.get().sealed)
    ledger.destroy_key(case.compartment_id, at=at)
    assert queries.places(cast.ines, case.pk) == () and shown(cast, case) == ()


def test_places_are_as_restricted_as_their_case(cast: Cast, at: datetime) -> None:
    case = restricted_case(cast, at, conducting=COURT)
    note(cast, at, case, document(cast, at, case))
    assert len(queries.places(cast.karin, case.pk)) == 1
    assert queries.places(cast.jonas, case.pk) == ()
    with pytest.raises(NotThere):
        actions.note_places(by=cast.jonas, at=at, case=case.pk, places=[])


def test_a_document_of_another_case_and_one_without_the_role_are_refused(cast: Cast, at: datetime) -> None:
    case, other = open_case(cast, at), open_case(cast, at)
    for placement in (document(cast, at, other), str(uuid4())):
        with pytest.raises(NotThere):
            note(cast, at, case, placement)
    with pytest.raises((Denied, NotThere)):
        actions.note_places(by=cast.ada, at=at, case=case.pk, places=[])
    assert not Row.objects.exists()


def test_too_many_places_and_words_are_cut(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at, conducting=COURT)
    place = Place(PATH, COURT, document(cast, at, case), 1, "long " * 1_000)
    assert actions.note_places(by=cast.ines, at=at, case=case.pk, places=[place] * 500) == actions.MOST_PLACES
    assert len(queries.places(cast.ines, case.pk)[0].quote) == actions.LONGEST_QUOTE

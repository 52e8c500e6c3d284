"""Signed by hand and scanned back: the scan counts as the approval, says who attached it, and is undone by a return."""

from datetime import date, datetime
from typing import Any

import pytest

from comitas.accounts import actions as accounts
from comitas.cases.tests.building import lines, open_case, restricted_case
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.documents import queries as documents
from comitas.drafting import actions, queries
from comitas.drafting.models import Letter
from comitas.drafting.tests.test_enclosures import enclosing, item
from comitas.drafting.tests.test_printing import text_of
from comitas.drafting.tests.writing import drafted, fresh, plain, sent, two_parts, version
from comitas.samples.cast import Cast

SCAN = b"%PDF-1.7 signed by hand"


def submitted(cast: Cast, at: datetime, case: Any = None) -> Letter:
    letter = drafted(cast, at, case or two_parts(cast, at)[0], "acknowledgement")
    Letter.objects.filter(pk=letter.pk).update(to_name="Borland")
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=1)
    return fresh(letter)


def scanned(cast: Cast, at: datetime, letter: Letter, by: Actor | None = None, **more: Any) -> Letter:
    given: dict[str, Any] = {"signed_on": at.date(), "name": "scan.pdf", "data": SCAN, "signer": cast.karin.id}
    return actions.attach_scan(
        by=by or cast.rosa, at=at, letter=letter.pk, version=version(letter), printer=plain, **(given | more)
    )


def test_a_signature_on_paper_is_the_approval_and_is_marked_so(cast: Cast, at: datetime) -> None:
    letter = submitted(cast, at)
    scanned(cast, at, letter)
    found = fresh(letter)
    assert (found.state, found.approved_by_id, found.on_paper) == ("approved", cast.karin.id, True)
    assert (found.signed_on, found.scanned_by_id, found.self_approved) == (date(2026, 3, 3), cast.rosa.id, False)
    assert b"".join(documents.original(cast.ines, found.scan_id)) == SCAN
    assert b"".join(documents.original(cast.ines, found.pdf_id)).startswith(found.number.encode())
    told = next(payload for kind, payload in lines(found.case) if kind == "letter.signed")
    assert (told["on_paper"], told["signer"], told["date"]) == (True, cast.karin.id, "2026-03-03")
    sent(cast, at, found)
    assert fresh(letter).state == "sent"


def test_what_was_approved_on_screen_keeps_its_approval(cast: Cast, at: datetime) -> None:
    letter = submitted(cast, at)
    actions.approve(by=cast.karin, at=at, letter=letter.pk, version=version(letter), printer=plain)
    paper = fresh(letter).pdf_id
    scanned(cast, at, letter, signer=None)
    found = fresh(letter)
    assert (found.on_paper, found.pdf_id, found.approved_by_id) == (False, paper, cast.karin.id)
    with pytest.raises(Conflict, match="here already"):
        scanned(cast, at, letter)


def test_a_drafter_who_signs_is_marked(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement", by=cast.karin)
    actions.submit(by=cast.karin, at=at, letter=letter.pk, version=1)
    scanned(cast, at, letter, by=cast.karin)
    assert fresh(letter).self_approved


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"data": b"MZ not a scan"}, "file"),
        ({"data": b""}, "file"),
        ({"signed_on": date(2026, 3, 4)}, "signed_on"),
        ({"signed_on": date(2026, 3, 1)}, "signed_on"),
        ({"signer": None}, "signer"),
    ],
)
def test_what_is_no_scan_no_day_or_no_head_changes_nothing(
    cast: Cast, at: datetime, given: dict[str, Any], field: str
) -> None:
    letter = submitted(cast, at)
    with pytest.raises(Invalid) as refused:
        scanned(cast, at, letter, **given)
    assert set(refused.value.fields) == {field}
    assert (fresh(letter).state, fresh(letter).scan_id) == ("submitted", None)


def test_only_who_may_approve_and_read_it_can_have_signed(cast: Cast, at: datetime) -> None:
    letter = submitted(cast, at)
    assert [one.pk for one in queries.signers(cast.rosa, letter)] == [cast.karin.id]
    for nobody in (cast.ines.id, cast.solo.id, 987654):
        with pytest.raises(Invalid, match="Choose who signed it"):
            scanned(cast, at, letter, signer=nobody)


def test_a_head_who_may_not_read_the_case_cannot_have_signed(cast: Cast, at: datetime) -> None:
    place = accounts.create_compartment(
        by=cast.ines, at=at, authority=cast.central, restricted=True, readers=(cast.jonas.id or 0,)
    )
    letter = submitted(cast, at, open_case(cast, at, compartment=place.pk))
    assert queries.signers(cast.ines, letter) == []
    with pytest.raises(Invalid, match="Choose who signed it"):
        scanned(cast, at, letter, by=cast.ines)


def test_it_is_for_what_waits_and_for_who_sends(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    with pytest.raises(Conflict, match="waits for approval or for sending"):
        scanned(cast, at, drafted(cast, at, case, "acknowledgement"))
    letter = submitted(cast, at, restricted_case(cast, at))
    for who in (cast.jonas, cast.rosa, cast.solo):
        with pytest.raises(NotThere):
            scanned(cast, at, letter, by=who)
    with pytest.raises((Denied, NotThere)):
        scanned(cast, at, submitted(cast, at), by=cast.max)


def test_a_document_that_is_held_back_needs_the_head_on_screen(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = enclosing(cast, at, drafted(cast, at, case, "acknowledgement"), item(cast, at, case, handling=["H2"]))
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    with pytest.raises(Invalid, match="The head may write why"):
        scanned(cast, at, letter)
    assert fresh(letter).state == "submitted"


def test_returned_it_is_a_draft_without_signature_and_the_scan_stays_in_the_case(cast: Cast, at: datetime) -> None:
    letter = submitted(cast, at)
    scanned(cast, at, letter)
    scan = fresh(letter).scan_id
    actions.send_back(by=cast.karin, at=at, letter=letter.pk, version=version(letter), note="The date.")
    found = fresh(letter)
    assert (found.state, found.scan_id, found.on_paper, found.signed_on) == ("draft", None, False, None)
    assert documents.placement(cast.ines, scan)


def test_what_is_printed_to_be_signed_bears_no_mark_of_a_draft(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    assert "DRAFT" in text_of(queries.paper(cast.ines, letter.pk, at=at, by_hand=True)).upper(), "not submitted yet"
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=1)
    assert "DRAFT" in text_of(queries.paper(cast.ines, letter.pk, at=at)).upper()
    assert "DRAFT" not in text_of(queries.paper(cast.ines, letter.pk, at=at, by_hand=True)).upper()

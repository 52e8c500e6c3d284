"""Neither confirm nor deny: the same letter whether or not there is a case, with nothing of any case in it."""

from datetime import datetime

import pytest

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import restricted_case
from comitas.core.refusals import Invalid
from comitas.drafting import actions, queries
from comitas.drafting.models import Letter
from comitas.drafting.tests.test_enclosures import enclosing, item
from comitas.drafting.tests.test_full_set import LANGUAGES, case_of, state
from comitas.drafting.tests.test_printing import text_of
from comitas.drafting.tests.writing import CANARY, approved, drafted, fresh, sent, two_parts
from comitas.samples.cast import Cast


def bare(cast: Cast, at: datetime, case: Case, language: str) -> Letter:
    letter = drafted(cast, at, case, "neither-confirm-nor-deny", language=language)
    body = letter.body.replace("[…]", "1 March 2026")
    text = actions.Text("Dana Prell", "7 Mole Lane", letter.subject, body)
    actions.edit(by=cast.ines, at=at, letter=letter.pk, version=letter.version, text=text)
    return fresh(letter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_neither_confirm_nor_deny_is_the_same_letter_whatever_the_case(cast: Cast, at: datetime, language: str) -> None:
    known, *_ = two_parts(cast, at)
    cases.set_confidential(by=cast.ines, at=at, case=known.pk, confidential=True, reason="The bank would be told.")
    cases.set_urgent(by=cast.ines, at=at, case=known.pk, urgent=True, reason="Custody")
    unknown = restricted_case(cast, at, title="Letter about data", kind="data_subject_request", counts=False)
    one, other = (bare(cast, at, case, language) for case in (known, unknown))
    drop = drafted(cast, at, unknown, "neither-confirm-nor-deny", language=language)
    sheets = [queries.sheet(cast.ines, letter.pk, at=at, signed_by="K") for letter in (one, other, bare(cast, at, unknown, language))]  # fmt: skip
    assert sheets[0] == sheets[1] == sheets[2] and drop.to_name == ""
    said = text_of(queries.printed(sheets[0]))
    for told in (known.number, "PG/IC/0004/26", "Borland", "Account", CANARY, "12 January", "CONFIDENTIAL"):
        assert told not in said
    first, second = (queries.printed(sheet) for sheet in sheets[:2])
    assert known.number.encode() not in first and len(first) == len(second)
    assert queries.file_name(one) == queries.file_name(other) == "letter.pdf"


def test_neither_confirm_nor_deny_tells_the_other_state_nothing(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    letter = approved(cast, at, bare(cast, at, case, "en"))
    assert fresh(letter).pdf.document.name == "letter.pdf"
    sent(cast, at, letter)
    assert case_of(case).last_told_on is None and state(bank).state == "received"


@pytest.mark.parametrize("told", ["2026/0001", "PG IC 0004 26", "pg/ic/0004/26"])
def test_a_number_of_the_case_does_not_leave_in_it(cast: Cast, at: datetime, told: str) -> None:
    case, *_ = two_parts(cast, at)
    number = case.number if told.startswith("2026") else told
    letter = bare(cast, at, case, "en")
    text = actions.Text("Dana Prell", "", letter.subject, f"{letter.body} See {number}.")
    actions.edit(by=cast.ines, at=at, letter=letter.pk, version=letter.version, text=text)
    with pytest.raises(Invalid, match="may say nothing of any case"):
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=letter.version + 1)


def test_no_document_of_a_case_goes_with_it(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = enclosing(cast, at, bare(cast, at, case, "en"), item(cast, at, case))
    with pytest.raises(Invalid, match="No document of a case"):
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=letter.version)

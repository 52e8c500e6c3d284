"""Documents that go with a letter: listed with their handling codes, and held back where a code or a limit of use forbids it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import lines
from comitas.core.refusals import Invalid
from comitas.documents import actions as documents
from comitas.drafting import actions, queries
from comitas.drafting.models import Letter
from comitas.drafting.tests.writing import approved, drafted, finished, fresh, sent, to_court, two_parts, version
from comitas.ledger import queries as ledger
from comitas.samples.cast import Cast

REASON = "Borland agreed by telephone and confirms in writing."


def item(cast: Cast, at: datetime, case: Case, name: str = "annex.pdf", **marks: Any) -> UUID:
    upload = documents.receive_file(by=cast.ines, at=at, name=name, data=b"%PDF-1.7 " + name.encode())
    placed = documents.keep(by=cast.ines, at=at, upload=upload.pk, compartment=case.compartment_id, case=case.pk)
    if marks:
        cases.mark_item(by=cast.ines, at=at, placement=placed.pk, **marks)
    return placed.pk


def enclosing(cast: Cast, at: datetime, letter: Letter, *items: UUID) -> Letter:
    text = actions.Text(letter.to_name or "Court", "", letter.subject, letter.body.replace("[…]", "As enclosed."))
    actions.edit(by=cast.ines, at=at, letter=letter.pk, version=version(letter), text=text, enclosed=items)
    return fresh(letter)


def acknowledgement(cast: Cast, at: datetime, case: Case, *items: UUID) -> Letter:
    return enclosing(cast, at, drafted(cast, at, case, "acknowledgement"), *items)


def submitted(cast: Cast, at: datetime, letter: Letter) -> Letter:
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    return letter


def approve(cast: Cast, at: datetime, letter: Letter, because: str = "") -> Letter:
    return actions.approve(
        by=cast.karin,
        at=at,
        letter=letter.pk,
        version=version(letter),
        because=because,
        printer=lambda _: b"%PDF-1.7 x",
    )


def test_enclosures_are_listed_with_their_codes_before_those_written_by_hand(cast: Cast, at: datetime) -> None:
    case, *_rest = two_parts(cast, at)
    plain = item(cast, at, case, "statement.pdf")
    marked = item(cast, at, case, "report.pdf", handling=["H1", "H3"], note="not before 1 May")
    letter = acknowledgement(cast, at, case, marked, plain)
    finished(cast, at, letter, enclosures="A disc")
    sheet = queries.sheet(cast.ines, letter.pk, at=at)
    assert sheet.enclosures == ("statement.pdf", "report.pdf (H1, H3: not before 1 May)", "A disc")
    kind, payload = next(
        one for one in reversed(lines(case)) if one[0] == "letter.edited" and "enclosed" in one[1]["fields"]
    )
    assert payload["number"] == letter.number
    actions.edit(by=cast.ines, at=at, letter=letter.pk, version=version(letter), text=text_of(letter), enclosed=[plain])
    assert [one.name for one in queries.enclosed(cast.ines, letter)] == ["statement.pdf"]


def text_of(letter: Letter) -> actions.Text:
    now = fresh(letter)
    return actions.Text(now.to_name, now.to_address, now.subject, now.body, now.enclosures)


def test_only_documents_of_the_case_go_with_its_letter(cast: Cast, at: datetime) -> None:
    case, *_rest = two_parts(cast, at)
    other, *_rest = two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    for foreign in (item(cast, at, other), uuid4()):
        with pytest.raises(Invalid) as refused:
            enclosing(cast, at, letter, foreign)
        assert set(refused.value.fields) == {"enclosed"}
    assert not letter.enclosed.exists() and version(letter) == 1


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ({"handling": ["H2"]}, "H2: The provider does not allow it to be passed on."),
        ({"handling": ["H1"]}, "H1: The provider does not allow its use in judicial proceedings."),
        ({"handling": ["H0"], "third_party_rule": True}, "H2: The provider does not allow it to be passed on."),
        ({"handling": ["H3"], "note": "for your eyes"}, "H3: The provider wrote a restriction: for your eyes"),
        ({"handling": ["H0"], "purposes": ["2025/0007"]}, "46(19): It was given for another case."),
    ],
)
def test_what_a_code_forbids_to_send_is_named_and_not_approved(
    cast: Cast, at: datetime, marks: dict[str, Any], words: str
) -> None:
    case, *_rest = two_parts(cast, at)
    letter = submitted(cast, at, acknowledgement(cast, at, case, item(cast, at, case, **marks)))
    with pytest.raises(Invalid, match="annex.pdf may not go with this letter") as refused:
        approve(cast, at, letter)
    assert words in refused.value.fields["because"]
    assert fresh(letter).state == "submitted"


def test_the_head_passes_it_with_reasons_and_the_ledger_tells(cast: Cast, at: datetime) -> None:
    case, *_rest = two_parts(cast, at)
    letter = submitted(cast, at, acknowledgement(cast, at, case, item(cast, at, case, handling=["H1", "H2"])))
    assert approve(cast, at, letter, because=REASON).state == "approved"
    line, payload = next(one for one in ledger.lines_of_case(case.pk) if one[0].kind == "letter.enclosure-passed")
    assert payload["rules"] == "H1, H2" and ledger.personal(line) == {"reason": REASON}
    assert sent(cast, at, fresh(letter)).state == "sent", "what was passed once is not asked again"


def test_returning_a_letter_takes_the_pass_back(cast: Cast, at: datetime) -> None:
    case, *_rest = two_parts(cast, at)
    letter = submitted(cast, at, acknowledgement(cast, at, case, item(cast, at, case, handling=["H2"])))
    approve(cast, at, letter, because=REASON)
    actions.send_back(by=cast.karin, at=at, letter=letter.pk, version=version(letter), note="Mend the date.")
    submitted(cast, at, letter)
    with pytest.raises(Invalid, match="H2"):
        approve(cast, at, letter)


def test_what_is_marked_after_approval_is_held_back_at_sending(cast: Cast, at: datetime) -> None:
    case, *_rest = two_parts(cast, at)
    annex = item(cast, at, case)
    letter = approved(cast, at, acknowledgement(cast, at, case, annex))
    cases.mark_item(by=cast.ines, at=at, placement=annex, handling=["H2"])
    for because in ("", REASON):
        with pytest.raises(Invalid, match="annex.pdf .*H2"):
            sent(cast, at, letter, because=because)
    assert fresh(letter).state == "approved"
    assert sent(cast, at, letter, by=cast.karin, because=REASON).state == "sent"


def test_the_request_s_own_papers_go_to_the_executing_authority_unless_a_code_forbids(cast: Cast, at: datetime) -> None:
    case, bank, *_rest = two_parts(cast, at)
    free, evidence, held = (item(cast, at, case, name, **marks) for name, marks in (
        ("request.pdf", {}), ("record.pdf", {"handling": ["H1"]}), ("tip.pdf", {"handling": ["H2"]})))  # fmt: skip
    letter = drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast))
    enclosing(cast, at, letter, free, evidence, held)
    barred = {one.name: [bar.rule for bar in one.bars] for one in queries.enclosed(cast.ines, letter)}
    assert barred == {"request.pdf": [], "record.pdf": [], "tip.pdf": ["use.h2"]}


def test_papers_of_letters_are_not_offered(cast: Cast, at: datetime) -> None:
    case, *_rest = two_parts(cast, at)
    annex = item(cast, at, case)
    approved(cast, at, finished(cast, at, drafted(cast, at, case, "acknowledgement")))
    letter = drafted(cast, at, case, "acknowledgement")
    assert [placed.pk for placed in queries.may_be_enclosed(cast.ines, letter)] == [annex]

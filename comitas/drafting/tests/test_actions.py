"""What writing letters leaves behind: rows, steps, lines in the ledger; and what is refused."""

from datetime import date, datetime, timedelta

import pytest

from comitas.cases.models import Case, Part
from comitas.cases.rules.steps import StepRefused
from comitas.cases.tests.building import lines, restricted_case
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.drafting import actions, queries
from comitas.drafting.models import Letter
from comitas.drafting.queries import Asked
from comitas.drafting.tests.writing import (
    CANARY,
    approved,
    drafted,
    finished,
    fresh,
    plain,
    sent,
    take,
    to_court,
    two_parts,
    version,
)
from comitas.ledger import queries as ledger
from comitas.samples.cast import ISLAND, Cast


def kinds_of(case: Case) -> list[str]:
    return [kind for kind, _payload in lines(case) if kind.startswith("letter.")]


def test_an_acknowledgement_from_draft_to_the_case(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    assert letter.number == f"{case.number}-L1"
    assert (letter.to_name, letter.to_address) == ("Prosecutor General of Borland", "1 Quay Street\nPort Selwyn")
    assert "12 January 2026" in letter.body and case.number in letter.body and "PG/IC/0004/26" in letter.body
    sent(cast, at, approved(cast, at, letter))
    assert Case.objects.get(pk=case.pk).acknowledged_on == date(2026, 3, 3)
    assert kinds_of(case) == ["letter.drafted", "letter.submitted", "letter.approved", "letter.sent"]
    found = fresh(letter)
    assert (found.state, found.sent_on, found.channel, found.self_approved) == (
        "sent",
        date(2026, 3, 3),
        "letter",
        False,
    )
    assert found.pdf.compartment_id == case.compartment_id


def test_the_registry_records_that_an_approved_transmission_left_and_takes_no_such_step_by_itself(
    cast: Cast, at: datetime
) -> None:
    case, bank, _hearing, _dana = two_parts(cast, at)
    take(cast, at, bank, "accept")
    letter = finished(cast, at, drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast)))
    with pytest.raises(StepRefused):
        take(cast, at, bank, "transmit", by=cast.rosa)
    sent(cast, at, approved(cast, at, letter), by=cast.rosa)
    assert Part.objects.get(pk=bank.pk).state == "with-authority"


def test_a_transmission_takes_the_step_of_its_part_alone(cast: Cast, at: datetime) -> None:
    case, bank, hearing, _dana = two_parts(cast, at)
    take(cast, at, bank, "accept")
    letter = finished(
        cast, at, drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast)), answer_by=date(2026, 4, 1)
    )
    sent(cast, at, approved(cast, at, letter))
    row = Part.objects.get(pk=bank.pk)
    assert (row.state, row.executing_id, row.transmitted_on) == ("with-authority", to_court(cast), date(2026, 3, 3))
    assert row.review_on == date(2026, 4, 1)
    assert Part.objects.get(pk=hearing.pk).state == "received"
    assert Case.objects.get(pk=case.pk).last_told_on is None
    step = next(payload for kind, payload in lines(case) if kind == "part.step-taken" and payload["step"] == "transmit")
    assert step["authority"] == str(to_court(cast))


def test_a_transmission_hands_on_the_day_that_the_other_state_wants_the_whole_request_by(
    cast: Cast, at: datetime
) -> None:
    case, bank, *_ = two_parts(cast, at)
    Case.objects.filter(pk=case.pk).update(wanted_by=date(2026, 12, 18))
    take(cast, at, bank, "accept")
    letter = drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast))
    assert "To be executed by: 18 December 2026" in letter.body
    Part.objects.filter(pk=bank.pk).update(deadline=date(2026, 11, 1))
    letter = drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast))
    assert "To be executed by: 1 November 2026" in letter.body


def test_a_letter_that_could_not_be_recorded_as_sent_is_not_submitted(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    letter = finished(cast, at, drafted(cast, at, case, "answer", bank))
    with pytest.raises(Invalid) as refused:
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    assert set(refused.value.fields) == {"parts"} and "“Not begun”" in str(refused.value)
    take(cast, at, bank, "accept")
    take(cast, at, bank, "record-result", result="Twelve statements")
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    take(cast, at, bank, "withdraw")
    with pytest.raises(Invalid):
        actions.approve(by=cast.karin, at=at, letter=letter.pk, version=version(letter), printer=plain)


def test_asking_takes_the_step_and_tells_the_other_state(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "information-request", bank)
    assert "1. " in letter.body and "(Article 46(15)(c)" in letter.body
    sent(cast, at, approved(cast, at, letter))
    assert Part.objects.get(pk=bank.pk).state == "information-requested"
    assert Case.objects.get(pk=case.pk).last_told_on == date(2026, 3, 3)


@pytest.mark.parametrize(("kind", "state"), [("answer", "answered"), ("partial-answer", "partial")])
def test_an_answer_takes_the_step_of_its_part(cast: Cast, at: datetime, kind: str, state: str) -> None:
    case, bank, *_ = two_parts(cast, at)
    take(cast, at, bank, "accept")
    take(cast, at, bank, "record-result", result="Twelve statements of account")
    letter = drafted(cast, at, case, kind, bank)
    assert "Twelve statements of account" in letter.body
    letter = finished(cast, at, letter, still_open="The hearing.")
    sent(cast, at, approved(cast, at, letter), by=cast.rosa)
    assert Part.objects.get(pk=bank.pk).state == state


def test_a_step_that_is_not_possible_stops_the_whole_letter(cast: Cast, at: datetime) -> None:
    case, bank, hearing, _dana = two_parts(cast, at)
    for part in (bank, hearing):
        take(cast, at, part, "accept")
    letter = finished(cast, at, drafted(cast, at, case, "transmission", bank, hearing, to_authority=to_court(cast)))
    letter = approved(cast, at, letter)
    take(cast, at, hearing, "withdraw")
    with pytest.raises(Invalid, match="Part 2: Not possible while the part stands at “Withdrawn”"):
        sent(cast, at, letter)
    assert fresh(letter).state == "approved"
    assert Part.objects.get(pk=bank.pk).state == "accepted"
    assert "letter.sent" not in kinds_of(case)


def test_every_move_out_of_order_is_refused(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    key = letter.pk
    with pytest.raises(Conflict, match="submitted"):
        actions.approve(by=cast.karin, at=at, letter=key, version=1, printer=plain)
    with pytest.raises(Conflict, match="approved letter"):
        sent(cast, at, letter)
    with pytest.raises(Conflict, match="returned"):
        actions.send_back(by=cast.karin, at=at, letter=key, version=1, note="No.")
    sent(cast, at, approved(cast, at, letter))
    with pytest.raises(Conflict, match="Only a draft can be changed"):
        actions.edit(by=cast.ines, at=at, letter=key, version=version(letter), text=actions.Text("a", "b", "c", "d"))
    with pytest.raises(Conflict, match="dropped"):
        actions.drop(by=cast.ines, at=at, letter=key, version=version(letter))
    assert fresh(letter).state == "sent"


def test_the_second_officer_is_told_and_changes_nothing(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    actions.edit(by=cast.ines, at=at, letter=letter.pk, version=1, text=actions.Text("A", "B", "C", "D"))
    with pytest.raises(Conflict, match="A colleague changed this letter"):
        actions.edit(by=cast.jonas, at=at, letter=letter.pk, version=1, text=actions.Text("E", "F", "G", "H"))
    assert fresh(letter).subject == "C"


def test_the_head_does_not_approve_what_changed_meanwhile(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=1)
    with pytest.raises(Conflict):
        actions.approve(by=cast.karin, at=at, letter=letter.pk, version=1, printer=plain)


def test_a_blank_is_not_submitted(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    take(cast, at, bank, "accept")
    letter = drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast))
    assert "Facts: […]" in letter.body
    with pytest.raises(Invalid) as refused:
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=1)
    assert set(refused.value.fields) == {"body"}


def test_returned_with_a_note_and_approved_again(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = approved(cast, at, drafted(cast, at, case, "acknowledgement"))
    first = fresh(letter).pdf_id
    with pytest.raises(Invalid, match="corrected"):
        actions.send_back(by=cast.karin, at=at, letter=letter.pk, version=version(letter), note=" ")
    actions.send_back(by=cast.karin, at=at, letter=letter.pk, version=version(letter), note="Their new address.")
    found = fresh(letter)
    assert (found.state, found.note, found.pdf, found.approved_by) == ("draft", "Their new address.", None, None)
    again = approved(cast, at, finished(cast, at, found, to_address="2 Quay Street"))
    assert fresh(again).pdf_id not in (None, first)
    line = next(line for line, _payload in ledger.lines_of_case(case.pk) if line.kind == "letter.returned")
    assert ledger.personal(line) == {"note": "Their new address."}


def test_one_person_in_a_small_office_is_marked(cast: Cast, at: datetime) -> None:
    from comitas.cases import actions as cases

    case = cases.open_case(by=cast.solo, at=at, authority=cast.authorities[ISLAND], compartment=None, kind="request",
                           title="Another", received_on=date(2026, 3, 2))  # fmt: skip
    letter = actions.draft(by=cast.solo, at=at, case=case.pk, asked=Asked("acknowledgement", "en"))
    letter = finished(cast, at, letter, by=cast.solo)
    actions.submit(by=cast.solo, at=at, letter=letter.pk, version=version(letter))
    actions.approve(by=cast.solo, at=at, letter=letter.pk, version=version(letter), printer=plain)
    assert fresh(letter).self_approved
    assert next(payload for kind, payload in lines(case) if kind == "letter.approved")["self_approved"] is True


def test_roles(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    with pytest.raises(Denied):
        drafted(cast, at, case, "acknowledgement", by=cast.rosa)
    letter = drafted(cast, at, case, "acknowledgement")
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=1)
    with pytest.raises(Denied, match="Head"):
        actions.approve(by=cast.ines, at=at, letter=letter.pk, version=2, printer=plain)


def test_letters_of_a_restricted_case_are_not_there_for_others(cast: Cast, at: datetime) -> None:
    case = restricted_case(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    for actor in (cast.jonas, cast.rosa, cast.solo, cast.ada):
        assert list(queries.letters(actor)) == []
        with pytest.raises(NotThere):
            queries.letter(actor, letter.pk)
        with pytest.raises(NotThere):
            actions.drop(by=actor, at=at, letter=letter.pk, version=1)
        with pytest.raises(NotThere):
            drafted(cast, at, case, "acknowledgement", by=actor)
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=1) if letter.to_name else None
    assert queries.letter(cast.karin, letter.pk) == letter


def test_the_signature_folder_holds_what_is_mine_to_sign(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=1)
    assert list(queries.waiting(cast.karin, "submitted", "letter:approve")) == [letter]
    assert list(queries.waiting(cast.ines, "submitted", "letter:approve")) == []
    assert list(queries.waiting(cast.solo, "submitted", "letter:approve")) == []


@pytest.mark.parametrize(("days", "field"), [(1, "on"), (-1, "on")])
def test_a_letter_leaves_between_its_approval_and_today(cast: Cast, at: datetime, days: int, field: str) -> None:
    case, *_ = two_parts(cast, at)
    letter = approved(cast, at, drafted(cast, at, case, "acknowledgement"))
    with pytest.raises(Invalid) as refused:
        sent(cast, at, letter, on=at.date() + timedelta(days))
    assert set(refused.value.fields) == {field}
    with pytest.raises(Invalid):
        sent(cast, at, letter, channel="pigeon")


def test_bad_wishes_are_named_and_nothing_is_written(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    elsewhere, *_rest = two_parts(cast, at)
    for asked, fields in (
        (Asked("sermon", "en"), {"kind"}),
        (Asked("answer", "xx", (bank.pk,)), {"language"}),
        (Asked("answer", "en"), {"parts"}),
        (Asked("transmission", "en", (bank.pk,), case.pk), {"to_authority"}),
    ):
        with pytest.raises(Invalid) as refused:
            actions.draft(by=cast.ines, at=at, case=case.pk, asked=asked)
        assert set(refused.value.fields) == fields
    with pytest.raises(Invalid):
        actions.draft(by=cast.ines, at=at, case=elsewhere.pk, asked=Asked("answer", "en", (bank.pk,)))
    letter = drafted(cast, at, case, "acknowledgement")
    with pytest.raises(Invalid, match="30000"):
        finished(cast, at, letter, body="x" * 30_001)
    assert Letter.objects.filter(case=case).count() == 1


def test_a_double_click_drafts_one_letter(cast: Cast, at: datetime) -> None:
    from uuid import uuid4

    case, *_ = two_parts(cast, at)
    once = uuid4()
    made = [
        actions.draft(by=cast.ines, at=at, case=case.pk, asked=Asked("acknowledgement", "fr"), once=once) for _ in "ab"
    ]
    assert made[0] == made[1]
    assert Letter.objects.filter(case=case).count() == 1


def test_somebody_of_another_part_is_noticed(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast))
    assert queries.others_named(queries.letter(cast.ines, letter.pk)) == ()
    finished(cast, at, letter, body=f"Ask otto {CANARY.upper()} as well.")
    assert queries.others_named(queries.letter(cast.ines, letter.pk)) == (f"Otto {CANARY}",)


def test_an_open_remedy_holds_an_answer_back_and_the_head_may_pass_it(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    take(cast, at, bank, "accept")
    take(cast, at, bank, "go-to-court", court="District Court")
    take(cast, at, bank, "court-allows", decision="12/26", suspensive=True, remedy_until=date(2026, 3, 9))
    take(cast, at, bank, "record-result", result="Twelve statements")
    letter = approved(cast, at, finished(cast, at, drafted(cast, at, case, "answer", bank)))
    with pytest.raises(Invalid, match="may still be appealed until 9 March 2026"):
        sent(cast, at, letter)
    with pytest.raises(Invalid):
        sent(cast, at, letter, passed={"gate.remedy": "I am no head."})
    sent(cast, at, letter, by=cast.karin, passed={"gate.remedy": "The person agreed in writing."})
    assert Part.objects.get(pk=bank.pk).state == "answered"


def test_lines_carry_codes_and_numbers_and_no_words(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = finished(
        cast, at, drafted(cast, at, case, "acknowledgement"), to_name=f"To {CANARY}", subject=CANARY, body=CANARY
    )
    letter = approved(cast, at, letter)
    actions.send_back(by=cast.karin, at=at, letter=letter.pk, version=version(letter), note=CANARY)
    assert CANARY not in str([payload for kind, payload in lines(case) if kind.startswith("letter.")])

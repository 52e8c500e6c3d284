"""Whole letters in seven languages: what is proposed is what a reader would have written down."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from comitas.documents.rules.reading import Reading
from comitas.intake.rules.proposal import CHECK, FIELDS, READ_TWICE, SURE, TWO_READINGS, Proposal, pieces
from comitas.intake.rules.propose import propose
from comitas.intake.tests.measuring import OURS, compare
from comitas.intake.tests.typing_out import reading_of, with_doubt

LETTERS = Path(__file__).parent / "letters"
DEVELOPED = sorted(path.stem for path in LETTERS.glob("dev-*.txt"))
HELD_OUT = sorted(path.stem for path in LETTERS.glob("held-*.txt"))


def letter(name: str) -> Reading:
    return reading_of((LETTERS / f"{name}.txt").read_text("utf-8"))


def truth(name: str) -> dict[str, list[str]]:
    return dict(json.loads((LETTERS / f"{name}.json").read_text("utf-8")))


def stands_there(proposal: Proposal, reading: Reading) -> bool:
    page = next(page for page in reading.pages if page.number == proposal.page)
    text = "\n".join(line.text for line in page.lines[proposal.line :])
    return bool(proposal.quote) and text[proposal.start : proposal.end] == proposal.quote


@pytest.mark.parametrize("name", DEVELOPED)
def test_a_letter_is_read_as_a_reader_would(name: str) -> None:
    found = compare(truth(name), propose(letter(name), ours=OURS))
    assert {field: (missed, extra) for field, (_, missed, extra) in found.items() if missed or extra} == {}


@pytest.mark.parametrize("name", DEVELOPED + HELD_OUT)
def test_every_quotation_stands_where_it_is_said_to_stand(name: str) -> None:
    reading = letter(name)
    made = propose(reading, ours=OURS)
    assert made
    assert [p for p in made if not stands_there(p, reading)] == []


@pytest.mark.parametrize("name", DEVELOPED + HELD_OUT)
def test_a_word_read_twice_is_never_sure(name: str) -> None:
    reading = letter(name)
    for proposal in propose(reading, ours=OURS):
        words = proposal.quote.split("\n")[0]
        doubted = with_doubt(reading, words, words[:-1] + "7")
        again = [p for p in propose(doubted, ours=OURS) if touches(p, doubted)]
        assert all(p.certainty != SURE for p in again)
        assert all(p.certainty == TWO_READINGS and p.value is None for p in again if p.field in READ_TWICE)


def touches(proposal: Proposal, reading: Reading) -> bool:
    page = next(page for page in reading.pages if page.number == proposal.page)
    touched = pieces(proposal, tuple(line.text for line in page.lines))
    return any(line == d.line and start < d.end and d.start < end for d in page.doubts for line, start, end in touched)


def test_both_readings_are_shown_and_none_is_chosen() -> None:
    doubted = with_doubt(letter("dev-en-enquiry"), "0417", "0411")
    reference = next(p for p in propose(doubted) if p.field == "their_reference")
    assert (reference.certainty, reference.value) == (TWO_READINGS, None)
    assert reference.readings == ("PG/IC/0417/26", "PG/IC/0411/26")


def test_where_the_second_engine_read_nothing_its_reading_is_empty() -> None:
    doubted = with_doubt(letter("dev-en-enquiry"), "PG/IC/0417/26", "")
    reference = next(p for p in propose(doubted) if p.field == "their_reference")
    assert reference.readings == ("PG/IC/0417/26", "")


def test_nothing_is_sure_on_a_page_that_is_hard_to_read() -> None:
    text = (LETTERS / "dev-en-enquiry.txt").read_text("utf-8")
    made = propose(reading_of(text, quality="hard"))
    assert {p.certainty for p in made} == {CHECK}


def test_a_blank_page_says_nothing() -> None:
    assert propose(reading_of("Date: 3 March 2026", quality="blank")) == ()


def test_a_date_that_could_be_turned_round_is_to_be_checked() -> None:
    written = next(p for p in propose(letter("dev-en-interpol")) if p.field == "date_written")
    assert (written.value, written.certainty) == ("2026-04-03", CHECK)


def test_a_number_of_ours_is_told_from_one_of_theirs_that_contains_it() -> None:
    reading = reading_of("Our reference: MLA/2026/0417-EST\nThank you for your letter 2026/0031.")
    ours = [p.value for p in propose(reading, ours=OURS) if p.field == "our_reference"]
    assert ours == ["2026/0031"]


def test_without_patterns_only_a_labelled_number_is_ours() -> None:
    made = propose(reading_of("Your reference: X-17/26\nThank you for your letter 2026/0031."))
    assert [p.value for p in made if p.field == "our_reference"] == ["X-17/26"]


def test_a_state_without_a_form_is_known_by_the_names_handed_in() -> None:
    reading = reading_of("Department of Justice Canada\nDate: 3 March 2026\nTo: Central Authority of Arland")
    assert [p.value for p in propose(reading, states=("Canada",)) if p.field == "state"] == ["Canada"]
    assert [p for p in propose(reading) if p.field == "state"] == []


def test_the_reason_of_a_deadline_is_quoted() -> None:
    reading = reading_of("Please execute the request no later than 3 May 2026, as the suspect is in custody.")
    found = {p.field: p for p in propose(reading)}
    assert found["deadline"].value == "2026-05-03"
    assert found["deadline_reason"].quote == "as the suspect is in custody"


def test_a_quotation_over_the_end_of_a_line_is_marked_in_pieces() -> None:
    reading = reading_of(
        "The request "
        + "should be executed as soon as this can be done, and no later than 15 January 2027, if possible."
    )
    deadline = next(p for p in propose(reading) if p.field == "deadline")
    lines = tuple(line.text for line in reading.pages[0].lines)
    assert (
        " ".join(lines[n][start:end] for n, start, end in pieces(deadline, lines))
        == deadline.shown
        == "15 January 2027"
    )


def test_lost_blanks_and_accents_do_not_hide_what_is_asked() -> None:
    reading = reading_of(
        "Nos references:EPI/2026-1183/BL\nDate:le3aout2026\nObjet:Demande d'entraidejudiciaire\nDelai:au plus tard le30novembre2026, reponse attendue"
    )
    found = {p.field: p.value for p in propose(reading) if isinstance(p.value, str)}
    assert found == {"date_written": "2026-08-03", "kind": "request", "deadline": "2026-11-30"}
    assert [p.shown for p in propose(reading) if p.field == "their_reference"] == ["EPI/2026-1183/BL"]


def test_only_known_fields_are_proposed_and_pages_keep_their_numbers() -> None:
    reading = reading_of("Request for mutual legal assistance\fThe hearing is fixed for 3 May 2026.")
    made = propose(reading)
    assert {p.field for p in made} <= set(FIELDS)
    assert [p.page for p in made if p.field == "hearing_date"] == [2]


def test_more_pages_than_a_letter_has_are_left_to_the_officer() -> None:
    page = reading_of("The hearing is fixed for 3 May 2026.").pages[0]
    many = Reading(tuple(replace(page, number=n) for n in range(1, 400)), "typed", ())
    assert len(propose(many)) == 1


def test_letters_written_before_the_rules_are_read_as_well() -> None:
    """The floor is under what was measured when the rules met these letters first (precision 97 %, recall 99 %)."""
    counts = [compare(truth(name), propose(letter(name), ours=OURS)).values() for name in HELD_OUT]
    right, missed, extra = (sum(len(field[n]) for fields in counts for field in fields) for n in range(3))
    assert len(HELD_OUT) == 8
    assert right / (right + extra) >= 0.93
    assert right / (right + missed) >= 0.95


def test_centred_lines_of_a_letterhead_do_not_run_into_each_other() -> None:
    page = letter("dev-ru-dopolnenie").pages[0]
    wide = "ГЕНЕРАЛЬНАЯ ПРОКУРАТУРА РЕСПУБЛИКИ ТАРВИЯ"
    head = replace(page.lines[0], text=wide, box=(0.24, 0.01, 0.78, 0.02), words=())
    made = propose(Reading((replace(page, lines=(head, *page.lines)),), "typed", ()))
    assert next(p.quote for p in made if p.field == "transmitting_authority") == wide

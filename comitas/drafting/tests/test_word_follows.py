"""A Word letter follows its letter: what changes after it was filled is carried into it, and what was written in Word stays."""

import io
from datetime import datetime
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comitas.core.refusals import Invalid
from comitas.drafting import actions, queries
from comitas.drafting.models import Letter
from comitas.drafting.rules.word import BEHIND
from comitas.drafting.tests import word
from comitas.drafting.tests.test_printouts import document
from comitas.drafting.tests.writing import drafted, finished, fresh, two_parts, version
from comitas.drafting.workshop import merging
from comitas.samples.cast import Cast

office = pytest.mark.skipif(not queries.office_there(), reason="LibreOffice is not installed")


def merged(origin: list[str], mine: list[str], theirs: list[str]) -> tuple[list[str], list[merging.Left]]:
    one, other = (io.BytesIO(word.written(*lines)) for lines in (mine, theirs))
    made, left = merging.carried(one, other, merging.story(io.BytesIO(word.written(*origin))))
    return [one.text for one in docx.Document(io.BytesIO(made)).paragraphs], left


ORIGIN = ["To", "Street", "Dear Sir,", "Text.", "Yours", "Annex A"]


@pytest.mark.parametrize(
    ("mine", "theirs", "made"),
    [
        (ORIGIN, ["To", "New street", *ORIGIN[2:]], ["To", "New street", *ORIGIN[2:]]),
        (["To", "Street", "Dear Sir,", "Longer.", "More.", "Yours", "Annex A"], ["Who", "Other", "Town", *ORIGIN[2:], "Annex B"],
         ["Who", "Other", "Town", "Dear Sir,", "Longer.", "More.", "Yours", "Annex A", "Annex B"]),
        (["To", "Street", "Dear Sir,", "Mine.", "Yours", "Annex A"], [*ORIGIN[:5]], ["To", "Street", "Dear Sir,", "Mine.", "Yours"]),
        (["Above", *ORIGIN, "P.S."], ["To", *ORIGIN[2:]], ["Above", "To", *ORIGIN[2:], "P.S."]),
    ],
)  # fmt: skip
def test_what_changed_is_exchanged_and_what_was_written_stays(
    mine: list[str], theirs: list[str], made: list[str]
) -> None:
    assert merged(ORIGIN, mine, theirs) == (made, [])


def test_the_same_place_changed_twice_is_told_and_not_touched() -> None:
    mine = ["To", "Street by hand", *ORIGIN[2:]]
    made, left = merged(ORIGIN, mine, ["To", "New street", *ORIGIN[2:]])
    assert made == mine and left == [("Street", "New street")]
    assert merged(ORIGIN, mine, ["To", "Street by hand", *ORIGIN[2:]]) == (mine, []), "both wrote the same"


LINES = st.lists(st.sampled_from("abcdefgh"), max_size=6, unique=True)


@settings(max_examples=40, deadline=None)
@given(LINES, LINES, LINES)
def test_nothing_typed_is_lost_and_nothing_new_goes_unsaid(
    origin: list[str], mine: list[str], theirs: list[str]
) -> None:
    made, left = merged(origin, mine, theirs)
    told = "\n".join(text for pair in left for text in pair)
    assert all(line in made for line in mine if line not in origin), "what was typed"
    assert all(line in made or line in told for line in theirs if line not in origin), "what is new"
    if mine == origin:
        assert [one for one in made if one] == theirs and not left or left


def test_cells_of_a_table_keep_a_paragraph_and_a_picture_is_left_to_who_writes() -> None:
    def table(*texts: str) -> bytes:
        opened = docx.Document()
        cells = opened.add_table(rows=1, cols=len(texts)).rows[0].cells
        for cell, text in zip(cells, texts, strict=True):
            cell.paragraphs[0].text = text
        opened.add_paragraph("End")
        return word.saved(opened)

    old, new = table("A", "B"), table("A", "")
    made, left = merging.carried(io.BytesIO(old), io.BytesIO(new), merging.story(io.BytesIO(old)))
    cells = docx.Document(io.BytesIO(made)).tables[0].rows[0].cells
    assert [cell.text for cell in cells] == ["A", ""] and not left
    wide = table("A", "B", "C")
    made, left = merging.carried(io.BytesIO(old), io.BytesIO(wide), merging.story(io.BytesIO(old)))
    assert left == [("", "C")], "a new cell is no new paragraph"


def sent_back(cast: Cast, at: datetime, letter: Letter, before: str, after: str) -> None:
    held = queries.word_of(cast.ines, fresh(letter))
    data = word.changed(held, {"word/document.xml": (before, after)})
    actions.put_back_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter), data=data)


def edit(cast: Cast, at: datetime, letter: Letter, enclosed: Any = None, **changes: Any) -> Letter:
    found = fresh(letter)
    names = ("to_name", "to_address", "subject", "body", "enclosures")
    text = actions.Text(**({name: getattr(found, name) for name in names} | changes))
    actions.edit(by=cast.ines, at=at, letter=letter.pk, version=found.version, text=text, enclosed=enclosed)
    return fresh(letter)


@office
def test_addressee_subject_and_enclosures_flow_into_a_letter_changed_in_word(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    annex = document(cast, at, case, "annex.pdf", b"%PDF-1.7 annex", 1)
    letter = finished(cast, at, drafted(cast, at, case, "acknowledgement"))
    actions.write_in_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    sent_back(cast, at, letter, "Accept, Sir", "Kindly accept, Sir")
    found = edit(
        cast, at, letter, {annex}, to_name="Ministry of Borland", to_address="9 Hill\nPort", subject="Another", enclosures="A list"
    )  # fmt: skip
    for words in ("Kindly accept, Sir", "Ministry of Borland", "9 Hill", "Port", "Another", "annex.pdf", "A list"):
        assert words in found.word_text, words
    assert "Prosecutor General of Borland" not in found.word_text and letter.subject not in found.word_text
    assert not found.word_filled["left"] and not queries.word_behind(cast.ines, letter.pk)
    found = edit(cast, at, letter, set(), enclosures="")
    assert "annex.pdf" not in found.word_text and "A list" not in found.word_text and "Kindly" in found.word_text
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=version(letter))


@office
def test_a_place_changed_in_word_is_told_until_the_file_comes_back(cast: Cast, at: datetime) -> None:
    letter = finished(cast, at, drafted(cast, at, two_parts(cast, at)[0], "acknowledgement"))
    actions.write_in_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    sent_back(cast, at, letter, "Port Selwyn", "Port Selwyn, second floor")
    found = edit(cast, at, letter, to_address="1 Quay Street\nNew Town")
    assert found.word_filled["left"] == [["Port Selwyn", "New Town"]] and "second floor" in found.word_text
    sent_back(cast, at, letter, "Port Selwyn, second floor", "New Town, second floor")
    assert fresh(letter).word_filled["left"] == []


@office
def test_a_file_that_is_behind_is_told_and_brought_up_with_one_press(cast: Cast, at: datetime) -> None:
    letter = finished(cast, at, drafted(cast, at, two_parts(cast, at)[0], "acknowledgement"))
    actions.write_in_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    sent_back(cast, at, letter, "Accept, Sir", "Kindly accept, Sir")
    words = {"salutation": "Dear colleague,"}
    actions.set_letterhead(by=cast.ada, at=at, authority=cast.central, version=0, language="en", words=words)
    assert queries.word_behind(cast.ines, letter.pk)
    with pytest.raises(Invalid) as refused:
        actions.submit(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    assert refused.value.fields == {"file": BEHIND}
    actions.renew_word(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    said = fresh(letter).word_text
    assert "Dear colleague," in said and "\nSir or Madam,\n" not in said and "Kindly accept" in said
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=version(letter))

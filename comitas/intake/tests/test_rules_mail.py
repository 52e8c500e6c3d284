"""What the header of a mail says, and where it stands; what looks like one and is none."""

import pytest

from comitas.intake.rules.mails import header_of
from comitas.intake.rules.proposal import CHECK, SURE, Proposal
from comitas.intake.rules.propose import propose
from comitas.intake.rules.sheet import lay_out
from comitas.intake.tests.typing_out import reading_of

HEADER = """From: {sender}
To: Central Authority of Arland <central.authority@justice.ar.example>
Date: Thu, 12 Mar 2026 09:14:00 +0100
Subject: {subject}
Message-ID: <118@prosecutor.bo.example>
In-Reply-To: <77@justice.ar.example>
"""
BODY = """Dear colleagues,
on 3 February 2026 the Regional Court ordered this. We ask you for the bank records.
Yours sincerely,
Ana Marlow
Office of the Prosecutor General
Republic of Borland"""
OFFICE = "Office of the Prosecutor General of Borland"


def read(sender: str, subject: str = "Request", body: str = BODY) -> dict[str, Proposal]:
    text = HEADER.format(sender=sender, subject=subject) + body
    found = propose(reading_of(text), states=("Borland", "Arland"))
    return {each.field: each for each in reversed(found)}


def test_sender_state_and_date_stand_in_the_header() -> None:
    found = read(f"{OFFICE} <legal@prosecutor.bo.example>")
    sender, state, date = (found[name] for name in ("transmitting_authority", "state", "date_written"))
    assert (sender.value, sender.certainty, sender.line) == (OFFICE, SURE, 0)
    assert (state.value, state.certainty, state.quote) == ("Borland", SURE, "Borland")
    assert (date.value, date.quote, date.page, date.line) == ("2026-03-12", "12 Mar 2026", 1, 2)
    assert found["addressee"].value == "Central Authority of Arland <central.authority@justice.ar.example>"


def test_a_quoted_name_is_read_without_its_quotation_marks() -> None:
    assert read(f'"{OFFICE}" <legal@bo.example>')["transmitting_authority"].value == OFFICE


@pytest.mark.parametrize("sender", ["ana.marlow@prosecutor.bo.example", "Ana Marlow <ana@bo.example>"])
def test_where_the_header_has_only_a_person_the_signature_says_who_wrote(sender: str) -> None:
    found = read(sender)
    assert (found["transmitting_authority"].value, found["transmitting_authority"].certainty) == (
        "Office of the Prosecutor General",
        CHECK,
    )
    assert (found["state"].value, found["state"].certainty) == ("Republic of Borland", CHECK)


def test_references_in_the_subject_are_found() -> None:
    found = read(OFFICE, "Request for mutual legal assistance, our ref. PG/118/2026")
    assert found["their_reference"].value["number"] == "PG/118/2026"
    assert found["kind"].value == "request"
    assert "person" not in read(OFFICE, "Request PG/118/2026")


@pytest.mark.parametrize(
    "text",
    ["Dear all\nFrom: a@b.example\nDate: 12 Mar 2026", "From: here to there\nwe went", "From:\nDate: 12 Mar 2026", ""],
)
def test_what_is_no_header(text: str) -> None:
    assert all(header_of(lay_out(page)) == {} for page in reading_of(text).pages)


def test_a_header_without_end_is_cut() -> None:
    text = "From: a\n" + "Date: x\n" * 5000
    assert set(header_of(lay_out(reading_of(text).pages[0]))) == {"From", "Date"}

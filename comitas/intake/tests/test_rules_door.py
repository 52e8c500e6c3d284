"""Kinds of things that arrive, who may turn away what, and what is here already."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.intake.rules import duplicates, kinds, names, turning_away
from comitas.intake.rules.channels import CHANNELS
from comitas.intake.rules.duplicates import Seen, find_matches
from comitas.intake.rules.proposal import FIELDS
from comitas.intake.rules.words.instrument_words import INSTRUMENTS
from comitas.intake.rules.words.kind_phrases import KIND_PHRASES
from comitas.intake.rules.words.people_words import ROLES

LETTER = Seen(
    "A-2026-0398", date(2026, 2, 24), "mail", frozenset({"aa"}), ("PG/IC/0417/26",), ("Anselm KORVIN", "Lena Ostrey"),
    "Office of the Prosecutor General", date(2026, 2, 20),
)  # fmt: skip
AGAIN = replace(LETTER, id="A-2026-0412", received=date(2026, 3, 3), channel="diplomatic", sha256s=frozenset({"bb"}))


def test_only_requests_count_as_requests() -> None:
    counted = {kind.code for kind in kinds.KINDS if kinds.counts_as_request(kind.code)}
    assert {"request", "extradition_request", "provisional_arrest"} <= counted
    assert counted.isdisjoint({"enquiry", "draft", "spontaneous", "supplement", "police_alert", "reminder"})


def test_no_kind_stands_twice() -> None:
    assert len(kinds.BY_CODE) == len(kinds.KINDS) == len({kind.name for kind in kinds.KINDS})


def test_every_kind_that_is_proposed_is_a_kind() -> None:
    assert set(KIND_PHRASES) <= set(kinds.BY_CODE)


def test_what_follows_a_request_is_first_looked_for_in_a_case() -> None:
    assert kinds.belongs_to_a_case("reminder")
    assert kinds.belongs_to_a_case("domestic_reply")
    assert not kinds.belongs_to_a_case("request")


def test_the_registrar_turns_away_and_forwards_but_does_not_refuse() -> None:
    codes = {ground.code for ground in turning_away.open_to(frozenset({"registrar"}))}
    assert codes == {"not_for_us", "spam", "duplicate", "wrong_address"}


def test_only_the_head_refuses() -> None:
    assert [g.roles for g in turning_away.GROUNDS if g.step == turning_away.REFUSE] == [("head",)]
    assert "head" in turning_away.why_not("refusal", frozenset({"registrar", "case_officer"}))
    assert turning_away.why_not("refusal", frozenset({"head"})) == ""


def test_a_return_for_completion_is_the_case_officers() -> None:
    assert turning_away.why_not("defective", frozenset({"registrar"})) != ""
    assert turning_away.why_not("defective", frozenset({"case_officer"})) == ""


def test_a_wrong_address_is_forwarded_and_the_sender_is_told() -> None:
    ground = turning_away.BY_CODE["wrong_address"]
    assert (ground.step, ground.tells_sender) == (turning_away.FORWARD, True)
    assert turning_away.missing_for("wrong_address", frozenset()) == ("authority",)
    assert turning_away.missing_for("wrong_address", frozenset({"authority"})) == ()


def test_an_auditor_turns_nothing_away() -> None:
    assert turning_away.open_to(frozenset({"auditor"})) == ()


def test_the_same_bytes_are_here_already() -> None:
    match = find_matches(replace(AGAIN, sha256s=frozenset({"aa", "cc"}), references=(), persons=()), (LETTER,))[0]
    assert (match.verdict, match.reasons[0]) == (duplicates.DUPLICATE, duplicates.SAME_BYTES)


def test_an_empty_file_is_no_letter() -> None:
    empty = frozenset({sha256(b"").hexdigest()})
    one, other = (Seen(number, date(2026, 1, 1), sha256s=empty) for number in ("A-2026-0001", "A-2026-0002"))
    assert find_matches(one, (other,)) == ()


def test_the_bag_brings_the_original_of_what_came_by_mail() -> None:
    match = find_matches(AGAIN, (LETTER,))[0]
    assert match.verdict == duplicates.ORIGINAL
    assert duplicates.SAME_REFERENCE in match.reasons


def test_a_mail_after_the_bag_is_an_advance_copy() -> None:
    assert find_matches(LETTER, (AGAIN,))[0].verdict == duplicates.ADVANCE_COPY


def test_two_slow_channels_are_one_letter_by_another_channel() -> None:
    match = find_matches(AGAIN, (replace(LETTER, channel="post"),))[0]
    assert match.verdict == duplicates.OTHER_CHANNEL


def test_names_are_the_same_in_any_order_and_spelling() -> None:
    other = replace(AGAIN, references=(), persons=("KORVIN, Anselm", "OSTREY Lena", "Somebody Else"))
    assert duplicates.SAME_PERSONS in find_matches(other, (LETTER,))[0].reasons


def test_a_later_letter_in_the_matter_is_related_not_the_same() -> None:
    assert find_matches(replace(AGAIN, written=date(2026, 3, 1)), (LETTER,))[0].verdict == duplicates.RELATED


@pytest.mark.parametrize(
    "other",
    [
        replace(AGAIN, references=("X-1",), persons=("Nobody Known",), written=date(2025, 1, 1)),
        replace(AGAIN, references=(), persons=("Anselm Korvin",), sender="Court of Valmere", written=None),
        replace(AGAIN, received=LETTER.received + timedelta(days=duplicates.MAX_DAYS_APART + 1)),
    ],
)
def test_chance_is_not_shown(other: Seen) -> None:
    assert find_matches(other, (LETTER,)) == ()


def test_nothing_known_matches_nothing() -> None:
    empty = Seen("A-2026-0001", date(2026, 1, 1))
    assert find_matches(empty, (replace(empty, id="A-2026-0002"),)) == ()


@given(st.integers(0, 40))
def test_the_list_stays_short_and_the_likeliest_comes_first(count: int) -> None:
    earlier = tuple(
        replace(LETTER, id=f"A-2026-{n:04}", written=LETTER.written if n % 2 else None) for n in range(count)
    )
    found = find_matches(AGAIN, earlier)
    assert len(found) == min(count, duplicates.MAX_MATCHES)
    assert [m.weight for m in found] == sorted((m.weight for m in found), reverse=True)


def test_fast_channels_are_channels_of_the_house_or_of_a_later_one() -> None:
    assert {"mail", "interpol", "upload"} <= duplicates.FAST_CHANNELS & set(CHANNELS)


def test_everything_that_is_proposed_has_a_name() -> None:
    assert set(names.FIELD_NAMES) == set(FIELDS)
    assert set(names.INSTRUMENT_NAMES) == set(INSTRUMENTS)
    assert set(names.ROLE_NAMES) == set(ROLES)

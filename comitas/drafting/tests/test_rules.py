"""The rules of letters, without a database."""

from datetime import date

import pytest

from comitas.accounts.rules.permissions import PERMISSIONS
from comitas.cases.rules.states import STEPS
from comitas.drafting.rules import conditions, life, numbers, others, sending, sheets
from comitas.drafting.rules.kinds import KINDS, Written, lacking

DAY = date(2026, 3, 3)


def test_every_step_of_a_letter_is_one_that_letters_may_take() -> None:
    assert {kind.step for kind in KINDS.values() if kind.step} <= {
        code for code, step in STEPS.items() if "drafting" in step.doors
    }


@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if kind.step])
def test_what_a_letter_hands_to_its_step_is_what_the_step_needs(kind: str) -> None:
    sent = sending.Sent(kind, DAY, "letter", "an-authority", "What is asked.", "The hearing.", DAY)
    step, given = STEPS[KINDS[kind].step], sending.data(sent)
    assert set(step.needs) <= set(given) <= {*step.needs, *step.may_have}
    assert all(given.values())


def test_moves_lead_to_states_and_hang_on_permissions_that_are_there() -> None:
    for move in life.MOVES.values():
        assert {*move.sources, move.target} <= set(life.STATES)
        assert move.permission in PERMISSIONS
    assert not any(life.SENT in move.sources for move in life.MOVES.values())


def test_what_is_lacking_is_named_by_field() -> None:
    whole = Written("partial-answer", "Somebody", False, 1, "Subject", "Body", "The rest.")
    assert lacking(whole) == {}
    assert set(lacking(Written("partial-answer", " ", False, 0, "", "", " "))) == {
        "to_name",
        "parts",
        "subject",
        "body",
        "still_open",
    }
    assert set(lacking(Written("transmission", "Court", False, 1, "S", "B"))) == {"to_authority"}
    assert set(lacking(Written("acknowledgement", "X", False, 0, "S", "Facts: […]"))) == {"body"}


@pytest.mark.parametrize(
    ("kind", "bases", "confidential", "articles"),
    [
        ("answer", {"uncac-46", "bilateral"}, True, ("46(19)", "46(20)")),
        ("partial-answer", {"uncac-46"}, False, ("46(19)",)),
        ("answer", {"ecma"}, True, ()),
        ("transmission", {"uncac-46"}, True, ("46(20)",)),
        ("transmission", set(), False, ()),
        ("acknowledgement", {"uncac-46"}, True, ()),
    ],
)  # fmt: skip
def test_limits_of_use_cite_the_convention_only_where_it_is_the_basis(
    kind: str, bases: set[str], confidential: bool, articles: tuple[str, ...]
) -> None:
    said = [str(sentence) for sentence in conditions.conditions(kind, conditions.grounds(bases, confidential))]
    assert tuple(article for article in ("46(19)", "46(20)") if any(article in one for one in said)) == articles
    expected = {"answer": 1 + confidential, "partial-answer": 1 + confidential, "transmission": 2, "acknowledgement": 0}
    assert len(said) == expected[kind]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask RENÉ MÜLLER.", True),
        ("Ask Rene Muller", True),
        ("Ask Müllerin René", False),
        ("René and Müller", False),
        ("", False),
    ],
)
def test_a_name_is_found_as_whole_words_whatever_its_accents(text: str, found: bool) -> None:
    assert (others.named(text, [], ["René Müller"]) == ("René Müller",)) is found


def test_a_name_that_is_also_one_of_the_part_is_no_trouble() -> None:
    assert others.named("Dana Prell and Al", ["DANA PRELL"], ["Dana Prell", "Al"]) == ()


@pytest.mark.parametrize(
    ("on", "channel", "field"),
    [
        (DAY, "letter", None),
        (date(2026, 3, 4), "letter", "on"),
        (date(2026, 3, 1), "letter", "on"),
        (DAY, "pigeon", "channel"),
    ],
)
def test_a_letter_leaves_between_approval_and_today_by_a_known_channel(
    on: date, channel: str, field: str | None
) -> None:
    problem = sending.problem(on, date(2026, 3, 2), DAY, channel)
    assert (problem[0] if problem else None) == field


def test_numbers_and_paragraphs() -> None:
    assert numbers.file_name(numbers.letter_number("2026/0021", 3)) == "2026-0021-L3.pdf"
    assert sheets.paragraphs("One\r\nline  \r\n \r\n\r\nTwo\n") == ("One\nline", "Two")
    assert sheets.paragraphs(" \n ") == ()

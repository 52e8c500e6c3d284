"""The rules of letters, without a database."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from comitas.accounts.rules.permissions import PERMISSIONS
from comitas.cases.rules.facts import Standing
from comitas.cases.rules.families import FAMILIES, STATES
from comitas.drafting.rules import (
    conditions,
    kinds,
    law,
    life,
    numbers,
    others,
    owing,
    printing,
    sending,
    sheets,
    standing,
)
from comitas.drafting.rules.kinds import KINDS
from comitas.drafting.rules.lacking import About, Written, lacking, unfit

DAY = date(2026, 3, 3)


def test_every_step_of_a_letter_is_one_that_letters_may_take() -> None:
    taken = {kind.step for kind in KINDS.values() if kind.step}
    for family in FAMILIES.values():
        assert all("drafting" in family.steps[code].doors for code in taken & set(family.steps))
    named = ("assistance", "outgoing", "prosecution")
    assert taken <= {code for name in named for code in FAMILIES[name].steps}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if kind.step])
def test_what_a_letter_hands_to_its_step_is_what_the_step_needs(kind: str, family: str) -> None:
    if KINDS[kind].step not in FAMILIES[family].steps:
        assert unfit(KINDS[kind], About(1, "examining", "surrender", family)) is not None
        return
    sent = sending.Sent(kind, DAY, "letter", "Borland", "an-authority", "What is asked.", "The hearing.", DAY)
    step, given = FAMILIES[family].steps[KINDS[kind].step], sending.data(sent)
    assert set(step.needs) <= set(given) <= {*step.needs, *step.may_have}
    assert all(given.values())


def test_moves_lead_to_states_and_hang_on_permissions_that_are_there() -> None:
    for move in life.MOVES.values():
        assert {*move.sources, move.target} <= set(life.STATES)
        assert move.permission in PERMISSIONS
    assert not any(life.SENT in move.sources for move in life.MOVES.values())


READY = About(1, "ready", "f")
ALL_GIVEN = frozenset({"still_open", "answer_by", "expected_on"})


def written(kind: str, *parts: About, **more: Any) -> Written:
    given: dict[str, Any] = {
        "to_name": "Somebody",
        "to_authority": True,
        "subject": "S",
        "body": "B",
        "given": ALL_GIVEN,
    }
    return Written(kind=kind, parts=parts, **(given | more))


def test_what_is_lacking_is_named_by_field() -> None:
    assert lacking(written("partial-answer", READY, to_authority=False)) == {}
    empty = written("partial-answer", to_name=" ", subject="", body="", given=frozenset())
    assert set(lacking(empty)) == {"to_name", "parts", "subject", "body", "still_open"}
    assert set(lacking(written("transmission", About(1, "accepted", "f"), to_authority=False))) == {"to_authority"}
    assert set(lacking(written("acknowledgement", body="Facts: […]"))) == {"body"}
    assert set(lacking(written("transmission", READY))) == {"parts"}


@pytest.mark.parametrize(
    ("kind", "field"),
    [("extension", "expected_on"), ("consultation", "answer_by"), ("freeze-lifting", "answer_by"), ("forwarding", "to_authority")],
)  # fmt: skip
def test_a_letter_does_not_go_without_its_date_or_authority(kind: str, field: str) -> None:
    part = About(1, "examining", "j")
    assert lacking(written(kind, part)) == {}
    assert set(lacking(written(kind, part, given=frozenset(), to_authority=False))) == {field}


@pytest.mark.parametrize(
    ("kind", "state", "measure", "fits"),
    [
        ("refusal", "refused", "f", True),
        ("refusal", "refused-by-court", "f", True),
        ("refusal", "examining", "f", False),
        ("return", "accepted", "f", False),
        ("chaser", "with-authority", "f", True),
        ("chaser", "ready", "f", False),
        ("extension", "answered", "f", False),
        ("freeze-lifting", "answered", "c", True),
        ("freeze-lifting", "with-authority", "f", False),
        ("status", "answered", "f", True),
    ],
)
def test_which_parts_a_letter_is_for(kind: str, state: str, measure: str, fits: bool) -> None:
    assert (unfit(KINDS[kind], About(2, state, measure)) is None) is fits


def test_a_bare_letter_shows_no_number_and_takes_no_document_along() -> None:
    kind = "neither-confirm-nor-deny"
    assert lacking(written(kind, to_authority=False)) == {}
    wrong = lacking(written(kind, told=("2026/0021",), enclosed=True))
    assert set(wrong) == {"body", "enclosed"} and "2026/0021" in str(wrong["body"])


def test_every_kind_is_drafted_in_every_language() -> None:
    folder = Path(kinds.__file__).parent.parent / "wordings"
    wanted = {f"{code}.{part}.txt" for code in KINDS for part in ("subject", "body")}
    for language in kinds.LANGUAGES:
        assert {path.name for path in (folder / language).glob("*.txt")} == wanted


def test_every_state_has_its_words_for_the_other_state() -> None:
    assert set(standing.STANDS) == set(STATES)


def basis(code: str, agreed: bool = False) -> Standing:
    return Standing(code, agreed)


def for_law(
    *codes: str, cited: str = "", state: str = "examining", measure: str = "f", agreed: bool = False
) -> law.Part:
    return law.Part(tuple(basis(code, agreed) for code in codes), (cited,), state, measure)


@pytest.mark.parametrize(
    ("part", "binds"),
    [
        (for_law("uncac-46"), law.Law(paragraphs=True, recognition=True)),
        (for_law("uncac-46", "bilateral"), law.Law(recognition=True)),
        (for_law("uncac-46", "bilateral", agreed=True), law.Law(paragraphs=True, recognition=True)),
        (for_law("ecma", state="accepted"), law.Law(ecma=True)),
        (for_law("regional", cited="Directive 2014/41/EU"), law.Law(eio=True, recognition=True)),
        (for_law("regional", cited="Directive 2014/41/EU", state="with-authority"), law.Law(eio=True)),
        (for_law("regional", cited="Convention of 2000"), law.Law(recognition=True)),
        (for_law("uncac-55", measure="c", state="accepted"), law.Law(paragraphs=True, chapter_v=True)),
        (for_law("uncac-46", measure="j", state="accepted"), law.Law(paragraphs=True, chapter_v=True)),
        (for_law("reciprocity", measure="j", state="accepted"), law.Law()),
    ],
)
def test_what_a_letter_may_cite(part: law.Part, binds: law.Law) -> None:
    assert law.law([part]) == binds


def test_a_letter_cites_only_what_binds_every_part_of_it() -> None:
    assert law.law([for_law("uncac-46"), for_law("bilateral", state="accepted")]) == law.Law()
    assert law.law([]) == law.Law()


NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_a_refusal_is_owed_until_a_letter_drafted_since_has_left() -> None:
    refused = owing.Happened(2, "refuse", NOON)
    before, since = (owing.Told("refusal", frozenset({1, 2}), NOON + timedelta(hours=hours)) for hours in (-1, 1))
    other = owing.Told("answer", frozenset({2}), NOON + timedelta(hours=1))
    assert owing.owing([refused], [before, other]) == {"refusal": (2,)}
    assert owing.owing([refused], [since]) == {}
    court = owing.Happened(1, "court-refuses", NOON)
    assert owing.owing([refused, court, owing.Happened(3, "answer", NOON)], []) == {"refusal": (1, 2)}
    assert owing.owing([owing.Happened(1, "forward", NOON)], [since]) == {"forwarding-notice": (1,)}


@pytest.mark.parametrize(
    ("kind", "bases", "confidential", "articles"),
    [
        ("answer", {"uncac-46", "bilateral"}, True, ("46(19)", "46(20)")),
        ("partial-answer", {"uncac-46"}, False, ("46(19)",)),
        ("answer", {"ecma"}, True, ()),
        ("transmission", {"uncac-46"}, True, ("46(20)",)),
        ("transmission", set(), False, ()),
        ("acknowledgement", {"uncac-46"}, True, ()),
        ("chaser", {"uncac-46"}, True, ("46(20)",)),
        ("forwarding", {"ecma"}, True, ()),
        ("neither-confirm-nor-deny", set(), True, ()),
    ],
)  # fmt: skip
def test_limits_of_use_cite_the_convention_only_where_it_is_the_basis(
    kind: str, bases: set[str], confidential: bool, articles: tuple[str, ...]
) -> None:
    said = [str(sentence) for sentence in conditions.conditions(kind, conditions.grounds(bases, confidential))]
    assert tuple(article for article in ("46(19)", "46(20)") if any(article in one for one in said)) == articles
    expected = {
        "answer": 1 + confidential,
        "partial-answer": 1 + confidential,
        "transmission": 2,
        "chaser": 1,
        "forwarding": 1,
    }
    assert len(said) == expected.get(kind, 0)


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


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("", {1, 2, 3, 4}),
        (" ", {1, 2, 3, 4}),
        ("2", {2}),
        ("1-3", {1, 2, 3}),
        ("1 – 2, 4", {1, 2, 4}),
        ("4;1، 2、3", {1, 2, 3, 4}),
        ("2,2", {2}),
    ],
)
def test_numbers_name_items_as_for_a_printer(written: str, named: set[int]) -> None:
    assert printing.numbers(written, 4) == named


@pytest.mark.parametrize("written", ["0", "5", "3-1", "1-9", "-2", "1,,2", "one", "1-2-3", "9999999", "1,"])
def test_a_number_that_names_nothing_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        printing.numbers(written, 4)

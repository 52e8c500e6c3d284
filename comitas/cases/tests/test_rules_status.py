"""The sentence of a case, its next step and its one exit; the picture of the table."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.cases.rules.diagram import svg
from comitas.cases.rules.families import ENDED, FAMILIES
from comitas.cases.rules.states import Family
from comitas.cases.rules.status import EXITS, PartStanding, exit_kind, in_english, next_part, next_sentence, status
from comitas.cases.rules.words import Counted, Sentence, say

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def standing(family: str, place: int, **more: Any) -> PartStanding:
    states = sorted(FAMILIES[family].states)
    return PartStanding(state=states[place % len(states)], family=family, **more)


PARTS = st.lists(
    st.builds(
        standing,
        family=st.sampled_from(sorted(FAMILIES)),
        place=st.integers(0, 99),
        number=st.integers(1, 99),
        authority_kind=st.sampled_from(["police", "court", "prosecutor", "registry", "other"]),
        due=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        custody=st.booleans(),
    ),
    max_size=8,
)


def parts(*states: str, family: str = "assistance") -> list[PartStanding]:
    return [PartStanding(number, state, "police", family=family) for number, state in enumerate(states, 1)]


@pytest.mark.parametrize(
    ("states", "sentence"),
    [
        (
            ("before-court", "answered", "ready", "with-authority"),
            "1 of 4 parts answered, 1 before the court, 1 with the police, 1 ready to send.",
        ),
        (("answered",) * 4, "All 4 parts answered. Ready to close."),
        (("answered",), "The part is answered. Ready to close."),
        (("received", "examining"), "None of 2 parts answered, 1 being examined, 1 not begun."),
        (("answered", "refused", "withdrawn"), "1 of 3 parts answered, 1 refused, 1 withdrawn. Ready to close."),
        (("before-court", "before-court"), "None of 2 parts answered, 2 before a court."),
        ((), "Nothing is asked yet."),
    ],
)
def test_the_sentence(states: tuple[str, ...], sentence: str) -> None:
    assert in_english(status(parts(*states))) == sentence


@untimed
@given(PARTS)
def test_every_part_is_said_exactly_once(given: list[PartStanding]) -> None:
    said = status(given).phrases
    counted = [phrase.values["n"] for phrase in said if isinstance(phrase, Counted) and "n" in phrase.values]
    assistance = [part for part in given if part.family == "assistance"]
    everything = len(assistance) if all(part.state == "answered" for part in assistance) else 0
    assert sum(n for n in counted if isinstance(n, int)) + everything == len(given)


def test_an_extradition_is_said_in_its_own_words_and_beside_assistance() -> None:
    wanted = parts("surrender-agreed", family="extradition")
    assert in_english(status(wanted)) == "1 surrender agreed."
    mixed = [*parts("answered", "with-authority"), *wanted]
    assert in_english(status(mixed)) == "1 of 2 parts answered, 1 with the police, 1 surrender agreed."
    assert in_english(status(parts("with-authority"), brief=True)) == "1 with the police."
    assert in_english(status(parts("surrendered", family="extradition"))) == "1 surrendered. Ready to close."


@pytest.mark.parametrize(
    ("states", "kind"),
    [
        ("surrendered", "V4"),
        ("surrendered refused", "V5"),
        ("granted", None),
        ("surrender-failed", None),
        ("prosecution-due", None),
        ("refused-by-court", "V7"),
    ],
)
def test_the_surrender_is_the_exit_and_not_the_grant(states: str, kind: str | None) -> None:
    assert exit_kind(parts(*states.split(), family="extradition")) == kind


@untimed
@given(PARTS)
def test_a_case_is_ready_to_close_exactly_when_it_has_an_exit(given: list[PartStanding]) -> None:
    assert status(given).ready_to_close == (exit_kind(given) is not None)
    assert (next_part(given) is None) == all(part.state in ENDED for part in given)
    assert str(next_sentence(given)).endswith(".")


@pytest.mark.parametrize(
    ("states", "kind"),
    [
        ("answered answered", "V4"),
        ("answered withdrawn", "V4"),
        ("answered refused", "V5"),
        ("answered returned", "V5"),
        ("answered-in-part", "V5"),
        ("refused withdrawn", "V6"),
        ("refused-by-court refused", "V7"),
        ("withdrawn lapsed", "V8"),
        ("returned", "V9"),
        ("lapsed", "V9"),
        ("answered received", None),
    ],
)
def test_one_exit_a_case(states: str, kind: str | None) -> None:
    assert exit_kind(parts(*states.split())) == kind
    assert kind is None or kind in EXITS


def test_liberty_presses_before_an_earlier_date() -> None:
    soon = PartStanding(1, "ready", due=date(2026, 3, 4))
    custody = PartStanding(2, "ready", due=date(2026, 3, 9), custody=True)
    assert next_part([soon, custody]) is custody
    assert str(next_sentence([soon, custody])) == "Send the answer for part 2. Due 9 March 2026."


def test_words_are_translated_all_the_way_down() -> None:
    french = {"%(what)s now": "%(what)s maintenant", "Send it": "L’envoyer"}
    sentence = Sentence("%(what)s now", {"what": Sentence("Send it")})
    assert say(sentence, lambda text: french[text]) == "L’envoyer maintenant"
    forms = Counted("%(n)d day", "%(n)d days", 2, {"n": 2})
    assert say(forms, ngettext=lambda one, many, number: f"{many} ({number})") == "2 days (2)"
    assert str(Sentence("as written: %(note)s", {"note": "100 %s"})) == "as written: 100 %s"


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.code)
def test_the_picture_is_whole_the_same_twice_and_described(family: Family) -> None:
    assert len(set(family.places.values())) == len(family.places)
    picture = svg(family)
    assert picture == svg(family)
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own text
    name = "{http://www.w3.org/2000/svg}"
    assert root.attrib["role"] == "img"
    assert root[0].tag == f"{name}title"
    assert root[1].tag == f"{name}desc"
    words = " ".join(root.itertext())
    assert all(state.tag in words for state in family.states.values())
    assert all(step.verb in words for step in family.steps.values())


def test_the_picture_is_safe_in_any_language() -> None:
    assert "<script>" not in svg(FAMILIES["extradition"], lambda text: f"<script>{text}")
    assert "&lt;script&gt;" in svg(FAMILIES["extradition"], lambda text: f"<script>{text}")

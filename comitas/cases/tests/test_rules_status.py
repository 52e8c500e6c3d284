"""The sentence of a case, its next step and its one exit; the picture of the table."""

from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.cases.rules.diagram import PLACES, svg
from comitas.cases.rules.states import ENDED, STATES, STEPS
from comitas.cases.rules.status import EXITS, PartStanding, exit_kind, in_english, next_part, next_sentence, status
from comitas.cases.rules.words import Counted, Sentence, say

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

PARTS = st.lists(
    st.builds(
        PartStanding,
        number=st.integers(1, 99),
        state=st.sampled_from(sorted(STATES)),
        authority_kind=st.sampled_from(["police", "court", "prosecutor", "registry", "other"]),
        due=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        custody=st.booleans(),
    ),
    max_size=8,
)


def parts(*states: str) -> list[PartStanding]:
    return [PartStanding(number, state, "police") for number, state in enumerate(states, 1)]


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
    everything = len(given) if all(part.state == "answered" for part in given) else 0
    assert sum(n for n in counted if isinstance(n, int)) + everything == len(given)


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


def test_the_picture_is_whole_the_same_twice_and_described() -> None:
    assert set(PLACES) == set(STATES)
    assert len(set(PLACES.values())) == len(PLACES)
    picture = svg()
    assert picture == svg()
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own text
    name = "{http://www.w3.org/2000/svg}"
    assert root.attrib["role"] == "img"
    assert root[0].tag == f"{name}title"
    assert root[1].tag == f"{name}desc"
    words = " ".join(root.itertext())
    assert all(state.tag in words for state in STATES.values())
    assert all(step.verb in words for step in STEPS.values())


def test_the_picture_is_safe_in_any_language() -> None:
    assert "<script>" not in svg(lambda text: f"<script>{text}")
    assert "&lt;script&gt;" in svg(lambda text: f"<script>{text}")

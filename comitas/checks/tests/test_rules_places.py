"""Where values were read: shown while they stand in the case, by the paths of the rules and of their conditions."""

from datetime import date
from typing import Any

import pytest

from comitas.checks.rules.findings import Seen, examine
from comitas.checks.rules.language import paths
from comitas.checks.rules.pack import OURS
from comitas.checks.rules.places import Place, seen, stands


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("Regional Court of Port Selwyn", "REGIONAL COURT of Port  Selwyn", True),
        ("Regional Court of Norrhaven", "Regional Court of Port Selwyn", False),
        ([{"identity": "Tomas Verrin, 1971-05-02"}], "VERRIN", True),
        ([{"identity": "Tomas Verrinsson"}], "Verrin", False),
        ([{"code": "f", "description": "records of an account"}], "f", True),
        ([{"code": "f", "description": "a statement, in writing"}], "a", False),
        ([{"identity": "Évelyne"}], "EVELYNE", True),
        (date(2026, 4, 20), "2026-04-20", True),
        (date(2026, 4, 21), "2026-04-20", False),
        (True, "", True),
        (False, "", False),
        ("", "", False),
        (None, "x", False),
        ("–", "–", False),
    ],
)
def test_a_value_stands_as_a_whole_or_as_whole_words(fact: object, value: str, said: bool) -> None:
    assert stands(fact, value) is said


def test_places_go_by_their_paths_each_once_and_without_what_was_replaced() -> None:
    facts = {"conducting_authority": {"name": "Court of Port Selwyn"}, "measures": [{"code": "f"}]}
    court = Place("conducting_authority.name", "Court of Port Selwyn", "d1", 1, "the Court of Port Selwyn")
    gone = Place("conducting_authority.name", "Court of Norrhaven", "d1", 2, "Court of Norrhaven")
    measure = Place("measures", "f", "d1", 2, "bank records")
    assert seen(facts, [court, gone, measure, court]) == {
        "conducting_authority.name": (Seen("d1", 1, "the Court of Port Selwyn"),),
        "measures": (Seen("d1", 2, "bank records"),),
    }


def test_a_finding_shows_its_own_places_and_those_of_its_condition() -> None:
    asked, court = Seen("d1", 1, "strictly confidential"), Seen("d1", 2, "Court of Port Selwyn")
    facts: dict[str, Any] = {
        "about": {"assistance": True},
        "confidentiality": {"requested": True},
        "measures": [{"code": "c"}],
    }
    places = {"confidentiality.requested": [asked], "conducting_authority.name": [court], "measures": [court]}
    found = {finding.rule: finding for finding in examine(facts, OURS, seen=places)}
    assert found["uncac.46.15.b.conducting"].seen == (court,)
    assert found["uncac.46.15.b.subject"].seen == ()
    assert found["practice.search-grounds"].seen == (), "the codes of measures decide whether a rule applies, not where"
    (why,) = [finding for finding in found.values() if asked in finding.seen]
    assert (why.status, why.article) == ("missing", "46(20)")


def test_the_paths_of_a_condition() -> None:
    node = {
        "any": [
            {"is_true": "a.b"},
            {"not": {"in": ["c.d", [1]]}},
            {"all": [{"any_measure_in": ["a"]}, {"eq": ["e", 1]}]},
        ]
    }
    assert paths(node) == ("a.b", "c.d", "e")
    assert paths(None) == ()

"""Extradition, asset recovery, sentenced persons: each list concerns its own requests, and reads what officers tick."""

from typing import Any

import pytest

from comitas.cases.rules import papers
from comitas.checks.rules.findings import examine
from comitas.checks.rules.letters import paragraphs
from comitas.checks.rules.pack import OURS, BrokenPack, load

PERSON = {"identity": "Tomas Verrill, 1980-02-03", "location": "", "nationality": "Borland", "role": "subject"}


def facts(kind: str, measure: str, recovery: str = "", **more: Any) -> dict[str, Any]:
    """A case with everything there, as `cases.queries.case_facts` gives it."""
    groups = papers.groups_of(kind, [measure], [recovery])
    return {
        "about": {**dict.fromkeys(groups, True), "assistance": papers.asks_assistance(kind, [measure])},
        "papers": dict.fromkeys(papers.PAPERS, True),
        "recovery": {"said": measure != "k" or bool(recovery)},
        "measures": [{"code": measure, "description": "As asked.", "purpose": "Proof"}],
        "persons": [PERSON],
        "written_form": {"authentic": True},
        "language": "en",
        "recipient": {"languages": ["en"]},
        "legal_basis": ["ece"],
        "dual_criminality": "yes",
        **more,
    }


ASKED = {
    "extradition": ("extradition_request", "sentence", "", "ece-12 ece-further"),
    "arrest": ("provisional_arrest", "arrest", "", "ece-16 ece-further"),
    "transit": ("extradition_request", "transit", "", "ece-further"),
    "order": ("asset_recovery", "k", "order", "uncac-55-57"),
    "enforce": ("asset_recovery", "k", "enforce", "uncac-55-57"),
    "freeze": ("request", "j", "", "uncac-55-57"),
    "return": ("asset_recovery", "k", "return", "uncac-55-57"),
    "sentenced": ("transfer_of_sentenced_person", "i", "", "sentenced-persons"),
}


def of_pack(found: Any, name: str) -> dict[str, str]:
    """The statuses by rule of one pack, or of several whose names are apart by a blank."""
    ids = {rule.id for pack in OURS if pack.name in name.split() for rule in pack.rules}
    return {one.rule: one.status for one in found if one.rule in ids}


def test_every_group_is_tried_here_and_every_paper_is_read_by_a_rule() -> None:
    assert set(ASKED) == set(papers.GROUPS)
    written = str([(rule.path, rule.test, rule.when) for pack in OURS for rule in pack.rules])
    assert [code for code in papers.PAPERS if f"papers.{code}" not in written] == []


@pytest.mark.parametrize("group", papers.GROUPS)
def test_nothing_is_open_where_all_is_there(group: str) -> None:
    kind, measure, recovery, pack = ASKED[group]
    statuses = of_pack(examine(facts(kind, measure, recovery), OURS), pack)
    assert "met" in statuses.values()
    assert set(statuses.values()) <= {"met", "not-applicable"}


@pytest.mark.parametrize(
    ("group", "paper"), [(group, paper.code) for group in papers.GROUPS for paper in papers.papers_of([group])]
)
def test_what_is_not_there_is_missing_and_what_nobody_said_is_unclear(group: str, paper: str) -> None:
    kind, measure, recovery, pack = ASKED[group]
    given = facts(kind, measure, recovery)
    whole = of_pack(examine(given, OURS), pack)
    asked = papers.PAPERS[paper]
    for value, status in ((False, "missing"), (None, "unclear")):
        given["papers"] = dict.fromkeys(papers.PAPERS, True) | {paper: value, "judgment_waived": False}
        given["papers"] |= {"public_funds": False} if paper == "prior_owner" else {}
        found = of_pack(examine(given, OURS), pack)
        changed = {rule: now for rule, now in found.items() if now != whole[rule] and now in ("missing", "unclear")}
        if paper == "conflicting":
            assert changed == ({"ece.17.asked": "unclear"} if value is None else {})
        elif paper in ("death_penalty", "in_absentia", "judgment_waived", "property_asked", "transit_air"):
            assert changed == {}, asked  # what is not so asks for nothing more
        elif paper == "public_funds":
            assert set(changed) == ({"uncac.57.3.class"} if value is None else set())
        else:
            assert list(changed.values()) == [status], asked


def test_an_extradition_is_not_asked_for_the_contents_of_assistance() -> None:
    assert of_pack(examine(facts("extradition_request", "surrender"), OURS), "uncac-46-15") == {}
    both = facts("extradition_request", "surrender")
    both["about"]["assistance"] = papers.asks_assistance("extradition_request", ["surrender", "c"])
    assert of_pack(examine(both, OURS), "uncac-46-15")
    assert of_pack(examine(facts("request", "f"), OURS), "ece-12") == {}


def test_which_recovery_is_asked_must_be_said() -> None:
    found = examine(facts("asset_recovery", "k"), OURS)
    assert of_pack(found, "uncac-55-57")["uncac.55.1"] == "missing"
    assert "missing" not in of_pack(examine(facts("request", "j"), OURS), "uncac-55-57").values()


def test_the_letter_asks_for_the_papers() -> None:
    given = facts("extradition_request", "surrender")
    given["papers"]["warrant"] = False
    assert any("authenticated copy" in str(one.text) for one in paragraphs(examine(given, OURS)))


def test_while_nothing_is_asked_a_request_is_what_it_is_called() -> None:
    assert papers.groups_of("extradition_request", [], []) == ("extradition",)
    assert papers.groups_of("provisional_arrest", [], []) == ("arrest",)
    assert papers.groups_of("extradition_request", ["transit"], []) == ("transit",)
    assert not papers.asks_assistance("extradition_request", [])
    assert papers.asks_assistance("request", [])


def test_a_pack_of_a_state_may_say_whom_it_concerns() -> None:
    own = load('{"name": "a", "title": "A", "when": {"is_true": "about.extradition"}, "rules": []}')
    assert own.pack.when == {"is_true": "about.extradition"}
    with pytest.raises(BrokenPack, match="when"):
        load('{"name": "a", "title": "A", "when": {"python": "x"}, "rules": []}')

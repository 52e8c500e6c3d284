"""An officer's word and a State's own requirements: rows, ledger lines, and what is refused."""

import json
from datetime import datetime
from typing import Any

import pytest

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import lines, open_case, restricted_case
from comitas.checks import actions, queries
from comitas.checks.models import StatePack, Verdict
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.ledger import queries as ledger
from comitas.samples.cast import ISLAND, Cast

RULE = "uncac.46.15.c"
NEXUS = "practice.nexus"
ROW = {
    "id": "arland.stamp", "article": "", "level": "M", "path": "written_form.authentic", "test": "is_true", "title": "A stamp",
    "message": "There is no stamp.", "cure": "A stamp.", "source": "Law 12", "ask": "Stamp the request.",
}  # fmt: skip


def status(cast: Cast, case: Case, rule: str = RULE) -> str:
    return queries.finding(cast.ines, case.pk, rule).status


def overrule(cast: Cast, at: datetime, case: Case, **more: Any) -> Verdict:
    given = {"by": cast.ines, "rule": RULE, "about": "missing", "status": "met", "reason": "Annex 2 says it."} | more
    return actions.overrule(at=at, case=case.pk, **given)


def pack(*rules: dict[str, Any]) -> str:
    return json.dumps({"name": "arland", "title": "Law of Arland", "rules": list(rules)})


def test_findings_are_read_from_the_case(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    assert status(cast, case) == "missing"
    cases.change_case(
        by=cast.ines, at=at, case=case.pk, version=case.version, facts="Between 2024 and 2025 a judge was paid."
    )
    assert status(cast, case) == "met"
    counted = queries.counted(queries.findings(cast.ines, case.pk))
    assert counted["met"] > 0 and sum(counted.values()) == len(queries.findings(cast.ines, case.pk))


def test_overruling_stands_with_its_reason_in_the_ledger(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    verdict = overrule(cast, at, case)
    found = queries.finding(cast.jonas, case.pk, RULE)
    assert (found.status, found.verdict and found.verdict.by) == ("met", "Ines Marlow")
    kind, payload = lines(case)[-1]
    assert kind == "finding.overruled"
    assert payload == {"verdict": str(verdict.pk), "rule": RULE, "about": "missing", "status": "met"}
    assert ledger.personal(ledger.lines_of_case(case.pk)[0][0]) == {"reason": "Annex 2 says it."}
    assert RULE not in {p.rule for p in queries.asking(cast.ines, case.pk)}


def test_confirming_leaves_the_finding_and_tells(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    actions.confirm(by=cast.ines, at=at, case=case.pk, rule=RULE, about="missing", reason="I looked.")
    assert status(cast, case) == "missing"
    assert lines(case)[-1][0] == "finding.confirmed"


def test_a_word_about_what_the_check_no_longer_says_does_not_count(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    overrule(cast, at, case, status="unclear")
    cases.change_case(by=cast.ines, at=at, case=case.pk, version=case.version, facts="A judge was paid.")
    found = queries.finding(cast.ines, case.pk, RULE)
    assert (found.status, found.stale) == ("met", True)


def test_two_officers_do_not_cross(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    first = overrule(cast, at, case)
    with pytest.raises(Conflict, match="colleague"):
        overrule(cast, at, case, by=cast.jonas, status="unclear")
    overrule(cast, at, case, by=cast.jonas, status="unclear", last=first.pk)
    with pytest.raises(Conflict, match="changed meanwhile"):
        overrule(cast, at, case, about="unclear", status="met", last=first.pk)
    assert status(cast, case) == "unclear"


@pytest.mark.parametrize(
    "wrong", [{"reason": " "}, {"reason": "x" * 4_001}, {"status": "missing"}, {"status": "perhaps"}]
)
def test_what_cannot_be_taken_changes_nothing(cast: Cast, at: datetime, wrong: dict[str, str]) -> None:
    case = open_case(cast, at)
    with pytest.raises(Invalid) as refused:
        overrule(cast, at, case, **wrong)
    assert set(refused.value.fields) == {"reason"}
    assert not Verdict.objects.exists()


def test_who_may(cast: Cast, at: datetime) -> None:
    case, hidden = open_case(cast, at), restricted_case(cast, at)
    with pytest.raises(Denied):
        overrule(cast, at, case, by=cast.rosa)
    with pytest.raises(NotThere):
        overrule(cast, at, hidden, by=cast.jonas)
    with pytest.raises(NotThere):
        queries.findings(cast.jonas, hidden.pk)
    with pytest.raises(NotThere):
        queries.findings(cast.ada, case.pk)
    with pytest.raises(NotThere):
        overrule(cast, at, case, rule="no.such")


def test_a_state_adds_and_raises(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    assert queries.finding(cast.ines, case.pk, NEXUS).level == "R"
    loaded = actions.load_pack(
        by=cast.karin, at=at, authority=cast.central, text=pack(ROW, {"id": NEXUS, "level": "M"})
    )
    assert loaded.version == 1
    assert queries.finding(cast.ines, case.pk, NEXUS).level == "M"
    assert queries.finding(cast.ines, case.pk, "arland.stamp").open
    assert "Stamp the request." in [str(paragraph.text) for paragraph in queries.asking(cast.ines, case.pk)]
    assert actions.load_pack(by=cast.karin, at=at, authority=cast.central, text=pack()).version == 2
    with pytest.raises(NotThere):
        queries.finding(cast.ines, case.pk, "arland.stamp")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"name": "x",\n"title": ]}', "line 2"),
        (pack(ROW | {"level": "X"}), "row 1, arland.stamp"),
        (pack(ROW | {"title": ""}), "title"),
        (pack({"id": "uncac.46.15.c", "level": "R"}), "cannot be lowered"),
        (pack(ROW | {"title": "nul \0"}), "U\\+0000"),
        ("x" * 1_000_001, "longer"),
        ("[" * 100_000, "nested"),
        ("[]", "name, title and rules"),
    ],
)
def test_a_broken_pack_is_refused_with_its_place(cast: Cast, at: datetime, text: str, where: str) -> None:
    with pytest.raises(Invalid, match=where):
        actions.load_pack(by=cast.karin, at=at, authority=cast.central, text=text)
    assert not StatePack.objects.exists()


def test_who_loads(cast: Cast, at: datetime) -> None:
    for actor, authority in ((cast.ines, cast.central), (cast.karin, cast.authorities[ISLAND])):
        with pytest.raises(Denied):
            actions.load_pack(by=actor, at=at, authority=authority, text=pack())


def test_a_pack_written_for_older_requirements_is_told_and_does_not_stop_the_checks(cast: Cast, at: datetime) -> None:
    table = {"name": "a", "title": "A", "rules": [{"id": "no.longer.there", "level": "M"}]}
    StatePack.objects.create(authority_id=cast.central, version=1, table=table, loaded_at=at)
    case = open_case(cast, at)
    assert status(cast, case) == "missing"
    assert "no such rule" in str(queries.pack_trouble(cast.central))

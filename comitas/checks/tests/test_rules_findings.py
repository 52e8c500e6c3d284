"""Requirements examined over a file: one thing removed at a time, every status, and the letter that asks."""

from copy import deepcopy
from typing import Any

import pytest

from comitas.checks.rules.findings import (
    Finding,
    Seen,
    VerdictRefused,
    apply,
    confirm,
    examine,
    explain,
    overrule,
)
from comitas.checks.rules.letters import paragraphs
from comitas.checks.rules.pack import OURS

WHOLE: dict[str, Any] = {
    "about": {"assistance": True},
    "requesting_authority": {"identity": "Prosecutor General of Borland"},
    "matter": {"subject": "Bribery of a judge", "nature": "investigation"},
    "conducting_authority": {"name": "Court of Port Selwyn", "functions": "Investigating court"},
    "facts": {"summary": "Between 2024 and 2025 ...", "nexus": "The account received the bribe."},
    "measures": [{"code": "a", "description": "Hear D. P.", "purpose": "Proof of payment"}],
    "assistance": {"procedure_announced": True, "procedure": "Under oath"},
    "persons": [{"identity": "D. P.", "location": "Norrhaven", "nationality": "AR"}],
    "language": "en",
    "recipient": {"languages": ["en", "fr"], "is_designated": True},
    "written_form": {"authentic": True},
    "confidentiality": {"requested": True, "reason": "The suspect does not know."},
    "deadline": {"date": "2026-04-20", "reason": "trial"},
    "legal_basis": "uncac-46",
    "offences": [{"cited": "section 204", "text": "Whoever ..."}],
    "urgency": {"urgent": True, "reason": "custody"},
    "undertaking": {"required": True, "given": True},
    "prior_contact": {"mentioned": True, "references": "A-12"},
    "officials": {"to_attend": True, "people": [{"name": "O. K.", "function": "judge"}]},
    "costs": {"extraordinary": True, "note": "shared"},
    "enclosures": [{"title": "Order", "language": "en"}],
    "accounts": [{"number": "55 0381", "period": "2024"}],
    "hearing": {"questions": "1. ..."},
}


def by_rule(facts: dict[str, Any], **more: Any) -> dict[str, Finding]:
    return {finding.rule: finding for finding in examine(facts, OURS, **more)}


def without(path: str) -> dict[str, Any]:
    facts = deepcopy(WHOLE)
    *way, last = path.split(".")
    inner: Any = facts
    for name in way:
        inner = inner[int(name)] if name.isdigit() else inner[name]
    del inner[last]
    return facts


def test_nothing_is_open_in_a_whole_request() -> None:
    assert [finding.rule for finding in examine(WHOLE, OURS) if finding.open] == []
    assert paragraphs(examine(WHOLE, OURS)) == ()


@pytest.mark.parametrize(
    ("path", "rule", "status"),
    [
        ("requesting_authority.identity", "uncac.46.15.a", "missing"),
        ("matter.subject", "uncac.46.15.b.subject", "missing"),
        ("matter.nature", "uncac.46.15.b.nature", "missing"),
        ("conducting_authority.name", "uncac.46.15.b.conducting", "missing"),
        ("conducting_authority.functions", "uncac.46.15.b.functions", "missing"),
        ("facts.summary", "uncac.46.15.c", "missing"),
        ("measures.0.description", "uncac.46.15.d", "missing"),
        ("assistance.procedure", "uncac.46.15.d.procedure", "missing"),
        ("persons.0.location", "uncac.46.15.e", "missing"),
        ("measures.0.purpose", "uncac.46.15.f", "missing"),
        ("language", "uncac.46.14.language", "missing"),
        ("written_form.authentic", "uncac.46.14.authenticity", "unclear"),
        ("recipient.is_designated", "uncac.46.13", "unclear"),
        ("confidentiality.reason", "uncac.46.20", "missing"),
        ("deadline.reason", "uncac.46.24", "missing"),
        ("legal_basis", "practice.legal-basis", "missing"),
        ("offences.0.text", "practice.provisions", "missing"),
        ("facts.nexus", "practice.nexus", "missing"),
        ("urgency.reason", "practice.urgency", "missing"),
        ("undertaking.given", "practice.undertaking", "missing"),
        ("prior_contact.references", "practice.prior-contact", "missing"),
        ("officials.people", "practice.officials", "missing"),
        ("costs.note", "practice.costs", "missing"),
        ("enclosures.0.language", "practice.enclosures", "missing"),
        ("accounts.0.period", "practice.account", "missing"),
        ("hearing.questions", "practice.questions", "missing"),
    ],
)
def test_what_is_taken_away_is_found_and_nothing_else(path: str, rule: str, status: str) -> None:
    found = {finding.rule: finding.status for finding in examine(without(path), OURS) if finding.open}
    assert found == {rule: status}


def test_no_summary_of_facts_where_only_service_is_sought() -> None:
    facts = without("facts.summary")
    facts["measures"] = [{"code": "b", "description": "Serve", "purpose": "Notice"}]
    assert by_rule(facts)["uncac.46.15.c"].status == "not-applicable"
    facts["measures"].append({"code": "a", "description": "Hear", "purpose": "Proof"})
    assert by_rule(facts)["uncac.46.15.c"].status == "missing"
    facts["measures"] = []
    assert by_rule(facts)["uncac.46.15.c"].status == "missing"


def test_a_translation_cures_the_language_and_the_diplomatic_channel_the_address() -> None:
    facts = WHOLE | {"language": "es", "translation": {"attached": True}}
    facts["recipient"] = {"languages": ["en"], "is_designated": False, "diplomatic_required": True}
    assert by_rule(facts)["uncac.46.14.language"].status == "met"
    assert by_rule(facts)["uncac.46.13"].status == "missing"
    assert by_rule(facts | {"channel": "diplomatic"})["uncac.46.13"].status == "met"


def test_a_person_nobody_could_find_is_enough_with_the_efforts_told() -> None:
    facts = WHOLE | {"persons": [{"unknown_efforts": "The register has no such name."}]}
    assert by_rule(facts)["uncac.46.15.e"].status == "met"


def test_a_doubtful_reading_is_unclear_whether_it_is_tested_or_decides_what_is_needed() -> None:
    assert by_rule(WHOLE, doubts=frozenset({"matter.subject"}))["uncac.46.15.b.subject"].status == "unclear"
    facts = without("deadline.reason")
    assert by_rule(facts, doubts=frozenset({"deadline.date"}))["uncac.46.24"].status == "unclear"


def test_gates_are_read_back_from_a_part() -> None:
    part = {"state": "refused", "ground": "R21b", "paragraphs_9_29": True, "uncac": True, "reasons": "Banking secrecy."}
    found = by_rule(WHOLE | {"part": part})
    assert found["uncac.46.26"].status == "missing"
    assert found["uncac.46.8"].status == "missing"
    assert found["uncac.46.23"].status == "met"


def test_a_finding_explains_itself_and_shows_where_it_was_seen() -> None:
    seen = {"conducting_authority.name": [Seen("D-1", 2, "the court")]}
    found = by_rule(without("conducting_authority.name"), seen=seen)["uncac.46.15.b.conducting"]
    assert found.seen == (Seen("D-1", 2, "the court"),)
    assert str(explain(found)) == (
        "Name of the authority conducting the proceedings: Missing, required. Article 46(15)(b). The authority that "
        "conducts the proceedings is not noted. To cure it: A letter from that authority would cure it."
    )


def test_an_officer_confirms_or_overrules_with_a_reason_until_the_file_changes() -> None:
    findings = examine(without("legal_basis"), OURS)
    found = next(finding for finding in findings if finding.open)
    with pytest.raises(VerdictRefused):
        overrule(found, status="met", reason=" ", by="user:3")
    with pytest.raises(VerdictRefused):
        overrule(found, status="missing", reason="Yes.", by="user:3")
    with pytest.raises(VerdictRefused):
        confirm(found, reason="", by="user:3")
    verdict = overrule(found, status="met", reason="It is in the note verbale.", by="user:3")
    after = {finding.rule: finding for finding in apply(findings, [verdict])}["practice.legal-basis"]
    assert after.status == "met"
    assert str(after.reason) == "Overruled: It is in the note verbale."
    assert not paragraphs(apply(findings, [verdict]))
    assert apply(findings, [confirm(found, reason="I looked.", by="user:3")])[15].open
    later = {finding.rule: finding for finding in apply(examine(WHOLE, OURS), [verdict])}["practice.legal-basis"]
    assert later.stale
    assert later.status == "met"
    back = apply(findings, [verdict, confirm(found, reason="I erred.", by="user:3")])
    assert {finding.rule: finding for finding in back}["practice.legal-basis"].status == "missing"


def test_the_letter_asks_for_what_is_required_before_what_would_help() -> None:
    facts = without("facts.nexus")
    del facts["matter"], facts["deadline"]["reason"]
    body = paragraphs(examine(facts, OURS))
    rules = ["", "uncac.46.15.b.subject", "uncac.46.15.b.nature", "uncac.46.24", "", "practice.nexus", ""]
    assert [paragraph.rule for paragraph in body] == rules
    assert str(body[1].text).endswith("(Article 46(15)(b).)")
    assert all(str(paragraph.text).endswith((".", ".)")) for paragraph in body)

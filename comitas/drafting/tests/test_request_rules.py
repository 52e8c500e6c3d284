"""Ways and pages of a request of ours, without a database."""

from typing import Any

import pytest

from comitas.cases.rules import details
from comitas.checks.rules.findings import examine
from comitas.checks.rules.pack import OF_OUR_REQUESTS
from comitas.directory.rules.acceptance import Acceptance, Electronic
from comitas.drafting.rules import guide, routes
from comitas.drafting.rules.request_sheets import RequestSheet, Section, blanks, numbered

OPEN = Acceptance(languages=("en",), diplomatic_channel_required=False, originals_required=False, interpol_urgent=True,
                  electronic={"mla": Electronic(True, ("secure-email",), False)})  # fmt: skip


@pytest.mark.parametrize(
    ("acceptance", "urgent", "told", "best"),
    [
        (OPEN, False, (), "diplomatic"),
        (OPEN, False, ("courier",), "courier"),
        (OPEN, True, (), "secure-email"),
        (Acceptance(diplomatic_channel_required=True), False, ("courier",), "diplomatic"),
        (Acceptance(), False, (), "diplomatic"),
    ],
)
def test_the_way_follows_from_what_the_addressee_has_told(
    acceptance: Acceptance, urgent: bool, told: tuple[str, ...], best: str
) -> None:
    found = routes.ways(acceptance, "mla", "en", urgent, told)
    assert found.best == best
    assert {way.channel for way in found.ways} == set(routes.WAYS)
    closed = {way.channel for way in found.ways if not way.open}
    assert ("interpol" in closed) == (
        not urgent or acceptance.diplomatic_channel_required is True and not acceptance.interpol_urgent
    )


@pytest.mark.parametrize("measure", list(details.DETAILS))
def test_what_a_measure_needs_is_asked_and_what_depends_on_an_answer_only_then(measure: str) -> None:
    assert all(one in details.DETAILS[measure] for one in details.asked(measure, {}))
    for detail in details.DETAILS[measure]:
        given = {detail.when[0]: detail.when[1]} if detail.when else {}
        assert detail in details.asked(measure, given)
        assert (detail in details.asked(measure, {})) == (detail.when is None)
    assert details.wrong(measure, {one.code: "x" * 9_000 for one in details.DETAILS[measure]}).keys() == {
        one.code for one in details.DETAILS[measure]
    }
    assert details.kept(measure, {"foreign": "x"} | {one.code: "  " for one in details.DETAILS[measure]}) == {}


def facts(**more: Any) -> dict[str, Any]:
    return {
        "measures": [{"code": "b", "description": "Serve it", "purpose": "The hearing"}],
        "details": {},
        "about": {"assistance": True},
    } | more


def test_facts_are_not_asked_for_where_everything_is_service() -> None:
    found = {one.rule: one for one in examine(facts(), OF_OUR_REQUESTS)}
    assert found["uncac.46.15.c"].status == "not-applicable"
    both = facts(measures=[{"code": "b", "description": "x"}, {"code": "f", "description": "y"}])
    assert {one.rule: one for one in examine(both, OF_OUR_REQUESTS)}["uncac.46.15.c"].status == "missing"


def test_every_gap_has_its_page_and_no_word_speaks_to_another_state() -> None:
    for pack in OF_OUR_REQUESTS:
        for rule in pack.rules:
            assert guide.page_of(rule.id, rule.path) in guide.PAGES, rule.id
            assert " we accept" not in f"{rule.title} {rule.message} {rule.cure}"
    assert [guide.following(code) for code in ("state", "enclosures")] == ["requester", ""]
    assert [guide.following("measures", assistance) for assistance in (True, False)] == ["purpose", "basis"]


def wanting(**more: Any) -> dict[str, Any]:
    """A request of ours for a person, with all that is required."""
    return {
        "about": {"extradition": True, "assistance": False},
        "measures": [{"code": "surrender"}],
        "facts": {"summary": "She paid him."},
        "offences": [{"cited": "Bribery", "committed": "Norrhaven, May 2024", "text": "Whoever gives …"}],
        "persons": [{"identity": "Tomas Verrill", "nationality": "Borland"}],
        "legal_basis": ["ece"],
        "conducting_authority": {"name": "District Court"},
        "recipient": {"is_designated": True, "languages": ["en"]},
        "language": "en",
        "minimum": {"asked": True, "stands": True},
        "details": {"surrender": {one.code: {"asked": True, "said": True} for one in details.DETAILS["surrender"]}},
        **more,
    }


@pytest.mark.parametrize(
    ("wrong", "rule", "article"),
    [
        ({"offences": [{"cited": "Bribery", "committed": "", "text": "x"}]}, "ours.ece.12.2.b.offences", "ECE 12(2)(b), 16(2)"),
        ({"offences": [{"cited": "Bribery", "committed": "May", "text": ""}]}, "ours.ece.12.2.c.law", "ECE 12(2)(c)"),
        ({"persons": []}, "ours.ece.12.2.c.person", "ECE 12(2)(c), 16(2)"),
        ({"facts": {}}, "ours.ece.12.2.b.facts", "ECE 12(2)(b)"),
        ({"minimum": {"asked": True, "stands": False}}, "ours.ece.2.1", "ECE 2(1)"),
        ({"legal_basis": []}, "ours.ece.12.basis", "44(4)-(6)"),
        ({"details": {"surrender": {"warrant": {"asked": True, "said": False}}}}, "measure.surrender.warrant", "ECE 12(2)(a)"),
        ({"details": {"surrender": {"copy": {"asked": True, "said": False}}}}, "measure.surrender.copy", "ECE 12(2)(a)"),
    ],
)  # fmt: skip
def test_what_a_request_for_a_person_lacks_is_named_with_its_article(wrong: Any, rule: str, article: str) -> None:
    assert [one for one in examine(wanting(), OF_OUR_REQUESTS) if one.open] == []
    found = [one for one in examine(wanting(**wrong), OF_OUR_REQUESTS) if one.open]
    assert [(one.rule, one.article) for one in found] == [(rule, article)]


def test_a_request_for_a_person_is_not_asked_for_purpose_and_procedure() -> None:
    assert {"purpose", "procedure"} & {page.code for page in guide.pages(False)} == set()
    assert guide.pages(True) == tuple(guide.PAGES.values())
    assert [guide.kind_of(asks) for asks in guide.ASKS] == [
        "request", "extradition_request", "extradition_request", "provisional_arrest", "extradition_request", "extradition_request",
    ]  # fmt: skip


def test_a_blank_holds_back_and_empty_sections_leave_no_number() -> None:
    sections = numbered(
        (
            Section("Facts", texts=("[…]",)),
            Section("Costs"),
            Section("Persons", under=(Section("A. Doe", pairs=(("Role", "x"),)),)),
        )
    )
    assert [one.heading for one in sections] == ["1. Facts", "2. Persons"]
    assert sections[1].under[0].heading == "2.1 A. Doe"
    sheet = RequestSheet("en", "1", (), (), ("To",), "", (), "Subject", "", "", sections, "", "")
    assert blanks(sheet) == ("1. Facts",)

"""Gates hang on the legal basis of the part."""

from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.cases.rules.codes import BASES, GROUNDS
from comitas.cases.rules.facts import PartFacts, Remedy, Standing, Taken, paragraphs_9_29
from comitas.cases.rules.families.assistance import STEPS
from comitas.cases.rules.gates import closed, grounds_for
from comitas.cases.rules.remedies import remedy_of
from comitas.cases.rules.steps import StepRefused, take

untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

TODAY = date(2026, 3, 3)
HEAD = frozenset({"case:work", "case:decide"})
CONSULTED = (Taken("1", "consult", "examining", "examining"),)


def part(*bases: str, agreed: bool = False, history: tuple[Taken, ...] = ()) -> PartFacts:
    standing = tuple(Standing(code, agreed) for code in bases)
    return PartFacts("examining", TODAY, bases=standing, history=history)


def stopped(step: str, facts: PartFacts, **data: object) -> list[str]:
    return [gate.rule for gate in closed(STEPS[step].gates, facts, {"reason": "Because.", **data})]


def test_46_7_a_treaty_stands_in_place_of_paragraphs_9_to_29_unless_agreed() -> None:
    assert paragraphs_9_29((Standing("uncac-46"),))
    assert paragraphs_9_29((Standing("uncac-46"), Standing("reciprocity")))
    assert not paragraphs_9_29((Standing("uncac-46"), Standing("bilateral")))
    assert paragraphs_9_29((Standing("bilateral", agreed_9_29=True),))
    assert not paragraphs_9_29(())


@pytest.mark.parametrize("ground", [code for code, ground in GROUNDS.items() if ground.paragraph == 21])
def test_refusing_under_21_needs_a_consultation_where_46_26_binds(ground: str) -> None:
    assert stopped("refuse", part("uncac-46"), ground=ground) == ["gate.consultation"]
    assert stopped("refuse", part("uncac-46", history=CONSULTED), ground=ground) == []
    assert stopped("refuse", part("bilateral"), ground=ground) == []
    assert stopped("refuse", part("bilateral", agreed=True), ground=ground) == ["gate.consultation"]


def test_postponing_under_25_needs_a_consultation_and_other_grounds_do_not() -> None:
    assert stopped("postpone", part("uncac-46"), ground="P25") == ["gate.consultation"]
    assert stopped("postpone", part("ecma"), ground="P25") == []
    assert stopped("refuse", part("uncac-46"), ground="R9b") == []


def test_a_court_needs_its_decision_and_no_consultation() -> None:
    facts = PartFacts("before-court", TODAY, bases=(Standing("uncac-46"),))
    data = {"date": TODAY, "court": "7", "reason": "No dual criminality."}
    with pytest.raises(StepRefused) as refused:
        take(facts, STEPS["court-refuses"], data, permissions=HEAD)
    assert set(refused.value.fields) == {"decision"}
    assert take(facts, STEPS["court-refuses"], data | {"decision": "Rh 14/26"}, permissions=HEAD) == "refused-by-court"


@pytest.mark.parametrize(
    ("bases", "ground", "rules"),
    [
        (("uncac-46",), "BANK", ["gate.bank-secrecy"]),
        (("uncac-46", "ecma"), "BANK", ["gate.bank-secrecy"]),
        (("ecma",), "BANK", []),
        (("uncac-46",), "FISCAL", ["gate.fiscal"]),
        (("ecma",), "FISCAL", []),
        (("uncac-46", "ecma"), "FISCAL", []),
        (("uncac-55",), "LABEL", ["gate.label"]),
    ],
)
def test_forbidden_grounds(bases: tuple[str, ...], ground: str, rules: list[str]) -> None:
    assert stopped("refuse", part(*bases), ground=ground) == rules


def test_agreed_paragraphs_forbid_the_fiscal_ground_that_the_treaty_allows() -> None:
    assert stopped("refuse", part("uncac-46", "ecma", agreed=True), ground="FISCAL") == ["gate.fiscal"]


@pytest.mark.parametrize(("coercive", "rules"), [("no", ["gate.assistance-due"]), ("maybe", []), ("yes", [])])
def test_without_dual_criminality_only_coercive_assistance_is_refused(coercive: str, rules: list[str]) -> None:
    facts = PartFacts("examining", TODAY, bases=(Standing("uncac-46"),), coercive=coercive)
    assert stopped("refuse", facts, ground="R9b") == rules
    assert stopped("refuse", facts, ground="R9m") == []
    by_treaty = PartFacts("examining", TODAY, bases=(Standing("bilateral"),), coercive=coercive)
    assert stopped("refuse", by_treaty, ground="R9b") == []


def test_reasons_are_owed_for_every_basis_and_the_head_cannot_pass_that() -> None:
    for basis in BASES:
        facts = part(basis)
        data = {"date": TODAY, "ground": "LAW", "reason": " ", "passed": {"gate.reasons": "Secret."}}
        with pytest.raises(StepRefused) as refused:
            take(facts, STEPS["refuse"], data, permissions=HEAD)
        assert [gate.article for gate in refused.value.closed] == ["46(23)"]
        assert "reason" in refused.value.fields


def test_the_head_passes_a_gate_only_by_its_name_and_with_reasons() -> None:
    data = {"date": TODAY, "ground": "R21b", "reason": "Security."}
    for passed in ({}, {"gate.consultation": " "}, {"gate.fiscal": "Urgent."}, "gate.consultation"):
        with pytest.raises(StepRefused) as refused:
            take(part("uncac-46"), STEPS["refuse"], data | {"passed": passed}, permissions=HEAD)
        assert [gate.article for gate in refused.value.closed] == ["46(26)"]
    passed = {"gate.consultation": "They closed their embassy."}
    assert take(part("uncac-46"), STEPS["refuse"], data | {"passed": passed}, permissions=HEAD) == "refused"


@untimed
@given(
    st.lists(st.sampled_from(sorted(BASES)), max_size=3, unique=True), st.sampled_from(sorted(GROUNDS)), st.booleans()
)
def test_every_closed_gate_explains_itself(bases: list[str], ground: str, agreed: bool) -> None:
    facts = part(*bases, agreed=agreed)
    for gate in closed(STEPS["refuse"].gates, facts, {"ground": ground}):
        assert gate.rule.startswith("gate.")
        assert str(gate.sentence).endswith(".")
        assert gate.cure.endswith(".")


def test_the_picker_offers_only_what_the_basis_gives() -> None:
    assert grounds_for(part("uncac-46"), "refusal") == ("R21a", "R21b", "R21c", "R21d", "R9b", "R9m", "TREATY", "LAW")
    assert grounds_for(part("ecma"), "refusal") == ("POLITICAL", "FISCAL", "SOVEREIGNTY", "TREATY", "LAW")
    assert grounds_for(part("bilateral"), "postponement") == ("PT",)
    for basis, kind in product(BASES, ("refusal", "postponement")):
        assert not {"BANK", "LABEL"} & set(grounds_for(part(basis), kind))


@pytest.mark.parametrize(
    ("remedy", "held"),
    [
        (Remedy(), False),
        (Remedy(suspensive=True), True),
        (Remedy(suspensive=True, until=TODAY), True),
        (Remedy(suspensive=True, until=date(2026, 3, 2)), False),
        (Remedy(suspensive=True, until=date(2026, 3, 2), lodged=True), True),
        (Remedy(suspensive=True, lodged=True, final_on=TODAY), False),
        (Remedy(suspensive=True, final_on=date(2026, 3, 4)), True),
        (Remedy(suspensive=False, until=date(2026, 3, 9), lodged=True), False),
    ],
)
def test_evidence_stays_while_a_remedy_suspends(remedy: Remedy, held: bool) -> None:
    facts = PartFacts("ready", TODAY, remedy=remedy)
    assert bool(closed(("remedy",), facts, {"date": TODAY})) is held


def test_the_remedy_follows_the_steps_that_stand() -> None:
    until, final = date(2026, 3, 9), date(2026, 3, 10)
    allowed = Taken("1", "court-allows", "before-court", "with-authority")
    appeal = Taken("2", "appeal", "with-authority", "before-court")
    undone = Taken("3", "correct", "before-court", "with-authority", corrects="2")
    end = Taken("4", "become-final", "with-authority", "with-authority")
    data: dict[str, dict[str, object]] = {
        "1": {"suspensive": True, "remedy_until": until},
        "2": {"suspensive": True},
        "4": {"final_on": final},
    }
    assert remedy_of([], data) == Remedy()
    assert remedy_of([allowed], data) == Remedy(suspensive=True, until=until)
    assert remedy_of([allowed, appeal], data) == Remedy(suspensive=True, lodged=True)
    assert remedy_of([allowed, appeal, undone], data) == Remedy(suspensive=True, until=until)
    assert remedy_of([allowed, appeal, end], data) == Remedy(suspensive=True, final_on=final)

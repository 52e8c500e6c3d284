"""The legal-basis resolver, State by fictional State."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.directory.rules import resolver
from comitas.directory.rules.facts import FACTS
from comitas.directory.rules.instruments import FAMILIES, UNCAC, UNTOC, InstrumentFacts
from comitas.directory.rules.profiles import Membership, StateProfile
from comitas.directory.rules.proposals import Resolution
from comitas.directory.rules.shipped import SHIPPED

DAY = date(2026, 3, 3)
LONG_AGO = date(2006, 1, 1)
TREATY = InstrumentFacts(
    "xa-xb-1998", "bilateral", "Arland-Borland 1998", "Treaty", articles={"mla": "1", "extradition": "2"}
)
CATALOGUE = (*SHIPPED, TREATY)


def state(iso2: str, *instruments: str, **facts: bool) -> StateProfile:
    memberships = tuple(Membership(code, "party", LONG_AGO) for code in instruments)
    return StateProfile(iso2, memberships, tuple((key.replace("_", "-"), value) for key, value in facts.items()))


def resolve(requesting: StateProfile, requested: StateProfile, family: str = "mla", day: date = DAY) -> Resolution:
    return resolver.resolve(requesting, requested, CATALOGUE, family, day)


def order(resolution: Resolution) -> list[str]:
    return [proposal.instrument or proposal.basis for proposal in resolution.proposals]


def codes(sentences: tuple) -> set[str]:
    return {sentence.code for sentence in sentences}


def test_two_parties_without_a_treaty_use_uncac_with_its_paragraphs() -> None:
    found = resolve(state("XA", UNCAC), state("XB", UNCAC, diplomatic_channel=False))
    assert order(found) == [UNCAC, "reciprocity"]
    assert found.best is not None and found.best.articles == "46"
    assert found.best.paragraphs_9_29 == "apply"
    assert found.best.unknown == ()


def test_a_treaty_comes_before_uncac_and_switches_its_paragraphs_off() -> None:
    found = resolve(state("XA", UNCAC, TREATY.code), state("XB", UNCAC, TREATY.code))
    assert order(found) == [TREATY.code, UNCAC, "reciprocity"]
    assert [proposal.paragraphs_9_29 for proposal in found.proposals[:2]] == ["if-agreed", "if-agreed"]
    assert "uncac-46-7" in codes(found.proposals[0].reasons)
    assert "treaty-prevails" in codes(found.proposals[1].reasons)


def test_a_treaty_whose_parties_agreed_to_paragraphs_9_to_29_keeps_them() -> None:
    agreed = InstrumentFacts("agreed", "bilateral", "A", "A", articles={"mla": "1"}, uncac_9_29=True)
    both = [state(iso2, UNCAC, "agreed") for iso2 in ("XA", "XB")]
    found = resolver.resolve(both[0], both[1], (*SHIPPED, agreed), "mla", DAY)
    assert [proposal.paragraphs_9_29 for proposal in found.proposals[:2]] == ["agreed", "agreed"]


def test_a_union_act_comes_first_and_brings_its_own_form() -> None:
    found = resolve(state("XA", "eio", "ecma", UNCAC), state("XB", "eio", "ecma", UNCAC))
    assert order(found) == ["eio", "ecma", UNCAC, "reciprocity"]
    assert codes(found.proposals[0].undertakings) == {"union-form"}


def test_a_convention_that_supersedes_bilateral_treaties_comes_before_them() -> None:
    found = resolve(state("XA", "ecma", TREATY.code), state("XB", "ecma", TREATY.code))
    assert order(found)[:2] == ["ecma", TREATY.code]
    assert "superseded" in codes(found.proposals[1].reasons)


def test_a_convention_that_does_not_supersede_leaves_a_bilateral_treaty_alone() -> None:
    found = resolve(state("XA", "coe173", TREATY.code), state("XB", "coe173", TREATY.code))
    assert order(found)[:2] == [TREATY.code, "coe173"]
    assert "superseded" not in codes(found.proposals[0].reasons)


def test_every_treaty_must_have_agreed_to_paragraphs_9_to_29() -> None:
    agreed = InstrumentFacts("agreed", "bilateral", "A", "A", articles={"mla": "1"}, uncac_9_29=True)
    both = [state(iso2, UNCAC, "agreed", "coe173") for iso2 in ("XA", "XB")]
    found = resolver.resolve(both[0], both[1], (*SHIPPED, agreed), "mla", DAY)
    assert {item.instrument: item.paragraphs_9_29 for item in found.proposals if item.instrument} == {
        "agreed": "agreed",
        "coe173": "if-agreed",
        UNCAC: "if-agreed",
    }


def test_a_protocol_is_named_with_its_convention_and_never_alone() -> None:
    found = resolve(state("XA", "ecma", "ecma-p2"), state("XB", "ecma", "ecma-p2"))
    assert "ecma-p2" not in order(found)
    assert "supplement" in codes(found.proposals[0].reasons)
    assert "ecma-p2" not in order(resolve(state("XA", "ecma-p2"), state("XB", "ecma-p2")))


def test_a_treaty_that_began_later_or_ended_before_does_not_bind() -> None:
    other = state("XB", TREATY.code)
    later = StateProfile("XA", (Membership(TREATY.code, "party", date(2026, 3, 4)),))
    ended = StateProfile("XA", (Membership(TREATY.code, "party", LONG_AGO, date(2026, 3, 2)),))
    first_day = StateProfile("XA", (Membership(TREATY.code, "party", DAY),))
    last_day = StateProfile("XA", (Membership(TREATY.code, "party", LONG_AGO, DAY),))
    assert TREATY.code not in order(resolve(later, other))
    assert TREATY.code not in order(resolve(ended, other))
    assert TREATY.code in order(resolve(first_day, other))
    assert TREATY.code in order(resolve(last_day, other))


def test_a_signatory_is_not_bound() -> None:
    found = resolve(StateProfile("XA", (Membership(UNCAC, "signatory"),)), state("XB", UNCAC))
    assert UNCAC not in order(found)
    assert [exclusion.instrument for exclusion in found.excluded] == [UNCAC]


def test_nothing_recorded_is_said_and_not_guessed() -> None:
    found = resolve(state("XA"), state("XB"))
    assert order(found) == [UNCAC, "reciprocity"]
    assert found.best is None
    assert [sentence.code for sentence in found.proposals[0].unknown].count("party-unknown") == 2
    assert codes(found.unknown) == {"no-treaty-recorded"}
    assert found.proposals[0].paragraphs_9_29 == "unknown"


def test_a_treaty_known_of_one_state_only_is_named_as_unknown_and_not_proposed() -> None:
    found = resolve(state("XA", "ecma", UNCAC), state("XB", UNCAC))
    assert "ecma" not in order(found)
    assert [dict(sentence.values) for sentence in found.unknown if sentence.code == "party-unknown"] == [
        {"instrument": "ecma", "state": "XB"}
    ]
    assert found.proposals[0].paragraphs_9_29 == "unknown"


def test_a_party_without_its_date_makes_the_proposal_unsure() -> None:
    found = resolve(StateProfile("XA", (Membership(UNCAC),)), state("XB", UNCAC))
    assert not found.proposals[0].sure
    assert "party-undated" in codes(found.proposals[0].unknown)


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ({"extradition_treaty_required": True, "extradition_basis_uncac": True}, "sure"),
        ({"extradition_treaty_required": True, "extradition_basis_uncac": False}, "excluded"),
        ({"extradition_treaty_required": True}, "unsure"),
        ({"extradition_treaty_required": False, "extradition_basis_uncac": False}, "sure"),
        ({"extradition_treaty_required": False}, "sure"),
        ({"extradition_basis_uncac": True}, "sure"),
        ({"extradition_basis_uncac": False}, "excluded"),
        ({}, "unsure"),
    ],
)
def test_uncac_carries_extradition_as_the_requested_state_declared(facts: dict[str, bool], standing: str) -> None:
    found = resolve(state("XA", UNCAC), state("XB", UNCAC, **facts), "extradition")
    proposed = [proposal for proposal in found.proposals if proposal.instrument == UNCAC]
    excluded = [exclusion for exclusion in found.excluded if exclusion.instrument == UNCAC]
    assert standing == ("excluded" if excluded else "sure" if proposed[0].sure else "unsure")


def test_what_is_missing_for_extradition_is_named_and_nothing_else() -> None:
    nothing = resolve(state("XA", UNCAC), state("XB", UNCAC), "extradition").proposals[0]
    assert codes(nothing.unknown) == {"fact-extradition-treaty-required", "fact-extradition-basis-uncac"}
    half = resolve(state("XA", UNCAC), state("XB", UNCAC, extradition_treaty_required=True), "extradition").proposals[0]
    assert codes(half.unknown) == {"fact-extradition-basis-uncac"}


def test_what_the_requesting_state_declared_on_extradition_does_not_matter() -> None:
    found = resolve(state("XA", UNCAC, extradition_basis_uncac=False), state("XB", UNCAC), "extradition")
    assert UNCAC in order(found)


def test_uncac_offences_are_extraditable_under_an_existing_treaty() -> None:
    found = resolve(state("XA", UNCAC, TREATY.code), state("XB", UNCAC, TREATY.code), "extradition")
    assert "uncac-44-4" in codes(found.proposals[0].reasons)
    assert found.proposals[0].paragraphs_9_29 == "not-concerned"


def test_uncac_suffices_for_confiscation_even_where_a_treaty_is_needed() -> None:
    found = resolve(state("XA", UNCAC), state("XB", UNCAC, confiscation_treaty_required=True), "confiscation")
    assert order(found) == [UNCAC]
    assert found.proposals[0].sure
    assert "sufficient-basis" in codes(found.proposals[0].reasons)
    assert [exclusion.basis for exclusion in found.excluded] == ["reciprocity"]


@pytest.mark.parametrize(("accepted", "answer"), [(True, "sure"), (False, "excluded"), (None, "unsure")])
def test_reciprocity_is_the_last_resort(accepted: bool | None, answer: str) -> None:
    facts = {} if accepted is None else {"mla_reciprocity": accepted}
    nobody = StateProfile("XA", (Membership(UNCAC, "not-party"),))
    found = resolve(nobody, state("XB", **facts))
    proposed = [proposal for proposal in found.proposals if proposal.basis == "reciprocity"]
    assert answer == ("excluded" if not proposed else "sure" if proposed[0].sure else "unsure")
    if proposed:
        assert codes(proposed[0].undertakings) == {"assurance-of-reciprocity", "by-diplomatic-channel"}


def test_a_state_that_insists_on_the_diplomatic_channel_is_told_so() -> None:
    found = resolve(state("XA", UNCAC), state("XB", UNCAC, diplomatic_channel=True))
    assert "diplomatic-channel" in codes(found.proposals[0].undertakings)


def test_untoc_says_that_it_needs_an_organised_group() -> None:
    found = resolve(state("XA", UNTOC, UNCAC), state("XB", UNTOC, UNCAC))
    assert order(found) == [UNCAC, UNTOC, "reciprocity"]
    assert "scope" in codes(found.proposals[1].reasons)
    assert found.proposals[1].paragraphs_9_29 == "not-concerned"


def test_a_scheme_comes_after_conventions_and_says_that_it_binds_nobody() -> None:
    found = resolve(state("XA", "harare", UNTOC, UNCAC), state("XB", "harare", UNTOC, UNCAC))
    assert order(found) == [UNCAC, UNTOC, "harare", "reciprocity"]
    assert found.proposals[2].basis == "scheme"
    assert found.proposals[0].paragraphs_9_29 == "apply"


def test_one_state_or_an_unknown_family_is_refused() -> None:
    with pytest.raises(ValueError, match="one State to another"):
        resolve(state("XA"), state("XA"))
    with pytest.raises(ValueError, match="unknown family"):
        resolve(state("XA"), state("XB"), "friendship")


days = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
memberships = st.builds(
    Membership,
    st.sampled_from([facts.code for facts in CATALOGUE]),
    st.sampled_from(["party", "party", "party", "signatory", "not-party"]),
    days,
    days,
)


def profiles(iso2: str) -> st.SearchStrategy[StateProfile]:
    facts = st.dictionaries(st.sampled_from(sorted(FACTS)), st.booleans()).map(
        lambda found: tuple(sorted(found.items()))
    )
    return st.builds(StateProfile, st.just(iso2), st.lists(memberships, max_size=8).map(tuple), facts)


families = st.sampled_from(sorted(FAMILIES))
requests_day = st.dates(date(2004, 1, 1), date(2030, 1, 1))


@given(profiles("XA"), profiles("XB"), families, requests_day)
def test_every_answer_has_reasons_and_every_doubt_a_name(
    requesting: StateProfile, requested: StateProfile, family: str, day: date
) -> None:
    found = resolve(requesting, requested, family, day)
    for proposal in found.proposals:
        assert proposal.reasons
        assert proposal.sure or proposal.unknown
    for sentence in _all_sentences(found):
        assert "%(" not in str(sentence)
    assert found.proposals or found.excluded


@given(profiles("XA"), profiles("XB"), families, requests_day, st.lists(families, min_size=1, unique=True))
def test_another_treaty_removes_nothing_and_moves_nothing(
    requesting: StateProfile, requested: StateProfile, family: str, day: date, covered: list[str]
) -> None:
    before = order(resolve(requesting, requested, family, day))
    new = InstrumentFacts("new", "bilateral", "New", "New", articles=dict.fromkeys(covered, "1"))
    membership = Membership("new", "party", date(2000, 1, 1))
    bound = [
        StateProfile(profile.iso2, (*profile.memberships, membership), profile.facts)
        for profile in (requesting, requested)
    ]
    after = order(resolver.resolve(bound[0], bound[1], (*CATALOGUE, new), family, day))
    assert [instrument for instrument in after if instrument != "new"] == before
    assert ("new" in after) == (family in covered)


@given(profiles("XA"), profiles("XB"), families, requests_day, st.randoms())
def test_the_order_of_the_catalogue_and_of_the_rows_does_not_matter(
    requesting: StateProfile, requested: StateProfile, family: str, day: date, random: object
) -> None:
    shuffled = list(CATALOGUE)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    turned = StateProfile(requested.iso2, requested.memberships[::-1], requested.facts)
    assert resolver.resolve(requesting, turned, shuffled, family, day) == resolve(requesting, requested, family, day)


def _all_sentences(found: Resolution) -> list:
    inside = [
        sentence
        for proposal in found.proposals
        for sentence in (*proposal.reasons, *proposal.undertakings, *proposal.unknown)
    ]
    return [*inside, *found.unknown, *(exclusion.reason for exclusion in found.excluded)]

"""The register, the search, one case: what they find and what they cost."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.cases import actions, queries
from comitas.cases.models import Case, Part
from comitas.cases.queries import Filters
from comitas.cases.rules import handling, stored
from comitas.cases.rules.families.assistance import STEPS
from comitas.cases.rules.handling import Use
from comitas.cases.rules.numbers import said_number
from comitas.cases.rules.status import in_english, status
from comitas.cases.tests.building import DAY, UNCAC, add_part, authority, fresh, open_case, restricted_case, take
from comitas.core.actor import Actor, system
from comitas.core.refusals import Invalid, NotThere
from comitas.directory.models import State
from comitas.documents.models import Document, Object, Placement
from comitas.samples.cast import COURT, Cast

BIG = 10


def shown(actor: Actor, **asked: Any) -> list[str]:
    """The numbers in the register for what was asked, in its order."""
    found = queries.selection(actor, Filters(**asked), DAY).rows
    return [row.number for row in queries.rows_of(actor, found)]


def test_the_plain_list_shows_a_restricted_case_as_a_number_and_nothing_else(cast: Cast, at: datetime) -> None:
    seen, hidden = open_case(cast, at), restricted_case(cast, at, title="Canary")
    found = queries.selection(cast.jonas, Filters(), DAY).rows
    rows = queries.rows_of(cast.jonas, found)
    assert [(row.number, row.seen and row.seen.id) for row in rows] == [(hidden.number, None), (seen.number, seen.pk)]
    assert (read := queries.rows_of(cast.ines, found)[0].seen) and read.id == hidden.pk


def test_the_three_forms_of_need_to_know_agree(cast: Cast, at: datetime) -> None:
    """As a subquery, row by row, and in a statement written out: over everybody, and every kind of case."""
    kept_from = open_case(cast, at)
    recused = {"by": cast.ines, "at": at, "permission": "case:restrict", "compartment": kept_from.compartment_id}
    accounts.recuse(**recused, user=cast.jonas.id, reason="His brother is the owner.")
    everything = {open_case(cast, at), restricted_case(cast, at), kept_from}
    sizes = set()
    for actor in (*cast.people.values(), system("worker")):
        found = set(queries.cases(actor))
        assert set(Case.objects.filter(access.known(actor))) == found
        assert {row.seen.id for row in queries.rows_of(actor, everything) if row.seen} == {case.pk for case in found}
        sizes.add(len(found))
    assert sizes == {0, 1, 2, 3}


@pytest.mark.parametrize(
    "asked",
    [{"view": "open"}, {"view": "mine"}, {"view": "custody"}, {"words": "Canary"}, {"state": "XB"}, {"kind": "request"},
     {"stands": "received"}, {"since": date(2020, 1, 1)}, {"view": "overdue"}, {"view": "due"}, {"view": "silent"}, {"words": "KESTLEY"},
     {"words": "PG 77"}],
)  # fmt: skip
def test_whatever_looks_at_content_leaves_out_what_may_not_be_read(
    cast: Cast, at: datetime, asked: dict[str, Any]
) -> None:
    hidden = restricted_case(cast, at, title="Canary", received_on=date(2025, 12, 1), wanted_by=date(2026, 2, 1))
    add_part(cast, at, hidden)
    person = actions.add_person(by=cast.ines, at=at, case=hidden.pk, name="Oren Kestley")
    actions.set_custody(by=cast.ines, at=at, person=person.pk, since=date(2026, 1, 2))
    actions.add_reference(by=cast.ines, at=at, case=hidden.pk, text="PG/77")
    assert shown(cast.ines, **asked) == [hidden.number]
    assert shown(cast.jonas, **asked) == []
    assert queries.found_number(cast.jonas, hidden.number) is None
    assert queries.found_number(cast.ines, hidden.number) == hidden
    assert shown(cast.jonas, words=hidden.number) == []


def test_another_authority_sees_not_even_numbers(cast: Cast, at: datetime) -> None:
    open_case(cast, at)
    restricted_case(cast, at)
    for actor in (cast.solo, cast.ada, cast.max, cast.pavel, cast.lea):
        assert shown(actor) == []


def test_the_views(cast: Cast, at: datetime) -> None:
    mine = open_case(cast, at, wanted_by=date(2026, 3, 2))
    other = open_case(cast, at, officer=cast.jonas.id, received_on=DAY)
    gone = open_case(cast, at, officer=None)
    part = add_part(cast, at, other)
    for code in ("accept", "go-to-court"):
        take(cast, at, part, code)
    take(cast, at, add_part(cast, at, gone), "withdraw")
    actions.close_case(by=cast.ines, at=at, case=gone.pk, on=DAY)
    actions.note_told(by=cast.ines, at=at, case=mine.pk, on=date(2026, 1, 1), channel="letter")
    assert shown(cast.ines) == [gone.number, other.number, mine.number]
    assert shown(cast.ines, view="open") == [other.number, mine.number]
    assert shown(cast.ines, view="mine") == [mine.number]
    assert shown(cast.ines, view="overdue") == [mine.number]
    later = open_case(cast, at, wanted_by=date(2026, 9, 1))
    assert shown(cast.ines, view="due") == [mine.number, later.number]
    take(cast, at, add_part(cast, at, later), "withdraw")
    actions.close_case(by=cast.ines, at=at, case=later.pk, on=DAY)
    assert shown(cast.ines, view="due") == [mine.number]
    assert shown(cast.ines, view="court") == [other.number]
    assert shown(cast.ines, view="silent") == [mine.number]
    assert shown(cast.ines, view="closed") == [later.number, gone.number]
    assert shown(cast.ines, view="no such view") == [later.number, gone.number, other.number, mine.number]


def test_the_filters(cast: Cast, at: datetime) -> None:
    State.objects.get_or_create(iso2="XC", defaults={"iso3": "XCA", "name": "Castellan", "fictional": True})
    old = open_case(cast, at, received_on=date(2025, 5, 1), kind="enquiry", counts=False, officer=None)
    new = open_case(cast, at, state_from="XC", received_on=DAY)
    take(cast, at, add_part(cast, at, new), "accept")
    assert shown(cast.ines, state="XC") == [new.number]
    assert shown(cast.ines, kind="enquiry") == [old.number]
    assert shown(cast.ines, stands="accepted") == [new.number]
    assert shown(cast.ines, officer=cast.ines.id) == [new.number]
    assert shown(cast.ines, officer=0) == [old.number]
    assert shown(cast.ines, since=date(2026, 1, 1)) == [new.number]
    assert shown(cast.ines, state="XC", kind="enquiry") == []


@pytest.mark.parametrize(
    "words",
    [
        "{number}",
        "{serial}",
        "bank RECORDS",
        "kestley",
        "kestléy",
        "Wolf",
        "pgic000426",
        "PG-IC 0004/26",
        "0004",
        "générale",
        "GENERALE DE",
    ],
)
def test_the_search_finds_by_number_title_person_alias_reference_sender(cast: Cast, at: datetime, words: str) -> None:
    case, other = (
        open_case(cast, at, requesting="Procure Générale de Borland"),
        open_case(cast, at, title="Something else"),
    )
    actions.add_person(by=cast.ines, at=at, case=case.pk, name="Oren Kestley", aliases=["The Wolf"])
    actions.add_person(by=cast.ines, at=at, case=other.pk, name="Dana Pryce")
    actions.add_reference(by=cast.ines, at=at, case=case.pk, text="PG/IC/0004/26")
    asked = words.format(number=case.number, serial=f"{case.serial:04}")
    assert shown(cast.ines, words=asked) == [case.number]


@pytest.mark.parametrize(
    "words", ["%", "_", "\\", "'", "x", "/", "\x00", "  ", "😀", "a" * 5000, "2026/99999999999999"]
)
def test_a_search_that_makes_no_sense_finds_nothing_and_breaks_nothing(cast: Cast, at: datetime, words: str) -> None:
    case = open_case(cast, at)
    assert shown(cast.ines, words=words) in ([], [case.number] if not words.strip() else [])


@given(text=st.text(max_size=40))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_can_be_searched_for(cast: Cast, text: str) -> None:
    assert isinstance(shown(cast.ines, words=text), list)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2026/0021", (2026, 21)), ("2026/21-3", (2026, 21)), ("0021", (0, 21)), (" 2026 / 0021 ", (2026, 21)), ("2026-0021", (2026, 21)),
     ("2026/0", None), ("9999/1", None), ("٢٠٢٦/٢١", None), ("PG/21", None)],
)  # fmt: skip
def test_a_number_as_it_is_typed(text: str, number: tuple[int, int] | None) -> None:
    assert said_number(text) == number


def test_the_register_costs_the_same_for_two_as_for_many(
    cast: Cast, at: datetime, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        filled(cast, at)
    with access.remembering(), django_assert_num_queries(4):
        assert len(shown(cast.ines)) == 2
    for _ in range(BIG):
        filled(cast, at)
    with access.remembering(), django_assert_num_queries(4):
        assert len(shown(cast.ines)) == 2 + BIG


def test_a_case_costs_the_same_whatever_its_size(cast: Cast, at: datetime, django_assert_num_queries: Any) -> None:
    small, large = filled(cast, at), filled(cast, at)
    for _ in range(BIG):
        take(cast, at, add_part(cast, at, large), "examine")
        actions.add_person(by=cast.ines, at=at, case=large.pk, name="Another")
    for case in (small, large):
        with access.remembering(), django_assert_num_queries(10):
            whole = queries.whole(cast.ines, case.pk)
            for part in whole.parts:
                queries.facts_of(part, DAY)


def filled(cast: Cast, at: datetime) -> Any:
    """A case with two parts, one with an authority, a person, an offence, a reference."""
    case = open_case(cast, at)
    person = actions.add_person(by=cast.ines, at=at, case=case.pk, name="Dana Pryce")
    part = add_part(cast, at, case, persons=[person.pk])
    add_part(cast, at, case)
    for code in ("accept", "transmit"):
        take(cast, at, part, code)
    actions.add_offence(by=cast.ines, at=at, case=case.pk, cited="Bribery")
    actions.add_reference(by=cast.ines, at=at, case=case.pk, text="PG/1")
    return case


def test_the_sentence_names_the_kind_of_authority(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    police = authority("Arland Police, Section 6", "police")
    for given_to in (cast.authorities[COURT], police.pk):
        part = add_part(cast, at, case)
        take(cast, at, part, "accept")
        take(cast, at, part, "transmit", authority=str(given_to))
    said = in_english(status(queries.whole(cast.ines, case.pk).standings))
    assert said == "None of 2 parts answered, 1 with the police, 1 with an authority."


def test_possible_steps_follow_state_roles_and_the_executing_authority(cast: Cast, at: datetime) -> None:
    part = add_part(cast, at, open_case(cast, at))
    for code in ("accept", "transmit"):
        take(cast, at, part, code)
    able = {actor.name: {step.code for step, why in queries.possible_steps(actor, Part.objects.get(pk=part.pk), DAY) if why is None}
            for actor in (cast.ines, cast.karin, cast.pavel)}  # fmt: skip
    assert able["Pavel Orsel"] == {"hand-back", "report-result"}
    assert "record-result" in able["Ines Marlow"]
    assert not {"refuse", "report-result"} & able["Ines Marlow"]
    assert "refuse" in able["Karin Aldane"]


def test_the_remedy_is_read_from_the_steps(cast: Cast, at: datetime) -> None:
    part = add_part(cast, at, open_case(cast, at))
    for code in ("accept", "go-to-court"):
        take(cast, at, part, code)
    take(cast, at, part, "court-allows", suspensive=True, remedy_until=date(2026, 3, 9))
    part.refresh_from_db()
    assert (part.suspensive, part.remedy_until) == (True, date(2026, 3, 9))
    assert queries.facts_of(part, DAY).remedy.until == date(2026, 3, 9)


def test_a_case_as_checks_examine_it(cast: Cast, at: datetime) -> None:
    case = open_case(
        cast, at, requesting="Prosecutor General of Borland", facts="Money went.", proceeding_kind="investigation"
    )
    person = actions.add_person(by=cast.ines, at=at, case=case.pk, name="Dana Pryce", nationality="XB")
    add_part(cast, at, case, purpose="Evidence", bases=UNCAC, persons=[person.pk])
    actions.add_offence(by=cast.ines, at=at, case=case.pk, cited="Bribery", provision="Section 204", text="Whoever…")
    facts: Any = queries.case_facts(cast.ines, case.pk)
    assert facts["requesting_authority"] == {"identity": "Prosecutor General of Borland"}
    assert facts["measures"][0] | {"code": "f", "purpose": "Evidence"} == facts["measures"][0]
    assert (facts["facts"]["summary"], facts["matter"]["nature"], facts["legal_basis"]) == (
        "Money went.",
        "investigation",
        ["uncac-46"],
    )
    assert facts["persons"][0]["nationality"] == "XB"
    assert facts["offences"][0]["cited"] == "Section 204"
    assert facts["written_form"]["authentic"] is None
    with pytest.raises(NotThere):
        queries.case_facts(cast.solo, case.pk)


def placed(cast: Cast, at: datetime, case: Any) -> Placement:
    """A document that stands in the case."""
    held = Object.objects.create(compartment=case.compartment, size=1, sha256=b"\x00" * 32, wrapped=b"x", created_at=at)
    document = Document.objects.create(
        object=held, name="annex.pdf", kind="pdf", size=1, sha256=b"\x00" * 32, created_at=at
    )
    return Placement.objects.create(document=document, compartment=case.compartment, placed_at=at)


def test_use_limits_travel_with_the_item(cast: Cast, at: datetime) -> None:
    case, other = open_case(cast, at), open_case(cast, at)
    item = placed(cast, at, case)
    assert queries.may_use(cast.ines, item.pk, Use("read", case.number)) is None
    barred = queries.may_use(cast.ines, item.pk, Use("other-case", other.number))
    assert barred
    assert barred.rule == "use.purpose"
    actions.mark_item(
        by=cast.ines, at=at, placement=item.pk, handling=["H1", "H3"], note="Not to the press", source="B", accuracy=2
    )
    barred = queries.may_use(cast.ines, item.pk, Use("evidence", case.number))
    assert barred
    assert barred.rule == "use.h1"
    assert queries.may_use(cast.ines, item.pk, Use("evidence", case.number, consent="PG/9")) is None
    assert queries.limits_of(cast.ines, item.pk) == handling.Limits(
        frozenset({"H1", "H3"}), "Not to the press", True, frozenset({case.number})
    )
    with pytest.raises(NotThere):
        queries.may_use(cast.solo, item.pk, Use("read", case.number))


@pytest.mark.parametrize(
    ("marks", "field"),
    [({"handling": []}, "handling"), ({"handling": ["H9"]}, "handling"), ({"handling": ["H3"]}, "note"), ({"handling": ["H0"], "source": "Q"}, "source"),
     ({"handling": ["H0"], "accuracy": 9}, "accuracy"), ({"handling": ["H3"], "note": "x" * 501}, "note")],
)  # fmt: skip
def test_marks_that_cannot_be_taken(cast: Cast, at: datetime, marks: dict[str, Any], field: str) -> None:
    item = placed(cast, at, open_case(cast, at))
    with pytest.raises(Invalid) as refused:
        actions.mark_item(by=cast.ines, at=at, placement=item.pk, **marks)
    assert field in refused.value.fields


@given(day=st.dates(), text=st.text(max_size=60), flag=st.booleans())
def test_what_is_kept_of_a_step_comes_back(day: date, text: str, flag: bool) -> None:
    given_data = {"date": day, "court": text, "suspensive": flag, "remedy_until": day}
    back = stored.from_kept(stored.to_keep(STEPS["appeal"], given_data))
    assert back == {"date": day, "suspensive": flag} | ({"court": text.strip()} if text else {})


def test_a_case_is_found_by_its_compartment(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    assert queries.in_compartment(cast.ines, case.compartment_id) == case
    assert queries.in_compartment(cast.solo, case.compartment_id) is None
    assert fresh(case) == case

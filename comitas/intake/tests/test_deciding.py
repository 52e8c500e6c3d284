"""What becomes of an arrival: rows, ledger lines, and what the second officer is told."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from comitas.accounts import queries as accounts
from comitas.cases.models import Case, Part
from comitas.cases.rules.steps import StepRefused
from comitas.cases.tests.building import add_part, open_case, restricted_case, take
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.documents import queries as kept
from comitas.documents.models import Document
from comitas.intake import actions, queries
from comitas.intake.actions import Acceptance, AskedMeasure, CitedOffence, MentionedPerson
from comitas.intake.models import Arrival
from comitas.intake.tests.arriving import arrive, fresh, particulars, restricted, upload, was_read
from comitas.ledger import queries as ledger
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

SUSPECT = MentionedPerson("Tomas Verrin", category="suspect", born=date(1971, 5, 2))
COMPANY = MentionedPerson("Halden Quay Trading", natural=False, category="company")
EVERYTHING = Acceptance(
    title="Bank records and a witness",
    state_from="XB",
    requesting="Prosecutor General of Borland",
    conducting="Regional Court of Port Selwyn",
    references=("PG/IC/0417/26", "12 Kls 4/25"),
    bases=("uncac-46",),
    measures=(
        AskedMeasure("f", "records of account 55 0192 7740", (COMPANY,)),
        AskedMeasure("a", "statement of Lena Ostrey"),
    ),
    persons=(SUSPECT, COMPANY),
    offences=(CitedOffence("Bribery of an official", "section 12", "15"),),
    wanted_by=date(2026, 4, 20),
    wanted_because="The trial opens.",
    urgent_because="The trial opens on 20 April.",
    confidential=True,
)


def accept(by: Actor, at: datetime, made: Arrival, acceptance: Acceptance = EVERYTHING, **more: Any) -> Case:
    given = {"arrival": made.pk, "version": fresh(made).version, "acceptance": acceptance} | more
    return actions.accept_as_case(by=by, at=at, **given)


def test_a_new_case_has_everything_that_the_officer_took_over(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, b"letter", channel="courier")
    case = accept(cast.ines, at, made)
    assert (case.number, case.compartment_id, case.transmitting) == (
        "2026/0001",
        made.compartment_id,
        "Prosecutor General of Borland",
    )
    parts = list(case.parts.order_by("number"))
    assert [(part.measure, part.description) for part in parts] == [
        ("f", "records of account 55 0192 7740"), ("a", "statement of Lena Ostrey")]  # fmt: skip
    assert {person.name for person in case.persons.all()} == {"Tomas Verrin", "Halden Quay Trading"}
    about = [[person.name for person in part.persons.all()] for part in parts]
    assert about == [["Halden Quay Trading"], []], "a part has whom it is about, and nobody else"
    assert {basis["code"] for basis in parts[1].bases} == {"uncac-46"}
    assert case.persons.get(natural=True).born == date(1971, 5, 2)
    offence = case.offences.get()
    assert (offence.cited, offence.provision, offence.uncac) == ("Bribery of an official", "section 12", "15")
    assert {reference.text for reference in case.references.all()} == {"PG/IC/0417/26", "12 Kls 4/25"}
    now = Case.objects.get(pk=case.pk)
    assert (now.urgent, now.confidential, now.wanted_by, now.counts) == (True, True, date(2026, 4, 20), True)
    assert (fresh(made).state, fresh(made).case_id) == ("accepted", case.pk)
    told = Line.objects.filter(compartment=made.compartment_id).values_list("kind", flat=True)
    assert {
        "case.opened",
        "part.added",
        "case.person-added",
        "case.offence-added",
        "case.reference-added",
        "arrival.accepted",
    } <= set(told)


def test_only_a_title_is_needed(cast: Cast, at: datetime) -> None:
    case = accept(cast.rosa, at, arrive(cast, at, kind="enquiry"), Acceptance("An enquiry"))
    assert (case.counts, case.parts.count(), case.persons.count()) == (False, 0, 0)


def test_a_person_who_cannot_be_stops_everything(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at)
    lines = Line.objects.count()
    with pytest.raises(Invalid):
        accept(cast.ines, at, made, Acceptance("T", persons=(MentionedPerson("Nobody", born=date(2090, 1, 1)),)),
               particulars=particulars(sender="Corrected"))  # fmt: skip
    assert (Case.objects.count(), Line.objects.count()) == (0, lines)
    assert (fresh(made).state, fresh(made).sender, fresh(made).version) == (
        "waiting",
        "Prosecutor General of Borland",
        1,
    )


def test_what_was_put_right_with_the_decision_is_what_the_case_rests_on(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, kind="enquiry")
    case = accept(cast.ines, at, made, particulars=particulars(kind="request", sender="Ministry of Justice"))
    assert (case.kind, case.counts, case.transmitting) == ("request", True, "Ministry of Justice")
    assert Line.objects.filter(compartment=made.compartment_id, kind="arrival.corrected").exists()


def test_two_hundred_persons_are_taken_over(cast: Cast, at: datetime) -> None:
    many = tuple(MentionedPerson(f"Person {number:03}") for number in range(200))
    asked = (AskedMeasure("f", about=many),)
    case = accept(cast.ines, at, arrive(cast, at), Acceptance("Many", measures=asked, persons=many))
    assert case.persons.count() == 200 and Part.objects.get(case=case).persons.count() == 200


def test_a_legal_basis_without_a_measure_is_refused_and_not_lost(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at)
    with pytest.raises(Invalid) as told:
        accept(cast.ines, at, made, Acceptance("T", bases=("reciprocity",)))
    assert list(told.value.fields) == ["bases"] and fresh(made).state == "waiting" and not Case.objects.exists()


def test_a_request_for_extradition_opens_parts_of_its_own_kind_on_the_bases_that_fit_each(
    cast: Cast, at: datetime
) -> None:
    asked = (AskedMeasure("surrender", "Tomas Verrin", (SUSPECT,)), AskedMeasure("c", "search of the office"))
    wanted = Acceptance("Extradition", bases=("uncac-44", "uncac-46"), measures=asked, persons=(SUSPECT,))
    case = accept(cast.ines, at, arrive(cast, at, kind="extradition_request"), wanted)
    found = [
        (part.family, part.measure, [basis["code"] for basis in part.bases]) for part in case.parts.order_by("number")
    ]
    assert found == [("extradition", "surrender", ["uncac-44"]), ("assistance", "c", ["uncac-46"])]
    assert case.counts


@pytest.mark.parametrize(
    ("kind", "measure", "bases", "field"),
    [
        ("request", "surrender", (), "more_measures"),
        ("extradition_request", "surrender", ("uncac-46",), "bases"),
        ("request", "f", ("ece",), "bases"),
    ],
)
def test_what_does_not_go_together_is_said_at_its_field(
    cast: Cast, at: datetime, kind: str, measure: str, bases: tuple[str, ...], field: str
) -> None:
    made = arrive(cast, at, kind=kind)
    with pytest.raises(Invalid) as refused:
        accept(cast.ines, at, made, Acceptance("T", measures=(AskedMeasure(measure, ""),), bases=bases))
    assert set(refused.value.fields) == {field} and fresh(made).state == "waiting"


def test_what_has_an_annulled_number_is_accepted_only_by_who_knows_it(cast: Cast, at: datetime) -> None:
    made, target = arrive(cast, at), open_case(cast, at)
    actions.annul_entry(by=cast.rosa, at=at, arrival=made.pk, reason="Entered twice.")
    lines = Line.objects.count()
    with pytest.raises(Invalid) as told:
        accept(cast.ines, at, made)
    assert "0001/2026" in told.value.fields["despite_annulled"]
    with pytest.raises(Invalid):
        actions.accept_into(by=cast.ines, at=at, arrival=made.pk, version=1, case=target.pk)
    assert (fresh(made).state, Line.objects.count()) == ("waiting", lines)
    accept(cast.ines, at, made, despite_annulled=True)
    assert fresh(made).state == "accepted"


def test_joining_brings_the_documents_under_the_cases_key(cast: Cast, at: datetime) -> None:
    case = restricted_case(cast, at)
    made = arrive(cast, at, b"their reply", kind="reply")
    actions.accept_into(by=cast.ines, at=at, arrival=made.pk, version=1, case=case.pk)
    placed = kept.placements(cast.karin, case.compartment_id).get()
    assert b"".join(kept.original(cast.karin, placed.pk)) == b"their reply"
    for stranger in (cast.rosa, cast.jonas):
        with pytest.raises(NotThere):
            queries.arrival(stranger, made.pk)
        with pytest.raises(NotThere):
            kept.placement(stranger, placed.pk)
    assert (fresh(made).state, fresh(made).case_id, fresh(made).compartment_id) == (
        "accepted",
        case.pk,
        case.compartment_id,
    )
    assert Line.objects.get(kind="arrival.joined").compartment == case.compartment_id


def test_nobody_joins_a_case_that_they_may_not_read(cast: Cast, at: datetime) -> None:
    case, made = restricted_case(cast, at), arrive(cast, at)
    for target in (case.pk, uuid4()):
        with pytest.raises(NotThere):
            actions.accept_into(by=cast.jonas, at=at, arrival=made.pk, version=1, case=target)
    assert fresh(made).state == "waiting"


def test_a_restricted_arrival_does_not_slip_into_an_open_case(cast: Cast, at: datetime) -> None:
    case, made = open_case(cast, at), restricted(cast, at, b"secret")
    with pytest.raises(Invalid) as told:
        actions.accept_into(by=cast.ines, at=at, arrival=made.pk, version=1, case=case.pk)
    assert "restricted" in told.value.fields["case_number"]
    assert list(kept.placements(cast.jonas, made.compartment_id)) == []


def test_forwarding_says_to_whom_and_seals_it(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at)
    with pytest.raises(Invalid):
        actions.forward(by=cast.rosa, at=at, arrival=made.pk, version=1, authority="  ")
    actions.forward(by=cast.rosa, at=at, arrival=made.pk, version=1, authority="Tax Office", reason="A tax matter.")
    line = Line.objects.get(kind="arrival.forwarded")
    assert ledger.personal(line) == {"authority": "Tax Office", "reason": "A tax matter."}
    assert (fresh(made).state, fresh(made).ended_because) == ("forwarded", "Tax Office. A tax matter.")


def test_returning_is_the_case_officers(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at)
    with pytest.raises(Denied) as told:
        actions.return_for_completion(by=cast.rosa, at=at, arrival=made.pk, version=1, missing="The facts.")
    assert "Case officer" in str(told.value)
    with pytest.raises(Invalid):
        actions.return_for_completion(by=cast.ines, at=at, arrival=made.pk, version=1, missing="")
    with pytest.raises(Invalid):
        actions.return_for_completion(by=cast.ines, at=at, arrival=made.pk, version=1, missing="x" * 5001)
    actions.return_for_completion(by=cast.ines, at=at, arrival=made.pk, version=1, missing="The facts.")
    assert fresh(made).state == "returned"
    assert ledger.personal(Line.objects.get(kind="arrival.returned")) == {"missing": "The facts."}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"ground": "refusal", "reason": "No."}, "ground"),
        ({"ground": ""}, "ground"),
        ({"ground": "not_for_us"}, "reason"),
        ({"ground": "duplicate"}, "same_as"),
    ],
)
def test_turning_away_has_three_grounds_and_their_needs(
    cast: Cast, at: datetime, given: dict[str, str], field: str
) -> None:
    made = arrive(cast, at)
    with pytest.raises(Invalid) as told:
        actions.turn_away(by=cast.rosa, at=at, arrival=made.pk, version=1, **given)
    assert list(told.value.fields) == [field] and fresh(made).state == "waiting"


def test_anything_else_is_a_refusal_and_the_heads(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at)
    for by in (cast.rosa, cast.ines, cast.karin):
        with pytest.raises(Invalid) as told:
            actions.turn_away(by=by, at=at, arrival=made.pk, version=1, ground="defective", reason="x")
        assert "refusal" in told.value.fields["ground"]


def test_what_is_here_already_names_its_twin(cast: Cast, at: datetime) -> None:
    first, made = arrive(cast, at), arrive(cast, at)
    with pytest.raises(Invalid):
        actions.turn_away(by=cast.rosa, at=at, arrival=made.pk, version=1, ground="duplicate", same_as=made.pk)
    with pytest.raises(NotThere):
        actions.turn_away(
            by=cast.rosa, at=at, arrival=made.pk, version=1, ground="duplicate", same_as=restricted(cast, at).pk
        )
    actions.turn_away(by=cast.rosa, at=at, arrival=made.pk, version=1, ground="duplicate", same_as=first.pk)
    assert (fresh(made).state, fresh(made).same_as_id) == ("turned-away", first.pk)


def test_a_link_is_noted_and_the_arrival_still_waits(cast: Cast, at: datetime) -> None:
    first, made = arrive(cast, at), arrive(cast, at)
    with pytest.raises(Invalid):
        actions.link(by=cast.rosa, at=at, arrival=made.pk, version=1, same_as=made.pk)
    with pytest.raises(NotThere):
        actions.link(by=cast.rosa, at=at, arrival=made.pk, version=1, same_as=restricted(cast, at).pk)
    actions.link(by=cast.rosa, at=at, arrival=made.pk, version=1, same_as=first.pk)
    assert (fresh(made).state, fresh(made).same_as_id, fresh(made).version) == ("waiting", first.pk, 2)


DECISIONS: dict[str, Callable[[Actor, datetime, Arrival], object]] = {
    "accept": lambda by, at, made: accept(by, at, made, version=1),
    "forward": lambda by, at, made: actions.forward(by=by, at=at, arrival=made.pk, version=1, authority="Tax Office"),
    "return": lambda by, at, made: actions.return_for_completion(
        by=by, at=at, arrival=made.pk, version=1, missing="Facts."
    ),
    "turn away": lambda by, at, made: actions.turn_away(by=by, at=at, arrival=made.pk, version=1, ground="spam"),
}


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("first", DECISIONS)
def test_a_decision_is_taken_once(cast: Cast, at: datetime, first: str, decision: str) -> None:
    made = arrive(cast, at)
    DECISIONS[first](cast.ines, at, made)
    state, lines = fresh(made).state, Line.objects.count()
    with pytest.raises(Conflict) as told:
        DECISIONS[decision](cast.jonas, at, made)
    assert ("as case 2026/0001" in str(told.value)) == (first == "accept") and "nothing is lost" in str(told.value)
    assert (fresh(made).state, Line.objects.count()) == (state, lines)


@pytest.mark.parametrize("decision", DECISIONS)
def test_who_saw_an_older_version_is_told(cast: Cast, at: datetime, decision: str) -> None:
    made = arrive(cast, at)
    actions.correct(by=cast.rosa, at=at, arrival=made.pk, version=1, particulars=particulars(sender="Another"))
    with pytest.raises(Conflict):
        DECISIONS[decision](cast.ines, at, made)
    assert fresh(made).state == "waiting"


@pytest.mark.parametrize("decision", DECISIONS)
def test_nobody_decides_on_what_they_may_not_know(cast: Cast, at: datetime, decision: str) -> None:
    made = restricted(cast, at)
    with pytest.raises(NotThere):
        DECISIONS[decision](cast.jonas, at, made)
    with pytest.raises((Denied, NotThere)):
        DECISIONS[decision](cast.ada, at, made)


def test_further_files_are_kept_with_the_arrival_and_then_with_its_case(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, b"page one")
    with pytest.raises(Invalid):
        actions.add_files(by=cast.rosa, at=at, arrival=made.pk, uploads=())
    actions.add_files(by=cast.rosa, at=at, arrival=made.pk, uploads=(upload(cast.rosa, at, b"page two", "two.pdf"),))
    case = accept(cast.ines, at, made)
    actions.add_files(
        by=cast.ines, at=at, arrival=made.pk, uploads=(upload(cast.ines, at, b"page three", "three.pdf"),)
    )
    assert kept.placements(cast.jonas, case.compartment_id).count() == 3
    assert list(Line.objects.filter(kind="arrival.files-added").order_by("number").values_list("case", flat=True)) == [
        None,
        case.pk,
    ]
    assert [reader.user_id for reader in accounts.readers(cast.rosa, made.compartment_id)] == []


def transmitted(cast: Cast, at: datetime) -> Part:
    """A part that lies with an executing authority."""
    part = add_part(cast, at, open_case(cast, at))
    for step in ("accept", "transmit"):
        take(cast, at, part, step)
    return Part.objects.get(pk=part.pk)


def test_an_authoritys_reply_comes_into_its_part_with_its_result(cast: Cast, at: datetime) -> None:
    part, made = transmitted(cast, at), arrive(cast, at, b"reply", kind="domestic_reply")
    reported = actions.Reported("The statements are attached.", "7 Rh 118/26")
    actions.accept_into(
        by=cast.ines, at=at, arrival=made.pk, version=made.version, case=part.case_id, part=part.pk, reported=reported
    )
    now = Part.objects.get(pk=part.pk)
    assert (now.state, now.result, now.their_number) == ("ready", "The statements are attached.", "7 Rh 118/26")
    assert now.steps.latest("serial").on == made.received_on
    assert (fresh(made).state, fresh(made).case_id) == ("accepted", part.case_id)
    joined = next(told for line, told in ledger.lines_of_case(part.case_id) if line.kind == "arrival.joined")
    assert joined["case_number"] == f"{part.case.number}-{part.number}"


def test_an_extradition_takes_no_result_and_the_reply_stays_where_it_was(cast: Cast, at: datetime) -> None:
    asked = Acceptance("Extradition", measures=(AskedMeasure("surrender", "Tomas Verrin"),))
    case = accept(cast.ines, at, arrive(cast, at, kind="extradition_request"), asked)
    made = arrive(cast, at, b"reply", kind="domestic_reply")
    with pytest.raises(Invalid) as refused:
        actions.accept_into(
            by=cast.ines, at=at, arrival=made.pk, version=fresh(made).version, case=case.pk,
            part=case.parts.get().pk, reported=actions.Reported("Arrested."),
        )  # fmt: skip
    assert set(refused.value.fields) == {"result"} and fresh(made).state == "waiting"


def test_a_result_that_the_part_cannot_take_leaves_the_reply_where_it_was(cast: Cast, at: datetime) -> None:
    early, given_out = add_part(cast, at, open_case(cast, at)), transmitted(cast, at)
    made = arrive(cast, at, b"reply", kind="domestic_reply")
    before = Line.objects.count()

    def join(by: Actor, case: Case, part: Part | None) -> None:
        actions.accept_into(
            by=by, at=at, arrival=made.pk, version=made.version, case=case.pk, part=part.pk if part else None,
            reported=actions.Reported("Done."),
        )  # fmt: skip

    for by, case, part, refusal in (
        (cast.ines, early.case, early, StepRefused),  # nobody has it in hand
        (cast.rosa, given_out.case, given_out, StepRefused),  # the registrar files, and takes no step
        (cast.ines, given_out.case, None, Invalid),
        (cast.ines, early.case, given_out, Invalid),  # a part of another case
    ):
        with pytest.raises(refusal):
            join(by, case, part)
    assert (fresh(made).state, Line.objects.count()) == ("waiting", before)


def test_proposals_rest_on_all_that_was_read(cast: Cast, at: datetime) -> None:
    made = arrive(cast, at, b"letter")
    assert queries.looked_through(cast.ines, made.pk), "nothing is read yet"
    was_read(made, "Our ref. PG/IC/0417/26")
    Document.objects.update(read_at=at + timedelta(minutes=5))
    assert not queries.looked_through(cast.ines, made.pk)
    actions.propose(by=cast.ines, at=at + timedelta(minutes=6), arrival=made.pk)
    assert queries.looked_through(cast.ines, made.pk)

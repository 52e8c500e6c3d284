"""A draft that comes in becomes a request of ours, and what comes back on one becomes a step of its part."""

from datetime import datetime

import pytest

from comitas.cases.models import Case, Part
from comitas.cases.rules.steps import StepRefused
from comitas.cases.tests.building import add_part, fresh, open_case, take
from comitas.cases.tests.test_extradition import wanted
from comitas.cases.tests.test_sought import sought
from comitas.core.refusals import Invalid
from comitas.intake import actions
from comitas.intake.actions import Acceptance, AskedMeasure, MentionedPerson, Reported
from comitas.intake.models import Arrival
from comitas.intake.tests.arriving import arrive
from comitas.samples.cast import COURT, Cast


def ours(cast: Cast, at: datetime, *states: str) -> tuple[Case, list[Part]]:
    """A request of ours with a part that was brought along *states* for each of two measures."""
    from comitas.cases import actions as cases

    case = open_case(cast, at, side="outgoing")
    parts = [cases.add_part(by=cast.ines, at=at, case=case.pk, measure=code, description="Asked") for code in "fa"]
    for part in parts:
        for step in states:
            take(cast, at, part, step)
    return case, parts


SENT = ("submit", "approve", "send")


def joined(cast: Cast, at: datetime, kind: str, case: Case, reported: Reported, part: Part | None = None) -> None:
    came = arrive(cast, at, b"%PDF-1.7 their letter", kind=kind)
    actions.accept_into(
        by=cast.ines, at=at, arrival=came.pk, version=came.version, case=case.pk, part=part.pk if part else None, reported=reported
    )  # fmt: skip


def stands(case: Case) -> list[str]:
    return list(Part.objects.filter(case=case).order_by("number").values_list("state", flat=True))


def test_a_draft_that_comes_in_is_a_request_of_ours_and_its_file_stays(cast: Cast, at: datetime) -> None:
    came = arrive(cast, at, b"PK\x03\x04 a draft in Word", kind="domestic_request", sender=COURT)
    taken = Acceptance(
        "Bank records", state_from="XB", references=("RH 12/26",), measures=(AskedMeasure("f", "Statements"),)
    )
    case = actions.accept_as_case(by=cast.rosa, at=at, arrival=came.pk, version=came.version, acceptance=taken)
    found = Case.objects.select_related("outgoing").get(pk=case.pk)
    assert (found.side, found.kind, found.counts, found.requesting, found.transmitting) == (
        "outgoing",
        "request",
        True,
        COURT,
        "",
    )
    assert (found.outgoing.requester_number, stands(found)) == ("RH 12/26", ["drafting"])


@pytest.mark.parametrize(
    ("codes", "kind", "families"),
    [
        (("arrest",), "provisional_arrest", ["sought"]),
        (("surrender", "c"), "extradition_request", ["sought", "outgoing"]),
    ],
)
def test_a_draft_that_wants_a_person_is_a_request_for_extradition(
    cast: Cast, at: datetime, codes: tuple[str, ...], kind: str, families: list[str]
) -> None:
    came = arrive(cast, at, b"PK\x03\x04 a draft in Word", kind="domestic_request", sender=COURT)
    person = MentionedPerson("Milo Sarnath", category="accused")
    measures = tuple(AskedMeasure(code, about=(person,)) for code in codes)
    taken = Acceptance("Milo Sarnath", state_from="XB", bases=("ece",), measures=measures, persons=(person,))
    case = actions.accept_as_case(by=cast.rosa, at=at, arrival=came.pk, version=came.version, acceptance=taken)
    parts = list(Part.objects.filter(case=case).order_by("number"))
    assert (fresh(case).side, fresh(case).kind, [part.family for part in parts]) == ("outgoing", kind, families)
    assert [basis["code"] for basis in parts[0].bases] == ["ece"]
    assert [person.name for person in parts[0].persons.all()] == ["Milo Sarnath"]


def test_an_acknowledgement_is_about_the_whole_request_and_an_answer_about_its_part(cast: Cast, at: datetime) -> None:
    case, parts = ours(cast, at, *SENT)
    joined(cast, at, "acknowledgement", case, Reported("", "PG/77", "acknowledge"))
    assert stands(case) == ["acknowledged", "acknowledged"]
    with pytest.raises(Invalid, match="which part"):
        joined(cast, at, "reply", case, Reported("Statements of four years.", "", "receive-result"))
    joined(cast, at, "reply", case, Reported("Some of it.", "", "receive-part", "The opening documents"), parts[0])
    joined(cast, at, "refusal", case, Reported("Their law forbids it.", "", "be-refused"), parts[1])
    assert stands(case) == ["result-in-part", "refused-abroad"]
    joined(cast, at, "domestic_reply", case, Reported("", "", "satisfy"))
    assert stands(case) == ["satisfied", "refused-abroad"]
    row = Case.objects.select_related("outgoing").get(pk=case.pk).outgoing
    assert (row.sent_on, row.heard_on) == (parts[0].steps.get(step="send").on, at.date())
    assert parts[0].steps.get(step="receive-part").data["still_open"] == "The opening documents"


def test_what_the_part_cannot_take_changes_nothing(cast: Cast, at: datetime) -> None:
    case, parts = ours(cast, at)
    came = arrive(cast, at, b"%PDF-1.7 too early", kind="reply")
    for reported in (Reported("An answer", "", "receive-result"), Reported("An answer", "", "no such step")):
        with pytest.raises((StepRefused, Invalid)):
            actions.accept_into(
                by=cast.ines,
                at=at,
                arrival=came.pk,
                version=came.version,
                case=case.pk,
                part=parts[0].pk,
                reported=reported,
            )
        assert Arrival.objects.get(pk=came.pk).state == "waiting"
    assert fresh(case).stands == ["drafting"]


def assured(cast: Cast, at: datetime, case: Case, words: str = "", part: Part | None = None) -> Arrival:
    came = arrive(cast, at, b"%PDF-1.7 an assurance", kind="assurance")
    actions.accept_into(
        by=cast.ines, at=at, arrival=came.pk, version=came.version, case=case.pk, part=part.pk if part else None,
        reported=Reported(words, "", "assure"),
    )  # fmt: skip
    return came


def test_an_assurance_takes_its_step_on_the_extradition_by_itself(cast: Cast, at: datetime) -> None:
    case, part, _person = wanted(cast, at, "surrender")
    came = assured(cast, at, case)
    step = part.steps.get()
    assert (step.step, step.data["assurance"]) == ("assure", f"As written in arrival {came.number}.")
    assured(cast, at, case, "The death penalty is not carried out.")
    assert part.steps.order_by("-serial")[0].data["assurance"] == "The death penalty is not carried out."
    wanted_too = add_part(cast, at, case, measure="sentence")
    with pytest.raises(Invalid, match="which part"):
        assured(cast, at, case)
    assured(cast, at, case, part=wanted_too)
    assert wanted_too.steps.count() == 1


def test_an_assurance_in_a_case_of_assistance_is_only_filed(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    part = add_part(cast, at, case)
    came = assured(cast, at, case)
    assert not part.steps.exists() and Arrival.objects.get(pk=came.pk).state == "accepted"
    with pytest.raises(Invalid):  # what is for a request of theirs means nothing to one of ours
        assured(cast, at, ours(cast, at, *SENT)[0])


def test_what_comes_back_on_an_extradition_of_ours_takes_its_steps(cast: Cast, at: datetime) -> None:
    case, part, _person = sought(cast, at, "surrender", *SENT)
    joined(cast, at, "acknowledgement", case, Reported("", "PG/77", "acknowledge"))
    found = Part.objects.get(pk=part.pk)
    assert (found.state, found.papers_on) == ("acknowledged", at.date())  # the papers have reached them
    joined(cast, at, "reply", case, Reported("Not for the offence of 2019.", "", "be-granted"))
    found = Part.objects.get(pk=part.pk)
    assert (found.state, found.decision) == ("granted-there", "Not for the offence of 2019.")
    with pytest.raises(Invalid, match="not for what this part asks"):
        joined(cast, at, "reply", case, Reported("An answer", "", "receive-result"), found)
    arrest, arrested, _who = sought(cast, at, "arrest", *SENT)
    joined(cast, at, "reply", arrest, Reported("", "IP 4", "be-arrested"))
    assert (stands(arrest), Part.objects.get(pk=arrested.pk).their_number) == (["papers-due"], "IP 4")

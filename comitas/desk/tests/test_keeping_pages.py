"""What is due, a thing's holds and hand-overs, certificates and the schedule, as their readers see them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comitas.accounts import actions as accounts
from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.protection import actions, jobs
from comitas.protection.models import Destruction, Handover, Hold, Schedule
from comitas.protection.tests.building import approved, closed_case, proposed
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.OBJECTS = tmp_path / "objects"
    settings.DESTRUCTIONS = tmp_path / "destructions.jsonl"


def page(client: Client, name: str, *given: Any, query: str = "") -> str:
    answered = client.get(reverse(f"desk:{name}", args=given) + query)
    assert answered.status_code == 200
    return answered.content.decode()


def period(cast: Cast, at: datetime) -> None:
    actions.set_period(by=cast.ada, at=at, authority=cast.central, kind="", outcome="", months=0, cited="Archives Act")


def test_without_a_schedule_the_list_says_so(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = closed_case(cast, at)
    told = page(signed_in(cast.ines), "keeping")
    assert "No retention period is set" in told and case.number not in told


def test_what_is_due_is_listed_for_who_may_know_it(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    period(cast, at)
    case = closed_case(cast, at)
    assert case.number in page(signed_in(cast.ines), "keeping")
    accounts.restrict(
        by=cast.ines, at=at, permission="case:restrict", compartment=case.compartment_id, readers=(cast.karin.id,)
    )  # type: ignore[arg-type]
    assert case.number in page(signed_in(cast.karin), "keeping")
    assert case.number not in page(signed_in(cast.rosa), "keeping")
    assert "Nothing is due" in page(signed_in(cast.rosa), "keeping", query="?what=arrivals")


def test_the_list_costs_the_same_however_long(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    period(cast, at)
    closed_case(cast, at)
    client = signed_in(cast.ines)
    page(client, "keeping")
    with CaptureQueriesContext(connection) as one:
        page(client, "keeping")
    for _number in range(4):
        closed_case(cast, at)
    with CaptureQueriesContext(connection) as five:
        page(client, "keeping")
    assert len(one) == len(five)


def test_from_proposal_to_certificate(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = closed_case(cast, at)
    keep = reverse("desk:keep", args=[case.compartment_id])
    ines, karin = signed_in(cast.ines), signed_in(cast.karin)
    wrong = ines.post(keep, {"do": "propose", "ground": "order", "cited": ""})
    assert wrong.status_code == 400 and not Destruction.objects.exists()
    answered = ines.post(keep, {"do": "propose", "ground": "order", "cited": "Order 12/2026"})
    made = Destruction.objects.get()
    assert answered.url == reverse("desk:destruction", args=[made.pk])  # type: ignore[attr-defined]
    told = page(ines, "destruction", made.pk)
    assert "Approve and destroy" not in told and "Do not destroy it" in told
    assert ines.post(answered.url, {"do": "approve"}).status_code == 403  # type: ignore[attr-defined]
    assert "Approve and destroy" in page(karin, "destruction", made.pk)
    assert karin.post(answered.url, {"do": "approve"}).status_code == 302  # type: ignore[attr-defined]
    jobs.destroy(destruction=str(made.pk))
    told = page(signed_in(cast.max), "destruction", made.pk)
    assert "D-2026-" in told and case.number in told and "Order 12/2026" in told and "Quillon" not in told
    assert "D-2026-" in page(signed_in(cast.max), "destructions", query=f"?number={case.number}")
    assert ines.get(keep).status_code == 404


def test_a_hold_is_set_and_lifted(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = closed_case(cast, at)
    keep = reverse("desk:keep", args=[case.compartment_id])
    ines = signed_in(cast.ines)
    assert ines.post(keep, {"do": "hold", "reason": "", "until": "1 January 1999"}).status_code == 400
    assert ines.post(keep, {"do": "hold", "reason": "A claim", "until": "1 January 1999"}).status_code == 400
    assert not Hold.objects.exists()
    assert ines.post(keep, {"do": "hold", "reason": "A claim", "until": ""}).status_code == 302
    told = page(ines, "keep", case.compartment_id)
    assert "A legal hold stands." in told and "A claim" in told
    refused = ines.post(keep, {"do": "propose", "ground": "order", "cited": "x"})
    assert refused.status_code == 409 and "A legal hold stands." in refused.content.decode()
    lift = reverse("desk:lift-hold", args=[Hold.objects.get().pk])
    assert ines.post(lift, {"reason": ""}).status_code == 400
    assert ines.post(lift, {"reason": "Settled"}).status_code == 302
    assert ines.post(lift, {"reason": "Settled"}).status_code == 409
    assert "A legal hold stands." not in page(ines, "keep", case.compartment_id)


def test_a_hand_over_is_downloaded_and_its_receipt_noted(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = closed_case(cast, at)
    rosa = signed_in(cast.rosa)
    keep = reverse("desk:keep", args=[case.compartment_id])
    assert rosa.post(keep, {"do": "archive", "archive": "State Archives"}).status_code == 302
    made = Handover.objects.get()
    assert made.sha256 in page(rosa, "keep", case.compartment_id)
    answered = rosa.get(reverse("desk:hand-over-file", args=[made.pk]))
    assert b"".join(answered.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    receipt = reverse("desk:hand-over-receipt", args=[made.pk])
    assert rosa.post(receipt, {"receipt": "AR 5", "on": "1 January 2099"}).status_code == 400
    assert rosa.post(receipt, {"receipt": "AR 5", "on": "2 March 2026"}).status_code == 302
    assert "AR 5" in page(rosa, "keep", case.compartment_id)


def test_the_schedule_is_set_in_versions(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ada, here = signed_in(cast.ada), reverse("desk:retention")
    given = {"kind": "request", "outcome": "V4", "months": "120", "cited": "Archives Act, s. 4", "archive": "on"}
    assert ada.post(here, given | {"months": "9999"}).status_code == 400
    assert ada.post(here, given | {"months": ""}).status_code == 400
    assert ada.post(here, given | {"cited": ""}).status_code == 400
    assert not Schedule.objects.exists()
    assert ada.post(here, given).status_code == 302
    told = page(ada, "retention")
    assert "10 years" in told and "Archives Act, s. 4" in told and "The archives come first" in told
    assert ada.post(here, {"do": "end", "kind": "request", "outcome": "V4"}).status_code == 302
    assert "No retention period is set." in page(ada, "retention")
    assert signed_in(cast.ines).get(here).status_code == 403


def test_what_is_proposed_for_a_restricted_case_is_unseen_by_others(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case = closed_case(cast, at)
    accounts.restrict(
        by=cast.ines, at=at, permission="case:restrict", compartment=case.compartment_id, readers=(cast.karin.id,)
    )  # type: ignore[arg-type]
    made = proposed(cast, at, case.compartment_id)
    for who in (cast.rosa, cast.max):
        assert signed_in(who).get(reverse("desk:destruction", args=[made.pk])).status_code == 404
        assert case.number not in page(signed_in(who), "destructions", query="?view=running")
    assert case.number in page(signed_in(cast.karin), "destructions", query="?view=running")


def test_a_withdrawn_proposal_leaves_everything(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = closed_case(cast, at)
    made = proposed(cast, at, case.compartment_id)
    here = reverse("desk:destruction", args=[made.pk])
    assert signed_in(cast.karin).post(here, {"do": "withdraw"}).status_code == 302
    assert signed_in(cast.karin).post(here, {"do": "approve"}).status_code == 409
    assert signed_in(cast.karin).post(here, {"do": "nonsense"}).status_code == 404
    assert Case.objects.filter(pk=case.pk).exists()
    assert approved(cast, at, case.compartment_id)

"""The page of the workload: for the head, with a hand-over that says what went over and what stays."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from comitas.accounts.models import User
from comitas.cases.models import Case
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core.actor import Actor
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


def test_the_head_hands_over_in_one_step(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    open_case(cast, at)
    hidden = restricted_case(cast, at)
    Case.objects.filter(pk=hidden.pk).update(officer=cast.ines.id)
    client = signed_in(cast.karin)
    page = client.get("/workload/").content.decode()
    assert "Ines Marlow" in page and f"/register/?view=open&amp;officer={cast.ines.id}" in page
    answer = client.post("/workload/", {"officer": cast.ines.id, "to": cast.jonas.id}, follow=True).content.decode()
    assert "1 case went from Ines Marlow to Jonas Haskel. 1 case stays: Jonas Haskel may not read it." in answer


def test_wrong_choices_are_named_and_move_nothing(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, client = open_case(cast, at), signed_in(cast.karin)
    for wrong in ({}, {"officer": cast.ines.id, "to": cast.ines.id}, {"officer": cast.ines.id, "to": cast.rosa.id},
                  {"officer": "x", "to": "y"}, {"officer": cast.ines.id, "to": cast.solo.id}):  # fmt: skip
        assert client.post("/workload/", wrong).status_code == 400
    assert Case.objects.get(pk=case.pk).officer_id == cast.ines.id


def test_it_is_for_the_head_of_the_authority(cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(cast.ines).get("/workload/").status_code == 403
    for asked in (str(cast.central), "nothing"):
        assert signed_in(cast.solo).get(f"/workload/?authority={asked}").status_code == 404
    assert "No case is open." in signed_in(cast.solo).get("/workload/").content.decode()


def test_in_french(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    open_case(cast, at)
    User.objects.filter(pk=cast.karin.id).update(language="fr")
    page = signed_in(cast.karin).get("/workload/").content.decode()
    assert "Charge de travail" in page and "Tous les dossiers ouverts de" in page


def test_cases_of_nobody_are_given_out_at_once_a_line_each(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    cases = [open_case(cast, at) for _each in range(3)]
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(officer=None)
    client, before = signed_in(cast.karin), Line.objects.count()
    assert "Cases without an officer" in client.get("/workload/").content.decode()
    for wrong in (
        {"to": cast.ines.id},
        {"cases": cases[0].pk},
        {"cases": "x", "to": cast.ines.id},
        {"cases": cases[0].pk, "to": cast.rosa.id},
    ):
        assert client.post("/workload/", {"do": "give", **wrong}).status_code == 400
    assert Line.objects.count() == before
    form = {"do": "give", "cases": [cases[0].pk, cases[1].pk], "to": cast.jonas.id}
    assert "2 cases were given to Jonas Haskel." in client.post("/workload/", form, follow=True).content.decode()
    assert [Case.objects.get(pk=case.pk).officer_id for case in cases] == [cast.jonas.id, cast.jonas.id, None]
    assert Line.objects.filter(kind="case.assigned").count() == 2
    assert client.post("/workload/", form).status_code == 400  # what was given meanwhile cannot be ticked any more

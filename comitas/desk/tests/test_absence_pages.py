"""The pages about absences, and what a deputy's hand leaves behind in cases, letters and lists."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from comitas.accounts import actions as accounts
from comitas.accounts.models import Deputyship, LentReading, User
from comitas.cases import actions as cases
from comitas.cases.models import Case, StepTaken
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core import clock
from comitas.core.actor import Actor, system
from comitas.drafting import actions as drafting
from comitas.drafting import queries
from comitas.drafting.rules.sheets import Sheet
from comitas.drafting.tests import writing
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def _today(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def named(cast: Cast, at: datetime, away: Actor, stands_in: Actor) -> Deputyship:
    return accounts.name_deputy(
        by=system("test"), at=at, authority=cast.central, absent=away.id or 0, deputy=stands_in.id or 0,
        first=at.date(), last=at.date() + timedelta(days=9),
    )  # fmt: skip


def test_an_officer_says_when_they_are_away_and_everybody_is_told(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    open_case(cast, at)
    ines = signed_in(cast.ines)
    answer = ines.post(
        "/absence/", {"first": "3 March 2026", "last": "12/3/2026", "deputy": cast.jonas.id}, follow=True
    )
    page = answer.content.decode()
    assert "Jonas Haskel stands in: 3 to 12 March 2026." in page
    assert "Jonas Haskel stands in for you until 12 March 2026." in page
    User.objects.filter(pk=cast.jonas.id).update(language="en")
    assert "You stand in for Ines Marlow until 12 March 2026." in signed_in(cast.jonas).get("/").content.decode()
    assert (
        "Away until 12 March 2026. Jonas Haskel stands in." in signed_in(cast.karin).get("/workload/").content.decode()
    )
    made = Deputyship.objects.get()
    assert signed_in(cast.rosa).post(f"/absence/{made.pk}/end/").status_code == 404
    assert "Jonas Haskel stands in no longer." in ines.post(f"/absence/{made.pk}/end/", follow=True).content.decode()
    assert "This has ended already." in ines.post(f"/absence/{made.pk}/end/", follow=True).content.decode()
    assert "You stand in" not in signed_in(cast.jonas).get("/").content.decode()


def test_what_is_wrong_is_said_at_the_field_and_kept(cast: Cast, signed_in: SignedIn) -> None:
    for page, form in (
        ("/absence/", {"first": "31 February 2026", "last": "2 March 2026", "deputy": cast.jonas.id}),
        ("/absence/", {"first": "4 March 2026", "last": "3 March 2026", "deputy": cast.jonas.id}),
        ("/absence/", {"first": "4 March 2026", "last": "5 March 2026", "deputy": cast.ines.id}),
        ("/absence/", {"first": "4 March 2026", "last": "5 March 2026", "deputy": cast.rosa.id}),
    ):
        answer = signed_in(cast.ines).post(page, form)
        assert answer.status_code == 400 and "govuk-error-message" in answer.content.decode()
    assert not Deputyship.objects.exists()


def test_the_head_names_a_deputy_for_who_fell_ill_and_sees_what_needs_a_reader(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    hidden = restricted_case(cast, at)
    Case.objects.filter(pk=hidden.pk).update(officer=cast.ines.id)
    form = {"absent": cast.ines.id, "first": "3 March 2026", "last": "3 March 2026", "deputy": cast.jonas.id}
    page = signed_in(cast.karin).post("/absence/everybody/", form, follow=True).content.decode()
    assert "1 case needs a reader named" in page and hidden.number in page
    told = signed_in(cast.ada).get("/absence/everybody/").content.decode()
    assert "Jonas Haskel" in told and "needs a reader" not in told and hidden.number not in told
    told = signed_in(cast.jonas).get("/absence/").content.decode()
    assert "Ines Marlow" in told and hidden.number not in told
    assert signed_in(cast.rosa).get("/absence/everybody/").status_code == 403


def test_who_is_away_lends_the_sight_of_one_restricted_case(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    one, other = restricted_case(cast, at), restricted_case(cast, at)
    Case.objects.filter(pk__in=[one.pk, other.pk]).update(officer=cast.ines.id)
    made = named(cast, at, cast.ines, cast.jonas)
    jonas, ines = signed_in(cast.jonas), signed_in(cast.ines)
    assert jonas.get(f"/cases/{one.pk}/").status_code == 404
    assert one.number in ines.get("/absence/").content.decode()
    assert ines.post(f"/absence/{made.pk}/lend/", {"compartments": ["x"]}).status_code == 400
    assert jonas.post(f"/absence/{made.pk}/lend/", {"compartments": [one.compartment_id]}).status_code == 404
    assert ines.post(f"/absence/{made.pk}/lend/", {"compartments": [one.compartment_id]}).status_code == 302
    assert (jonas.get(f"/cases/{one.pk}/").status_code, jonas.get(f"/cases/{other.pk}/").status_code) == (200, 404)
    assert ines.post(f"/absence/{made.pk}/lend/", {}).status_code == 302
    assert jonas.get(f"/cases/{one.pk}/").status_code == 404 and not LentReading.objects.exists()


def test_what_a_deputy_does_is_recorded_as_done_for_the_absent(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, own = open_case(cast, at), open_case(cast, at)
    Case.objects.filter(pk=case.pk).update(officer=cast.ines.id)
    Case.objects.filter(pk=own.pk).update(officer=cast.jonas.id)
    named(cast, at, cast.ines, cast.jonas)
    both = f"user:{cast.jonas.id} for user:{cast.ines.id}"
    for found, actor in ((case, both), (own, f"user:{cast.jonas.id}")):
        part = cases.add_part(by=cast.jonas, at=at, case=found.pk, measure="a")
        assert set(Line.objects.filter(case=found.pk, part=part.pk).values_list("actor", flat=True)) == {actor}
    writing.drafted(cast, at, case, "acknowledgement", by=cast.jonas)
    assert Line.objects.get(kind="letter.drafted").actor == both
    page = signed_in(cast.karin).get(f"/cases/{case.pk}/timeline/").content.decode()
    assert "Jonas Haskel, for Ines Marlow" in page


def test_the_deputy_of_the_head_decides_for_the_head(cast: Cast, at: datetime) -> None:
    case, bank, _hearing, _dana = writing.two_parts(cast, at)
    Case.objects.filter(pk=case.pk).update(officer=cast.ines.id)
    letter = writing.finished(cast, at, writing.drafted(cast, at, case, "acknowledgement"))
    drafting.submit(by=cast.ines, at=at, letter=letter.pk, version=letter.version)
    named(cast, at, cast.karin, cast.jonas)
    assert (queries.pending(cast.jonas).to_sign, queries.pending(cast.ines).to_sign) == (1, 0)
    printed: list[str] = []

    def printer(sheet: Sheet) -> bytes:
        printed.append(sheet.signed_by)
        return b"%PDF-1.7"

    drafting.approve(by=cast.jonas, at=at, letter=letter.pk, version=writing.version(letter), printer=printer)
    assert printed == ["Jonas Haskel, for Karin Aldane"]
    both = f"user:{cast.jonas.id} for user:{cast.karin.id}"
    assert Line.objects.get(kind="letter.approved").actor == both
    Case.objects.filter(pk=case.pk).update(closed_on=at.date(), outcome="V4")
    cases.reopen_case(by=cast.jonas, at=at, case=case.pk, on=at.date(), reason="A supplement.")
    assert Line.objects.get(kind="case.reopened").actor == both
    writing.take(cast, at, bank, "examine", by=cast.jonas)
    assert StepTaken.objects.latest("at").acting_for_id is None  # an officer's step, of their own right


def test_in_french(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    named(cast, at, cast.ines, cast.jonas)
    page = signed_in(cast.jonas).get("/").content.decode()
    assert "Vous suppléez Ines Marlow jusqu’au 12 mars 2026." in page


def test_the_deadlines_of_the_absent_stand_in_the_deputys_list(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, hidden = open_case(cast, at), restricted_case(cast, at)
    for one in (case, hidden):
        Case.objects.filter(pk=one.pk).update(officer=cast.ines.id, wanted_by=at.date(), wanted_because="A hearing.")
    User.objects.filter(pk=cast.jonas.id).update(language="en")
    assert case.number not in signed_in(cast.jonas).get("/").content.decode()
    made = named(cast, at, cast.ines, cast.jonas)
    page = signed_in(cast.jonas).get("/").content.decode()
    assert case.number in page and "for Ines Marlow" in page and hidden.number not in page
    place = signed_in(cast.jonas).get("/worklist/?whose=place").content.decode()
    assert case.number in place and hidden.number not in place and "Those I stand in for" in place
    assert "Those I stand in for" not in signed_in(cast.ines).get("/worklist/?whose=place").content.decode()
    assert "for Ines Marlow" not in signed_in(cast.ines).get("/").content.decode()
    accounts.end_deputyship(by=cast.ines, at=at, deputyship=made.pk)
    assert case.number not in signed_in(cast.jonas).get("/").content.decode()

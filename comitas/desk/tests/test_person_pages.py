"""A request of a person on its pages: what the searcher is shown, and what only the head is."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core.actor import Actor
from comitas.protection import actions
from comitas.protection.models import PersonRequest
from comitas.protection.rules import persons as rules
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
NAME = "Vera Quillon"


def asked(cast: Cast, at: datetime, name: str = NAME) -> Case:
    case = open_case(cast, at, kind=rules.KIND, counts=False, title="A person asks")
    actions.register_request(by=cast.ines, at=at, case=case.pk, right=rules.ACCESS, name=name)
    return case


def address(name: str, case: Case) -> str:
    return reverse(f"desk:{name}", args=[case.pk])


def test_the_way_from_registration_to_answer(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at, kind=rules.KIND, counts=False, title="A person asks")
    ines, here = signed_in(cast.ines), address("person-request", case)
    assert address("person-request", case) in ines.get(address("case", case)).content.decode()
    post: Callable[..., int] = lambda **given: ines.post(here, given).status_code  # noqa: E731
    assert post(do="asked", version="0", right="", name="", born="31 February 1980") == 400
    assert not PersonRequest.objects.exists()
    assert post(do="asked", version="0", right="access", name=NAME, born="1 March 1980") == 302
    assert post(do="identity", version="1", identity="", how="") == 400
    assert post(do="identity", version="9", identity="confirmed", how="Passport") == 409
    assert post(do="answer", version="1", answer="granted", on="2 March 2026", because="x") == 409
    assert post(do="identity", version="1", identity="confirmed", how="Passport") == 302
    assert post(do="consult", version="2", state="XB", on="2 March 2026") == 302
    assert ines.post(address("search-person", case)).status_code == 200
    assert post(do="answer", version="4", answer="granted", on="2 March 2026", because="Section 9") == 302
    told = ines.get(here).content.decode()
    assert "Granted" in told and "Borland" in told and "Passport" in told
    assert case.number in ines.get(reverse("desk:person-requests")).content.decode()


def test_a_search_looks_the_same_whether_or_not_something_is_restricted(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    cases.add_person(by=cast.karin, at=at, case=restricted_case(cast, at).pk, name=NAME)
    pages, jonas = [], signed_in(cast.jonas)
    for name in ("Nobody Known", NAME):
        case = asked(cast, at, name)
        text = jonas.post(address("search-person", case)).content.decode()
        seen = text + jonas.get(address("case-timeline", case)).content.decode()
        pages.append(_without(seen, name, case))
    assert pages[0] == pages[1]
    assert "touched something" not in jonas.get(reverse("desk:person-requests")).content.decode()
    karin = signed_in(cast.karin)
    assert "touched something" in karin.get(reverse("desk:person-requests")).content.decode()
    touched = Case.objects.get(pk=PersonRequest.objects.get(name=NAME).case_id)
    assert jonas.post(address("person-request-seen", touched)).status_code == 403
    assert karin.post(address("person-request-seen", touched)).status_code == 302
    assert "touched something" not in karin.get(reverse("desk:person-requests")).content.decode()


def _without(text: str, name: str, case: Case) -> list[str]:
    """What a page says, without what tells the two requests apart anyway."""
    plain = text.replace(name, "NAME").replace(case.number, "NUMBER").replace(str(case.pk), "KEY")
    return [line for line in plain.splitlines() if "csrf" not in line and "nonce" not in line]


def test_what_may_be_seen_is_shown(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    other = open_case(cast, at)
    cases.add_person(by=cast.ines, at=at, case=other.pk, name="Quillon, Vera", aliases=[NAME])
    told = signed_in(cast.jonas).post(address("search-person", asked(cast, at))).content.decode()
    assert other.number in told and "Quillon, Vera" in told


def test_other_cases_have_no_such_page(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    assert signed_in(cast.ines).get(address("person-request", case)).status_code == 404


def test_the_list_costs_the_same_however_long(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ines: Any = signed_in(cast.ines)
    here = reverse("desk:person-requests")
    asked(cast, at)
    ines.get(here)
    with CaptureQueriesContext(connection) as one:
        ines.get(here)
    for _number in range(3):
        asked(cast, at)
    with CaptureQueriesContext(connection) as four:
        ines.get(here)
    assert len(one) == len(four)

"""The pages of emergency access: opening, the notices, the list, the end."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comitas.accounts import actions as accounts
from comitas.accounts.models import EmergencyAccess, User
from comitas.cases.models import Case
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.samples.cast import ISLAND, Cast

SignedIn = Callable[[Actor], Client]
WHY = "A prisoner is to be released tonight and nobody of the team answers."
TITLE = "Canary wharf"
OPEN = "/register/emergency/"
LIST = "/ledger/emergencies/"


@pytest.fixture(autouse=True)
def english(cast: Cast, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.update(language="en")
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def hidden(cast: Cast, at: datetime) -> Case:
    return restricted_case(cast, at, title=TITLE)


def form(cast: Cast, number: str, reason: str = WHY) -> dict[str, object]:
    return {"authority": cast.central, "number": number, "reason": reason}


def test_from_the_register_to_the_case_and_everybody_concerned_sees_it(
    cast: Cast, hidden: Case, signed_in: SignedIn
) -> None:
    jonas = signed_in(cast.jonas)
    register = jonas.get("/register/").content.decode()
    assert f'{OPEN}?number={hidden.number}"' in register and TITLE not in register
    assert f'value="{hidden.number}"' in jonas.get(OPEN, {"number": hidden.number}).content.decode()
    assert jonas.get(f"/cases/{hidden.pk}/").status_code == 404
    case = jonas.post(OPEN, form(cast, hidden.number), follow=True)
    assert case.redirect_chain == [(f"/cases/{hidden.pk}/", 302)] and TITLE in case.content.decode()
    assert "You see the restricted case" in jonas.get("/").content.decode()
    for who in (cast.karin, cast.max, cast.ines):
        home = signed_in(who).get("/").content.decode()
        assert f"Jonas Haskel opened the restricted case {hidden.number} in an emergency" in home, who.name
    assert "in an emergency" not in signed_in(cast.rosa).get("/").content.decode()
    for who in (cast.karin, cast.max):
        listed = signed_in(who).get(LIST).content.decode()
        assert WHY in listed and hidden.number in listed and TITLE not in listed
    assert WHY in signed_in(cast.ines).get(f"/cases/{hidden.pk}/readers/").content.decode()
    assert (
        "Restrict"
        not in jonas.get(f"/cases/{hidden.pk}/readers/").content.decode().split("<main")[1].split("Readers")[1]
    )


def test_the_registrar_has_no_link_and_no_page(cast: Cast, hidden: Case, signed_in: SignedIn) -> None:
    rosa = signed_in(cast.rosa)
    register = rosa.get("/register/").content.decode()
    assert hidden.number in register and OPEN not in register
    assert rosa.get(OPEN).status_code == 403 and rosa.post(OPEN, form(cast, hidden.number)).status_code == 403


def test_what_cannot_be_opened_is_answered_in_the_same_words_and_nothing_typed_is_lost(
    cast: Cast, at: datetime, hidden: Case, signed_in: SignedIn
) -> None:
    accounts.recuse(
        by=cast.karin, at=at, permission="case:restrict", compartment=hidden.compartment_id, user=cast.jonas.id or 0,
        reason="A relative.",
    )  # fmt: skip
    jonas, same = signed_in(cast.jonas), "There is no restricted case with this number that you could open."
    for number in (hidden.number, "2026/0999", "0001", "nonsense", "2026/0001\x00"[:9]):
        answer = jonas.post(OPEN, form(cast, number))
        page = answer.content.decode()
        assert answer.status_code == 400 and same in page and WHY in page, number
    mine = open_case(cast, at)
    assert "You may see this case as it is." in jonas.post(OPEN, form(cast, mine.number)).content.decode()
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize("change", [{"reason": "now"}, {"reason": ""}, {"number": ""}, {"number": "9" * 41}])
def test_errors_stand_at_their_fields(change: dict[str, str], cast: Cast, hidden: Case, signed_in: SignedIn) -> None:
    answer = signed_in(cast.jonas).post(OPEN, form(cast, hidden.number) | change)
    assert answer.status_code == 400 and f'id="id_{next(iter(change))}-error"' in answer.content.decode()
    assert not EmergencyAccess.objects.exists()


def test_an_authority_that_is_not_ones_own_is_refused(cast: Cast, hidden: Case, signed_in: SignedIn) -> None:
    for other in ("x", str(cast.authorities[ISLAND]), ""):
        assert signed_in(cast.jonas).post(OPEN, form(cast, hidden.number) | {"authority": other}).status_code == 400
    assert not EmergencyAccess.objects.exists()


def test_who_holds_the_role_only_as_a_deputy_is_told_why_not(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    from comitas.accounts.rules import roles

    given = {"authority": cast.central, "absent": cast.ines.id, "deputy": cast.jonas.id}
    accounts.name_deputy(by=cast.karin, at=at, first=at.date(), last=at.date(), **given)  # type: ignore[arg-type]
    accounts.end_role(by=cast.ada, at=at, user=cast.jonas.id or 0, authority=cast.central, role=roles.OFFICER)
    accounts.give_role(by=cast.ada, at=at, user=cast.jonas.id or 0, authority=cast.central, role=roles.REGISTRAR)
    answer = signed_in(cast.jonas).get(OPEN)
    assert answer.status_code == 403 and "a role of your own" in answer.content.decode()


def test_the_head_ends_it_from_the_list_and_the_case_is_closed_again(
    cast: Cast, hidden: Case, signed_in: SignedIn
) -> None:
    jonas, karin, max_ = signed_in(cast.jonas), signed_in(cast.karin), signed_in(cast.max)
    jonas.post(OPEN, form(cast, hidden.number))
    end = f"{LIST}{EmergencyAccess.objects.get().pk}/end/"
    assert end in karin.get(LIST).content.decode() and end not in max_.get(LIST).content.decode()
    assert max_.post(end).status_code == 404 and signed_in(cast.lea).post(end).status_code == 404
    assert "The emergency access is ended." in karin.post(end, follow=True).content.decode()
    assert jonas.get(f"/cases/{hidden.pk}/").status_code == 404
    assert "This has ended already." in karin.post(end, follow=True).content.decode()
    assert "by Karin Aldane" in max_.get(LIST).content.decode()


def test_it_ends_by_itself(
    cast: Cast, at: datetime, hidden: Case, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    jonas = signed_in(cast.jonas)
    jonas.post(OPEN, form(cast, hidden.number))
    monkeypatch.setattr(clock, "now", lambda: EmergencyAccess.objects.get().until)
    assert jonas.get(f"/cases/{hidden.pk}/").status_code == 404
    assert "You see the restricted case" not in jonas.get("/").content.decode()
    assert "Ended by itself" in signed_in(cast.max).get(LIST).content.decode()


def test_the_list_is_paged_and_asks_no_more_for_more_rows(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    counts = []
    for number in (2, 28):
        for minute in range(number):
            case = restricted_case(cast, at, title=TITLE)
            accounts.break_glass(
                by=cast.jonas, at=at + timedelta(seconds=minute + number), compartment=case.compartment_id, reason=WHY
            )
        browser = signed_in(cast.max)
        browser.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(LIST).content.decode()
        counts.append(len(asked))
    assert page.count(WHY) == 25 and "after=" in page
    assert counts[0] == counts[1]

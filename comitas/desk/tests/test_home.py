"""The home page: what needs somebody, in words and in order, and nothing of what they may not know."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from comitas.accounts.models import User
from comitas.cases import actions
from comitas.cases.models import Case, Part
from comitas.cases.tests.building import add_part, open_case, restricted_case, take
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.desk.presenters import home as said
from comitas.desk.views import home
from comitas.drafting import actions as drafting
from comitas.drafting.tests.writing import approved, drafted, finished, version
from comitas.intake.tests.arriving import arrive
from comitas.samples.cast import COURT, Cast

SignedIn = Callable[[Actor], Client]
CANARY = "Quetzalcoatl"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Pages act on Tuesday 3 March 2026."""
    monkeypatch.setattr(clock, "now", lambda: at)


def words(client: Client) -> str:
    """The page as it is read: without tags, each blank once."""
    answer = client.get("/")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1]).split())


def quiet(cast: Cast, at: datetime, **more: Any) -> Case:
    case = open_case(cast, at, **more)
    Case.objects.filter(pk=case.pk).update(acknowledged_on=date(2026, 1, 13))
    return case


def held(cast: Cast, at: datetime, case: Case) -> None:
    person = actions.add_person(by=cast.ines, at=at, case=case.pk, name="Oren Kestley")
    actions.set_custody(by=cast.ines, at=at, person=person.pk, since=date(2026, 1, 2), place="Port Selwyn")


def week(cast: Cast, at: datetime) -> Case:
    """One thing in custody for Thursday, one late, one today, one for Friday, one in April."""
    liberty = quiet(cast, at)
    held(cast, at, liberty)
    add_part(cast, at, liberty, deadline=date(2026, 3, 5))
    open_case(cast, at, received_on=date(2026, 2, 21))
    for day in (date(2026, 3, 3), date(2026, 3, 6), date(2026, 4, 7)):
        add_part(cast, at, quiet(cast, at), deadline=day)
    return liberty


def test_a_sentence_then_the_groups_in_their_order(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    liberty = week(cast, at)
    shown = words(signed_in(cast.ines))
    assert "Tuesday 3 March 2026. Four things, one about a person in custody." in shown
    order = [shown.find(part) for part in ("First: liberty and overdue", f"{liberty.number}-1", "3 days late",
             "Today 1 Today", "Later this week", "1 later date")]  # fmt: skip
    assert order == sorted(order) and order[0] > 0
    assert "Thu 5 2 working days Answer part 1 In custody" in shown and "Fri 6 3 working days" in shown
    assert "Borland" in shown and "7 Apr" not in shown
    assert "28 Feb 3 days late Acknowledge the request Requests are acknowledged within 7 days of receipt." in shown


def test_each_thing_leads_to_where_one_does_it(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at, officer=None, wanted_by=date(2026, 3, 3))
    other = quiet(cast, at, officer=None, channel="telephone")
    part = add_part(cast, at, other, deadline=date(2026, 3, 3))
    head = signed_in(cast.karin).get("/").content.decode()
    for address in (
        f"/cases/{case.pk}/letters/new/?kind=acknowledgement",
        f"/cases/{other.pk}/letters/new/?kind=information-request",
        f"/parts/{part.pk}/",
        f'class="cm-cell__main" href="/cases/{case.pk}/"',
    ):
        assert address in head
    registrar = signed_in(cast.rosa).get("/").content.decode()
    assert "letters/new" not in registrar and registrar.count(f'class="cm-cell__main" href="/cases/{case.pk}/"') == 2


def test_an_acknowledgement_in_hand_is_where_it_goes_on(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    letter = drafted(cast, at, case, "acknowledgement")
    shown = signed_in(cast.ines).get("/").content.decode()
    assert f'href="/letters/{letter.pk}/">Acknowledge the request' in shown and "letters/new" not in shown
    assert "Draft" in shown


def test_on_a_quiet_day_the_next_date_is_told(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    add_part(cast, at, quiet(cast, at), deadline=date(2026, 3, 12))
    shown = words(signed_in(cast.ines))
    assert "Nothing needs you today. The next date is Thursday 12 March." in shown
    assert "1 later date" in shown and "/register/?view=mine" in signed_in(cast.ines).get("/").content.decode()
    assert words(signed_in(cast.karin)).count("Nothing needs you today.") == 1
    assert "The next date" not in words(signed_in(cast.karin))


def test_an_office_without_cases_begins_with_an_arrival(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    assert "No cases yet. Register an arrival." in words(signed_in(cast.ines))
    open_case(cast, at)
    assert "No cases yet." not in words(signed_in(cast.jonas))


def test_a_restricted_case_is_in_no_row_sentence_or_figure_of_others(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case = restricted_case(cast, at, title=CANARY, wanted_because=CANARY, wanted_by=date(2026, 3, 3))
    held(cast, at, case)
    part = add_part(cast, at, case, deadline=date(2026, 3, 4))
    for step in ("accept", "transmit"):
        take(cast, at, part, step)
    finished(cast, at, drafted(cast, at, case, "acknowledgement"))
    for officer in (cast.jonas.id, None):
        Case.objects.filter(pk=case.pk).update(officer=officer)
        for who in ("jonas", "rosa", "pavel", "ada", "max", "lea", "solo"):
            User.objects.filter(pk=cast.people[who].id).update(language="en")
            page = signed_in(cast.people[who]).get("/").content.decode()
            assert CANARY not in page and case.number not in page and str(case.pk) not in page
            assert "thing" not in words(signed_in(cast.people[who])).split("What needs you today")[1][:120].replace(
                "Nothing", ""
            )
    assert CANARY in words(signed_in(cast.karin))


@pytest.mark.parametrize("who", ["ada", "max", "lea"])
def test_who_reads_no_content_sees_none(cast: Cast, at: datetime, signed_in: SignedIn, who: str) -> None:
    case = week(cast, at)
    answer: Any = signed_in(cast.people[who]).get("/")
    assert case.number[:4] + "/" not in answer.content.decode().split("<main")[1]
    assert {"groups", "arrivals", "folders", "given", "figures"} & set(answer.context.keys()) == set()


def test_the_registrar_sees_arrivals_first(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    open_case(cast, at, officer=None)
    arrive(cast, at, sender="Ministry of Dorvania")
    shown = words(signed_in(cast.rosa))
    assert "Tuesday 3 March 2026. One arrival waits. One thing." in shown
    assert shown.index("New arrivals") < shown.index("Ministry of Dorvania") < shown.index("First: liberty")
    assert "Your cases" not in shown
    officer = words(signed_in(cast.karin))
    assert officer.index("First: liberty") < officer.index("New arrivals")


def test_the_executing_officer_sees_the_parts_given(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    client = signed_in(cast.pavel)
    assert "Nothing is with your authority now." in words(client)
    part = add_part(cast, at, quiet(cast, at), deadline=date(2026, 3, 5))
    take(cast, at, part, "accept")
    take(cast, at, part, "transmit", authority=str(cast.authorities[COURT]))
    shown = words(client)
    assert "One part is with your authority." in shown and f"{part.case.number}-1" in shown
    assert f"/given/{part.pk}/" in client.get("/").content.decode()
    assert "New arrivals" not in shown and "Your cases" not in shown


def test_letters_wait_for_the_head_and_come_back_to_who_wrote_them(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    letter = finished(cast, at, drafted(cast, at, open_case(cast, at), "acknowledgement"))
    drafting.submit(by=cast.ines, at=at - timedelta(days=2), letter=letter.pk, version=version(letter))
    ines, karin = signed_in(cast.ines), signed_in(cast.karin)
    assert "Head of authority 1 letter , oldest since 1 March 2026" in words(ines)
    assert "One letter to sign." in words(karin) and "To sign 1 letter , oldest since 1 March 2026" in words(karin)
    drafting.send_back(by=cast.karin, at=at, letter=letter.pk, version=version(letter), note="Name the article.")
    assert "One letter came back to you." in words(ines) and "Name the article." in words(ines)
    assert "to sign" not in words(karin) and "came back" not in words(karin)
    approved(cast, at, letter)
    assert "To send 1 letter" in words(signed_in(cast.rosa))


def test_what_lies_with_others_and_the_own_load(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    part = add_part(cast, at, quiet(cast, at, received_on=date(2024, 3, 1)))
    for step in ("accept", "transmit"):
        take(cast, at, part, step)
    Part.objects.filter(pk=part.pk).update(state_since=date(2026, 1, 13))
    shown = words(signed_in(cast.ines))
    assert "Executing authorities 1 part , oldest 49 days without news" in shown
    assert "Open 1 Over a year 1 New in March 0" in shown


def test_in_french_whole(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    week(cast, at)
    Case.objects.update(officer=cast.jonas.id)
    shown = words(signed_in(cast.jonas))
    assert "Mardi 3 mars 2026. Quatre choses, dont une concerne une personne détenue." in shown
    for sentence in ("D’abord : liberté et retards", "Répondre au volet 1", "3 jours de retard", "Jeu. 5", "En détention",
                     "Accuser réception de la demande", "Plus tard cette semaine", "Nouveaux en mars",
                     "Comment les délais sont comptés"):  # fmt: skip
        assert sentence in shown
    for english in ("Acknowledge", "Answer", "late", "working", "Today", "custody", "Dates are"):
        assert english not in shown


def test_a_long_group_is_cut_and_says_so(
    cast: Cast, at: datetime, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "ROWS", 2)
    for _number in range(5):
        open_case(cast, at)
    page = signed_in(cast.ines).get("/").content.decode()
    assert page.count("Acknowledge the request") == 2
    assert "Five things." in page and "3 more of this group come after these." in page


def test_the_page_costs_the_same_for_one_case_as_for_many(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_num_queries: Callable[..., Any]
) -> None:
    client = signed_in(cast.ines)
    client.get("/")
    for count in (1, 7):
        for _number in range(count):
            case = open_case(cast, at, wanted_by=date(2026, 3, 3))
            take(cast, at, add_part(cast, at, case, deadline=date(2026, 3, 2)), "accept")
            drafted(cast, at, case, "acknowledgement")
        with django_assert_num_queries(18):
            client.get("/")


@pytest.mark.parametrize(("n", "written"), [(0, "0"), (1, "1"), (2, "two"), (9, "nine"), (10, "10")])
def test_numbers_below_ten_are_words(n: int, written: str) -> None:
    assert said.number(n) == written


def test_nothing_beside_leaves_the_width_to_what_there_is(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    assert '<div class="cm-side"></div>' in signed_in(cast.rosa).get("/").content.decode()
    assert '<div class="cm-side"></div>' not in signed_in(cast.ines).get("/").content.decode()

"""The worklist page and the days that are noted: views, pages, need-to-know, what a double click and wrong input do, in both languages."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from comitas.accounts.models import User
from comitas.cases import actions
from comitas.cases.models import Case, Moment, Part
from comitas.cases.tests.building import add_part, open_case, restricted_case, take
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
EIO = [{"code": "eio", "cited": "", "agreed_9_29": False}]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Pages act on Tuesday 3 March 2026."""
    monkeypatch.setattr(clock, "now", lambda: at)


def shown(client: Client, asked: str = "") -> str:
    answer = client.get(f"/worklist/{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_views_show_what_they_say_and_nobody_elses_secrets(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    late = open_case(cast, at, received_on=date(2026, 1, 12))
    week = open_case(cast, at, received_on=date(2026, 2, 27))
    urgent = open_case(cast, at, received_on=date(2026, 2, 28), officer=cast.jonas.id)
    actions.set_urgent(by=cast.ines, at=at, case=urgent.pk, urgent=True, reason="A trial.")
    secret = restricted_case(cast, at, received_on=date(2026, 1, 12))
    silent = add_part(cast, at, late)
    take(cast, at, silent, "ask", date=date(2026, 1, 20))
    for who, asked, there, absent in (
        (cast.ines, "", {late, week, secret}, {urgent}),
        (cast.jonas, "?whose=team", {late, week, urgent}, {secret}),
        (cast.ines, "?view=overdue", {late, secret}, {week}),
        (cast.ines, "?whose=team&view=week", {week, urgent}, {late}),
        (cast.jonas, "?whose=team&view=urgent", {urgent}, {late, week}),
        (cast.ines, "?view=silent", {late}, {week, secret}),
        (cast.ines, "?view=custody", set(), {late, week}),
    ):
        page = shown(signed_in(who), asked)
        assert {case.number for case in (late, week, urgent, secret) if case.number in page} == {
            c.number for c in there
        }, asked
        assert not any(case.number in page for case in absent), asked
    page = shown(signed_in(cast.jonas), "?whose=team")
    assert page.index(urgent.number) < page.index(late.number)
    assert "Nothing of this kind." in shown(signed_in(cast.rosa), "?view=custody")


def test_pages_follow_each_other_and_nonsense_shows_the_first(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(27):
        open_case(cast, at, received_on=date(2026, 1, 1 + number))
    client = signed_in(cast.ines)
    first, second = shown(client), shown(client, "?page=2")
    assert "27 things." in first and "page=2" in first and first.count('<tr role="row">') == 26
    assert second.count('<tr role="row">') == 3 and "page=1" in second
    for odd in ("?page=0", "?page=x", "?page=-3", "?page=99999999", "?view=all&whose=%00", "?view=<b>"):
        assert "27 things." in shown(client, odd)
    with django_assert_max_num_queries(16):
        shown(client)
    assert client.get("/worklist/?page=9").status_code == 200


def test_executing_officers_and_administrators_have_no_worklist(cast: Cast, signed_in: SignedIn) -> None:
    for who in (cast.pavel, cast.ada):
        assert signed_in(who).get("/worklist/").status_code == 403


def test_days_are_noted_once_shown_with_how_they_count_and_taken_away(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    part = add_part(cast, at, open_case(cast, at, received_on=date(2026, 2, 2)), measure="a", bases=EIO)
    client, address = signed_in(cast.ines), f"/parts/{part.pk}/days/"
    version = Part.objects.get(pk=part.pk).version
    given = {
        "version": version,
        "executing-received": "20 February 2026",
        "executing-received-hour": "14h30",
        "hearing": "2026-05-04",
    }
    assert client.post(address, given)["Location"] == f"/parts/{part.pk}/"
    assert client.post(address, given).status_code == 302, "sent twice"
    assert Line.objects.filter(kind="case.days-set").count() == 1
    assert {one.code for one in Moment.objects.all()} == {"executing-received", "hearing"}
    page = client.get(f"/parts/{part.pk}/").content.decode()
    assert "Decide on recognition of part 1" in page and "Must: Directive 2014/41, 12(3)." in page
    assert "Counted from receipt by the executing authority on Fri 20 Feb at 14:30" in page
    assert "Counted back from the hearing on Mon 4 May" in client.get(f"/cases/{part.case_id}/").content.decode()
    version = Part.objects.get(pk=part.pk).version
    client.post(address, {"version": version, "hearing": "", "executing-received": "20 February 2026"})
    assert list(Moment.objects.values_list("code", "hour")) == [("executing-received", None)]


@pytest.mark.parametrize(("wrong", "said"), [
    ({"hearing": "soon"}, "Type a date such as"), ({"hearing": "1 May 1980"}, "This day lies before 1990."),
    ({"hearing": "1 May 2170"}, "This day is out of reach."), ({"executing-received": "4 March 2026"}, "This date has not come yet."),
    ({"executing-received-hour": "14:30"}, "An hour needs its day."),
    ({"executing-received": "2 March 2026", "executing-received-hour": "25:99"}, "Type an hour such as 14:30."),
])  # fmt: skip
def test_wrong_days_are_told_at_their_field_and_change_nothing(
    cast: Cast, at: datetime, signed_in: SignedIn, wrong: dict[str, str], said: str
) -> None:
    part = add_part(cast, at, open_case(cast, at), measure="a")
    version = Part.objects.get(pk=part.pk).version
    answer = signed_in(cast.ines).post(f"/parts/{part.pk}/days/", {"version": version, **wrong})
    assert answer.status_code == 400 and said in answer.content.decode()
    assert not Moment.objects.exists()


def test_the_second_of_two_officers_sees_both_days(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    client, address = signed_in(cast.ines), f"/cases/{case.pk}/days/"
    version = Case.objects.get(pk=case.pk).version
    assert client.post(address, {"version": version, "barred": "1 May 2027"}).status_code == 302
    late = client.post(address, {"version": version, "barred": "2 May 2027"})
    assert late.status_code == 409 and "1 May 2027" in late.content.decode()
    assert Moment.objects.get(code="barred").on == date(2027, 5, 1)
    assert signed_in(cast.solo).get(address).status_code == 404


def test_a_calendar_file_is_set_whole_or_refused_with_its_lines(cast: Cast, signed_in: SignedIn) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, address = signed_in(cast.karin), f"/calendar/{cast.central}/days/file/"

    def send(text: str) -> Any:
        return client.post(address, {"file": SimpleUploadedFile("days.csv", text.encode())})

    bad = send("day,name,works\n2026-12-24,Eve,\n31/02/2026,Never,\n2026-12-24,Again,dance\n").content.decode()
    assert "Line 3: “31/02/2026” is no day." in bad and "Line 4: This day is in the file twice." in bad
    assert "Line 4: Write “rest” or “work”" in bad
    for broken in (
        "",
        "day\n2026-12-24\n",
        "day,name\n",
        "day,name\n\x00,x\n",
        "day,name\n1880-01-01,x\n",
        "day;name\n2026-12-24;\n",
    ):
        assert send(broken).status_code == 400, broken
    assert send("day;name;works\n24.12.2026;Eve;\n26/12/2026;Saturday worked;work\n").status_code == 302
    page = client.get(f"/calendar/{cast.central}/?year=2026").content.decode()
    assert "Saturday worked" in page and "24 December 2026" in page


def test_in_french(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    User.objects.filter(pk=cast.ines.id).update(language="fr")
    part = add_part(cast, at, open_case(cast, at, received_on=date(2026, 2, 2)), measure="a", bases=EIO)
    page = signed_in(cast.ines).get(f"/parts/{part.pk}/").content.decode()
    assert "Statuer sur la reconnaissance du volet 1" in page and "Impératif\u00a0: Directive 2014/41, 12(3)." in page
    assert "notre réception, car celle par l’autorité d’exécution n’est pas notée" in page
    assert ".." not in page.split("Échéances")[1].split("</table>")[0]

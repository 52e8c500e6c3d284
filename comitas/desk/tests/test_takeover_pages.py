"""Moving in on the screen: choosing a file, its columns and words, the check, the take-over, and whoever has no business there."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from comitas.cases.models import Case
from comitas.samples.cast import Cast
from comitas.takeover import jobs
from comitas.takeover.models import Row, Takeover
from comitas.takeover.rules import stages
from comitas.takeover.tests import registers

SignedIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def worker_at(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """The worker acts at the instant of the test."""
    monkeypatch.setattr(jobs, "clock", SimpleNamespace(now=lambda: at))


@pytest.fixture
def rosa(signed_in: SignedIn, cast: Cast) -> Client:
    return signed_in(cast.rosa)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def choose(page: Client, cast: Cast, data: bytes, name: str = "registre.csv", **more: Any) -> Any:
    given = {
        "once": str(uuid4()),
        "authority": str(cast.central),
        "register": "Registre 2008",
        "file": SimpleUploadedFile(name, data),
        **more,
    }
    return page.post("/takeovers/", given)


def test_a_register_is_moved_in_from_the_file_to_the_cases(rosa: Client, cast: Cast, at: datetime) -> None:
    data = registers.file(
        "AJ/1/14;Ruritanie;5/3/2014;Objet;Jon Doe;Perquise;12/9/2015;Formidable;;Ines;;vu", *registers.ROWS
    )
    began = choose(rosa, cast, data)
    made = Takeover.objects.get()
    assert (began.status_code, began.url) == (302, f"/takeovers/{made.pk}/")
    assert 'hx-trigger="every 2s"' in text(rosa.get(began.url)) and "Look again" in text(rosa.get(began.url))
    assert "Refresh" not in rosa.get(began.url)  # it loads itself again only for whoever asks it to
    assert rosa.get(f"{began.url}?follow=yes")["Refresh"] == "15"
    jobs.read(str(made.pk))
    assert "5 rows were read" in text(rosa.get(began.url)) and "Refresh" not in rosa.get(f"{began.url}?follow=yes")
    columns = rosa.get(f"{began.url}columns/")
    assert columns.context["form"].initial["column_2"] == "received_on" and "could be read both ways" in text(columns)
    sent = {
        name: bound.value() or "" for name in columns.context["form"].fields if (bound := columns.context["form"][name])
    }
    assert rosa.post(f"{began.url}columns/", sent).url == f"{began.url}words/"
    place = f"{began.url}words/"
    for meant in ("Castellan", "c", "V9"):  # the State, the measure, the outcome, in the order of the columns
        form = rosa.get(place).context["form"]
        given = {name: form[name].value() for name in form.fields} | {
            name: meant for name in form.fields if name.startswith("code_")
        }
        place = rosa.post(place, given).url
    assert place == began.url
    rosa.post(f"{began.url}do/", {"do": "check"})
    jobs.check(str(made.pk))
    assert "5 rows are good" in text(rosa.get(began.url)) and not Case.objects.exists()
    rosa.post(f"{began.url}do/", {"do": "take"})
    assert "of 5 rows" in text(rosa.get(f"{began.url}progress/"))
    jobs.take(str(made.pk))
    assert rosa.get(f"{began.url}progress/")["HX-Refresh"] == "true"
    assert "5 cases were taken over" in text(rosa.get(began.url)) and Case.objects.count() == 5


def test_what_is_wrong_is_told_row_by_row_and_can_be_downloaded(rosa: Client, cast: Cast, at: datetime) -> None:
    made = registers.checked(cast, at, registers.file("A/1;Borland;31/02/2014;=cmd();;f;;;;;;", *registers.ROWS))
    page = text(rosa.get(f"/takeovers/{made.pk}/"))
    assert "<strong>Received on</strong>: “31/02/2014” cannot be read as a day." in page and "4 rows are good." in page
    sheet = b"".join(rosa.get(f"/takeovers/{made.pk}/left-out.csv").streaming_content).decode()
    assert "Received on: “31/02/2014” cannot be read as a day" in sheet and ";'=cmd();" in sheet


def test_an_imported_case_says_so_and_what_is_not_known_is_not_known(
    signed_in: SignedIn, cast: Cast, at: datetime
) -> None:
    registers.taken(cast, at, registers.file())
    ines = signed_in(cast.ines)
    register = text(ines.get("/register/"))
    assert register.count("Before 2026, imported") == 4 and "AJ/417/14" in register and "not known" in register
    undated = Case.objects.get(earlier__number="AJ/418/14")
    page = text(ines.get(f"/cases/{undated.pk}/"))
    assert "Closed before 3 March 2026, on an unknown day: Refused by the authority." in page
    assert "Imported" in page and "<dd" in page and "2014" in page and "1 January" not in page
    assert ines.get("/register/?words=aj417.14").status_code == 200
    assert "AJ/417/14" in text(ines.get("/register/?words=aj417.14"))


@pytest.mark.parametrize(("change", "says"), [
    ({"register": " "}, "This field is required"), ({"register": "x" * 130}, "at most 120"), ({"file": ""}, "file"),
    ({"restricted": "on"}, "Name at least one colleague"), ({"authority": str(uuid4())}, "Select a valid choice"),
    ({"file": SimpleUploadedFile("old.xls", b"\xd0\xcf\x11\xe0" + bytes(600))}, "old format"),
])  # fmt: skip
def test_a_wrong_field_is_told_at_the_field_and_nothing_is_kept(
    rosa: Client, cast: Cast, change: dict[str, Any], says: str
) -> None:
    answer = choose(rosa, cast, registers.file(), **change)
    assert answer.status_code == 400 and says in text(answer) and not Takeover.objects.exists()


def test_a_double_click_begins_once(rosa: Client, cast: Cast) -> None:
    once = str(uuid4())
    assert choose(rosa, cast, registers.file(), once=once).url == choose(rosa, cast, registers.file(), once=once).url
    assert Takeover.objects.count() == 1


def test_hostile_answers_of_the_forms_change_nothing(rosa: Client, cast: Cast, at: datetime) -> None:
    made = registers.begin(cast, at, registers.file("1;Ruritanie;2014-03-05;;;f;;;;;;"))
    address = f"/takeovers/{made.pk}/"
    wrong = [
        ("columns/", {"version": "x"}), ("columns/", {"version": made.version, "column_0": "nonsense"}), ("columns/", {"version": made.version}),
        ("words/?column=state", {"version": made.version, "word_0": "Ruritanie", "code_0": "Atlantis"}),
        ("reading/", {"version": made.version, "encoding": "ebcdic", "separator": ";"}),
    ]  # fmt: skip
    for place, given in wrong:
        assert rosa.post(address + place, given).status_code == 400, (place, given)
    assert rosa.post(address + "columns/", {"version": made.version - 1, "column_0": "old_number"}).status_code == 409
    for do in ("take", "stop", "check-everything", ""):
        assert rosa.post(address + "do/", {"do": do}).status_code == 302
    for place in ("words/?column=zzz&from=-1", "words/?column=state&from=99999", "?rows=zzz", "?after=%00"):
        assert rosa.get(address + place).status_code == 200
    made.refresh_from_db()
    assert made.stage == stages.MAPPING


def test_the_file_is_read_again_in_another_encoding(rosa: Client, cast: Cast, at: datetime) -> None:
    made = registers.begin(cast, at, registers.file(encoding="cp1252"))
    assert made.shape["encoding"] == "cp1252" and "Date de réception" in made.headings
    rosa.post(f"/takeovers/{made.pk}/reading/", {"version": made.version, "encoding": "cp1251", "separator": ";"})
    jobs.read(str(made.pk))
    made.refresh_from_db()
    assert made.shape["encoding"] == "cp1251" and "Date de réception" not in made.headings and made.rows == 4


def test_the_page_asks_the_same_few_things_however_many_rows(
    rosa: Client, cast: Cast, at: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = registers.taken(cast, at, registers.file(*(f"K/{n};Borland;2014;Objet {n};;f;;;;;;" for n in range(120))))
    with django_assert_max_num_queries(30):
        answer = rosa.get(f"/takeovers/{made.pk}/")
    assert len(answer.content) < 100_000 and Row.objects.filter(takeover=made).count() == 120
    with django_assert_max_num_queries(30):
        rosa.get("/takeovers/")


def test_the_example_is_understood_by_itself(rosa: Client, cast: Cast, at: datetime) -> None:
    for language in ("en", "fr"):
        data = b"".join(rosa.get("/takeovers/example.csv", headers={"accept-language": language}).streaming_content)
        made = registers.checked(cast, at, data)
        assert {verdict for verdict, _codes in registers.found(made).values()} <= {stages.GOOD, stages.WARNED}, (
            registers.found(made)
        )

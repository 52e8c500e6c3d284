"""What the officer takes over from a letter: readings in every language, persons of each measure, what is said beside a field."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.text import isolated
from comitas.desk.tests.intakepages import fields, html, page, post, with_letter
from comitas.intake import actions
from comitas.intake.models import Arrival
from comitas.intake.tests.arriving import LETTER, arrive, as_page, fresh, was_read
from comitas.samples.cast import COURT, Cast

SignedIn = Callable[[Actor], Client]
LISTED = """Office of the Prosecutor General
Request for mutual legal assistance
in the criminal proceedings against Tomas VERRIN for bribery (section 12 of the Penal Code)
Under Article 46 of the United Nations Convention against Corruption we ask you
(a) to obtain the records of account 55 0192 7740 at the Bank of Norrhaven;
(b) to take the testimony of the witness Mrs. Lena OSTREY."""
DATED = {
    "ru": "Дата: 11 января 2026 года", "es": "Fecha: 11 de enero de 2026", "pt": "Data: 11 de janeiro de 2026",
    "ar": "التاريخ: 11 كانون الثاني/يناير 2026", "zh": "日期:2026年1月11日",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime, settings: Any, tmp_path: Path) -> None:
    """Pages act on the day of the tests, with a store of their own."""
    settings.OBJECTS = tmp_path / "objects"
    monkeypatch.setattr(clock, "now", lambda: at)


def question(shown: str) -> str:
    found = re.search(r'name="(reading-\w+)"', shown)
    assert found is not None
    return found[1]


def summary(shown: str) -> str:
    found = re.search(r'govuk-error-summary__list">(.*?)</ul>', shown, re.S)
    assert found is not None
    return found[1]


def beside(shown: str, label: str) -> str:
    """How sure the page is of the row called *label*."""
    row = next(row for row in shown.split('<div class="cm-proposal')[1:] if re.search(rf">{label}</(label|span)>", row))
    found = re.search(r'cm-tag--\w+">([^<]+)<', shown[shown.index(row) :])
    return found[1] if found else ""


@pytest.mark.parametrize("language", DATED)
def test_the_right_reading_of_a_date_is_taken_whatever_its_language(
    cast: Cast, at: datetime, signed_in: SignedIn, language: str
) -> None:
    made, browser = with_letter(cast, at, as_page(DATED[language], ("11", "17"))), signed_in(cast.ines)
    name = question(html(browser, page(made)))
    assert post(browser, made, "accept", **{name: "0"}).status_code == 302
    assert fresh(made).written_on == date(2026, 1, 11)


def test_a_reading_that_is_no_date_is_shown_and_not_offered(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_letter(cast, at, as_page(DATED["ru"], ("11", "И"))), signed_in(cast.ines)
    shown = html(browser, page(made))
    name = question(shown)
    assert re.findall(rf'name="{name}" value="(\w+)"', shown) == ["0", "neither"] and "<b>И</b>" in shown
    assert post(browser, made, "accept", **{name: "1"}).status_code == 400
    assert post(browser, made, "accept", **{name: "0"}).status_code == 302


def test_a_part_has_whom_its_measure_names_or_the_officer_ticks(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_letter(cast, at, LISTED), signed_in(cast.ines)
    shown = html(browser, page(made))
    about = list(dict.fromkeys(re.findall(r'name="(about-\w+)"', shown)))
    filled = fields(shown)
    assert len(about) == 2 and about[0] not in filled and len(filled[about[1]]) == 1
    assert post(browser, made, "accept", more_persons="Aron Halden").status_code == 302
    case = Case.objects.get()
    assert {person.name for person in case.persons.all()} == {"Tomas VERRIN", "Lena OSTREY", "Aron Halden"}
    told = {part.measure: [person.name for person in part.persons.all()] for part in case.parts.all()}
    assert told == {"f": [], "a": ["Lena OSTREY"]}


def test_who_is_ticked_for_a_measure_belongs_to_its_part_unless_taken_off_the_case(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    made, browser = with_letter(cast, at, LISTED), signed_in(cast.ines)
    filled = fields(html(browser, page(made)))
    records = next(name for name in re.findall(r'name="(about-\w+)"', html(browser, page(made))))
    verrin, ostrey = filled["persons"]
    assert post(browser, made, "accept", **{records: [verrin, ostrey], "persons": [verrin]}).status_code == 302
    told = {part.measure: [person.name for person in part.persons.all()] for part in Case.objects.get().parts.all()}
    assert told == {"f": ["Tomas VERRIN"], "a": []}


def test_who_was_typed_is_put_on_the_measure_that_names_them(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_letter(cast, at, LISTED), signed_in(cast.ines)
    assert post(browser, made, "accept", persons=[], more_persons="Ostrey, Lena\nAron Halden").status_code == 302
    told = {part.measure: [person.name for person in part.persons.all()] for part in Case.objects.get().parts.all()}
    assert told == {"f": [], "a": ["Ostrey, Lena"]}


def test_the_foreign_provision_goes_into_the_case(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = with_letter(cast, at, LISTED)
    assert post(signed_in(cast.ines), made, "accept").status_code == 302
    offence = Case.objects.get().offences.get()
    assert (offence.cited, offence.provision) == ("bribery", "section 12 of the Penal Code") and offence.uncac


def test_a_legal_basis_without_a_measure_is_asked_about(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    text = "Request for mutual legal assistance\nUnder Article 46 of the United Nations Convention against Corruption."
    made, browser = with_letter(cast, at, text), signed_in(cast.ines)
    refused = post(browser, made, "accept")
    assert refused.status_code == 400 and "Legal basis: A legal basis stands with" in summary(refused.content.decode())
    assert fields(refused.content.decode())["bases"] == ["uncac-46"]
    assert post(browser, made, "accept", more_measures=["f"]).status_code == 302
    assert [basis["code"] for basis in Case.objects.get().parts.get().bases] == ["uncac-46"]


def test_what_asks_nothing_has_no_legal_basis_ticked(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    text = "Reminder of our request under Article 46 of the United Nations Convention against Corruption."
    made, browser = with_letter(cast, at, text, kind="status_query"), signed_in(cast.ines)
    shown = html(browser, page(made))
    assert 'name="bases"' in shown and "bases" not in fields(shown)
    assert post(browser, made, "accept").status_code == 302


def test_what_stands_in_a_field_is_never_called_blank(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = arrive(cast, at, sender="Typed by Rosa"), signed_in(cast.ines)
    shown = html(browser, page(made))
    registered = ("Sent by", "What it is", "Requesting authority")
    assert {label: beside(shown, label) for label in registered} == dict.fromkeys(registered, "As registered")
    assert beside(shown, "Their reference") == "Left blank"
    refused = post(browser, made, "forward", their_reference="PG 7", more_measures=["f"]).content.decode()
    assert beside(refused, "Their reference") == "You filled this in" == beside(refused, "Measures")
    assert beside(refused, "Sent by") == "As registered"


def test_you_changed_this_is_said_of_what_was_changed_alone(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = with_letter(cast, at, as_page(LETTER, ("0417", "0411")), sender="Typed by Rosa")
    browser = signed_in(cast.ines)
    asked = post(browser, made, "accept")
    assert asked.status_code == 400 and beside(asked.content.decode(), "Sent by") == "As registered"
    changed = post(browser, made, "accept", sender="Typed by Ines").content.decode()
    assert beside(changed, "Sent by") == "You changed this"


def test_the_summary_names_the_field(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    rosa, ines = signed_in(cast.rosa), signed_in(cast.ines)
    shown = rosa.post(reverse("desk:register-arrival"), {"sender": "Ministry"}).content.decode()
    assert "What it is: This field is required." in summary(shown)
    made = with_letter(cast, at, as_page(LETTER, ("0417", "0411"), ("24", "21")))
    told = summary(post(ines, made, "accept").content.decode())
    assert "Their reference: which reading is right? Choose one of the two readings" in told
    assert "Date of letter: which reading is right? Choose one of the two readings" in told


def test_readings_and_quotations_keep_their_own_direction(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = with_letter(cast, at, as_page("رقم الملف: 2026/778/ت.ق\nالتاريخ: 11 يناير 2026", ("778", "773")))
    shown = html(signed_in(cast.ines), page(made))
    doubted = shown[shown.index("reading-") : shown.index("The two readings differ")]
    assert "<bdi>2026/77<b>8</b>/" in doubted and "<bdi>2026/77<b>3</b>/" in doubted and "ltr" not in doubted
    assert isolated("2026/778/ت.ق") in re.findall("“([^”]*)”", shown)


def test_an_annulled_number_is_said_and_must_be_confirmed(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_letter(cast, at), signed_in(cast.ines)
    assert "despite_annulled" not in html(browser, page(made))
    actions.annul_entry(by=cast.rosa, at=at, arrival=made.pk, reason="Entered twice.")
    shown = html(browser, page(made))
    assert "The register number 0001/2026 is annulled: Entered twice." in shown
    refused = post(browser, made, "accept")
    assert refused.status_code == 400 and "Turn the arrival away" in summary(refused.content.decode())
    assert not Case.objects.exists()
    assert post(browser, made, "accept", despite_annulled="on").status_code == 302


def test_two_empty_files_are_not_the_same_letter(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    arrive(cast, at, b"")
    made = arrive(cast, at, b"", b"a letter")
    again = arrive(cast, at, b"a letter")
    assert "here already" not in html(signed_in(cast.ines), page(arrive(cast, at, b"")))
    was_read(made)
    assert again.number in html(signed_in(cast.ines), page(made))


def test_what_a_domestic_authority_asks_opens_a_request_of_that_kind(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    browser = signed_in(cast.ines)
    incoming = arrive(cast, at, b"%PDF-1.7 their letter")
    assert "What is to be asked" not in html(browser, page(incoming))
    drafts = [
        arrive(cast, at, b"%PDF-1.7 draft " + bytes(1 + n), kind="domestic_request", sender=COURT) for n in (1, 2)
    ]
    assert "What is to be asked" in html(browser, page(drafts[0]))
    assert post(browser, drafts[0], "accept", state_from="XB").status_code == 302
    assert (
        post(browser, drafts[1], "accept", state_from="XB", asks="sentence", more_persons="Milo Sarnath").status_code
        == 302
    )
    plain, wanted = (Arrival.objects.get(pk=draft.pk).case for draft in drafts)
    assert (plain.kind, plain.parts.count()) == ("request", 0)
    part = wanted.parts.get()
    assert (wanted.side, wanted.kind, part.measure, part.family) == (
        "outgoing",
        "extradition_request",
        "sentence",
        "sought",
    )
    assert [person.name for person in part.persons.all()] == ["Milo Sarnath"]


def test_what_is_to_be_asked_counts_only_for_what_goes_abroad(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = arrive(cast, at, b"%PDF-1.7 their letter")
    assert post(signed_in(cast.ines), made, "accept", asks="surrender").status_code == 302
    assert Arrival.objects.get(pk=made.pk).case.parts.count() == 0


def test_assistance_beside_an_extradition_is_made_a_case_of_its_own(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    browser, words = signed_in(cast.ines), "Make of the assistance that it asks a case of its own"
    assert words not in html(browser, page(arrive(cast, at, b"%PDF-1.7 plain")))
    made = arrive(cast, at, b"%PDF-1.7 wanted", kind="extradition_request")
    assert words in html(browser, page(made))
    refused = post(browser, made, "accept", state_from="XB", apart="on", more_measures=["surrender"])
    assert refused.status_code == 400 and "Tick what assistance is asked" in refused.content.decode()
    answer = browser.post(
        page(made), fields(html(browser, page(made))) | {"do": "accept", "apart": "on", "more_measures": ["surrender", "f"]}, follow=True
    )  # fmt: skip
    assert "and linked with it a case for the assistance" in answer.content.decode()
    case = Arrival.objects.get(pk=made.pk).case
    assert [part.measure for part in case.parts.all()] == ["surrender"]
    assert [part.measure for part in case.links.get().other.parts.all()] == ["f"]

"""The arrival's screen: what is filled in, what is asked, what every button does, and what the second officer keeps."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comitas.accounts import queries as accounts
from comitas.cases.models import Case
from comitas.cases.tests.building import add_part, open_case, take
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.desk.tests.intakepages import fields, html, page, post, with_letter
from comitas.documents import queries as kept
from comitas.intake import queries
from comitas.intake.models import Proposed, RegisterEntry
from comitas.intake.tests.arriving import LETTER, arrive, as_page, fresh, restricted, upload, was_read
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch, at: datetime, settings: Any, tmp_path: Path) -> None:
    """Pages act on the day of the tests, with a store of their own."""
    settings.OBJECTS = tmp_path / "objects"
    monkeypatch.setattr(clock, "now", lambda: at)


def test_what_was_read_is_filled_in_beside_its_words(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    shown = html(signed_in(cast.ines), page(with_letter(cast, at)))
    filled = fields(shown)
    assert filled["their_reference"] == "PG/IC/0417/26" and filled["written_on"] == "24 February 2026"
    assert "Prosecutor General" in filled["sender"]
    assert "wanted_by" in filled and "urgent_because" in filled and "case_number" in filled
    assert 'id="m1"' in shown and 'href="#f1"' in shown and "Page 1: “" in shown


def test_accepting_opens_the_case_that_the_letter_asks_for(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = with_letter(cast, at)
    assert post(signed_in(cast.ines), made, "accept", more_persons="Lena Ostrey").status_code == 302
    case = Case.objects.get()
    assert fresh(made).case_id == case.pk and "PG/IC/0417/26" in {r.text for r in case.references.all()}
    assert "Lena Ostrey" in {person.name for person in case.persons.all()}


def test_two_readings_fill_nothing_and_must_be_chosen(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_letter(cast, at, as_page(LETTER, ("0417", "0411"))), signed_in(cast.ines)
    shown = html(browser, page(made))
    assert fields(shown)["their_reference"] == ""
    assert "041<b>7</b>" in shown and "viewBox=" in shown and "cm-crop" in shown
    name = re.search(r'name="(reading-\w+)"', shown)[1]  # type: ignore[index]
    refused = post(browser, made, "accept")
    assert refused.status_code == 400 and "Choose one of the two readings, or Neither." in refused.content.decode()
    assert not Case.objects.exists()
    assert post(browser, made, "accept", **{name: "1"}).status_code == 302
    assert {r.text for r in Case.objects.get().references.all()} == {"PG/IC/0411/26"}


def test_neither_reading_takes_neither(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_letter(cast, at, as_page(LETTER, ("0417", "0411"))), signed_in(cast.ines)
    name = re.search(r'name="(reading-\w+)"', html(browser, page(made)))[1]  # type: ignore[index]
    post(browser, made, "accept", **{name: "neither"})
    assert not Case.objects.get().references.exists()


def test_a_date_read_twice_is_chosen_too(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_letter(cast, at, as_page(LETTER, ("24", "21"))), signed_in(cast.ines)
    shown = html(browser, page(made))
    assert fields(shown)["written_on"] == ""
    name = re.search(r'name="(reading-\w+)"', shown)[1]  # type: ignore[index]
    assert post(browser, made, "accept").status_code == 400
    assert post(browser, made, "accept", **{name: "0"}).status_code == 302
    assert fresh(made).written_on == datetime(2026, 2, 24).date()


def test_what_is_read_late_overwrites_nothing_and_is_never_taken_for_something_else(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    made, browser = with_letter(cast, at, sender="Typed by Rosa"), signed_in(cast.ines)
    typed = fields(html(browser, page(made))) | {"requesting": "Typed by Ines", "do": "accept"}
    was_read(made, LETTER.replace("Tomas VERRIN", "Aron HALDEN"))
    shown = html(browser, page(made))
    assert (
        fields(shown)["sender"] == "Typed by Rosa" and "As registered" in shown and 'name="use" value="sender"' in shown
    )
    late = browser.post(page(made), typed)
    if typed["persons"]:
        assert late.status_code == 400 and "Typed by Ines" in late.content.decode()
    assert "Aron" not in {
        person.name for person in Case.objects.filter(persons__isnull=False).values_list("persons__name", flat=True)
    }


def test_use_this_fills_one_field_and_keeps_the_rest(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_letter(cast, at, sender="Typed by Rosa"), signed_in(cast.ines)
    typed = fields(html(browser, page(made))) | {"requesting": "Typed by Ines", "title": "My title", "use": "sender"}
    filled = fields(browser.post(page(made), typed).content.decode())
    assert "Prosecutor General" in filled["sender"] and (filled["requesting"], filled["title"]) == (
        "Typed by Ines",
        "My title",
    )
    assert fresh(made).sender == "Typed by Rosa"
    assert browser.post(page(made), typed | {"use": "no such field"}).status_code == 200


def test_a_changed_value_says_so_and_keeps_what_was_read(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_letter(cast, at), signed_in(cast.ines)
    shown = post(browser, made, "forward", their_reference="Something else").content.decode()
    assert (
        "You changed this" in shown
        and "Read:" in shown
        and "PG/IC/0417/26" in shown
        and 'value="Something else"' in shown
    )


def test_saving_keeps_what_has_no_place_yet_on_the_page(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = with_letter(cast, at)
    answer = post(signed_in(cast.ines), made, "save", sender="Ministry", title="My title")
    filled = fields(answer.content.decode())
    assert (fresh(made).sender, filled["title"], filled["version"]) == ("Ministry", "My title", "2")


def test_a_decision_that_fails_changes_nothing_and_can_be_sent_again(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    made, browser = with_letter(cast, at), signed_in(cast.ines)
    refused = post(browser, made, "forward", sender="Ministry")
    assert refused.status_code == 400 and "Say to whom it is forwarded." in refused.content.decode()
    assert (fresh(made).sender, fresh(made).version) == ("", 1)
    again = fields(refused.content.decode()) | {"do": "forward", "forward_to": "Tax Office"}
    assert browser.post(page(made), again).status_code == 302 and fresh(made).state == "forwarded"


def test_the_second_officer_is_told_and_keeps_what_was_typed(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, ines, jonas = with_letter(cast, at), signed_in(cast.ines), signed_in(cast.karin)
    typed = fields(html(jonas, page(made))) | {"do": "accept", "title": "Long typed title"}
    post(ines, made, "save", sender="Ministry")
    late = jonas.post(page(made), typed)
    shown = late.content.decode()
    assert late.status_code == 409 and "Long typed title" in shown and "A colleague changed this arrival" in shown
    assert fields(shown)["version"] == "2"
    assert jonas.post(page(made), fields(shown) | {"do": "accept"}).status_code == 302


def test_after_a_colleague_accepted_what_was_typed_is_still_there(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    made, ines, karin = with_letter(cast, at), signed_in(cast.ines), signed_in(cast.karin)
    typed = fields(html(karin, page(made))) | {"do": "accept", "title": "Long typed title"}
    post(ines, made, "accept")
    late = karin.post(page(made), typed)
    assert (
        late.status_code == 409
        and "as case 2026/0001" in late.content.decode()
        and "Long typed title" in late.content.decode()
    )
    assert Case.objects.count() == 1


def test_a_reply_about_a_part_is_filed_with_its_result(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    part, ines = add_part(cast, at, open_case(cast, at)), signed_in(cast.ines)
    made = with_letter(cast, at)
    changed = {"kind": "domestic_reply", "result": "The statements are attached."}
    early = post(ines, made, "join", case_number=f"{part.case.number}-1", **changed)
    assert early.status_code == 400 and "Not possible while the part stands at" in early.content.decode()
    assert "The statements are attached." in early.content.decode()
    assert post(ines, made, "join", case_number=f"{part.case.number}-7", **changed).status_code == 400
    for step in ("accept", "transmit"):
        take(cast, at, part, step)
    filed = post(ines, made, "join", case_number=f"{part.case.number}-1", **changed)
    assert filed.url == reverse("desk:part", args=[part.pk])
    part.refresh_from_db()
    assert (part.state, part.result, fresh(made).case_id) == ("ready", "The statements are attached.", part.case_id)


def test_joining_forwarding_returning_turning_away(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, ines, rosa = open_case(cast, at), signed_in(cast.ines), signed_in(cast.rosa)
    made = with_letter(cast, at)
    assert post(ines, made, "join", case_number="2026/9999").status_code == 400
    assert post(ines, made, "join", case_number=case.number).status_code == 302 and fresh(made).case_id == case.pk
    returned = with_letter(cast, at)
    assert "Only a case officer may return" in html(rosa, page(returned))
    assert post(rosa, returned, "return", missing="Facts").status_code == 403
    assert post(ines, returned, "return", missing="Facts").status_code == 302
    away = with_letter(cast, at)
    assert post(rosa, away, "turn-away").status_code == 400
    assert post(rosa, away, "turn-away", ground="refusal").status_code == 400
    assert post(rosa, away, "turn-away", ground="duplicate", same_as="A-2026-9999").status_code == 400
    assert post(rosa, away, "turn-away", ground="duplicate", same_as=made.number).status_code == 302
    assert fresh(away).same_as_id == made.pk


def test_two_hundred_persons_typed_in_are_taken(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = with_letter(cast, at), signed_in(cast.ines)
    assert post(browser, made, "accept", more_persons="\n".join(f"Person {n}" for n in range(401))).status_code == 400
    assert post(browser, made, "accept", more_persons="\n".join(f"Person {n}" for n in range(200))).status_code == 302
    assert Case.objects.get().persons.count() >= 200


HOSTILE: list[Any] = [
    None, 7, "text", [], {"field": "person"}, {"field": "measure", "value": "zz"},
    {"field": "person", "value": {"name": ["x"]}}, {"field": "nonsense", "value": "x"},
    {"field": "their_reference", "value": "<script>alert(1)</script>", "quote": "<script>"},
]  # fmt: skip


@pytest.mark.parametrize("item", HOSTILE, ids=repr)
def test_what_is_no_proposal_is_not_shown_and_breaks_nothing(
    cast: Cast, at: datetime, signed_in: SignedIn, item: Any
) -> None:
    made = with_letter(cast, at)
    kept_items = Proposed.objects.get(arrival=made).items
    whole = {**kept_items[0], **item} if isinstance(item, dict) else item
    Proposed.objects.filter(arrival=made).update(items=[whole])
    shown = html(signed_in(cast.ines), page(made))
    assert "<script>alert" not in shown and 'id="m1"' not in shown


def test_a_value_that_does_not_stand_in_the_text_is_never_shown(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made = with_letter(cast, at)
    items = queries.proposals(cast.ines, made.pk)
    forged = [{**item, "quote": "Invented", "shown": "Invented"} for item in items]
    Proposed.objects.filter(arrival=made).update(items=forged)
    shown = html(signed_in(cast.ines), page(made))
    assert "Invented" not in shown and fields(shown)["their_reference"] == ""


def test_a_state_that_the_directory_does_not_know_is_left_to_the_officer(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    shown = html(
        signed_in(cast.ines), page(with_letter(cast, at, LETTER.replace("REPUBLIC OF BORLAND", "REPUBLIC OF NOWHERE")))
    )
    assert fields(shown)["state_from"] == "" and "The directory knows no State" in shown


def test_only_the_legal_bases_that_were_read_are_offered_first(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    shown = html(signed_in(cast.ines), page(with_letter(cast, at)))
    assert len(re.findall(r'name="bases"', shown)) == 1 and len(re.findall(r'name="more_bases"', shown)) > 3


def test_a_copy_of_a_restricted_letter_shows_nothing_to_others(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    hidden = restricted(cast, at, b"%PDF-1.7 letter")
    was_read(hidden, LETTER)
    made = with_letter(cast, at)
    rosa, ines = html(signed_in(cast.rosa), page(made)), html(signed_in(cast.ines), page(made))
    assert hidden.number in ines and "The same file is here already." in ines
    assert hidden.number not in rosa and "here already." not in rosa and "cm-notice" not in rosa
    assert signed_in(cast.rosa).get(page(made, "compare-arrival"), {"with": hidden.pk}).status_code == 404


def test_two_arrivals_side_by_side_and_noted_as_one(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    first, made, browser = with_letter(cast, at), with_letter(cast, at), signed_in(cast.rosa)
    shown = html(browser, page(made, "compare-arrival") + f"?with={first.pk}")
    assert shown.count("data-viewer") >= 2 and first.number in shown and made.number in shown
    assert browser.get(page(made, "compare-arrival"), {"with": "x"}).status_code == 404
    browser.post(page(made), {"do": "link", "twin": first.pk, "version": "1"})
    assert "Noted as the same letter." in html(browser, page(made))
    assert fresh(made).sender == "", "a link corrects nothing"
    assert browser.post(page(made), {"do": "link", "twin": "x", "version": "1"}).status_code == 400


def test_restricting_naming_readers_and_lifting(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, ines = arrive(cast, at), signed_in(cast.ines)
    assert ines.post(page(made, "arrival-readers"), {"do": "restrict"}).status_code == 400
    ines.post(page(made, "arrival-readers"), {"do": "restrict", "readers": [cast.karin.id]})
    assert signed_in(cast.rosa).get(page(made)).status_code == 404
    assert "Karin Aldane" in html(ines, page(made))
    ines.post(page(made, "arrival-readers"), {"do": "add", "user": cast.rosa.id})
    assert signed_in(cast.rosa).get(page(made)).status_code == 200
    ines.post(page(made, "arrival-readers"), {"do": "remove", "user": cast.rosa.id})
    refused = ines.post(page(made, "arrival-readers"), {"do": "remove", "user": cast.karin.id})
    assert refused.status_code == 400 and "at least two readers" in refused.content.decode()
    ines.post(page(made, "arrival-readers"), {"do": "lift"})
    assert signed_in(cast.jonas).get(page(made)).status_code == 200
    assert {reader.user_id for reader in accounts.readers(cast.ines, made.compartment_id)} == {
        cast.ines.id,
        cast.karin.id,
    }


def test_the_number_is_given_annulled_and_stays(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = arrive(cast, at, entry=False), signed_in(cast.rosa)
    browser.post(page(made, "number-arrival"), {"do": "enter"})
    assert browser.post(page(made, "number-arrival"), {"do": "annul", "reason": " "}).status_code == 400
    browser.post(page(made, "number-arrival"), {"do": "annul", "reason": "Twice"})
    assert RegisterEntry.objects.get().annulled_because == "Twice"
    assert "Twice" in html(browser, page(made, "number-arrival")) and "annulled" in html(browser, page(made))


def test_further_files_come_to_the_arrival(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    made, browser = arrive(cast, at), signed_in(cast.rosa)
    assert browser.post(page(made, "arrival-files"), {}).status_code == 400
    browser.post(page(made, "arrival-files"), {"upload": upload(cast.rosa, at, b"annex", "annex.pdf")})
    assert kept.placements(cast.ines, made.compartment_id).get().document.name == "annex.pdf"


def test_the_page_asks_as_often_for_many_copies_as_for_few(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    for _number in range(12):
        with_letter(cast, at)
    made, browser = with_letter(cast, at), signed_in(cast.ines)
    html(browser, page(made))
    with django_assert_max_num_queries(60):
        html(browser, page(made))

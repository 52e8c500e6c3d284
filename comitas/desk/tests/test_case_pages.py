"""The pages of a case: what they say, what they do, what they never show."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from comitas.cases import actions, queries
from comitas.cases.models import Person, StepTaken
from comitas.cases.rules.families import FAMILIES
from comitas.cases.tests.building import DAY, UNCAC, add_part, fresh, lines, open_case, restricted_case, take
from comitas.core.actor import Actor
from comitas.desk.tests.casepages import filled, page, post
from comitas.documents import actions as documents
from comitas.finding.tests.following import follow
from comitas.samples.cast import COURT, Cast

SignedIn = Callable[[Actor], Client]
OF = {"request": "assistance", "extradition_request": "extradition"}
ACCENTED = "Ærøskøbing <b>& co</b>"


def test_where_is_it_is_answered_on_the_first_screen(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at, requesting="Prosecutor General of Borland")
    filled(cast, at, case)
    actions.note_told(by=cast.ines, at=at, case=case.pk, on=date(2026, 1, 14), channel="letter", acknowledges=True)
    shown = page(signed_in(cast.ines), "case", case.pk)
    for words in (
        case.number, "Request for assistance, incoming", "Prosecutor General of Borland, PG/IC/0004/26", "Officer: Ines Marlow", "In custody",
        "The part is not answered yet, 1 before the court.", "Next: ask the court about part 1.", "12 January 2026", "14 January 2026, day 2",
        "14 January 2026, by letter", "Court of Appeal", "Kb 3/26", "Port Selwyn", "Record that the court allows it", "This is the head", "Bribery, section 204",
    ):  # fmt: skip
        assert words in shown, words
    assert lines(case)


def test_the_primary_action_and_the_reasons_follow_the_role(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    part = add_part(cast, at, case)
    ines: Any = signed_in(cast.ines).get(reverse("desk:case", args=[case.pk]))
    karin: Any = signed_in(cast.karin).get(reverse("desk:case", args=[case.pk]))
    rosa: Any = signed_in(cast.rosa).get(reverse("desk:case", args=[case.pk]))
    step = reverse("desk:step", args=[part.pk, "examine"])
    assert ines.context["button"]["url"] == step
    assert rosa.context["button"] is None
    reasons = {other["label"]: other["reason"] for other in ines.context["others"]}
    assert "head" in reasons["Refuse"]
    assert not {other["label"]: other["reason"] for other in karin.context["others"]}["Refuse"]


@pytest.mark.parametrize("name", ["case", "case-documents", "case-timeline", "case-readers", "change-case", "add-part", "add-person", "add-offence",
                                  "add-reference", "add-document", "link-case", "flag-case", "assign-case", "convert-case", "told", "close-case"])  # fmt: skip
def test_every_page_of_a_case_opens_for_its_officer_and_for_nobody_else(
    cast: Cast, at: datetime, signed_in: SignedIn, name: str
) -> None:
    case = restricted_case(cast, at, title="Canary wharf")
    filled(cast, at, case)
    page(signed_in(cast.ines), name, case.pk)
    for key in (case.pk, uuid4()):
        told = page(signed_in(cast.jonas), name, key, status=404)
        assert "Canary" not in told
    assert signed_in(cast.ada).get(reverse(f"desk:{name}", args=[case.pk])).status_code in (403, 404)


def test_every_page_of_a_part_and_a_person_likewise(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = restricted_case(cast, at)
    part = filled(cast, at, case)
    person = Person.objects.get(case=case)
    addresses = [
        ("part", part.pk),
        ("change-part", part.pk),
        ("step", part.pk, "court-allows"),
        ("case-person", person.pk),
        ("custody", person.pk),
    ]
    for name, *keys in addresses:
        page(signed_in(cast.ines), name, *keys)
        page(signed_in(cast.jonas), name, *keys, status=404)
    page(signed_in(cast.ines), "step", part.pk, "no-such-step", status=404)


@pytest.mark.parametrize(
    ("kind", "code"), [(kind, code) for kind, family in OF.items() for code in FAMILIES[family].steps]
)
def test_every_step_has_a_page(cast: Cast, at: datetime, signed_in: SignedIn, kind: str, code: str) -> None:
    family = FAMILIES[OF[kind]]
    part = add_part(cast, at, open_case(cast, at, kind=kind), measure=family.measures[-1])
    shown = page(signed_in(cast.karin), "step", part.pk, code)
    assert family.steps[code].verb in shown
    answer = post(signed_in(cast.karin), "step", part.pk, code, version=1)
    assert answer.status_code in (302, 400)


def test_a_step_is_taken_on_its_page(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    part = add_part(cast, at, case)
    client = signed_in(cast.ines)
    answer = post(client, "step", part.pk, "accept", version=1, date="3 March 2026", conditions="")
    assert answer["Location"] == reverse("desk:case", args=[case.pk])
    answer = post(
        client,
        "step",
        part.pk,
        "transmit",
        version=2,
        date="3/3/2026",
        authority=str(cast.authorities[COURT]),
        their_number="Rh 14/26",
    )
    assert answer.status_code == 302
    part.refresh_from_db()
    assert (part.state, part.their_number, part.executing_id, part.transmitted_on) == (
        "with-authority",
        "Rh 14/26",
        cast.authorities[COURT],
        DAY,
    )
    assert COURT in page(client, "case", case.pk)


def test_what_is_missing_is_told_at_its_field_and_nothing_typed_is_lost(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    part = add_part(cast, at, open_case(cast, at))
    answer = post(signed_in(cast.ines), "step", part.pk, "ask", version=1, date="soon", asked=ACCENTED)
    told = answer.content.decode()
    assert answer.status_code == 400
    assert "Type a date such as" in told
    assert "Ærøskøbing &lt;b&gt;&amp; co&lt;/b&gt;" in told
    answer = post(signed_in(cast.ines), "step", part.pk, "return", version=1, date="3 March 2026", missing="")
    assert "Say what is missing." in answer.content.decode()
    part.refresh_from_db()
    assert part.version == 1


def test_a_closed_gate_says_article_and_cure_and_only_the_head_may_pass(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    part = add_part(cast, at, open_case(cast, at), bases=UNCAC)
    karin = signed_in(cast.karin)
    typed = {"version": 1, "date": "3 March 2026", "ground": "R21b", "reason": "National security."}
    answer = post(karin, "step", part.pk, "refuse", **typed)
    told = answer.content.decode()
    assert answer.status_code == 400
    for words in (
        "Article 46(26)",
        "Consult it and record the consultation",
        "Reasons for going on all the same",
        "National security.",
    ):
        assert words in told
    answer = post(karin, "step", part.pk, "refuse", **typed, **{"pass-gate.consultation": "They asked us not to."})
    assert answer.status_code == 302
    assert StepTaken.objects.get().passed == {"gate.consultation": "They asked us not to."}
    shown = page(karin, "part", part.pk)
    assert "They asked us not to." in shown


def test_a_remedy_is_told_before_anything_is_typed(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    part = add_part(cast, at, open_case(cast, at))
    for code in ("accept", "transmit"):
        take(cast, at, part, code)
    take(cast, at, part, "appeal", suspensive=True)
    take(cast, at, part, "record-result")
    officer, head = (page(signed_in(actor), "step", part.pk, "answer") for actor in (cast.ines, cast.karin))
    assert "a remedy against part 1 is not decided" in officer
    assert "Reasons for going on" not in officer
    assert "Reasons for going on" in head


def test_the_second_officer_is_told_and_loses_nothing(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    part = add_part(cast, at, open_case(cast, at))
    take(cast, at, part, "accept", by=cast.jonas)
    answer = post(
        signed_in(cast.ines), "step", part.pk, "ask", version=1, date="3 March 2026", asked="The statute, and a map"
    )
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Jonas Haskel recorded on part 1" in told
    assert "The statute, and a map" in told
    assert 'name="version" value="2"' in told


def test_two_officers_on_the_particulars_choose_field_by_field(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    client = signed_in(cast.ines)
    typed = {
        "version": 1,
        "title": "Hers",
        "received_on": "12 January 2026",
        "state_from": "XB",
        "subject": "Her subject",
    }
    actions.change_case(by=cast.jonas, at=at, case=case.pk, version=1, title="His", facts="His facts")
    answer = post(client, "change-case", case.pk, **typed)
    told = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Jonas Haskel changed this", "Title now", "His", "Hers", "His facts"):
        assert words in told
    assert {difference["name"] for difference in answer.context["differences"]} == {
        "use-title",
        "use-facts",
        "use-subject",
    }
    answer = post(client, "change-case", case.pk, **(typed | {"version": 2, "use-facts": "theirs"}))
    assert answer.context["form"]["facts"].value() == "His facts"
    assert {difference["name"] for difference in answer.context["differences"]} == {"use-title", "use-subject"}
    answer = post(
        client, "change-case", case.pk, **(typed | {"version": 2, "facts": "His facts", "settled": ["facts"]})
    )
    assert answer.status_code == 302
    row = fresh(case)
    assert (row.title, row.facts, row.subject) == ("Hers", "His facts", "Her subject")


def test_an_executing_officer_sees_the_part_and_nothing_of_the_case(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case = open_case(cast, at, title="Secret of the case", requesting="Prosecutor General of Borland")
    part = add_part(cast, at, case)
    for code in ("accept", "transmit"):
        take(cast, at, part, code)
    take(cast, at, part, "consult", with_whom="Who was asked")
    pavel = signed_in(cast.pavel)
    assert f"{case.number}-1" in page(pavel, "given")
    shown = page(pavel, "given-part", part.pk)
    assert "Account 55 0381 2046" in shown
    for words in ("Secret of the case", "Prosecutor General"):
        assert words not in shown
    assert "Report the result" in shown
    assert "Transmitted to the executing authority" in shown
    assert "Who was asked" not in shown
    part.refresh_from_db()
    assert (
        post(
            pavel, "given-step", part.pk, "record-result", version=part.version, date="3 March 2026", result="x"
        ).status_code
        == 400
    )
    assert (
        post(
            pavel, "given-step", part.pk, "report-result", version=part.version, date="3 March 2026", result="Records"
        ).status_code
        == 302
    )
    part.refresh_from_db()
    assert part.state == "ready"
    page(pavel, "case", case.pk, status=403)
    page(pavel, "given-part", uuid4(), status=404)
    assert signed_in(cast.ines).get(reverse("desk:given")).status_code == 403


def test_the_page_costs_the_same_whatever_the_size_of_the_case(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    small, large = open_case(cast, at), open_case(cast, at)
    filled(cast, at, small)
    for number in range(12):
        upload = documents.receive_file(by=cast.ines, at=at, name=f"{number}.pdf", data=b"%PDF-1.7")
        documents.keep(by=cast.ines, at=at, upload=upload.pk, compartment=large.compartment_id)
        other = open_case(cast, at)
        actions.add_person(by=cast.ines, at=at, case=other.pk, name="Another Person")
        actions.change_case(by=cast.ines, at=at, case=large.pk, version=number + 1, subject=f"Told {number} times")
    for _ in range(6):
        filled_part = add_part(cast, at, large)
        take(cast, at, filled_part, "accept")
        take(cast, at, filled_part, "transmit")
        actions.add_person(by=cast.ines, at=at, case=large.pk, name="Another Person")
    follow()
    client = signed_in(cast.ines)
    for case in (small, large):
        with django_assert_max_num_queries(50):
            client.get(reverse("desk:case", args=[case.pk]))


def test_the_page_is_whole_in_french(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at, officer=cast.jonas.id)
    filled(cast, at, case)
    shown = page(signed_in(cast.jonas), "case", case.pk)
    for words in ("Volets", "En détention", "Devant la juridiction", "Reçu", "Chronologie"):
        assert words in shown, words
    assert queries.whole(cast.jonas, case.pk).parts

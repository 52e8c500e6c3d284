"""What officers write into a case, form by form."""

import re
from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from comitas.cases.tests.building import add_part, fresh, open_case, restricted_case, take
from comitas.core.actor import Actor
from comitas.desk.tests.casepages import filled, page, post
from comitas.ledger.models import Reading
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
ACCENTED = "Ærøskøbing <b>& co</b>"


def test_a_part_a_person_an_offence_a_reference_are_entered_once(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, client, once = open_case(cast, at), signed_in(cast.ines), str(uuid4())
    for _ in range(2):
        assert (
            post(
                client,
                "add-part",
                case.pk,
                once=once,
                measure="f",
                description="Account 55",
                bases=["uncac-46"],
                deadline="13 March 2026",
            ).status_code
            == 302
        )
        assert (
            post(
                client,
                "add-person",
                case.pk,
                once=once,
                natural="yes",
                name=ACCENTED,
                role="subject",
                category="suspect",
                aliases="One\nTwo",
            ).status_code
            == 302
        )
        assert post(client, "add-offence", case.pk, once=once, cited="Bribery", uncac="15").status_code == 302
        assert post(client, "add-reference", case.pk, text="PG/1").status_code == 302
    assert [case.parts.count(), case.persons.count(), case.offences.count(), case.references.count()] == [1, 1, 1, 1]
    part, person = case.parts.get(), case.persons.get()
    assert (part.bases, part.deadline) == ([{"code": "uncac-46", "cited": "", "agreed_9_29": False}], date(2026, 3, 13))
    assert (person.name, person.aliases) == (ACCENTED, ["One", "Two"])
    assert "&lt;b&gt;" in page(client, "case", case.pk)


def test_what_was_entered_can_be_put_right(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, client = open_case(cast, at), signed_in(cast.ines)
    filled(cast, at, case)
    part, person = case.parts.get(), case.persons.get()
    answer = post(
        client,
        "change-part",
        part.pk,
        version=part.version,
        description="Other account",
        deadline="",
        bases=["bilateral"],
        persons=[str(person.pk)],
        executing="",
    )
    assert answer.status_code == 302
    answer = post(
        client,
        "case-person",
        person.pk,
        version=person.version,
        natural="no",
        name="Saltmarsh Freight",
        role="subject",
        category="company",
    )
    assert answer.status_code == 302
    answer = post(client, "custody", person.pk, since="")
    assert answer.status_code == 302
    part.refresh_from_db()
    person.refresh_from_db()
    assert (part.description, part.deadline, part.executing) == ("Other account", None, None)
    assert (person.name, person.natural, person.custody_since) == ("Saltmarsh Freight", False, None)
    assert not fresh(case).in_custody


def test_officer_flags_kind_told_and_closing(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, client = open_case(cast, at, kind="enquiry", counts=False), signed_in(cast.karin)
    assert post(client, "assign-case", case.pk, officer=cast.jonas.id).status_code == 302
    assert post(client, "flag-case", case.pk, urgent="on", urgent_because="").status_code == 400
    assert (
        post(client, "flag-case", case.pk, urgent="on", urgent_because="Custody", confidential="on").status_code == 302
    )
    assert post(client, "convert-case", case.pk, kind="request").status_code == 302
    assert post(client, "told", case.pk, on="1 March 2026", channel="telephone").status_code == 302
    row = fresh(case)
    assert (row.officer_id, row.urgent, row.confidential, row.kind, row.counts, row.last_told_by) == (
        cast.jonas.id,
        True,
        True,
        "request",
        True,
        "telephone",
    )
    assert post(client, "close-case", case.pk, on="3 March 2026").status_code == 409
    take(cast, at, add_part(cast, at, case), "withdraw")
    assert post(client, "close-case", case.pk, on="3 March 2026").status_code == 302
    assert "Closed on 3 March 2026: Withdrawn." in page(client, "case", case.pk)
    assert post(client, "reopen-case", case.pk, on="3 March 2026", reason="").status_code == 400
    assert post(client, "reopen-case", case.pk, on="3 March 2026", reason="They wrote again").status_code == 302
    assert fresh(case).closed_on is None


def test_a_correction_is_made_on_its_page_and_seen_in_the_timeline(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case, client = open_case(cast, at), signed_in(cast.ines)
    part = add_part(cast, at, case)
    wrong = take(cast, at, part, "accept")
    shown = page(client, "step", part.pk, "correct")
    assert "What is corrected: Accepted, 3 March 2026." in shown
    assert str(wrong.pk) in shown
    answer = post(
        client, "step", part.pk, "correct", version=2, date="3 March 2026", corrects=str(wrong.pk), reason="Wrong part"
    )
    assert answer.status_code == 302
    part.refresh_from_db()
    assert part.state == "received"
    told = page(client, "case-timeline", case.pk)
    assert "Step corrected, part 1" in told
    assert "Wrong part" in told
    assert "Corrected" in page(client, "part", part.pk)


def test_links_lead_only_to_what_may_be_read(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, hidden = open_case(cast, at), restricted_case(cast, at)
    assert (
        post(signed_in(cast.jonas), "link-case", case.pk, number=hidden.number, why="Same company").status_code == 400
    )
    assert post(signed_in(cast.ines), "link-case", case.pk, number=hidden.number, why="Same company").status_code == 302
    assert hidden.number in page(signed_in(cast.ines), "case", case.pk)
    assert hidden.number not in page(signed_in(cast.jonas), "case", case.pk)


def test_restricting_naming_and_recusing(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, client = open_case(cast, at), signed_in(cast.ines)
    assert post(client, "case-readers", case.pk, do="restrict").status_code == 400
    assert post(client, "case-readers", case.pk, do="restrict", readers=[cast.karin.id]).status_code == 302
    page(signed_in(cast.jonas), "case", case.pk, status=404)
    assert post(client, "case-readers", case.pk, do="restrict", readers=[cast.jonas.id]).status_code == 302
    page(signed_in(cast.jonas), "case", case.pk)
    assert post(client, "case-readers", case.pk, do=f"remove:{cast.jonas.id}").status_code == 302
    assert post(client, "case-readers", case.pk, do=f"remove:{cast.karin.id}").status_code == 400
    assert post(client, "case-readers", case.pk, do="lift").status_code == 302
    assert post(client, "case-readers", case.pk, do="lift").status_code == 409
    answer = post(
        client, "case-readers", case.pk, **{"do": "recuse", "recuse-user": cast.jonas.id, "recuse-reason": "His cousin"}
    )
    assert answer.status_code == 302
    page(signed_in(cast.jonas), "case", case.pk, status=404)
    assert "Jonas Haskel" in page(client, "case-readers", case.pk)
    for nonsense in ("", "remove:", "remove:x", "remove:99999999999999999999", "other"):
        assert post(client, "case-readers", case.pk, do=nonsense).status_code in (302, 400)
    assert (
        post(signed_in(cast.rosa), "case-readers", case.pk, do="restrict", readers=[cast.karin.id]).status_code == 403
    )


def test_a_document_is_added_and_marked(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    case, client = open_case(cast, at), signed_in(cast.ines)
    file = SimpleUploadedFile("annex.txt", b"Account statements")
    answer = client.post(reverse("desk:add-document", args=[case.pk]), {"files": file})
    assert answer.status_code == 302
    assert post(client, "add-document", case.pk).status_code == 400
    shown = page(client, "case-documents", case.pk)
    assert "annex.txt" in shown
    placement = re.search(r"/items/([0-9a-f-]{36})/marks/", shown)
    assert placement
    page(client, "mark-item", placement[1])
    assert post(client, "mark-item", placement[1], handling=["H1"], purposes="nonsense").status_code == 400
    assert (
        post(
            client,
            "mark-item",
            placement[1],
            handling=["H1"],
            received="on",
            purposes=case.number,
            source="B",
            accuracy="2",
        ).status_code
        == 302
    )
    assert "H1 B2" in page(client, "case-documents", case.pk)
    page(signed_in(cast.solo), "mark-item", placement[1], status=404)


def test_what_is_shown_is_noted_as_read(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    part = filled(cast, at, case)
    client = signed_in(cast.ines)
    for name, key in (
        ("case", case.pk),
        ("case-timeline", case.pk),
        ("case-documents", case.pk),
        ("change-case", case.pk),
        ("part", part.pk),
    ):
        before = Reading.objects.count()
        page(client, name, key)
        assert Reading.objects.count() == before + 1, name
        assert Reading.objects.latest("id").compartment == case.compartment_id

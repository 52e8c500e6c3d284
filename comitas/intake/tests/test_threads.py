"""An arrival finds its case: by the mail that it answers, by a number that it quotes; and a restricted case stays unseen."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from comitas.accounts import actions as people
from comitas.cases.models import Case
from comitas.cases.tests.building import open_case
from comitas.core.actor import system
from comitas.core.refusals import NotThere
from comitas.documents import actions as documents
from comitas.documents import queries as kept
from comitas.documents.models import Document
from comitas.documents.rules import states
from comitas.intake import actions, jobs, queries
from comitas.intake.models import Arrival, MailId
from comitas.intake.readers import MailIds
from comitas.intake.rules import mail_ids, numbers
from comitas.intake.rules.mail_ids import Thread, of_header, of_page
from comitas.intake.tests.arriving import arrive, fresh, restricted, upload, was_read
from comitas.intake.tests.sourcing import a_folder, brought, drop, looked
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

BY = system("test")


def mail(own: str, *answered: str, subject: str = "Letter", body: str = "Dear colleagues") -> bytes:
    refs = f"References: {' '.join(answered)}\r\n" if answered else ""
    return f"From: a@b.example\r\nMessage-ID: {own}\r\n{refs}Subject: {subject}\r\n\r\n{body}\r\n".encode()


def filed(cast: Cast, at: datetime, case: Case, data: bytes) -> None:
    """A mail that lies in a case."""
    placed = documents.keep(
        by=cast.karin, at=at, upload=upload(cast.karin, at, data, "old.eml"), compartment=case.compartment_id
    )
    jobs.note_mail(document=str(placed.document_id))


def closed_case(cast: Cast, at: datetime) -> Case:
    """A case that only Ines and Karin may read."""
    case = open_case(cast, at)
    people.restrict(
        by=cast.karin, at=at, permission="case:restrict", compartment=case.compartment_id, readers=(cast.ines.id,)
    )
    return case


HEADERS = {
    "folded": (
        b"Message-ID:\r\n <1@a>\r\nReferences: <2@b>\r\n\t<3@c>\r\nIn-Reply-To: <3@c>\r\n\r\nx",
        Thread("1@a", ("3@c", "2@b")),
    ),
    "encoded": (
        b"message-id: <1@a>\nSubject: =?utf-8?q?R=C3=A9f=2E?= 2026/0021\n\n<9@z>",
        Thread("1@a", (), "R\u00e9f. 2026/0021"),
    ),
    "its own answer": (b"Message-ID: <1@a>\nIn-Reply-To: <1@a>\n\n", Thread("1@a")),
    "nothing": (b"", Thread()),
    "no identifiers": (b"Message-ID: 1@a\nReferences: none\n\n", Thread()),
    "broken words": (
        b"Subject: =?x?b?\xff\xfe?=\nMessage-ID: <\xff@a>\n\n",
        Thread("\udcff@a", (), "=?x?b?\ufffd\ufffd?="),
    ),
}


@pytest.mark.parametrize("what", HEADERS)
def test_a_header_says_in_which_thread_it_stands(what: str) -> None:
    head, thread = HEADERS[what]
    assert of_header(head) == thread


def test_hostile_headers_are_bounded() -> None:
    many = b"References: " + b"".join(b"<%d@a>\r\n " % number for number in range(100_000)) + b"\r\n\r\n"
    assert len(of_header(many).answered) == mail_ids.MOST_ANSWERED
    assert of_header(b"Message-ID: <" + b"a" * 60_000 + b">\n\n") == Thread()
    assert of_page("<very-long-\nidentifier@\nb.example>", "") == Thread("very-long-identifier@b.example")


def test_our_numbers_are_found_where_they_stand_alone() -> None:
    assert numbers.quoted("Re: 2026/0021-L3, A-2026-0412 (2025/0007-2)") == (
        "A-2026-0412",
        "2026/0021-L3",
        "2025/0007-2",
    )
    assert numbers.quoted("PG/2026/0021 and 2026/0021/4 and 12026/0021") == ()
    assert numbers.parse_case("2026/0021-L3") == numbers.Numbered(2026, 21)


def test_an_answer_is_offered_to_the_case_of_the_mail_that_it_answers(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    filed(cast, at, case, mail("<ours@ar.example>"))
    answer = arrive(cast, at, mail("<2@b.example>", "<other@b.example>", "<ours@ar.example>"))
    assert queries.offer(cast.rosa, answer) is None, "nobody has looked yet"
    was_read(answer, "Dear colleagues")
    offer = queries.offer(cast.rosa, answer)
    assert (offer.case, offer.number, offer.quoted) == (case, case.number, "")
    stranger = arrive(cast, at, mail("<3@b.example>", "<nobody@b.example>"))
    was_read(stranger, "Dear colleagues")
    assert queries.offer(cast.rosa, stranger) is None


def test_a_number_is_offered_with_its_part_and_an_arrival_s_with_its_case(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    for text, number in (
        (f"Your reference: {case.number}-L3", case.number),
        (f"Your reference: {case.number}-7", case.number),
        ("Your reference: 2019/0001", None),
    ):
        made = arrive(cast, at, b"%PDF-1.7 " + text.encode())
        was_read(made, text)
        offer = queries.offer(cast.rosa, made)
        assert (offer.number if offer else None) == number, text
    earlier = arrive(cast, at)
    actions.accept_into(by=cast.rosa, at=at, arrival=earlier.pk, version=1, case=case.pk)
    made = arrive(cast, at, b"%PDF-1.7")
    was_read(made, f"We refer to your number {earlier.number}")
    assert queries.offer(cast.rosa, made).case == case


def test_nothing_is_offered_that_one_may_not_read(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    people.recuse(
        by=cast.karin,
        at=at,
        permission="case:restrict",
        compartment=case.compartment_id,
        user=cast.ines.id,
        reason="A relative",
    )
    made = arrive(cast, at, b"%PDF-1.7")
    was_read(made, f"Your reference: {case.number}")
    assert queries.offer(cast.rosa, made).case == case
    assert queries.offer(cast.ines, made) is None


def test_a_restricted_arrival_is_not_offered_to_a_case_that_all_read(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    made = restricted(cast, at, b"%PDF-1.7")
    was_read(made, f"Your reference: {case.number}")
    assert queries.offer(cast.karin, made) is None


WAYS: dict[str, Callable[[Cast, datetime, Case], Arrival]] = {}


def way(made: Callable[[Cast, datetime, Case], Arrival]) -> Callable[[Cast, datetime, Case], Arrival]:
    WAYS[made.__name__] = made
    return made


@way
def by_the_mail_it_answers(cast: Cast, at: datetime, case: Case) -> Arrival:
    filed(cast, at, case, mail("<secret@ar.example>"))
    return arrive(cast, at, mail("<2@b.example>", "<secret@ar.example>"))


@way
def by_its_subject(cast: Cast, at: datetime, case: Case) -> Arrival:
    return arrive(cast, at, mail("<2@b.example>", subject=f"Re: {case.number}"))


@way
def from_a_source(cast: Cast, at: datetime, case: Case) -> Arrival:
    source = a_folder(cast, at)
    drop(source, "mail.eml", mail("<2@b.example>", subject=f"Re: {case.number}-L1"))
    looked(source, at)
    return brought(source)[0]


@way
def by_what_its_pages_say(cast: Cast, at: datetime, case: Case) -> Arrival:
    made = arrive(cast, at, b"%PDF-1.7")
    was_read(made, f"Your reference: {case.number}")
    return made


@pytest.mark.parametrize("name", ["by_the_mail_it_answers", "by_its_subject", "from_a_source", "by_what_its_pages_say"])
def test_what_belongs_to_a_restricted_case_goes_unseen_to_its_readers(name: str, cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    people.recuse(
        by=cast.karin,
        at=at,
        permission="case:restrict",
        compartment=case.compartment_id,
        user=cast.jonas.id,
        reason="A friend",
    )
    made = WAYS[name](cast, at, case)
    for who in (cast.rosa, cast.jonas):
        with pytest.raises(NotThere):
            queries.arrival(who, made.pk)
    for who in (cast.ines, cast.karin):
        assert queries.arrival(who, made.pk).compartment.restricted
        was_read(fresh(made), f"Your reference: {case.number}")
        assert queries.offer(who, fresh(made)).case == case
    assert queries.was_passed_on(cast.rosa, made.pk)
    assert not queries.was_passed_on(cast.max, made.pk)
    assert not queries.was_passed_on(cast.solo, made.pk)
    assert Line.objects.filter(kind="arrival.passed-on").count() == 1


def test_who_lifts_the_restriction_is_not_overruled(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    made = by_what_its_pages_say(cast, at, case)
    people.lift_restriction(by=cast.ines, at=at, permission="arrival:restrict", compartment=made.compartment_id)
    was_read(fresh(made), f"Your reference: {case.number}")
    assert queries.arrival(cast.rosa, made.pk)


def test_a_restricted_source_s_arrival_goes_from_its_readers_to_the_case_s(cast: Cast, at: datetime) -> None:
    case = closed_case(cast, at)
    source = a_folder(cast, at, restricted=True, readers=(cast.rosa.id, cast.jonas.id))
    drop(source, "mail.eml", mail("<2@b.example>", subject=f"Re: {case.number}"))
    looked(source, at)
    (made,) = brought(source)
    assert queries.arrival(cast.ines, made.pk)
    with pytest.raises(NotThere):
        queries.arrival(cast.rosa, made.pk)


def test_identifiers_of_mails_are_kept_wherever_they_lie_and_made_again(
    cast: Cast, at: datetime, monkeypatch: Any
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("comitas.core.jobs.defer", lambda name, **given: asked.append(f"{name} {given['document']}"))
    reader = MailIds()

    class Told:
        kind = "document.kept"
        payload = {"document": "1", "content": "mail"}

    for kind, content in (
        ("document.kept", "mail"),
        ("document.kept", "pdf"),
        ("document.read", "mail"),
        ("document.read", "outlook"),
    ):
        Told.kind, Told.payload = kind, {"document": f"{kind} {content}", "content": content}
        reader.apply(Told)  # type: ignore[arg-type]
    assert asked == ["intake.note-mail document.kept mail", "intake.note-mail document.read outlook"]
    made = arrive(cast, at, mail("<1@b.example>", "<0@b.example>"))
    placed = kept.placements(cast.rosa, made.compartment_id).get()
    jobs.note_mail(document=str(placed.document_id))
    jobs.note_mail(document=str(placed.document_id))
    assert sorted(MailId.objects.values_list("kind", flat=True)) == ["answered", "own"]
    reader.clear()
    assert not MailId.objects.exists()


def test_a_mail_of_outlook_says_it_on_its_first_page(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    filed(cast, at, case, mail("<long-identifier-of-ours@mail.central.ar.example>"))
    made = arrive(cast, at, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    placed = kept.placements(cast.rosa, made.compartment_id).get()
    Document.objects.filter(pk=placed.document_id).update(kind="outlook", state=states.READ)
    was_read(
        made,
        "From: a@b.example\nSubject: Answer\nMessage-ID: <7@b.example>\nIn-Reply-To: <long-identifier-of-\nours@mail.central.ar.example>",
    )
    assert queries.offer(cast.rosa, made).case == case

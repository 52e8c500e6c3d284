"""A person whom we want, through the pages: drafted with its own gaps, a document in two languages, sent, arrested, handed over."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import pikepdf.pdfa
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comitas.cases import actions as cases
from comitas.cases.models import Case, Part
from comitas.cases.tests.building import add_part, open_case, take
from comitas.cases.tests.test_extradition import ECE, wanted
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.desk.tests.casepages import page, post
from comitas.desk.tests.test_outgoing_story import BORLAND, seal, send_page, sending
from comitas.directory.models import Authority
from comitas.drafting import queries as drafting
from comitas.samples.cast import COURT, Cast

SignedIn = Callable[[Actor], Client]
MOST_BYTES = 100_000
ONCE = "0197f000-0000-7000-8000-00000000000"


def begun(client: Client, asks: str) -> Case:
    """The first page opens the case and says what is asked."""
    shown = client.get(reverse("desk:new-request"))
    first = {bound.html_name: bound.value() for bound in shown.context["form"]}
    told = first | {"asks": asks, "state_from": "XB", "title": "Tomas Verrill"}
    assert client.post(reverse("desk:new-request"), told).status_code == 302
    assert client.post(reverse("desk:new-request"), told).status_code == 302  # sent twice, opened once
    return Case.objects.select_related("authority", "outgoing").get(side="outgoing")


def add(client: Client, address: str, case: Case, number: int, /, **typed: Any) -> None:
    answer = post(client, address, case.pk, once=f"{ONCE}{number}", **typed)
    assert answer.status_code == 302, answer.context["form"].errors


def drafted(client: Client, cast: Cast, asks: str, language: str = "en", **details: str) -> Case:
    """A request for a person, with all that is required."""
    case = begun(client, asks)
    to = Authority.objects.get(name=BORLAND)
    add(
        client,
        "draft-add-person",
        case,
        1,
        natural="yes",
        name="Tomas Verrill",
        role="subject",
        category="accused",
        nationality="Borland",
    )
    add(client, "draft-add-offence", case, 2, cited="Active bribery", provision="Section 187", text="Whoever gives …",
        committed="Norrhaven, 3 May 2024", months_asking="96", months_asked="60")  # fmt: skip
    part = case.parts.get()
    measure = reverse("desk:draft-measure", args=[part.pk])
    shown = client.get(measure).context["form"]
    answer = client.post(
        measure, {"version": shown["version"].value(), "persons": str(case.persons.get().pk)} | details
    )
    assert answer.status_code == 302, answer.context["form"].errors
    for topic, typed in (
        ("requester", {"requesting_authority": str(cast.authorities[COURT]), "received_on": "1 March 2026", "limitation_on": "3 May 2034"}),
        ("matter", {"conducting": "District Court of Norrhaven"}),
        ("facts", {"facts": "He paid 385,000 in four parts."}),
        ("basis", {"other_code": "ece", "other_cited": "European Convention on Extradition"}),
        ("language", {"language": language, "translation_attached": "yes"}),
        ("addressee", {"addressee": str(to.pk)}),
    ):  # fmt: skip
        answer = send_page(client, case, topic, **typed)
        assert answer.status_code == 302, (topic, answer.context and answer.context["form"].errors)
    return Case.objects.select_related("authority", "outgoing").get(pk=case.pk)


WARRANT = {
    "detail-warrant": "District Court of Norrhaven, 12/26, 2 March 2026", "detail-copy": "authenticated", "detail-law": "copy",
}  # fmt: skip


def test_the_first_page_opens_the_case_of_a_person_and_its_pages_ask_what_the_convention_asks(
    cast: Cast, signed_in: SignedIn
) -> None:
    ines = signed_in(cast.ines)
    case = begun(ines, "surrender")
    part = case.parts.get()
    assert (case.kind, part.family, part.measure, part.state) == (
        "extradition_request",
        "sought",
        "surrender",
        "drafting",
    )
    listed = page(ines, "draft", case.pk)
    assert "What it is for" not in listed and "The procedure that is wished" not in listed
    shown = page(ines, "draft-measure", part.pk)
    for words in (
        "Warrant of arrest: court, number and date",
        "An authenticated copy",
        "ECE 12(2)(a)",
        "ECE 12(2)(c)",
        "ECE 20",
    ):
        assert words in shown, words
    offered = page(ines, "draft-add-measure", case.pk)
    assert "Extradition to serve a sentence" in offered and "Bank or other records" not in offered
    assert "longest penalty by our law" in page(ines, "draft-offences", case.pk)
    post(
        ines,
        "draft-measure",
        part.pk,
        version=ines.get(reverse("desk:draft-measure", args=[part.pk])).context["form"]["version"].value(),
    )
    gaps = page(ines, "draft", case.pk)
    for words in ("(ECE 12(2)(a))", "Warrant of arrest"):
        assert words in gaps, words


def test_every_gap_is_named_with_its_article_until_it_is_filled(cast: Cast, signed_in: SignedIn) -> None:
    ines = signed_in(cast.ines)
    case = drafted(ines, cast, "surrender")
    assert "Note what came with the request" not in page(ines, "case-checks", case.pk)  # nothing came: it is ours
    listed = page(ines, "draft", case.pk)
    for words in (
        "Warrant of arrest: court, number and date (ECE 12(2)(a))",
        "What of the law is enclosed (ECE 12(2)(c))",
    ):
        assert words in listed, words
    low = case.offences.get()
    cases.change_offence(by=cast.ines, at=case.opened_at, offence=low.pk, months_asked=6)
    assert "Minimum penalty (ECE 2(1))" in page(ines, "draft", case.pk)
    assert "no offence is punishable in both States with at least 12 months" in page(ines, "case-checks", case.pk)
    cases.change_offence(by=cast.ines, at=case.opened_at, offence=low.pk, months_asked=60, committed="")
    assert "Statement of the offences (ECE 12(2)(b), 16(2))" in page(ines, "draft", case.pk)


def test_from_provisional_arrest_to_the_request_with_its_papers(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ines, karin, rosa = signed_in(cast.ines), signed_in(cast.karin), signed_in(cast.rosa)
    told = {"detail-warrant": "District Court, 12/26", "detail-follows": "yes"}
    case = drafted(ines, cast, "arrest", **told)
    assert case.kind == "provisional_arrest"
    assert "Everything that is required is there." in page(ines, "draft", case.pk)
    shown = page(ines, "request", case.pk)
    for words in (
        "Request for provisional arrest: Tomas Verrill",
        "with a view to extradition",
        "will be sent without delay",
        "Person claimed",
    ):
        assert words in shown, words
    assert "assistance" not in shown.split("cm-paper")[1].split("</article>")[0].casefold()
    leave(ines, karin, case)
    sending(rosa, case)
    part = case.parts.get()
    took = step(ines, part, "be-arrested", place="Hollin prison")
    assert took.status_code == 302
    waiting = page(ines, "case", case.pk)
    assert "Papers due" in waiting and "in their hands" in waiting and "In custody" in waiting
    assert step(ines, part, "draft-papers", asked_for="surrender").status_code == 302
    measure = reverse("desk:draft-measure", args=[part.pk])
    form = ines.get(measure).context["form"]
    given = {"version": form["version"].value(), "persons": str(case.persons.get().pk)}
    assert ines.post(measure, given | WARRANT).status_code == 302
    assert "Everything that is required is there." in page(ines, "draft", case.pk)
    shown = page(ines, "request", case.pk)
    assert "Request for extradition: Tomas Verrill" in shown and "Following its request of" in shown
    leave(ines, karin, case)
    part.refresh_from_db()
    assert (part.state, part.measure) == ("approved", "surrender")


def step(client: Client, part: Part, code: str, **typed: str) -> Any:
    form = client.get(reverse("desk:step", args=[part.pk, code])).context["form"]
    date = form.fields["date"].prepare_value(form["date"].value())
    return post(client, "step", part.pk, code, version=form["version"].value(), date=date, **typed)


def leave(ines: Client, karin: Client, case: Case) -> None:
    """Submitted and approved."""
    assert post(ines, "submit-request", case.pk, seal=seal(ines, case)).status_code == 302
    assert post(karin, "approve-request", case.pk, seal=seal(karin, case)).status_code == 302


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Request for extradition: Tomas Verrill", "We request the extradition of Tomas Verrill", "An authenticated copy", "8 years", "5 years")),
        ("fr", ("Demande d’extradition : Tomas Verrill", "Nous demandons l’extradition de Tomas Verrill", "Une copie authentique", "8 ans", "5 ans")),
    ],
)  # fmt: skip
def test_the_document_is_a_request_for_extradition_in_both_languages(
    cast: Cast, at: datetime, signed_in: SignedIn, language: str, words: tuple[str, ...]
) -> None:
    ines = signed_in(cast.ines)
    case = drafted(ines, cast, "surrender", language, **WARRANT)
    word = ines.get(reverse("desk:request-word", args=[case.pk]))
    with ZipFile(io.BytesIO(b"".join(word) if word.streaming else word.content)) as archive:
        inside = archive.read("word/document.xml").decode()
    for one in words:
        assert one in inside, one
    assert "assistance" not in inside and "entraide" not in inside
    pdf = drafting.printed_request(drafting.request_sheet(cast.ines, case.pk, at=at))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        findings = [one.message for one in pikepdf.pdfa.check(opened, "2b").findings]
        assert [
            one for one in findings if "not supported" not in one
        ] == []  # what the checker does not know is no fault


def test_pages_of_a_request_for_a_person_are_small_and_cost_the_same_with_many(
    cast: Cast, at: datetime, signed_in: SignedIn, django_assert_max_num_queries: Any
) -> None:
    ines = signed_in(cast.ines)
    case = drafted(ines, cast, "surrender", **WARRANT)
    part = case.parts.get()
    names = (("draft", case.pk), ("draft-measure", part.pk), ("draft-offences", case.pk), ("draft-persons", case.pk), ("case", case.pk),
             ("part", part.pk), ("request", case.pk), ("case-checks", case.pk))  # fmt: skip
    few = counted(ines, names)
    for number in range(8):
        cases.add_offence(
            by=cast.ines, at=at, case=case.pk, cited=f"Offence {number}", committed="Norrhaven, 2024", text="Whoever …"
        )
        cases.add_person(by=cast.ines, at=at, case=case.pk, name=f"Person {number}", nationality="Borland")
    many = counted(ines, names)
    assert {name: count for name, (count, _size) in many.items()} == {
        name: count for name, (count, _size) in few.items()
    }
    assert {name: size for name, (_count, size) in many.items() if size > MOST_BYTES} == {}


def counted(client: Client, names: tuple[tuple[str, Any], ...]) -> dict[str, tuple[int, int]]:
    """Of each page how many queries it asks, and how many bytes it has."""

    found = {}
    for name, key in names:
        client.get(reverse(f"desk:{name}", args=[key]))
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(reverse(f"desk:{name}", args=[key]))
        found[name] = (len(asked.captured_queries), len(answer.content))
    return found


def test_pages_of_an_extradition_that_arrived_are_small_and_cost_the_same_with_many(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case, part, person = wanted(cast, at, "surrender")
    take(cast, at, part, "examine")
    ines = signed_in(cast.ines)
    names = (
        ("case", case.pk),
        ("part", part.pk),
        ("case-checks", case.pk),
        ("case-papers", case.pk),
        ("case-timeline", case.pk),
    )
    few = counted(ines, names)
    for number in range(8):
        cases.add_offence(by=cast.ines, at=at, case=case.pk, cited=f"Offence {number}")
        cases.add_person(by=cast.ines, at=at, case=case.pk, name=f"Person {number}")
    many = counted(ines, names)
    assert {name: count for name, (count, _size) in many.items()} == {
        name: count for name, (count, _size) in few.items()
    }
    assert {name: size for name, (_count, size) in many.items() if size > MOST_BYTES} == {}


def test_the_prosecution_is_opened_by_one_button_and_reported_by_a_letter(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    case, part, _person = wanted(cast, at, "surrender")
    take(cast, at, part, "examine")
    take(cast, at, part, "refuse-national", ground="ECE6", reason="A national of ours.")
    ines = signed_in(cast.ines)
    assert "Open the prosecution here" in page(ines, "case", case.pk)
    assert step(ines, part, "open-prosecution").status_code == 302
    made = Case.objects.get(kind="prosecution_here")
    assert made.number in page(ines, "case", case.pk)
    shown = page(ines, "case", made.pk)
    for words in (
        "Prosecution here in place of extradition",
        "To be prosecuted here",
        "without undue delay",
        "Tomas Verrill",
        case.number,
    ):
        assert words in shown, words
    one = made.parts.get()
    take(cast, clock.now(), one, "submit-here", date=clock.local_date(clock.now(), "Europe/Oslo"))
    body = drafting.filled(cast.ines, made.pk, drafting.Asked("prosecution-report", "fr", (one.pk,))).body
    assert "notre ressortissante" in body and "ministère public" in body


@pytest.mark.parametrize(
    ("measure", "there", "gone"),
    [
        (
            "surrender",
            ("addressed a request in a matter of extradition", "Request in a matter of extradition"),
            ("assistance",),
        ),
        ("c", ("asks for assistance", "Request for assistance"), ("extradition",)),
    ],
)
def test_a_transmission_says_what_is_asked(
    cast: Cast, at: datetime, measure: str, there: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    case = open_case(cast, at, kind="extradition_request")
    part = add_part(cast, at, case, measure=measure, bases=ECE if measure == "surrender" else [])
    for language in ("en", "fr"):
        letter = drafting.filled(cast.ines, case.pk, drafting.Asked("transmission", language, (part.pk,)))
        text = f"{letter.subject} {letter.body}"
        if language == "en":
            assert [words for words in there if words not in text] == []
            assert [words for words in gone if words in text] == []
        else:
            assert ("entraide" in text, "matière d’extradition" in text) == (measure == "c", measure == "surrender")
    both = add_part(cast, at, case, measure="f", bases=[])
    letter = drafting.filled(cast.ines, case.pk, drafting.Asked("transmission", "en", (part.pk, both.pk)))
    assert "assistance" in letter.subject and (measure == "c" or "extradition" in letter.subject)

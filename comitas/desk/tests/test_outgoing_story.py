"""A request of ours, from the first page of its draft to the requester's word that it satisfies; and what goes wrong on the way."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from comitas.cases import actions as cases
from comitas.cases import queries
from comitas.cases.models import Case, Part
from comitas.cases.tests.building import fresh, lines
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.desk.tests.casepages import page, post
from comitas.directory.models import Authority
from comitas.documents.models import Placement
from comitas.drafting.models import Dispatch, Paper
from comitas.samples.cast import COURT, Cast

SignedIn = Callable[[Actor], Client]
BORLAND = "Office of the Prosecutor General of Borland"


def today() -> str:
    """Pages ask the clock; what is sent in a test is sent today."""
    return clock.local_date(clock.now(), "Europe/Oslo").isoformat()


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def send_page(client: Client, case: Case, topic: str, **typed: Any) -> Any:
    """Open a page of the draft, as the browser does, and send it with what was typed."""
    address = reverse("desk:draft-page", args=[case.pk, topic])
    shown = client.get(address)
    assert shown.status_code == 200, topic
    form = shown.context["form"]
    kept = {bound.html_name: bound.value() for bound in form}
    kept = {
        name: form[name].field.prepare_value(value) for name, value in kept.items() if value not in (None, "", False)
    }
    return client.post(address, kept | typed)


def begun(client: Client, at: datetime) -> Case:
    """The first page opens the case."""
    shown = client.get(reverse("desk:new-request"))
    first = {bound.html_name: bound.value() for bound in shown.context["form"]}
    answer = client.post(
        reverse("desk:new-request"), first | {"state_from": "XB", "title": "Bank records of Norrhaven Dredging Ltd"}
    )
    case = Case.objects.select_related("authority", "outgoing").get(side="outgoing")
    assert answer.url == reverse("desk:draft-page", args=[case.pk, "requester"])
    again = client.post(
        reverse("desk:new-request"), first | {"state_from": "XB", "title": "Bank records of Norrhaven Dredging Ltd"}
    )
    assert again.url == answer.url  # sent twice, opened once
    return case


def drafted(client: Client, cast: Cast, at: datetime) -> Case:
    """All pages filled in, as far as is required."""
    case = begun(client, at)
    to = Authority.objects.get(name=BORLAND)
    for topic, typed in (
        (
            "requester",
            {
                "requesting_authority": str(cast.authorities[COURT]),
                "requester_number": "RH 12/26",
                "received_on": "1 March 2026",
                "hearing_on": "20 April 2026",
            },
        ),
        (
            "matter",
            {
                "subject": "Bribes for a dredging contract",
                "proceeding_kind": "investigation",
                "conducting": "Investigating Judge of Norrhaven",
                "conducting_functions": "Investigates serious offences",
            },
        ),
        (
            "facts",
            {
                "facts": "The company paid 385,000 in four parts.\n\nAn adviser passed it on.",
                "nexus": "The money left an account in Port Selwyn.",
            },
        ),
        ("purpose", {"purpose": "To trace the payments"}),
        ("procedure", {"plain_procedure": "on"}),
        ("language", {"language": "en"}),
        ("addressee", {"addressee": str(to.pk)}),
        ("deadline", {"wanted_by": "10 April 2026", "wanted_because": "The hearing of 20 April"}),
    ):
        answer = send_page(client, case, topic, **typed)
        assert answer.status_code == 302, (topic, answer.context and answer.context["form"].errors)
    assert (
        post(
            client,
            "draft-add-person",
            case.pk,
            once="0197f000-0000-7000-8000-000000000001",
            natural="yes",
            name="Tomas Ravelin",
            role="subject",
            category="suspect",
            nationality="Borland",
            address="22 Pilot Lane",
        ).status_code
        == 302
    )
    assert (
        post(
            client,
            "draft-add-offence",
            case.pk,
            once="0197f000-0000-7000-8000-000000000002",
            cited="Active bribery",
            provision="Section 187",
            text="Whoever gives …",
            penalty="ten years",
            uncac="15",
        ).status_code
        == 302
    )
    chosen = post(client, "draft-add-measure", case.pk, once="0197f000-0000-7000-8000-000000000003", measure="f")
    part = case.parts.get()
    assert chosen.url == reverse("desk:draft-measure", args=[part.pk])
    form = client.get(chosen.url).context["form"]
    person = case.persons.get()
    answer = client.post(
        chosen.url,
        {
            "version": form["version"].value(),
            "description": "Statements of account 3010 44 90127",
            "persons": str(person.pk),
            "detail-holder": "Bank of Two Rivers",
            "detail-account": "3010 44 90127",
            "detail-period": "2021 to 2024",
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    basis = client.get(reverse("desk:draft-page", args=[case.pk, "basis"]))
    first = basis.context["rows"][0]["choice"].data["value"]
    assert send_page(client, case, "basis", chosen=first).status_code == 302
    return Case.objects.select_related("authority", "outgoing").get(pk=case.pk)


def seal(client: Client, case: Case) -> str:
    return str(client.get(reverse("desk:request", args=[case.pk])).context["seal"])


def test_from_the_first_page_to_satisfied(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ines = signed_in(cast.ines)
    case = drafted(ines, cast, at)
    listed = page(ines, "draft", case.pk)
    assert "Everything that is required is there." in listed
    shown = page(ines, "request", case.pk)
    for words in (
        "Bank of Two Rivers",
        "RH 12/26",
        "District Court of Norrhaven",
        "Convention against Corruption",
        "Tomas Ravelin",
        "20 April 2026: a hearing",
    ):
        assert words in shown, words
    assert "[…]" not in shown
    assert post(ines, "submit-request", case.pk, seal=seal(ines, case)).status_code == 302
    assert page(ines, "draft-page", case.pk, "facts")  # may be read
    assert (
        send_page(ines, case, "facts", facts="Something else").status_code == 409
    )  # and not changed under the reviewer's eyes
    assert post(ines, "review-request", case.pk, seal=seal(ines, case)).status_code == 409  # not one's own
    jonas = signed_in(cast.jonas)
    assert post(jonas, "return-request", case.pk, note="Say when the account was opened.").status_code == 302
    assert "Say when the account was opened." in page(ines, "draft", case.pk)
    send_page(ines, case, "facts", facts="The company paid 385,000 from an account opened in 2019.")
    post(ines, "submit-request", case.pk, seal=seal(ines, case))
    assert post(jonas, "review-request", case.pk, seal=seal(jonas, case)).status_code == 302
    karin = signed_in(cast.karin)
    assert post(jonas, "approve-request", case.pk, seal=seal(jonas, case)).status_code == 403
    assert post(karin, "approve-request", case.pk, seal="something else").status_code == 409
    assert post(karin, "approve-request", case.pk, seal=seal(karin, case)).status_code == 302
    paper = Paper.objects.exclude(approved_at=None).get()
    assert not paper.self_approved and paper.serial == 2
    names = set(Placement.objects.filter(compartment=case.compartment_id).values_list("document__name", flat=True))
    assert names == {f"request-{case.number.replace('/', '-')}.pdf", f"request-{case.number.replace('/', '-')}.docx"}
    sending(signed_in(cast.rosa), case)
    coming_back(ines, case)
    told = [payload["step"] for kind, payload in lines(case) if kind == "part.step-taken"]
    assert told == [
        "submit",
        "return-draft",
        "submit",
        "review",
        "approve",
        "send",
        "acknowledge",
        "receive-result",
        "satisfy",
    ]
    assert "Tomas Ravelin" not in str([payload for _kind, payload in lines(case)])
    assert post(ines, "close-case", case.pk, on=today()).status_code == 302
    assert fresh(case).outcome == "V4"


def sending(rosa: Client, case: Case) -> None:
    """An advance copy and the original are one request."""
    form = rosa.get(reverse("desk:send-request", args=[case.pk])).context["form"]
    first = {
        "once": str(form["once"].value()),
        "kind": "advance",
        "channel": "mail",
        "on": today(),
        "to": "cooperation@opg.borland.example",
    }
    assert post(rosa, "send-request", case.pk, **(first | {"on": "1 January 2026"})).status_code == 400
    assert post(rosa, "send-request", case.pk, **first).status_code == 302
    assert post(rosa, "send-request", case.pk, **first).status_code == 302  # twice is once
    assert "the original has not" in page(rosa, "case", case.pk)
    form = rosa.get(reverse("desk:send-request", args=[case.pk])).context["form"]
    second = {
        "once": str(form["once"].value()),
        "kind": "original",
        "channel": "courier",
        "on": today(),
        "tracking": "DX 771 002",
    }
    assert post(rosa, "send-request", case.pk, **second).status_code == 302
    assert [part.state for part in case.parts.all()] == ["sent"]
    assert Dispatch.objects.count() == 2
    shown = page(rosa, "case", case.pk)
    assert "DX 771 002" in shown and "the original has not" not in shown
    row = Dispatch.objects.get(kind="original")
    assert (
        post(
            rosa, "dispatch", row.pk, version=row.version, tracking="DX 771 002", delivered_on="1 January 2026"
        ).status_code
        == 400
    )
    assert (
        post(rosa, "dispatch", row.pk, version=row.version, tracking="DX 771 002", delivered_on=today()).status_code
        == 302
    )
    assert "Arrived on" in page(rosa, "case", case.pk)


def coming_back(ines: Client, case: Case) -> None:
    part = case.parts.get()
    for step, typed in (
        ("acknowledge", {"their_number": "PG/OUT/77/26"}),
        ("receive-result", {"result": "Statements of four years, certified."}),
        ("satisfy", {}),
    ):
        part.refresh_from_db()
        answer = post(ines, "step", part.pk, step, version=part.version, date=today(), **typed)
        assert answer.status_code == 302, answer.context["form"].errors
    part.refresh_from_db()
    assert (part.state, part.their_number) == ("satisfied", "PG/OUT/77/26")


def test_gaps_are_named_with_their_article_and_hold_the_submission_back(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    ines = signed_in(cast.ines)
    case = begun(ines, at)
    send_page(ines, case, "matter", subject="Bribes")
    shown = page(ines, "draft", case.pk)
    assert "46(15)(b)" in shown and "Something is missing" in shown and "Not begun" in shown
    post(ines, "draft-add-measure", case.pk, once="0197f000-0000-7000-8000-000000000003", measure="b")
    refused = post(ines, "submit-request", case.pk, seal=seal(ines, case))
    assert refused.status_code == 400
    assert "Legal basis" in text_of(refused) and "Facts" not in refused.context["form"].errors.as_text()
    assert case.parts.get().state == "drafting"


def test_two_officers_on_one_page_and_on_two_pages(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ines, jonas = signed_in(cast.ines), signed_in(cast.jonas)
    case = begun(ines, at)
    address = reverse("desk:draft-page", args=[case.pk, "facts"])
    seen = {bound.html_name: bound.value() or "" for bound in ines.get(address).context["form"]}
    assert send_page(jonas, case, "purpose", purpose="To trace").status_code == 302
    assert (
        ines.post(address, seen | {"facts": "Mine"}).status_code == 302
    )  # another page of the same case disturbs nobody
    stale = ines.post(address, seen | {"facts": "Mine, again"})
    assert stale.status_code == 409
    assert "Mine, again" in stale.content.decode()
    assert queries.case(cast.ines, case.pk).facts == "Mine"


def test_every_field_refuses_what_it_cannot_take(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ines = signed_in(cast.ines)
    case = begun(ines, at)
    for topic, typed in (
        ("state", {"state_from": "XA"}), ("state", {"state_from": "ZZ"}), ("state", {"title": "x" * 201}), ("requester", {"hearing_on": "tomorrow"}),
        ("requester", {"limitation_on": "1 January 1099"}), ("facts", {"facts": "x" * 20_001}), ("addressee", {"addressee": str(case.pk)}),
        ("addressee", {"channel_planned": "pigeon"}), ("basis", {"chosen": "uncac-44:"}), ("basis", {"other_cited": "A treaty", "other_code": ""}),
        ("handling", {"urgent": "on", "urgent_because": ""}), ("language", {"language": "tlh"}), ("enclosures", {"own_paper": str(case.pk)}),
    ):  # fmt: skip
        before = fresh(case).version
        assert send_page(ines, case, topic, **typed).status_code == 400, (topic, typed)
        assert fresh(case).version == before
    assert ines.get(reverse("desk:draft-page", args=[case.pk, "nothing"])).status_code == 404


def test_the_requesters_own_file_leaves_as_it_came(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    from comitas.documents import actions as documents

    ines, karin = signed_in(cast.ines), signed_in(cast.karin)
    case = begun(ines, at)
    own = documents.keep_file(
        by=cast.ines, at=at, name="draft.docx", data=b"PK\x03\x04 words", compartment=case.compartment_id, case=case.pk
    )
    assert send_page(ines, case, "enclosures", own_paper=str(own.pk)).status_code == 302
    post(ines, "draft-add-measure", case.pk, once="0197f000-0000-7000-8000-000000000003", measure="b")
    assert post(ines, "submit-request", case.pk, seal=seal(ines, case)).status_code == 302
    assert post(karin, "approve-request", case.pk, seal=seal(karin, case)).status_code == 302
    assert Paper.objects.get().file_id == own.pk


def test_word_and_pdf_say_the_same_in_french(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ines = signed_in(cast.ines)
    case = drafted(ines, cast, at)
    send_page(ines, case, "language", language="fr")
    cases.fill_request(by=cast.ines, at=at, case=case.pk, version=fresh(case).version, facts="A\x0b & <b> ﷽ 收")
    word = ines.get(reverse("desk:request-word", args=[case.pk]))
    with ZipFile(io.BytesIO(word.content)) as opened:
        inside = opened.read("word/document.xml").decode()
    assert "A &amp; &lt;b&gt; ﷽ 收" in inside
    pdf = ines.get(reverse("desk:request-pdf", args=[case.pk]))
    assert pdf.content.startswith(b"%PDF-1.7")
    shown = page(ines, "request", case.pk)
    assert 'lang="fr"' in shown


def test_a_sending_recorded_by_mistake_is_undone_with_its_step(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ines, karin = signed_in(cast.ines), signed_in(cast.karin)
    case = drafted(ines, cast, at)
    post(ines, "submit-request", case.pk, seal=seal(ines, case))
    post(karin, "approve-request", case.pk, seal=seal(karin, case))
    post(
        ines,
        "send-request",
        case.pk,
        once="0197f000-0000-7000-8000-000000000009",
        kind="original",
        channel="courier",
        on=today(),
    )
    row = Dispatch.objects.get()
    assert Case.objects.select_related("outgoing").get(pk=case.pk).outgoing.sent_on is not None
    assert post(ines, "undo-dispatch", row.pk, reason="").status_code == 400
    assert post(ines, "undo-dispatch", row.pk, reason="It lies in the bag still.").status_code == 302
    assert Part.objects.get(case=case).state == "approved"
    assert Case.objects.select_related("outgoing").get(pk=case.pk).outgoing.sent_on is None


@pytest.mark.parametrize(
    "name", ["draft", "request", "draft-measures", "draft-persons", "draft-offences", "send-request", "to-requester"]
)
def test_there_is_no_such_page_for_a_case_that_arrived(
    cast: Cast, at: datetime, signed_in: SignedIn, name: str
) -> None:
    from comitas.cases.tests.building import open_case

    case = open_case(cast, at)
    page(signed_in(cast.ines), name, case.pk, status=404)

"""The pages of our requests ask the database as often for many things as for one."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.desk.tests.casepages import post
from comitas.desk.tests.test_outgoing_story import drafted, seal, today
from comitas.drafting.models import Dispatch
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


def grown(cast: Cast, at: datetime, case: Case, count: int) -> None:
    """So many persons, offences and measures more, each measure about two of the persons."""
    people = [cases.add_person(by=cast.ines, at=at, case=case.pk, name=f"Person {n}").pk for n in range(count)]
    for number in range(count):
        cases.add_offence(by=cast.ines, at=at, case=case.pk, cited=f"Offence {number}")
        cases.add_part(
            by=cast.ines, at=at, case=case.pk, measure="f", description=f"Statements {number}", persons=people[:2],
            bases=[{"code": "uncac-46", "cited": "", "agreed_9_29": False}],
        )  # fmt: skip


PAGES = (
    "draft",
    "draft-measures",
    "draft-persons",
    "draft-offences",
    "request",
    "send-request",
    "to-requester",
    "case",
)


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
        return len(found)


def test_pages_of_a_request_ask_as_often_for_many_things_as_for_one(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    ines = signed_in(cast.ines)
    case = drafted(ines, cast, at)
    addresses = [reverse(f"desk:{name}", args=[case.pk]) for name in PAGES]
    addresses += [
        reverse("desk:draft-page", args=[case.pk, topic])
        for topic in ("requester", "facts", "basis", "addressee", "enclosures")
    ]
    addresses += [reverse("desk:draft-measure", args=[case.parts.get().pk])]
    before = [asked(ines, address) for address in addresses]
    grown(cast, at, case, 6)
    after = [asked(ines, address) for address in addresses]
    assert dict(zip(addresses, after, strict=True)) == dict(zip(addresses, before, strict=True))


def test_pages_of_what_was_sent_ask_as_often_for_many_dispatches_as_for_one(
    cast: Cast, at: datetime, signed_in: SignedIn
) -> None:
    ines, karin = signed_in(cast.ines), signed_in(cast.karin)
    case = drafted(ines, cast, at)
    post(ines, "submit-request", case.pk, seal=seal(ines, case))
    post(karin, "approve-request", case.pk, seal=seal(karin, case))

    def send(number: int, kind: str) -> None:
        once = f"0197f000-0000-7000-8000-0000000001{number:02d}"
        assert (
            post(ines, "send-request", case.pk, once=once, kind=kind, channel="courier", on=today()).status_code == 302
        )

    send(0, "original")
    first = Dispatch.objects.get()
    addresses = [reverse(f"desk:{name}", args=[case.pk]) for name in ("draft", "request", "send-request", "case")]
    addresses += [reverse("desk:dispatch", args=[first.pk]), reverse("desk:undo-dispatch", args=[first.pk])]
    before = [asked(ines, address) for address in addresses]
    for number in range(1, 6):
        send(number, "copy")
    after = [asked(ines, address) for address in addresses]
    assert Dispatch.objects.count() == 6
    assert dict(zip(addresses, after, strict=True)) == dict(zip(addresses, before, strict=True))

"""The auditor's pages tell of the auditor's own authorities."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from comitas.accounts.models import User
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core.actor import Actor
from comitas.ledger.models import Line, Order
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]


def place_all() -> None:
    """Every line in the order of its writing: the sequencer takes only what is committed, and a test commits nothing."""
    lines = Line.objects.order_by("id").values_list("pk", flat=True)
    Order.objects.bulk_create(
        Order(position=n, line_id=line, epoch=1, xact=n, running=b"") for n, line in enumerate(lines, 1)
    )


def test_an_auditor_reads_what_happened_in_their_own_authorities(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    ours, restricted = open_case(cast, at), restricted_case(cast, at)
    signed_in(cast.ines).get(f"/cases/{ours.pk}/timeline/")
    place_all()
    mine, theirs = (signed_in(who).get("/ledger/").content.decode() for who in (cast.max, cast.solo))
    for number in (ours.number, restricted.number):
        assert number in mine and number not in theirs
    mine, theirs = (signed_in(who).get("/ledger/readings/").content.decode() for who in (cast.max, cast.solo))
    assert str(ours.pk) in mine and str(ours.pk) not in theirs


def test_what_was_read_is_said_in_the_readers_language(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    client = signed_in(cast.ines)
    client.get(f"/cases/{case.pk}/timeline/")
    client.get("/register/?q=harbour")
    User.objects.filter(pk=cast.max.id).update(language="fr")
    page = signed_in(cast.max).get("/ledger/readings/").content.decode()
    assert "chronologie du dossier" in page and "recherche dans le registre" in page
    assert "timeline of" not in page and "search cases" not in page


def test_the_readings_of_one_case_and_of_one_person(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    one, other = open_case(cast, at), open_case(cast, at)
    for who, case in ((cast.ines, one), (cast.karin, other)):
        signed_in(who).get(f"/cases/{case.pk}/timeline/")
    auditor = signed_in(cast.max)
    of_one = auditor.get("/ledger/readings/", {"number": one.number}).content.decode()
    assert str(one.pk) in of_one and str(other.pk) not in of_one and "Ines" in of_one
    of_karin = auditor.get("/ledger/readings/", {"who": cast.karin.id}).content.decode()
    assert str(other.pk) in of_karin and str(one.pk) not in of_karin
    assert str(one.pk) in auditor.get("/ledger/readings/", {"who": "nonsense", "after": "x"}).content.decode()


def test_a_search_is_told_to_the_auditor_of_its_authority(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    signed_in(cast.ines).get("/register/?q=harbour")
    mine, theirs = (signed_in(who).get("/ledger/readings/").content.decode() for who in (cast.max, cast.solo))
    assert "search in the register" in mine and "search in the register" not in theirs
    assert "harbour" not in mine

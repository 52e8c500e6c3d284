"""What can be found follows from the ledger's lines and the rows they are about; made again it is the same."""

from datetime import datetime
from typing import Any

import pytest

from comitas.accounts import actions as accounts
from comitas.cases import actions as cases
from comitas.cases.tests.building import open_case
from comitas.core.actor import system
from comitas.documents import actions as documents
from comitas.documents.tests.test_readings import PDF, WEBP, page
from comitas.drafting import actions as drafting
from comitas.drafting import queries as letters
from comitas.finding import queries
from comitas.finding.models import Entry
from comitas.finding.readers import FINDING
from comitas.finding.rules.asked import asked
from comitas.finding.rules.kinds import KINDS
from comitas.finding.tests.following import follow
from comitas.ledger import actions as ledger
from comitas.samples import cast as samples
from comitas.samples.cast import Cast

READER = system("reader")


def everything() -> list[tuple[Any, ...]]:
    rows = Entry.objects.order_by("kind", "thing", "page")
    return list(rows.values_list("kind", "thing", "page", "compartment", "since", "words", "names", "numbers"))


def kinds_found(cast: Cast, text: str) -> list[str]:
    return [hit.kind for hit in queries.search(cast.ines, asked(text)).hits]


def a_read_document(cast: Cast, at: datetime, compartment: Any, text: str) -> Any:
    upload = documents.receive_file(by=cast.rosa, at=at, name="statement_of_account.pdf", data=PDF)
    placed = documents.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment)
    attempt = documents.begin_reading(by=READER, at=at, document=placed.document_id)
    this = {"by": READER, "at": at, "document": placed.document_id, "attempt": attempt}
    documents.add_page(**this, page=page(1, text), image=WEBP, thumbnail=WEBP)
    documents.finish_reading(**this, engine="test", notes=())
    return placed


@pytest.fixture
def lived(cast: Cast, at: datetime) -> Any:
    made = live(cast, at)
    follow()
    return made


def live(cast: Cast, at: datetime) -> Any:
    """A case with everything that can be found, and things that came and went."""
    case = open_case(cast, at, title="Accounts of the harbour company")
    person = cases.add_person(by=cast.ines, at=at, case=case.pk, name="Мария Хаджиева", aliases=["Mimi"])
    cases.change_person(by=cast.ines, at=at, person=person.pk, version=1, identity_document="P-445 566")
    cases.add_reference(by=cast.ines, at=at, case=case.pk, text="PG/IC/0417 – 26", owner="Prosecutor General")
    offence = cases.add_offence(by=cast.ines, at=at, case=case.pk, cited="Laundering of proceeds")
    cases.change_case(by=cast.ines, at=at, case=case.pk, version=1, subject="The yacht Meridian")
    letter = drafting.draft(by=cast.ines, at=at, case=case.pk, asked=letters.Asked("acknowledgement", "en"))
    dropped = drafting.draft(by=cast.ines, at=at, case=case.pk, asked=letters.Asked("acknowledgement", "fr"))
    drafting.drop(by=cast.ines, at=at, letter=dropped.pk, version=dropped.version)
    placed = a_read_document(cast, at, case.compartment_id, "Virements suspects")
    return {"case": case, "person": person, "letter": letter, "offence": offence, "dropped": dropped, "placed": placed}


def test_every_kind_of_thing_is_found(cast: Cast, lived: Any) -> None:
    assert kinds_found(cast, "harbour companies") == ["case"]
    assert kinds_found(cast, "meridian yachts") == ["case"]
    assert kinds_found(cast, "launder") == ["case"]
    assert kinds_found(cast, "mimi") == ["person"]
    assert kinds_found(cast, "p445566") == ["person"]
    assert kinds_found(cast, "pgic0417-26") == ["reference"]
    assert kinds_found(cast, "virement suspect") == ["document"]
    assert kinds_found(cast, "statement account") == ["document"]
    assert "letter" in kinds_found(cast, "acknowledge receipt")


def test_what_was_dropped_or_changed_is_not_found(cast: Cast, at: datetime, lived: Any) -> None:
    assert not Entry.objects.filter(thing=lived["dropped"].pk).exists()
    cases.change_case(by=cast.ines, at=at, case=lived["case"].pk, version=2, subject="The barge Halcyon")
    follow()
    assert kinds_found(cast, "meridian") == []
    assert kinds_found(cast, "halcyon") == ["case"]


def test_made_again_it_is_the_same(committed_db: str, at: datetime) -> None:
    live(samples.found(), at)
    ledger.begin_epoch("test", at=at)  # all are committed: no other test of the cluster is waited for
    while ledger.sequence():
        pass
    while ledger.follow(FINDING):
        pass
    before = everything()
    assert {row[0] for row in before} == set(KINDS)
    Entry.objects.filter(kind="case").delete()
    ledger.rebuild(FINDING)
    assert everything() == before


def test_a_line_read_twice_changes_nothing(lived: Any) -> None:
    before = everything()
    follow(again=True)
    assert everything() == before


def test_with_the_key_go_the_words(cast: Cast, at: datetime, lived: Any) -> None:
    place = lived["case"].compartment_id
    accounts.destroy_compartment_key(by=cast.karin, at=at, compartment=place, reason="retention")
    follow()
    assert not Entry.objects.filter(compartment=place).exists()


def test_a_document_on_its_way_is_seen_from_neither_side(cast: Cast, at: datetime, lived: Any) -> None:
    """Between the move and the line that tells of it, the old place must not answer for a document that may be restricted now."""
    target = accounts.create_compartment(
        by=cast.karin, at=at, authority=cast.central, restricted=True, readers=(cast.jonas.id or 0,)
    )
    documents.move_all(by=cast.karin, at=at, source=lived["case"].compartment_id, target=target.pk)
    found = queries.search(cast.ines, asked("virements"))
    assert (found.hits, found.counts) == ((), {})
    follow()
    assert queries.search(cast.ines, asked("virements")).hits == ()
    assert [hit.kind for hit in queries.search(cast.jonas, asked("virements")).hits] == ["document"]

"""Documents go to another compartment with everything that was made of them, and no byte is touched."""

from datetime import datetime
from uuid import UUID

import pytest

from comitas.accounts import actions as accounts
from comitas.core.actor import system
from comitas.core.refusals import NotThere
from comitas.documents import actions, queries, store
from comitas.documents.models import Placement
from comitas.documents.tests.test_readings import PDF, WEBP, page
from comitas.ledger.models import Line
from comitas.samples.cast import Cast

READER = system("reader")


@pytest.fixture
def placed(cast: Cast, at: datetime, compartment: UUID) -> Placement:
    """A document with one page read."""
    upload = actions.receive_file(by=cast.rosa, at=at, name="x", data=PDF)
    placed = actions.keep(by=cast.rosa, at=at, upload=upload.pk, compartment=compartment)
    attempt = actions.begin_reading(by=READER, at=at, document=placed.document_id)
    this = {"by": READER, "at": at, "document": placed.document_id, "attempt": attempt}
    actions.add_page(**this, page=page(1), image=WEBP, thumbnail=WEBP)
    return placed


def test_it_opens_there_and_outlives_the_key_it_came_from(
    cast: Cast, at: datetime, compartment: UUID, placed: Placement
) -> None:
    target = accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central).pk
    before = store.path(placed.document.object_id).read_bytes()
    assert actions.move_all(by=cast.rosa, at=at, source=compartment, target=target) == 1
    accounts.destroy_compartment_key(by=cast.karin, at=at, compartment=compartment, reason="retention")
    assert b"".join(queries.original(cast.ines, placed.pk)) == PDF
    shown = queries.page(cast.ines, placed.pk, 1)
    assert queries.picture(shown.image) == queries.picture(shown.thumbnail) == WEBP
    assert store.path(placed.document.object_id).read_bytes() == before
    line = Line.objects.filter(kind="document.moved").get()
    assert line.compartment == target


def test_a_page_read_after_the_move_lies_where_the_document_lies(
    cast: Cast, at: datetime, compartment: UUID, placed: Placement
) -> None:
    target = accounts.create_compartment(by=cast.rosa, at=at, authority=cast.central).pk
    actions.move_all(by=cast.rosa, at=at, source=compartment, target=target)
    actions.add_page(by=READER, at=at, document=placed.document_id, attempt=1, page=page(2), image=WEBP, thumbnail=WEBP)
    assert queries.page(cast.ines, placed.pk, 2).image.compartment_id == target


def test_nobody_moves_out_of_or_into_what_they_may_not_read(
    cast: Cast, at: datetime, compartment: UUID, restricted: UUID, placed: Placement
) -> None:
    for source, target in ((compartment, restricted), (restricted, compartment)):
        with pytest.raises(NotThere):
            actions.move_all(by=cast.rosa, at=at, source=source, target=target)
    actions.move_all(by=cast.ines, at=at, source=compartment, target=restricted)
    with pytest.raises(NotThere):
        queries.original(cast.rosa, placed.pk)

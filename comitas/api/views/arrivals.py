"""What arrives: put in, read, and what was read in it."""

from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from ninja import Header, Query, Router, Status

from comitas.api.actions import receive_once
from comitas.api.forms.asked import ArrivalReceived, ArrivalsAsked, Key, Paged
from comitas.api.presenters import arrivals as said
from comitas.api.presenters.arrivals import Arrival, Arrivals, Documents, Proposals
from comitas.api.queries import NEWEST, arrivals_like
from comitas.api.views.door import fingerprint, needs, opened, paged
from comitas.core import clock
from comitas.core.refusals import Invalid
from comitas.directory import queries as directory
from comitas.documents import queries as documents
from comitas.intake import actions, queries
from comitas.intake.rules.channels import CHANNELS

router = Router(tags=["arrivals"])
READ = needs("arrival:read", "arrivals:read")


@router.get("/arrivals", response=Arrivals, operation_id="arrivals", url_name="arrivals", summary="List arrivals")
@READ
def arrivals(request: Any, asked: Query[ArrivalsAsked]) -> Arrivals:
    """What arrived, the newest number first: only what the account may read is listed."""
    found, following = paged(request, asked, arrivals_like(request.actor, asked.state), NEWEST)
    return Arrivals(items=[said.arrival(one) for one in found.rows], next=following)


@router.post(
    "/arrivals", response={200: Arrival, 201: Arrival}, operation_id="receive", url_name="arrivals", summary="Put something into intake"
)  # fmt: skip
@needs("arrival:register", "arrivals:write")
def receive(request: Any, asked: ArrivalReceived, idempotency_key: Header[Key]) -> Status[Arrival]:
    """Register what arrived, with the files that were uploaded before. When this answers, bytes and rows are on disk.

    The same key with the same body again answers 200 with the arrival that is already there.
    """
    made, again = receive_once(
        by=request.actor, at=clock.now(), key=idempotency_key, asked=fingerprint(request.path, asked.dict()), authority=asked.authority,
        once=uuid5(request.bearer.machine, idempotency_key), particulars=_particulars(request, asked), uploads=tuple(asked.uploads),
        restricted=asked.restricted, readers=tuple(asked.readers), entry=asked.register_entry,
    )  # fmt: skip
    return Status(200 if again else 201, said.arrival(queries.arrival(request.actor, made)))


def _particulars(request: Any, asked: ArrivalReceived) -> actions.Particulars:
    if asked.channel and asked.channel not in CHANNELS:
        raise Invalid({"channel": _("Choose how it came.")})
    if asked.sender_state and asked.sender_state not in directory.state_names():
        raise Invalid({"sender_state": _("Choose the State.")})
    return actions.Particulars(
        received_on=asked.received_on, kind=asked.kind, sender=asked.sender.strip(), written_on=asked.written_on, channel=asked.channel,
        note_verbale=asked.note_verbale.strip(), sender_state=asked.sender_state, urgent=asked.urgent,
    )  # fmt: skip


@router.get(
    "/arrivals/{uuid:arrival}", response=Arrival, operation_id="arrival", url_name="arrival", summary="Read an arrival"
)
@READ
def arrival(request: Any, arrival: UUID) -> Arrival:
    """One arrival; that it was read is noted."""
    found = queries.arrival(request.actor, arrival)
    opened(request, f"arrival {found.pk}", found.compartment_id)
    return said.arrival(found)


@router.get(
    "/arrivals/{uuid:arrival}/documents", response=Documents, operation_id="arrival_documents", url_name="arrival-documents",
    summary="List the files of an arrival",
)  # fmt: skip
@READ
def arrival_documents(request: Any, arrival: UUID, asked: Query[Paged]) -> Documents:
    """Its files, and what lay in them."""
    found = queries.arrival(request.actor, arrival)
    opened(request, f"arrival {found.pk}", found.compartment_id)
    held, following = paged(
        request, asked, documents.placements(request.actor, found.compartment_id), ("placed_at", "id")
    )
    return Documents(items=[said.document(one) for one in held.rows], next=following)


@router.get(
    "/arrivals/{uuid:arrival}/proposals", response=Proposals, operation_id="proposals", url_name="proposals",
    summary="What was read in an arrival",
)  # fmt: skip
@READ
def proposals(request: Any, arrival: UUID) -> Proposals:
    """What the rules read in its files: proposals to an officer, never decisions."""
    found = queries.arrival(request.actor, arrival)
    opened(request, f"arrival {found.pk}", found.compartment_id)
    return said.proposals(queries.proposals(request.actor, arrival), queries.looked_through(request.actor, arrival))

"""Arrivals, their files and what was read in them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from comitas.api.presenters.said import Linked, Out, Term, term, term_or_none
from comitas.core.text import N_
from comitas.documents.models import Placement, Upload
from comitas.documents.rules.content import MEDIA_TYPES
from comitas.intake.models import Arrival as Row
from comitas.intake.rules.channels import CHANNELS
from comitas.intake.rules.kinds import BY_CODE
from comitas.intake.rules.proposal import restored

STATES: dict[str, str] = {
    "waiting": N_("Not yet accepted"), "accepted": N_("Accepted"), "forwarded": N_("Forwarded"),
    "returned": N_("Returned for completion"), "turned-away": N_("Turned away"), "divided": N_("Divided into letters"),
}  # fmt: skip


class Arrival(Out):
    """Something that arrived. `number`: every arrival has one; `entry`: its number in the register, where it was given one."""

    id: UUID
    number: str
    entry: str | None
    authority: UUID
    state: Term
    kind: Term
    channel: Term | None
    sender: str
    sender_state: str | None
    sender_authority: UUID | None
    note_verbale: str
    received_on: date
    written_on: date | None
    arrived_at: datetime
    urgent: bool
    restricted: bool
    case: UUID | None
    version: int


class Arrivals(Linked):
    """A page of arrivals, the newest first."""

    items: list[Arrival]


class Document(Out):
    """A file where it stands. `state`: whether its text was read. `inside`: it lay in another file, such as an attachment."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    state: str
    pages: int | None
    inside: bool
    placed_at: datetime


class Documents(Linked):
    """A page of files, in the order in which they were placed."""

    items: list[Document]


class Proposal(Out):
    """One thing that was read in a letter: a proposal to an officer, never a decision. `quote` stands on `page` of `document`.

    `value` is none where two readings stand against each other; then they are `readings`.
    """

    field: str
    value: str | dict[str, str] | None
    certainty: str
    document: UUID | None
    page: int
    quote: str
    readings: list[str]


class Proposals(Out):
    """`finished`: everything that could be read of the files has been read."""

    finished: bool
    items: list[Proposal]


class Sending(Out):
    """A file on its way. Parts of at most `part_bytes` bytes go by PUT to `url`/`received`, with `token` in X-Comitas-Upload."""

    id: UUID
    url: str
    token: str
    part_bytes: int
    name: str
    size: int
    received: int
    state: str
    expires_at: datetime


def arrival(found: Row) -> Arrival:
    """With its entry and compartment fetched."""
    entry: Any = getattr(found, "entry", None)
    return Arrival(
        id=found.pk, number=found.number, entry=entry.number if entry and not entry.annulled_at else None,
        authority=found.authority_id, state=term(found.state, STATES.get(found.state)),
        kind=term(found.kind, BY_CODE[found.kind].name if found.kind in BY_CODE else None),
        channel=term_or_none(found.channel, CHANNELS), sender=found.sender, sender_state=found.sender_state_id,
        sender_authority=found.sender_authority_id, note_verbale=found.note_verbale, received_on=found.received_on,
        written_on=found.written_on, arrived_at=found.arrived_at, urgent=found.urgent,
        restricted=found.compartment.restricted, case=found.case_id, version=found.version,
    )  # fmt: skip


def document(placed: Placement) -> Document:
    """With its document fetched."""
    held = placed.document
    return Document(
        id=placed.pk, name=held.name, media_type=MEDIA_TYPES.get(held.kind, "application/octet-stream"),  # type: ignore[call-overload]  # a column holds what the table has
        size=held.size, sha256=bytes(held.sha256).hex(), state=held.state, pages=held.pages_total, inside=held.parent_id is not None,
        placed_at=placed.placed_at,
    )  # fmt: skip


def proposals(items: list[dict[str, Any]], finished: bool) -> Proposals:
    """What no rule of today writes is left out."""
    found = [(restored(item), item.get("placement")) for item in items]
    return Proposals(
        finished=finished,
        items=[
            Proposal(
                field=one.field, value=one.value, certainty=one.certainty, document=UUID(str(placement)) if placement else None,
                page=one.page, quote=one.quote, readings=list(one.readings),
            )
            for one, placement in found
            if one is not None
        ],
    )  # fmt: skip


def upload(held: Upload, url: str, token: str, part_bytes: int) -> Sending:
    """Where and how its parts are sent."""
    return Sending(
        id=held.pk, url=url, token=token, part_bytes=part_bytes, name=held.name, size=held.size, received=held.received,
        state=held.state, expires_at=held.expires_at,
    )  # fmt: skip

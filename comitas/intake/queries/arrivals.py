"""Reading arrivals."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from comitas.accounts import access
from comitas.core import rows
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.intake.models import Arrival, Mention, Proposed
from comitas.intake.rules.duplicates import NOTHING, Match, Seen, find_matches

MOST_WAITING = 99  # the top bar counts no further
MOST_CANDIDATES = 50  # arrivals compared with a new one
MOST_LOOKED_INTO = 20  # documents of an arrival that may be the letter; an archive of a thousand would fill the screen
WITHOUT_LETTERS = ("zip",)  # a list of names
SCRAPS = ("jpeg", "png", "other", "empty")

# OFFSET 0: from the few that wait to their compartments; joined, the planner goes through every compartment there is.
_WAITING = """
SELECT count(*) FROM (
    SELECT FROM intake_arrival a, LATERAL (SELECT * FROM accounts_compartment WHERE id = a.compartment_id OFFSET 0) k
    WHERE a.state = 'waiting' AND {known} LIMIT %s) waiting
"""


def arrivals(actor: Actor) -> QuerySet[Arrival]:
    """The arrivals that *actor* may know, newest first."""
    readable = Arrival.objects.filter(compartment__in=access.readable(actor))
    return readable.select_related("entry", "compartment", "sender_authority", "source").order_by(
        "-year", "-serial", "-id"
    )


def arrival(actor: Actor, arrival_id: UUID) -> Arrival:
    """One arrival, or `NotThere`."""
    found = rows.one(arrivals(actor).filter(pk=arrival_id))
    if found is None:
        raise NotThere(str(arrival_id))
    return found


def waiting(actor: Actor) -> QuerySet[Arrival]:
    """What nobody has decided on yet, oldest first: first come, first read."""
    return arrivals(actor).filter(state=Arrival.Stage.WAITING).order_by("arrived_at", "id")


def waiting_count(actor: Actor) -> int:
    """How many wait, counted to `MOST_WAITING` and no further."""
    known, values = access.readable_in_sql(actor, "k")
    with connection.cursor() as cursor:
        cursor.execute(_WAITING.format(known=known), [*values, MOST_WAITING])
        return int(cursor.fetchone()[0])


def by_form(actor: Actor, once: UUID) -> Arrival | None:
    """The arrival that a form sent twice has already made."""
    # Almost always there is none, and that is told by the index alone, without asking who may read what.
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM intake_arrival WHERE once = %s", [once])
        key = cursor.fetchone()
    return arrivals(actor).filter(pk=key[0]).first() if key else None


def in_compartment(actor: Actor, compartment: UUID) -> Arrival | None:
    """The newest arrival whose documents lie in *compartment*, where *actor* may know of it."""
    return rows.one(arrivals(actor).filter(compartment=compartment))


def waiting_in(actor: Actor, compartment: UUID) -> QuerySet[Arrival]:
    """The arrivals of a compartment that nobody has decided on yet."""
    return arrivals(actor).filter(compartment=compartment, state=Arrival.Stage.WAITING)


def proposals(actor: Actor, arrival_id: UUID) -> list[dict[str, Any]]:
    """What the rules read in an arrival's documents, as JSON of `rules.proposal.Proposal` with the placement; empty before."""
    found = Proposed.objects.filter(arrival=arrival(actor, arrival_id)).first()
    return list(found.items) if found else []


def looked_into(actor: Actor, found: Arrival) -> list[Placement]:
    """The documents of an arrival that proposals are made from: the first of them, what lay inside a mail after the mail."""
    held = documents.placements(actor, found.compartment_id).exclude(document__kind__in=WITHOUT_LETTERS)
    return list(held[:MOST_LOOKED_INTO])


def looked_through(actor: Actor, arrival_id: UUID) -> bool:
    """Whether the proposals rest on everything that has been read of an arrival's documents."""
    found = arrival(actor, arrival_id)
    read = [placed.document.read_at for placed in looked_into(actor, found)]
    made = Proposed.objects.filter(arrival=found).values_list("made_at", flat=True).first()
    latest = max((at for at in read if at), default=None)
    return found.state != Arrival.Stage.WAITING or latest is None or (made is not None and made >= latest)


def likely_copies(actor: Actor, arrival_id: UUID) -> list[tuple[Arrival, Match]]:
    """Earlier arrivals that may be the same letter, as far as the actor may know of them, the likeliest first."""
    found = arrival(actor, arrival_id)
    known = arrivals(actor).exclude(pk=found.pk).filter(pk__in=_candidates(actor, found)).prefetch_related("mentions")
    by_id = {str(other.pk): other for other in known[:MOST_CANDIDATES]}
    files = _files(actor, [found, *by_id.values()])
    earlier = tuple(_seen(other, files) for other in by_id.values())
    return [(by_id[match.id], match) for match in find_matches(_seen(found, files), earlier)]


def _candidates(actor: Actor, found: Arrival) -> QuerySet[Arrival, Mapping[str, object]]:
    """Whatever shares a file, a reference or a name with *found*: the rule then judges."""
    folded = Mention.objects.filter(arrival=found).values("folded")
    mentioned = Mention.objects.filter(folded__in=folded).exclude(arrival=found).values("arrival")
    told = _telling(documents.placements(actor, found.compartment_id)).exclude(document__sha256=bytes.fromhex(NOTHING))
    hashes = told.values("document__sha256")
    same = documents.placements(actor).filter(document__sha256__in=hashes).values("compartment")
    return Arrival.objects.filter(Q(pk__in=mentioned) | Q(compartment__in=same)).values("pk")


def _telling(placed: QuerySet[Placement]) -> QuerySet[Placement]:
    """Without what says nothing: the pictures and scraps inside a mail are the sender's emblem, the same in all his mails."""
    return placed.exclude(document__root__isnull=False, document__kind__in=SCRAPS)


def _files(actor: Actor, found: list[Arrival]) -> dict[UUID, frozenset[str]]:
    held: dict[UUID, set[str]] = {}
    compartments = {other.compartment_id for other in found}
    for placed in _telling(documents.placements(actor)).filter(compartment__in=compartments):
        held.setdefault(placed.compartment_id, set()).add(bytes(placed.document.sha256).hex())
    return {compartment: frozenset(hashes) for compartment, hashes in held.items()}


def _seen(found: Arrival, files: dict[UUID, frozenset[str]]) -> Seen:
    mentions = list(found.mentions.all())
    return Seen(
        id=str(found.pk),
        received=found.received_on,
        channel=found.channel,
        sha256s=files.get(found.compartment_id, frozenset()),
        references=tuple(mention.text for mention in mentions if mention.kind == "reference"),
        persons=tuple(mention.text for mention in mentions if mention.kind == "person"),
        sender=found.sender,
        written=found.written_on,
    )


def by_number(actor: Actor, year: int, serial: int) -> Arrival | None:
    """An arrival by its number, as far as the actor may know of it."""
    return arrivals(actor).filter(year=year, serial=serial).first()

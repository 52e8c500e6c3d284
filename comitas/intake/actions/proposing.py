"""Keeping what the rules read in an arrival's documents. Only a proposal: nothing of the arrival itself changes."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.directory import queries as directory
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.documents.rules import states
from comitas.intake import queries
from comitas.intake.actions.mails import noted
from comitas.intake.actions.passing_on import pass_on
from comitas.intake.models import Arrival, Mention, Proposed
from comitas.intake.rules import duplicates, numbers
from comitas.intake.rules.propose import propose as read
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

PROPOSED = kinds.declare("arrival.read", N_("What arrival {number} says was proposed: {count} things."))

MOST_ITEMS = 200
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "pt")


@transaction.atomic
def propose(*, by: Actor, at: datetime, arrival: UUID) -> int:
    """Read every document of an arrival that has been read, and keep the proposals; returns how many. Twice is the same as once."""
    found = queries.arrival(by, arrival)
    Arrival.objects.select_for_update().get(pk=arrival)
    placed = queries.looked_into(by, found)
    items = _read_all(by, placed)[:MOST_ITEMS]
    Proposed.objects.update_or_create(arrival=found, defaults={"items": items, "made_at": at})
    answered = [key for each in placed for key in noted(by, each).answered]
    quoted = [str(item["value"]) for item in items if item["field"] == "our_reference"]
    pass_on(found, answered, quoted, at)
    Mention.objects.filter(arrival=found).delete()
    Mention.objects.bulk_create(_mentions(found, items))
    ledger.record(
        PROPOSED, by=by, at=at, compartment=found.compartment_id, payload={"number": found.number, "count": len(items)}
    )
    return len(items)


def _read_all(by: Actor, files: list[Placement]) -> list[dict[str, Any]]:
    names = tuple({name for language in LANGUAGES for name in directory.state_names(language).values()})
    items: list[dict[str, Any]] = []
    for placed in files:
        if placed.document.state == states.READ:
            letter = documents.as_read(by, placed.pk)
            items += [
                {**asdict(item), "placement": str(placed.pk)} for item in read(letter, ours=numbers.OURS, states=names)
            ]
    return items


def _mentions(found: Arrival, items: list[dict[str, Any]]) -> list[Mention]:
    made = {}
    for item in items:
        if item["field"] == "their_reference" and isinstance(item["value"], dict):
            text = item["value"].get("number", "")
            made[("reference", numbers.search_key(text))] = text
        elif item["field"] == "person" and isinstance(item["value"], dict):
            name = item["value"].get("name", "")
            made[("person", " ".join(sorted(duplicates.folded_person(name))))] = name
    return [
        Mention(arrival=found, kind=kind, text=text[:300], folded=folded[:300])
        for (kind, folded), text in made.items()
        if folded
    ]

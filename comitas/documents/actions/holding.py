"""Bytes of a compartment that are no document: a letter's draft in Word, a file that was printed. Sealed like originals, and let go."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from comitas.accounts import access as need_to_know
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.documents import queries, store
from comitas.documents.actions.uploads import check_room, new_object
from comitas.documents.models import Object
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

HELD = kinds.declare("object.held", N_("{size} bytes are held for {what} until they are let go."))
LET_GO = kinds.declare("object.let-go", N_("What was held for {what} was removed."))


@transaction.atomic
def hold(*, by: Actor, at: datetime, data: bytes, compartment: UUID, what: str) -> Object:
    """Keep *data* under the key of *compartment*, on disk when this returns. `what` it is: a kind and an id, no personal value."""
    need_to_know.require(by, "document:add", compartment)
    check_room(by, len(data), max(settings.FORM_LIMIT, queries.MOST_HELD))
    held, sealed = new_object(at, len(data), hashlib.sha256(data).digest(), compartment)
    store.append(sealed, 0, data)
    told = {"object": str(held.pk), "what": what, "size": len(data)}
    ledger.record(HELD, by=by, at=at, payload=told, compartment=compartment)
    return held


@transaction.atomic
def let_go(*, by: Actor, at: datetime, held: UUID, what: str) -> None:
    """Remove it. Whoever calls has taken away what pointed to it."""
    found = Object.objects.get(pk=held)
    if found.compartment_id is None:
        raise ValueError("What an upload holds is not let go here.")
    need_to_know.require(by, "document:add", found.compartment_id)
    compartment = found.compartment_id
    found.delete()
    transaction.on_commit(lambda: store.remove(held))
    ledger.record(LET_GO, by=by, at=at, payload={"object": str(held), "what": what}, compartment=compartment)

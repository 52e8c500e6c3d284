"""An arrival that belongs to a restricted case is for that case's readers, and unseen by everybody else.

It is judged at the door by the header of a mail, and again when its pages have been read. Once: whoever then lifts the restriction
has looked, and is not overruled.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from comitas.accounts import actions as accounts
from comitas.accounts.models import Compartment
from comitas.core.actor import system
from comitas.core.text import N_
from comitas.documents.models import Placement
from comitas.intake import queries
from comitas.intake.models import Arrival
from comitas.intake.rules import numbers
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

PASSED_ON = kinds.declare("arrival.passed-on", N_("Arrival {number} went to the readers of a restricted case."))

BY = system("intake")


def at_the_door(found: Arrival, kept: Iterable[Placement], at: datetime) -> None:
    """Pass an arrival on by what the headers of its mails say, before anybody has seen it."""
    for placed in kept:
        thread = queries.thread_of(BY, placed)
        if pass_on(found, thread.answered, numbers.quoted(thread.subject), at):
            return


def pass_on(found: Arrival, answered: Iterable[str], quoted: Iterable[str], at: datetime) -> bool:
    """Give an arrival to the readers of the restricted case that it answers or quotes; whether there is one.

    *answered*: identifiers of mails. *quoted*: numbers of ours. It need not be sure: an arrival that went to them by mistake is
    opened to everybody with one click, and one that everybody has read cannot be hidden any more.
    """
    if found.passed_on_at or found.state != Arrival.Stage.WAITING:
        return False
    places = [
        key for key in queries.compartments_of(BY, found.authority_id, answered, quoted) if key != found.compartment_id
    ]
    restricted = set(Compartment.objects.filter(pk__in=places, restricted=True).values_list("pk", flat=True))
    like = next((key for key in places if key in restricted), None)
    if like is None:
        return False
    accounts.restrict_as(by=BY, at=at, permission="arrival:restrict", compartment=found.compartment_id, like=like)
    Arrival.objects.filter(pk=found.pk).update(passed_on_at=at, version=F("version") + 1)
    found.passed_on_at, found.version = at, found.version + 1
    ledger.record(
        PASSED_ON,
        by=BY,
        at=at,
        compartment=found.compartment_id,
        payload={"number": found.number, "arrival": str(found.pk)},
    )
    return True

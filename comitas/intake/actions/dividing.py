"""A scan is not a letter: its pages become the letters that lay on the scanner, each an arrival of its own.

The original stays whole with the arrival of the scan. Each letter has a compartment of its own from birth, so that who works on one of
them does not see the others.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.accounts import actions as accounts
from comitas.accounts import queries as people
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.core.text import N_
from comitas.documents import actions as documents
from comitas.documents.models import View
from comitas.documents.rules.sheets import MOST_LETTERS, Sheet
from comitas.intake.actions.ending import end, record, undecided
from comitas.intake.actions.receiving import Particulars, annul_entry, locked, receive
from comitas.intake.models import Arrival, RegisterEntry
from comitas.ledger.rules import kinds

ARRANGED = kinds.declare("arrival.arranged", N_("The pages of arrival {number} were put in order."))
DIVIDED = kinds.declare("arrival.divided", N_("Arrival {number} was divided into {letters}."))


@transaction.atomic
def divide(
    *, by: Actor, at: datetime, arrival: UUID, version: int, letters: Sequence[Sequence[Sheet]], name: str
) -> list[Arrival]:
    """Make of an arrival's pages the letters given, in the background; returns their arrivals.

    One letter stays in this arrival: its pages were only put in order. Of several each becomes an arrival, with the number of the register
    that the scan had given way to one each, and the scan is done with. *name* is what the letters' files are called.
    Asked for twice by the same person, as by a double click, it is done once.
    """
    if done := _done_before(locked(by, "arrival:register", arrival), letters, version, by):
        return done
    found = undecided(by, at, "arrival:register", arrival, version)
    if not 0 < len(letters) <= MOST_LETTERS:
        raise Invalid({"sheets": _("A scan may be divided into up to 100 letters. Divide it in two steps.")})
    if len(letters) == 1:
        documents.put_together(by=by, at=at, compartment=found.compartment_id, name=f"{name}.pdf", chosen=letters[0])
        Arrival.objects.filter(pk=found.pk).update(version=F("version") + 1)
        record(ARRANGED, found, by, at)
        return [found]
    made = [_letter(found, number, pages, name, by, at) for number, pages in enumerate(letters, 1)]
    numbers = ", ".join(one.number for one in made)
    if RegisterEntry.objects.filter(arrival=found, annulled_at=None).exists():
        reason = _("Divided into %(numbers)s.") % {"numbers": numbers}
        annul_entry(by=by, at=at, arrival=found.pk, reason=reason)
    end(found, Arrival.Stage.DIVIDED, because=numbers)
    record(DIVIDED, found, by, at, payload={"letters": numbers})
    return made


def _done_before(found: Arrival, letters: Sequence[Sequence[Sheet]], version: int, by: Actor) -> list[Arrival]:
    """What *by* has just made of the arrival by the very same form; empty where they have not."""
    made = list(Arrival.objects.filter(divided_from=found, entered_by=by.id).order_by("pk")) or [found]
    if (found.state == Arrival.Stage.DIVIDED) != (len(letters) > 1) or found.version != version + 1:
        return []
    views = View.objects.filter(compartment__in=[one.compartment_id for one in made], asked_by=by.id)
    recipes = list(views.order_by("asked_at", "pk").values_list("recipe", flat=True))
    asked = [[sheet.to_json() for sheet in pages] for pages in letters]
    return made if recipes[-len(asked) :] == asked else []


def _letter(found: Arrival, number: int, pages: Sequence[Sheet], name: str, by: Actor, at: datetime) -> Arrival:
    """One letter of the scan: with its date, kind, sender, channel, readers and those who are kept out."""
    readers = tuple(one.user_id for one in people.readers(by, found.compartment_id) if one.user_id != by.id)
    made = receive(
        by=by,
        at=at,
        authority=found.authority_id,
        once=uuid5(found.once, str(number)),
        particulars=Particulars(
            found.received_on,
            found.kind,
            found.sender,
            channel=found.channel,
            sender_authority=found.sender_authority_id,
            sender_state=found.sender_state_id,
        ),
        restricted=found.compartment.restricted,
        readers=readers if found.compartment.restricted else (),
        entry=RegisterEntry.objects.filter(arrival=found, annulled_at=None).exists(),
    )
    for kept_out in people.recusals(by, found.compartment_id):
        accounts.recuse(
            by=by, at=at, permission="arrival:restrict", compartment=made.compartment_id, user=kept_out.user_id,
            reason=_("Kept out of the scan that this letter was part of."),
        )  # fmt: skip
    Arrival.objects.filter(pk=made.pk).update(divided_from=found)
    documents.put_together(by=by, at=at, compartment=made.compartment_id, name=f"{name}-{number}.pdf", chosen=pages)
    return made

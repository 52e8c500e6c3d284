"""Publishing: the one thing about figures that somebody does. Everything else is counted."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds
from comitas.statistics import queries
from comitas.statistics.models import Publication
from comitas.statistics.rules import frozen
from comitas.statistics.rules.periods import Period

PUBLISHED = kinds.declare(
    "figures.published", N_("The figures of {period} were published, table {number}: digest {digest}.")
)


@transaction.atomic
def publish(*, by: Actor, at: datetime, authority: UUID, period: Period) -> Publication:
    """Freeze the stock-flow table of *period* as it is counted now. `Conflict` while it runs, or where nothing has changed since."""
    access.require_in(by, "figures:publish", authority)
    ours = Authority.objects.select_for_update(of=("self",)).get(pk=authority, ours=True)
    if period.after > clock.local_date(at, ours.time_zone):
        raise Conflict(_("This period has not ended. Its table can be published from the day after its last day."))
    if queries.is_behind():
        raise Conflict(_("Some lines of the ledger are not counted yet. Try again in a minute."))
    counted = queries.counted_now(authority, period)
    last = Publication.objects.filter(authority=authority, period=period.code).order_by("-number").first()
    if last and last.counted == counted:
        raise Conflict(_("This table is published already, and nothing of it has changed since."))
    made = Publication.objects.create(
        authority=authority, period=period.code, number=last.number + 1 if last else 1, shown=frozen.shown(counted), counted=counted,
        position=queries.counted_up_to(), at=at, by=str(by),
    )  # fmt: skip
    payload: dict[str, Any] = {
        "authority": str(authority),
        "period": period.code,
        "number": made.number,
        "digest": hashlib.sha256(rfc8785.dumps(made.shown)).hexdigest(),
    }
    ledger.record(PUBLISHED, by=by, at=at, payload=payload)
    return made

"""What changed, in the one order of the ledger, as far as the actor may read.

A cursor is a sealed position: how much happens that one may not see cannot be told from it. Positions have no gaps and only what is
committed has one, so whoever goes on from a cursor misses nothing.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from comitas.accounts import access as need_to_know
from comitas.api.rules.feed import LONGEST_CURSOR, WINDOW
from comitas.core import sealing
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.ledger import queries as ledger
from comitas.ledger.models import Order
from comitas.ledger.rules.readers import Entry

LOOKED_THROUGH = 20
"""Windows that one answer goes through where it finds nothing to tell."""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the ledger, and its digest, by which it can be told from every other."""

    entry: Entry
    digest: str


@dataclass(frozen=True, slots=True)
class Changes:
    """`after` is where to go on; `more`: there is something to ask for at once."""

    found: tuple[Change, ...]
    after: str
    more: bool


def changes(actor: Actor, after: str, most: int, case: UUID | None = None) -> Changes:
    """The next lines that *actor* may read, of one *case* or of all; `Invalid` for a cursor that is none of this account's."""
    place, head = _opened(actor, after), ledger.head()[0]
    found: list[Order] = []
    for _window in range(LOOKED_THROUGH):
        if place >= head or len(found) >= most:
            break
        upto = min(place + WINDOW, head)
        some = list(_readable(actor, place, upto, case)[: most - len(found)])
        found += some
        place = some[-1].position if len(found) >= most else upto
    return Changes(tuple(_change(one) for one in found), _sealed(actor, place), place < head)


def latest(actor: Actor) -> str:
    """The cursor of now: for who has read everything in another way, and follows from here on."""
    return _sealed(actor, ledger.head()[0])


def _readable(actor: Actor, after: int, upto: int, case: UUID | None):  # type: ignore[no-untyped-def]  # a QuerySet of what the next line says
    within = Order.objects.filter(position__gt=after, position__lte=upto)
    within = within.filter(line__case=case) if case else within
    known = within.filter(line__compartment__in=need_to_know.readable(actor).values("pk"))
    return known.select_related("line").order_by("position")


def _change(order: Order) -> Change:
    return Change(ledger.entry(order), bytes(order.line.digest).hex())


def _keys() -> list[bytes]:
    return [
        hashlib.sha256(b"comitas.api.feed" + key.encode()).digest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def _sealed(actor: Actor, place: int) -> str:
    sealed = sealing.seal(place.to_bytes(8, "big"), _keys()[0], str(actor).encode())
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _opened(actor: Actor, cursor: str) -> int:
    if not cursor:
        return 0
    for key in _keys():
        try:
            sealed = base64.urlsafe_b64decode(cursor[:LONGEST_CURSOR] + "=" * (-len(cursor) % 4))
            return int.from_bytes(sealing.unseal(sealed, key, str(actor).encode()), "big")
        except (sealing.SealBroken, binascii.Error, ValueError):
            continue
    raise Invalid({"after": _("This cursor is none of ours. Begin without one, or with the last that you were given.")})

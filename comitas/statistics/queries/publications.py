"""Tables that were published, and what is counted otherwise since."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from comitas.cases.rules.words import Sentence
from comitas.core.actor import Actor, system
from comitas.core.refusals import NotThere
from comitas.ledger import queries as ledger
from comitas.ledger.models import ReaderPosition
from comitas.statistics import access
from comitas.statistics.models import Publication
from comitas.statistics.queries import stock
from comitas.statistics.queries.period import READER
from comitas.statistics.rules import frozen, periods
from comitas.statistics.rules.balance import adjoining
from comitas.statistics.rules.frozen import Difference
from comitas.statistics.rules.narrowing import Narrowed
from comitas.statistics.rules.periods import Period


@dataclass(frozen=True, slots=True)
class Published:
    """One table. `later`: what is counted otherwise now; None for who may see the published form only.

    `gaps`: by side, where it does not open with what the table of the period before closed with.
    """

    row: Publication
    period: Period
    later: tuple[Difference, ...] | None
    gaps: dict[str, Sentence]


def publications(actor: Actor) -> QuerySet[Publication]:
    """Those of the authorities whose figures *actor* may read."""
    return Publication.objects.filter(authority__in=access.authorities(actor))


def publication(actor: Actor, key: UUID) -> Published:
    """One of them; `NotThere`."""
    row = publications(actor).filter(pk=key).first()
    if row is None:
        raise NotThere(str(key))
    period = periods.named(row.period)
    exact = access.exact(actor, access.authorities(actor))
    later = tuple(frozen.differences(row.counted, counted_now(row.authority, period))) if exact else None
    return Published(row, period, later, _gaps(row, period) if exact else {})


def _gaps(row: Publication, period: Period) -> dict[str, Sentence]:
    before = periods.before(period).code
    earlier = Publication.objects.filter(authority=row.authority, period=before).order_by("-number").first()
    if earlier is None:
        return {}
    found = {
        side: adjoining(frozen.total(earlier.counted, side), frozen.total(row.counted, side)) for side in stock.SIDES
    }
    return {side: gap for side, gap in found.items() if gap}


def counted_now(authority: UUID, period: Period) -> dict[str, dict[str, dict[str, int | None]]]:
    """The exact table of one authority. The caller sees to who may read it."""
    lines = stock.stock_flow(system("statistics"), [period], Narrowed(authority=authority))
    return frozen.counted({one.side: one.kinds for one in lines})


def is_behind() -> bool:
    """Whether the ledger has lines in their order that are not counted yet."""
    return ledger.head()[0] > counted_up_to()


def counted_up_to() -> int:
    """The place in the ledger's order up to which figures are counted."""
    return ReaderPosition.objects.filter(name=READER).values_list("position", flat=True).first() or 0

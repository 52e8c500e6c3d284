"""Every page that shows content leaves a note in the reading log (Directive (EU) 2016/680, article 25)."""

from uuid import UUID

from comitas.core import clock
from comitas.core.web import Request
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading


def opened(request: Request, subject: str, compartment: UUID) -> None:
    """Note that the actor opened *subject*, such as "case 0197…": a kind and an id, no personal value."""
    ledger.read(Reading.Manner.OPEN, subject, by=request.actor, at=clock.now(), compartment=compartment)

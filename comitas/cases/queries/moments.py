"""The days by which time limits are counted."""

from datetime import date, time
from uuid import UUID

from comitas.accounts import access
from comitas.cases.models import Moment
from comitas.core.actor import Actor


def days_of(actor: Actor, case: UUID, part: UUID | None = None) -> dict[str, tuple[date, time | None]]:
    """Those noted of a case, or of its part, by their code; none where *actor* may not read the case."""
    found = Moment.objects.filter(case=case, part=part, case__compartment__in=access.readable(actor))
    return {code: (on, hour) for code, on, hour in found.values_list("code", "on", "hour")}

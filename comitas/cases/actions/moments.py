"""Noting the days by which time limits are counted."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TypeAlias
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.actions import lines, locking
from comitas.cases.actions.parts import number_of
from comitas.cases.models import Case, Moment, Part
from comitas.cases.rules import moments
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid

Days: TypeAlias = Mapping[str, tuple[date | None, time | None]]
"""By the code of the day: when, and at which hour where that matters. None takes it away."""


@transaction.atomic
def set_days(*, by: Actor, at: datetime, case: UUID, days: Days, version: int, part: UUID | None = None) -> None:
    """Note *days* of a case, or of its *part*; those that are not named stay. `version` is that of the part, or else of the case.

    `Invalid` by the code of the day; `Conflict` says who was first. The same days again change nothing.
    """
    found = locking.open_and_locked(by, "case:work", case)
    row = Part.objects.select_for_update().get(pk=part, case=found) if part else None
    _refuse_wrong(found, at, days, moments.PART if row else moments.CASE)
    stand = {one.code: (one.on, one.hour) for one in Moment.objects.filter(case=found, part=row)}
    changed = {
        code: given
        for code, given in days.items()
        if stand.get(code, (None, None)) != (given if given[0] else (None, None))
    }
    if not changed:
        return
    locking.refuse_stale(found, version, row.version if row else found.version)
    _write(found, row, changed)
    told = {code: on.isoformat() if on else "" for code, (on, _hour) in changed.items()}
    lines.record(
        lines.DAYS_SET, by=by, at=at, case=found, part=row, personal={"days": told},
        payload={"number": number_of(row) if row else found.number, "days": sorted(changed)},
    )  # fmt: skip


def _write(case: Case, part: Part | None, changed: Days) -> None:
    for code, (on, hour) in changed.items():
        if on is None:
            Moment.objects.filter(case=case, part=part, code=code).delete()
        else:
            Moment.objects.update_or_create(case=case, part=part, code=code, defaults={"on": on, "hour": hour})
    if part:
        Part.objects.filter(pk=part.pk).update(version=F("version") + 1)
    else:
        Case.objects.filter(pk=case.pk).update(version=F("version") + 1)


def _refuse_wrong(case: Case, at: datetime, days: Days, of: str) -> None:
    today = queries.today_of(case, at)
    wrong = {}
    for code, (on, hour) in days.items():
        moment = moments.MOMENTS.get(code)
        if moment is None or moment.of != of or (hour and not moment.timed):
            wrong[code] = _("This is no day that can be noted here.")
        elif sentence := moments.wrong(moment, on, hour, today):
            wrong[code] = _(sentence)
    if wrong:
        raise Invalid(wrong)

"""Who has how much: open cases by officer."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from comitas.accounts import access
from comitas.cases.models import Case
from comitas.core.actor import Actor


def over_a_year(today: date) -> Q:
    """Cases received more than a year ago, by the calendar; on 29 February a year ago was 28 February."""
    leap = (today.month, today.day) == (2, 29)
    return Q(received_on__lt=today.replace(year=today.year - 1, day=28 if leap else today.day))


@dataclass(frozen=True, slots=True)
class Workload:
    """Open cases of one officer (None: of nobody), as far as the reader may know them. `late`: their date has passed."""

    officer: int | None
    name: str
    open: int
    custody: int
    urgent: int
    late: int
    over_a_year: int
    oldest: date | None


def of_nobody(actor: Actor, authority: UUID) -> QuerySet[Case]:
    """Open cases that have no officer, as far as *actor* may know them, the longest waiting first. `Denied` as below."""
    access.require_in(actor, "cases:share", authority)
    found = Case.objects.filter(
        authority=authority, officer=None, closed_on=None, compartment__in=access.readable(actor)
    )
    return found.select_related("state_from").order_by("received_on", "pk")


def workloads(actor: Actor, authority: UUID, today: date) -> list[Workload]:
    """By officer, nobody first and then who has most. One statement. `Denied` without `cases:share` in *authority*."""
    access.require_in(actor, "cases:share", authority)
    still = Case.objects.filter(authority=authority, closed_on=None, compartment__in=access.readable(actor))
    counted = still.values_list("officer", "officer__full_name").annotate(
        all=Count("pk"),
        custody=Count("pk", filter=Q(in_custody=True)),
        urgent=Count("pk", filter=Q(urgent=True)),
        late=Count("pk", filter=Q(due__lt=today)),
        old=Count("pk", filter=over_a_year(today)),
        oldest=Min("received_on"),
    )
    found = [Workload(officer, name or "", *numbers) for officer, name, *numbers in counted]
    return sorted(found, key=lambda one: (one.officer is not None, -one.open, one.name))

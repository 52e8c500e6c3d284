"""The case row is locked first, whatever of it changes; what the register shows of its parts is written with the change."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import queries
from comitas.cases.models import Case, Counter, Outgoing, StepTaken
from comitas.cases.rules import search
from comitas.cases.rules.families import ENDED, HEARD
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid


def locked(by: Actor, permission: str, case: UUID) -> Case:
    """The case, locked to the end of the transaction, for doing *permission*. `NotThere`, `Denied`."""
    found = queries.case(by, case)
    access.require(by, permission, found.compartment_id)
    return lock(case)


def lock(case: UUID) -> Case:
    """The row, locked; the caller has asked for the right."""
    return Case.objects.select_for_update(of=("self",)).select_related("authority", "compartment").get(pk=case)


def open_and_locked(by: Actor, permission: str, case: UUID) -> Case:
    """The same for a case that is not closed. `Conflict` for a closed one."""
    found = locked(by, permission, case)
    refuse_closed(found)
    return found


def refuse_closed(case: Case) -> None:
    """`Conflict` where the case is closed."""
    if case.closed_on is not None:
        raise Conflict(_("This case is closed. Reopen it first."))


def refuse_stale(case: Case, seen: int, current: int) -> None:
    """`Conflict`, with who was first and when, unless what the officer saw is what stands."""
    if seen == current:
        return
    changed = queries.last_change(case)
    if changed is None:
        raise Conflict(_("This was changed meanwhile. What you typed is below."))
    name, when = changed
    said = _("%(name)s changed this at %(time)s. What you typed is below.")
    raise Conflict(said % {"name": name, "time": timezone.localtime(when).strftime("%H:%M")})


def refuse_future(name: str, on: date | None, case: Case, at: datetime) -> None:
    """`Invalid` at the field *name* for a date that has not come yet where the authority sits."""
    if on is not None and on > queries.today_of(case, at):
        raise Invalid({name: _("This date has not come yet.")})


def derive(case: Case) -> None:
    """Write what follows from the parts and persons: where it stands, what is due, who is in custody, what is searched."""
    parts = list(case.parts.values_list("state", "deadline"))
    dues = [deadline for state, deadline in parts if deadline and state not in ENDED]
    open_ = not parts or any(state not in ENDED for state, _deadline in parts)
    dues += [case.wanted_by] if case.wanted_by and open_ else []
    derived = {
        "stands": sorted({state for state, _deadline in parts}),
        "due": min(dues, default=None),
        "in_custody": case.persons.exclude(custody_since=None).exists(),
        "folded": search.folded_all(case.title, case.requesting, case.transmitting, case.conducting),
    }
    Case.objects.filter(pk=case.pk).update(**derived)
    for name, value in derived.items():
        setattr(case, name, value)
    if case.side == "outgoing":
        _derive_abroad(case)


def _derive_abroad(case: Case) -> None:
    """When a request of ours left first, and when something was last heard, by the steps that stand."""
    taken = StepTaken.objects.filter(part__case=case)
    undone = taken.exclude(corrects=None).values("corrects")
    told = dict(taken.exclude(pk__in=undone).values_list("step").annotate(first=Min("on")).values_list("step", "first"))
    heard = taken.exclude(pk__in=undone).filter(step__in=HEARD).aggregate(last=Max("on"))["last"]
    Outgoing.objects.filter(case=case).update(sent_on=told.get("send"), heard_on=heard)


def hold_counter(authority: UUID, year: int) -> Counter:
    """The counter's row, locked to the commit, so that a rollback leaves no gap."""
    Counter.objects.bulk_create([Counter(authority_id=authority, year=year)], ignore_conflicts=True)
    return Counter.objects.select_for_update().get(authority=authority, year=year)


def next_serial(authority: UUID, year: int) -> int:
    """The next number."""
    counter = hold_counter(authority, year)
    Counter.objects.filter(pk=counter.pk).update(last=F("last") + 1)
    return counter.last + 1


def reasoned(reason: str, longest: int = 300, name: str = "reason") -> str:
    """A reason that must be given, without the blanks around it; `Invalid` at the field *name*."""
    text = reason.strip()
    if not text:
        raise Invalid({name: _("Write down why.")})
    if len(text) > longest:
        raise Invalid({name: _("This is longer than %(count)d characters.") % {"count": longest}})
    return text

"""Destructions and their certificates, holds, hand-overs, the list outside the database."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from comitas.accounts import access
from comitas.accounts.models import Membership, User
from comitas.accounts.rules.permissions import roles_for
from comitas.cases.models import Case
from comitas.cases.rules.numbers import said_number
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.protection import store
from comitas.protection.models import Destruction, Handover, Hold, Number, Schedule
from comitas.protection.queries.due import periods
from comitas.protection.rules import destruction as rules
from comitas.protection.rules.retention import period_for

PATIENCE = timedelta(minutes=10)


def _seen(actor: Actor) -> QuerySet[Destruction]:
    """What names no content is for whoever may read certificates; one that is not done yet names a thing that can be known or not."""
    able = access.authorities_with(actor, roles_for("certificates:read"))
    mine = Q(authority__in=able) if actor.kind != "system" else Q()
    known = Q(state=rules.DONE) | Q(place__in=access.readable(actor))
    return Destruction.objects.filter(mine & known).select_related("authority", "proposed_by", "approved_by")


def running(actor: Actor) -> QuerySet[Destruction]:
    """Proposed or under way, of things that *actor* may know."""
    return _seen(actor).filter(state__in=rules.RUNNING).order_by("proposed_at", "id")


def certificates(actor: Actor, number: str = "") -> QuerySet[Destruction]:
    """What was destroyed, the latest first; *number*: of the certificate or of anything that went with it."""
    found = _seen(actor).filter(state=rules.DONE)
    if number:
        text = number.strip().upper()
        gone = Number.objects.filter(text__iexact=text).values("destruction")
        of_them = Q(pk__in=gone)
        if (parts := text.split("-"))[0] == "D" and len(parts) == 3 and all(one.isdecimal() for one in parts[1:]):
            of_them |= Q(year=int(parts[1][:4]), serial=int(parts[2][:9]))
        found = found.filter(of_them)
    return found


def certificate(actor: Actor, key: UUID) -> Destruction:
    """One that is done, with its numbers."""
    found = _seen(actor).filter(pk=key, state=rules.DONE).prefetch_related("numbers").first()
    if found is None:
        raise NotThere(str(key))
    return found


def destruction(actor: Actor, key: UUID) -> Destruction:
    """One in whatever state."""
    found = _seen(actor).filter(pk=key).first()
    if found is None:
        raise NotThere(str(key))
    return found


def numbers_gone(actor: Actor, series: str, year: int) -> list[int]:
    """The serials of a series that were destroyed, so that every number is accounted for."""
    able = access.authorities_with(actor, roles_for("certificates:read"))
    found = Number.objects.filter(series=series, year=year)
    if actor.kind != "system":
        found = found.filter(authority__in=able)
    return list(found.order_by("serial").values_list("serial", flat=True))


def holds(actor: Actor, compartment: UUID) -> QuerySet[Hold]:
    """The holds of a compartment that *actor* may read, those that stand first."""
    if not access.can_read(actor, compartment):
        raise NotThere(str(compartment))
    found = Hold.objects.filter(compartment=compartment).select_related("set_by", "lifted_by")
    return found.order_by("lifted_at", "-set_at", "id")


def handovers(actor: Actor, compartment: UUID) -> QuerySet[Handover]:
    """The hand-overs of a compartment that *actor* may read, the latest first."""
    if not access.can_read(actor, compartment):
        raise NotThere(str(compartment))
    return Handover.objects.filter(compartment=compartment).select_related("made_by").order_by("-made_at", "id")


def handover(actor: Actor, key: UUID) -> Handover:
    """One of them."""
    found = Handover.objects.filter(access.known(actor), pk=key).select_related("compartment").first()
    if found is None:
        raise NotThere(str(key))
    return found


def listed(path: Path) -> dict[str, dict[str, Any]]:
    """What a list outside the database says, by the destruction's id. `store.ListBroken`."""
    keys = [settings.SIGNING_KEY.public_key()]
    if settings.OLD_SIGNING_KEY:
        keys.append(settings.OLD_SIGNING_KEY.public_key())
    return store.entries(path, keys)


def left_undone(at: datetime) -> list[UUID]:
    """Destructions that were approved a while ago and are not done: their job was lost, or gave up."""
    found = Destruction.objects.filter(state__in=(rules.APPROVED, rules.UNDER_WAY), approved_at__lt=at - PATIENCE)
    return list(found.values_list("pk", flat=True))


def hold(actor: Actor, key: UUID) -> Hold:
    """One hold of a compartment that *actor* may read."""
    found = Hold.objects.filter(access.known(actor), pk=key).select_related("set_by", "compartment__authority").first()
    if found is None:
        raise NotThere(str(key))
    return found


def places_numbered(actor: Actor, number: str) -> list[UUID]:
    """The compartments of a case with this number, there or destroyed, in the authorities whose readings *actor* may see."""
    audited = access.authorities_with(actor, roles_for("readings:read"))
    said = said_number(number)
    there = Case.objects.filter(authority__in=audited, year=said[0], serial=said[1]) if said else Case.objects.none()
    gone = Number.objects.filter(authority__in=audited, text__iexact=number.strip()).values("destruction")
    places = list(there.values_list("compartment", flat=True))
    for some in Destruction.objects.filter(pk__in=gone).values_list("places", flat=True):
        places += some
    return places


def people_audited(actor: Actor) -> list[tuple[int, str]]:
    """Whoever holds or held a role in the authorities whose readings *actor* may see, by name."""
    audited = access.authorities_with(actor, roles_for("readings:read"))
    held = Membership.objects.filter(authority__in=audited).values("user")
    return list(User.objects.filter(pk__in=held).order_by("full_name", "pk").values_list("pk", "full_name"))


def readings_over() -> list[tuple[UUID, int]]:
    """Authorities that keep their readings for a time, with its months."""
    found = Schedule.objects.filter(kind=rules.READINGS).values_list("authority", flat=True).distinct()
    told = {authority: period_for(periods(authority), rules.READINGS, "") for authority in found}
    return [(authority, one.months) for authority, one in told.items() if one and one.kind == rules.READINGS]

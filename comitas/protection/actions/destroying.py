"""A destruction: proposed by one person, approved by another, carried out by the worker.

In this order, so that it may be killed anywhere and goes on: the list outside the database and the key (`destroy_key`), the files
(`documents.shred`), all rows with the certificate in one transaction (`finish`), and the list once more, now with the certificate.
"""

from collections import Counter as Counted
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import actions as accounts
from comitas.accounts.models import Compartment
from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.checks import actions as checks
from comitas.core import clock, jobs, removal
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Denied, Invalid
from comitas.core.text import N_
from comitas.documents import actions as documents
from comitas.drafting import actions as drafting
from comitas.duty import actions as duty
from comitas.execution import actions as execution
from comitas.finding import actions as finding
from comitas.intake import actions as intake
from comitas.ledger import actions as ledger
from comitas.ledger.models import Key
from comitas.ledger.rules import kinds
from comitas.protection import queries, store
from comitas.protection.models import Counter, Destruction, Handover, Hint, Hold, Number, PersonRequest
from comitas.protection.rules import destruction as rules
from comitas.takeover import actions as takeover

PROPOSED = kinds.declare("destruction.proposed", N_("The destruction of {number} was proposed."))
APPROVED = kinds.declare("destruction.approved", N_("The destruction of {number} was approved."))
WITHDRAWN = kinds.declare("destruction.withdrawn", N_("The destruction of {number} will not take place."))
KEY_DESTROYED = kinds.declare("destruction.begun", N_("The key of {number} was destroyed."))
DONE = kinds.declare("destruction.done", N_("{number} was destroyed: certificate {certificate}."))

LONGEST = 200

_OWN: tuple[removal.Holding, ...] = (
    ("holds", Hold, "compartment"),
    ("handovers", Handover, "compartment"),
    ("", Hint, "request__compartment"),
    ("person_requests", PersonRequest, "compartment"),
)

# From the top of the river down: what stands above points to what stands below.
DESTROYERS = (finding, takeover, duty, intake, drafting, checks, execution, cases, documents)
"""The apps that hold content and stand below this one."""


@transaction.atomic
def propose(*, by: Actor, at: datetime, compartment: UUID, ground: str, cited: str) -> Destruction:
    """Ask a second person to destroy what stands in *compartment*. `Conflict` while something is in the way."""
    access.require(by, "destruction:propose", compartment)
    Compartment.objects.select_for_update().get(pk=compartment)
    found = queries.subject(by, compartment)
    _check_given(ground, cited)
    today = clock.local_date(at, found.time_zone)
    _refuse_obstacles(found, today, at=at, ground=ground)
    made = Destruction.objects.create(
        authority_id=found.authority, place=compartment, places=queries.places_of(found), subject=found.what, number=found.number,
        kind=found.kind, outcome=found.outcome, ended_on=found.ended_on, restricted=found.restricted, ground=ground,
        cited=cited.strip(), proposed_by_id=by.id, proposed_at=at,
    )  # fmt: skip
    _record(PROPOSED, made, by, at, {"ground": ground})
    return made


@transaction.atomic
def approve(*, by: Actor, at: datetime, destruction: UUID) -> None:
    """The second person agrees: nothing brings it back from here on. `Denied` for whoever proposed it."""
    found = _locked(by, destruction)
    access.require(by, "destruction:approve", found.place)
    if found.state != rules.PROPOSED:
        raise Conflict(_("A colleague has decided on this already."))
    if found.proposed_by_id == by.id:
        raise Denied(_("You proposed this. A second person approves it."))
    there = queries.subject(by, found.place)
    _refuse_obstacles(there, clock.local_date(at, there.time_zone), at=at, ground=found.ground, running=False)
    given = {"state": rules.APPROVED, "approved_by_id": by.id, "approved_at": at, "places": queries.places_of(there)}
    Destruction.objects.filter(pk=destruction).update(**given)
    _record(APPROVED, found, by, at)
    jobs.defer("protection.destroy", destruction=str(destruction))


@transaction.atomic
def withdraw(*, by: Actor, at: datetime, destruction: UUID) -> None:
    """It will not be destroyed for now: whoever proposed it, or whoever could approve it, says so."""
    found = _locked(by, destruction)
    access.require(by, "destruction:propose", found.place)
    if found.state != rules.PROPOSED:
        raise Conflict(_("A colleague has decided on this already."))
    Destruction.objects.filter(pk=destruction).update(state=rules.WITHDRAWN)
    _record(WITHDRAWN, found, by, at)


@transaction.atomic
def destroy_key(*, by: Actor, at: datetime, destruction: UUID) -> tuple[UUID, ...]:
    """The first step of what was approved; returns the compartments whose files are to be removed next, none once all is done."""
    found = Destruction.objects.select_for_update().get(pk=destruction)
    if found.state not in (rules.APPROVED, rules.UNDER_WAY):
        return ()
    if found.state == rules.APPROVED:
        store.append(settings.DESTRUCTIONS, entry(found), settings.SIGNING_KEY)
        Destruction.objects.filter(pk=destruction).update(state=rules.UNDER_WAY)
        _record(KEY_DESTROYED, found, by, at)
    there = set(Key.objects.filter(compartment__in=found.places, destroyed_at=None).values_list("pk", flat=True))
    for place in found.places:
        if place in there:
            accounts.destroy_compartment_key(by=by, at=at, compartment=place, reason=found.ground)
    return tuple(place for place in found.places if Compartment.objects.filter(pk=place).exists())


@transaction.atomic
def finish(*, by: Actor, at: datetime, destruction: UUID) -> bool:
    """The last step: every row goes, and the certificate is given, in one transaction. False when that was done before."""
    found = Destruction.objects.select_for_update().select_related("authority").get(pk=destruction)
    if found.state != rules.UNDER_WAY:
        return False
    there = queries.subject(by, found.place)
    list(Case.objects.select_for_update().filter(compartment__in=found.places).values_list("pk", flat=True))
    numbers = queries.numbers_of(there)
    archived = _archived(found)
    counts: Counted[str] = Counted()
    with ledger.together():
        for place in found.places:
            counts.update(emptied(place, by, at))
        removal.refuse_what_was_left()
        found.year, found.serial = next_number(found, at)
        found.state, found.done_at, found.counts, found.archived = rules.DONE, at, dict(counts), archived
        found.save()
        note_numbers(found, numbers)
        _record(DONE, found, by, at, {"certificate": found.certificate, "counts": found.counts})
    return True


def note_in_list(*, by: Actor, at: datetime, destruction: UUID) -> None:
    """The list outside the database has the certificate too. A line more does no harm."""
    found = Destruction.objects.get(pk=destruction, state=rules.DONE)
    store.append(settings.DESTRUCTIONS, entry(found), settings.SIGNING_KEY)


def entry(of: Destruction) -> dict[str, Any]:
    """What the list says of a destruction: all that its certificate does, and no personal value."""
    return {
        "destruction": str(of.pk),
        "authority": str(of.authority_id),
        "places": [str(place) for place in of.places],
        "subject": of.subject,
        "number": of.number,
        "kind": of.kind,
        "outcome": of.outcome,
        "ended_on": of.ended_on.isoformat() if of.ended_on else "",
        "restricted": of.restricted,
        "ground": of.ground,
        "cited": of.cited,
        "proposed_by": of.proposed_by_id or 0,
        "proposed_at": of.proposed_at.isoformat(),
        "approved_by": of.approved_by_id or 0,
        "approved_at": of.approved_at.isoformat() if of.approved_at else "",
        "done_at": of.done_at.isoformat() if of.done_at else "",
        "year": of.year or 0,
        "serial": of.serial or 0,
        "counts": of.counts,
        "archived": of.archived,
        "numbers": [[one.series, one.year, one.serial, one.text] for one in of.numbers.order_by("pk")],
    }


def emptied(place: UUID, by: Actor, at: datetime) -> dict[str, int]:
    """Every row of one compartment, from the top of the river down; returns how many of what."""
    counts: Counted[str] = Counted(removal.remove(_OWN, place))
    for app in DESTROYERS:
        counts.update(app.destroy(by=by, at=at, compartment=place))
    return dict(counts)


def _check_given(ground: str, cited: str) -> None:
    wrong = {}
    if ground not in rules.GROUNDS:
        wrong["ground"] = _("Choose why it is destroyed.")
    if not cited.strip():
        wrong["cited"] = _("Cite the rule or the decision. It stands in the certificate, so name no person.")
    elif len(cited.strip()) > LONGEST:
        wrong["cited"] = _("This is longer than %(count)d characters.") % {"count": LONGEST}
    if wrong:
        raise Invalid(wrong)


def _refuse_obstacles(of: queries.Subject, today: Any, *, at: datetime, ground: str, running: bool = True) -> None:
    found = queries.obstacles(of, today)
    if ground != rules.RETENTION:  # the archives have no claim to what should not have been kept, or must go
        found = [code for code in found if code != "archive"]
    elif not queries.period_is_over(of, today):
        raise Conflict(_("No retention period says that this is over."))
    if running and queries.is_running(of.compartment):
        found.append("running")
    if found:
        raise Conflict(" ".join(_(rules.OBSTACLES[code]) for code in found))


def _locked(by: Actor, destruction: UUID) -> Destruction:
    queries.destruction(by, destruction)
    return Destruction.objects.select_for_update().get(pk=destruction)


def _archived(of: Destruction) -> dict[str, str]:
    """The archives' receipt, for the certificate."""
    given = Handover.objects.filter(compartment__in=of.places, received_on__isnull=False).order_by("-made_at").first()
    if given is None or given.received_on is None:
        return {}
    return {
        "archive": given.archive,
        "receipt": given.receipt,
        "on": given.received_on.isoformat(),
        "sha256": given.sha256,
    }


def next_number(of: Destruction, at: datetime) -> tuple[int, int]:
    """The next number of a certificate, of the year in which the authority is."""
    year = clock.local_date(at, of.authority.time_zone).year
    Counter.objects.bulk_create([Counter(authority_id=of.authority_id, year=year)], ignore_conflicts=True)
    counter = Counter.objects.select_for_update().get(authority=of.authority_id, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return year, counter.last


def note_numbers(of: Destruction, numbers: list[tuple[str, int, int, str]]) -> None:
    Number.objects.bulk_create(
        [
            Number(destruction=of, authority_id=of.authority_id, series=series, year=year, serial=serial, text=text)
            for series, year, serial, text in numbers
        ],
        ignore_conflicts=True,
    )


def _record(kind: kinds.Kind, of: Destruction, by: Actor, at: datetime, more: dict[str, Any] | None = None) -> None:
    told = {"number": of.number, "subject": of.subject, "authority": str(of.authority_id), "destruction": str(of.pk)}
    ledger.record(kind, by=by, at=at, compartment=of.place, payload=told | (more or {}))

"""A request of ours leaves, once or several times; what becomes of the consignment; a dispatch recorded by mistake is undone."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.cases import actions as cases
from comitas.cases import queries as files
from comitas.cases.models import Case, Part
from comitas.cases.rules.steps import correctable
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.documents import queries as documents
from comitas.drafting import queries
from comitas.drafting.actions.requests import locked, record, standing, take
from comitas.drafting.models import Dispatch, Paper
from comitas.drafting.rules import dispatches
from comitas.ledger.rules import kinds

DISPATCHED = kinds.declare("request.dispatched", N_("Our request {number} was sent on {date}: {kind}."))
DELIVERED = kinds.declare("request.delivered", N_("Our request {number}, sent on {date}, arrived."))
UNDONE = kinds.declare(
    "request.dispatch-undone", N_("The sending of our request {number} on {date} was recorded by mistake.")
)

LONGEST_TRACKING, LONGEST_TO = 120, 300
MOST_DISPATCHES = 50


@transaction.atomic
def dispatch_request(
    *, by: Actor, at: datetime, case: UUID, kind: str, channel: str, on: date, to: str = "", tracking: str = "", once: UUID | None = None
) -> Dispatch:  # fmt: skip
    """The approved request has left. The first time its parts are sent; after that it is one more way of the same request."""
    found = locked(by, "letter:send", case)
    if once and (there := Dispatch.objects.filter(pk=once, paper__case=case).first()):
        return there
    paper = (
        Paper.objects.filter(case=case).exclude(approved_at=None).filter(returned_at=None).order_by("-serial").first()
    )
    if paper is None or paper.approved_at is None:
        raise Conflict(_("The request is not approved yet."))
    _refuse_wrong(found, paper, at, kind, channel, on, to, tracking)
    if waiting := standing(found, "approved"):
        data: dict[str, object] = {"date": on, "channel": channel}
        take(waiting, "send", data | ({"tracking": tracking.strip()} if tracking.strip() else {}), by, at)
    made = Dispatch.objects.create(
        id=once or new_id(),
        compartment=found.compartment,
        paper=paper,
        kind=kind,
        channel=channel,
        on=on,
        to=to.strip(),
        tracking=tracking.strip(),
        by_id=by.id,
        at=at,
    )
    cases.note_told(by=by, at=at, case=case, on=on, channel=channel)
    payload: dict[str, object] = {"date": on.isoformat(), "kind": kind, "channel": channel, "dispatch": str(made.pk)}
    record(DISPATCHED, found, by, at, payload, {"to": made.to, "tracking": made.tracking})
    return made  # fmt: skip


def _refuse_wrong(
    found: Case, paper: Paper, at: datetime, kind: str, channel: str, on: date, to: str, tracking: str
) -> None:  # fmt: skip
    zone = found.authority.time_zone
    approved_on = clock.local_date(paper.approved_at or at, zone)
    problem = dispatches.problem(kind, channel, on, approved_on, clock.local_date(at, zone))
    if problem:
        field, sentence = problem
        raise Invalid({field: _(sentence)})
    long = {
        name: limit
        for name, text, limit in (("to", to, LONGEST_TO), ("tracking", tracking, LONGEST_TRACKING))
        if len(text) > limit
    }
    if long:
        raise Invalid(
            {name: _("This is longer than %(count)d characters.") % {"count": limit} for name, limit in long.items()}
        )
    if paper.dispatches.count() >= MOST_DISPATCHES:
        raise Conflict(_("This request was sent as often as can be recorded."))


@transaction.atomic
def record_delivery(
    *, by: Actor, at: datetime, dispatch: UUID, version: int, delivered_on: date | None, tracking: str = "", proof: UUID | None = None
) -> None:  # fmt: skip
    """What became of a consignment: its number, the day it arrived, and the proof, a document of the case."""
    seen = queries.dispatch(by, dispatch)
    found = locked(by, "letter:send", seen.paper.case_id)
    row = Dispatch.objects.select_for_update().get(pk=dispatch)
    if row.version != version:
        raise Conflict(_("A colleague changed this meanwhile. What you typed is below."))
    if delivered_on and (sentence := dispatches.undelivered(delivered_on, row.on, files.today_of(found, at))):
        raise Invalid({"delivered_on": _(sentence)})
    if len(tracking) > LONGEST_TRACKING:
        raise Invalid({"tracking": _("This is longer than %(count)d characters.") % {"count": LONGEST_TRACKING}})
    if proof and not documents.placements(by, found.compartment_id).filter(pk=proof).exists():
        raise Invalid({"proof": _("Choose among the documents of this case.")})
    Dispatch.objects.filter(pk=dispatch).update(
        delivered_on=delivered_on, tracking=tracking.strip(), proof=proof, version=F("version") + 1
    )
    payload: dict[str, object] = {
        "date": row.on.isoformat(),
        "dispatch": str(dispatch),
        "delivered_on": delivered_on.isoformat() if delivered_on else "",
        "proof": str(proof or ""),
    }
    record(DELIVERED, found, by, at, payload, {"tracking": tracking.strip()})  # fmt: skip


@transaction.atomic
def undo_dispatch(*, by: Actor, at: datetime, dispatch: UUID, reason: str) -> None:
    """It had not left so. Where it was the only time, the step of each part is corrected; `Conflict` where steps followed since."""
    seen = queries.dispatch(by, dispatch)
    found = locked(by, "case:work", seen.paper.case_id)
    row = Dispatch.objects.select_for_update().get(pk=dispatch)
    if row.undone_at:
        return
    if not reason.strip():
        raise Invalid({"reason": _("Write down why.")})
    others = Dispatch.objects.filter(paper=row.paper_id, undone_at=None).exclude(pk=dispatch)
    if not others.exists():
        _correct(list(row.paper.parts.order_by("number")), reason.strip(), by, at)
    Dispatch.objects.filter(pk=dispatch).update(undone_at=at, version=F("version") + 1)
    payload: dict[str, object] = {"date": row.on.isoformat(), "dispatch": str(dispatch)}
    record(UNDONE, found, by, at, payload, {"reason": reason.strip()})


def _correct(parts: list[Part], reason: str, by: Actor, at: datetime) -> None:
    for part in parts:
        own = files.part(by, part.pk)
        today = files.today_of(own.case, at)
        last = correctable(files.facts_of(own, today))
        if last is None or last.step != "send":
            raise Conflict(_("Steps were taken since it was sent. Correct these first."))
        data = {"date": today, "corrects": last.key, "reason": reason}
        cases.take_step(by=by, at=at, part=part.pk, step="correct", data=data, version=own.version)

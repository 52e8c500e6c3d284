"""Requests of ours under review, approved and sent: which round it is, how often it left, who has to read one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from comitas.accounts import access
from comitas.accounts.rules.permissions import roles_for
from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.documents import queries as documents
from comitas.drafting.models import Dispatch, Paper
from comitas.drafting.queries.printing import printed_request
from comitas.drafting.queries.requests import request_sheet
from comitas.drafting.queries.word import in_word


@dataclass(frozen=True, slots=True)
class Rounds:
    """`current`: what waits for review or was approved last, None while it is drafted; `returned`: the last remarks."""

    current: Paper | None
    returned: Paper | None
    dispatches: tuple[Dispatch, ...]


@dataclass(frozen=True, slots=True)
class RequestsWaiting:
    """Requests of ours for somebody to read, and since when the oldest waits."""

    count: int
    since: datetime | None


def rounds(actor: Actor, case: UUID) -> Rounds:
    """The rounds of one request, or of one that is not readable none."""
    papers = list(_papers(actor).filter(case=case).select_related(*_NAMES).order_by("-serial")[:2])
    current = next((paper for paper in papers if paper.returned_at is None), None)
    last = papers[0] if papers and papers[0].returned_at else None
    sent = Dispatch.objects.filter(paper__case=case, compartment__in=access.readable(actor))
    found = sent.select_related("proof__document", "by", "paper").order_by("on", "at", "id")
    return Rounds(current, last, tuple(found))


_NAMES = ("submitted_by", "reviewed_by", "approved_by", "returned_by", "file__document", "word__document", "case")


def dispatch(actor: Actor, dispatch_id: UUID) -> Dispatch:
    """One time that a request left, or `NotThere`."""
    readable = Dispatch.objects.filter(compartment__in=access.readable(actor))
    found = readable.select_related("paper__case", "proof").filter(pk=dispatch_id).first()
    if found is None:
        raise NotThere(str(dispatch_id))
    return found


def to_review(actor: Actor) -> QuerySet[Case]:
    """Requests of ours that wait for somebody else's eyes: for a head also those of their own, the oldest first."""
    heads = access.authorities_with(actor, roles_for("letter:approve"))
    mine = access.authorities_with(actor, roles_for("case:work"))
    waiting = _papers(actor).filter(returned_at=None, approved_at=None, case__closed_on=None)
    others = ~Q(submitted_by=actor.id) & Q(reviewed_at=None, compartment__authority__in=mine)
    keys = waiting.filter(Q(compartment__authority__in=heads) | others).values("case")
    return Case.objects.filter(pk__in=keys)


def waiting_for_review(actor: Actor) -> RequestsWaiting:
    """How many `to_review` has."""
    waiting = _papers(actor).filter(returned_at=None, approved_at=None, case__in=to_review(actor))
    counted = waiting.aggregate(count=Count("id"), since=Min("submitted_at"))
    return RequestsWaiting(counted["count"], counted["since"])


def request_paper(actor: Actor, case: UUID, *, at: datetime) -> bytes:
    """The PDF: the one that was approved, or else the draft as it stands now."""
    current = rounds(actor, case).current
    if current is not None and current.word_id and current.file_id:
        return b"".join(documents.original(actor, current.file_id))
    return printed_request(request_sheet(actor, case, at=at))


def request_in_word(actor: Actor, case: UUID, *, at: datetime) -> bytes:
    """The Word file: the one that was approved, or else the draft as it stands now."""
    current = rounds(actor, case).current
    if current is not None and current.word_id:
        return b"".join(documents.original(actor, current.word_id))
    return in_word(request_sheet(actor, case, at=at))


def _papers(actor: Actor) -> QuerySet[Paper]:
    return Paper.objects.filter(compartment__in=access.readable(actor))

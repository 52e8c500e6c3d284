"""A request of ours on its way out: submitted, reviewed by a second person, returned or approved. All its parts go together.

Lock order: case, paper.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts.models import User
from comitas.cases import actions as cases
from comitas.cases import queries as files
from comitas.cases.models import Case, Part
from comitas.cases.rules.steps import StepRefused
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.core.text import N_
from comitas.documents import actions as documents
from comitas.drafting import queries
from comitas.drafting.actions import changing
from comitas.drafting.models import Paper
from comitas.drafting.rules.numbers import request_name
from comitas.drafting.rules.request_sheets import RequestSheet, blanks
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds
from comitas.ledger.rules.kinds import Kind

SUBMITTED = kinds.declare("request.submitted", N_("Our request {number} was submitted for review."))
REVIEWED = kinds.declare("request.reviewed", N_("Our request {number} was reviewed by a second person."))
RETURNED = kinds.declare("request.returned", N_("Our request {number} was returned for correction."))
APPROVED = kinds.declare(
    "request.approved",
    N_("Our request {number} was approved. Read by nobody else: {self_approved}."),
)
TO_REQUESTER = kinds.declare(
    "request.to-requester", N_("The draft of our request {number} went back to the requester.")
)
FROM_REQUESTER = kinds.declare(
    "request.from-requester", N_("The corrected draft of our request {number} was taken up.")
)

MOST_PAPERS = 50
"""Rounds of one case: whoever needs more opens another case and links both."""
LONGEST_NOTE = 4_000
Maker = Callable[[RequestSheet], bytes]


@transaction.atomic
def submit_request(*, by: Actor, at: datetime, case: UUID, seal: str) -> Paper:
    """Submit what is drafted for review. `seal` is that of the sheet which the officer saw (`queries.seal_of`).

    `Invalid` while a blank stands in it, unless the requester's own file is to leave; `Conflict` where it was changed meanwhile.
    """
    found = locked(by, "case:work", case)
    parts = standing(found, "drafting")
    if not parts:
        raise Conflict(_("Nothing is being drafted here: the request is under review already, or has left."))
    sheet = _unchanged(by, at, found, seal)
    if not found.outgoing.own_paper_id and (empty := blanks(sheet)):
        where = ", ".join(heading or _("the address") for heading in empty)
        raise Invalid(
            {"blanks": _("The request still has blanks, marked […]. Fill them in first: %(where)s.") % {"where": where}}
        )
    last = Paper.objects.filter(case=case).aggregate(last=Max("serial"))["last"] or 0
    if last >= MOST_PAPERS:
        raise Conflict(_("This case has as many rounds of review as a case can have. Open another one and link both."))
    paper = Paper.objects.create(
        compartment=found.compartment,
        case=found,
        serial=last + 1,
        language=sheet.language,
        seal=seal,
        submitted_by_id=by.id,
        submitted_at=at,
    )
    paper.parts.set(parts)
    take(parts, "submit", {"date": files.today_of(found, at)}, by, at)
    record(SUBMITTED, found, by, at, {"paper": str(paper.pk)})
    return paper  # fmt: skip


@transaction.atomic
def review_request(*, by: Actor, at: datetime, case: UUID, seal: str) -> None:
    """A second person has read it and found it good. Who submitted it cannot be the second person."""
    found = locked(by, "case:work", case)
    paper = in_review(found, seal)
    _unchanged(by, at, found, seal)
    if paper.submitted_by_id == by.id:
        raise Conflict(
            _(
                "You submitted it, so somebody else reviews it. Where there is nobody else, the head approves it at once."
            )
        )
    if paper.reviewed_at:
        raise Conflict(_("A colleague has reviewed it already."))
    Paper.objects.filter(pk=paper.pk).update(reviewed_by_id=by.id, reviewed_at=at)
    take(paper.parts.order_by("number"), "review", {"date": files.today_of(found, at)}, by, at)
    record(REVIEWED, found, by, at, {"paper": str(paper.pk)})


@transaction.atomic
def return_request(*, by: Actor, at: datetime, case: UUID, note: str) -> None:
    """Return it for correction, with remarks to whoever drafted it. What was approved before stays a document of the case."""
    found = locked(by, "case:work", case)
    parts = standing(found, "in-review", "approved")
    paper = Paper.objects.select_for_update().filter(case=case, returned_at=None).order_by("-serial").first()
    if not parts or paper is None:
        raise Conflict(_("The request waits neither for review nor for sending."))
    remarks = _noted(note, "note", _("Write what is to be corrected."))
    Paper.objects.filter(pk=paper.pk).update(returned_by_id=by.id, returned_at=at, note=remarks)
    take(parts, "return-draft", {"date": files.today_of(found, at), "reason": remarks}, by, at)
    record(RETURNED, found, by, at, {"paper": str(paper.pk)}, {"note": remarks})


@transaction.atomic
def approve_request(
    *,
    by: Actor,
    at: datetime,
    case: UUID,
    seal: str,
    printer: Maker = queries.printed_request,
    writer: Maker = queries.in_word,
) -> Paper:
    """The head approves: PDF and Word are made of the very sheet that was read, and become documents of the case."""
    found = locked(by, "letter:approve", case)
    paper = in_review(found, seal)
    _unchanged(by, at, found, seal)
    head = User.objects.get(pk=by.id or 0)
    own = found.outgoing.own_paper_id
    if own:
        made = {"file_id": own}
    else:
        sheet = queries.request_sheet(by, case, at=at, signed_by=head.full_name)
        made = {
            "file_id": _kept(found, by, at, "pdf", printer(sheet)),
            "word_id": _kept(found, by, at, "docx", writer(sheet)),
        }
    alone = paper.submitted_by_id == by.id and paper.reviewed_by_id in (None, by.id)
    Paper.objects.filter(pk=paper.pk).update(approved_by_id=by.id, approved_at=at, self_approved=alone, **made)
    take(paper.parts.order_by("number"), "approve", {"date": files.today_of(found, at)}, by, at)
    record(APPROVED, found, by, at, {"paper": str(paper.pk), "document": str(made["file_id"]), "self_approved": alone})
    paper.refresh_from_db()
    return paper  # fmt: skip


def _kept(found: Case, by: Actor, at: datetime, kind: str, data: bytes) -> UUID:
    name = request_name(found.number, kind)
    return documents.keep_file(by=by, at=at, name=name, data=data, compartment=found.compartment_id, case=found.pk).pk


@transaction.atomic
def return_to_requester(*, by: Actor, at: datetime, case: UUID, missing: str, answer_by: date | None = None) -> None:
    """The draft goes back to the authority at home that asks, with what is to be corrected."""
    found = locked(by, "case:work", case)
    parts = standing(found, "drafting")
    if not parts:
        raise Conflict(_("Nothing is being drafted here."))
    words = _noted(missing, "missing", _("Write what is to be corrected."))
    data: dict[str, object] = {"date": files.today_of(found, at), "missing": words}
    take(parts, "return-to-requester", data | ({"review_on": answer_by} if answer_by else {}), by, at)
    record(TO_REQUESTER, found, by, at, personal={"missing": words})


@transaction.atomic
def take_up_draft(*, by: Actor, at: datetime, case: UUID, on: date) -> None:
    """The corrected draft came back on *on*."""
    found = locked(by, "case:work", case)
    parts = standing(found, "with-requester")
    if not parts:
        raise Conflict(_("The draft is not with the requester."))
    take(parts, "take-up-draft", {"date": on}, by, at)
    record(FROM_REQUESTER, found, by, at, {"date": on.isoformat()})


def locked(by: Actor, permission: str, case: UUID) -> Case:
    """A request of ours that is open, locked, for doing *permission*."""
    found = files.case(by, case)
    access.require(by, permission, found.compartment_id)
    changing.lock_case(case)
    found = files.case(by, case)
    if found.side != "outgoing":
        raise Conflict(_("This is not a request of ours."))
    if found.closed_on is not None:
        raise Conflict(_("This case is closed. Reopen it first."))
    return found


def standing(found: Case, *states: str) -> list[Part]:
    """The parts of a request that stand at one of *states*."""
    return list(found.parts.filter(state__in=states).order_by("number"))


def in_review(found: Case, seal: str) -> Paper:
    """What waits for review, locked, if it is what the reader saw."""
    paper = Paper.objects.select_for_update().filter(case=found, returned_at=None, approved_at=None).first()
    if paper is None:
        raise Conflict(_("Nothing of this request waits for review."))
    if paper.seal != seal:
        raise Conflict(_("Another version was submitted meanwhile. Read it again before you decide."))
    return paper


def _unchanged(by: Actor, at: datetime, found: Case, seal: str) -> RequestSheet:
    """The sheet as it stands, if it still is the one that bears *seal*."""
    sheet = queries.request_sheet(by, found.pk, at=at)
    if queries.seal_of(sheet) != seal:
        raise Conflict(_("The request was changed meanwhile. Read it again before you decide."))
    return sheet


def _noted(text: str, name: str, ask: str) -> str:
    if not text.strip():
        raise Invalid({name: ask})
    if len(text) > LONGEST_NOTE:
        raise Invalid({name: _("Write at most %(limit)s characters here.") % {"limit": LONGEST_NOTE}})
    return text.strip()


def take(parts: Iterable[Part], step: str, data: Mapping[str, object], by: Actor, at: datetime) -> None:
    """*step* for each of *parts*; `Invalid`, naming the part, where one cannot take it."""
    for part in parts:
        try:
            cases.take_step(by=by, at=at, part=part.pk, step=step, data=data, version=part.version, door="drafting")
        except StepRefused as refused:
            fields = {name: _(sentence) for name, sentence in refused.fields.items()}
            raise Invalid(fields or {"part": changing.told(refused.sentence)}) from refused


def record(
    kind: Kind, found: Case, by: Actor, at: datetime, payload: dict[str, object] | None = None,
    personal: dict[str, object] | None = None,
) -> None:  # fmt: skip
    """A line about a request of ours."""
    told = {"number": found.number} | (payload or {})
    ledger.record(kind, by=by, at=at, payload=told, personal=personal, compartment=found.compartment_id, case=found.pk)

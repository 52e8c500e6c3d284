"""Rows become cases, some in each transaction: a worker that is killed loses none and doubles none."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.accounts.models import Reader
from comitas.cases import actions as cases
from comitas.core import bulk, jobs
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Refusal
from comitas.directory.rules.folding import fold
from comitas.intake.rules.kinds import counts_as_request
from comitas.takeover import queries
from comitas.takeover.actions import lines
from comitas.takeover.actions.checking import judge
from comitas.takeover.models import Origin, Row, Takeover
from comitas.takeover.rules import stages
from comitas.takeover.rules.problems import Problem
from comitas.takeover.rules.rows import Entry

AT_ONCE = 250
"""Rows in one transaction: about a second. What a kill undoes is done again in as much."""

log = logging.getLogger(__name__)


@transaction.atomic
def take(*, by: Actor, at: datetime, takeover: UUID) -> None:
    """Have the good rows taken over, or go on with what was stopped. Asked twice, it is done once."""
    found = lines.asked_for(by, takeover)
    if found.stage == stages.TAKING:
        return
    ready = Row.objects.filter(takeover=found, verdict__in=stages.READY).count()
    if found.stage not in (stages.CHECKED, stages.PAUSED) or not ready:
        raise Conflict(_("Nothing is ready to be taken over. Check the rows first."))
    lines.move(found, stages.TAKING, at, by)
    lines.record(lines.TAKING, found, by=by, at=at, payload={"rows": ready})
    jobs.defer("takeover.take", key=str(found.pk))


@transaction.atomic
def pause(*, by: Actor, at: datetime, takeover: UUID) -> None:
    """Stop after the transaction that is under way. What was taken over stays; the rest goes on when somebody says so."""
    found = lines.asked_for(by, takeover)
    if found.stage in (stages.PAUSED, stages.MAPPING):
        return
    if found.stage not in (stages.CHECKING, stages.TAKING):
        raise Conflict(_("Nothing is at work here."))
    lines.move(found, stages.PAUSED if found.stage == stages.TAKING else stages.MAPPING, at, by)
    lines.record(lines.STOPPED, found, by=by, at=at)


@transaction.atomic
def take_rows(*, by: Actor, at: datetime, takeover: UUID) -> bool:
    """Take over the next rows, for whoever asked for it. False when none is left, or nobody wants it any more."""
    found = lines.locked(takeover)
    if found.stage != stages.TAKING:
        return False
    asker = accounts.actor_of(found.by)
    if not found.by.is_active or not access.may(asker, queries.PERMISSION, found.authority_id):
        lines.move(found, stages.PAUSED, at)
        lines.record(lines.STOPPED, found, by=by, at=at)
        return False
    some = list(Row.objects.filter(takeover=found, verdict__in=stages.READY).order_by("line")[:AT_ONCE])
    if not some:
        counted = queries.counts(found)
        lines.move(found, stages.DONE, at)
        lines.record(
            lines.ENDED, found, by=asker, at=at, payload={"taken": counted[stages.TAKEN], "left": counted[stages.BAD]}
        )
        return False
    entries = judge(found, some, at)
    _take(found, [row for row in some if row.pk in entries], entries, asker, at)
    lines.write(some)
    return True


def _take(found: Takeover, some: Sequence[Row], entries: Mapping[int, Entry], by: Actor, at: datetime) -> None:
    """All in one go; where one of them cannot be written, each by itself, so that it alone is left out."""
    if not some:
        return
    try:
        with transaction.atomic():
            _enter(found, some, entries, by, at)
    except (DatabaseError, Refusal, ValueError):
        if len(some) == 1:
            log.exception("Row %d of take-over %s could not be written.", some[0].line, found.pk)
            some[0].verdict, some[0].problems = stages.BAD, [Problem("broken").kept()]
            return
        half = len(some) // 2
        for part in (some[:half], some[half:]):
            _take(found, part, entries, by, at)


def _enter(found: Takeover, some: Sequence[Row], entries: Mapping[int, Entry], by: Actor, at: datetime) -> None:
    register = fold(found.register)[:120]
    readers = tuple(Reader.objects.filter(compartment=found.compartment_id, until=None).values_list("user", flat=True))
    old = [old_case(entries[row.pk], found.register) for row in some]
    made = cases.take_over(by=by, at=at, authority=found.authority_id, cases=old, readers=readers)
    bulk.insert(
        [
            Origin(authority_id=found.authority_id, register=register, key=row.key, case=case)
            for row, case in zip(some, made, strict=True)
        ]
    )
    for row, case in zip(some, made, strict=True):
        row.case, row.verdict = case, stages.TAKEN


def old_case(entry: Entry, register: str) -> cases.OldCase:
    """An entry of the register as `cases` takes it."""
    days, texts = entry.days, entry.texts
    requesting = texts.get("requesting", "")
    references = [(text, requesting[:200]) for text in entry.lists.get("their_reference", ())]
    references += [(entry.number, register), *((text, "") for text in entry.lists.get("our_reference", ()))]
    columns = {
        "state_from_id": entry.state, "requesting": requesting, "requesting_authority_id": entry.requesting_authority,
        "subject": texts.get("subject", ""), "written_on": days.get("written_on"), "wanted_by": days.get("deadline"),
        "acknowledged_on": days.get("acknowledged_on"), "urgent": entry.answers.get("urgent", False),
        "confidential": entry.answers.get("confidential", False),
    }  # fmt: skip
    return cases.OldCase(
        kind=entry.kind, counts=counts_as_request(entry.kind), side=entry.side, title=entry.title, received_on=days.get("received_on"),
        references=tuple(references), earlier={"register": register, "number": entry.number, "said": entry.said}, columns=columns,
        officer=entry.officer, restricted=entry.answers.get("restricted", False), measures=entry.measures, bases=entry.bases,
        stands=entry.stands, executing=entry.executing, transmitted_on=days.get("transmitted_on"), answered_on=days.get("answered_on"),
        outcome=entry.outcome if entry.closed else "", closed_on=days.get("closed_on"), persons=entry.lists.get("persons", ()),
        offences=entry.lists.get("offences", ()),
    )  # fmt: skip

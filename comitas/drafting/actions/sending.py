"""Recording a letter as sent: the step of each of its parts is taken, and the other State was told."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.cases import actions as cases
from comitas.cases.models import Part
from comitas.cases.rules.steps import StepRefused
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.drafting.actions import changing, enclosing
from comitas.drafting.models import LONGEST_BODY, Letter
from comitas.drafting.rules import life, sending
from comitas.drafting.rules.kinds import KINDS, STATES


@transaction.atomic
def record_sent(
    *,
    by: Actor,
    at: datetime,
    letter: UUID,
    version: int,
    on: date,
    channel: str,
    passed: Mapping[str, str] | None = None,
    because: str = "",
) -> Letter:
    """An approved letter has left on *on* by *channel*: the step of each of its parts is taken, the other State was told.

    `Invalid` where a part cannot take its step; then nothing changed. `passed`: reasons of the head for a gate, by its rule.
    `because`: as for `approve`, where a document was marked since.
    """
    found = changing.moving(by, "send", letter, version)
    _refuse_bad_sending(found, at, on, channel)
    enclosing.pass_enclosures(found, by, at, because)
    changing.write(found, state=life.SENT, sent_on=on, channel=channel, sent_by_id=by.id)
    _take_steps(found, by, at, on, passed or {})
    if KINDS[found.kind].to in STATES:
        acknowledges = found.kind == "acknowledgement"
        cases.note_told(by=by, at=at, case=found.case_id, on=on, channel=channel, acknowledges=acknowledges)
    changing.record(changing.SENT, found, by, at, _said(found))
    return found


def _said(found: Letter) -> dict[str, object]:
    """What the ledger keeps of a letter that left: codes, numbers of parts and dates."""
    dates = {"date": found.sent_on, "answer_by": found.answer_by, "expected_on": found.expected_on}
    numbers = sorted(part.number for part in found.parts.all())
    told: dict[str, object] = {name: day.isoformat() for name, day in dates.items() if day}
    return told | {"channel": found.channel, "kind": found.kind, "parts": numbers}


def _take_steps(found: Letter, by: Actor, at: datetime, on: date, passed: Mapping[str, str]) -> None:
    step = KINDS[found.kind].step
    if not step:
        return
    data = sending.data(_sent(found, on))
    for part in found.parts.order_by("number"):
        try:
            cases.take_step(
                by=by, at=at, part=part.pk, step=step, data=data, version=part.version, passed=passed, door="drafting"
            )
        except StepRefused as refused:
            raise Invalid({"part": _refused(part, refused)}) from refused


def _refused(part: Part, refused: StepRefused) -> str:
    """Why part 2 cannot take its step, in the reader's language."""
    return _("Part %(number)s: %(why)s") % {"number": part.number, "why": changing.told(refused.sentence)}


def _sent(found: Letter, on: date) -> sending.Sent:
    authority = str(found.to_authority_id or "")
    return sending.Sent(
        found.kind,
        on,
        found.channel,
        found.to_name,
        authority,
        found.said[:LONGEST_BODY],
        found.still_open,
        found.answer_by,
    )


def _refuse_bad_sending(found: Letter, at: datetime, on: date, channel: str) -> None:
    zone = found.case.authority.time_zone
    problem = sending.problem(on, clock.local_date(found.approved_at or at, zone), clock.local_date(at, zone), channel)
    if problem:
        field, sentence = problem
        raise Invalid({field: _(sentence)})

"""Parts: read, what they can do next, and the step itself."""

from typing import Any
from uuid import UUID

from ninja import Header, Router

from comitas.accounts import access as need_to_know
from comitas.api.access import require_scope
from comitas.api.actions import step_once
from comitas.api.forms.asked import Key, StepAsked
from comitas.api.forms.steps import given
from comitas.api.presenters import parts as said
from comitas.api.presenters.parts import Part, Recorded, Stale, Steps
from comitas.api.views.door import fingerprint, needs, opened
from comitas.cases import queries
from comitas.cases.models import Part as Row
from comitas.cases.rules import stored
from comitas.cases.rules.states import Step
from comitas.core import clock
from comitas.core.refusals import Conflict, NotThere

router = Router(tags=["parts"])
READ = needs("case:read", "cases:read")


@router.get("/parts/{uuid:part}", response=Part, operation_id="part", url_name="part", summary="Read a part")
@READ
def part(request: Any, part: UUID) -> Part:
    """One part with the steps that it took; that it was read is noted."""
    found = queries.part(request.actor, part)
    opened(request, f"part {part}", found.case.compartment_id)
    return said.part(found)


@router.get(
    "/parts/{uuid:part}/steps", response=Steps, operation_id="steps", url_name="steps", summary="What a part can do next"
)  # fmt: skip
@READ
def steps(request: Any, part: UUID) -> Steps:
    """Every step of the part's table: whether the account may record it now, why not, and what it needs."""
    found = queries.part(request.actor, part)
    opened(request, f"part {part}", found.case.compartment_id)
    today = queries.today_of(found.case, clock.now())
    return said.steps(found, queries.possible_steps(request.actor, found, today), queries.facts_of(found, today))


@router.post(
    "/parts/{uuid:part}/steps/{slug:step}", response=Recorded, operation_id="take_step", url_name="step", summary="Take a step"
)  # fmt: skip
@needs("case:read", "steps:take")
def take(request: Any, part: UUID, step: str, asked: StepAsked, idempotency_key: Header[Key]) -> Recorded:
    """Record a step of the part. `version` is the one that was read; where somebody was first, the answer is 409 with what stands now.

    A decision also needs the scope decisions:record. The same key with the same body again answers what was recorded.
    """
    found = queries.part(request.actor, part)
    table = stored.step_named(step, found.family)
    if table is None or "officer" not in table.doors:
        raise NotThere(step)
    _require(request, found, table, bool(asked.passed))
    data = given(table, asked.fields)
    try:
        taken = step_once(
            by=request.actor, at=clock.now(), key=idempotency_key, asked=fingerprint(request.path, asked.dict()), part=part, step=step,
            data=data, version=asked.version, passed=asked.passed,
        )  # fmt: skip
    except Conflict as error:
        now = queries.part(request.actor, part)
        if now.version == asked.version:
            raise
        raise Stale(str(error), said.standing(now, now.version - asked.version)) from error
    return Recorded(taken=taken, part=said.part(queries.part(request.actor, part)))


def _require(request: Any, found: Row, table: Step, passed: bool) -> None:
    """That a step is taken is for who works on the case; that a decision is recorded the token says by itself."""
    if table.permission == "case:decide" or passed:
        require_scope(request.bearer, "decisions:record")
    need_to_know.require(request.actor, "case:read", found.case.compartment_id)

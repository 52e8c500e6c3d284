"""For how long things are kept, and what is kept longer: the schedule in versions, and legal holds."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases.rules.status import EXITS
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.intake.rules.kinds import BY_CODE
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds
from comitas.protection.models import Hold, Schedule
from comitas.protection.queries.due import ENDED
from comitas.protection.rules import destruction as rules
from comitas.protection.rules.retention import MOST_MONTHS

PERIOD_SET = kinds.declare("retention.set", N_("The retention period of {subject} was set: {months} months."))
PERIOD_ENDED = kinds.declare("retention.ended", N_("Nothing of {subject} is destroyed by schedule any more."))
HELD = kinds.declare("hold.set", N_("A legal hold was set."))
LIFTED = kinds.declare("hold.lifted", N_("A legal hold was lifted."))

LONGEST = 500
KINDS = (*BY_CODE, rules.TAKEOVER, rules.NOTE, rules.READINGS)
OUTCOMES = (*EXITS, *ENDED)


@transaction.atomic
def set_period(
    *,
    by: Actor,
    at: datetime,
    authority: UUID,
    kind: str,
    outcome: str,
    months: int | None,
    archive: bool = False,
    cited: str = "",
) -> Schedule:
    """A new version of a row of the schedule; *months* None ends it. The former versions stay."""
    access.require_in(by, "retention:set", authority)
    _check_period(kind, outcome, months, cited)
    Authority.objects.select_for_update().get(pk=authority)
    there = Schedule.objects.filter(authority=authority, kind=kind, outcome=outcome)
    last = there.aggregate(last=Max("number"))["last"] or 0
    if months is None and not there.filter(number=last, months__isnull=False).exists():
        raise Conflict(_("There is no such period."))
    made = Schedule.objects.create(
        authority_id=authority, kind=kind, outcome=outcome, number=last + 1, months=months, archive=archive and months is not None,
        cited=cited.strip(), made_by_id=by.id, made_at=at,
    )  # fmt: skip
    told = {"authority": str(authority), "subject": f"{kind or '*'}/{outcome or '*'}", "version": made.number}
    line = PERIOD_ENDED if months is None else PERIOD_SET
    ledger.record(
        line, by=by, at=at, payload=told | ({"months": months, "archive": archive} if months is not None else {})
    )
    return made


def _check_period(kind: str, outcome: str, months: int | None, cited: str) -> None:
    wrong = {}
    if kind and kind not in KINDS:
        wrong["kind"] = _("Choose a kind from the list.")
    if outcome and outcome not in OUTCOMES:
        wrong["outcome"] = _("Choose an outcome from the list.")
    if months is not None and not 0 <= months <= MOST_MONTHS:
        wrong["months"] = _("Enter a number of months from 0 to %(most)d.") % {"most": MOST_MONTHS}
    if kind == rules.READINGS and outcome:
        wrong["outcome"] = _("The reading log has no outcome: leave this open.")
    if kind == rules.READINGS and months is not None and months < rules.FEWEST_MONTHS_OF_READINGS:
        wrong["months"] = _("The reading log is kept for %(count)d months at least.") % {
            "count": rules.FEWEST_MONTHS_OF_READINGS
        }
    if months is not None and not cited.strip():
        wrong["cited"] = _("Cite the rule that sets the period.")
    if len(cited.strip()) > 200:
        wrong["cited"] = _("This is longer than %(count)d characters.") % {"count": 200}
    if wrong:
        raise Invalid(wrong)


@transaction.atomic
def set_hold(*, by: Actor, at: datetime, compartment: UUID, reason: str, until: date | None = None) -> Hold:
    """From now on nothing of it is destroyed, until that day or until somebody lifts it. The reason is kept under its key."""
    place = access.require(by, "hold:set", compartment)
    text = _reasoned(reason)
    if until is not None and until < clock.local_date(at, place.authority.time_zone):
        raise Invalid({"until": _("This day is over.")})
    made = Hold.objects.create(compartment=place, reason=text, until=until, set_by_id=by.id, set_at=at)
    payload = {"hold": str(made.pk), "until": until.isoformat() if until else ""}
    ledger.record(HELD, by=by, at=at, compartment=compartment, payload=payload, personal={"reason": text})
    return made


@transaction.atomic
def lift_hold(*, by: Actor, at: datetime, hold: UUID, reason: str) -> None:
    """It stands no more; both reasons stay."""
    found = Hold.objects.select_for_update().filter(access.known(by), pk=hold).first()
    if found is None:
        raise NotThere(str(hold))
    access.require(by, "hold:set", found.compartment_id)
    if found.lifted_at is not None:
        raise Conflict(_("A colleague lifted this hold already."))
    text = _reasoned(reason)
    Hold.objects.filter(pk=hold).update(lifted_at=at, lifted_by=by.id, lifted_because=text)
    told = {"hold": str(hold)}
    ledger.record(LIFTED, by=by, at=at, compartment=found.compartment_id, payload=told, personal={"reason": text})


def _reasoned(reason: str) -> str:
    text = reason.strip()
    if not text:
        raise Invalid({"reason": _("Write down why.")})
    if len(text) > LONGEST:
        raise Invalid({"reason": _("This is longer than %(count)d characters.") % {"count": LONGEST}})
    return text

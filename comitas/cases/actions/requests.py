"""A request of ours while it is drafted: what its pages say is written as it is typed, and what was entered wrongly taken out."""

from datetime import date, datetime
from typing import Any, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.actions import lines, locking, particulars
from comitas.cases.actions.cases import change_case, set_confidential, set_urgent
from comitas.cases.actions.particulars import OffenceParticulars, Particulars
from comitas.cases.actions.parts import bases_of
from comitas.cases.models import Case, Offence, Outgoing, Person
from comitas.cases.rules.codes import BASES, OFFENCES
from comitas.cases.rules.families import families_for, outgoing
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.directory.rules.acceptance import CHANNELS
from comitas.documents import queries as documents

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


class OutgoingParticulars(Particulars, total=False):
    """Of a request of ours: what any case has, its flags, and what only ours have."""

    urgent: bool
    urgent_because: str
    confidential: bool
    confidential_because: str
    requester_number: str
    requester_contact: str
    hearing_on: date | None
    hearing_what: str
    limitation_on: date | None
    addressee: UUID | None
    channel_planned: str
    bases: list[dict[str, Any]]
    use_undertaking: bool
    reciprocity: bool
    plain_procedure: bool
    costs: str
    earlier: str
    enclosures: str
    own_paper: UUID | None


OWN = frozenset(OutgoingParticulars.__annotations__) - frozenset(Particulars.__annotations__)
FLAGS = ("urgent", "confidential")
DATES = ("hearing_on", "limitation_on")


@transaction.atomic
def fill_request(
    *, by: Actor, at: datetime, case: UUID, version: int, **given: Unpack[OutgoingParticulars]
) -> None:  # fmt: skip
    """Write what a page of the draft says. `version` is the one that the officer saw; `Conflict` says who was first.

    `Conflict` too while the request waits for review or for sending: it is returned for correction first.
    """
    found = drafting(by, case)
    locking.refuse_stale(found, version, found.version)
    typed: dict[str, Any] = dict(given)
    own = {name: typed.pop(name) for name in list(typed) if name in OWN}
    flags = {name: own.pop(name) for flag in FLAGS for name in (flag, f"{flag}_because") if name in own}
    if typed:
        change_case(by=by, at=at, case=case, version=version, **typed)
    _flag(found, flags, by, at)
    _own(found, own, by, at)


def drafting(by: Actor, case: UUID) -> Case:
    """A request of ours that may be worked on now, locked."""
    found = locking.open_and_locked(by, "case:work", case)
    if found.side != "outgoing":
        raise Conflict(_("This is not a request of ours."))
    if set(found.stands) & set(outgoing.UNDER_REVIEW):
        raise Conflict(_("The request is being reviewed or waits to be sent. Return it for correction first."))
    return found


def _flag(case: Case, flags: dict[str, Any], by: Actor, at: datetime) -> None:
    """Urgency and confidentiality, where they differ from what stands."""
    if not any(value != getattr(case, name) for name, value in flags.items()):
        return
    if flags.get("urgent") and not flags["urgent_because"].strip():
        raise Invalid({"urgent_because": _("Write down why.")})
    if "urgent" in flags:
        set_urgent(by=by, at=at, case=case.pk, urgent=flags["urgent"], reason=flags["urgent_because"])
    if "confidential" in flags:
        set_confidential(
            by=by, at=at, case=case.pk, confidential=flags["confidential"], reason=flags["confidential_because"]
        )


def _own(case: Case, given: dict[str, Any], by: Actor, at: datetime) -> None:
    row = Outgoing.objects.select_for_update().get(case=case)
    _refuse_wrong(case, given, by)
    named = {("channel" if name == "channel_planned" else name): value for name, value in given.items()}
    if "bases" in named:
        named["bases"] = bases_of(named["bases"], *(family.code for family in families_for(case.side, case.kind)))
    after = particulars.columns(Outgoing, named, named)
    before = {name: getattr(row, name) for name in after}
    changed = sorted(name for name in after if before[name] != after[name])
    if not changed:
        return
    Outgoing.objects.filter(case=case).update(**after)
    if "bases" in changed:
        _give_bases(case, after["bases"])
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)
    told = lines.changes({name: before[name] for name in changed}, {name: after[name] for name in changed})
    fields = [name.removesuffix("_id") for name in changed]
    lines.record(lines.FILLED, by=by, at=at, case=case, payload={"fields": fields}, personal=told)


def _give_bases(case: Case, bases: list[dict[str, Any]]) -> None:
    """The parts that have not left rest on those of the bases that are for their kind."""
    for family in families_for(case.side, case.kind):
        fit = [basis for basis in bases if family.code in BASES[basis["code"]].families]
        waiting = case.parts.filter(state__in=outgoing.BEFORE_SENDING, family=family.code)
        waiting.update(bases=fit, version=F("version") + 1)


def _refuse_wrong(case: Case, given: dict[str, Any], by: Actor) -> None:
    problems = {
        name: _("Check the year.") for name in DATES if (day := given.get(name)) and not EARLIEST <= day <= LATEST
    }
    if given.get("channel_planned") and given["channel_planned"] not in CHANNELS:
        problems["channel_planned"] = _("Choose one of the list.")
    paper = given.get("own_paper")
    if paper and not documents.placements(by, case.compartment_id).filter(pk=paper).exists():
        problems["own_paper"] = _("Choose among the documents of this case.")
    if problems:
        raise Invalid(problems)


@transaction.atomic
def change_offence(*, by: Actor, at: datetime, offence: UUID, **changes: Unpack[OffenceParticulars]) -> None:
    """Put right or complete an offence: of a case that arrived, or of a draft that is not under review."""
    row = queries.offence(by, offence)
    found = locking.open_and_locked(by, "case:work", row.case_id)
    if found.side == "outgoing":
        found = drafting(by, row.case_id)
    after = particulars.columns(Offence, changes, OffenceParticulars.__annotations__)
    if after.get("uncac") and after["uncac"] not in OFFENCES:
        raise Invalid({"uncac": _("Choose one of the list.")})
    before = {name: getattr(row, name) for name in after}
    changed = sorted(name for name in after if before[name] != after[name])
    if not changed:
        return
    Offence.objects.filter(pk=offence).update(**after)
    told = lines.changes({name: before[name] for name in changed}, {name: after[name] for name in changed})
    payload: dict[str, object] = {"offence": str(offence), "fields": changed}
    payload |= {"uncac": after["uncac"]} if "uncac" in changed else {}
    lines.record(lines.OFFENCE_CHANGED, by=by, at=at, case=found, payload=payload, personal=told)


@transaction.atomic
def remove_offence(*, by: Actor, at: datetime, offence: UUID) -> None:
    """Take an offence out of a draft. `Conflict` where the request has been sent."""
    row = queries.offence(by, offence)
    found = drafting(by, row.case_id)
    if found.outgoing.sent_on:
        raise Conflict(_("The request that was sent names this offence, which stays in the case."))
    Offence.objects.filter(pk=offence).delete()
    payload: dict[str, object] = {"offence": str(offence)}
    lines.record(lines.OFFENCE_REMOVED, by=by, at=at, case=found, payload=payload, personal={"cited": row.cited})


@transaction.atomic
def remove_person(*, by: Actor, at: datetime, person: UUID) -> None:
    """Take a person out of a draft. `Conflict` where something else in the case names them, or the request has been sent."""
    row = queries.person(by, person)
    found = drafting(by, row.case_id)
    if found.outgoing.sent_on:
        raise Conflict(_("The request that was sent names this person, who stays in the case."))
    try:
        with transaction.atomic():
            Person.objects.filter(pk=person).delete()
    except ProtectedError as error:
        raise Conflict(_("Something else in this case names this person.")) from error
    locking.derive(found)
    payload: dict[str, object] = {"person": str(person)}
    lines.record(lines.PERSON_REMOVED, by=by, at=at, case=found, payload=payload, personal={"name": row.name})

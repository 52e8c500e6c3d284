"""What becomes of an arrival: a new case, part of one that is there, forwarded, returned for completion, turned away.

The registrar does not refuse. Who may do what is in `rules.turning_away` and in the table of permissions; a refusal is a step of
a case and never taken here.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.cases import actions as cases
from comitas.cases import queries as case_queries
from comitas.cases.models import Case, Part
from comitas.cases.rules.families.extradition import EXTRADITION
from comitas.cases.rules.families.sought import kind_of
from comitas.cases.rules.numbers import case_number
from comitas.checks import actions as checks
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid
from comitas.core.text import N_
from comitas.documents import actions as documents
from comitas.intake import queries
from comitas.intake.actions.ending import end, record, undecided
from comitas.intake.actions.receiving import Particulars
from comitas.intake.actions.reporting import Reported, take_in
from comitas.intake.models import Arrival, RegisterEntry
from comitas.intake.rules import asking, taken
from comitas.intake.rules import kinds as arriving
from comitas.ledger.rules import kinds

ACCEPTED = kinds.declare("arrival.accepted", N_("Arrival {number} became case {case_number}."))
JOINED = kinds.declare("arrival.joined", N_("Arrival {number} was added to case {case_number}."))
FORWARDED = kinds.declare("arrival.forwarded", N_("Arrival {number} was forwarded and its sender told."))
RETURNED = kinds.declare("arrival.returned", N_("Arrival {number} was returned for completion."))
TURNED_AWAY = kinds.declare("arrival.turned-away", N_("Arrival {number} was turned away: {ground}."))
LINKED = kinds.declare("arrival.linked", N_("Arrival {number} is the same letter as {other}."))

TURNING_AWAY = ("not_for_us", "spam", "duplicate")
RESULT = "record-result"


@dataclass(frozen=True, slots=True)
class MentionedPerson:
    """A person to be entered with the new case."""

    name: str
    natural: bool = True
    category: str = "other"
    born: date | None = None
    nationality: str = ""
    identity_document: str = ""


@dataclass(frozen=True, slots=True)
class AskedMeasure:
    """One thing asked for: it becomes a part. `code` is a letter of UNCAC 46(3).

    `about` are those of the accepted persons who belong to this part: whoever executes it is told of them and of nobody else.
    """

    code: str
    description: str = ""
    about: tuple[MentionedPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedOffence:
    """An offence as the letter cites it, the foreign provision, and a code of `OFFENCES` where one applies."""

    cited: str
    provision: str = ""
    uncac: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the officer took over from the letter. Everything but the title may be empty: it can be filled in on the case page.

    Legal bases stand on the parts, so that they need a measure.
    """

    title: str
    state_from: str | None = None
    requesting: str = ""
    conducting: str = ""
    references: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    measures: tuple[AskedMeasure, ...] = ()
    persons: tuple[MentionedPerson, ...] = ()
    offences: tuple[CitedOffence, ...] = ()
    wanted_by: date | None = None
    wanted_because: str = ""
    urgent_because: str = ""
    confidential: bool = False
    language: str = ""
    apart: bool = False
    """What else a request for extradition asks becomes a case for assistance, linked with it."""


@transaction.atomic
def accept_as_case(
    *,
    by: Actor,
    at: datetime,
    arrival: UUID,
    version: int,
    acceptance: Acceptance,
    particulars: Particulars | None = None,
    despite_annulled: bool = False,
) -> Case:
    """Open a case from an arrival, with its parts, persons, offences and references. What a domestic authority asks us to send
    becomes a request of ours: for extradition where a person is wanted, else for assistance.

    *despite_annulled*: the officer knows that the number in the register is annulled, and accepts the arrival all the same.
    """
    found = undecided(by, at, "arrival:accept", arrival, version, particulars)
    _refuse_annulled(found, despite_annulled)
    asked = [measure.code for measure in acceptance.measures]
    ours = found.kind in arriving.TO_SEND_ABROAD
    side, kind = ("outgoing", kind_of(asked)) if ours else ("incoming", found.kind)
    if problems := asking.wrong(side, kind, asked, acceptance.bases):
        raise Invalid({name: _(sentence) for name, sentence in problems.items()})
    kept, apart = _parted(side, kind, acceptance)
    case = cases.open_case(
        by=by,
        at=at,
        authority=found.authority_id,
        compartment=found.compartment_id,
        kind=kind,
        side=side,
        requester_number=(acceptance.references or ("",))[0] if ours else "",
        counts=arriving.counts_as_request(found.kind),
        title=acceptance.title,
        received_on=found.received_on,
        written_on=found.written_on,
        state_from=acceptance.state_from,
        requesting=acceptance.requesting or (found.sender if ours else ""),
        transmitting="" if ours else found.sender,
        conducting=acceptance.conducting,
        wanted_by=acceptance.wanted_by,
        wanted_because=acceptance.wanted_because,
        language=acceptance.language,
        channel=found.channel,
    )
    _fill(case, kept, by, at)
    _note_places(found, case, by, at)
    if apart:
        why = _("Assistance asked in the letter that asks for extradition")
        _fill(cases.open_beside(by=by, at=at, case=case.pk, kind="request", counts=True, why=why), apart, by, at)
    end(found, Arrival.Stage.ACCEPTED, case=case)
    record(ACCEPTED, found, by, at, case=case)
    return case


@transaction.atomic
def accept_into(
    *, by: Actor, at: datetime, arrival: UUID, version: int, case: UUID, part: UUID | None = None, reported: Reported | None = None,
    particulars: Particulars | None = None, despite_annulled: bool = False,
) -> Case:  # fmt: skip
    """Add an arrival to a case that is there: its documents go under that case's key and are seen by its readers.

    *part*: the part that it is about. *reported*: the executing authority's result, recorded on that part as of the day of
    receipt; `cases.rules.steps.StepRefused` where the part cannot take one, and then nothing changed.
    """
    found = undecided(by, at, "arrival:accept", arrival, version, particulars)
    _refuse_annulled(found, despite_annulled)
    target = case_queries.case(by, case)
    about = _part_of(by, target, part)
    if found.compartment.restricted and not target.compartment.restricted:
        raise Invalid(
            {
                "case_number": _(
                    "This arrival is restricted and the case is not: everybody would read it. Restrict the case first."
                )
            }
        )
    documents.move_all(by=by, at=at, source=found.compartment_id, target=target.compartment_id)
    _note_places(found, target, by, at)
    joined = case_number(target.year, target.serial, about.number if about else 0)
    told = {"case_number": joined, "from": str(found.compartment_id)}
    record(JOINED, found, by, at, case=target, payload=told)
    end(found, Arrival.Stage.ACCEPTED, case=target, compartment=target.compartment_id)
    if reported is not None:
        take_in(target, about, reported, found.received_on, by, at, number=found.number)
    return target


def _part_of(by: Actor, case: Case, part: UUID | None) -> Part | None:
    about = case_queries.part(by, part) if part else None
    if about is not None and about.case_id != case.pk:
        raise Invalid({"case_number": _("This part belongs to another case.")})
    return about


@transaction.atomic
def forward(
    *,
    by: Actor,
    at: datetime,
    arrival: UUID,
    version: int,
    authority: str,
    reason: str = "",
    particulars: Particulars | None = None,
) -> None:
    """Forward to the competent authority; the sender is told (European Convention on Mutual Assistance, article 18)."""
    found = undecided(by, at, "arrival:forward", arrival, version, particulars)
    if not authority.strip():
        raise Invalid({"authority": _("Say to whom it is forwarded.")})
    words = f"{authority.strip()}. {reason.strip()}".strip()
    end(found, Arrival.Stage.FORWARDED, because=words)
    record(FORWARDED, found, by, at, personal={"authority": authority.strip(), "reason": reason.strip()})


@transaction.atomic
def return_for_completion(
    *, by: Actor, at: datetime, arrival: UUID, version: int, missing: str, particulars: Particulars | None = None
) -> None:
    """Return a defective request, saying what is missing."""
    found = undecided(by, at, "arrival:return", arrival, version, particulars)
    if not missing.strip():
        raise Invalid({"missing": _("Say what is missing. It goes into the letter.")})
    end(found, Arrival.Stage.RETURNED, because=missing)
    record(RETURNED, found, by, at, personal={"missing": missing.strip()})


@transaction.atomic
def turn_away(
    *, by: Actor, at: datetime, arrival: UUID, version: int, ground: str, reason: str = "", same_as: UUID | None = None,
    particulars: Particulars | None = None,
) -> None:  # fmt: skip
    """Turn away what is not for us, spam or already here. Anything else is a refusal and the head's."""
    found = undecided(by, at, "arrival:turn-away", arrival, version, particulars)
    if ground not in TURNING_AWAY:
        raise Invalid({"ground": _("Choose why it is turned away. Anything else is a refusal, and the head’s.")})
    if ground == "not_for_us" and not reason.strip():
        raise Invalid({"reason": _("Say why it is not for this authority.")})
    twin = queries.arrival(by, same_as) if same_as else None
    if ground == "duplicate" and (twin is None or twin.pk == found.pk):
        raise Invalid({"same_as": _("Name the arrival that it is the same as.")})
    end(found, Arrival.Stage.TURNED_AWAY, because=reason, same_as=twin)
    record(TURNED_AWAY, found, by, at, payload={"ground": ground}, personal={"reason": reason.strip()})


@transaction.atomic
def link(*, by: Actor, at: datetime, arrival: UUID, version: int, same_as: UUID) -> None:
    """Note that this is the same letter as an earlier arrival (advance copy, other channel); it still waits to be decided."""
    found = undecided(by, at, "arrival:register", arrival, version)
    twin = queries.arrival(by, same_as)
    if twin.pk == found.pk:
        raise Invalid({"same_as": _("An arrival cannot be a copy of itself.")})
    Arrival.objects.filter(pk=arrival).update(same_as=twin, version=F("version") + 1)
    record(LINKED, found, by, at, payload={"other": twin.number})


def _refuse_annulled(found: Arrival, despite: bool) -> None:
    """Whoever annuls a number says that this was not to be registered: a case rests on it only where an officer knows that."""
    entry = RegisterEntry.objects.filter(arrival=found).exclude(annulled_at=None).first()
    if entry is not None and not despite:
        told = _(
            "The register number %(number)s of this arrival is annulled. Turn the arrival away, or tick that you accept it all "
            "the same."
        )
        raise Invalid({"despite_annulled": told % {"number": entry.number}})


def _parted(side: str, kind: str, acceptance: Acceptance) -> tuple[Acceptance, Acceptance | None]:
    """What the case takes over, and what goes into a case for assistance beside an extradition, with everybody and every offence."""
    if not acceptance.apart or side != "incoming" or kind not in EXTRADITION.kinds:
        return acceptance, None
    person = tuple(one for one in acceptance.measures if one.code in EXTRADITION.measures)
    rest = tuple(one for one in acceptance.measures if one not in person)
    if not rest:
        raise Invalid({"apart": _("Tick what assistance is asked; there is nothing for a case of its own.")})
    return replace(acceptance, measures=person), replace(acceptance, measures=rest)


def _fill(case: Case, acceptance: Acceptance, by: Actor, at: datetime) -> None:
    entered = {person: _enter_person(case, person, by, at) for person in acceptance.persons}
    for measure in acceptance.measures:
        cases.add_part(
            by=by,
            at=at,
            case=case.pk,
            measure=measure.code,
            description=measure.description[:500],
            bases=[{"code": code} for code in asking.bases_of(case.side, case.kind, measure.code, acceptance.bases)],
            persons=[entered[person] for person in measure.about],
        )
    for offence in acceptance.offences:
        cases.add_offence(
            by=by,
            at=at,
            case=case.pk,
            cited=offence.cited[:300],
            provision=offence.provision[:200],
            uncac=offence.uncac,
        )
    for reference in acceptance.references:
        cases.add_reference(by=by, at=at, case=case.pk, text=reference, owner=acceptance.requesting or "")
    if acceptance.urgent_because:
        cases.set_urgent(by=by, at=at, case=case.pk, urgent=True, reason=acceptance.urgent_because)
    if acceptance.confidential:
        cases.set_confidential(by=by, at=at, case=case.pk, confidential=True)


def _note_places(found: Arrival, case: Case, by: Actor, at: datetime) -> None:
    """The case keeps where its values were read. What the officer did not take over, or replaced, is not shown as seen."""
    checks.note_places(by=by, at=at, case=case.pk, places=taken.places(queries.proposals(by, found.pk)))


def _enter_person(case: Case, person: MentionedPerson, by: Actor, at: datetime) -> UUID:
    made = cases.add_person(
        by=by, at=at, case=case.pk, name=person.name, natural=person.natural, category=person.category, born=person.born,
        nationality=person.nationality, identity_document=person.identity_document,
    )  # fmt: skip
    return made.pk

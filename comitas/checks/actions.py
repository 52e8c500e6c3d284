"""Writing about findings: an officer confirms or overrules one; an authority loads its own requirements; where values were read
is noted. Nothing is gated.

Lock order: the case.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases import queries as cases
from comitas.cases.access import acting
from comitas.cases.models import Case
from comitas.cases.rules.words import say
from comitas.checks import queries
from comitas.checks.models import LONGEST_REASON, Place, StatePack, Verdict
from comitas.checks.rules import findings as rules
from comitas.checks.rules import places as rule_places
from comitas.core import removal, sealing
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.documents import queries as documents
from comitas.ledger import actions as ledger
from comitas.ledger import queries as keys
from comitas.ledger.rules import kinds

CONFIRMED = kinds.declare("finding.confirmed", N_("The finding {rule} was confirmed: {status}."))
OVERRULED = kinds.declare("finding.overruled", N_("The finding {rule} was overruled: {status} instead of {about}."))
DESTROYED = kinds.declare(
    "checks.destroyed", N_("What was said about the findings of a case was destroyed: {removed}.")
)
LOADED = kinds.declare(
    "checks.loaded", N_("Version {version} of the authority's own requirements was loaded: {rules} rules.")
)
PLACES = kinds.declare(
    "checks.places-noted", N_("Case {number}: {count} places were noted where its documents say what it holds.")
)

MOST_PLACES = 200
"""Places of one letter: as many as are proposed from it."""
LONGEST_QUOTE = 400
"""Characters of the words kept with a place: the longest item of a list that is quoted whole."""

_told = partial(say, gettext=gettext, ngettext=ngettext)


@transaction.atomic
def confirm(
    *, by: Actor, at: datetime, case: UUID, rule: str, about: str, reason: str, last: UUID | None = None
) -> Verdict:
    """Agree with a finding as it stands. `about` is the status that the officer saw, `last` the officer's word seen beside it.

    `Conflict` when either changed meanwhile, `Invalid` without a reason.
    """
    finding = _seen(by, case, rule, about, last)
    return _record(by, at, case, _spoken(lambda: rules.confirm(finding, reason=_reason(reason), by=by.name)))


@transaction.atomic
def overrule(
    *, by: Actor, at: datetime, case: UUID, rule: str, about: str, status: str, reason: str, last: UUID | None = None
) -> Verdict:
    """Say that another status is right, and why. Arguments and errors as for `confirm`."""
    finding = _seen(by, case, rule, about, last)
    return _record(
        by, at, case, _spoken(lambda: rules.overrule(finding, status=status, reason=_reason(reason), by=by.name))
    )


@transaction.atomic
def load_pack(*, by: Actor, at: datetime, authority: UUID, text: str) -> StatePack:
    """Load an authority's own requirements from JSON. `Invalid` names the row that is wrong; then nothing changed."""
    access.require_in(by, "checks:load", authority)
    Authority.objects.select_for_update().get(pk=authority)
    own = queries.own_pack(text)
    before = queries.state_pack(by, authority)
    loaded = StatePack.objects.create(
        authority_id=authority,
        version=before.version + 1 if before else 1,
        table=json.loads(text),
        loaded_by_id=by.id,
        loaded_at=at,
    )
    payload = {
        "authority": str(authority),
        "version": loaded.version,
        "rules": len(own.pack.rules),
        "raised": len(own.raised),
    }
    ledger.record(LOADED, by=by, at=at, payload=payload)
    return loaded


@transaction.atomic
def note_places(*, by: Actor, at: datetime, case: UUID, places: Sequence[rule_places.Place]) -> int:
    """Keep where values of a case stand in its documents, instead of what was kept of the same documents; returns how many.

    `NotThere` for a document that is not in the case.
    """
    found = cases.case(by, case)
    access.require(by, "arrival:accept", found.compartment_id)
    kept, named = list(places[:MOST_PLACES]), {place.document for place in places}
    here = {str(placed.pk) for placed in documents.placements(by, found.compartment_id).filter(pk__in=named)}
    if elsewhere := named - here:
        raise NotThere(min(elsewhere))
    if not kept:
        return 0
    Place.objects.filter(case=case, placement__in=[UUID(name) for name in here]).delete()
    key = keys.key(found.compartment_id)
    Place.objects.bulk_create([_sealed(place, found, key) for place in kept])
    payload: dict[str, object] = {"number": found.number, "count": len(kept)}
    ledger.record(PLACES, by=by, at=at, payload=payload, compartment=found.compartment_id, case=case)
    return len(kept)


def _sealed(place: rule_places.Place, case: Case, key: bytes) -> Place:
    row = Place(id=new_id(), compartment_id=case.compartment_id, case=case, path=place.path, page=place.page)
    plain = json.dumps([place.value, place.quote[:LONGEST_QUOTE]]).encode()
    row.placement_id = UUID(place.document)
    row.sealed = sealing.seal(plain, key, queries.place_context(row.id))
    return row


def _seen(by: Actor, case: UUID, rule: str, about: str, last: UUID | None) -> rules.Finding:
    """What the check alone says, if the officer saw it as it is now. The case stays locked, so that two words do not cross."""
    found = cases.case(by, case)
    access.require(by, "case:work", found.compartment_id)
    Case.objects.select_for_update().get(pk=case)
    queries.finding(by, case, rule)
    said = next(one for one in queries.examined(by, case) if one.rule == rule)
    word = queries.last_word(by, case, rule)
    if said.status != about:
        raise Conflict(
            _("The file changed meanwhile, and the check now says something else. Read it again before you decide.")
        )
    if (word.pk if word else None) != last:
        raise Conflict(_("A colleague decided on this finding meanwhile. Read what was said before you decide."))
    return said


def _spoken(speak: Callable[[], rules.Verdict]) -> rules.Verdict:
    try:
        return speak()
    except rules.VerdictRefused as refused:
        raise Invalid({"reason": _told(refused.sentence)}) from refused


def _reason(text: str) -> str:
    if len(text) > LONGEST_REASON:
        raise Invalid({"reason": _("Write at most %(limit)s characters here.") % {"limit": LONGEST_REASON}})
    return text


def _record(by: Actor, at: datetime, case: UUID, said: rules.Verdict) -> Verdict:
    found = cases.case(by, case)
    verdict = Verdict.objects.create(
        compartment_id=found.compartment_id, case=found, rule=said.rule, about=said.about, status=said.status,
        reason=said.reason, by_id=by.id, at=at,
    )  # fmt: skip
    kind, by = CONFIRMED if said.status == said.about else OVERRULED, acting(by, found)
    payload = {"verdict": str(verdict.pk), "rule": said.rule, "about": said.about, "status": said.status}
    ledger.record(
        kind,
        by=by,
        at=at,
        payload=payload,
        personal={"reason": said.reason},
        compartment=found.compartment_id,
        case=case,
    )
    return verdict


HOLDINGS: tuple[removal.Holding, ...] = (("verdicts", Verdict, "compartment"), ("", Place, "compartment"))


@transaction.atomic
def destroy(*, by: Actor, at: datetime, compartment: UUID) -> dict[str, int]:
    """Lawful destruction of what officers said about findings, and of where values were read. Twice is the same as once."""
    access.require(by, "destruction:approve", compartment)
    removed = removal.remove(HOLDINGS, compartment)
    ledger.record(DESTROYED, by=by, at=at, compartment=compartment, payload={"removed": removed})
    return removed

"""What the directory proposes for a request of ours: on which basis, to whom, by which way, each with its reasons."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from comitas.cases import queries as cases
from comitas.cases.models import Case
from comitas.cases.rules.codes import BASES
from comitas.cases.rules.papers import asks_assistance
from comitas.core.actor import Actor
from comitas.directory import queries as directory
from comitas.directory.queries import Addressee
from comitas.directory.rules.proposals import Proposal, Resolution
from comitas.drafting.rules import routes
from comitas.drafting.rules.routes import Ways

ARREST = "arrest"
CONFISCATING = frozenset("jk")
"""Measures under chapter V of the Convention, whose basis and counterpart may be others."""


@dataclass(frozen=True, slots=True)
class OfferedBasis:
    """A legal basis to choose: as it is kept with the request, and why it is proposed."""

    kept: dict[str, Any]
    proposal: Proposal


def family_of(case: Case) -> str:
    """The family of measures by which the directory is asked."""
    measures = set(case.parts.values_list("measure", flat=True))
    if not asks_assistance(case.kind, measures):
        return "extradition"
    return "confiscation" if measures and measures <= CONFISCATING else "mla"


def resolution(actor: Actor, case: UUID, today: date) -> Resolution | None:
    """What the directory says on the legal bases; None while the State asked is not chosen, or is our own."""
    found = cases.case(actor, case)
    ours, theirs = found.authority.state_id, found.state_from_id
    if not theirs or ours == theirs:
        return None
    return directory.legal_bases(actor, requesting=ours, requested=theirs, family=family_of(found), day=today)


def offered(actor: Actor, case: UUID, found: Resolution) -> tuple[OfferedBasis, ...]:
    """The proposals as legal bases that a part may rest on, in the order of the directory."""
    names, family = directory.instrument_names(), family_of(cases.case(actor, case))
    return tuple(_offered(proposal, names, family) for proposal in found.proposals)


def _offered(proposal: Proposal, names: dict[str, str], family: str) -> OfferedBasis:
    cited = ", ".join(text for text in (names.get(proposal.instrument, ""), proposal.articles) if text)
    kept = {
        "code": _code(proposal, family),
        "cited": cited,
        "agreed_9_29": proposal.paragraphs_9_29 == "agreed",
        "instrument": proposal.instrument,
        "articles": proposal.articles,
    }
    return OfferedBasis(kept, proposal)


def _code(proposal: Proposal, family: str) -> str:
    if proposal.basis == "uncac" and family == "extradition":
        return "uncac-44"
    if proposal.basis == "uncac":
        return "uncac-55" if family == "confiscation" else "uncac-46"
    if proposal.instrument in BASES:
        return proposal.instrument
    return proposal.basis if proposal.basis in BASES else "regional"


def addressees(actor: Actor, case: UUID, today: date) -> tuple[Addressee, ...]:
    """Authorities of the State asked, those that may be proposed first."""
    found = cases.case(actor, case)
    if not found.state_from_id:
        return ()
    return directory.addressees(actor, state=found.state_from_id, family=family_of(found), today=today)


def ways(actor: Actor, case: UUID) -> Ways | None:
    """The ways to the addressee chosen; None while there is none."""
    found = cases.case(actor, case)
    to = found.outgoing.addressee
    if to is None:
        return None
    kind = _request_type(family_of(found), set(found.parts.values_list("measure", flat=True)))
    told = [channel["kind"] for channel in to.channels if isinstance(channel, dict) and channel.get("kind")]
    return routes.ways(directory.acceptance(to), kind, found.language, found.urgent, told)


def _request_type(family: str, measures: set[str]) -> str:
    """The type of request by which an authority says what it accepts."""
    if family == "extradition":
        return "provisional-arrest" if measures == {ARREST} else "extradition"
    return "asset-recovery" if family == "confiscation" else "service" if measures == {"b"} else "mla"

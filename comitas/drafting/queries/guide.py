"""How far the draft of a request of ours has come: each page with its gaps, named with their article."""

from uuid import UUID

from comitas.cases import queries as cases
from comitas.cases.models import Case
from comitas.cases.queries import Whole
from comitas.cases.rules.papers import asks_assistance
from comitas.checks import queries as checks
from comitas.checks.rules.pack import OF_OUR_REQUESTS
from comitas.core.actor import Actor
from comitas.drafting.queries.requests import bases_of
from comitas.drafting.rules import guide

PATHS = {rule.id: rule.path for pack in OF_OUR_REQUESTS for rule in pack.rules}


def drafted(actor: Actor, case: UUID) -> tuple[guide.Standing, ...]:
    """Every page of the draft and how it stands."""
    whole = cases.whole(actor, case)
    found = [(one, PATHS[one.rule]) for one in checks.findings(actor, case) if one.open and one.rule in PATHS]
    return guide.standings(found, _said(whole), assists(whole.case))


def assists(case: Case) -> bool:
    """Whether a request of ours asks for assistance, and not for a person alone."""
    return asks_assistance(case.kind, case.parts.values_list("measure", flat=True))


def _said(whole: Whole) -> dict[str, bool]:
    """Whether something stands on a page already."""
    case, row = whole.case, whole.case.outgoing
    return {
        "state": bool(case.state_from_id and case.title),
        "requester": bool(case.requesting or row.requester_number or row.hearing_on or row.limitation_on),
        "matter": bool(case.subject or case.conducting or case.proceeding_kind),
        "facts": bool(case.facts or case.nexus),
        "offences": bool(whole.offences),
        "persons": bool(whole.persons),
        "measures": bool(whole.parts),
        "purpose": bool(case.purpose) or (bool(whole.parts) and all(part.purpose for part in whole.parts)),
        "procedure": bool(case.procedure or row.plain_procedure),
        "basis": bool(bases_of(whole)),
        "language": bool(case.language),
        "addressee": bool(row.addressee_id),
        "handling": case.urgent or case.confidential,
        "deadline": bool(case.wanted_by),
        "enclosures": bool(row.enclosures or row.costs or row.earlier or row.own_paper_id),
    }

"""What a proposal becomes in a case: the value as the case has it, and the path by which the requirements name it."""

from collections.abc import Callable, Iterable, Mapping

from comitas.cases.rules.codes import BASES
from comitas.checks.rules.places import Place
from comitas.intake.rules.proposal import Proposal, restored

# Articles of the Convention on international cooperation for confiscation, and on the return of assets.
ASSETS = ("54", "55", "57")
EXTRADITION = "44"

PATHS: dict[str, str] = {
    "transmitting_authority": "requesting_authority.identity",  # the case has it where no other authority is named
    "requesting_authority": "requesting_authority.identity",
    "conducting_authority": "conducting_authority.name",
    "legal_basis": "legal_basis",
    "measure": "measures",
    "person": "persons",
    "offence": "offences",
    "deadline": "deadline.date",
    "urgency": "urgency.urgent",
    "confidentiality": "confidentiality.requested",
}


def places(items: Iterable[Mapping[str, object]]) -> tuple[Place, ...]:
    """Where the values stand that a case may take over. *items* are proposals as JSON, each with its `placement`.

    Two readings of one place are no value, and what the requirements do not name has no path: both are left out.
    """
    found = []
    for item in items:
        proposal, placement = restored(item), item.get("placement")
        if (
            proposal is not None
            and proposal.value is not None
            and proposal.field in PATHS
            and isinstance(placement, str)
        ):
            found.append(Place(PATHS[proposal.field], _value(proposal), placement, proposal.page, proposal.quote))
    return tuple(found)


_NAMED: dict[str, Callable[[Mapping[str, str]], str]] = {
    "person": lambda value: value["name"],
    "offence": lambda value: value["cited"],
    "legal_basis": lambda value: basis(value),
}
_SAY_YES = frozenset({"urgency", "confidentiality"})


def _value(proposal: Proposal) -> str:
    if proposal.field in _SAY_YES:
        return ""
    value = proposal.value
    return _NAMED[proposal.field](value) if isinstance(value, Mapping) else str(value)


def basis(value: Mapping[str, str]) -> str:
    """An instrument as read, as a code of `BASES`: the legal basis that a part may rest on."""
    instrument, articles = value.get("instrument", ""), value.get("articles", "")
    if instrument == "uncac" and articles.split(",")[0].strip().startswith(EXTRADITION):
        return "uncac-44"
    if instrument == "uncac":
        return "uncac-55" if articles.split(",")[0].strip().startswith(ASSETS) else "uncac-46"
    return instrument if instrument in BASES or not instrument else "regional"

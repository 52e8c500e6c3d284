"""What a request of ours says, besides what any request does, as `checks` examines it."""

from collections.abc import Iterable

from comitas.cases.models import Outgoing, Part
from comitas.cases.queries.single import Whole
from comitas.cases.rules import details
from comitas.directory.models import Authority, AuthorityFunction
from comitas.directory.rules.functions import CENTRAL

RECOVERING = frozenset({"asset-recovery"})


def facts(found: Whole) -> dict[str, object]:
    """In place of what an incoming request has under the same names: the other State is the one that receives."""
    row: Outgoing = found.case.outgoing
    spoken = [part.details.get("presence", "") for part in found.parts if part.measure == "a"]
    return {
        "recipient": _recipient(row.addressee, row.channel),
        "channel": row.channel,
        "written_form": {"authentic": True},  # none leaves that the head has not approved
        "assistance": {
            "procedure": found.case.procedure or ("none" if row.plain_procedure else ""),
            "procedure_announced": True,
        },
        "undertaking": {"required": True, "given": row.use_undertaking or row.reciprocity},
        "details": {code: _said(code, found.parts) for code in details.DETAILS},
        "requester": {"number": row.requester_number, "asks": bool(found.case.requesting)},
        "officials": {"to_attend": any(spoken)},
        "paper": {"own": row.own_paper_id is not None},
    }


def _recipient(addressee: Authority | None, channel: str) -> dict[str, object]:
    if addressee is None:
        return {"is_designated": False, "languages": [], "diplomatic_required": None, "channel": channel}
    functions = set(AuthorityFunction.objects.filter(authority=addressee).values_list("function", flat=True))
    return {
        "is_designated": bool(functions & (CENTRAL | RECOVERING)),
        "languages": list(addressee.languages_accepted),
        "diplomatic_required": addressee.diplomatic_channel_required,
        "channel": channel,
    }


def _said(measure: str, parts: Iterable[Part]) -> dict[str, object]:
    """Of each detail: whether it is asked for in any part of that measure, and said in all of those."""
    own = [part.details for part in parts if part.measure == measure]
    told: dict[str, object] = {}
    for detail in details.DETAILS[measure]:
        asking = [said for said in own if detail in details.asked(measure, said)]
        told[detail.code] = {
            "asked": bool(asking),
            "said": bool(asking) and all(said.get(detail.code) for said in asking),
        }
    return told

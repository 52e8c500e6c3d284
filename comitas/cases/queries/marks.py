"""What may be done with an item: its marks travel with it, whichever case it is looked at from."""

from uuid import UUID

from comitas.cases.models import Case, Mark
from comitas.cases.rules.handling import Bar, Limits, Use, bar
from comitas.core.actor import Actor
from comitas.documents import queries as documents


def limits_of(actor: Actor, placement: UUID) -> Limits:
    """The marks of one item, or `NotThere`. An item without marks in an incoming case was given for that case alone."""
    placed = documents.placement(actor, placement)
    mark = Mark.objects.filter(placement=placed).first()
    if mark is None:
        case = Case.objects.filter(compartment=placed.compartment_id).first()
        incoming = case is not None and case.side == "incoming"
        return Limits(received=incoming, purposes=frozenset({case.number} if case else ()))
    return _limits(mark)


def limits_of_all(actor: Actor, case: Case, placements: list[UUID]) -> dict[UUID, Limits]:
    """The same for many items of one case that *actor* has fetched: two queries."""
    mine = set(documents.placements(actor, case.compartment_id).filter(pk__in=placements).values_list("pk", flat=True))
    marked = {mark.placement_id: _limits(mark) for mark in Mark.objects.filter(placement__in=mine)}
    plain = Limits(received=case.side == "incoming", purposes=frozenset({case.number}))
    return {one: marked.get(one, plain) for one in mine}


def _limits(mark: Mark) -> Limits:
    return Limits(frozenset(mark.handling), mark.note, mark.received, frozenset(mark.purposes), mark.third_party_rule)


def marks_of(placements: list[UUID]) -> dict[UUID, str]:
    """The handling codes of several items, as they are written. The caller has fetched the items."""
    marks = Mark.objects.filter(placement__in=placements)
    return {
        mark.placement_id: f"{', '.join(mark.handling)} {mark.source}{mark.accuracy or ''}".strip() for mark in marks
    }


def may_use(actor: Actor, placement: UUID, use: Use) -> Bar | None:
    """None where *use* is allowed, otherwise what bars it and what would allow it. `NotThere` for what may not be known."""
    return bar(limits_of(actor, placement), use)

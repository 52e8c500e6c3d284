"""Letters of a case; those that wait for a signature or for sending; what one still lacks."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from comitas.accounts import access
from comitas.accounts.rules.permissions import roles_for
from comitas.cases.models import Person
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.drafting.models import Letter
from comitas.drafting.rules import kinds, life, others


def letters(actor: Actor) -> QuerySet[Letter]:
    """The letters that *actor* may read."""
    found = Letter.objects.filter(compartment__in=access.readable(actor))
    return found.select_related("case", "case__authority", "to_authority", "drafted_by", "approved_by", "sent_by")


def letter(actor: Actor, letter_id: UUID) -> Letter:
    """One letter with its parts, or `NotThere`."""
    found = letters(actor).prefetch_related("parts").filter(pk=letter_id).first()
    if found is None:
        raise NotThere(str(letter_id))
    return found


def of_case(actor: Actor, case: UUID) -> list[Letter]:
    """The letters of a case: what is in hand first, then what was sent, each the newest first; the dropped ones last."""
    order = {state: place for place, state in enumerate(life.STATES)}
    found = letters(actor).filter(case=case).prefetch_related("parts").order_by("-serial")
    return sorted(found, key=lambda one: order[one.state])


def waiting(actor: Actor, state: str, permission: str) -> QuerySet[Letter]:
    """Letters in *state* with which *actor* may do *permission*, the longest waiting first: the signature folder."""
    mine = access.memberships(actor).filter(role__in=roles_for(permission)).values("authority")
    return letters(actor).filter(state=state, compartment__authority__in=mine).order_by("submitted_at", "id")


def own(actor: Actor) -> QuerySet[Letter]:
    """Letters that *actor* drafted and may read, the longest waiting first."""
    return letters(actor).filter(drafted_by=actor.id or 0).order_by("submitted_at", "id")


def in_hand(actor: Actor, kind: str, cases: Iterable[UUID]) -> dict[UUID, Letter]:
    """For each of *cases* that has one the newest letter of *kind* that has not left yet."""
    states = (life.DRAFT, life.SUBMITTED, life.APPROVED)
    found = letters(actor).filter(kind=kind, case__in=list(cases), state__in=states)
    found = found.select_related(None).only("id", "case", "state").order_by("serial")
    return {letter.case_id: letter for letter in found}


def wanting(found: Letter) -> dict[str, str]:
    """What the letter lacks before it can be approved: field to marked sentence."""
    return kinds.lacking(
        kinds.Written(
            found.kind, found.to_name, found.to_authority_id is not None, len(found.parts.all()), found.subject, found.body,
            found.still_open,
        )
    )  # fmt: skip


def others_named(found: Letter) -> tuple[str, ...]:
    """Persons of the case whom a letter names although none of its parts concerns them. Only for letters that show a part."""
    if kinds.KINDS[found.kind].to != "executing":
        return ()
    own = Person.objects.filter(parts__in=found.parts.all()).distinct()
    rest = Person.objects.filter(case=found.case_id).exclude(pk__in=own.values("pk"))
    text = "\n".join((found.subject, found.body, found.enclosures))
    return others.named(text, _names(own), _names(rest))


def _names(people: QuerySet[Person]) -> list[str]:
    return [name for one in people.order_by("id") for name in (one.name, *one.aliases)]

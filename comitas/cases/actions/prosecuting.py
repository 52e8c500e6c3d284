"""Opening the prosecution that is owed in place of an extradition (UNCAC 44(11), ECE 6(2)): a linked case with the same readers."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from comitas.accounts import access as entry
from comitas.accounts import queries as accounts_read
from comitas.accounts.models import User
from comitas.cases.actions.beside import same_readers
from comitas.cases.actions.cases import open_case
from comitas.cases.actions.matters import add_offence, add_reference, link_cases
from comitas.cases.actions.parts import add_part, number_of
from comitas.cases.actions.people import add_person
from comitas.cases.models import Case, Part, Person, StepTaken
from comitas.cases.rules import search
from comitas.core.actor import Actor

CARRIED = (
    "name",
    "natural",
    "aliases",
    "role",
    "category",
    "born",
    "nationality",
    "identity_document",
    "address",
    "protected",
)
"""What is known of a person goes with them."""
OFFENCE = ("provision", "text", "penalty", "ours", "uncac", "committed", "months_asking", "months_asked")


def opened(*, by: Actor, at: datetime, kind: str, case: Case, part: Part, step: StepTaken) -> Case:
    """The linked case of *kind* for the persons of *part*. One that was opened from this part before, and is open, is kept."""
    there = Case.objects.filter(
        kind=kind, closed_on=None, pk__in=case.links.values("other"), references__folded=_folded(part)
    ).first()
    if there is not None:
        return there
    made = open_case(
        by=by, at=at, authority=case.authority_id, compartment=None, kind=kind, title=case.title, received_on=step.on,
        officer=_officer(case), state_from=case.state_from_id, requesting=case.requesting, conducting=case.conducting,
        conducting_functions=case.conducting_functions, subject=case.subject, facts=case.facts, language=case.language,
    )  # fmt: skip
    same_readers(by, at, case, made)
    persons = [_person(one, made, by, at) for one in part.persons.order_by("id")]
    for offence in case.offences.order_by("id"):
        told = {name: getattr(offence, name) for name in OFFENCE}
        add_offence(by=by, at=at, case=made.pk, cited=offence.cited, **told)
    for reference in case.references.order_by("id"):
        add_reference(by=by, at=at, case=made.pk, text=reference.text, owner=reference.owner)
    add_reference(by=by, at=at, case=made.pk, text=number_of(part), owner=_("Extradition that was refused"))
    add_part(
        by=by, at=at, case=made.pk, measure="prosecute", persons=persons, bases=part.bases, description=part.description
    )
    link_cases(
        by=by, at=at, case=case.pk, other=made.pk, why=_("Prosecution here in place of the extradition of a national")
    )
    return made  # fmt: skip


def _folded(part: Part) -> str:
    return search.folded_reference(number_of(part))[:120]


def _person(person: Person, case: Case, by: Actor, at: datetime) -> UUID:
    told = {name: getattr(person, name) for name in CARRIED}
    return add_person(by=by, at=at, case=case.pk, **told).pk


def _officer(case: Case) -> int | None:
    """The officer of the extradition, if they can still have cases."""
    user = User.objects.filter(pk=case.officer_id, is_active=True).first() if case.officer_id else None
    if user is None or not entry.can_read(actor := accounts_read.actor_of(user), case.compartment_id):
        return None
    return user.pk if entry.may(actor, "case:work", case.authority_id) else None

"""A case beside another one: known to the same readers, kept from the same colleagues, and linked with it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.accounts import actions as accounts
from comitas.accounts import queries as accounts_read
from comitas.cases import queries
from comitas.cases.actions.cases import open_case
from comitas.cases.actions.matters import link_cases
from comitas.cases.models import Case
from comitas.core.actor import Actor

SAME = (
    "received_on",
    "written_on",
    "requesting",
    "transmitting",
    "conducting",
    "wanted_by",
    "wanted_because",
    "language",
    "channel",
)
"""What one letter says, whatever it asks for."""


@transaction.atomic
def open_beside(*, by: Actor, at: datetime, case: UUID, kind: str, counts: bool, why: str) -> Case:
    """A case of *kind* for what else the letter asks that *case* is about. What it asks, and of whom, is for the caller to add."""
    found = queries.case(by, case)
    told = {name: getattr(found, name) for name in SAME}
    made = open_case(
        by=by, at=at, authority=found.authority_id, compartment=None, kind=kind, counts=counts, title=found.title,
        state_from=found.state_from_id, **told,
    )  # fmt: skip
    same_readers(by, at, found, made)
    link_cases(by=by, at=at, case=case, other=made.pk, why=why)
    return made


def same_readers(by: Actor, at: datetime, case: Case, made: Case) -> None:
    """Who may not know *case*, an extradition, may not know what was *made* beside it either."""
    told = {"by": by, "at": at, "permission": "case:work", "compartment": made.compartment_id}
    if case.compartment.restricted:
        accounts.restrict_as(**told, like=case.compartment_id)  # type: ignore[arg-type]
        return
    for one in accounts_read.recusals(by, case.compartment_id):
        accounts.recuse(**told, user=one.user_id, reason=_("As in the extradition case"))  # type: ignore[arg-type]

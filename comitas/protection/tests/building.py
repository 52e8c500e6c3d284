"""Cases to be destroyed, built through the actions."""

from datetime import date, datetime
from uuid import UUID

from comitas.accounts import actions as accounts
from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.cases.tests.building import add_part, fresh, open_case
from comitas.documents import actions as documents
from comitas.protection import actions
from comitas.protection.models import Destruction
from comitas.protection.rules import destruction as rules
from comitas.samples.cast import Cast

CLOSED_ON = date(2026, 1, 30)


def closed_case(cast: Cast, at: datetime, outcome: str = "V4") -> Case:
    """A closed case with a person, a part, a reference and a document."""
    case = open_case(cast, at)
    cases.add_person(by=cast.ines, at=at, case=case.pk, name="Vera Quillon", identity_document="P 447 119")
    cases.add_reference(by=cast.ines, at=at, case=case.pk, text="BL 77/2025", owner="Borland")
    add_part(cast, at, case)
    documents.keep_file(
        by=cast.ines, at=at, name="Quillon.pdf", data=b"%PDF-1.7 Vera Quillon", compartment=case.compartment_id
    )
    Case.objects.filter(pk=case.pk).update(closed_on=CLOSED_ON, outcome=outcome)
    return fresh(case)


def proposed(cast: Cast, at: datetime, compartment: UUID, ground: str = rules.ORDER) -> Destruction:
    return actions.propose(by=cast.ines, at=at, compartment=compartment, ground=ground, cited="Order 12/2026")


def approved(cast: Cast, at: datetime, compartment: UUID, ground: str = rules.ORDER) -> Destruction:
    made = proposed(cast, at, compartment, ground)
    actions.approve(by=cast.karin, at=at, destruction=made.pk)
    return Destruction.objects.get(pk=made.pk)


def keep_out(cast: Cast, at: datetime, case: Case, user: int) -> None:
    accounts.recuse(
        by=cast.karin, at=at, permission="case:restrict", compartment=case.compartment_id, user=user, reason="x"
    )

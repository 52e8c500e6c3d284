"""Opening and sending pages of cases in tests, and a case with something of everything."""

from datetime import date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from comitas.cases import actions
from comitas.cases.models import Case, Part
from comitas.cases.tests.building import add_part, take
from comitas.samples.cast import Cast


def page(client: Client, address: str, /, *keys: Any, status: int = 200) -> str:
    answer = client.get(reverse(f"desk:{address}", args=keys))
    assert answer.status_code == status
    return answer.content.decode()


def post(client: Client, address: str, /, *keys: Any, **data: Any) -> Any:
    return client.post(reverse(f"desk:{address}", args=keys), data)


def filled(cast: Cast, at: datetime, case: Case) -> Part:
    """A person in custody, a part before the court, an offence, a reference."""
    person = actions.add_person(by=cast.ines, at=at, case=case.pk, name="Oren Kestley", category="suspect")
    actions.set_custody(
        by=cast.ines, at=at, person=person.pk, since=date(2026, 1, 2), place="Port Selwyn", review_on=date(2026, 3, 5)
    )
    part = add_part(cast, at, case, persons=[person.pk], deadline=date(2026, 3, 13))
    take(cast, at, part, "accept")
    take(cast, at, part, "go-to-court", court="Court of Appeal", their_number="Kb 3/26")
    actions.add_offence(by=cast.ines, at=at, case=case.pk, cited="Bribery, section 204", uncac="15")
    actions.add_reference(by=cast.ines, at=at, case=case.pk, text="PG/IC/0004/26", owner="Prosecutor General")
    part.refresh_from_db()
    return part

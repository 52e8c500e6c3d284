"""Many cases at once, for measuring: rows like those that the actions make, without their lines in the ledger."""

import sys
from datetime import UTC, date, datetime, timedelta

import django

django.setup()

from django.db import connections, transaction  # noqa: E402 - Django is made ready first

from comitas.accounts.models import Compartment, Reader, User  # noqa: E402 - Django is made ready first
from comitas.cases.models import Case, Part, Person  # noqa: E402 - as above
from comitas.cases.rules import search  # noqa: E402 - as above
from comitas.directory.models import Authority  # noqa: E402 - as above
from comitas.ledger import actions as ledger  # noqa: E402 - as above
from comitas.samples.neighbours import CENTRAL  # noqa: E402 - as above

TITLES = (
    "Accounts of the harbour company",
    "Service of a summons",
    "Tracing of a yacht",
    "Hearing of a witness",
    "Records of a bank",
)
STATES = ("XB", "XC", "XD", "XE")


def fill(count: int) -> None:
    central, now = Authority.objects.get(name=CENTRAL), datetime.now(UTC)
    karin, jonas, ines = (User.objects.get(username=name) for name in ("karin", "jonas", "ines"))
    places = [Compartment(authority=central, restricted=n % 10 == 0) for n in range(count)]
    Compartment.objects.bulk_create(places, 2000)
    with transaction.atomic():
        ledger.create_keys([place.pk for place in places], at=now)
    hidden = [place for place in places if place.restricted]
    Reader.objects.bulk_create(
        [Reader(compartment=place, user=who, since=now) for place in hidden for who in (karin, jonas)], 2000
    )
    cases = [_case(n, place, central, ines if n % 7 == 0 else jonas, now) for n, place in enumerate(places)]
    Case.objects.bulk_create(cases, 1000)
    today = now.date()
    Part.objects.bulk_create(
        [
            Part(case=case, number=n, measure="af"[n - 1], state_since=today, description="As asked.")
            for case in cases
            for n in (1, 2)
        ],
        2000,
    )
    Person.objects.bulk_create(
        [
            Person(case=case, name=f"Person {n}", folded=search.folded_all(f"Person {n}"))
            for n, case in enumerate(cases)
        ],
        2000,
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the database would by itself some minutes later


def _case(n: int, place: Compartment, authority: Authority, officer: User, now: datetime) -> Case:
    title, received = f"{TITLES[n % len(TITLES)]} {n}", date(2026, 1, 1) - timedelta(days=n // 12)
    return Case(
        compartment=place, authority=authority, year=2016 + n * 10 // 10_000 % 10, serial=100_000 + n, kind="request", counts=True,
        title=title, state_from_id=STATES[n % 4], received_on=received, opened_at=now - timedelta(hours=n), officer=officer,
        stands=["received"], folded=search.folded_all(title), due=received + timedelta(days=90) if n % 3 else None,
    )  # fmt: skip


if __name__ == "__main__":
    fill(int(sys.argv[1]))

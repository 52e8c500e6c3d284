"""Inside an instance: a case with many documents and lines, and one with nothing. Prints their ids and what their pages ask of the database."""

import json
import sys
from datetime import UTC, datetime

import django

django.setup()

from django.db import connection  # noqa: E402 - Django is made ready first
from django.test import Client  # noqa: E402 - as above
from django.test.utils import CaptureQueriesContext  # noqa: E402 - as above

from comitas.accounts.models import User  # noqa: E402 - as above
from comitas.cases import actions as cases  # noqa: E402 - as above
from comitas.cases.models import Case  # noqa: E402 - as above
from comitas.config import rounds  # noqa: E402 - as above
from comitas.core import bulk  # noqa: E402 - as above
from comitas.documents.models import Document, Object, Placement  # noqa: E402 - as above
from comitas.samples import cast as samples  # noqa: E402 - as above


def main(documents: int, lines: int) -> None:
    cast, now = samples.found(), datetime.now(UTC)
    full, bare = (_opened(cast, now, name) for name in ("A case with much in it", "A case with nothing in it"))
    for number in range(lines - 1):
        cases.change_case(
            by=cast.ines, at=now, case=full.pk, version=number + 1, subject=f"As told the {number}th time"
        )
    _documents(full, documents, now)
    rounds.follow_all()
    print(json.dumps({"full": str(full.pk), "bare": str(bare.pk), "queries": [_queries(full), _queries(bare)]}))


def _opened(cast: samples.Cast, now: datetime, title: str) -> Case:
    made = cases.open_case(
        by=cast.ines, at=now, authority=cast.central, compartment=None, kind="request", counts=True, title=title, received_on=now.date(),
        state_from="XB", officer=cast.ines.id,
    )  # fmt: skip
    person = cases.add_person(by=cast.ines, at=now, case=made.pk, name="Oren Kestley")
    cases.add_part(by=cast.ines, at=now, case=made.pk, measure="a", description="As asked.", persons=[person.pk])
    return made


def _documents(case: Case, count: int, now: datetime) -> None:
    place = case.compartment
    objects = [
        Object(compartment=place, size=1, sha256=b"0" * 32, wrapped=b"0" * 40, created_at=now) for _n in range(count)
    ]
    documents = [
        Document(
            object=held, name=f"Statement {n}.pdf", kind="pdf", size=1, sha256=b"0" * 32, state="read", created_at=now
        )
        for n, held in enumerate(objects)
    ]
    for rows in (objects, documents, [Placement(document=one, compartment=place, placed_at=now) for one in documents]):
        bulk.insert(rows)


def _queries(case: Case) -> int:
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(User.objects.get(username="ines"))
    if (status := browser.get(f"/cases/{case.pk}/").status_code) != 200:
        raise SystemExit(f"The page of a case answers {status}.")
    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/cases/{case.pk}/")
    return len(asked)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

"""Letters for tests, written through the actions."""

from datetime import datetime
from typing import Any

from comitas.cases import actions as cases
from comitas.cases.models import Case, Part, Person
from comitas.cases.tests.building import UNCAC, add_part, open_case, take
from comitas.core.actor import Actor
from comitas.directory.models import Authority
from comitas.drafting import actions, queries
from comitas.drafting.models import Letter
from comitas.drafting.queries import Asked
from comitas.drafting.rules.sheets import Sheet
from comitas.samples.cast import COURT, Cast

CANARY = "Quetzalcoatl"


def plain(sheet: Sheet) -> bytes:
    """A printer for tests that do not look at the paper: the text, one line after another."""
    return "\n".join((sheet.number, *sheet.to, sheet.subject, *sheet.paragraphs, *sheet.conditions)).encode()


def two_parts(cast: Cast, at: datetime, **more: Any) -> tuple[Case, Part, Part, Person]:
    """A request in two parts: bank records about Dana Prell, and a hearing, whose every word is a canary."""
    sender = Authority.objects.get_or_create(
        name="Prosecutor General of Borland", state_id="XB", defaults={"source": "test", "address": "1 Quay Street\nPort Selwyn"}
    )[0] if more.pop("sender", True) else None  # fmt: skip
    case = open_case(
        cast, at, requesting="Prosecutor General of Borland", requesting_authority=sender.pk if sender else None, written_on=at.date().replace(month=1, day=5), **more,
    )  # fmt: skip
    dana = cases.add_person(by=cast.ines, at=at, case=case.pk, name="Dana Prell", address="7 Mole Lane")
    other = cases.add_person(by=cast.ines, at=at, case=case.pk, name=f"Otto {CANARY}", aliases=[f"El {CANARY}"])
    bank = add_part(cast, at, case, description="Account 55 0381 2046", bases=UNCAC, persons=[dana.pk])
    hearing = add_part(
        cast,
        at,
        case,
        measure="a",
        description=f"Hear {CANARY}",
        purpose=f"Ask {CANARY}",
        bases=UNCAC,
        persons=[other.pk],
    )
    cases.add_reference(by=cast.ines, at=at, case=case.pk, text="PG/IC/0004/26", owner="Prosecutor General of Borland")
    cases.add_reference(by=cast.ines, at=at, case=case.pk, text=f"{CANARY}/9", owner="Police of Norrhaven")
    return case, bank, hearing, dana


def drafted(
    cast: Cast, at: datetime, case: Case, kind: str, *parts: Part, by: Actor | None = None, **more: Any
) -> Letter:
    asked = Asked(kind, more.pop("language", "en"), tuple(part.pk for part in parts), **more)
    return actions.draft(by=by or cast.ines, at=at, case=case.pk, asked=asked)


def finished(cast: Cast, at: datetime, letter: Letter, by: Actor | None = None, **changes: Any) -> Letter:
    """The draft without blanks, saved."""
    given = {
        "to_name": letter.to_name or "Somebody",
        "to_address": letter.to_address,
        "subject": letter.subject,
        "body": letter.body,
    }
    given["body"] = given["body"].replace("[…]", "As enclosed.")
    actions.edit(
        by=by or cast.ines, at=at, letter=letter.pk, version=version(letter), text=actions.Text(**(given | changes))
    )
    return fresh(letter)


def approved(cast: Cast, at: datetime, letter: Letter, printer: Any = plain) -> Letter:
    actions.submit(by=cast.ines, at=at, letter=letter.pk, version=version(letter))
    return actions.approve(by=cast.karin, at=at, letter=letter.pk, version=version(letter), printer=printer)


def sent(cast: Cast, at: datetime, letter: Letter, by: Actor | None = None, **more: Any) -> Letter:
    given = {"on": at.date(), "channel": "letter"} | more
    return actions.record_sent(by=by or cast.ines, at=at, letter=letter.pk, version=version(letter), **given)


def version(letter: Letter) -> int:
    return Letter.objects.values_list("version", flat=True).get(pk=letter.pk)


def fresh(letter: Letter) -> Letter:
    return Letter.objects.select_related("case", "pdf__document").get(pk=letter.pk)


def to_court(cast: Cast) -> Any:
    return cast.authorities[COURT]


__all__ = [
    "CANARY",
    "Asked",
    "approved",
    "drafted",
    "finished",
    "fresh",
    "plain",
    "queries",
    "sent",
    "take",
    "to_court",
    "two_parts",
    "version",
]

"""Cases for tests, built through the actions."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from comitas.accounts import actions as accounts
from comitas.cases import actions
from comitas.cases.models import Case, Part, StepTaken
from comitas.cases.rules.families import FAMILIES
from comitas.cases.rules.states import CORRECT, Step
from comitas.cases.rules.words import FIELDS
from comitas.core.actor import Actor
from comitas.directory.models import Authority, AuthorityFunction, State
from comitas.ledger import queries as ledger
from comitas.samples.cast import COURT, Cast

DAY = date(2026, 3, 3)
TREATY = [{"code": "bilateral", "cited": "", "agreed_9_29": False}]
UNCAC = [{"code": "uncac-46", "cited": "", "agreed_9_29": False}]


def borland() -> State:
    """The other State of the demonstration."""
    return State.objects.get_or_create(iso2="XB", defaults={"iso3": "XBO", "name": "Borland", "fictional": True})[0]


def open_case(cast: Cast, at: datetime, by: Actor | None = None, **more: Any) -> Case:
    """An incoming request from Borland, given to Ines."""
    given: dict[str, Any] = {"title": "Bank records and witnesses", "received_on": date(2026, 1, 12), "counts": True,
             "kind": "request", "officer": cast.ines.id, "state_from": borland().pk, "compartment": None}  # fmt: skip
    return actions.open_case(by=by or cast.ines, at=at, authority=cast.central, **(given | more))


def restricted_case(cast: Cast, at: datetime, **more: Any) -> Case:
    """A case that only Ines and Karin may read."""
    place = accounts.create_compartment(
        by=cast.ines, at=at, authority=cast.central, restricted=True, readers=(cast.karin.id,)
    )
    return open_case(cast, at, compartment=place.pk, **more)


def add_part(cast: Cast, at: datetime, case: Case, **more: Any) -> Part:
    """Bank records, under a bilateral treaty."""
    given: dict[str, Any] = {"measure": "f", "description": "Account 55 0381 2046", "bases": TREATY}
    return actions.add_part(by=cast.ines, at=at, case=case.pk, **(given | more))


def sample(step: Step, cast: Cast, **more: Any) -> dict[str, object]:
    """What *step* needs, with *more*."""
    kinds: dict[str, object] = {"date": DAY, "text": "Because.", "yes-no": False, "ground": "TREATY", "channel": "letter", "measure": "surrender",
                                "authority": str(cast.authorities[COURT])}  # fmt: skip
    return {name: kinds[FIELDS[name].kind] for name in step.needs} | more


def take(
    cast: Cast,
    at: datetime,
    part: Part,
    code: str,
    by: Actor | None = None,
    passed: Mapping[str, str] | None = None,
    **more: Any,
) -> StepTaken:
    """Take a step as whoever may: the island's Sol could do all, here Karin decides and Ines works."""
    step = CORRECT if code == "correct" else FAMILIES[part.family].steps[code]
    heads = {"case:decide": cast.karin, "letter:approve": cast.karin, "part:execute": cast.pavel}
    version = Part.objects.values_list("version", flat=True).get(pk=part.pk)
    door = "officer" if "officer" in step.doors else step.doors[0]
    return actions.take_step(
        by=by or heads.get(step.permission, cast.ines), at=at, part=part.pk, step=code, data=sample(step, cast, **more),
        version=version, passed=passed, door=door,
    )  # fmt: skip


def lines(case: Case) -> list[tuple[str, dict[str, Any]]]:
    """Kind and payload of every line of a case, oldest first."""
    return [(line.kind, payload) for line, payload in reversed(ledger.lines_of_case(case.pk))]


def fresh(case: Case) -> Case:
    """The case as it stands in the database."""
    return Case.objects.select_related("compartment", "authority").get(pk=case.pk)


def authority(name: str, *functions: str, iso2: str = "XA") -> Authority:
    """An authority of the directory with its functions."""
    made = Authority.objects.create(name=name, state_id=iso2, source="test")
    for function in functions:
        AuthorityFunction.objects.create(authority=made, function=function)
    return made

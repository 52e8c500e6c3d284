"""A request of a person: registered, identity checked, other State consulted, searched for, answered. Lock order: case, request."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.accounts import access
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.text import N_
from comitas.directory.models import State
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading
from comitas.ledger.rules import kinds
from comitas.protection import queries
from comitas.protection.models import Hint, PersonRequest
from comitas.protection.rules import persons as rules

REGISTERED = kinds.declare(
    "person-request.registered", N_("A request of a person was registered in case {number}: {right}.")
)
IDENTITY = kinds.declare("person-request.identity", N_("Identity of the person in case {number}: {identity}."))
CONSULTED = kinds.declare("person-request.consulted", N_("Another State was consulted about case {number}."))
SEARCHED = kinds.declare(
    "person-request.searched", N_("What is held about the person of case {number} was searched for.")
)
ANSWERED = kinds.declare("person-request.answered", N_("The person of case {number} was answered on {date}: {answer}."))
HINTED = kinds.declare("person-request.oversight", N_("The head was asked to look at a request of a person."))
SEEN = kinds.declare("person-request.overseen", N_("The head looked at a request of a person."))

PERMISSION = "person-request:handle"


@transaction.atomic
def register_request(
    *, by: Actor, at: datetime, case: UUID, right: str, name: str, born: date | None = None, identity_document: str = "",
    asks: str = "", version: int = 0,
) -> PersonRequest:  # fmt: skip
    """Note what a person asks, in the case that their letter became; again, to put it right."""
    found = _case(by, case)
    if found.kind != rules.KIND:
        raise Conflict(_("This case is not about a request of a person. Change its kind first."))
    _refuse(
        right=right not in rules.RIGHTS and _("Choose what the person asks."),
        name=not name.strip() and _("Enter the name."),
    )
    given: dict[str, Any] = {"right": right, "name": name.strip(), "born": born, "identity_document": identity_document.strip(),
                             "asks": asks.strip()}  # fmt: skip
    there = PersonRequest.objects.select_for_update().filter(case=case).first()
    if there is None:
        there = PersonRequest.objects.create(
            compartment_id=found.compartment_id, case=found, made_by_id=by.id, made_at=at, **given
        )
    else:
        _save(there, version, **given)
    _record(REGISTERED, found, by, at, {"right": right}, {"name": given["name"]})
    return there


@transaction.atomic
def check_identity(*, by: Actor, at: datetime, case: UUID, version: int, identity: str, how: str) -> None:
    """Whether the one who asks is the one it is about, and how that was seen."""
    found = _case(by, case)
    there = _there(case)
    _refuse(identity=identity not in (rules.CONFIRMED, rules.FAILED) and _("Choose what the check gave."),
            how=not how.strip() and _("Write down how it was checked."))  # fmt: skip
    _save(there, version, identity=identity, identity_how=how.strip())
    _record(IDENTITY, found, by, at, {"identity": identity}, {"how": how.strip()})


@transaction.atomic
def consult(
    *, by: Actor, at: datetime, case: UUID, version: int, state: str, on: date, heard_on: date | None = None, heard: str = ""
) -> None:  # fmt: skip
    """The State from which data came is asked before anything is told; what it said comes later."""
    found = _case(by, case)
    there, today = _there(case), clock.local_date(at, found.authority.time_zone)
    _refuse(state=not State.objects.filter(pk=state).exists() and _("Choose a State."),
            on=on > today and _("This date has not come yet."),
            heard_on=heard_on is not None and not on <= heard_on <= today and _("It was heard on or after that day."))  # fmt: skip
    _save(there, version, consulted_id=state, consulted_on=on, heard_on=heard_on, heard=heard.strip())
    _record(CONSULTED, found, by, at, {"state": state}, {"heard": heard.strip()} if heard.strip() else None)


@transaction.atomic
def search_person(*, by: Actor, at: datetime, case: UUID) -> None:
    """Note that what is held was searched for. Where that touches what *by* may not see, the head is told, and *by* is not."""
    found = _case(by, case)
    there = _there(case)
    PersonRequest.objects.filter(pk=there.pk).update(searched_at=at, version=F("version") + 1)
    ledger.read(Reading.Manner.SEARCH, f"person of case {case}", by=by, at=at, compartment=found.compartment_id)
    _record(SEARCHED, found, by, at, {})
    if queries.hidden_places(by, there) and not Hint.objects.filter(request=there).exists():
        Hint.objects.create(request=there, made_at=at)
        ledger.record(HINTED, by=by, at=at, payload={"authority": str(found.authority_id)})


@transaction.atomic
def answer_request(*, by: Actor, at: datetime, case: UUID, version: int, answer: str, on: date, because: str) -> None:
    """The person was answered. What tells whether something is held goes only to whoever it is about."""
    found = _case(by, case)
    there, today = _there(case), clock.local_date(at, found.authority.time_zone)
    _refuse(answer=answer not in rules.ANSWERS and _("Choose how it was answered."),
            on=on > today and _("This date has not come yet."), because=not because.strip() and _("Write down why."))  # fmt: skip
    barred = rules.problem(answer, there.identity, there.searched_at is not None)
    if barred:
        raise Conflict(_(rules.PROBLEMS[barred]))
    _save(there, version, answer=answer, answered_on=on, because=because.strip())
    _record(ANSWERED, found, by, at, {"answer": answer, "date": on.isoformat()}, {"because": because.strip()})


@transaction.atomic
def note_hint_seen(*, by: Actor, at: datetime, case: UUID) -> None:
    """The head has looked."""
    there = (
        Hint.objects.select_for_update()
        .filter(request__case=case, seen_at=None)
        .select_related("request__case")
        .first()
    )
    if there is None or not access.may(by, queries.TOLD, there.request.case.authority_id):
        raise NotThere(str(case))
    Hint.objects.filter(pk=there.pk).update(seen_by=by.id, seen_at=at)
    ledger.record(SEEN, by=by, at=at, payload={"authority": str(there.request.case.authority_id)})


def _case(by: Actor, case: UUID) -> Case:
    queries.person_request(by, case)
    found = Case.objects.select_for_update(of=("self",)).select_related("authority").get(pk=case)
    access.require(by, PERMISSION, found.compartment_id)
    if found.closed_on is not None:
        raise Conflict(_("This case is closed. Reopen it first."))
    return found


def _there(case: UUID) -> PersonRequest:
    found = PersonRequest.objects.select_for_update().filter(case=case).first()
    if found is None:
        raise Conflict(_("Note first what the person asks."))
    return found


def _save(there: PersonRequest, version: int, **given: Any) -> None:
    if there.version != version:
        raise Conflict(_("This was changed meanwhile. What you typed is below."))
    PersonRequest.objects.filter(pk=there.pk).update(**given, version=F("version") + 1)


def _refuse(**wrong: str | bool) -> None:
    told = {name: sentence for name, sentence in wrong.items() if isinstance(sentence, str)}
    if told:
        raise Invalid(told)


def _record(
    kind: kinds.Kind,
    found: Case,
    by: Actor,
    at: datetime,
    payload: dict[str, Any],
    personal: dict[str, Any] | None = None,
) -> None:
    told = {"number": found.number, "authority": str(found.authority_id), **payload}
    ledger.record(kind, by=by, at=at, compartment=found.compartment_id, case=found.pk, payload=told, personal=personal)

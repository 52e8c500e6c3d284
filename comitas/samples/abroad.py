"""Two requests of ours in the demonstration: one waits for review, one was sent to Dorvania and nothing has been heard of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from comitas.cases import actions as cases
from comitas.cases.models import Case
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.directory.models import Authority
from comitas.drafting import actions as drafting
from comitas.drafting import queries
from comitas.ledger import actions as ledger
from comitas.samples.cast import Cast
from comitas.samples.neighbours import COURT, ZONE
from comitas.samples.stock import ago, once
from comitas.samples.stories import UNCAC

FERRIES, LAND = "our-ferries", "our-land"


@dataclass(frozen=True, slots=True)
class Ours:
    """A request of ours: `begun` and `sent` in days before; `sent` None while it waits for review."""

    key: str
    title: str
    state: str
    addressee: str
    begun: int
    measures: tuple[dict[str, Any], ...]
    persons: tuple[dict[str, Any], ...]
    offence: dict[str, Any]
    filled: dict[str, Any]
    hearing_in: int
    sent: int | None = None


REQUESTS = (
    Ours(
        FERRIES, "Statements of account of the Selwyn Harbour Trust", "XB", "Office of the Prosecutor General of Borland", 12,
        (
            {"measure": "f", "description": "Statements of account 6011 20 84413 with the opening documents",
             "details": {"holder": "Bank of Two Rivers, Port Selwyn", "account": "6011 20 84413", "period": "1 January 2023 to 30 June 2025",
                         "certification": "Certified copies"}},
            {"measure": "a", "description": "Statement of the trust’s bookkeeper as a witness",
             "details": {"capacity": "witness", "questions": "Who gave the instructions for the four payments?\nWho else had access to the account?"}},
        ),
        ({"name": "Corin Maddock", "born": date(1970, 6, 2), "category": "suspect", "nationality": "Arland", "address": "8 Ropery Lane, Norrhaven"},
         {"name": "Livia Sarrow", "category": "witness", "role": "to-be-heard", "nationality": "Borland", "address": "3 Signal Street, Port Selwyn"}),
        {"cited": "Taking of bribes by a public official", "provision": "Penal Code of Arland, section 276", "uncac": "15", "penalty": "eight years",
         "text": "A public official who asks for or takes an advantage in return for an official act is punished with imprisonment of one to eight years."},
        {"subject": "Payments to the licensing officer of the ferry service, 2023 to 2025", "proceeding_kind": "investigation",
         "conducting": COURT, "conducting_functions": "Court of first instance; its investigating judge directs the inquiry",
         "facts": "Between March 2023 and June 2025 the licensing officer of the ferry service received four payments, 214,000 in all, each within a week "
                  "of the renewal of a licence.\n\nThe payments came from an account of the Selwyn Harbour Trust in Port Selwyn. The trust has no business with "
                  "the ferry service.",
         "nexus": "The account shows who funded the trust and who ordered the payments. Its number stands on the receipts that were seized on 4 May.",
         "purpose": "To establish who paid the licensing officer, and to prove it at the trial", "plain_procedure": True,
         "requester_number": "RH 88/26", "requester_contact": "Investigating judge’s registry, +999 4 555 0120", "hearing_what": "Review of the indictment"},
        54,
    ),
    Ours(
        LAND, "Service of an indictment on Otto Brandel", "XD", "Ministry of Justice of Dorvania", 96,
        ({"measure": "b", "description": "Service of the indictment and of the summons to the hearing",
          "details": {"documents": "Indictment of 11 May\nSummons", "proof": "Receipt dated and signed by the addressee, or a declaration"}},),
        ({"name": "Otto Brandel", "born": date(1963, 9, 14), "category": "accused", "role": "addressee", "nationality": "Dorvania", "address": "27 Mill Row, Dorva"},),
        {"cited": "Trading in influence", "provision": "Penal Code of Arland, section 281", "uncac": "18", "penalty": "five years", "text": "Whoever promises an "
         "advantage for the abuse of real or supposed influence is punished with imprisonment of up to five years."},
        {"subject": "Influence on the award of harbour land", "proceeding_kind": "judicial-proceeding", "conducting": COURT,
         "conducting_functions": "Court of first instance", "purpose": "To summon the accused to the hearing", "plain_procedure": True,
         "requester_number": "RH 31/26", "hearing_what": "Main hearing"},
        75, sent=88,
    ),
)  # fmt: skip


def create(cast: Cast, at: datetime) -> None:
    """Make both where they are absent."""
    for ours in REQUESTS:
        if not Case.objects.filter(pk=once(ours.key)).exists():
            _made(ours, cast, at)


@transaction.atomic
@ledger.together()
def _made(ours: Ours, cast: Cast, at: datetime) -> None:
    by, then = cast.ines, ago(at, ours.begun)
    case = cases.open_case(
        by=by, at=then, authority=cast.central, compartment=None, kind="request", counts=True, side="outgoing", title=ours.title,
        state_from=ours.state, received_on=clock.local_date(then, ZONE), officer=by.id, once=once(ours.key),
    )  # fmt: skip
    _fill(ours, case, cast, then, at)
    people = [cases.add_person(by=by, at=then, case=case.pk, **person).pk for person in ours.persons]
    cases.add_offence(by=by, at=then, case=case.pk, **ours.offence)
    for place, measure in enumerate(ours.measures):
        about = people[min(place, len(people) - 1)]
        cases.add_part(by=by, at=then, case=case.pk, persons=[about], bases=[dict(UNCAC[0])], **measure)
    _submit(case, by, then)
    if ours.sent is not None:
        _send(case.pk, cast, ago(at, ours.sent), clock.local_date(ago(at, ours.sent), ZONE))


def _fill(ours: Ours, case: Case, cast: Cast, then: datetime, at: datetime) -> None:
    """Everything that the pages of the draft ask."""
    to = Authority.objects.get(name=ours.addressee)
    hearing = clock.local_date(at, ZONE) + timedelta(days=ours.hearing_in)
    cases.fill_request(
        by=cast.ines, at=then, case=case.pk, version=case.version, requesting=COURT, requesting_authority=cast.authorities[COURT],
        hearing_on=hearing, language="en", addressee=to.pk, channel_planned="diplomatic" if ours.state == "XD" else "courier",
        bases=[dict(UNCAC[0])], wanted_by=hearing - timedelta(days=14), wanted_because="The hearing must be prepared", **ours.filled,
    )  # fmt: skip


def _submit(case: Case, by: Actor, at: datetime) -> None:
    sheet = queries.request_sheet(by, case.pk, at=at)
    drafting.submit_request(by=by, at=at, case=case.pk, seal=queries.seal_of(sheet))


def _send(case: UUID, cast: Cast, at: datetime, on: date) -> None:
    """Approved by the head and sent in the bag."""
    sheet = queries.request_sheet(cast.karin, case, at=at)
    drafting.approve_request(by=cast.karin, at=at, case=case, seal=queries.seal_of(sheet))
    drafting.dispatch_request(
        by=cast.rosa, at=at, case=case, kind="original", channel="diplomatic", on=on, to="Embassy of Arland in Dorva",
        tracking="Bag 14/26",
    )  # fmt: skip

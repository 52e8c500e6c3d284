"""Requests of ours in the demonstration: one waits for review, one was sent to Dorvania and nothing has been heard of it, and for a
third a person is arrested in Borland, where our papers are due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from comitas.cases import actions as cases
from comitas.cases.models import Case, Part
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.directory.models import Authority
from comitas.drafting import actions as drafting
from comitas.drafting import queries
from comitas.ledger import actions as ledger
from comitas.samples.cast import Cast
from comitas.samples.neighbours import COURT, ZONE
from comitas.samples.stock import ago, once
from comitas.samples.stories import ECE, UNCAC

FERRIES, LAND, SOUGHT = "our-ferries", "our-land", "our-wanted"


@dataclass(frozen=True, slots=True)
class Ours:
    """A request of ours: `begun` and `sent` in days before; `sent` None while it waits for review. `steps`: what was heard then, days before."""

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
    kind: str = "request"
    bases: tuple[Mapping[str, object], ...] = UNCAC
    steps: tuple[tuple[int, str, Mapping[str, object]], ...] = ()


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
    Ours(
        SOUGHT, "Provisional arrest of Jorun Tasker", "XB", "Office of the Prosecutor General of Borland", 9,
        ({"measure": "arrest", "description": "Provisional arrest for bribery, before our request for extradition",
          "details": {"warrant": "Warrant of the District Court of Norrhaven, HB 7/26", "follows": "yes",
                      "why": "She has sold her house and booked a passage.", "whereabouts": "14 Quay Row, Port Selwyn",
                      "description": "1.74 m, grey eyes, a scar on the left hand; photograph and fingerprints are enclosed."}},),
        ({"name": "Jorun Tasker", "born": date(1981, 2, 26), "category": "accused", "nationality": "Arland", "identity_document": "Passport A5518830"},),
        {"cited": "Taking of bribes by a public official", "provision": "Penal Code of Arland, section 276", "uncac": "15", "penalty": "eight years",
         "committed": "Norrhaven, January to May 2025", "months_asking": 96, "months_asked": 72,
         "text": "A public official who asks for or takes an advantage in return for an official act is punished with imprisonment of one to eight years."},
        {"subject": "Payments to the harbour cashier, 2025", "proceeding_kind": "prosecution", "conducting": COURT,
         "conducting_functions": "Court of first instance", "facts": "Between January and May 2025 the harbour cashier took 96,000 in five payments "
         "in Norrhaven for berths that others had booked.", "requester_number": "HB 7/26", "hearing_what": "Main hearing"},
        90, sent=8, kind="provisional_arrest", bases=ECE,
        steps=((5, "be-arrested", {"place": "Remand prison of Port Selwyn", "their_number": "PG/EX/0044/26"}),),
    ),
)  # fmt: skip


def create(cast: Cast, at: datetime) -> None:
    """Make what is absent."""
    for ours in REQUESTS:
        if not Case.objects.filter(pk=once(ours.key)).exists():
            _made(ours, cast, at)


@transaction.atomic
@ledger.together()
def _made(ours: Ours, cast: Cast, at: datetime) -> None:
    by, then = cast.ines, ago(at, ours.begun)
    case = cases.open_case(
        by=by, at=then, authority=cast.central, compartment=None, kind=ours.kind, counts=True, side="outgoing", title=ours.title,
        state_from=ours.state, received_on=clock.local_date(then, ZONE), officer=by.id, once=once(ours.key),
    )  # fmt: skip
    _fill(ours, case, cast, then, at)
    people = [cases.add_person(by=by, at=then, case=case.pk, **person).pk for person in ours.persons]
    cases.add_offence(by=by, at=then, case=case.pk, **ours.offence)
    for place, measure in enumerate(ours.measures):
        about = people[min(place, len(people) - 1)]
        cases.add_part(
            by=by, at=then, case=case.pk, persons=[about], bases=[dict(one) for one in ours.bases], **measure
        )
    _submit(case, by, then)
    if ours.sent is not None:
        _send(case.pk, cast, ago(at, ours.sent), clock.local_date(ago(at, ours.sent), ZONE))
    for days, step, told in ours.steps:
        _take(case.pk, step, told, by, ago(at, days))


def _fill(ours: Ours, case: Case, cast: Cast, then: datetime, at: datetime) -> None:
    """Everything that the pages of the draft ask."""
    to = Authority.objects.get(name=ours.addressee)
    hearing = clock.local_date(at, ZONE) + timedelta(days=ours.hearing_in)
    cases.fill_request(
        by=cast.ines, at=then, case=case.pk, version=case.version, requesting=COURT, requesting_authority=cast.authorities[COURT],
        hearing_on=hearing, language="en", addressee=to.pk, channel_planned="diplomatic" if ours.state == "XD" else "courier",
        bases=[dict(one) for one in ours.bases], wanted_by=hearing - timedelta(days=14), wanted_because="The hearing must be prepared", **ours.filled,
    )  # fmt: skip


def _take(case: UUID, step: str, told: Mapping[str, object], by: Actor, then: datetime) -> None:
    """What was heard about the only part of a request."""
    part = Part.objects.get(case=case)
    data = {"date": clock.local_date(then, ZONE), **told}
    cases.take_step(by=by, at=then, part=part.pk, step=step, data=data, version=part.version)


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

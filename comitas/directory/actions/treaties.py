"""Instruments, parties and facts. Whatever is said of a State has a source."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Invalid, NotThere
from comitas.core.text import N_
from comitas.directory import queries
from comitas.directory.actions.checking import latest_today, locked, refuse
from comitas.directory.models import Fact, Instrument, Party, State
from comitas.directory.rules.entries import PartyEntry
from comitas.directory.rules.facts import FACTS
from comitas.directory.rules.instruments import InstrumentFacts
from comitas.directory.rules.problems import instrument_problems, party_problems
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

INSTRUMENT_ADDED = kinds.declare("instrument.added", N_("Instrument {instrument} was entered."))
INSTRUMENT_CHANGED = kinds.declare("instrument.changed", N_("Instrument {instrument} was changed."))
PARTY_RECORDED = kinds.declare("party.recorded", N_("{state} was recorded towards {instrument}: {standing}."))
PARTY_REMOVED = kinds.declare("party.removed", N_("The entry of {state} towards {instrument} was removed."))
FACT_RECORDED = kinds.declare("fact.recorded", N_("Of {state} it was recorded: {key}, {value}."))
FACT_FORGOTTEN = kinds.declare("fact.forgotten", N_("Of {state} it is no longer recorded: {key}."))


@transaction.atomic
def add_instrument(*, by: Actor, at: datetime, facts: InstrumentFacts) -> Instrument:
    """Enter a treaty, mostly a bilateral one."""
    refuse(instrument_problems(facts, queries.known().instruments))
    row = Instrument(code=facts.code)
    _fill(row, facts)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid({"code": _("Another instrument has this code.")}) from error
    ledger.record(INSTRUMENT_ADDED, by=by, at=at, payload={"instrument": facts.code, "kind": facts.kind})
    return row


@transaction.atomic
def change_instrument(*, by: Actor, at: datetime, version: int, facts: InstrumentFacts) -> Instrument:
    """Change the instrument whose code *facts* has. One that came with the program may be corrected too."""
    row = locked(Instrument, facts.code, version)
    refuse(instrument_problems(facts, queries.known().instruments))
    row.shipped = row.shipped and row.name == facts.name
    row.version += 1
    _fill(row, facts)
    row.save()
    ledger.record(INSTRUMENT_CHANGED, by=by, at=at, payload={"instrument": row.code, "version": row.version})
    return row


def _fill(row: Instrument, facts: InstrumentFacts) -> None:
    values = asdict(facts) | {"articles": dict(facts.articles), "supplements_id": facts.supplements or None}
    del values["supplements"], values["code"]
    for name, value in values.items():
        setattr(row, name, value)


@transaction.atomic
def record_party(*, by: Actor, at: datetime, entry: PartyEntry, party: UUID | None = None, version: int = 0) -> Party:
    """Record where a State stands towards an instrument: anew, or in place of the row *party*."""
    refuse(party_problems(entry, queries.known(), latest_today(at)))
    row = locked(Party, party, version) if party else Party(id=new_id(), version=0)
    write_party(row, entry)
    ledger.record(PARTY_RECORDED, by=by, at=at, payload=_party_payload(row))
    return row


@transaction.atomic
def remove_party(*, by: Actor, at: datetime, party: UUID, version: int) -> None:
    """Remove a row that was wrong. A State that leaves a treaty keeps its row, with a last day."""
    row = locked(Party, party, version)
    payload = _party_payload(row)
    row.delete()
    ledger.record(PARTY_REMOVED, by=by, at=at, payload=payload)


def write_party(row: Party, entry: PartyEntry) -> None:
    """Write an entry that was checked; the caller records the line."""
    values = asdict(entry)
    row.state_id, row.instrument_id = values.pop("state"), values.pop("instrument")
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid({"in_force_from": _("This State is already a party in that time.")}) from error


def _party_payload(row: Party) -> dict[str, Any]:
    return {
        "party": str(row.pk),
        "state": row.state_id,
        "instrument": row.instrument_id,
        "standing": row.standing,
        "in_force_from": row.in_force_from.isoformat() if row.in_force_from else None,
        "in_force_to": row.in_force_to.isoformat() if row.in_force_to else None,
    }


@transaction.atomic
def record_fact(
    *,
    by: Actor,
    at: datetime,
    state: str,
    key: str,
    value: bool,
    source: str,
    text: str = "",
    verified_on: date | None = None,
) -> Fact:
    """Record one fact of `rules.facts` about a State, in place of what was recorded of it."""
    problems = _fact_problems(key, source, text)
    if problems:
        raise Invalid(problems)
    if not State.objects.filter(pk=state).exists():
        raise NotThere(state)
    values = {"value": value, "source": source.strip(), "text": text.strip(), "verified_on": verified_on}
    row, made = Fact.objects.select_for_update().get_or_create(state_id=state, key=key, defaults=values)
    if not made:
        for name, new in values.items():
            setattr(row, name, new)
        row.version += 1
        row.save()
    ledger.record(FACT_RECORDED, by=by, at=at, payload={"state": state, "key": key, "value": value})
    return row


def _fact_problems(key: str, source: str, text: str) -> dict[str, str]:
    found = {}
    if key not in FACTS:
        found["key"] = _("Choose one of the facts.")
    if not 0 < len(source.strip()) <= 300:
        found["source"] = _("Say where this comes from, in at most 300 characters.")
    if len(text) > 4_000:
        found["text"] = _("Enter at most 4000 characters.")
    return found


@transaction.atomic
def forget_fact(*, by: Actor, at: datetime, state: str, key: str) -> None:
    """Make a fact unknown again."""
    gone, _rows = Fact.objects.filter(state=state, key=key).delete()
    if not gone:
        raise NotThere(f"{state} {key}")
    ledger.record(FACT_FORGOTTEN, by=by, at=at, payload={"state": state, "key": key})

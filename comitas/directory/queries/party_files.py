"""Files of parties: what importing one would do, and the file that exporting makes. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.directory.models import Party
from comitas.directory.queries import treaties
from comitas.directory.queries.plans import Plan, Planned, Sorting, sound
from comitas.directory.queries.plans import table as table_of
from comitas.directory.rules import documents, files, tables
from comitas.directory.rules.entries import PartyEntry, overlap
from comitas.directory.rules.problems import party_problems
from comitas.directory.rules.sentences import say
from comitas.directory.rules.tables import Row, RowError

Pair = tuple[str, str]
"""A State and an instrument."""


def plan_parties(actor: Actor, data: bytes, today: date) -> Plan[PartyEntry]:
    """What importing parties from *data* would do.

    A row speaks of the one in the directory with its State, instrument and first day, or else of the one with no
    first day.
    """
    table = table_of(data, "parties", list(files.PARTY_COLUMNS), files.PARTY_REQUIRED)
    sorting: Sorting[PartyEntry] = Sorting(list(table.errors))
    now, codes, seen = _parties_now(table.rows), treaties.known(), set[tuple[str, str, date | None]]()
    claimed: set[UUID] = set()
    for row in table.rows:
        entry = files.read_party(row)
        if isinstance(entry, tuple):
            sorting.errors.extend(entry)
            continue
        problems = party_problems(entry, codes, today)
        if sound(row, problems, files.PARTY_COLUMNS, sorting.errors) and _is_first(row, entry, seen, sorting.errors):
            _put(row, entry, now[entry.state, entry.instrument], claimed, sorting)
    return _without_overlaps(sorting, now)


def _parties_now(rows: Iterable[Row]) -> dict[Pair, list[Party]]:
    """What the directory has of the instruments that a file speaks of."""
    found: dict[Pair, list[Party]] = defaultdict(list)
    for party in Party.objects.filter(instrument__in={row.cells["instrument"].lower() for row in rows}):
        found[party.state_id, party.instrument_id].append(party)
    return found


def _is_first(row: Row, entry: PartyEntry, seen: set[tuple[str, str, date | None]], errors: list[RowError]) -> bool:
    identity = (entry.state, entry.instrument, entry.in_force_from)
    if identity in seen:
        text = N_("The same State and instrument are there twice.")
        errors.append(RowError(row.line, "", say("party-twice", text)))
        return False
    seen.add(identity)
    return True


def _put(row: Row, entry: PartyEntry, now: list[Party], claimed: set[UUID], sorting: Sorting[PartyEntry]) -> None:
    free = [party for party in now if party.pk not in claimed]
    same = next((party for party in free if party.in_force_from == entry.in_force_from), None)
    same = same or next((party for party in free if party.in_force_from is None), None)
    if same:
        claimed.add(same.pk)
    planned = Planned(row.line, entry, same.pk if same else None, same.version if same else 0)
    sorting.put(planned, party_entry(same) if same else None)


def _without_overlaps(sorting: Sorting[PartyEntry], now: dict[Pair, list[Party]]) -> Plan[PartyEntry]:
    """The plan without rows that would put a State under an instrument twice on one day, counting what the file
    changes.
    """
    changed = {planned.id for planned in sorting.changed}
    standing: dict[Pair, list[PartyEntry]] = defaultdict(list)
    for pair, parties in now.items():
        standing[pair] = [party_entry(party) for party in parties if party.pk not in changed]
    for planned in sorted((*sorting.new, *sorting.changed), key=lambda planned: planned.line):
        others = standing[planned.entry.state, planned.entry.instrument]
        if any(overlap(planned.entry, other) for other in others):
            text = N_("This State is already a party in that time, in the directory or in the file.")
            sorting.errors.append(RowError(planned.line, "in_force_from", say("party-overlap", text)))
            sorting.drop(planned)
        else:
            others.append(planned.entry)
    return sorting.plan()


def party_entry(row: Party) -> PartyEntry:
    """A party as it would be entered."""
    return PartyEntry(
        row.state_id,
        row.instrument_id,
        row.standing,
        row.signed_on,
        row.in_force_from,
        row.in_force_to,
        row.declarations,
        row.source,
        row.verified_on,
    )


def export_parties(actor: Actor, *, instrument: str = "", as_json: bool = False) -> Iterator[str]:
    """The lines of a file that `plan_parties` reads back without a change."""
    rows = treaties.parties(actor, instrument=instrument).order_by("instrument_id", "state_id", "in_force_from")
    columns, written = list(files.PARTY_COLUMNS), (files.write_party(party_entry(row)) for row in rows)
    return documents.write_document("parties", columns, written) if as_json else tables.write_table(columns, written)

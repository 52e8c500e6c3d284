"""Arland and its neighbours, and their authorities. None exists; codes XA to XE are left to their users by ISO 3166-1."""

from datetime import date, datetime

from comitas.core.actor import Actor
from comitas.directory import actions as directory
from comitas.directory.models import Authority, State
from comitas.directory.rules.entries import AuthorityEntry, PartyEntry

STATES = {
    "XA": ("XAR", "Arland"),
    "XB": ("XBR", "Borland"),
    "XC": ("XCA", "Castellan"),
    "XD": ("XDO", "Dorvania"),
    "XE": ("XES", "Estmark"),
}
SOURCE = "Invented for the demonstration"
PARTY_SINCE = date(2006, 6, 1)

CENTRAL = "Central Authority of Arland"
COURT = "District Court of Norrhaven"
ISLAND = "Island Office of Arland"
REGISTRY = "Companies Registry of Arland"
ZONE = "Europe/Oslo"

OURS = (
    (CENTRAL, "Central Authority"),
    (ISLAND, "Island Office"),
    (COURT, "District Court"),
    (REGISTRY, "Companies Registry"),
)
# fmt: off
THEIRS = (
    ("XB", "Office of the Prosecutor General of Borland", "Le Bureau du procureur général du Borland", "1 Quay Street, Port Selwyn", "en"),
    ("XC", "Ministry of Justice of Castellan", "Ministère de la justice du Castellan", "12 Mill Road, Castel", "fr"),
    ("XD", "Ministry of Justice of Dorvania", "Ministère de la justice de la Dorvanie", "3 Garden Row, Dorva", "en"),
    ("XE", "State Prosecutor's Office of Estmark", "Parquet national de l’Estmark", "8 Tower Hill, Estby", "en"),
)
# fmt: on


def create(by: Actor, at: datetime) -> None:
    """States, authorities and treaties; what is there already stays as it is."""
    for iso2, (iso3, name) in STATES.items():
        if not State.objects.filter(iso2=iso2).exists():
            directory.add_state(by=by, at=at, iso2=iso2, iso3=iso3, name=name, fictional=True)
            party = PartyEntry(state=iso2, instrument="uncac", in_force_from=PARTY_SINCE, source=SOURCE)
            directory.record_party(by=by, at=at, entry=party)
    for name, short in OURS:
        _enter(
            by,
            at,
            AuthorityEntry(state="XA", name=name, short_name=short, ours=True, time_zone=ZONE, name_language="en"),
        )
    for state, name, french, address, language in THEIRS:
        entry = AuthorityEntry(
            state=state, name=name, names={"fr": french}, address=address, languages_accepted=(language,), source=SOURCE,
            name_language="en", verified_on=at.date(), verified_by="demonstration",
        )  # fmt: skip
        _enter(by, at, entry)


def _enter(by: Actor, at: datetime, entry: AuthorityEntry) -> None:
    if not Authority.objects.filter(name=entry.name).exists():
        directory.create_authority(by=by, at=at, entry=entry)

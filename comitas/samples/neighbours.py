"""Arland and its neighbours, and their authorities. None exists; codes XA to XE are left to their users by ISO 3166-1."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from comitas.core.actor import Actor
from comitas.directory import actions as directory
from comitas.directory.models import Authority, State
from comitas.directory.rules.acceptance import Electronic
from comitas.directory.rules.entries import AuthorityEntry, Channel, ContactEntry, Designation, PartyEntry

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
THEIRS = (
    (
        "XB",
        "Office of the Prosecutor General of Borland",
        "Le Bureau du procureur général du Borland",
        "1 Quay Street, Port Selwyn",
    ),
    ("XC", "Ministry of Justice of Castellan", "Ministère de la justice du Castellan", "12 Mill Road, Castel"),
    ("XD", "Ministry of Justice of Dorvania", "Ministère de la justice de la Dorvanie", "3 Garden Row, Dorva"),
    ("XE", "State Prosecutor's Office of Estmark", "Parquet national de l’Estmark", "8 Tower Hill, Estby"),
)
CENTRAL_AUTHORITY = (Designation("mla-central"), Designation("extradition-central"))

LONG_AGO = timedelta(days=200)
"""How long before the demonstration the entry of Dorvania was verified: long enough for the warning."""

MORE: dict[str, AuthorityEntry] = {
    "XB": AuthorityEntry(
        "XB", "", designations=(*CENTRAL_AUTHORITY, Designation("asset-recovery")), short_name="OPG", time_zone="Europe/London",
        phone="+999 1 555 0100", phone_24h="+999 1 555 0199", email="cooperation@opg.borland.example", website="https://opg.borland.example/",
        hours="Monday to Friday, 8:30 to 16:30", channels=(Channel("secure-email", "registry@opg.borland.example"), Channel("diplomatic")),
        languages_accepted=("en", "fr"), urgent_language="en", e_transmission={"mla": Electronic(True, ("secure-email",), True)},
        originals_required=False, diplomatic_channel_required=False, interpol_urgent=True, dual_criminality="coercive", networks=("globe",),
    ),
    "XC": AuthorityEntry(
        "XC", "", designations=CENTRAL_AUTHORITY, phone="+999 2 555 0100", email="entraide@justice.castellan.example",
        languages_accepted=("fr",), originals_required=True, diplomatic_channel_required=False, dual_criminality="always",
    ),
    "XD": AuthorityEntry("XD", "", designations=(Designation("mla-central"),), languages_accepted=("en",), diplomatic_channel_required=True),
    "XE": AuthorityEntry("XE", "", designations=CENTRAL_AUTHORITY, email="international@prosecutor.estmark.example", languages_accepted=("en",)),
}  # fmt: skip
"""What else is known of each neighbour's authority: much of Borland's, little of Estmark's."""

FACTS = (
    ("XA", "extradition-treaty-required", False),
    ("XA", "mla-treaty-required", False),
    ("XA", "mla-reciprocity", True),
    ("XB", "extradition-treaty-required", True),
    ("XB", "extradition-basis-uncac", True),
    ("XB", "mla-treaty-required", False),
    ("XB", "diplomatic-channel", False),
    ("XC", "extradition-treaty-required", True),
    ("XC", "extradition-basis-uncac", False),
    ("XD", "mla-reciprocity", True),
    ("XD", "diplomatic-channel", True),
)
"""State, fact, value. Of Estmark nothing is recorded, so that what is unknown can be seen."""

DESKS = (
    (
        "XB",
        ContactEntry(
            name="International desk", phone="+999 1 555 0101", languages=("en", "fr"), restricted=False, source=SOURCE
        ),
    ),
    (
        "XB",
        ContactEntry(
            name="Mira Landsholm",
            role="Head of the international desk",
            email="m.landsholm@opg.borland.example",
            source=SOURCE,
        ),
    ),
)


def create(by: Actor, at: datetime) -> None:
    """States, authorities and treaties; what is there already stays as it is."""
    for iso2, (iso3, name) in STATES.items():
        if not State.objects.filter(iso2=iso2).exists():
            directory.add_state(by=by, at=at, iso2=iso2, iso3=iso3, name=name, fictional=True)
            party = PartyEntry(state=iso2, instrument="uncac", in_force_from=PARTY_SINCE, source=SOURCE)
            directory.record_party(by=by, at=at, entry=party)
            for _state, key, value in (fact for fact in FACTS if fact[0] == iso2):
                directory.record_fact(by=by, at=at, state=iso2, key=key, value=value, source=SOURCE)
    for name, short in OURS:
        _enter(
            by,
            at,
            AuthorityEntry(state="XA", name=name, short_name=short, ours=True, time_zone=ZONE, name_language="en"),
        )
    for state, name, french, address in THEIRS:
        verified_on = at.date() - (LONG_AGO if state == "XD" else timedelta())
        entry = replace(
            MORE[state], name=name, names={"fr": french}, address=address, source=SOURCE, name_language="en", verified_on=verified_on,
            verified_by="demonstration",
        )  # fmt: skip
        _enter(by, at, entry)


def _enter(by: Actor, at: datetime, entry: AuthorityEntry) -> None:
    if not Authority.objects.filter(name=entry.name).exists():
        made = directory.create_authority(by=by, at=at, entry=entry)
        for state, desk in DESKS:
            if state == entry.state and not entry.ours:
                directory.add_contact(by=by, at=at, authority=made.pk, entry=desk)

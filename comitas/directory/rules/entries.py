"""An authority, a party, a contact point as an officer enters them.

Every way in (form, file, sample) makes these entries, and one set of rules judges them: `rules.problems`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from comitas.core.text import N_
from comitas.directory.rules.acceptance import Electronic

LIMITS: dict[str, int] = {
    "external_key": 80,
    "name": 300,
    "name_language": 12,
    "short_name": 60,
    "time_zone": 64,
    "address": 1_000,
    "phone": 60,
    "phone_24h": 60,
    "email": 254,
    "website": 400,
    "hours": 200,
    "urgent_language": 12,
    "requirements": 20_000,
    "source": 300,
    "verified_by": 120,
    "role": 120,
    "network": 40,
    "declarations": 20_000,
}
"""The longest text of a field, in characters; the tables have the same."""

MOST_ITEMS = 40
"""Items in a list of one authority: names, functions, channels, links. The longest real list seen has a dozen."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach an authority: a key of CHANNELS, the address there, and when somebody verified it."""

    kind: str
    address: str = ""
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A form, a law or a page of the authority."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Designation:
    """What an authority is designated for; an empty instrument means any, an empty region the whole State."""

    function: str
    instrument: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class AuthorityEntry:
    """Everything that is entered of an authority. `names` are its names in further languages, by language tag."""

    state: str
    name: str
    name_language: str = ""
    external_key: str = ""
    ours: bool = False
    short_name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    designations: tuple[Designation, ...] = ()
    parent_key: str = ""
    time_zone: str = ""
    address: str = ""
    phone: str = ""
    phone_24h: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""
    channels: tuple[Channel, ...] = ()
    languages_accepted: tuple[str, ...] = ()
    urgent_language: str = ""
    e_transmission: Mapping[str, Electronic] = field(default_factory=dict)
    originals_required: bool | None = None
    apostille_required: bool | None = None
    diplomatic_channel_required: bool | None = None
    interpol_urgent: bool | None = None
    dual_criminality: str = ""
    minimum_penalty: int | None = None
    links: tuple[Link, ...] = ()
    networks: tuple[str, ...] = ()
    requirements: str = ""
    public: bool = False
    source: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """Where a State stands towards an instrument, as entered."""

    state: str
    instrument: str
    standing: str = "party"
    signed_on: date | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    declarations: str = ""
    source: str = ""
    verified_on: date | None = None


STANDINGS: dict[str, str] = {
    "party": N_("Party"),
    "signatory": N_("Signed, not party"),
    "not-party": N_("Not party"),
}


@dataclass(frozen=True, slots=True)
class ContactEntry:
    """A desk or a person at an authority, as entered."""

    name: str
    role: str = ""
    network: str = ""
    phone: str = ""
    email: str = ""
    languages: tuple[str, ...] = ()
    restricted: bool = True
    source: str = ""
    verified_on: date | None = None
    valid_to: date | None = None


def overlap(one: PartyEntry, other: PartyEntry) -> bool:
    """Whether two entries put the same State under the same instrument on the same day. An open end has no end."""
    if one.in_force_from is None or other.in_force_from is None:
        return False
    ends_before = one.in_force_to is not None and one.in_force_to < other.in_force_from
    begins_after = other.in_force_to is not None and one.in_force_from > other.in_force_to
    return not (ends_before or begins_after)

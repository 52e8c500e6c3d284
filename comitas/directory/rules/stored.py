"""How the parts of an entry that are lists stand in the database: JSON in, JSON out."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from comitas.directory.rules.acceptance import Electronic
from comitas.directory.rules.entries import AuthorityEntry, Channel, Designation, Link

PLAIN = (
    "name",
    "name_language",
    "ours",
    "short_name",
    "time_zone",
    "address",
    "phone",
    "phone_24h",
    "email",
    "website",
    "hours",
    "urgent_language",
    "originals_required",
    "apostille_required",
    "diplomatic_channel_required",
    "interpol_urgent",
    "dual_criminality",
    "minimum_penalty",
    "requirements",
    "public",
    "source",
    "verified_on",
    "verified_by",
    "valid_from",
    "valid_to",
)
"""Fields of an entry that are columns of the same name and kind."""

REACHED_BY = ("address", "phone", "phone_24h", "email", "website", "channels")
"""Fields that decide where a letter goes: the ledger keeps their old and new values."""


def columns(entry: AuthorityEntry) -> dict[str, Any]:
    """The columns of an authority that an entry fills; its parent, names and functions lie elsewhere."""
    return {name: getattr(entry, name) for name in PLAIN} | {
        "external_key": entry.external_key or None,
        "state_id": entry.state,
        "channels": [_channel_json(channel) for channel in entry.channels],
        "languages_accepted": list(entry.languages_accepted),
        "e_transmission": {kind: _electronic_json(told) for kind, told in sorted(entry.e_transmission.items())},
        "links": [{"title": link.title, "url": link.url} for link in entry.links],
        "networks": list(entry.networks),
    }


def in_order(designations: Iterable[Designation]) -> tuple[Designation, ...]:
    """Designations without repetition, in one order, so that equal sets compare equal."""
    return tuple(sorted(set(designations), key=lambda item: (item.function, item.instrument, item.region)))


def channels(rows: Iterable[Mapping[str, Any]]) -> tuple[Channel, ...]:
    """Channels as stored."""
    return tuple(Channel(row["kind"], row["address"], _day(row["verified_on"])) for row in rows)


def links(rows: Iterable[Mapping[str, str]]) -> tuple[Link, ...]:
    """Links as stored."""
    return tuple(Link(row["title"], row["url"]) for row in rows)


def electronic(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Electronic]:
    """Electronic transmission by type of request, as stored."""
    return {kind: Electronic(row["accepted"], tuple(row["media"]), row["signature"]) for kind, row in rows.items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _channel_json(channel: Channel) -> dict[str, str | None]:
    day = channel.verified_on.isoformat() if channel.verified_on else None
    return {"kind": channel.kind, "address": channel.address, "verified_on": day}


def _electronic_json(told: Electronic) -> dict[str, Any]:
    return {"accepted": told.accepted, "media": list(told.media), "signature": told.signature_needed}

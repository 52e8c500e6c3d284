"""What can arrive, and how. Only requests count as requests (practice of the field; Australia corrected its figures over this)."""

from dataclasses import dataclass

from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class Kind:
    """`request` is true where it counts as a request in the figures."""

    name: str
    request: bool = False


KINDS: dict[str, Kind] = {
    "request": Kind(N_("Request for assistance"), request=True),
    "other": Kind(N_("Something else")),
}

CHANNELS: dict[str, str] = {
    "post": N_("Post"),
    "courier": N_("Courier"),
    "diplomatic": N_("Diplomatic bag or embassy"),
    "interpol": N_("INTERPOL"),
    "mail": N_("E-mail"),
    "hand": N_("By hand"),
    "upload": N_("Upload"),
}

"""By which way a request of ours goes: every way weighed against what the addressee has told us. It proposes; an officer decides.

Sources: United Nations Convention against Corruption, article 46(13) and (14), through `directory.rules.acceptance`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from comitas.directory.rules.acceptance import Acceptance, Remark, Sending, remarks

WAYS: dict[str, str] = {
    "diplomatic": "diplomatic",
    "courier": "courier",
    "post": "letter",
    "by-hand": "in-person",
    "secure-email": "mail",
    "email": "mail",
    "interpol": "interpol",
    "portal": "upload",
    "fax": "fax",
}
"""Channels of the directory that can be used today, the surest first; each with the code under which sending by it is recorded."""

PAPER = ("diplomatic", "courier", "post", "by-hand")
_WEIGHT = {"accepted": 0, "unclear": 1, "refused": 10}
_ABOUT_LANGUAGE = ("languages-unknown", "language-accepted", "language-refused")
_ABOUT_PAPER = ("originals-required", "originals-unknown", "apostille-required")


@dataclass(frozen=True, slots=True)
class Way:
    """One channel with what speaks for and against it. `open`: nothing that is known forbids it."""

    channel: str
    remarks: tuple[Remark, ...]

    @property
    def open(self) -> bool:
        return all(remark.verdict != "refused" for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class Ways:
    """`language` and `paper`: what is said whatever the channel; `ways` in the order to propose them."""

    language: tuple[Remark, ...]
    paper: tuple[Remark, ...]
    ways: tuple[Way, ...]

    @property
    def best(self) -> str:
        """The channel to propose; "" where all are closed."""
        return next((way.channel for way in self.ways if way.open), "")


def ways(acceptance: Acceptance, request_type: str, language: str, urgent: bool, told: Iterable[str] = ()) -> Ways:
    """Every way, the best first. *told*: channels for which the addressee gave an address.

    Fewer doubts first; among equals one that the addressee named, then as in `WAYS`. In urgent cases what carries no paper comes
    first.
    """
    named = frozenset(told)
    found = [
        (channel, remarks(acceptance, Sending(request_type, language or "und", channel, urgent))) for channel in WAYS
    ]
    of_all = found[0][1]
    rated = sorted(
        (Way(channel, _of_channel(said)) for channel, said in found), key=lambda way: _rank(way, urgent, named)
    )
    return Ways(
        tuple(remark for remark in of_all if remark.sentence.code in _ABOUT_LANGUAGE),
        tuple(remark for remark in of_all if remark.sentence.code in _ABOUT_PAPER),
        tuple(rated),
    )


def _of_channel(said: tuple[Remark, ...]) -> tuple[Remark, ...]:
    return tuple(remark for remark in said if remark.sentence.code not in (*_ABOUT_LANGUAGE, *_ABOUT_PAPER))


def _rank(way: Way, urgent: bool, named: frozenset[str]) -> tuple[int, bool, bool, int]:
    doubts = sum(_WEIGHT[remark.verdict] for remark in way.remarks)
    slow = urgent and way.channel in PAPER
    return doubts, slow, way.channel not in named, list(WAYS).index(way.channel)

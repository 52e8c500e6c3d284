"""Whether an arrival is here already: the same bytes, an advance copy and its original, or one letter by two channels.

E-mail, INTERPOL and diplomatic-bag copies are one request. The officer decides; the rule only says what agrees, in words.
"""

from dataclasses import dataclass, field
from datetime import date

from comitas.core.text import N_
from comitas.intake.rules.folding import fold
from comitas.intake.rules.numbers import search_key

# An original by bag or post may follow its advance copy by weeks, not by a year.
MAX_DAYS_APART = 180
# More would make the list useless and the comparison slow.
MAX_MATCHES = 5
SHORT_REFERENCE = 4

DUPLICATE, ADVANCE_COPY, ORIGINAL, OTHER_CHANNEL, RELATED = (
    "duplicate",
    "advance-copy",
    "original",
    "other-channel",
    "related",
)
# SHA-256 of no bytes at all: an empty file says nothing about the letter.
NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
FAST_CHANNELS = frozenset({"mail", "fax", "interpol", "portal", "upload"})

SAME_BYTES = N_("The same file is here already.")
SAME_REFERENCE = N_("Same reference of the sender.")
SAME_SENDER = N_("Same sender.")
SAME_DATE = N_("Same date of the letter.")
SAME_PERSONS = N_("Same names.")
VERDICTS = {
    DUPLICATE: N_("This is here already."),
    ADVANCE_COPY: N_("This may be an advance copy."),
    ORIGINAL: N_("This may be the original of an advance copy."),
    OTHER_CHANNEL: N_("This may be the same letter by another channel."),
    RELATED: N_("This may belong to the same matter."),
}


@dataclass(frozen=True)
class Seen:
    """What is known of one arrival. References as written, persons as written, `written` the date of the letter."""

    id: str
    received: date
    channel: str = ""
    sha256s: frozenset[str] = frozenset()
    references: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    sender: str = ""
    written: date | None = None


@dataclass(frozen=True)
class Match:
    """One earlier arrival that agrees: `verdict` is a key of VERDICTS; `reasons` are marked texts, the weightiest first."""

    id: str
    verdict: str
    reasons: tuple[str, ...]
    weight: int = field(compare=False)


def folded_person(name: str) -> frozenset[str]:
    """The words of a name, folded, in no order: "KORVIN, Anselm" is "Anselm Korvin"."""
    return frozenset(
        word for word in fold(name).replace(",", " ").replace(".", " ").replace("-", " ").split() if len(word) > 1
    )


def find_matches(new: Seen, earlier: tuple[Seen, ...]) -> tuple[Match, ...]:
    """The earlier arrivals that may be the same letter, the likeliest first; at most MAX_MATCHES."""
    found = [match for seen in earlier if seen.id != new.id and (match := _match(new, seen))]
    return tuple(sorted(found, key=lambda m: (-m.weight, m.id))[:MAX_MATCHES])


def _match(new: Seen, old: Seen) -> Match | None:
    if (new.sha256s & old.sha256s) - {NOTHING}:
        return Match(old.id, DUPLICATE, (SAME_BYTES, *_agreeing(new, old)), 100)
    reasons = _agreeing(new, old)
    weight = sum(_WEIGHTS[reason] for reason in reasons)
    if weight < ENOUGH or abs((new.received - old.received).days) > MAX_DAYS_APART:
        return None
    return Match(old.id, _verdict(new, old, reasons), reasons, weight)


_WEIGHTS = {SAME_REFERENCE: 4, SAME_PERSONS: 3, SAME_SENDER: 2, SAME_DATE: 2}
# A reference with the sender, or the names with the sender: one of them alone is chance.
ENOUGH = 5


def _agreeing(new: Seen, old: Seen) -> tuple[str, ...]:
    checks = (
        (SAME_REFERENCE, bool(_keys(new.references) & _keys(old.references))),
        (SAME_PERSONS, _same_persons(new.persons, old.persons)),
        (SAME_SENDER, bool(new.sender) and fold(new.sender) == fold(old.sender)),
        (SAME_DATE, new.written is not None and new.written == old.written),
    )
    return tuple(reason for reason, holds in checks if holds)


def _keys(references: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for reference in references if len(key := search_key(reference)) >= SHORT_REFERENCE)


def _same_persons(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether every name of the shorter list stands in the longer one."""
    few, many = sorted(({folded_person(n) for n in names} - {frozenset()} for names in (some, others)), key=len)
    return bool(few) and few <= many


def _verdict(new: Seen, old: Seen, reasons: tuple[str, ...]) -> str:
    """One letter if its number or its date agrees; otherwise only the same matter."""
    if SAME_DATE not in reasons or not {SAME_REFERENCE, SAME_PERSONS} & set(reasons):
        return RELATED
    if old.channel in FAST_CHANNELS and new.channel and new.channel not in FAST_CHANNELS:
        return ORIGINAL
    if new.channel in FAST_CHANNELS and old.channel and old.channel not in FAST_CHANNELS:
        return ADVANCE_COPY
    return OTHER_CHANNEL if new.channel != old.channel else DUPLICATE

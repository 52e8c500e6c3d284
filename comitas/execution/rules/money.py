"""Amounts as people type them, and sums by currency: nothing is converted, for no rate is known here."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

LONGEST = 40
_BLANKS = re.compile(r"[\s'’_]")


def read(text: str) -> Decimal | None:
    """The amount that *text* says, or None. The last point or comma parts the cents where one or two figures follow it.

    "1,240,000", "1 240 000,50", "1'240'000.50", "1.240" and "12,5" are all read; three figures after a sign are thousands.
    """
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text[:LONGEST]))
    if len(text) > LONGEST or not re.fullmatch(r"\d[\d.,]*", plain):
        return None
    whole, sign, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", plain).groups()  # type: ignore[union-attr]  # it always fits
    if not _grouped(whole, sign or ""):
        return None
    digits = re.sub(r"[.,]", "", whole)
    return Decimal(f"{int(digits)}.{cents or '0'}")


def _grouped(whole: str, cents_sign: str) -> bool:
    """Whether the figures before the cents are plain, or in threes under one sign that is not the cents' own."""
    signs = set(re.findall(r"[.,]", whole))
    if not signs:
        return bool(whole)
    return len(signs) == 1 and cents_sign not in signs and bool(re.fullmatch(r"\d{1,3}([.,]\d{3})+", whole))


def totals(amounts: Iterable[tuple[str, Decimal | None]]) -> dict[str, Decimal]:
    """The sum of each currency, by its code. What has no amount adds nothing."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for currency, amount in amounts:
        if amount is not None and currency:
            found[currency] += amount
    return dict(sorted(found.items()))

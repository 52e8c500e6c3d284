"""Accounts and amounts, with the arithmetic that shows a wrongly read digit (ISO 13616: IBAN, modulo 97)."""

import re

from comitas.intake.rules.folding import any_of
from comitas.intake.rules.proposal import CHECK, SURE, Proposal
from comitas.intake.rules.sheet import Sheet
from comitas.intake.rules.words import money_words as words

MAX_FOUND = 40
# The length of an IBAN where ISO 13616's registry fixes one; other countries only keep to 15-34.
IBAN_LENGTHS = {
    "NO": 15, "BE": 16, "DK": 18, "FI": 18, "NL": 18, "EE": 20, "AT": 20, "LU": 20, "LT": 20, "CH": 21, "LV": 21,
    "HR": 21, "LI": 21,
    "DE": 22, "GB": 22, "IE": 22, "BG": 22, "GE": 22, "ME": 22, "RS": 22, "BH": 22, "AE": 23, "IL": 23, "CZ": 24,
    "ES": 24, "RO": 24, "SE": 24, "SK": 24, "SA": 24,
    "PT": 25, "FR": 27, "GR": 27, "IT": 27, "MC": 27, "SM": 27, "AL": 28, "HU": 28, "PL": 28, "CY": 28, "LB": 28,
    "MT": 31, "QA": 29, "UA": 29, "KW": 30, "JO": 30, "MU": 30, "BR": 29,
}  # fmt: skip

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){2,7}(?: ?[A-Z0-9]{1,4})?(?![A-Za-z0-9])")
_ACCOUNT = re.compile(
    any_of(words.ACCOUNTS) + r"(?: ?(?:bancaire|bancaria|bancário|number|no\.?|n\.o|num\.?|رقم|为|号))?[ :.为]{0,3}(?P<number>[a-z]{0,2}\d[\da-z]*(?:[ \-/]\d[\da-z]*){0,7})",
)  # fmt: skip
_FIGURE = r"\d{1,3}(?:[ .,'’\u00a0]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d|[.,]\d)|\d{1,12}(?:[.,]\d{1,2})?(?!\d|[.,]\d)"
_SCALE = any_of(tuple(words.SCALES))
_SIGN = "|".join(re.escape(sign) for sign in sorted(words.SIGNS, key=len, reverse=True))
_NAME = any_of(tuple(words.CURRENCIES))
_BEFORE = re.compile(rf"(?<![a-z])(?P<money>{_SIGN}) ?(?P<figure>{_FIGURE})(?: ?(?P<scale>{_SCALE}))?")
_AFTER = re.compile(
    rf"(?<![A-Za-z0-9.,])(?P<figure>{_FIGURE})(?: ?(?P<scale>{_SCALE}))? ?(?:de |d'|d’)?(?P<money>{_NAME}|{_SIGN})(?![a-z])",
)  # fmt: skip


def iban_passes(number: str) -> bool:
    """Whether *number* (capitals and digits, no blanks) is a possible IBAN: length and ISO 7064 modulo 97 of 1."""
    if not 15 <= len(number) <= 34 or len(number) != IBAN_LENGTHS.get(number[:2], len(number)):
        return False
    return int("".join(str(int(letter, 36)) for letter in number[4:] + number[:4])) % 97 == 1


def find_accounts(sheet: Sheet) -> list[Proposal]:
    """Accounts, each number once. An IBAN that fails its check is shown to be checked, never dropped."""
    made, seen = [], set[str]()
    for start, end in (*_ibans(sheet), *_labelled(sheet)):
        number = re.sub(r"[^A-Z0-9]", "", sheet.plain[start:end].upper())
        number = "".join(str(int(c)) if c.isdigit() else c for c in number)
        if len(number) < 6 or any(number in other or other in number for other in seen):
            continue
        seen.add(number)
        made.append(_account(sheet, number, start, end))
    return made[:MAX_FOUND]


def _account(sheet: Sheet, number: str, start: int, end: int) -> Proposal:
    if not re.match(r"[A-Z]{2}\d{2}", number):
        return sheet.propose("account", {"number": number, "scheme": "other", "verdict": "none"}, start, end, CHECK)
    passes = iban_passes(number)
    value = {"number": number, "scheme": "iban", "verdict": "passes" if passes else "fails"}
    return sheet.propose("account", value, start, end, SURE if passes else CHECK)


def _ibans(sheet: Sheet) -> list[tuple[int, int]]:
    """Stretches in the shape of an IBAN, cut at the length of the country where more groups follow."""
    found = []
    for match, _ in zip(_IBAN.finditer(sheet.plain), range(MAX_FOUND), strict=False):
        length, taken, at = IBAN_LENGTHS.get(match[0][:2], 34), 0, match.start()
        while at < match.end() and taken < length:
            taken += sheet.plain[at] != " "
            at += 1
        if taken >= 10:
            found.append((match.start(), at))
    return found


def _labelled(sheet: Sheet) -> list[tuple[int, int]]:
    return [m.span("number") for m, _ in zip(_ACCOUNT.finditer(sheet.text), range(MAX_FOUND), strict=False)]


def find_amounts(sheet: Sheet) -> list[Proposal]:
    """Sums of money: "EUR 2350000" where the currency is one of ISO 4217, the number alone where its name fits several."""
    hits = [m for p in (_BEFORE, _AFTER) for m, _ in zip(p.finditer(sheet.text), range(MAX_FOUND), strict=False)]
    made, taken, seen = [], list[tuple[int, int]](), set[str]()
    for match in sorted(hits, key=lambda m: (m.start(), -m.end())):
        value = _amount(match)
        if value is None or value in seen or any(match.start() < end and match.end() > start for start, end in taken):
            continue
        seen.add(value)
        taken.append(match.span())
        made.append(sheet.propose("amount", value, *match.span(), SURE))
    return made


def _amount(match: re.Match[str]) -> str | None:
    number = plain_number(match["figure"])
    if number is None:
        return None
    scale = words.SCALES_FOLDED.get(match["scale"].replace(" ", ""), 1) if match["scale"] else 1
    money = match["money"].replace(" ", "")
    currency = words.SIGNS.get(money) or words.CURRENCIES_FOLDED.get(money, "")
    whole, _, cents = number.partition(".")
    if scale > 1:
        cents_value = int((cents or "0").ljust(2, "0")[:2]) * scale // 100
        whole, cents = str(int(whole) * scale + cents_value), ""
    figure = whole if not cents.strip("0") else f"{whole}.{cents}"
    return f"{currency} {figure}".strip()


def plain_number(figure: str) -> str | None:
    """ "2,350,000" and "2 350 000" are 2350000, "84.500,00" is 84500.00; None where it cannot be told."""
    separators = re.findall(r"[ .,'’]", figure)
    if not separators:
        return figure
    last = separators[-1]
    decimals = len(figure) - figure.rindex(last) - 1
    if last in ".," and decimals != 3 and separators.count(last) == 1:
        whole = re.sub(r"\D", "", figure[: figure.rindex(last)])
        return f"{whole}.{figure[figure.rindex(last) + 1 :].ljust(2, '0')}"
    return re.sub(r"\D", "", figure) if len(set(separators)) == 1 else None

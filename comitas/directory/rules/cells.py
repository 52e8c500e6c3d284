"""One cell of a table: read and written. Reading raises `CellError`, whose sentence says what the cell should look
like.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from comitas.core.text import N_
from comitas.directory.rules.acceptance import Electronic
from comitas.directory.rules.entries import Channel, Designation, Link
from comitas.directory.rules.sentences import Sentence, say

SEPARATOR = "|"
"""Between the items of one cell."""


class CellError(ValueError):
    """A cell that cannot be read; `sentence` is for the officer."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def read_day(cell: str) -> date | None:
    """A day as 2026-03-03; an empty cell is no day."""
    if not cell:
        return None
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise CellError(say("bad-day", N_("Write the day as 2026-03-03."))) from None


def read_answer(cell: str) -> bool | None:
    """Yes, no, or (empty) unknown."""
    if cell.lower() not in ("", "yes", "no"):
        raise CellError(say("bad-answer", N_("Write yes or no, or leave the cell empty if it is not known.")))
    return {"yes": True, "no": False}.get(cell.lower())


def write_answer(value: bool | None) -> str:
    """The cell that `read_answer` reads."""
    return {True: "yes", False: "no", None: ""}[value]


def read_number(cell: str) -> int | None:
    """A whole number of at most four digits; an empty cell is none."""
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 4):
        raise CellError(say("bad-number", N_("Write a whole number.")))
    return int(cell)


def read_items(cell: str) -> tuple[str, ...]:
    """The items of a cell, in their order, without empty ones."""
    return tuple(item.strip() for item in cell.split(SEPARATOR) if item.strip())


def write_items(items: Iterable[str]) -> str:
    """The cell that `read_items` reads."""
    return f" {SEPARATOR} ".join(item.replace(SEPARATOR, "/") for item in items)


def read_names(cell: str) -> dict[str, str]:
    """Names by language: `fr=Ministère | es=Ministerio`."""
    return dict(
        _pair(item, "=", N_("Write names as fr=Ministère de la Justice | es=Ministerio de Justicia."))
        for item in read_items(cell)
    )


def write_names(names: Mapping[str, str]) -> str:
    """The cell that `read_names` reads."""
    return write_items(f"{language}={name}" for language, name in sorted(names.items()))


def read_designations(cell: str) -> tuple[Designation, ...]:
    """Functions: `mla-central | mla-central@uncac | mla-central@uncac/Northern Territory`."""
    return tuple(_designation(item) for item in read_items(cell))


def _designation(item: str) -> Designation:
    head, _slash, region = item.partition("/")
    function, _at, instrument = head.partition("@")
    return Designation(function.strip(), instrument.strip(), region.strip())


def write_designations(designations: Iterable[Designation]) -> str:
    """The cell that `read_designations` reads."""
    return write_items(
        item.function + (f"@{item.instrument}" if item.instrument else "") + (f"/{item.region}" if item.region else "")
        for item in designations
    )


def read_channels(cell: str) -> tuple[Channel, ...]:
    """Channels: `email: office@ministry.example, 2026-01-15 | diplomatic`; the day is that of verification."""
    return tuple(_channel(item) for item in read_items(cell))


def _channel(item: str) -> Channel:
    kind, _colon, rest = item.partition(":")
    address, comma, day = rest.rpartition(",")
    if not comma:
        return Channel(kind.strip(), rest.strip())
    return Channel(kind.strip(), address.strip(), read_day(day.strip()))


def write_channels(channels: Iterable[Channel]) -> str:
    """The cell that `read_channels` reads."""
    return write_items(
        f"{item.kind}: {item.address}, {item.verified_on.isoformat() if item.verified_on else ''}".rstrip()
        for item in channels
    )


def read_links(cell: str) -> tuple[Link, ...]:
    """Links: `Request form = https://ministry.example/form`."""
    text = N_("Write links as Request form = https://ministry.example/form.")
    return tuple(Link(*_pair(item, "=", text)) for item in read_items(cell))


def write_links(links: Iterable[Link]) -> str:
    """The cell that `read_links` reads."""
    return write_items(f"{item.title.replace('=', '-')} = {item.url}" for item in links)


def read_electronic(cell: str) -> dict[str, Electronic]:
    """Electronic transmission by type: `mla=yes: email, portal; signed | service=no | extradition=yes; unsigned`."""
    text = N_("Write electronic transmission as mla=yes: email, portal; signed | service=no.")
    return {kind: _electronic(told, text) for kind, told in (_pair(item, "=", text) for item in read_items(cell))}


def _electronic(told: str, text: str) -> Electronic:
    head, _semicolon, signature = told.partition(";")
    answer, _colon, media = head.partition(":")
    signed = {"signed": True, "unsigned": False, "": None}
    accepted = {"yes": True, "no": False, "unknown": None}
    if signature.strip() not in signed or answer.strip() not in accepted:
        raise CellError(say("bad-electronic", text))
    found = tuple(code.strip() for code in media.split(",") if code.strip())
    return Electronic(accepted[answer.strip()], found, signed[signature.strip()])


def write_electronic(electronic: Mapping[str, Electronic]) -> str:
    """The cell that `read_electronic` reads."""
    return write_items(f"{kind}={_written(told)}" for kind, told in sorted(electronic.items()))


def _written(told: Electronic) -> str:
    media = f": {', '.join(told.media)}" if told.media else ""
    signature = {True: "; signed", False: "; unsigned", None: ""}[told.signature_needed]
    return (write_answer(told.accepted) or "unknown") + media + signature


def _pair(item: str, sign: str, text: str) -> tuple[str, str]:
    left, found, right = item.partition(sign)
    if not (found and left.strip() and right.strip()):
        raise CellError(say("bad-pair", text))
    return left.strip(), right.strip()

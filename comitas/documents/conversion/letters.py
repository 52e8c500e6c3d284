"""What a mail, a Word file or a workbook comes to: blocks to be set on pages, notes, and the files inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from comitas.documents.conversion.typeset import LETTER, Block, Paper
from comitas.documents.rules import limits
from comitas.documents.rules.content import Kind
from comitas.documents.rules.enclosed import Enclosed


@dataclass(slots=True)
class Letter:
    """`enclosed` is read first, then `blocks`; `notes` are complete after both."""

    kind: Kind
    blocks: Iterable[Block]
    notes: list[str]
    enclosed: Iterable[Enclosed] = ()
    paper: Paper = field(default=LETTER)


def bounded(blocks: Iterable[Block], notes: list[str]) -> Iterator[Block]:
    """As many blocks as fit into the pages that are read; that there are more is noted."""
    room = limits.TEXT_CHARACTERS
    for whole in blocks:
        for block in _pieces(whole):
            room -= sum(map(len, block.cells)) + 20
            if room < 0:
                notes.append("text-left-out")
                return
            yield block


def _pieces(block: Block) -> Iterator[Block]:
    """An endless paragraph in pieces: laying one out takes longer than its parts. Cells of a table are cut."""
    most = limits.LINE_CHARACTERS
    if len(block.cells) > 1:
        yield replace(block, cells=tuple(cell[:most] for cell in block.cells))
        return
    text = block.cells[0]
    for start in range(0, min(len(text), 2 * limits.TEXT_CHARACTERS) or 1, most):
        yield (
            block
            if len(text) <= most
            else replace(block, cells=(text[start : start + most],), gap=block.gap and not start)
        )


def header_blocks(fields: Iterable[tuple[str, str]]) -> Iterator[Block]:
    """The header of a mail: a line each, under the names that Internet mail has for them."""
    for name, value in fields:
        if value:
            yield Block((f"{name}: {value[: limits.HEADER_CHARACTERS]}",))

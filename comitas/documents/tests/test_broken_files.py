"""Files with bytes changed, lost and doubled: each is read or refused in a sentence, and none makes the program fall."""

from __future__ import annotations

import contextlib
import io
import os
import random

import pytest

from comitas.documents.conversion import office
from comitas.documents.conversion.letters import bounded
from comitas.documents.conversion.refused import Refused
from comitas.documents.rules.content import Kind
from comitas.documents.rules.enclosed import Room
from comitas.documents.tests import mails

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
ROUNDS = int(os.environ.get("ROUNDS", "150"))
LETTER = mails.paragraph(mails.run("Request PG/118/2026")) * 20
WHOLE: dict[str, tuple[Kind, bytes]] = {
    "mail": ("mail", mails.forwarded(mails.mail(("a", b"x" * 500), html="<p>x"))),
    "outlook": ("ole", mails.outlook()),
    "zip": ("zip", mails.zipped(("a/b.pdf", b"%PDF" * 500), ("c", b"x" * 3000))),
    "word": ("zip", mails.word(LETTER, header1=f"<w:hdr {mails.W}>{LETTER}</w:hdr>")),
    "open-document": ("zip", mails.open_document("<text:p>a<text:span>b</text:span></text:p>" * 50)),
    "workbook": ("zip", mails.workbook([[number, "x" * number] for number in range(40)])),
}


def broken(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _each in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(made) - 1)
        match chance.randrange(10):
            case 0:
                del made[at : min(at + chance.randrange(200), len(made) - 10)]
            case 1:
                made[at:at] = made[at : at + chance.randrange(200)]
            case _:
                made[at] = chance.choice((0, 255, chance.randrange(256)))
    return bytes(made)


@pytest.mark.filterwarnings("ignore")  # the libraries say what they find wrong in a file
@pytest.mark.parametrize("name", list(WHOLE))
def test_a_broken_file_is_read_or_refused(name: str) -> None:
    kind, whole = WHOLE[name]
    for turn in range(ROUNDS):
        data = broken(whole, random.Random(f"{SEED} {name} {turn}"))
        try:
            with contextlib.suppress(Refused):
                letter = office.opened(io.BytesIO(data), kind, Room())
                assert all(isinstance(one.data, bytes) for one in letter.enclosed)
                assert all(block.cells for block in bounded(letter.blocks, letter.notes))
        except Exception as error:
            raise AssertionError(f"SEED={SEED} {name} {turn}") from error

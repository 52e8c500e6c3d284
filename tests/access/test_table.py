"""The table of the handbook is what the program does."""

from datetime import datetime

import pytest
from django.utils import translation

from comitas.samples import matrix
from comitas.samples.cast import Cast
from comitas.samples.management.commands.need_to_know import PAGES

SIGHT = {
    matrix.OPEN: {"rosa", "ines", "jonas", "karin"},
    matrix.RESTRICTED: {"ines", "karin"},
    matrix.RECUSED: {"rosa", "jonas", "karin"},
    matrix.ELSEWHERE: {"solo"},
}


@pytest.mark.parametrize("language", PAGES)
def test_the_handbooks_page_says_what_the_program_does(cast: Cast, at: datetime, language: str) -> None:
    text = PAGES[language].read_text(encoding="utf-8")
    measured = matrix.measured(cast, matrix.compartments(cast, at))
    with translation.override(language):
        made = matrix.tables(measured)
    assert set(made) == {place[1] for place in matrix.PLACE.findall(text)}
    assert text == matrix.filled(text, made), "Compare, and if the change is meant: bin/comitas manage need_to_know"


def test_who_knows_of_a_case_and_who_decides_in_it(cast: Cast, at: datetime) -> None:
    cells = matrix.measured(cast, matrix.compartments(cast, at)).cells
    seen = {
        kind: {who for (who, _p, k), cell in cells.items() if k == kind and cell != matrix.UNSEEN} for kind in SIGHT
    }
    assert seen == SIGHT
    for permission in ("case:decide", "letter:approve"):
        may = {
            who for (who, p, k), cell in cells.items() if p == permission and cell == matrix.YES and k == matrix.OPEN
        }
        assert may == {"karin"}, "Refusing and approving are the head's alone."

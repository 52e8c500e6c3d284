"""The table of the handbook is what the program does."""

from datetime import datetime
from pathlib import Path

from comitas.samples import matrix
from comitas.samples.cast import Cast

PAGE = Path(__file__).parent.parent.parent / "docs" / "handbook" / "need-to-know.md"
SIGHT = {
    matrix.OPEN: {"rosa", "ines", "jonas", "karin"},
    matrix.RESTRICTED: {"ines", "karin"},
    matrix.RECUSED: {"rosa", "jonas", "karin"},
    matrix.ELSEWHERE: {"solo"},
}


def test_the_handbooks_page_says_what_the_program_does(cast: Cast, at: datetime) -> None:
    found = matrix.page(matrix.measured(cast, matrix.compartments(cast, at)))
    assert found == PAGE.read_text(), (
        "Compare, and if the change is meant: bin/comitas manage need_to_know > docs/handbook/need-to-know.md"
    )


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

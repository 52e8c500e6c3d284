"""The page of the handbook names tests that exist, each in its place, and says plainly what is not met."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.security.points import CHAPTERS, POINTS, Point

ROOT = Path(__file__).resolve().parents[2]


@cache
def named_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(
        one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
    )


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.number)
def test_each_named_test_exists(point: Point) -> None:
    assert [name for file, name in point.tests if name not in named_in(file)] == []


def test_every_test_of_this_folder_stands_in_the_table() -> None:
    named = {name for point in POINTS for _file, name in point.tests}
    ours = {
        name
        for file in (ROOT / "tests" / "security").glob("test_*.py")
        if file.stem != "test_table"
        for name in named_in(f"tests/security/{file.name}")
    }
    assert ours - named <= {"test_kinds_of_cases_are_the_ones_that_access_is_tested_with"}


def test_points_are_in_order_and_none_is_named_twice() -> None:
    numbers = [tuple(map(int, point.number.split("."))) for point in POINTS]
    assert numbers == sorted(set(numbers)) and {str(number[0]) for number in numbers} == set(CHAPTERS)


def test_what_has_no_test_says_why() -> None:
    for point in POINTS:
        assert point.met == ("**" not in point.en) == ("**" not in point.fr), point.number
        assert point.tests or not point.met or point.number == "6.1.1"


def test_the_page_names_every_point() -> None:
    for page in ("docs/handbook/security.md", "docs/handbook/fr/security.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert all(f"| {point.number} |" in text for point in POINTS), page

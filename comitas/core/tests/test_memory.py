"""What a page has read is read once, and only while it is looked at."""

import pytest

from comitas.core import memory


def test_a_page_that_is_looked_at_reads_once() -> None:
    asked: list[int] = []
    with memory.looking():
        assert [memory.once("a", lambda: asked.append(1) or len(asked)) for _time in range(3)] == [1, 1, 1]
    assert len(asked) == 1


def test_what_changes_something_reads_anew() -> None:
    asked: list[int] = []
    assert [memory.once("a", lambda: asked.append(1) or len(asked)) for _time in range(2)] == [1, 2]


def test_the_next_page_knows_nothing_of_the_last() -> None:
    with memory.looking():
        memory.once("a", lambda: 1)
    with memory.looking():
        assert memory.once("a", lambda: 2) == 2


def test_a_refusal_is_not_remembered() -> None:
    def refuse() -> int:
        raise LookupError

    with memory.looking():
        with pytest.raises(LookupError):
            memory.once("a", refuse)
        assert memory.once("a", lambda: 1) == 1

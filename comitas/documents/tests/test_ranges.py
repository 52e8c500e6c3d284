"""Which bytes a browser asks for (RFC 9110, section 14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.documents.rules import ranges


@pytest.mark.parametrize(
    ("header", "size", "found"),
    [
        ("bytes=0-499", 1000, (0, 500)),
        ("bytes=500-", 1000, (500, 1000)),
        ("bytes=-300", 1000, (700, 1000)),
        ("bytes=-3000", 1000, (0, 1000)),
        ("bytes=999-5000", 1000, (999, 1000)),
        ("bytes= 0 - 0", 1000, (0, 1)),
        ("", 1000, None),
        ("bytes=-", 1000, None),
        ("bytes=5-4", 1000, None),
        ("bytes=0-1,5-6", 1000, None),
        ("lines=0-1", 1000, None),
        ("bytes=0-" + "9" * 30, 1000, None),
        ("bytes=٠-٣", 1000, None),
    ],
)
def test_ranges(header: str, size: int, found: tuple[int, int] | None) -> None:
    assert ranges.asked(header, size) == found


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=1000-", 1000), ("bytes=0-", 0), ("bytes=-0", 1000), ("bytes=-5", 0)]
)
def test_a_range_after_the_end_is_refused(header: str, size: int) -> None:
    with pytest.raises(ranges.NotSatisfiable):
        ranges.asked(header, size)


@given(st.text(max_size=30), st.integers(0, 2**40))
def test_whatever_is_asked_lies_in_the_file(header: str, size: int) -> None:
    try:
        found = ranges.asked("bytes=" + header, size)
    except ranges.NotSatisfiable:
        return
    assert found is None or 0 <= found[0] < found[1] <= size

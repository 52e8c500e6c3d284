"""Keyset paging: no row twice, none left out, an index that can be entered, and cursors that make no sense."""

import base64
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from comitas.core.actor import system
from comitas.core.paging import LONGEST_CURSOR, page
from comitas.directory import actions, queries
from comitas.directory.models import Authority
from comitas.directory.rules.entries import AuthorityEntry

BY = system("test")


@pytest.fixture
def enter(cast: Any, at: datetime) -> Callable[[str, str], Authority]:
    def make(state: str, name: str) -> Authority:
        return actions.create_authority(by=BY, at=at, entry=AuthorityEntry(state, name, source="A test"))

    return make


def _page(address: str, size: int = 2) -> Any:
    return page(RequestFactory().get("/" + address), queries.authorities(BY), queries.LISTING, size)


def _all(size: int = 2) -> list[str]:
    names, found = [], _page("", size)
    while True:
        names += [row.name for row in found.rows]
        if not found.older:
            return names
        found = _page(found.older, size)


def test_pages_hold_every_row_once_in_order_both_ways(enter: Any) -> None:
    for state, name in (("XB", "B"), ("XB", "A"), ("XB", "A"), ("XC", "A"), ("XA", "Z")):
        enter(state, name)
    expected = [row.name for row in queries.authorities(BY)]
    assert _all() == expected
    last = _page("")
    while last.older:
        last = _page(last.older)
    back = list(last.rows)
    while last.newer:
        last = _page(last.newer)
        back = [*last.rows, *back]
    assert [row.name for row in back] == expected


def test_the_first_column_is_bounded_so_that_the_index_is_entered_there(enter: Any) -> None:
    enter("XC", "A")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        _page(_page("").older)
    asked = seen.captured_queries[-1]["sql"]
    assert '"directory_authority"."state_id" >= ' in asked
    with CaptureQueriesContext(connection) as seen:
        _page(_page(_page("").older).newer)
    assert '"directory_authority"."state_id" <= ' in seen.captured_queries[-1]["sql"]


@pytest.mark.parametrize("sign", ["q", "“", "部", "𐎠"])
def test_the_longest_name_fits_a_cursor(enter: Any, sign: str) -> None:
    enter("XA", sign * 300)
    enter("XA", sign * 299)
    expected = [row.name for row in queries.authorities(BY)]
    assert _all(1) == expected
    assert max(len(found.older) for found in [_page("", 1)]) < LONGEST_CURSOR * 3


@pytest.mark.parametrize(
    "keys",
    [["XB", "a\x00b", "0190a000-0000-7000-8000-000000000000"], ["XB", "\ud800", "0190a000-0000-7000-8000-000000000000"],
     ["XB", "a"], {"a": 1}, ["XB", [], "x"], [None, None, None], "XB", ["XB", "A", "no id"]],
)  # fmt: skip
def test_a_cursor_that_makes_no_sense_shows_the_first_page(cast: Any, keys: Any) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(keys).encode()).decode()
    assert [row.pk for row in _page(f"?after={cursor}").rows] == [row.pk for row in _page("").rows]
    assert _page(f"?before={'A' * (LONGEST_CURSOR + 1)}").newer == ""

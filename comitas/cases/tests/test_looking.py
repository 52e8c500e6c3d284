"""A case is fetched once for a page that is looked at, by reader, and anew for one that changes it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from comitas.cases import actions, queries
from comitas.cases.tests.building import open_case, restricted_case
from comitas.core import memory
from comitas.core.refusals import NotThere
from comitas.samples.cast import Cast


def test_a_case_is_fetched_once_while_it_is_looked_at(
    cast: Cast, at: datetime, django_assert_num_queries: Callable[..., Any]
) -> None:
    case = open_case(cast, at)
    with memory.looking():
        first = queries.case(cast.ines, case.pk)
        with django_assert_num_queries(0):
            assert queries.case(cast.ines, case.pk) is first


def test_another_reader_is_asked_for_anew(cast: Cast, at: datetime) -> None:
    case = restricted_case(cast, at)
    with memory.looking():
        queries.case(cast.karin, case.pk)
        with pytest.raises(NotThere):
            queries.case(cast.rosa, case.pk)


def test_what_changes_a_case_sees_the_change(cast: Cast, at: datetime) -> None:
    case = open_case(cast, at)
    before = queries.case(cast.ines, case.pk)
    actions.change_case(by=cast.ines, at=at, case=case.pk, version=before.version, facts="Paid.")
    assert queries.case(cast.ines, case.pk).facts == "Paid."

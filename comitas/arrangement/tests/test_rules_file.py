"""The file of an arrangement: what is written is read again, and every fault is named by its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.arrangement.rules import difference, file

DAYS: dict[str, Any] = {
    "country": "CH", "region": "ZH", "rest": [5, 6], "lengths": {}, "switched": {},
    "days": [{"day": "2026-12-24", "works": False, "name": "Eve"}],
}  # fmt: skip


def written(**subjects: Any) -> bytes:
    return file.write({name.replace("_", "-"): body for name, body in subjects.items()}, authority="Arland", made="now")


def faults(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(file.Broken) as broken:
        file.read(data)
    return broken.value.faults


def test_what_is_written_is_read() -> None:
    assert file.read(written(working_days=DAYS, clauses=[])) == {"working-days": DAYS, "clauses": []}


def test_the_same_arrangement_is_the_same_bytes() -> None:
    assert written(working_days=DAYS) == written(working_days=dict(reversed(DAYS.items())))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"rest": [7]}, "subjects/working-days/rest/0"),
        ({"country": 3}, "subjects/working-days/country"),
        ({"days": [{"day": "24/12/2026", "works": False, "name": "Eve"}]}, "subjects/working-days/days/0/day"),
        ({"unknown": 1}, "subjects/working-days"),
        ({"region": "a\0"}, "subjects/working-days/region"),
    ],
)
def test_each_fault_is_named_by_its_place(change: dict[str, Any], place: str) -> None:
    assert [where for where, _what in faults(written(working_days=DAYS | change))] == [place]


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"{}", b"null", b"[" * 50_000, b"{" * 39 + b"}" * 39, b"1" * 5_000]
)
def test_what_is_no_arrangement_is_refused(data: bytes) -> None:
    assert faults(data)


def test_a_file_that_is_too_large_is_not_looked_into() -> None:
    assert faults(b" " * (file.MOST_BYTES + 1)) == [("", f"more than {file.MOST_BYTES} bytes")]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_any_json_is_read_or_refused_with_a_place(found: Any) -> None:
    assert faults(json.dumps({"comitas": "arrangement", "format": 1, "subjects": {"working-days": found}}).encode())


def test_a_difference_is_new_changed_or_gone() -> None:
    other = DAYS | {"country": "", "region": "BE", "lengths": {"x": 3}}
    found = {one.what: one.sort for one in difference.differences("working-days", DAYS, other)}
    assert found == {"country": "gone", "region": "changed", "x": "new"}


def test_texts_are_compared_as_their_app_keeps_them() -> None:
    clause = {
        "name": " A  b ",
        "article": "",
        "replaces": "",
        "offered": True,
        "kinds": [],
        "texts": {"en": "x\r\ny \n", "fr": " "},
    }
    wording = {"kind": "answer", "language": "en", "form": "text", "subject": "S ", "body": "one \r\ntwo\r\n"}
    head = {"words": {"en": {"name": "The  Authority \r\n", "head": ""}, "fr": {"name": ""}}, "emblem": ""}
    found = difference.plain({"clauses": [clause], "wordings": [wording], "letterhead": head})
    assert found["clauses"] == [{**clause, "name": "A b", "texts": {"en": "x\ny"}}]
    assert found["wordings"] == [{**wording, "subject": "S", "body": "one\ntwo"}]
    assert found["letterhead"]["words"] == {"en": {"name": "The  Authority"}}


def test_a_requirement_is_named_by_its_rule() -> None:
    after = {"title": "T", "rules": [{"id": "arland.stamp"}, {"id": "uncac.46-15", "level": "M"}]}
    assert [
        one.what for one in difference.differences("requirements", {**after, "rules": after["rules"][:1]}, after)
    ] == ["uncac.46-15"]


def test_two_long_texts_that_begin_alike_differ() -> None:
    one, other = ({"words": {"en": {"name": "x" * 500 + end}}, "emblem": ""} for end in "ab")
    assert [d.sort for d in difference.differences("letterhead", one, other)] == ["changed"]

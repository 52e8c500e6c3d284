"""The lines of the register are written without a template: whatever comes from a case is text there, and never markup."""

from typing import Any

import pytest

from comitas.desk.presenters.register_lines import lines

HOSTILE = "\"><script>alert('x')</script>&amp;"
WRITTEN = "&quot;&gt;&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;amp;"
PLAIN: dict[str, Any] = {
    "key": "k", "number": "2026/0001", "url": "/cases/k/", "state": "Borland", "kind": "Request", "title": "Title", "persons": "Somebody",
    "tags": [{"words": "Urgent", "colour": "ochre"}], "old": "17/3", "stands": {"words": "1 sent", "colour": "sea"}, "received": "3 Mar 2026",
    "due": {"css": "soon", "day": "8 Dec 2026"}, "officer": "Ines Marlow",
}  # fmt: skip
NESTED: dict[str, Any] = {
    "tags": [{"words": HOSTILE, "colour": HOSTILE}],
    "stands": {"words": HOSTILE, "colour": HOSTILE},
    "due": {"css": HOSTILE, "day": HOSTILE},
}


@pytest.mark.parametrize("name", PLAIN)
def test_whatever_comes_from_a_case_is_escaped(name: str) -> None:
    shown = lines([PLAIN | {name: NESTED.get(name, HOSTILE)}], choosing=True)
    assert WRITTEN in shown and "<script" not in shown


def test_a_number_alone_is_escaped_too_also_in_the_way_to_emergency_access() -> None:
    shown = lines([{"number": HOSTILE}], may_break=True)
    assert WRITTEN in shown and "<script" not in shown and "number=%22%3E%3Cscript%3E" in shown


def test_what_is_not_there_leaves_no_trace_and_what_is_ticked_is_ticked() -> None:
    bare = lines([PLAIN | {"old": "", "persons": "", "tags": [], "due": None}])
    assert "cm-cell__small" not in bare and "cm-cell--empty" in bare and "checkbox" not in bare
    assert " checked" in lines([PLAIN], choosing=True, ticked=["k"])
    assert " checked" not in lines([PLAIN], choosing=True)

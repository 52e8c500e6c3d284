"""The hashed bytes: they read back to what was written, and nothing else reads."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.ledger.rules import canonical, kinds

texts = st.text(st.characters(codec="utf-8"), max_size=20)
payloads = st.dictionaries(
    texts,
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts | st.lists(texts, max_size=3),
    max_size=5,
)
times = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))


def content(**changes: Any) -> canonical.Content:
    at = datetime(2026, 3, 3, 8, 14, 0, 5, tzinfo=UTC)
    plain = canonical.Content(
        id=7,
        chain=UUID(int=3),
        number=2,
        kind="case.opened",
        version=1,
        compartment=UUID(int=3),
        case=None,
        part=None,
        actor="user:3",
        recorded_at=at,
        effective_at=at,
        payload={"b": 1, "a": "é"},
        personal_digest=None,
        previous=bytes(32),
    )
    return replace(plain, **changes)


@given(payloads, times, times, st.binary(min_size=32, max_size=32))
def test_what_is_encoded_decodes_to_the_same(
    payload: dict, recorded: datetime, effective: datetime, digest: bytes
) -> None:
    written = content(payload=payload, recorded_at=recorded, effective_at=effective, personal_digest=digest)
    assert canonical.decode(canonical.encode(written)) == written


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.replace(b'"id":7', b'"id": 7'),
        lambda b: b.replace(b'"format":1', b'"format":2'),
        lambda b: b[:-1],
        lambda b: b.replace(b'"actor":"user:3",', b""),
        lambda b: b"[]",
        lambda b: b"",
    ],
)
def test_other_bytes_are_refused(change) -> None:
    with pytest.raises(canonical.NotCanonical):
        canonical.decode(change(canonical.encode(content())))


def test_floats_have_no_place_in_a_line() -> None:
    stored = canonical.encode(content(payload={"sum": 610000}))
    assert b'"sum":610000' in stored


def test_equal_personal_values_have_different_digests() -> None:
    one, two = (canonical.personal_bytes({"name": "Tomas Verrin"}) for _ in range(2))
    assert canonical.digest(one) != canonical.digest(two)
    assert canonical.personal_values(one) == canonical.personal_values(two) == {"name": "Tomas Verrin"}


def test_an_old_line_is_read_through_its_upcasters() -> None:
    kind = kinds.Kind(
        "thing.done", "Done.", 3, {1: lambda p: {**p, "two": 2}, 2: lambda p: {**p, "three": p["two"] + 1}}
    )
    assert kinds.upcast(kind, 1, {"one": 1}) == {"one": 1, "two": 2, "three": 3}
    assert kinds.upcast(kind, 3, {}) == {}


def test_a_kind_without_its_upcasters_is_refused() -> None:
    with pytest.raises(ValueError, match="upcaster"):
        kinds.declare("thing.half-done", "Half done.", version=2)


def test_an_undeclared_kind_is_unknown() -> None:
    with pytest.raises(kinds.UnknownKind):
        kinds.named("thing.never-declared")

"""Bytes at rest: what was written comes back, and whatever was done to the file behind our back is noticed."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comitas.core import sealing
from comitas.core.ids import new_id
from comitas.documents import store

SEGMENT = 16
WHOLE = SEGMENT + sealing.OVERHEAD
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def object_of(size: int) -> store.Sealed:
    return store.Sealed(new_id(), size, sealing.new_key(), SEGMENT)


def written(data: bytes) -> store.Sealed:
    made = object_of(len(data))
    store.write(made, data)
    return made


def content(made: store.Sealed, start: int = 0, stop: int | None = None) -> bytes:
    return b"".join(store.read(made, start, stop))


@quick
@given(st.binary(max_size=5 * SEGMENT))
def test_it_comes_back(data: bytes) -> None:
    made = written(data)
    assert content(made) == data
    assert store.path(made.id).stat().st_size == made.sealed_length(len(data))
    store.verify(made, hashlib.sha256(data).digest())


@quick
@given(st.binary(min_size=1, max_size=5 * SEGMENT), st.integers(0, 100), st.integers(0, 100))
def test_any_range_comes_back(data: bytes, start: int, length: int) -> None:
    made = written(data)
    assert content(made, start, start + length) == data[start : start + length]


@quick
@given(st.data())
def test_it_grows_by_whole_segments_and_a_broken_attempt_is_overwritten(data: Any) -> None:
    whole = data.draw(st.binary(min_size=1, max_size=6 * SEGMENT))
    made = object_of(len(whole))
    store.create(made.id)
    offset = 0
    while offset < len(whole):
        if data.draw(st.booleans()):
            with store.path(made.id).open("ab") as file:
                file.write(data.draw(st.binary(max_size=2 * WHOLE)))
        length = SEGMENT * data.draw(st.integers(1, 3))
        store.append(made, offset, whole[offset : offset + length])
        offset += length
    assert content(made) == whole


def test_nothing_is_in_clear() -> None:
    made = written(b"Harbour Lantern." * 4)
    assert b"Harbour" not in store.path(made.id).read_bytes()


def test_nothing_is_overwritten() -> None:
    made = written(b"first")
    with pytest.raises(FileExistsError):
        store.write(made, b"other")
    assert content(made) == b"first"


def test_a_later_part_needs_the_earlier_ones() -> None:
    made = object_of(3 * SEGMENT)
    store.create(made.id)
    with pytest.raises(store.Damaged):
        store.append(made, SEGMENT, bytes(SEGMENT))


def test_an_empty_object_that_lost_its_segment_is_noticed() -> None:
    made = written(b"")
    assert content(made) == b""
    store.path(made.id).write_bytes(b"")
    with pytest.raises(store.Damaged):
        content(made)


def cut_tail(raw: bytes) -> bytes:
    return raw[:-1]


def cut_last_segment(raw: bytes) -> bytes:
    return raw[: 3 * WHOLE]


def append_segment(raw: bytes) -> bytes:
    return raw + raw[:WHOLE]


def swap_segments(raw: bytes) -> bytes:
    return raw[WHOLE : 2 * WHOLE] + raw[:WHOLE] + raw[2 * WHOLE :]


def repeat_segment(raw: bytes) -> bytes:
    return raw[:WHOLE] * 2 + raw[2 * WHOLE :]


def flip_bit(raw: bytes) -> bytes:
    return raw[:40] + bytes([raw[40] ^ 1]) + raw[41:]


@pytest.mark.parametrize(
    "tamper", [cut_tail, cut_last_segment, append_segment, swap_segments, repeat_segment, flip_bit]
)
def test_tampering_is_noticed(tamper: Callable[[bytes], bytes]) -> None:
    made = written(bytes(range(64)))
    place = store.path(made.id)
    place.write_bytes(tamper(place.read_bytes()))
    with pytest.raises(store.Damaged):
        content(made)


def test_a_shorter_life_of_the_same_object_is_noticed() -> None:
    """Cut at a segment and described as smaller: the last segment left was not sealed as a last one."""
    made = written(bytes(4 * SEGMENT))
    shorter = store.Sealed(made.id, 3 * SEGMENT, made.key, SEGMENT)
    place = store.path(made.id)
    place.write_bytes(place.read_bytes()[: 3 * WHOLE])
    with pytest.raises(store.Damaged):
        content(shorter)


def test_a_segment_of_another_object_under_the_same_key_does_not_open() -> None:
    one = written(bytes(64))
    other = store.Sealed(new_id(), 64, one.key, SEGMENT)
    store.write(other, bytes(64))
    raw, foreign = store.path(one.id).read_bytes(), store.path(other.id).read_bytes()
    store.path(one.id).write_bytes(foreign[:WHOLE] + raw[WHOLE:])
    with pytest.raises(store.Damaged):
        content(one)


def test_other_bytes_than_were_kept_are_noticed() -> None:
    made = written(b"as it came")
    with pytest.raises(store.Damaged):
        store.verify(made, bytes(32))


def test_a_file_that_is_gone_is_noticed_and_removing_twice_is_nothing() -> None:
    made = written(b"x")
    store.remove(made.id)
    store.remove(made.id)
    with pytest.raises(store.Damaged):
        store.read(made)


def test_files_are_private_and_spread(objects: Path, files: Callable[[], list[Path]]) -> None:
    made = written(b"x")
    (place,) = files()
    assert place == objects / made.id.hex[-2:] / str(made.id)
    assert place.stat().st_mode & 0o077 == 0 and place.parent.stat().st_mode & 0o077 == 0


def test_it_lists_old_files_and_passes_over_foreign_ones(objects: Path) -> None:
    made = written(b"x")
    (store.path(made.id).parent / "README").write_text("not ours")
    (objects / "lost+found").mkdir()
    at = store.path(made.id).stat().st_mtime
    assert list(store.lying_since(at + 1)) == [made.id]
    assert list(store.lying_since(at)) == []

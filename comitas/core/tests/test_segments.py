"""Streams sealed in segments: whole, or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.core import sealing, segments

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "SEGMENT_BYTES", 16)


class Dribble(io.BytesIO):
    """A pipe: it gives less than was asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 5))


def seal(plain: bytes) -> list[bytes]:
    return list(segments.sealed(Dribble(plain), KEY, b"dump"))


def opened(sealed: bytes, key: bytes = KEY, name: bytes = b"dump") -> bytes:
    return b"".join(segments.opened(Dribble(sealed), key, name))


@pytest.mark.parametrize("length", [0, 1, 15, 16, 17, 31, 32, 33, 160])
def test_what_was_sealed_opens(length: int) -> None:
    plain = bytes(n % 251 for n in range(length))
    sealed = seal(plain)
    assert len(sealed) == max(1, -(-length // 16))
    assert opened(b"".join(sealed)) == plain


@pytest.mark.parametrize("what", ["cut", "cut inside", "swapped", "repeated", "appended", "nothing"])
def test_what_was_meddled_with_does_not_open(what: str) -> None:
    parts = seal(bytes(48))
    meddled = {
        "cut": parts[:-1],
        "cut inside": [*parts[:-1], parts[-1][:-1]],
        "swapped": [parts[1], parts[0], parts[2]],
        "repeated": [parts[0], parts[0], parts[2]],
        "appended": [*parts, parts[2]],
        "nothing": [],
    }
    with pytest.raises(sealing.SealBroken):
        opened(b"".join(meddled[what]))


@given(place=st.integers(0, 103), bit=st.integers(0, 7))
def test_a_flipped_bit_is_found(place: int, bit: int) -> None:
    sealed = bytearray(b"".join(seal(bytes(20))))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(sealing.SealBroken):
        opened(bytes(sealed))


def test_another_key_or_name_does_not_open_it() -> None:
    sealed = b"".join(seal(b"plain"))
    for key, name in ((bytes(32), b"dump"), (KEY, b"other")):
        with pytest.raises(sealing.SealBroken):
            opened(sealed, key, name)

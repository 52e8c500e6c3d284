"""What a sender calls a file is a claim."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.documents.rules import names


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Request 12.pdf", "Request 12.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\letter.pdf", "letter.pdf"),
        ("..", "unnamed"),
        ("/", "unnamed"),
        ("", "unnamed"),
        ("  .hidden. ", "hidden"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\ud800x.pdf", "x.pdf"),
        ("e\u0301.pdf", "\u00e9.pdf"),
        ("نامه\u200cها.pdf", "نامه\u200cها.pdf"),
        ("Запрос о помощи.pdf", "Запрос о помощи.pdf"),
        ("x" * 4000 + ".pdf", "x" * 176 + ".pdf"),
        ("x" * 4000, "x" * 180),
        ("a." + "x" * 4000, "a." + "x" * 178),
    ],
)
def test_it_keeps_what_people_read(given_name: str, kept: str) -> None:
    assert names.cleaned(given_name) == kept


@given(st.text(alphabet=st.characters(), max_size=400))
def test_it_is_safe_and_settled(name: str) -> None:
    kept = names.cleaned(name)
    assert 0 < len(kept) <= names.LONGEST
    assert not set("/\\\0\r\n\u202a\u202e\u2066\u2069\u200f") & set(kept)
    assert kept.encode() and unicodedata.is_normalized("NFC", kept)
    assert names.cleaned(kept) == kept

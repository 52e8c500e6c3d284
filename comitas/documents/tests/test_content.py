"""Kinds are judged by content; every refusal and note has its sentence."""

import pytest

from comitas.documents.rules import content, refusals
from comitas.documents.tests import samples


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "pdf"),
        (b"junk before\n%PDF-1.4", "pdf"),
        (b" " * 1024 + b"%PDF-1.4", "other"),
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"Received: from a\r\n by b;\r\nFrom: x\r\nSubject: %PDF-1.7\r\n\r\nText: of a mail\r\n", "mail"),
        (b"From sender Thu Mar 12\nReturn-Path: <a>\nDate: x\n\ntext", "mail"),
        (b"\xef\xbb\xbfFrom: a\nMIME-Version: 1.0\n\n", "mail"),
        (b"Received: " + b"x" * 7000 + b"\nMessage-ID: <1>\n" + b"X-Long: " + b"y" * 9000, "mail"),
        (b"From: Rosa\nTo: Ines\nDate: today\nSubject: a memo typed by hand\n\n", "other"),
        (b"Received: a\nMessage-ID: <1>\nno field\n\n", "other"),
        (b" Received: a\nMessage-ID: <1>\n\n", "other"),
        (b"<html>\nReceived: a\nMessage-ID: <1>\n", "other"),
        (b"\xff\xd8\xff\xe0%PDF-1.4", "jpeg"),
        (b"II*\0rest", "tiff"),
        (b"MM\0*rest", "tiff"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"<html>", "other"),
    ],
)
def test_kind_by_first_bytes(head: bytes, kind: str) -> None:
    assert content.kind_of(head) == kind


@pytest.mark.parametrize("kind", ["TIFF", "JPEG", "PNG"])
def test_what_pillow_writes_is_recognised(kind: str) -> None:
    assert content.kind_of(samples.encoded(samples.picture(), kind)) == kind.lower()


def test_every_code_has_a_sentence() -> None:
    assert set(refusals.SENTENCES) == set(refusals.CODES)
    assert all(sentence.endswith(".") for sentence in refusals.SENTENCES.values())


def test_a_note_may_carry_a_number() -> None:
    assert refusals.note_parts("pages-left-out:200") == ("pages-left-out", 200)
    assert refusals.note_parts("signed") == ("signed", 0)

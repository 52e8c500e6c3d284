"""Mails as files: what is shown of them, what comes out of them, and what hostile ones come to."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comitas.documents.conversion import htmltext, mail, office, outlook
from comitas.documents.conversion.refused import Refused
from comitas.documents.rules import content, limits
from comitas.documents.rules.enclosed import Enclosed, Room
from comitas.documents.tests import mails, msgfile, samples


def opened(data: bytes, room: Room | None = None) -> tuple[list[str], list[Enclosed], list[str]]:
    """Lines, files and notes of a mail."""
    held = room or Room()
    letter = office.opened(io.BytesIO(data), content.kind_of(data[: content.HEAD_BYTES]), held)
    files = list(letter.enclosed)
    lines = [" | ".join(block.cells) for block in letter.blocks]
    return lines, files, letter.notes + held.notes()


def test_header_text_and_files() -> None:
    lines, files, notes = opened(mails.mail(("letter.pdf", b"%PDF-1.7"), ("note.txt", b"note")))
    assert lines == [
        f"From: {mails.SENDER}",
        "To: Central Authority of Arland <ca@ar.example>",
        "Date: Thu, 12 Mar 2026 09:14:00 +0100",
        "Subject: Request PG/118/2026",
        "Message-ID: <118@prosecutor.bo.example>",
        "In-Reply-To: <77@ar.example>",
        "Dear colleagues,",
        "with reference to your letter of 1 March 2026 we ask for the bank records of account EE38 2200 2210 2014 5685.",
        "Ana Korvin",
    ]
    assert [(one.place, one.name, one.data) for one in files] == [
        (1, "letter.pdf", b"%PDF-1.7"),
        (2, "note.txt", b"note"),
    ]
    assert notes == []


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_forwarded_mail_comes_out_to_the_byte(ends: bytes) -> None:
    inner = mails.mail(("x.bin", bytes(range(256)))).replace(b"\r\n", b"\n").replace(b"\n", ends)
    _lines, files, _notes = opened(mails.forwarded(inner))
    assert [one.data for one in files] == [inner] and files[0].name == "Request PG_118_2026.eml".replace("_", "-")


def test_of_two_forms_the_plain_text_is_taken_unless_it_is_empty() -> None:
    markup = "<p>Formatted</p>"
    assert "Dear colleagues," in opened(mails.mail(html=markup))[0]
    lines = opened(mails.mail(body="\n", html=markup))[0]
    assert lines[-1] == "Formatted"


def test_html_is_text_that_runs_nothing_and_loads_nothing() -> None:
    markup = (
        "<html><head><title>t</title><style>p{background:url(http://t.example/s.css)}</style></head>"
        "<body onload='steal()'><h1>Request</h1><p>First&nbsp;line<br>second</p><script>alert('x')</script>"
        "<img src='https://t.example/pixel.gif' alt='Seal'><table><tr><td>Account</td><td>4471</td></tr></table>"
        "<a href='javascript:run()'>link</a><iframe src='//t.example'>frame</iframe></body></html>"
    )
    text, notes = htmltext.text_of(markup)
    assert text.split("\n") == ["Request", "", "First line", "second", "", "[Seal]", "", "Account 4471", "", "link"]
    assert notes == {"active-content", "remote-content"}


@pytest.mark.parametrize(
    "markup", ["<script>never closed", "<" * 100_000, "<p>" * 50_000 + "deep", "<!--" * 1000, "<a b='" + "x" * 10**6]
)
def test_broken_markup_ends(markup: str) -> None:
    text, _notes = htmltext.text_of(markup)
    assert isinstance(text, str)


@pytest.mark.parametrize(
    ("charset", "data", "said", "guessed"),
    [
        ("utf-8", "évêché".encode(), "évêché", False),
        ("koi8-r", "прокуратура".encode("koi8-r"), "прокуратура", False),
        ("us-ascii", "évêché".encode(), "évêché", True),
        ("utf-8", "évêché".encode("cp1252"), "évêché", True),
        ("no-such-set", b"plain", "plain", True),
        ("rot13", b"plain", "plain", True),
        ("unicode_escape\0", b"plain", "plain", True),
    ],
)
def test_a_character_set_that_lies_is_noted(charset: str, data: bytes, said: str, guessed: bool) -> None:
    head = f'From: a@b.example\nMessage-ID: <1@b>\nContent-Type: text/plain; charset="{charset}"\n\n'.encode()
    lines, _files, notes = opened(head + data)
    assert lines[-1] == said and ("charset-guessed" in notes) == guessed


def test_headers_in_any_encoding_are_shown() -> None:
    assert mail.decoded("=?utf-8?q?=C3=89v=C3=AAch=C3=A9?= office") == "Évêché office"
    assert mail.decoded("=?no-such?b?4pyT?=") == "✓"
    assert mail.decoded("=?utf-8?b?%%%?=") == "=?utf-8?b?%%%?="
    assert mail.decoded("\udcc3\udca9t\udcc3\udca9") == "été"


def test_a_huge_header_is_cut() -> None:
    data = b"From: " + b"a@b.example, " * 200_000 + b"\nMessage-ID: <1@b>\nReceived: x\n\ntext"
    lines, _files, _notes = opened(b"Message-ID: <1@b>\nReceived: x\n" + data)
    assert max(map(len, lines)) <= limits.HEADER_CHARACTERS + 10 and lines[-1] == "text"


def test_ten_thousand_attachments_are_bounded_and_counted() -> None:
    part = b'--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\nx\n'
    data = (
        b"From: a@b.example\nMessage-ID: <1@b>\nContent-Type: multipart/mixed; boundary=b\n\n"
        + part * 10_000
        + b"--b--\n"
    )
    _lines, files, notes = opened(data)
    assert len(files) == limits.ENCLOSED and notes == [f"enclosed-too-many:{10_000 - limits.ENCLOSED}"]


def test_more_parts_than_any_mail_has_are_refused() -> None:
    part = b"--b\nContent-Type: text/plain\n\nx\n" * (limits.MAIL_PARTS + 1)
    with pytest.raises(Refused) as refused:
        opened(b"From: a@b.example\nMessage-ID: <1@b>\nContent-Type: multipart/mixed; boundary=b\n\n" + part)
    assert refused.value.code == "too-many-members"


def test_parts_in_parts_without_end_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        opened(mails.nested_parts(3000))
    assert refused.value.code == "too-deep"


def test_what_lies_deep_or_is_too_large_stays_inside() -> None:
    data = mails.mail(("a", b"x" * 100), ("b", b"y"))
    assert opened(data, Room(deep=True))[1:] == ([], ["enclosed-too-deep:2"])
    _lines, files, notes = opened(data, Room(size=50))
    assert [one.name for one in files] == ["b"] and files[0].place == 2 and notes == ["enclosed-too-large:1"]


@pytest.mark.parametrize("cut", [10, 200, 500, 700, 900])
def test_a_truncated_mail_is_read_as_far_as_it_goes(cut: int) -> None:
    data = mails.mail(("letter.pdf", samples.text_pdf()))
    letter = mail.opened(io.BytesIO(data[:cut]), Room())
    assert all(isinstance(one.data, bytes) for one in letter.enclosed) and list(letter.blocks) is not None


def test_names_that_are_missing_or_broken_do_no_harm() -> None:
    made = mails.message()
    made.add_attachment(b"x", maintype="image", subtype="png")
    made.add_attachment(b"y", maintype="application", subtype="octet-stream", filename="../../etc/passwd")
    data = made.as_bytes() + b""
    _lines, files, _notes = opened(data)
    assert [one.name for one in files] == ["1.png", "../../etc/passwd"]  # the keeper makes names of them
    broken = (
        b"From: a@b.example\nMessage-ID: <1@b>\nContent-Disposition: attachment; filename*=x'y'%ff%; filename*1=z\n\nx"
    )
    assert len(opened(broken)[1]) == 1


def test_an_encrypted_mail_says_where_its_content_is() -> None:
    made = EmailMessage()
    made["From"], made["Message-ID"] = "a@b.example", "<1@b.example>"
    made.set_content(b"\x30\x80", maintype="application", subtype="pkcs7-mime", filename="smime.p7m")
    _lines, files, notes = opened(made.as_bytes())
    assert [one.name for one in files] == ["smime.p7m"] and notes == ["sealed-mail"]


@given(st.binary(max_size=600))
def test_any_bytes_after_a_header_are_a_mail(data: bytes) -> None:
    letter = mail.opened(io.BytesIO(b"From: a@b.example\nMessage-ID: <1@b>\n" + data), Room())
    assert all(one.data is not None for one in letter.enclosed) and list(letter.blocks)


def test_a_mail_of_outlook() -> None:
    lines, files, notes = opened(mails.outlook())
    assert lines[:2] == ['From: "Ana Korvin" <legal@prosecutor.bo.example>', "To: Central Authority of Arland"]
    assert "Subject: Request PG/118/2026" in lines and "Ana Korvin" in lines
    assert [(one.name, one.data) for one in files] == [
        ("letter.pdf", samples.text_pdf()),
        ("..\\..\\note.txt", b"note"),
    ]
    assert notes == ["enclosed-embedded:1"]


def test_a_mail_of_outlook_with_the_header_of_its_servers_and_only_html() -> None:
    header = f"From: {mails.SENDER}\r\nDate: Thu, 12 Mar 2026 09:14:00 +0100\r\n"
    lines, _files, _notes = opened(msgfile.message({0x007D: header, 0x1013: b"<p>In <b>HTML</b></p>", 0x3FDE: 65001}))
    assert lines == [f"From: {mails.SENDER}", "Date: Thu, 12 Mar 2026 09:14:00 +0100", "In HTML"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (msgfile.compound({"WordDocument": b"x" * 5000}), "not-convertible"),
        (msgfile.compound({"EncryptedPackage": b"x"}), "encrypted"),
        (msgfile.compound({"__properties_version1.0": b"short"}), "damaged"),
        (mails.outlook()[:700], "damaged"),
        (mails.outlook()[:600] + b"\xff" * 4000, "damaged"),
    ],
    ids=["old-word", "locked", "no-properties", "truncated", "garbage"],
)
def test_other_compound_files_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        outlook.opened(io.BytesIO(data), Room())
    assert refused.value.code == code

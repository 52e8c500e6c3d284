"""Mails, archives and Office files made on the spot: ordinary ones and hostile ones."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import openpyxl

from comitas.documents.tests import msgfile, samples

SENDER = "Office of the Prosecutor General of Borland <legal@prosecutor.bo.example>"
BODY = """Dear colleagues,

with reference to your letter of 1 March 2026 we ask for the bank
records of account EE38 2200 2210 2014 5685.

Ana Korvin
"""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def message(body: str = BODY, subject: str = "Request PG/118/2026", html: str = "") -> EmailMessage:
    made = EmailMessage()
    made["Received"] = "from mx.bo.example by mail.ar.example; Thu, 12 Mar 2026 09:14:02 +0100"
    made["From"], made["To"] = SENDER, "Central Authority of Arland <ca@ar.example>"
    made["Date"], made["Subject"] = "Thu, 12 Mar 2026 09:14:00 +0100", subject
    made["Message-ID"], made["In-Reply-To"] = "<118@prosecutor.bo.example>", "<77@ar.example>"
    made.set_content(body)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def mail(*files: tuple[str, bytes], body: str = BODY, html: str = "") -> bytes:
    """A mail with these attached files (name, bytes)."""
    made = message(body, html=html)
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def forwarded(inner: bytes, depth: int = 1) -> bytes:
    """A mail in a mail, *depth* times, each as an attached message."""
    for _ in range(depth):
        inner = (
            b"From: a@b.example\r\nMessage-ID: <f@b.example>\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/mixed; boundary="=%d="\r\n\r\n--=%d=\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n'
            b"--=%d=\r\nContent-Type: message/rfc822\r\n\r\n%b\r\n--=%d=--\r\n"
        ) % (len(inner), len(inner), len(inner), inner, len(inner))
    return inner


def nested_parts(depth: int) -> bytes:
    """A mail whose parts lie in parts, *depth* deep."""
    heads = [
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number) for number in range(depth)
    ]
    return b"From: a@b.example\r\nMessage-ID: <n@b.example>\r\n" + b"".join(heads) + b"\r\ndeep\r\n"


def outlook() -> bytes:
    """A mail of Outlook with a file, one whose name is a path, and a mail of Outlook inside."""
    return msgfile.message(
        {
            0x001A: "IPM.Note", 0x0037: "Request PG/118/2026", 0x1000: BODY.replace("\n", "\r\n"), 0x0C1A: "Ana Korvin",
            0x0C1F: "legal@prosecutor.bo.example", 0x0E04: "Central Authority of Arland", 0x1035: "<118@bo.example>",
        },
        (
            {0x3701: samples.text_pdf(), 0x3707: "letter.pdf", 0x3705: 1},
            {0x3701: b"note", 0x3707: "..\\..\\note.txt", 0x3705: 1},
            {0x3707: "inner", 0x3705: 5},
        ),
    )  # fmt: skip


def zipped(*members: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as held:
        for name, data in members:
            held.writestr(name, data)
    return file.getvalue()


def locked_zip() -> bytes:
    """A ZIP whose members say that they are encrypted."""
    data = bytearray(zipped(("a.txt", b"secret"), ("b.txt", b"secret")))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def zip_bomb(size: int = 200 * 1024 * 1024) -> bytes:
    """A ZIP of some 200 kB that grows to *size*."""
    return zipped(("zeros", bytes(size)))


def overlapping_zip() -> bytes:
    """Ten names for one and the same packed member."""
    first = zipped(("a.txt", b"x" * 5000))
    at = first.find(b"PK\x01\x02")
    entry = first[at : first.rfind(b"PK\x05\x06")]
    end = bytearray(first[first.rfind(b"PK\x05\x06") :])
    end[8:10] = end[10:12] = (10).to_bytes(2, "little")
    end[12:16] = (10 * len(entry)).to_bytes(4, "little")
    return first[:at] + entry * 10 + bytes(end)


def lying_zip() -> bytes:
    """A member that grows to more than it declares."""
    data = bytearray(zipped(("a.txt", b"x" * 500_000)))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def word(body: str, macros: bool = False, **parts: str) -> bytes:
    """A Word file with this XML as its body; further parts by name without ending ("header1")."""
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="{DOCX}"/></Types>'
    members = [
        ("[Content_Types].xml", types),
        ("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"),
    ]
    members += [(f"word/{name}.xml", text) for name, text in parts.items()]
    members += [("word/vbaProject.bin", "macro")] if macros else []
    return zipped(*((name, text.encode()) for name, text in members))


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def open_document(body: str, styles: str = "", kind: str = "text", manifest: str = "") -> bytes:
    """An OpenDocument file with this XML as its text."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    content = f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    held = f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</m:manifest>'
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return zipped(
        ("mimetype", mimetype.encode()), ("content.xml", content.encode()), ("META-INF/manifest.xml", held.encode())
    )


def workbook(rows: list[list[object]], hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Statement"
    for row in rows:
        book.active.append(row)
    if hidden:
        other = book.create_sheet("Second accounts")
        other.sheet_state = "hidden"
        other.append(["hidden value"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()

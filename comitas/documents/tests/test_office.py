"""Archives and Office files: what is shown of them, and what bombs, entities and lies come to."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date

import pytest

from comitas.documents.conversion import archive, office
from comitas.documents.conversion.letters import Letter, bounded
from comitas.documents.conversion.refused import Refused
from comitas.documents.conversion.typeset import Block, typeset
from comitas.documents.rules import limits
from comitas.documents.rules.enclosed import Enclosed, Room
from comitas.documents.tests import mails

ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
FILE_ENTITY = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def opened(data: bytes, room: Room | None = None) -> tuple[Letter, list[str], list[Enclosed], list[str]]:
    held = room or Room()
    letter = office.opened(io.BytesIO(data), "zip", held)
    files, lines = list(letter.enclosed), [" | ".join(block.cells) for block in letter.blocks]
    return letter, lines, files, letter.notes + held.notes()


def code(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        opened(data)
    return refused.value.code


# --- archives -------------------------------------------------------------------------------------------------------------
def test_an_archive_is_listed_and_its_members_come_out() -> None:
    data = mails.zipped(("letters/", b""), ("letters/one.pdf", b"%PDF-1.7"), ("../../etc/two.txt", b"two"))
    letter, lines, files, notes = opened(data)
    assert (letter.kind, lines) == ("zip", ["letters/one.pdf | 8", "../../etc/two.txt | 3"])
    assert [(one.name, one.data) for one in files] == [("letters/one.pdf", b"%PDF-1.7"), ("../../etc/two.txt", b"two")]
    assert notes == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (mails.locked_zip(), "encrypted"),
        (mails.zip_bomb(), "bomb"),
        (mails.overlapping_zip(), "bomb"),
        (mails.zipped(("a", b"x" * 500))[:-30], "damaged"),
        (b"PK\x03\x04 an archive", "damaged"),
        (b"PK\x05\x06" + b"\xff" * 18, "too-many-members"),
    ],
    ids=["locked", "bomb", "overlapping", "truncated", "false", "endless"],
)
def test_archives_that_are_refused(data: bytes, said: str) -> None:
    assert code(data) == said


def test_more_members_than_an_archive_may_have() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as held:
        for number in range(limits.MEMBERS + 1):
            held.writestr(str(number), b"")
    assert code(file.getvalue()) == "too-many-members"


def test_a_member_that_is_damaged_locked_or_grows_is_left_and_the_others_come_out() -> None:
    data = bytearray(mails.zipped(("a.txt", b"first" * 50), ("b.txt", b"second")))
    data[35] ^= 0xFF
    _letter, _lines, files, notes = opened(bytes(data))
    assert [one.name for one in files] == ["b.txt"] and notes == ["enclosed-damaged:1"]
    assert opened(mails.lying_zip())[2:] == ([], ["enclosed-damaged:1"])
    half = bytearray(mails.zipped(("a.txt", b"open"), ("b.txt", b"locked")))
    half[half.rfind(b"PK\x01\x02") + 8] |= 1
    _letter, _lines, files, notes = opened(bytes(half))
    assert [one.name for one in files] == ["a.txt"] and notes == ["enclosed-encrypted:1"]


def test_counting_goes_on_while_a_member_is_unpacked() -> None:
    held = archive.opened(io.BytesIO(mails.zipped(("a", bytes(3_000_000)))))
    with pytest.raises(Refused):
        archive.content(held, held.infolist()[0], 2_000_000)


# --- Word -----------------------------------------------------------------------------------------------------------------
def test_a_word_file_with_what_it_keeps_from_view() -> None:
    p, r = mails.paragraph, mails.run
    body = (
        p(r("Request for "), r("assistance"), "<w:r><w:tab/></w:r>", r("PG/118/2026"))
        + p(
            r("Amount "), "<w:del><w:r><w:delText>2,350,000</w:delText></w:r></w:del>", f"<w:ins>{r('610,000')}</w:ins>"
        )
        + p(r("Shown"), r(" secret", "<w:vanish/>"), r(" again", '<w:vanish w:val="0"/>'))
        + f"<w:tbl><w:tr><w:tc>{p(r('Account'))}</w:tc><w:tc>{p(r('EE38'))}{p(r('2200'))}</w:tc></w:tr></w:tbl>"
        + p("<w:r><w:drawing/></w:r>", r("The end"))
    )
    header = f"<w:hdr {mails.W}>{p(r('Prosecutor General of Borland'))}</w:hdr>"
    comments = f"<w:comments {mails.W}><w:comment/><w:comment/></w:comments>"
    data = mails.word(body, macros=True, header1=header, header2=header, comments=comments)
    letter, lines, _files, notes = opened(data)
    assert (letter.kind, lines) == (
        "docx",
        [
            "Prosecutor General of Borland",
            "Request for assistance PG/118/2026",
            "Amount 610,000",
            "Shown again",
            "Account | EE38 2200",
            "The end",
        ],
    )
    assert set(notes) == {"tracked-changes:2", "hidden-text:1", "comments:2", "pictures-left-out:1", "macros"}


def test_a_word_file_that_loads_from_elsewhere_is_noted() -> None:
    relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Type="{}" Target="http://t.example/t" TargetMode="External"/></Relationships>'
    for kind, noted in (("x/attachedTemplate", ["remote-content"]), ("x/hyperlink", [])):
        data = io.BytesIO(mails.word(mails.paragraph(mails.run("Text"))))
        with zipfile.ZipFile(data, "a") as held:
            held.writestr("word/_rels/settings.xml.rels", relation.format(kind))
        assert opened(data.getvalue())[3] == noted


@pytest.mark.parametrize("doctype", [ENTITIES, FILE_ENTITY])
def test_entities_are_refused(doctype: str) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(mails.word("")), "r") as old, zipfile.ZipFile(data, "w") as new:
        new.writestr("[Content_Types].xml", old.read("[Content_Types].xml"))
        new.writestr(
            "word/document.xml", f"{doctype}<w:document {mails.W}><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>"
        )
    assert code(data.getvalue()) == "damaged"


def test_elements_in_elements_without_end_are_read_without_falling() -> None:
    deep = "<w:x>" * 20_000 + mails.paragraph(mails.run("deep")) + "</w:x>" * 20_000
    assert opened(mails.word(deep))[1] == ["deep"]
    tables = "<w:tbl><w:tr><w:tc>" * 2_000 + mails.paragraph(mails.run("inmost")) + "</w:tc></w:tr></w:tbl>" * 2_000
    assert opened(mails.word(tables))[1] == ["inmost"]


def test_broken_and_foreign_packages() -> None:
    assert code(mails.word("<w:p>")) == "damaged"
    assert code(mails.zipped(("[Content_Types].xml", b"<Types/>"))) == "not-convertible"
    assert code(mails.zipped(("[Content_Types].xml", b"no xml"))) == "damaged"


def test_more_text_than_is_read_is_noted() -> None:
    notes: list[str] = []
    blocks = list(bounded((Block(("x" * 10_000,)) for _ in range(10_000)), notes))
    assert sum(len(block.cells[0]) for block in blocks) <= limits.TEXT_CHARACTERS and notes == ["text-left-out"]


def test_a_paragraph_without_end_is_set_in_pieces() -> None:
    notes: list[str] = []
    letter = office.opened(io.BytesIO(mails.word(mails.paragraph(mails.run("word " * 200_000)))), "zip", Room())
    blocks = list(bounded(letter.blocks, notes))
    assert {len(block.cells[0]) for block in blocks} == {limits.LINE_CHARACTERS} and notes == ["text-left-out"]
    assert sum(len(typed.page.lines) for typed in typeset(blocks[:3])) > 500


# --- OpenDocument ---------------------------------------------------------------------------------------------------------
def test_open_document_text_with_what_it_keeps_from_view() -> None:
    styles = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>struck out</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h>Request</text:h><text:p>Ref.<text:tab/>PG/118/<text:span>2026</text:span> of<text:s text:c="3"/>March<text:line-break/>second</text:p>'
        '<text:p>Open<office:annotation><text:p>a comment</text:p></office:annotation> word<text:span text:style-name="H"> hidden</text:span>.</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>Account</text:p></table:table-cell><table:table-cell><text:p>4471</text:p></table:table-cell></table:table-row></table:table>"
    )
    letter, lines, _files, notes = opened(mails.open_document(body, styles))
    assert (letter.kind, lines) == (
        "odt",
        ["Request", "Ref. PG/118/2026 of   March", "second", "Open word.", "Account | 4471"],
    )
    assert set(notes) == {"tracked-changes:1", "comments:1", "hidden-text:1"}


def test_open_documents_that_are_locked_deep_or_something_else() -> None:
    assert code(mails.open_document("", manifest="<m:encryption-data/>")) == "encrypted"
    assert code(mails.open_document("", kind="presentation")) == "not-convertible"
    spans = "<text:p>" + "<text:span>" * 20_000 + "deep" + "</text:span>" * 20_000 + "</text:p>"
    assert opened(mails.open_document(spans))[1] == ["deep"]
    assert opened(mails.open_document('<text:p>a<text:s text:c="999999999"/>b</text:p>'))[1] == ["a b"]


# --- workbooks ------------------------------------------------------------------------------------------------------------
def test_a_workbook_is_tables_of_text() -> None:
    data = mails.workbook(
        [["Date", "Payee", "Amount"], [date(2026, 3, 12), "Korvin", 610000.0], [None, "=1+1", 0.5]], True
    )
    letter, lines, _files, notes = opened(data)
    assert letter.kind == "xlsx" and notes == ["hidden-sheets:1"]
    assert lines == ["Statement", "Date | Payee | Amount", "2026-03-12 | Korvin | 610000", " |  | 0.5"]


def test_a_wide_sheet_goes_on_below() -> None:
    _letter, lines, _files, _notes = opened(mails.workbook([[f"c{number}" for number in range(15)]]))
    assert lines[0] == "Statement (A–L)" and lines[2] == "Statement (M–O)" and lines[3] == "c12 | c13 | c14"


def test_a_sheet_that_declares_a_million_rows_ends() -> None:
    import openpyxl

    book, file = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active["A1"], book.active["XFD1048576"] = "first", "last"
    book.save(file)
    _letter, lines, _files, notes = opened(file.getvalue())
    assert lines == ["Sheet", "first"] and notes == ["text-left-out"]


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
@pytest.mark.parametrize("content", [b"", b"<no", ENTITIES.encode() + b"<w>&b;</w>", b"\0\xff" * 50])
def test_a_workbook_with_a_broken_part_is_refused_or_read(part: str, content: bytes) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(mails.workbook([["a", "b"]]))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    with contextlib.suppress(Refused):
        assert opened(data.getvalue())[0].kind == "xlsx"

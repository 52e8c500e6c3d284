"""A request of ours as a Word document: the same sheet as the PDF, for those who go on working on it in Word."""

import io
import re
from typing import Any

from comitas.drafting.rules.request_sheets import RequestSheet, Section

LOCALES = {"en": "en-GB", "fr": "fr-FR"}
FONT = "Noto Serif"
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may have; one pasted by accident would make the whole file unreadable."""


def in_word(sheet: RequestSheet) -> bytes:
    """The .docx of *sheet*: headings that Word's outline shows, tables for pairs, the number at the foot of every page."""
    from docx import Document  # loaded by the process that first makes one

    document = Document()
    _settle(document, sheet)
    _head(document, sheet)
    for section in sheet.sections:
        _section(document, section, 1)
    _foot(document, sheet)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _settle(document: Any, sheet: RequestSheet) -> None:
    """Paper, font, language and what the file says about itself."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(25), Mm(22), Mm(22), Mm(24)
    for name, size in (("Normal", 10.5), ("Heading 1", 11.5), ("Heading 2", 10.5), ("Title", 12)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        if name != "Normal":
            style.font.bold, style.font.color.rgb = True, _black()
    language = document.styles["Normal"].element.get_or_add_rPr().makeelement(qn("w:lang"), {})
    language.set(qn("w:val"), LOCALES[sheet.language])
    document.styles["Normal"].element.rPr.append(language)
    said = document.core_properties
    said.title, said.author, said.language = (
        _clean(f"{sheet.number}: {sheet.subject}")[:255],
        _clean(sheet.signed_for)[:255],
        sheet.language,
    )
    said.comments = ""
    _foot_line(page, sheet)  # fmt: skip


def _black() -> Any:
    from docx.shared import RGBColor

    return RGBColor(0, 0, 0)


def _foot_line(page: Any, sheet: RequestSheet) -> None:
    """The number and the page; above, on every page, that it is a draft."""
    line = page.footer.paragraphs[0]
    line.add_run(f"{sheet.number}   ")
    _field(line, "PAGE")
    line.add_run(" / ")
    _field(line, "NUMPAGES")
    for place, text in enumerate(sheet.foot):
        page.footer.add_paragraph(_clean(text)) if place else page.footer.paragraphs[0].insert_paragraph_before(
            _clean(text)
        )
    if sheet.draft:
        page.header.paragraphs[0].add_run(sheet.draft_word.upper()).bold = True


def _field(line: Any, code: str) -> None:
    """A number that Word counts by itself."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    line._p.append(field)


def _head(document: Any, sheet: RequestSheet) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    if sheet.emblem:
        document.add_picture(io.BytesIO(sheet.emblem), height=Mm(22))
    for place, text in enumerate(sheet.letterhead):
        _line(document, text, bold=place == 1, tight=True)
    for mark in sheet.marks:
        _line(document, mark.upper(), bold=True)
    for place, text in enumerate(sheet.to):
        _line(document, text, tight=place < len(sheet.to) - 1)
    _line(document, sheet.day).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _pairs(document, sheet.references)
    _line(document, sheet.subject, style="Title")
    _line(document, sheet.salutation)
    _line(document, sheet.opening)


def _section(document: Any, section: Section, level: int) -> None:
    _line(document, section.heading, style=f"Heading {level}")
    for text in section.lead:
        _line(document, text)
    _pairs(document, section.pairs)
    for text in section.texts:
        _line(document, text)
    for text in section.items:
        _line(document, text, style="List Bullet")
    for one in section.under:
        _section(document, one, level + 1)


def _pairs(document: Any, pairs: tuple[tuple[str, str], ...]) -> None:
    from docx.shared import Mm, Pt

    if not pairs:
        return
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for label, value in pairs:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(52), Mm(111)
        for cell, text in zip(cells, (label, value), strict=True):
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            _write(cell.paragraphs[0], text)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _foot(document: Any, sheet: RequestSheet) -> None:
    from docx.shared import Pt

    closing = _line(document, sheet.closing)
    closing.paragraph_format.space_before = Pt(18)
    for text in sheet.signature:
        _line(document, text, tight=True).paragraph_format.keep_with_next = True
    if sheet.signed_by:
        _line(document, sheet.signed_by).paragraph_format.space_before = Pt(40)


def _line(document: Any, text: str, *, style: str = "", bold: bool = False, tight: bool = False) -> Any:
    from docx.shared import Pt

    paragraph = document.add_paragraph(style=style or None)
    _write(paragraph, text, bold)
    if tight:
        paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _write(paragraph: Any, text: str, bold: bool = False) -> None:
    """*text* with its line breaks."""
    run = paragraph.add_run(_clean(text))
    run.bold = bold or None


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)

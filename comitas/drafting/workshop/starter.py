"""A Word template to begin with: everything that stands on the paper as placeholders, in the order of the printed letter."""

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Noto Serif"


def made(direction: str, emblem: bytes = b"") -> bytes:
    """The template as a .docx file; *direction* is "ltr" or "rtl"."""
    opened = docx.Document()
    _page(opened, direction)
    if emblem:
        opened.add_paragraph().add_run().add_picture(io.BytesIO(emblem), height=Mm(18))
    _head(opened)
    opened.add_paragraph()
    _if(opened, "mark", bold=True)
    _loop(opened, "to")
    opened.add_paragraph("{{ date }}").alignment = (
        WD_ALIGN_PARAGRAPH.RIGHT if direction == "ltr" else WD_ALIGN_PARAGRAPH.LEFT
    )
    opened.add_paragraph("{%p for one in lines %}")
    opened.add_paragraph("{{ one.label }}: {{ one.value }}").paragraph_format.space_after = Pt(0)
    opened.add_paragraph("{%p endfor %}")
    opened.add_paragraph()
    opened.add_paragraph().add_run("{{ subject }}").bold = True
    opened.add_paragraph("{{ salutation }}")
    _loop(opened, "paragraphs", close=False)
    _loop(opened, "conditions", close=False)
    opened.add_paragraph("{{ closing }}")
    opened.add_paragraph("{{ signature }}")
    opened.add_paragraph("{{ signed_by }}").paragraph_format.space_before = Pt(36)
    _loop(opened, "enclosures")
    foot = opened.sections[0].footer
    foot.paragraphs[0].text = "{%p for line in foot %}"
    line = foot.add_paragraph()
    line.paragraph_format.space_after = Pt(0)
    line.add_run("{{ line }}").font.size = Pt(7.5)
    foot.add_paragraph("{%p endfor %}")
    opened.core_properties.author = ""
    opened.core_properties.title = ""
    kept = io.BytesIO()
    opened.save(kept)
    return kept.getvalue()


def _page(opened: Any, direction: str) -> None:
    section = opened.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(25),
        Mm(22),
        Mm(22),
        Mm(24),
    )
    style = opened.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), "Noto Naskh Arabic" if script == "w:cs" else FONT)
    style.paragraph_format.space_after = Pt(8)
    if direction == "rtl":
        style.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
        style.element.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _head(opened: Any) -> None:
    """The lines of the letterhead; the second is the authority's name."""
    opened.add_paragraph("{%p for line in head %}")
    opened.add_paragraph("{%p if loop.index == 2 %}")
    name = opened.add_paragraph()
    name.paragraph_format.space_after = Pt(0)
    run = name.add_run("{{ line }}")
    run.bold, run.font.size = True, Pt(13)
    opened.add_paragraph("{%p else %}")
    plain = opened.add_paragraph()
    plain.paragraph_format.space_after = Pt(0)
    plain.add_run("{{ line }}").font.size = Pt(9)
    opened.add_paragraph("{%p endif %}")
    opened.add_paragraph("{%p endfor %}")


def _loop(opened: Any, name: str, close: bool = True) -> None:
    """A paragraph for each; *close*: without room between them."""
    opened.add_paragraph(f"{{%p for line in {name} %}}")
    paragraph = opened.add_paragraph("{{ line }}")
    if close:
        paragraph.paragraph_format.space_after = Pt(0)
    opened.add_paragraph("{%p endfor %}")


def _if(opened: Any, name: str, bold: bool) -> None:
    opened.add_paragraph(f"{{%p if {name} %}}")
    opened.add_paragraph().add_run(f"{{{{ {name} }}}}").bold = bold
    opened.add_paragraph("{%p endif %}")

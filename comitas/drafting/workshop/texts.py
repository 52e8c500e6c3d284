"""The words of a Word letter, and the marks in it that are written when it is approved."""

import io
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import docx
from docx.shared import Pt

from comitas.drafting.workshop import package
from comitas.drafting.workshop.refused import Refusal

LONGEST = 200_000
"""Signs that are given back."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text(file: BinaryIO) -> str:
    """What stands in the letter, a paragraph a line, headers and footers last. Raises `Refusal`."""
    package.checked(file, clean=True)
    found = [said(paragraph) for story in stories(_opened(file)) for paragraph in story.iter(f"{_W}p")]
    return "\n".join(found).strip()[:LONGEST]


def written(file: BinaryIO, marks: Mapping[str, str], banner: str = "") -> tuple[bytes, str]:
    """The letter with *marks* replaced and nobody's name in its properties; *banner*: said at the head of every page."""
    package.checked(file, clean=True)
    opened = _opened(file)
    for story in stories(opened):
        for paragraph in list(story.iter(f"{_W}p")):
            for mark, words in marks.items():
                _replace(paragraph, mark, words)
    if banner:
        _say_at_the_head(opened, banner)
    about = opened.core_properties
    about.author = about.last_modified_by = about.comments = about.keywords = about.category = ""
    kept = io.BytesIO()
    opened.save(kept)
    return kept.getvalue(), about.title or ""


def _opened(file: BinaryIO) -> Any:
    try:
        return docx.Document(io.BytesIO(file.read()))
    except Exception as error:  # python-docx raises almost anything on a broken file
        raise Refusal("damaged") from error


def stories(opened: Any) -> Iterator[Any]:
    """The body, then headers and footers, each once."""
    yield opened.element.body
    seen = set()
    for section in opened.sections:
        for edge in (section.header, section.first_page_header, section.even_page_header,
                     section.footer, section.first_page_footer, section.even_page_footer):  # fmt: skip
            if not edge.is_linked_to_previous and edge.part.partname not in seen:
                seen.add(edge.part.partname)
                yield edge.part.element


def said(paragraph: Any) -> str:
    words = []
    for each in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        words.append((each.text or "") if each.tag == f"{_W}t" else " ")
    return "".join(words)


def _replace(paragraph: Any, mark: str, words: str) -> None:
    """Write *words* where *mark* stands, however many runs Word has cut it into."""
    for _time in range(20):
        runs = list(paragraph.iter(f"{_W}t"))
        said = "".join(run.text or "" for run in runs)
        start = said.find(mark)
        if start < 0 or mark in words:
            return
        end, at = start + len(mark), 0
        for run in runs:
            piece = run.text or ""
            left, right = max(start - at, 0), max(end - at, 0)
            if left < len(piece) and right > 0:
                run.text = piece[:left] + (words if at <= start else "") + piece[right:]
                run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            at += len(piece)


def _say_at_the_head(opened: Any, banner: str) -> None:
    for section in opened.sections:
        heads = [section.header]
        heads += [section.first_page_header] if section.different_first_page_header_footer else []
        for head in heads:
            run = head.paragraphs[0].insert_paragraph_before().add_run(banner.upper())
            run.bold, run.font.size = True, Pt(9)

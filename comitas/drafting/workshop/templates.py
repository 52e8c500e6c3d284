"""Word templates: every text that would be run is checked first by the rules of wordings, whichever part of the file it stands in."""

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_
from comitas.drafting.rules import placeholders, wording
from comitas.drafting.rules.wording import Fault
from comitas.drafting.workshop import package
from comitas.drafting.workshop.refused import Refusal

MOST_SOURCE = 8_000_000
"""Signs of one part with its marks: a long letter with all that Word adds has some hundred thousand."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARK = re.compile(r"\{[{%](?:p|tr|tc|r)?[ -]?.*?[%}]\}")
_SPECIAL = re.compile(r"\{\{(?:<[^>]*>)*[rp]\s|\{%(?:<[^>]*>)*\s*(?:colspan|cellbg|hm|vm)\b")
_NOT_HERE = N_("The marks {{r …}}, {{p …}}, colspan, cellbg, hm and vm are not offered here.")
_NO_LIMITS = N_(
    "The template must show “conditions”, what the law asks a letter to say: {%p for line in conditions %}, {{ line }}, {%p endfor %}."
)
_NO_TEXT = N_("Nothing of the letter stands in the template: write at least one placeholder.")


class _Faulty(Exception):
    def __init__(self, found: tuple[Fault, ...], source: str) -> None:
        super().__init__("faults")
        self.found, self.source = found, source


class _Checked(SandboxedEnvironment):
    """Compiles nothing that has not passed the check."""

    def __init__(self, known: placeholders.Known) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.known = known
        self.shown = ""

    def from_string(self, source: Any, *arguments: Any, **more: Any) -> Template:
        text = str(source)
        if found := wording.faults(text, self.known, most=MOST_SOURCE):
            raise _Faulty(found, text)
        self.shown += " ".join(_MARK.findall(text))
        return super().from_string(source, *arguments, **more)


def faults(file: BinaryIO, kind: str) -> tuple[Fault, ...]:
    """What is wrong with a template of *kind*; it was tried on an invented case and on an empty one. Raises `Refusal`."""
    package.checked(file, clean=True)
    known = placeholders.known(kind, word=True)
    data = file.read()
    opened = _opened(data)
    if _SPECIAL.search(opened.get_xml()):
        return (Fault(0, Sentence(_NOT_HERE)),)
    try:
        shown = _rendered(opened, known, placeholders.invented(known))
        _rendered(_opened(data), known, placeholders.empty(known))
    except _Faulty as faulty:
        return tuple(_placed(one, faulty.source, list(_paragraphs(_opened(data)))) for one in faulty.found)
    if "conditions" in known and kind != "neither-confirm-nor-deny" and "conditions" not in shown:
        return (Fault(0, Sentence(_NO_LIMITS)),)
    return () if shown else (Fault(0, Sentence(_NO_TEXT)),)


def filled(file: BinaryIO, kind: str, facts: dict[str, Any]) -> bytes:
    """The letter that comes of a template that has no faults. Raises `Refusal`."""
    package.checked(file, clean=True)
    opened = _opened(file.read())
    try:
        _rendered(opened, placeholders.known(kind, word=True), facts)
    except _Faulty as faulty:
        raise Refusal("damaged") from faulty
    kept = io.BytesIO()
    opened.save(kept)
    return kept.getvalue()


def _opened(data: bytes) -> DocxTemplate:
    opened = DocxTemplate(io.BytesIO(data))
    try:
        opened.init_docx()
        opened.get_docx().element.body  # noqa: B018 - raises where there is no body
    except Exception as error:  # python-docx raises almost anything on a broken file
        raise Refusal("damaged") from error
    return opened


def _rendered(opened: DocxTemplate, known: placeholders.Known, facts: dict[str, Any]) -> str:
    """Fill it; the marks that stood in it."""
    environment = _Checked(known)
    try:
        opened.render(facts, environment)
    except (_Faulty, Refusal):
        raise
    except Exception as error:  # what stands between the marks is XML that somebody else wrote
        raise Refusal("damaged") from error
    return environment.shown


def _paragraphs(opened: DocxTemplate) -> Iterator[str]:
    for paragraph in opened.get_docx().element.body.iter(f"{_W}p"):
        yield "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))


def _placed(found: Fault, source: str, paragraphs: list[str]) -> Fault:
    """The fault with the paragraph in which it stands, as Word counts them; as near as the marks tell it."""
    lines = source.split("\n")
    line = lines[found.line - 1] if 0 < found.line <= len(lines) else ""
    named = [str(value) for value in found.sentence.values.values()]
    marks = [_plain(mark) for mark in _MARK.findall(re.sub(r"<[^>]+>", "", line))]
    marks = [mark for mark in marks if any(name in mark for name in named)] or marks
    for mark in marks:
        for number, text in enumerate(paragraphs, 1):
            if mark in _plain(text):
                return Fault(number, found.sentence)
    return Fault(max(0, min(found.line - 1, len(paragraphs))), found.sentence)


def _plain(text: str) -> str:
    """Marks with and without the letter that says what they stand for, alike."""
    tidy = re.sub(r"\{%(?:p|tr|tc|r)\s", "{%", text)
    return "".join(tidy.split()).replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")

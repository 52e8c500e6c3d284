"""Word templates and letters in the sealed box: what is refused, what comes out, and that nothing of it reaches outside."""

import io
import os

import docx
import pikepdf
import pikepdf.pdfa
import pypdfium2
import pytest
from PIL import Image

from comitas.core import box
from comitas.drafting import queries
from comitas.drafting.queries import boxed
from comitas.drafting.queries.boxed import NotTaken
from comitas.drafting.rules import placeholders
from comitas.drafting.rules.kinds import KINDS
from comitas.drafting.rules.word import DAY, INSTALL, SIGNED_BY
from comitas.drafting.tests import word

must = "COMITAS_MUST_BOX" in os.environ
pytestmark = pytest.mark.skipif(box.lacking() is not None and not must, reason=str(box.lacking()))
office = pytest.mark.skipif(not queries.office_there(), reason=f"LibreOffice is not installed: {INSTALL}")
KNOWN = placeholders.known("transmission", word=True)


def faults(*paragraphs: str) -> list[tuple[int, str]]:
    return [(one.line, str(one.sentence)) for one in queries.word_faults(word.template(*paragraphs), "transmission")]


@pytest.mark.parametrize("name", [name for name, (_data, why) in word.HOSTILE.items() if why])
def test_a_hostile_file_is_refused_with_its_sentence(name: str) -> None:
    data, why = word.HOSTILE[name]
    with pytest.raises(NotTaken, match=why):
        queries.word_faults(data, "transmission")
    with pytest.raises(NotTaken, match=why):
        queries.word_text(data)
    assert queries.word_text(word.written("goes on working")) == "goes on working"


def test_a_file_that_is_too_large_never_reaches_the_box() -> None:
    with pytest.raises(NotTaken, match="too large"):
        queries.word_faults(bytes(2_000_001), "transmission")
    with pytest.raises(NotTaken, match="too large"):
        queries.word_text(bytes(10_000_001))


def test_a_fault_is_told_with_its_paragraph() -> None:
    assert faults("{{ number }}", "fine", "{% for part in parts %}{{ part.nope }}{% endfor %}") == [
        (3, "“part” has no “nope”.")
    ]
    assert faults("{{ number }}", "{%p if urgent %}", "URGENT", "{%p endif %}", "{{ missing }}")[0][0] == 5


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ ''.__class__.__mro__ }}", "__class__"),
        ("{{ number.__class__ }}", "__class__"),
        ("{% include 'x' %}", "Only if"),
        ("{% for i in range(10**9) %}{% endfor %}", "may stand here"),
        ("{{ 'a' * 1000000000 }}", "may stand here"),
        ("{{r number }}", "not offered"),
        ("{% if urgent %}", "not closed"),
        ("{{ number|upper|nope }}", "may stand here|cannot be read"),
    ],
)
def test_a_template_that_would_run_something_is_refused(text: str, why: str) -> None:
    found = faults(text)
    assert found and any(part in found[0][1] for part in why.split("|")), found


def test_headers_and_properties_are_checked_as_well() -> None:
    made = docx.Document(io.BytesIO(word.template("{{ number }}")))
    made.sections[0].header.paragraphs[0].text = "{{ number.__class__ }}"
    assert "__class__" in str(queries.word_faults(word.saved(made), "answer")[0].sentence)
    made.sections[0].header.paragraphs[0].text = ""
    made.core_properties.title = "{{ ''.__class__ }}"
    assert "__class__" in str(queries.word_faults(word.saved(made), "answer")[0].sentence)


def test_what_the_law_asks_for_must_stand_in_a_template() -> None:
    found = queries.word_faults(word.written("{{ number }}"), "answer")
    assert "conditions" in str(found[0].sentence)
    assert "placeholder" in str(queries.word_faults(word.written("plain"), "neither-confirm-nor-deny")[0].sentence)


@pytest.mark.parametrize("kind", KINDS)
def test_the_plain_template_serves_every_kind(kind: str) -> None:
    assert queries.word_faults(queries.word_starter("rtl"), kind) == ()


def test_loops_marks_and_values_come_out_as_text() -> None:
    facts = placeholders.invented(KNOWN) | {"number": "<w:p>{{ 7*7 }} & Müller & Söhne", "conditions": ["Keep it."]}
    data = word.template(
        "{{ number }}", "{%p for part in parts %}", "{{ part.number }}: {{ part.description }}", "{%p endfor %}"
    )
    filled = queries.word_filled(data, "transmission", facts)
    made, said = filled.data, filled.text
    assert said.split("\n")[0] == "<w:p>{{ 7*7 }} & Müller & Söhne"
    assert said.count("2026/0001-1: Statements of account") == 2 and said.endswith("Keep it.")
    assert queries.word_text(made) == said


def test_an_emblem_is_drawn_anew() -> None:
    image = Image.new("RGBA", (2_000, 1_000), (10, 20, 200, 128))
    for kind in ("PNG", "JPEG"):
        kept = io.BytesIO()
        image.convert("RGB" if kind == "JPEG" else "RGBA").save(
            kept, kind, **({"pnginfo": None} if kind == "PNG" else {})
        )
        made = Image.open(io.BytesIO(queries.emblem(kept.getvalue() + b"<script>trailing</script>")))
        assert (made.format, made.size, made.mode) == ("PNG", (900, 450), "RGB")
    for data in (b"GIF89a", b"<svg onload='x'/>", kept.getvalue()[:200], b""):
        with pytest.raises(NotTaken, match="no picture"):
            queries.emblem(data)
    with pytest.raises(NotTaken, match="too large"):
        queries.emblem(bytes(2_000_001))


def test_a_crash_or_a_silence_ends_the_process_and_the_next_question_gets_a_fresh_one() -> None:
    queries.word_text(word.written("one"))
    first = boxed._workshop().process_id
    with pytest.raises(NotTaken, match="made the program"):
        boxed._asked({"do": "what nobody knows"}, b"")
    with pytest.raises(NotTaken, match="took too long"):
        boxed._asked({"do": "text"}, word.written("two"), seconds=0.0)
    assert queries.word_text(word.written("three")) == "three"
    assert boxed._workshop().process_id not in (None, first)


@office
def test_a_letter_becomes_pdf_a_with_its_day_and_name_and_nobodys_in_its_properties() -> None:
    made = docx.Document()
    split = made.add_paragraph("Norrhaven, ")
    for piece in ("«d", "ay", "»"):
        split.add_run(piece)
    made.add_paragraph(f"Ünïcode Кириллица العربية {SIGNED_BY}")
    made.core_properties.author = "Ines Marlow's laptop"
    pdf = queries.word_pdf(word.saved(made), {DAY: "3 March 2026", SIGNED_BY: "Karin Aldane"}, "Draft, not approved")
    with pypdfium2.PdfDocument(pdf) as document:
        said = document[0].get_textpage().get_text_bounded()
    assert "Norrhaven, 3 March 2026" in said and "Karin Aldane" in said and "DRAFT, NOT APPROVED" in said
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        findings = [one.message for one in pikepdf.pdfa.check(opened, "2b").findings]
        assert findings == ["unrecognized key(s) /DocChecksum are not checked"]
        assert "laptop" not in str(opened.docinfo) and "laptop" not in str(opened.open_metadata())
        fonts = [
            each
            for each in opened.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
        assert fonts and all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


@office
def test_a_picture_from_elsewhere_is_not_fetched_and_files_are_not_read() -> None:
    for name in ("remote-picture", "field", "entity"):
        with pytest.raises(NotTaken):
            queries.word_pdf(word.HOSTILE[name][0], {})

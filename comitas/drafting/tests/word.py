"""Word files for tests, honest and hostile."""

import io
import re
import zipfile
from collections.abc import Mapping

import docx

NS = 'xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships"'
CONDITIONS = ("{%p for line in conditions %}", "{{ line }}", "{%p endfor %}")


def written(*paragraphs: str) -> bytes:
    """A .docx with these paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return saved(made)


def template(*paragraphs: str) -> bytes:
    """The same with what every template must show."""
    return written(*paragraphs, *CONDITIONS)


def saved(made: object) -> bytes:
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def changed(data: bytes, replaced: Mapping[str, tuple[str, str]] = {}, added: Mapping[str, bytes] = {}) -> bytes:
    """A .docx with pieces of its parts replaced and parts added."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name in replaced:
                before, after = replaced[name]
                text = re.sub(before, lambda _found: after, text.decode(), count=1).encode()  # noqa: B023
            new.writestr(name, text)
        for name, text in added.items():
            new.writestr(name, text)
    return kept.getvalue()


def with_relation(data: bytes, kind: str, target: str) -> bytes:
    """A relation to somewhere outside."""
    one = f'<Relationship Id="rId99" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return changed(data, {"word/_rels/document.xml.rels": ("</Relationships>", one)})


def with_run(data: bytes, xml: str) -> bytes:
    """Something at the end of the text that Word writes and python-docx does not."""
    return changed(data, {"word/document.xml": ("<w:sectPr", f"<w:p><w:r>{xml}</w:r></w:p><w:sectPr")})


def bomb() -> bytes:
    """A part that unpacks to 80 MB."""
    return changed(template("{{ number }}"), added={"word/media/x.xml": b"0" * 80_000_000})


HOSTILE: dict[str, tuple[bytes, str]] = {
    "text": (b"hello", "no Word file"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
    "cut": (template("{{ number }}")[:900], "damaged"),
    "zip": (changed(b"PK\x05\x06" + bytes(18), added={"a.txt": b"1"}), "no Word file"),
    "macro-type": (changed(template("x"), {"[Content_Types].xml": ("wordprocessingml.document.main", "x.macroEnabled.main")}), "macros"),
    "macro-part": (changed(template("x"), added={"word/vbaProject.bin": b"1"}), "macros"),
    "embedded": (changed(template("x"), added={"word/embeddings/o.xlsx": b"1"}), "embedded"),
    "remote-picture": (with_relation(template("x"), "image", "http://attacker.example/x.png"), "from elsewhere"),
    "remote-template": (with_relation(template("x"), "attachedTemplate", "file:///etc/passwd"), "from elsewhere"),
    "script-link": (with_relation(template("x"), "hyperlink", "javascript:alert(1)"), "from elsewhere"),
    "field": (with_run(template("x"), "<w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT /etc/passwd </w:instrText>"), "field"),
    "entity": (changed(template("x"), {"word/document.xml": ("<w:document", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document')}), "damaged"),
    "comment": (with_run(template("x"), '<w:commentReference w:id="1"/>'), "tracked changes"),
    "bomb": (bomb(), "beyond all measure"),
    "twice": (template("x") + b"", ""),
}  # fmt: skip

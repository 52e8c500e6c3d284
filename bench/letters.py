"""Letters from a template to PDF, a second: `python -m bench.letters [--letters 20]`.

HTML: filled from the facts of an invented case, set on the sheet with letterhead and emblem, printed as PDF/A; beside WeasyPrint alone
on the same page. Word: the same facts filled into a template in the sealed box and converted by the LibreOffice that is kept there;
beside `soffice`, started once a letter and once for all. A packet: five letters of five kinds, one after the other.
"""

import argparse
import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

BAR = 5.0
PACKET = ("acknowledgement", "status", "transmission", "refusal", "answer")
PDF_A = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'


def main() -> str:
    """Measure and give the lines of the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=20, help="letters of each turn")
    count = parser.parse_args().letters
    _settled()
    lines = [_html(count), _packet()]
    return "\n".join([*lines, *_word(count)])


def _settled() -> None:
    """Django without a database: nothing here asks one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comitas.config.settings_for_tests")
    import django

    django.setup()


def _html(count: int) -> str:
    from comitas.drafting.queries.printing import page_of, printed

    made = _sheet("transmission")
    page = page_of(made)
    printed(made)  # libraries are loaded
    ours = _rate(count, lambda: printed(_sheet("transmission")))
    bare = _rate(count, lambda: _weasyprint(page))
    return f"letter from template to PDF/A, HTML | {ours:.1f}/s | bare WeasyPrint on the same page: {bare:.1f}/s | ratio {ours / bare:.2f}; bar {BAR:.0f}/s"


def _packet() -> str:
    from comitas.drafting.queries.printing import printed

    began = time.perf_counter()
    for kind in PACKET:
        printed(_sheet(kind))
    return f"a packet of five letters, HTML | {time.perf_counter() - began:.2f} s"


def _word(count: int) -> Iterator[str]:
    from comitas.drafting import queries
    from comitas.drafting.rules import word

    if not queries.office_there():
        yield f"letter from template to PDF/A, Word | not measured: LibreOffice is not installed ({word.INSTALL})"
        return
    template = queries.word_starter("ltr")
    began = time.perf_counter()
    _word_letter(template)
    first = time.perf_counter() - began
    ours = _rate(count, lambda: _word_letter(template))
    filling = _rate(count, lambda: queries.word_filled(template, "transmission", _facts("transmission")))
    began = time.perf_counter()
    for kind in PACKET:
        _word_letter(template, kind)
    packet = time.perf_counter() - began
    one, many = _soffice(queries.word_filled(template, "transmission", _facts("transmission")).data, min(count, 10))
    yield (
        f"letter from template to PDF/A, Word, boxed | {ours:.1f}/s (the first, with LibreOffice loaded: {first:.1f} s; filling alone "
        f"{filling:.1f}/s) | bare soffice, one start a letter: {one:.2f}/s, one start for all: {many:.1f}/s"
    )
    yield f"a packet of five letters, Word | {packet:.2f} s"


def _word_letter(template: bytes, kind: str = "transmission") -> bytes:
    from comitas.drafting import queries
    from comitas.drafting.rules.word import DAY, SIGNED_BY

    made = queries.word_filled(template, kind, _facts(kind)).data
    return queries.word_pdf(made, {DAY: "3 March 2026", SIGNED_BY: "Karin Aldane"})


def _soffice(letter: bytes, count: int) -> tuple[float, float]:
    """Letters a second by the program alone, outside any box: started for each, and started once."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"{number}.docx" for number in range(count)]
        for file in files:
            file.write_bytes(letter)
        _convert(folder, files[:1])  # makes the profile
        alone = min(3, count)
        began = time.perf_counter()
        for file in files[:alone]:
            _convert(folder, [file])
        one = alone / (time.perf_counter() - began)
        began = time.perf_counter()
        _convert(folder, files)
        return one, count / (time.perf_counter() - began)


def _convert(folder: Path, files: list[Path]) -> None:
    program = shutil.which("soffice") or "soffice"
    subprocess.run(
        [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", PDF_A, "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
    )  # fmt: skip


def _sheet(kind: str) -> Any:
    """A letter of *kind* on paper with a head of four lines, an emblem and a foot, filled anew each time."""
    from comitas.drafting.queries.stationery import shipped
    from comitas.drafting.rules import placeholders, wording
    from comitas.drafting.rules.sheets import Sheet, paragraphs

    text, facts = shipped(kind, "en"), _facts(kind)
    if text is None:
        raise LookupError(kind)
    known = {name: facts[name] for name in placeholders.known(kind)}
    subject, body = (wording.tidied(wording.filled(one, known)) for one in (text.subject, text.body))
    return Sheet(
        language="en", kind=kind, number="2026/0001-L1", letterhead=("Ministry of Justice", "Central Authority of Arland", "1 Customs Quay", "Telephone"),
        day="Norrhaven, 3 March 2026", to=("Prosecutor General of Borland", "1 Quay Street", "Port Selwyn"),
        references=(("Our number", "2026/0001-L1"), ("Concerns", "2026/0001-1")), subject=subject, salutation="Sir or Madam,",
        paragraphs=paragraphs(body), conditions=("Disclose no more of the request than its execution needs.",), closing="Yours faithfully,",
        signed_by="Karin Aldane", signed_for="Central Authority of Arland", signature=("For the Central Authority of Arland",),
        enclosures=("Statements of account",), confidential=True, draft=False, emblem=_emblem(), foot=("Open Monday to Friday",),
        words={"draft": "Draft", "confidential": "Confidential", "enclosures": "Enclosures"},
    )  # fmt: skip


def _facts(kind: str) -> dict[str, Any]:
    from comitas.drafting.rules import placeholders

    return placeholders.invented(placeholders.known(kind, word=True))


def _emblem() -> bytes:
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", (220, 260), (18, 80, 95)).save(kept, "PNG")
    return kept.getvalue()


def _weasyprint(page: str) -> bytes:
    from weasyprint import HTML

    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        return bytes(HTML(string=page).write_pdf(pdf_variant="pdf/a-2b"))


def _rate(count: int, work: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _time in range(count):
        work()
    return count / (time.perf_counter() - began)


if __name__ == "__main__":
    print(main())
    sys.exit(0)

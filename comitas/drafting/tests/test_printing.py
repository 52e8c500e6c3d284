"""What stands on the paper: read back from the PDF."""

import io
import re
from datetime import datetime

import pikepdf
import pikepdf.pdfa
import pypdfium2
import pytest

from comitas.cases import actions as cases
from comitas.cases.tests.building import TREATY
from comitas.documents import queries as documents
from comitas.drafting import queries
from comitas.drafting.tests.writing import CANARY, approved, drafted, finished, fresh, take, to_court, two_parts
from comitas.samples.cast import Cast

PATTERNS = {"patterns are not supported", "shadings are not supported"}
"""What the validator says of every file that it cannot look into further: an empty dictionary of WeasyPrint."""


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return re.sub(
            r"\s+", " ", " ".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
        )


def test_an_approved_transmission_shows_its_part_and_nothing_of_others(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at, facts=f"{CANARY} paid.", subject=f"{CANARY} and others", purpose=f"{CANARY}")
    cases.set_confidential(by=cast.ines, at=at, case=case.pk, confidential=True, reason=f"{CANARY} does not know.")
    take(cast, at, bank, "accept")
    letter = approved(
        cast,
        at,
        finished(cast, at, drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast))),
        queries.printed,
    )
    pdf = b"".join(documents.original(cast.ines, fresh(letter).pdf_id))
    said = text_of(pdf)
    for words in ("Account 55 0381 2046", "Dana Prell", "7 Mole Lane", f"{case.number}-1", "District Court of Norrhaven",
                  "PG/IC/0004/26", "3 March 2026", "Karin Aldane", "46(20)", letter.number, "Central Authority of Arland"):  # fmt: skip
        assert words in said
    assert CANARY not in said and f"{case.number}-2" not in said
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert CANARY not in str(document.open_metadata())
        assert CANARY not in str(document.docinfo)
    assert fresh(letter).pdf.document.kind == "pdf"
    assert "Draft" not in said and "DRAFT" not in said


def test_a_protected_address_stays_here(cast: Cast, at: datetime) -> None:
    case, bank, _hearing, dana = two_parts(cast, at)
    cases.change_person(by=cast.ines, at=at, person=dana.pk, version=dana.version, protected=True)
    letter = drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast))
    assert "Dana Prell" in letter.body and "Mole Lane" not in letter.body and "protected" in letter.body


@pytest.mark.parametrize(("language", "said"), [("en", "Concerns: […]"), ("fr", "Concerne : […]")])
def test_a_part_that_names_nobody_leaves_a_blank(cast: Cast, at: datetime, language: str, said: str) -> None:
    case, bank, *_ = two_parts(cast, at)
    cases.change_part(by=cast.ines, at=at, part=bank.pk, version=bank.version, persons=[])
    letter = drafted(cast, at, case, "transmission", bank, to_authority=to_court(cast), language=language)
    assert "Prell" not in letter.body and said in letter.body


@pytest.mark.parametrize(("bases", "cited"), [(None, True), (TREATY, False)])
def test_an_answer_states_the_limits_of_use(cast: Cast, at: datetime, bases: object, cited: bool) -> None:
    case, bank, *_ = two_parts(cast, at)
    if bases:
        cases.change_part(by=cast.ines, at=at, part=bank.pk, version=bank.version, bases=bases)
    letter = drafted(cast, at, case, "answer", bank)
    said = text_of(queries.printed(queries.sheet(cast.ines, letter.pk, at=at)))
    assert "without our prior consent" in said
    assert ("46(19)" in said) is cited
    assert "kept confidential" not in said
    assert "DRAFT" in said.upper()


def test_french_letters_are_french(cast: Cast, at: datetime) -> None:
    case, bank, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "answer", bank, language="fr")
    sheet = queries.sheet(cast.ines, letter.pk, at=at)
    said = text_of(queries.printed(sheet))
    assert "3 mars 2026" in said and "12 janvier 2026" in said and "Nous avons l’honneur" in said
    assert sheet.salutation == "Madame, Monsieur,"
    assert "sans notre consentement préalable" in said
    assert "Yours" not in said and "prior consent" not in said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_pdf_a_with_its_language_and_fonts(cast: Cast, at: datetime, language: str) -> None:
    case, bank, *_ = two_parts(cast, at)
    letter = drafted(cast, at, case, "answer", bank, language=language)
    with pikepdf.open(
        io.BytesIO(queries.printed(queries.sheet(cast.ines, letter.pk, at=at, signed_by="Karin Aldane")))
    ) as document:
        report = pikepdf.pdfa.check(document, "2b")
        assert [one for one in report.findings if one.message not in PATTERNS] == []
        assert str(document.Root.Lang) == language
        assert letter.number in str(document.docinfo["/Title"])
        fonts = [
            each
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
        assert fonts and all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_nothing_is_fetched_and_markup_is_text(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = finished(
        cast, at, drafted(cast, at, case, "acknowledgement"),
        body='<img src="file:///etc/hostname"><a rel="attachment" href="file:///etc/hostname">here</a> {{ number }} {% now "Y" %}',
    )  # fmt: skip
    pdf = queries.printed(queries.sheet(cast.ines, letter.pk, at=at))
    assert '<img src="file:///etc/hostname">' in text_of(pdf) and "{{ number }}" in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.attachments


def test_a_file_address_in_a_template_would_not_open() -> None:
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=["data"])
    with pytest.raises(ValueError, match="[Pp]rotocol"):
        fetcher("file:///etc/hostname")


def test_pages_as_pictures(cast: Cast, at: datetime) -> None:
    case, *_ = two_parts(cast, at)
    letter = finished(cast, at, drafted(cast, at, case, "acknowledgement"), body="\n\n".join(["Long words."] * 90))
    pdf = queries.printed(queries.sheet(cast.ines, letter.pk, at=at))
    sizes = queries.sizes(pdf)
    last = queries.picture(pdf, len(sizes))
    assert len(sizes) > 1 and last and last.png.startswith(b"\x89PNG") and (last.width, last.height) == sizes[-1]
    assert queries.picture(pdf, 0) is None and queries.picture(pdf, len(sizes) + 1) is None

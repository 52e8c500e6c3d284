"""What letters are written on: an administrator changes a Word template, an officer puts in a clause, the head signs, the file is
printed. By the keyboard and without JavaScript; whether the pages are for everybody is looked at beside."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pypdfium2
import pytest

from comitas.drafting import queries
from comitas.drafting.tests import word
from tests.journeys import site
from tests.journeys.conftest import CHROMIUM
from tests.journeys.person import FOCUSED, Person
from tests.journeys.site import Site
from tests.journeys.test_letters import looks_well, opened

People = Callable[..., Person]
pytestmark = pytest.mark.skipif(not queries.office_there(), reason="LibreOffice is not installed")
FOUNDING = "FROM OUR TEMPLATE"
SHEET = (
    FOUNDING, "{%p for line in to %}", "{{ line }}", "{%p endfor %}", "{{ date }}", "{{ subject }}", "{%p for line in paragraphs %}",
    "{{ line }}", "{%p endfor %}", "{{ signed_by }}",
)  # fmt: skip


@pytest.fixture(scope="module")
def running_site(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: what is put into force here would change the letters of other journeys."""
    if not CHROMIUM:
        pytest.skip("No chromium on this machine: the journeys need one (Debian: apt-get install -y chromium).")
    with site.serving(template, tmp_path_factory.mktemp("stationery")) as served:
        yield served


def presses(somebody: Person, label: str, key: str = "Enter") -> None:
    """Goes there by Tab from the top of the page, and presses a key."""
    somebody.page.evaluate("() => document.activeElement && document.activeElement.blur()")
    for _try in range(250):
        somebody.page.keyboard.press("Tab")
        if somebody.page.evaluate(FOCUSED).strip().startswith(label):  # its key may be written after it
            break
    else:
        raise AssertionError(f"{label!r} is not reached by Tab")
    somebody.page.keyboard.press(key)
    somebody.page.wait_for_load_state()


def chooses_file(somebody: Person, name: str, data: bytes) -> None:
    """What is chosen in the window of the operating system, which no page sees."""
    somebody.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": data})


def in_force(ada: Person) -> None:
    ada.when_opening("/stationery/")
    presses(ada, "Acknowledgement of receipt")
    ada.then_sees("In force: The program’s.")
    with ada.page.expect_download() as starter:
        presses(ada, "Download a template to begin with")
    assert Path(starter.value.path()).read_bytes().startswith(b"PK")
    chooses_file(ada, "ours.docx", word.template(*SHEET))
    presses(ada, "Put into force")
    ada.then_sees("In force: Word template, version 1.")


def broken(ada: Person) -> None:
    """It is refused with its line, and the one before goes on working."""
    chooses_file(ada, "broken.docx", word.template("fine", "{{ nothing_of_that_name }}"))
    presses(ada, "Put into force")
    ada.then_sees("Paragraph 2: There is no placeholder “nothing_of_that_name”.")
    ada.then_sees("In force: Word template, version 1.")
    chooses_file(ada, "macros.docx", word.HOSTILE["macro-part"][0])
    presses(ada, "Put into force")
    ada.then_sees("The file contains a program (macros).")
    ada.when_opening(ada.path)
    ada.then_sees("In force: Word template, version 1.")


def drafted(ines: Person, case: str, kind: str) -> str:
    ines.when_opening(f"{case}letters/new/?kind={kind}")
    for box in ines.page.locator("input[name=parts]").all():
        box.focus()
        ines.page.keyboard.press("Space")
    presses(ines, "Draft it")
    ines.page.wait_for_url(lambda address: "/new/" not in address)
    return ines.path


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as read:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in read)


def downloaded(somebody: Person, words: str) -> bytes:
    with somebody.page.expect_download() as download:
        presses(somebody, words)
    return Path(download.value.path()).read_bytes()


def test_a_template_a_clause_a_signature_and_the_printed_file(person: People, running_site: Site) -> None:
    case = opened(person("rosa").given_signed_in(), person("ines").given_signed_in())
    ada, ines, karin = (person(name, scripts=False).given_signed_in() for name in ("ada", "ines", "karin"))
    in_force(ada)
    broken(ada)

    acknowledged = drafted(ines, case, "acknowledgement")
    ines.then_sees("The letter is written in Word.")
    ines.page.get_by_label("To", exact=True).fill("Ministry of Justice of Dorvania, second section")
    presses(ines, "Save and look")
    ines.then_sees("Saved.")
    presses(ines, "Submit for approval")
    ines.then_sees("Submitted for approval.")

    status = drafted(ines, case, "status")
    ines.page.get_by_label("Clause", exact=True).select_option(label="Confidentiality (UNCAC 46(20))")
    presses(ines, "Put in a clause")
    ines.then_sees("The clause stands at the end of the text.")
    assert "we ask you to keep the fact and the substance" in ines.page.get_by_label("Letter", exact=True).input_value()
    body = ines.page.get_by_label("Letter", exact=True)
    body.fill(body.input_value().replace("[…]", "as the file says"))
    presses(ines, "Submit for approval")
    ines.then_sees("Submitted for approval.")

    karin.when_opening("/letters/")
    presses(karin, "Sign one after the other")
    karin.then_sees("Letter 1 of 2 to sign.")
    presses(karin, "Approve")
    karin.then_sees("Letter 1 of 1 to sign.")
    presses(karin, "Approve")
    karin.then_sees("The folder is empty")

    ines.when_opening(acknowledged)
    said = text_of(downloaded(ines, "Download the PDF"))
    for words in (FOUNDING, "Dorvania, second section", "Karin Aldane"):
        assert words in said, said
    ines.when_opening(status)
    assert "we ask you to keep the fact" in text_of(downloaded(ines, "Download the PDF"))

    ines.when_opening(f"{case}print/")
    presses(ines, "Make the file")
    with site.reading(running_site):
        for _time in range(60):
            if "Download the file" in ines.words:
                break
            ines.page.wait_for_timeout(2_000)
            ines.page.reload()
        pdf = downloaded(ines, "Download the file")
    ines.then_sees("PDF/A-2b")
    with pikepdf.open(io.BytesIO(pdf)) as printed:
        assert pikepdf.pdfa.check(printed, "2b").passed
    whole = text_of(pdf)
    for words in ("Index", FOUNDING, "we ask you to keep the fact", "Timeline", "page 1 of"):
        assert words in whole, words


@pytest.mark.parametrize("width", [1280, 360])
def test_its_pages_are_for_everybody(width: int, person: People) -> None:
    ada, karin = (person(name, width=width).given_signed_in() for name in ("ada", "karin"))
    ada.when_opening("/stationery/")
    stationery = ada.path
    for page in (
        stationery,
        f"{stationery}head/",
        stationery.replace("/en/", "/acknowledgement/en/"),
        stationery.replace("/en/", "/es/"),
    ):
        ada.when_opening(page)
        looks_well(ada)
    karin.when_opening("/clauses/")
    karin.when_pressing("Write a clause")
    for number in (1, 2):
        karin.page.locator("[name=name]").fill(f"Thanks at {width}")
        karin.page.locator("[name=text-en]").fill(f"We thank you {number} times.")
        karin.when_pressing("Save")
        karin.then_sees("The clause is kept.")
        karin.when_following(f"Thanks at {width}")
    karin.then_sees("Version 2")
    looks_well(karin)

"""A mail arrives as a file: its text, what it says, and the letter attached to it, also on a telephone and from the right."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from comitas.core.text import isolated
from comitas.documents.gateways import box
from comitas.documents.tests import mails
from comitas.documents.tests.test_typeset import ARABIC
from tests.journeys import site
from tests.journeys.person import Person
from tests.journeys.site import Site

People = Callable[..., Person]
pytestmark = pytest.mark.skipif(box.available() is not None, reason="No sealed box on this machine.")
PATIENCE = 120


@pytest.fixture(scope="module")
def worker(running_site: Site) -> Iterator[None]:
    with site.reading(running_site):
        yield


def arrives(somebody: Person, path: Path, sender: str) -> None:
    somebody.when_opening("/arrivals/new/")
    somebody.when_writing("Sent by", sender)
    somebody.when_taking("kind", "request")
    somebody.page.locator("input[type=file]").set_input_files(path)
    somebody.page.get_by_text("Received, ").first.wait_for()
    somebody.when_pressing("Register")
    somebody.then_sees("is registered.")


def until_read(somebody: Person, words: str) -> None:
    """Load the page again until the letter says *words* beside the fields."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        somebody.page.reload()
        if words in somebody.page.content():
            return
        somebody.page.wait_for_timeout(1000)
    raise AssertionError(f"{words!r} does not come:\n{somebody.words}")


def test_a_mail_is_read_and_its_letter_opens_under_it(person: People, worker: None, tmp_path: Path) -> None:
    (tmp_path / "mail.dat").write_bytes(
        mails.mail(("Lettre é.docx", mails.word(mails.paragraph(mails.run("Request for assistance PG/118/2026")))))
    )
    ines = person("ines").given_signed_in()
    arrives(ines, tmp_path / "mail.dat", "")
    until_read(ines, f"Page 1: “{isolated('Office of the Prosecutor General of Borland')}”")
    ines.then_sees("Inside this file")
    ines.then_the_page_is_for_everybody()
    first = ines.page.locator(".cm-sheet text").first
    assert (first.text_content() or "").startswith("From: Office of the Prosecutor General")
    listed = ines.page.locator(".cm-inside").bounding_box()
    assert listed and listed["y"] + listed["height"] < 900, "The attached letter is in view without scrolling."
    ines.page.locator(".cm-inside a", has_text="Lettre é.docx").first.click()
    until_read(ines, "Request for assistance PG/118/2026")
    ines.then_the_page_is_for_everybody()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_a_telephone_nothing_is_cut_and_the_letters_are_legible(
    person: People, worker: None, tmp_path: Path, language: str
) -> None:
    (tmp_path / "mail.eml").write_bytes(mails.mail(("a.zip", mails.zipped(("b/c.txt", b"c"))), body=ARABIC))
    office = person("ines").given_signed_in()
    arrives(office, tmp_path / "mail.eml", f"By telephone {language}")
    until_read(office, "EE38 2200 2210 2014 5685")
    phone = person("ines", width=360, language=language).given_signed_in()
    phone.when_opening(office.path)
    phone.then_nothing_scrolls_sideways()
    phone.then_the_page_is_for_everybody()
    sheet = phone.page.locator(".cm-sheet").first.bounding_box()
    assert sheet and sheet["width"] > 280
    tall = phone.page.locator(".cm-sheet text").first.bounding_box()
    assert tall and tall["height"] > 9
    phone.page.locator("[data-act=text]").click()
    text = phone.page.locator(".cm-sheet-text").first
    text.wait_for()
    assert re.sub(r"\s+", " ", ARABIC) in re.sub(r"\s+", " ", text.inner_text())
    phone.then_nothing_scrolls_sideways()

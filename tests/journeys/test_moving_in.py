"""An earlier register is moved in by keyboard alone; without JavaScript its progress is looked at when one asks, or by itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from comitas.takeover.tests import registers
from tests.journeys import site
from tests.journeys.conftest import CHROMIUM
from tests.journeys.person import Person
from tests.journeys.site import Site

People = Callable[..., Person]
ROW = "AJ/1/14;Borland;5/3/2014;Objet;Jon Doe;Perquise;12/9/2015;Formidable;;Ines;;vu"
MEANT = {"Perquise": "c", "Formidable": "V9"}


@pytest.fixture(scope="module")
def running_site(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: what was taken over stands on every list, and the worker is to come later."""
    if not CHROMIUM:
        pytest.skip("No chromium on this machine: the journeys need one (Debian: apt-get install -y chromium).")
    with site.serving(template, tmp_path_factory.mktemp("moving")) as served:
        yield served


def chosen(rosa: Person, folder: Path, register: str) -> None:
    path = folder / "registre.csv"
    path.write_bytes(registers.file(ROW, *registers.ROWS[:1]))
    rosa.when_opening("/takeovers/")
    rosa.page.locator("input[type=file]").set_input_files(path)
    rosa.page.locator("[name=register]").focus()
    rosa.page.keyboard.type(register)
    pressed(rosa, "Read the file")


def pressed(rosa: Person, words: str) -> None:
    """Reached by Tab and pressed with Enter."""
    rosa.when_tabbing_to(words, most=80)
    rosa.page.keyboard.press("Enter")
    rosa.page.locator("main").wait_for()


def test_without_javascript_it_is_looked_at_again_by_itself_once_somebody_wants_it(
    person: People, running_site: Site, tmp_path: Path
) -> None:
    rosa = person("rosa", scripts=False, width=360).given_signed_in()
    chosen(rosa, tmp_path, "Registre lu plus tard")
    rosa.page.locator("noscript a").first.wait_for()  # words in it are not found by their text
    assert "refresh" not in rosa.page.reload().headers, "No page loads itself again unasked."
    rosa.then_nothing_scrolls_sideways()
    pressed(rosa, "Look again by itself every 15 seconds")
    rosa.page.wait_for_url("**?follow=yes")
    rosa.page.locator("noscript a", has_text="Stop looking again by itself").wait_for()
    with site.reading(running_site):
        rosa.page.get_by_text("2 rows were read").first.wait_for(timeout=90_000)
    assert "refresh" not in rosa.page.reload().headers, "And it stops by itself."


def test_a_register_is_moved_in_by_keyboard_alone(person: People, running_site: Site, tmp_path: Path) -> None:
    rosa = person("rosa").given_signed_in()
    with site.reading(running_site):
        chosen(rosa, tmp_path, "Registre 2008")
        rosa.page.get_by_text("2 rows were read").first.wait_for(timeout=90_000)
        rosa.then_the_page_is_for_everybody()
        pressed(rosa, "Columns")
        rosa.page.wait_for_url("**/columns/")
        rosa.then_the_page_is_for_everybody()
        pressed(rosa, str(rosa.page.locator("main form .govuk-button").last.inner_text()))
        for _page in range(6):
            rosa.page.locator("main").wait_for()
            if "/words/" not in rosa.path:
                break
            rosa.then_the_page_is_for_everybody()
            words_told(rosa)
        rosa.page.wait_for_url(lambda address: "/words/" not in address)
        pressed(rosa, "Check the rows")
        rosa.page.get_by_text("2 rows are good").first.wait_for(timeout=90_000)
        pressed(rosa, "Take over 2 rows")
        rosa.page.get_by_text("2 cases were taken over").first.wait_for(timeout=90_000)
        rosa.then_the_page_is_for_everybody()
    rosa.when_opening("/register/?words=AJ/1/14")
    rosa.then_sees("AJ/1/14")


def words_told(rosa: Person) -> None:
    """One page of words: what is proposed stays, what is not understood is said by typing its meaning into the list."""
    open_ = rosa.page.locator("main select[name^=code_]")
    for place in range(open_.count()):
        field = open_.nth(place)
        if field.input_value():
            continue
        label = str(field.evaluate("e => e.labels[0].innerText")).strip()
        code = next((code for word, code in MEANT.items() if word in label), "")
        assert code, f"What does {label!r} mean?"
        rosa.page.locator("body").click(position={"x": 1, "y": 1})
        rosa.when_tabbing_to(label, most=80)
        rosa.page.keyboard.type(str(field.locator(f"option[value='{code}']").inner_text()))
        assert field.input_value() == code
    before = rosa.page.url
    pressed(rosa, str(rosa.page.locator("main form .govuk-button").last.inner_text()))
    rosa.page.wait_for_url(lambda address: address != before)

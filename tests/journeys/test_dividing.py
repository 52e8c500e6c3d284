"""What lay on the scanner in one pile: divided by keyboard alone, without JavaScript, in a hurry; joined, put in order and turned."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from weasyprint import HTML

from tests.journeys import site
from tests.journeys.person import Person
from tests.journeys.site import Site

People = Callable[..., Person]
SLOWEST = 120_000  # milliseconds
BUTTON = "Put the letters together"
BACK = "This arrival is decided on: its pages stay as they are."


@pytest.fixture(autouse=True, scope="module")
def worker(running_site: Site) -> Iterator[None]:
    with site.reading(running_site):
        yield


def pile(folder: Path, name: str, *words: str) -> Path:
    """A file with a page for each of *words*, which stand in it as text."""
    style = '<style>@page { size: A5; margin: 20mm } body { font: 14pt "Noto Sans", sans-serif } p { break-after: page }</style>'
    path = folder / name
    path.write_bytes(
        HTML(string=style + "".join(f"<p>{one} of the office of Castellan.</p>" for one in words)).write_pdf()
    )
    return path


def registered(rosa: Person, sender: str, *files: Path) -> str:
    """Register the files as one arrival, and wait until they are read; gives its address."""
    rosa.when_opening("/arrivals/new/")
    rosa.page.locator("input[type=file]").set_input_files(list(files))
    if rosa.page.evaluate("typeof htmx") != "undefined":
        rosa.page.get_by_text("Received, ").nth(len(files) - 1).wait_for()
    rosa.when_writing("Sent by", sender)
    rosa.when_taking("kind", "request")
    rosa.when_pressing("Register")
    rosa.then_sees("is registered.")
    return rosa.path.partition("?")[0]


def looking_at_pages(rosa: Person, place: str, count: int) -> None:
    """Where pages are divided, once all of them are read."""
    for _try in range(120):
        rosa.when_opening(f"{place}pages/")
        if rosa.page.locator(".cm-sheets__page").count() == count:
            return
        rosa.page.wait_for_timeout(1_000)
    raise AssertionError(f"{count} pages are not read in two minutes:\n{rosa.words[:500]}")


def typed(rosa: Person, number: int, letter: str, position: str, turn: str = "") -> None:
    rosa.page.locator(f"[name=letter-{number}]").fill(letter)
    rosa.page.locator(f"[name=place-{number}]").fill(position)
    if turn:
        rosa.page.locator(f"[name=turn-{number}]").select_option(label=turn)


def letters(rosa: Person, sender: str) -> list[str]:
    """The addresses of what came from *sender* and waits, the oldest first."""
    rosa.when_opening("/arrivals/?show=all")
    links = rosa.page.locator("tbody tr", has_text=sender).locator("a[href^='/arrivals/']")
    found = dict.fromkeys(links.nth(place).get_attribute("href") for place in range(links.count()))
    return sorted(str(one) for one in found)


def original(rosa: Person) -> bytes:
    """The file behind the link of the page's first document."""
    link = rosa.page.locator("a[href$='/original']").first.get_attribute("href")
    return bytes(rosa.context.request.get(f"{rosa.address}{link}").body())


def pages_of(rosa: Person, place: str, name: str) -> list[tuple[str, bool]]:
    """Of the document *name* of an arrival, once it is put together: the words of each page, and whether it lies across."""
    for _try in range(120):
        rosa.when_opening(place)
        if name in rosa.words and rosa.page.locator("a[href$='/original']").count():
            break
        rosa.page.wait_for_timeout(1_000)
    found = pypdfium2.PdfDocument(original(rosa))
    return [
        (one.get_textpage().get_text_range().split(" of ")[0].strip(), one.get_width() > one.get_height())
        for one in found
    ]


def test_a_scan_is_divided_by_keyboard_alone(person: People, tmp_path: Path) -> None:
    rosa = person("rosa").given_signed_in()
    scan = pile(tmp_path, "morning.pdf", "First page", "Second page", "Another letter")
    place = registered(rosa, "Morning post", scan)
    looking_at_pages(rosa, place, 3)
    rosa.then_the_page_is_for_everybody()
    for letter, position in (("1", "2"), ("1", "1"), ("2", "3")):
        rosa.when_tabbing_to("Letter")
        rosa.page.keyboard.type(letter)
        rosa.when_tabbing_to("Position")
        rosa.page.keyboard.type(position)
    rosa.when_tabbing_to("Turn")
    rosa.page.keyboard.type("upside down")
    rosa.when_tabbing_to(BUTTON)
    rosa.page.keyboard.press("Enter")
    rosa.then_sees("Divided into")
    rosa.then_the_page_is_for_everybody()
    one, two = (each for each in letters(rosa, "Morning post") if each != place)
    assert pages_of(rosa, one, "morning-1.pdf") == [("Second page", False), ("First page", False)]
    assert pages_of(rosa, two, "morning-2.pdf") == [("Another letter", False)]
    rosa.when_opening(place)
    assert original(rosa) == scan.read_bytes(), "The original is kept to the byte."


def test_without_javascript_mistakes_are_told_and_nothing_typed_is_lost(person: People, tmp_path: Path) -> None:
    rosa = person("rosa", scripts=False, width=360).given_signed_in()
    rosa.when_opening("/arrivals/new/")
    rosa.page.locator("input[type=file]").set_input_files(pile(tmp_path, "plain.pdf", "Alpha", "Beta"))
    rosa.when_writing("Sent by", "Plain post")
    rosa.when_taking("kind", "request")
    rosa.when_pressing("Register")
    rosa.then_sees("1 file is kept.")
    place = rosa.path.partition("?")[0]
    looking_at_pages(rosa, place, 2)
    rosa.then_nothing_scrolls_sideways()
    rosa.when_pressing(BUTTON)
    rosa.then_sees("Nothing was divided, moved, turned or left out.")
    typed(rosa, 0, "1", "1")
    typed(rosa, 1, "101", "2", "a quarter to the right")
    rosa.when_pressing(BUTTON)
    rosa.page.locator(".govuk-error-summary").wait_for()
    rosa.then_nothing_scrolls_sideways()
    assert rosa.page.locator("[name=letter-1]").input_value() == "101"
    assert rosa.page.locator("[name=turn-1]").input_value() == "90"
    typed(rosa, 1, "2", "2")
    rosa.when_pressing(BUTTON)
    rosa.then_sees("Divided into")
    one, two = (each for each in letters(rosa, "Plain post") if each != place)
    assert pages_of(rosa, one, "plain-1.pdf") == [("Alpha", False)]
    assert pages_of(rosa, two, "plain-2.pdf") == [("Beta", True)]


def test_two_files_are_joined_put_in_order_and_turned_in_a_hurry(person: People, tmp_path: Path) -> None:
    rosa = person("rosa").given_signed_in()
    place = registered(
        rosa, "Joined post", pile(tmp_path, "letter.pdf", "Letter"), pile(tmp_path, "annex.pdf", "Annex", "Blank back")
    )
    looking_at_pages(rosa, place, 3)
    names = rosa.page.locator(".cm-sheets__fields legend").all_inner_texts()
    annex, blank, letter = (
        next(n for n, name in enumerate(names) if name.startswith(start))
        for start in ("annex.pdf, page 1", "annex.pdf, page 2", "letter.pdf")
    )
    typed(rosa, letter, "1", "1")
    typed(rosa, annex, "1", "2", "a quarter to the left")
    typed(rosa, blank, "", "3")
    rosa.page.get_by_role("button", name=BUTTON, exact=True).dblclick()
    rosa.then_sees("The pages are put in order.")
    name = f"{names[0].partition('.')[0]}.pdf"
    rosa.page.wait_for_timeout(500)
    for _try in range(120):
        rosa.when_opening(place)
        if rosa.page.locator("a", has_text=name).count() > 1 or "Put together from" in rosa.words:
            break
        rosa.page.wait_for_timeout(1_000)
    looking_at_pages(rosa, place, 3)  # the two files; what was put together is not divided again
    rosa.when_opening("/arrivals/?show=all")
    assert rosa.page.locator("tbody tr", has_text="Joined post").count() == 1


def test_a_double_click_and_going_back_divide_once(person: People, tmp_path: Path) -> None:
    rosa = person("rosa").given_signed_in()
    place = registered(rosa, "Hasty post", pile(tmp_path, "hasty.pdf", "One", "Two"))
    looking_at_pages(rosa, place, 2)
    typed(rosa, 0, "1", "1")
    typed(rosa, 1, "2", "2")
    rosa.page.get_by_role("button", name=BUTTON, exact=True).dblclick()
    rosa.then_sees("Divided into")
    rosa.page.go_back()
    rosa.then_sees(BACK)
    rosa.page.go_forward()
    rosa.page.reload()
    assert len([one for one in letters(rosa, "Hasty post") if one != place]) == 2

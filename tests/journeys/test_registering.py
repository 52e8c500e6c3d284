"""A paper letter comes in: by keyboard alone, without JavaScript, twice at once, in two tabs, restricted from the start."""

from collections.abc import Callable
from pathlib import Path

from tests.journeys.person import Person, letter

People = Callable[..., Person]


def fill(somebody: Person, sender: str) -> None:
    somebody.when_writing("Sent by", sender)
    somebody.when_taking("kind", "request")


def test_a_paper_letter_is_registered_by_keyboard_alone_in_one_screen(person: People) -> None:
    rosa = person("rosa").given_signed_in()
    rosa.when_opening("/arrivals/new/")
    rosa.then_the_page_is_for_everybody()
    rosa.when_tabbing_to("Sent by")
    rosa.page.keyboard.type("Ministry of Justice of Castellan, by hand")
    rosa.when_tabbing_to("What it is")
    rosa.page.keyboard.type("Request")
    rosa.when_tabbing_to("Register")
    rosa.page.keyboard.press("Enter")
    rosa.then_sees("is registered.")
    rosa.then_sees("Ministry of Justice of Castellan, by hand")
    rosa.then_the_page_is_for_everybody()


def test_a_mistake_is_told_and_nothing_typed_is_lost(person: People) -> None:
    rosa = person("rosa").given_signed_in()
    rosa.when_opening("/arrivals/new/")
    rosa.when_writing("Sent by", "Somebody who writes <b>boldly</b>")
    rosa.when_writing("Received on", "the day before yesterday")
    rosa.when_pressing("Register")
    rosa.page.locator(".govuk-error-summary").wait_for()
    rosa.then_the_page_is_for_everybody()
    assert rosa.page.get_by_label("Sent by", exact=True).input_value() == "Somebody who writes <b>boldly</b>"
    assert rosa.page.get_by_label("Received on", exact=True).input_value() == "the day before yesterday"


def test_without_javascript_the_form_carries_the_file(person: People, tmp_path: Path) -> None:
    rosa = person("rosa", scripts=False).given_signed_in()
    rosa.when_opening("/arrivals/new/")
    fill(rosa, "Court of Castellan, plain form")
    rosa.page.locator("input[type=file]").set_input_files(letter(tmp_path, "plain.pdf", 0.2))
    rosa.when_pressing("Register")
    rosa.then_sees("1 file is kept.")
    with rosa.page.expect_download() as download:
        rosa.page.locator("a[href$='/original']").first.click()
    assert Path(download.value.path()).read_bytes() == (tmp_path / "plain.pdf").read_bytes()


def test_a_double_click_registers_once(person: People) -> None:
    rosa = person("rosa").given_signed_in()
    rosa.when_opening("/arrivals/new/")
    fill(rosa, "Nervous sender")
    rosa.page.get_by_role("button", name="Register", exact=True).dblclick()
    rosa.then_sees("is registered.")
    assert listed(rosa, "Nervous sender") == 1


def test_going_back_and_forth_and_loading_again_registers_nothing_more(person: People) -> None:
    rosa = person("rosa").given_signed_in()
    rosa.when_opening("/arrivals/new/")
    fill(rosa, "Looked at again")
    first = rosa.page.locator("[name=once]").input_value()
    rosa.when_pressing("Register")
    rosa.then_sees("is registered.")
    rosa.page.go_back()
    rosa.then_reads("Register an arrival")
    assert rosa.page.locator("[name=once]").input_value() != first, "The form of the letter before would be sent again."
    rosa.page.go_forward()
    rosa.page.reload()
    assert listed(rosa, "Looked at again") == 1


def test_two_tabs_register_two_letters(person: People) -> None:
    rosa = person("rosa").given_signed_in()
    first, second = rosa.page, rosa.another_tab()
    for tab, sender in ((first, "Left tab"), (second, "Right tab")):
        rosa.page = tab
        rosa.when_opening("/arrivals/new/")
        fill(rosa, sender)
    for tab in (first, second):
        rosa.page = tab
        rosa.when_pressing("Register")
        rosa.then_sees("is registered.")
    assert (listed(rosa, "Left tab"), listed(rosa, "Right tab")) == (1, 1)


def test_restricted_from_the_start_it_is_not_there_for_others(person: People) -> None:
    karin, jonas, ines = (person(name).given_signed_in() for name in ("karin", "jonas", "ines"))
    karin.when_opening("/arrivals/new/")
    fill(karin, "Informant of the harbour")
    karin.when_unfolding("Only few may know of it")
    karin.page.get_by_label("Restrict: only the readers named here see it").check()
    karin.page.get_by_label("Ines Marlow").check()
    karin.when_pressing("Register")
    karin.then_sees("is registered.")
    place = karin.path
    ines.when_opening(place)
    ines.then_sees("Informant of the harbour")
    ines.then_sees("Restricted")
    jonas.when_opening("/language/en/?next=/arrivals/?show=all")
    jonas.then_does_not_see("Informant of the harbour")
    jonas.when_opening(place)
    jonas.then_does_not_see("Informant of the harbour")
    jonas.then_the_page_is_for_everybody()


def listed(somebody: Person, sender: str) -> int:
    somebody.when_opening("/arrivals/?show=all")
    return int(somebody.page.locator("tbody tr", has_text=sender).count())

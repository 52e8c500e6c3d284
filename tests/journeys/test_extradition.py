"""Somebody is wanted: from the arrival to the computed minimum penalty, by keyboard alone and without JavaScript."""

from collections.abc import Callable

from tests.journeys.person import Person

People = Callable[..., Person]
FAR = 200
"""Presses of Tab: an arrival offers every legal basis and every measure."""


def entered(somebody: Person) -> None:
    """Enter on a link or a button, and the page that it leads to is there."""
    with somebody.page.expect_navigation():
        somebody.page.keyboard.press("Enter")


def typing(somebody: Person, path: str, button: str, **typed: str) -> None:
    """Open a form, and fill it in and send it by the keyboard alone. *typed*: label with _ for blanks → text."""
    somebody.when_opening(path)
    for label, text in typed.items():
        somebody.when_tabbing_to(label.replace("_", " "), most=FAR)
        somebody.page.keyboard.type(text)
    somebody.when_tabbing_to(button, most=FAR)
    entered(somebody)
    somebody.page.locator("main").wait_for()


def test_a_person_who_is_wanted_is_taken_in_by_keyboard_and_without_javascript(person: People) -> None:
    rosa, ines = (person(name, scripts=False).given_signed_in() for name in ("rosa", "ines"))
    rosa.when_opening("/arrivals/new/")
    rosa.when_tabbing_to("Sent by")
    rosa.page.keyboard.type("Ministry of Justice of Borland")
    rosa.when_tabbing_to("What it is")
    rosa.page.keyboard.type("Request for extradition")
    rosa.when_tabbing_to("Register")
    entered(rosa)
    rosa.then_sees("is registered.")

    typing(ines, rosa.path, "Accept as a new case A", Title_of_the_case="Extradition of Tomas Verrill")
    ines.then_sees("opened.")
    case = ines.path
    fill_in(ines, case)


def fill_in(ines: Person, case: str) -> None:
    """Person, offence with its penalties, part, papers; the check computes the minimum penalty."""
    typing(
        ines, f"{case}persons/add/", "Add the person", Name="Tomas Verrill", Category="accused", Nationality="Borland"
    )
    typing(
        ines, f"{case}offences/add/", "Add the offence", The_offence_as_the_request_cites_it="Bribery, section 204",
        When_and_where_it_was_committed="Port Selwyn, May 2024", Longest_penalty_by_their_law="96", Longest_penalty_by_our_law="11",
    )  # fmt: skip
    ines.when_opening(f"{case}parts/add/")
    ines.when_tabbing_to("What is asked")
    ines.page.keyboard.type("Extradition for prosecution")
    for box in ("European Convention on Extradition", "Tomas Verrill"):
        ines.when_tabbing_to(box)
        ines.page.keyboard.press("Space")
    ines.when_tabbing_to("Add the part")
    entered(ines)
    ines.then_sees("1 not begun.")
    ines.when_opening(f"{case}checks/")
    ines.then_sees("no offence is punishable in both States with at least 12 months")
    ines.when_opening(case)
    ines.when_tabbing_to("Bribery, section 204", most=120)
    entered(ines)
    ines.when_tabbing_to("Longest penalty by our law")
    ines.page.keyboard.press("Control+A")
    ines.page.keyboard.type("60")
    ines.when_tabbing_to("Save")
    entered(ines)
    ines.when_opening(f"{case}checks/")
    said = ines.page.get_by_text("is punishable in both States with at least the minimum.").first
    said.wait_for(state="attached")  # what is met is folded away

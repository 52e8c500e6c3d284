"""Somebody is wanted: from the arrival to the surrender, by keyboard alone and without JavaScript; the same pages in French on a phone."""

from collections.abc import Callable
from pathlib import Path

from comitas.core import clock
from comitas.samples.neighbours import COURT
from tests.journeys.conftest import SHOTS
from tests.journeys.person import Person

People = Callable[..., Person]
YES, NO = "yes", "no"
FAR = 200
"""Presses of Tab: an arrival offers every legal basis and every measure."""


def entered(somebody: Person) -> None:
    """Enter on a link or a button, and the page that it leads to is there."""
    with somebody.page.expect_navigation():
        somebody.page.keyboard.press("Enter")


def typing(somebody: Person, path: str, button: str, **typed: str) -> None:
    """Open a form, and fill it in and send it by the keyboard alone. *typed*: label with _ for blanks → text, or the answer of a question."""
    somebody.when_opening(path)
    for label, text in typed.items():
        if text in (YES, NO):
            somebody.when_tabbing_to("Yes", most=FAR)
            somebody.page.keyboard.press("Space" if text == YES else "ArrowDown")
        else:
            somebody.when_tabbing_to(label.replace("_", " "), most=FAR)
            somebody.page.keyboard.type(text)
    somebody.when_tabbing_to(button, most=FAR)
    entered(somebody)
    somebody.page.locator("main").wait_for()


def test_a_person_is_surrendered_by_keyboard_and_without_javascript(person: People) -> None:
    rosa, ines, karin = (person(name, scripts=False).given_signed_in() for name in ("rosa", "ines", "karin"))
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
    part = decide(ines, karin, case)
    today = clock.local_date(clock.now(), "Europe/Oslo").isoformat()
    typing(
        ines,
        f"{part}steps/agree-surrender/",
        "Record day and place of the surrender",
        Day_of_the_surrender=today,
        Place="Border post",
    )
    ines.then_sees("Surrender agreed")
    typing(ines, f"{part}steps/surrender/", "Record the surrender", Place="Border post")
    ines.when_opening(case)
    ines.then_sees("1 surrendered.")
    ines.then_does_not_see("In custody")
    typing(ines, f"{case}close/", "Close the case")
    ines.then_sees("Closed")
    look_in_french(person("ines", scripts=False, width=360), case, part)


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


def decide(ines: Person, karin: Person, case: str) -> str:
    """Arrest, court, grant; gives the address of the part."""
    ines.when_opening(case)
    part = str(ines.page.locator("#parts a[href*='/parts/']").first.get_attribute("href"))
    typing(ines, f"{part}steps/arrest/", "Record the arrest", Place="Port Selwyn prison")
    ines.when_opening(case)
    ines.then_sees("In custody")
    typing(ines, f"{part}steps/examine/", "Begin the examination")
    typing(ines, f"{part}steps/transmit/", "Transmit to the executing authority", Executing_authority=COURT)
    typing(ines, f"{part}steps/go-to-court/", "Record that it is before a court", Court="Court of Appeal")
    typing(
        ines,
        f"{part}steps/court-allows/",
        "Record that the court allows it",
        Decision="Order 7 of today",
        The_remedy_suspends=NO,
    )
    ines.then_sees("Allowed by the court")
    typing(karin, f"{part}steps/grant/", "Grant it", Punishable=NO)
    karin.then_sees("Granted")
    return part


def look_in_french(ines: Person, case: str, part: str) -> None:
    """On a telephone nothing goes off the side, and no word is left in English."""
    ines.given_signed_in()
    for place, path in enumerate(
        (case, part, f"{case}checks/", f"{case}papers/", "/requests/new/", f"{part}steps/refuse/")
    ):
        ines.when_opening(f"/language/fr/?next={path}")
        ines.page.locator("main").wait_for()
        if SHOTS:
            ines.page.screenshot(path=Path(SHOTS) / f"extradition-{place}.png", full_page=True)
        ines.then_nothing_scrolls_sideways()
        for words in ("Surrender", "Minimum penalty", "Another State asks", "Extradition of a person"):
            ines.then_does_not_see(words)

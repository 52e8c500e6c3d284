"""Somebody is wanted: from the arrival to the figures, by keyboard alone and without JavaScript."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from comitas.core import clock
from comitas.samples.neighbours import COURT
from tests.journeys import site
from tests.journeys.conftest import CHROMIUM
from tests.journeys.person import Person
from tests.journeys.site import Site

People = Callable[..., Person]
FAR = 200
"""Presses of Tab: an arrival offers every legal basis and every measure."""
LINE = "Granted fully"
ECE_12 = (
    "The sentence or the warrant of arrest, original or authenticated copy",
    "A statement of the offences: time, place, legal description, provisions",
    "A copy of the enactments, or a statement of the law",
)


@pytest.fixture(scope="module")
def running_site(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own with its worker: the figures follow, and what other journeys brought in is not read for them."""
    if not CHROMIUM:
        pytest.skip("No chromium on this machine: the journeys need one (Debian: apt-get install -y chromium).")
    with site.serving(template, tmp_path_factory.mktemp("wanted")) as served, site.reading(served):
        yield served


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


def stepping(somebody: Person, case: str, step: str, *answers: tuple[str, str]) -> None:
    """From the page of the case to its part, to the step, and through its form. *answers*: label → what is typed, or a key."""
    somebody.when_opening(case)
    reached(somebody, somebody.page.locator("#parts a.cm-cell__main").inner_text())
    reached(somebody, step)
    for label, text in answers:
        somebody.when_tabbing_to(label)
        if text in ("Space", "ArrowDown"):
            somebody.page.keyboard.press(text)
        else:
            somebody.page.keyboard.type(text)
    somebody.when_tabbing_to(step)
    entered(somebody)
    somebody.then_sees("Recorded:")


def reached(somebody: Person, words: str) -> None:
    """Tab to a link and follow it, unfolding on the way what is folded away."""
    for _try in range(FAR):
        somebody.page.keyboard.press("Tab")
        tag, here = somebody.page.evaluate(
            "() => [document.activeElement.tagName, document.activeElement.innerText.trim()]"
        )
        if here == words:
            return entered(somebody)
        if tag == "SUMMARY" and here == "Other steps":
            somebody.page.keyboard.press("Space")
    raise AssertionError(f"{words!r} is not reached on {somebody.path}")


def counted(lea: Person) -> int:
    """This year's incoming requests that were granted."""
    lea.when_opening(f"/figures/?period={clock.now().year}")
    row = lea.page.locator("table").first.locator("tr", has=lea.page.get_by_role("rowheader", name=LINE, exact=True))
    return int(row.locator("td").first.inner_text())


def test_a_person_who_is_wanted_is_taken_in_by_keyboard_and_without_javascript(person: People) -> None:
    rosa, ines = (person(name, scripts=False).given_signed_in() for name in ("rosa", "ines"))
    case = taken_in(rosa, ines, "Request for extradition", "Tomas Verrill")
    asked(ines, case, "Extradition for prosecution", "Tomas Verrill")
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


def test_a_person_is_arrested_granted_surrendered_and_counted_by_keyboard_and_without_javascript(
    person: People,
) -> None:
    rosa, ines, karin, lea = (
        person(name, scripts=False).given_signed_in() for name in ("rosa", "ines", "karin", "lea")
    )
    before = counted(lea)
    case = taken_in(rosa, ines, "Request for provisional arrest", "Milo Sarnath")
    asked(ines, case, "Provisional arrest", "Milo Sarnath")
    held(ines, case)
    decided(ines, karin, case)
    handed_over(ines, case)
    typing(ines, f"{case}close/", "Close the case")
    ines.then_sees("Closed")
    for _try in range(60):  # the figures follow the ledger
        if counted(lea) == before + 1:
            break
        lea.page.wait_for_timeout(500)
    assert counted(lea) == before + 1


def held(ines: Person, case: str) -> None:
    """Arrested provisionally: the clocks run from the arrest, until the request and its papers have come and are checked."""
    stepping(ines, case, "Record the provisional arrest", ("Place", "Norrhaven prison"))
    ines.when_opening(case)
    for words in ("In custody", "1 waiting for the papers.", "ECE 16(4)"):
        ines.then_sees(words)
    noted(
        ines, case, "It says that a warrant or a sentence exists", "It says that a request for extradition will follow"
    )
    stepping(ines, case, "Record that the request has come", ("What is asked now", "Extradition for prosecution"))
    ines.when_opening(f"{case}checks/")
    ines.then_sees("ECE 12(2)(a)")
    noted(ines, case, *ECE_12)


def noted(ines: Person, case: str, *papers: str) -> None:
    """Each of *papers* is there; what the checks say is on the page that follows."""
    ines.when_opening(f"{case}checks/")
    reached(ines, "Note what came with the request")
    for paper in papers:
        ines.when_tabbing_to(paper)
        ines.page.keyboard.type("Yes")
    ines.when_tabbing_to("Save")
    entered(ines)
    ines.then_sees("Saved.")


def decided(ines: Person, karin: Person, case: str) -> None:
    """Before the court, allowed, granted by the head, told to the other State."""
    stepping(ines, case, "Record that it is before a court", ("Court", COURT), ("Their number", "Ausl 4/26"))
    stepping(ines, case, "Record that the court allows it", ("Decision", "Allowed, Ausl 4/26"), ("Yes", "ArrowDown"))
    stepping(karin, case, "Grant it", ("Yes", "ArrowDown"))
    stepping(ines, case, "Record the decision as told", ("Channel", "by letter"))


def handed_over(ines: Person, case: str) -> None:
    """Day and place agreed, then the surrender; the person is held no more."""
    day = clock.now().date() + timedelta(days=5)
    stepping(
        ines, case, "Record day and place of the surrender",
        ("Day of the surrender", f"{day:%d.%m.%Y}"), ("Place", "Norrhaven airport"),
    )  # fmt: skip
    ines.when_opening(case)
    ines.then_sees("ECE 18(4)")
    stepping(ines, case, "Record the surrender", ("Place", "Norrhaven airport"))
    ines.when_opening(case)
    ines.then_sees("1 surrendered.")
    ines.then_does_not_see("In custody")
    reached(ines, ines.page.locator("#parts a.cm-cell__main").inner_text())
    ines.then_sees("Held for the extradition")


def taken_in(rosa: Person, ines: Person, kind: str, name: str) -> str:
    """Registered by the one, accepted as a case by the other; the address of the case."""
    rosa.when_opening("/arrivals/new/")
    rosa.when_tabbing_to("Sent by")
    rosa.page.keyboard.type("Ministry of Justice of Borland")
    rosa.when_tabbing_to("What it is")
    rosa.page.keyboard.type(kind)
    rosa.when_tabbing_to("Register")
    entered(rosa)
    rosa.then_sees("is registered.")
    typing(ines, rosa.path, "Accept as a new case A", Title_of_the_case=f"Extradition of {name}")
    ines.then_sees("opened.")
    return ines.path


def asked(ines: Person, case: str, what: str, name: str) -> None:
    """Person, offence with its penalties, part."""
    typing(ines, f"{case}persons/add/", "Add the person", Name=name, Category="accused", Nationality="Borland")
    typing(
        ines, f"{case}offences/add/", "Add the offence", The_offence_as_the_request_cites_it="Bribery, section 204",
        When_and_where_it_was_committed="Port Selwyn, May 2024", Longest_penalty_by_their_law="96", Longest_penalty_by_our_law="11",
    )  # fmt: skip
    ines.when_opening(f"{case}parts/add/")
    ines.when_tabbing_to("What is asked")
    ines.page.keyboard.type(what)
    for box in ("European Convention on Extradition", name):
        ines.when_tabbing_to(box)
        ines.page.keyboard.press("Space")
    ines.when_tabbing_to("Add the part")
    entered(ines)
    ines.then_sees("1 not begun.")

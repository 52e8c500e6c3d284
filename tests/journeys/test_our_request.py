"""A prosecutor at home asks; the request is drafted, returned, reviewed, approved, posted, chased, answered and satisfies.

Once by whoever has everything, once on a telephone, in French and without JavaScript; and what is typed, by keyboard alone.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext

from comitas.cases.rules.families import STATES
from comitas.samples.neighbours import COURT
from tests.journeys.person import Person, letter

People = Callable[..., Person]
MAIN = "main form.cm-fields button[type=submit]"
TOPICS: tuple[tuple[str, dict[str, str]], ...] = (
    ("requester", {"requester_number": "RH 12/26", "hearing_on": "20 April 2030"}),
    ("matter", {"subject": "Bribes for a dredging contract", "proceeding_kind": "investigation",
                "conducting": "Investigating Judge of Norrhaven", "conducting_functions": "Investigates serious offences"}),
    ("facts", {"facts": "The company paid 385,000 in four parts.", "nexus": "The money left an account in Port Selwyn."}),
    ("purpose", {"purpose": "To trace the payments"}),
    ("procedure", {"plain_procedure": "on"}),
    ("language", {"language": "en"}),
    ("deadline", {"wanted_by": "10 April 2030", "wanted_because": "The hearing of 20 April"}),
)  # fmt: skip


class Writer:
    """One person at the pages of a request, whatever their language is: by the names of fields, not by their words."""

    def __init__(self, who: Person, language: str) -> None:
        self.who, self.page, self.language = who, who.page, language
        who.given_signed_in()
        who.when_opening(f"/language/{language}/?next=/")

    def opens(self, path: str) -> "Writer":
        self.who.when_opening(path)
        return self.looks()

    def looks(self) -> "Writer":
        """Nobody scrolls sideways, and with JavaScript axe has nothing to say."""
        self.page.locator("main").wait_for()
        self.who.then_nothing_scrolls_sideways()
        if self.page.evaluate("typeof htmx") != "undefined":
            self.who.then_the_page_is_for_everybody()
        return self

    def fills(self, **values: str) -> "Writer":
        for name, value in values.items():
            field = self.page.locator(f"[name='{name}']")
            kind = field.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
            if kind == "select":
                field.select_option(value=value)
            elif kind == "checkbox" and field.count() == 1:
                field.check()
            elif kind in ("radio", "checkbox"):
                field.and_(self.page.locator(f"[value='{value}']")).check()
            else:
                field.fill(value)
        return self

    def sends(self, button: str = MAIN) -> "Writer":
        """Press, and be somewhere else afterwards."""
        before = self.page.url
        self.page.locator(button).first.click()
        self.page.wait_for_url(lambda address: address != before)
        return self.looks()

    def sees(self, words: str) -> "Writer":
        self.who.then_sees(words)
        return self

    def said(self, words: str) -> str:
        with translation.override(self.language):
            return gettext(words)


@pytest.mark.parametrize(("scripts", "width", "language"), [(True, 1280, "en"), (False, 360, "fr")])
def test_from_the_prosecutor_to_satisfied(
    person: People, tmp_path: Path, scripts: bool, width: int, language: str
) -> None:
    def sits(name: str) -> Writer:
        return Writer(person(name, scripts=scripts, width=width, language=language), language)

    rosa, ines, jonas, karin = (sits(name) for name in ("rosa", "ines", "jonas", "karin"))
    case, number = drafted(rosa, ines, f"Bank records {language}")
    reviewed(case, ines, jonas, karin)
    posted(case, rosa, tmp_path)
    chased(case, ines, karin)
    answered(case, f"{number}-1", rosa, ines)
    ines.opens(case)
    assert ines.said(STATES["satisfied"].tag) in ines.who.words


def arrival(rosa: Writer, kind: str, sender: str) -> str:
    """What came on paper, registered."""
    rosa.opens("/arrivals/new/").fills(sender=sender, kind=kind)
    rosa.sends("main form button[type=submit]")
    return rosa.who.path.partition("?")[0]


def drafted(rosa: Writer, ines: Writer, title: str) -> tuple[str, str]:
    """From the prosecutor's letter to a draft in which nothing is missing; its case and its number."""
    came = arrival(rosa, "domestic_request", COURT)
    ines.opens(came).fills(title=title, state_from="XB").sends("button[name=do][value=accept]")
    number = re.search(r"20\d\d/\d{4}", ines.who.words)
    case = ines.who.path.partition("?")[0]
    assert number and re.fullmatch(r"/cases/[0-9a-f-]{36}/", case)
    for topic, values in TOPICS:
        ines.opens(f"{case}draft/{topic}/").fills(**values).sends()
    ines.opens(f"{case}draft/addressee/")
    ines.page.locator("[name=addressee]").first.check()
    with ines.page.expect_navigation():  # to the same page: each way is weighed now against what that authority accepts
        ines.page.locator(MAIN).first.click()
    ines.page.locator("[name=channel_planned]").first.check()
    ines.sends()
    ines.opens(f"{case}draft/persons/add/").fills(name="Tomas Ravelin", role="subject", category="suspect").sends()
    ines.opens(f"{case}draft/offences/add/").fills(
        cited="Active bribery", provision="Section 187", text="Whoever gives"
    ).sends()
    ines.opens(f"{case}draft/measures/add/").fills(measure="f").sends()
    person = ines.page.locator("[name=persons]").first.get_attribute("value")
    ines.fills(description="Statements of account 3010 44 90127", persons=str(person)).fills(
        **{"detail-holder": "Bank of Two Rivers", "detail-account": "3010 44 90127", "detail-period": "2021 to 2024"}
    ).sends()
    ines.opens(f"{case}draft/basis/")
    ines.page.locator("[name=chosen]").first.check()
    ines.sends()
    return case, number.group()


def reviewed(case: str, ines: Writer, jonas: Writer, karin: Writer) -> None:
    """Submitted, returned with a remark, corrected, reviewed by a second person, approved by the head."""
    ines.opens(f"{case}request/").sends("form[action$='/submit/'] button[type=submit]")
    ines.opens(f"{case}request/")
    assert ines.page.locator("form[action$='/review/']").count() == 0, "Nobody reviews their own."
    jonas.opens(f"{case}request/")
    jonas.page.locator("form[action$='/return/'] [name=note]").fill("Say when the account was opened.")
    jonas.sends("form[action$='/return/'] button[type=submit]")
    ines.opens(f"{case}draft/").sees("Say when the account was opened.")
    ines.opens(f"{case}draft/facts/").fills(facts="The company paid 385,000 from an account opened in 2019.").sends()
    ines.opens(f"{case}request/").sees("opened in 2019").sends("form[action$='/submit/'] button[type=submit]")
    jonas.opens(f"{case}request/").sends("form[action$='/review/'] button[type=submit]")
    karin.opens(f"{case}request/").sends("form[action$='/approve/'] button[type=submit]")


def posted(case: str, rosa: Writer, folder: Path) -> None:
    """By registered post, with its number, and with the proof that it arrived."""
    rosa.opens(f"{case}request/sent/").fills(
        kind="original", channel="letter", to="Port Selwyn", tracking="RR 77 100 2"
    ).sends()
    rosa.sees("RR 77 100 2")
    rosa.opens(f"{case}documents/add/")
    rosa.page.locator("input[type=file]").set_input_files(letter(folder, "return receipt.pdf", 0.05))
    if rosa.page.evaluate("typeof htmx") != "undefined":
        rosa.page.get_by_text("Received, ").first.wait_for()
    rosa.sends("main form button[type=submit]")
    rosa.opens(case)
    rosa.opens(str(rosa.page.locator("a[href^='/dispatches/']").first.get_attribute("href")))
    proof = rosa.page.locator("[name=proof] option", has_text="return receipt.pdf").get_attribute("value")
    rosa.fills(delivered_on=rosa.page.evaluate("new Date().toISOString().slice(0, 10)"), proof=str(proof)).sends()
    rosa.opens(case).sees("return receipt.pdf")


def chased(case: str, ines: Writer, karin: Writer) -> None:
    """Nothing comes: a reminder, approved by the head, sent."""
    ines.opens(f"{case}letters/new/?kind=reminder-abroad")
    for box in ines.page.locator("[name=parts]").all():
        box.check()
    ines.sends("main form button[type=submit]")
    written = ines.who.path
    body = ines.page.locator("[name=body]")
    body.fill(body.input_value().replace("[…]", "the records"))
    ines.page.locator("button[name=then][value=submit]").click()
    ines.page.locator("main").wait_for()
    karin.opens(written)
    karin.page.locator("form[action$='/approve/'] button[type=submit]").first.click()
    ines.opens(written)
    ines.opens(f"{written}sent/").fills(channel="letter")
    ines.sends("main form button[type=submit]")


def answered(case: str, part: str, rosa: Writer, ines: Writer) -> None:
    """Each answer comes through the door, and goes into its part."""
    for kind, sender, meaning, words in (
        ("acknowledgement", "Office of the Prosecutor General of Borland", "acknowledge", ""),
        (
            "reply",
            "Office of the Prosecutor General of Borland",
            "receive-result",
            "Statements of four years, certified.",
        ),
        ("domestic_reply", COURT, "satisfy", "It is what was needed."),
    ):
        came = arrival(rosa, kind, sender)
        ines.opens(came).fills(case_number=part, meaning=meaning, result=words).sends("button[name=do][value=join]")
        if words:
            ines.opens(case)


def test_a_page_of_the_draft_is_filled_and_the_request_submitted_by_keyboard_alone(person: People) -> None:
    ines = person("ines").given_signed_in()
    ines.when_opening("/requests/new/")
    ines.when_tabbing_to("To which State")
    ines.page.keyboard.type("Borland")
    ines.when_tabbing_to("What it is about, in a few words")
    ines.page.keyboard.type("Records by keyboard")
    ines.when_tabbing_to("Begin the draft")
    ines.page.keyboard.press("Enter")
    ines.page.wait_for_url("**/draft/requester/")
    case = ines.path.partition("draft/")[0]
    ines.when_opening(f"{case}draft/facts/")
    ines.when_tabbing_to("Summary of the facts")
    ines.page.keyboard.type("Typed without a mouse.")
    ines.when_tabbing_to("Save and go on")
    ines.page.keyboard.press("Enter")
    ines.page.wait_for_url(lambda address: not address.endswith("/facts/"))
    ines.when_opening(f"{case}draft/measures/add/")
    ines.when_tabbing_to(str(ines.page.locator("main label").first.inner_text()))
    ines.page.keyboard.press("Space")
    ines.when_tabbing_to("Go on")
    ines.page.keyboard.press("Enter")
    ines.page.wait_for_url("**/parts/**")
    ines.when_opening(f"{case}request/")
    ines.then_sees("Typed without a mouse.")
    ines.when_tabbing_to("Submit it for review")
    ines.page.keyboard.press("Enter")
    ines.page.locator(".govuk-error-summary").wait_for()
    ines.then_sees("Legal basis")  # what is missing is named, and nothing is submitted
    ines.then_the_page_is_for_everybody()

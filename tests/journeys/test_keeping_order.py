"""The auditor verifies; the administrator lets somebody in."""

import re
from collections.abc import Callable

from tests.journeys.person import Person

People = Callable[..., Person]


def test_the_auditor_verifies_the_ledger(person: People) -> None:
    max_ = person("max").given_signed_in()
    max_.when_opening("/language/en/?next=/ledger/")
    max_.then_the_page_is_for_everybody()
    max_.when_pressing("Verify the ledger")
    max_.then_reads("Is the ledger whole?")
    max_.page.get_by_text(re.compile("stands? as (it was|they were) written")).wait_for()
    max_.then_the_page_is_for_everybody()
    max_.when_opening("/ledger/readings/")
    max_.then_the_page_is_for_everybody()


def test_the_administrator_lets_somebody_in_and_gives_a_role(person: People) -> None:
    ada = person("ada").given_signed_in()
    ada.when_opening("/language/en/?next=/people/new/")
    ada.then_the_page_is_for_everybody()
    ada.when_writing("Full name", "Nora Vey")
    ada.when_writing("Name to sign in with", "nora")
    ada.when_writing("E-mail address", "nora@arland.example")
    ada.page.get_by_label("First password").fill("a lantern in the harbour")
    ada.when_pressing("Add")
    ada.then_reads("Nora Vey")
    nora = person("nora").given_signed_in("a lantern in the harbour")
    nora.then_reads("Change your password")
    nora.then_the_page_is_for_everybody()
    nora.when_writing("Password now", "a lantern in the harbour")
    nora.when_writing("New password", "a quiet meadow by the mill")
    nora.when_writing("New password again", "a quiet meadow by the mill")
    nora.when_pressing("Change the password")
    nora.then_does_not_see("New arrivals")
    ada.when_choosing("Authority", "Central Authority of Arland")
    ada.when_choosing("Role", "Registrar")
    ada.when_pressing("Give the role")
    ada.then_sees("Saved.")
    ada.then_the_page_is_for_everybody()
    nora.when_opening("/language/en/?next=/")
    nora.then_sees("New arrivals")
    again = person("nora")  # at another browser, her password forgotten
    again.when_opening("/sign-in/")
    again.when_following("Forgotten password")
    again.then_sees("Ask an administrator of your authority")
    again.then_the_page_is_for_everybody()
    ada.when_following("Give a new first password")
    ada.then_the_page_is_for_everybody()
    ada.when_pressing("Give a new first password")
    ada.then_sees("Tell it by telephone or in person.")
    ada.then_the_page_is_for_everybody()
    again.given_signed_in(ada.page.locator("#given").inner_text())
    again.then_reads("Change your password")

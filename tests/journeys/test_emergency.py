"""Friday night: a restricted case is opened on a telephone without JavaScript; head and auditor see it, and the head ends it."""

import re
from collections.abc import Callable

from tests.journeys.person import Person

People = Callable[..., Person]
WHY = "A prisoner is to be released tonight and nobody of the team answers."
SECRET = "Transfer of the Kestley brothers"


def test_a_restricted_case_is_opened_in_an_emergency_and_closed_by_the_head(person: People) -> None:
    karin = person("karin").given_signed_in()
    karin.when_opening("/arrivals/oral/")
    karin.page.locator("[name=sender]").fill("Prosecutor of Borland")
    karin.page.locator("[name=title]").fill(SECRET)
    karin.page.locator("[name=asked]").fill("To hold both until Monday.")
    karin.page.locator("main form button[type=submit]").last.click()
    karin.page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
    case = karin.path
    karin.when_opening(f"{case}readers/")
    karin.page.get_by_label("Ines Marlow").check()
    karin.when_pressing("Restrict")
    karin.then_sees("Only the readers named here see this case.")
    number = re.findall(r"20\d\d/\d{4}", karin.words)[0]

    jonas = person("jonas", scripts=False, width=360).given_signed_in()
    jonas.when_opening(case)
    jonas.then_does_not_see(SECRET)
    jonas.when_opening("/register/")
    jonas.page.get_by_role("link", name=f"Emergency access {number}").click()
    jonas.then_reads("Open a restricted case in an emergency")
    jonas.then_nothing_scrolls_sideways()
    jonas.page.locator("[name=reason]").fill("now")
    jonas.when_pressing("Open the case")
    jonas.then_sees("Write what the emergency is")
    assert jonas.page.locator("[name=number]").input_value() == number
    jonas.page.locator("[name=reason]").fill(WHY)
    jonas.when_pressing("Open the case")
    jonas.then_sees(SECRET)
    jonas.when_opening("/")
    jonas.then_sees(f"You see the restricted case {number} in an emergency")
    jonas.then_nothing_scrolls_sideways()

    max_ = person("max", language="fr").given_signed_in()
    max_.then_sees(f"Jonas Haskel opened the restricted case {number}")
    max_.when_opening("/language/fr/?next=/ledger/emergencies/")
    max_.then_reads("Accès d’urgence")
    max_.then_sees(WHY)
    max_.then_does_not_see(SECRET)
    max_.then_the_page_is_for_everybody()
    max_.then_nothing_scrolls_sideways()

    karin.when_opening("/ledger/emergencies/")
    karin.then_the_page_is_for_everybody()
    karin.page.get_by_role("button", name=re.compile(r"^End now")).first.click()
    karin.then_sees("The emergency access is ended.")
    jonas.when_opening(case)
    jonas.then_does_not_see(SECRET)
    jonas.when_opening("/register/emergency/")

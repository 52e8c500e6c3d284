"""Signing in, by role and by language; the second factor; the sessions."""

from collections.abc import Callable

import pytest
from django.utils import translation

from comitas.samples.cast import CAST, PASSWORD
from tests.journeys.person import Person

People = Callable[..., Person]
HOME = "What needs you today"


def in_words(text: str, language: str) -> str:
    with translation.override(language):
        return str(translation.gettext(text))


@pytest.mark.parametrize("name", [part.username for part in CAST])
def test_each_of_the_cast_signs_in_reads_home_in_both_languages_and_signs_out(name: str, person: People) -> None:
    somebody = person(name).given_signed_in()
    for language in ("en", "fr"):
        somebody.when_opening(f"/language/{language}/?next=/")
        somebody.then_reads(in_words(HOME, language))
        assert somebody.page.locator("html").get_attribute("lang") == language
        somebody.then_the_page_is_for_everybody()
    somebody.page.locator(".cm-top__me summary").click()
    somebody.page.locator(".cm-menu button").click()
    assert somebody.path.startswith("/sign-in/")


def test_a_wrong_password_is_told_in_the_language_of_the_page(person: People) -> None:
    somebody = person("rosa")
    somebody.when_opening("/language/fr/?next=/sign-in/")
    somebody.page.locator("[name=login]").fill("rosa")
    somebody.page.locator("[name=password]").fill("lantern")
    somebody.page.locator("form [type=submit], form button").last.click()
    assert somebody.page.locator("html").get_attribute("lang") == "fr"
    assert somebody.path.startswith("/sign-in/")
    somebody.page.locator(".govuk-error-summary, [role=alert]").first.wait_for()
    somebody.then_the_page_is_for_everybody()


def test_signing_out_everywhere_else_ends_the_other_browser(person: People) -> None:
    at_the_desk, at_the_counter = person("lea").given_signed_in(), person("lea").given_signed_in()
    at_the_desk.when_opening("/language/en/?next=/account/sessions/")
    at_the_desk.then_the_page_is_for_everybody()
    at_the_desk.when_pressing("Sign out everywhere else")
    at_the_desk.page.locator("[name=password]").fill(PASSWORD)
    at_the_desk.when_pressing("Continue")
    at_the_desk.then_reads("Where you are signed in")
    at_the_counter.when_opening("/")
    assert at_the_counter.path.startswith("/sign-in/")
    at_the_desk.when_opening("/")
    at_the_desk.then_reads(HOME)


def test_a_second_factor_is_set_up_and_asked_for_and_a_recovery_code_replaces_it(person: People) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    def code(secret: str) -> str:
        counters = list(yield_hotp_counters_from_time())
        return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))

    pavel = person("pavel").given_signed_in()
    pavel.when_opening("/language/en/?next=/account/second-factor/add/")
    if "confirm" in pavel.path:
        pavel.page.locator("[name=password]").fill(PASSWORD)
        pavel.when_pressing("Continue")
    pavel.then_reads("Add an authenticator")
    pavel.then_the_page_is_for_everybody()
    assert pavel.page.locator("img").first.evaluate("image => image.naturalWidth") > 0, (
        "The picture of the key is not shown."
    )
    secret = pavel.page.locator("code").inner_text()
    pavel.page.get_by_label("Code").fill(code(secret))
    pavel.when_pressing("Add the authenticator")
    pavel.when_opening("/account/recovery-codes/")
    pavel.then_the_page_is_for_everybody()
    spare = pavel.page.locator("li code").first.inner_text()

    at_home = person("pavel")
    at_home.when_signing_in()
    at_home.page.locator("[name=code]").wait_for()
    assert "second-factor" in at_home.path
    at_home.when_opening("/")
    assert at_home.path.startswith("/sign-in/"), "The password alone let him in."
    at_home.when_opening("/sign-in/second-factor/")
    at_home.page.locator("[name=code]").fill("000000")
    at_home.page.locator("form button").last.click()
    assert "second-factor" in at_home.path
    at_home.page.locator("[name=code]").fill(spare)
    at_home.page.locator("form button").last.click()
    at_home.then_reads(HOME)

    pavel.when_opening("/account/second-factor/remove/")
    pavel.page.locator("form button").last.click()


def test_whoever_types_or_sends_a_file_is_said_to_be_here(person: People) -> None:
    lea = person("lea").given_signed_in()
    lea.page.clock.install()
    lea.when_opening("/account/")
    for sign in ("new InputEvent('input', {bubbles: true})", "new Event('comitas:sending', {bubbles: true})"):
        lea.page.clock.fast_forward(130_000)  # milliseconds
        with lea.page.expect_response(lambda answer: answer.url.endswith("/account/here")) as answered:
            lea.page.evaluate(f"document.querySelector('#id_time_zone').dispatchEvent({sign})")
        assert answered.value.status == 204

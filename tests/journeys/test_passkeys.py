"""Passkeys, with an authenticator that the browser pretends to have (CDP WebAuthn): added, signed in with alone, asked for as the
second factor, played back in vain, removed. Without JavaScript the other ways remain."""

import json
from collections.abc import Callable
from typing import Any

from comitas.samples.cast import PASSWORD
from tests.journeys.person import Person
from tests.journeys.test_signing_in import HOME

People = Callable[..., Person]
KEPT_BY = "solo"  # whoever keeps a passkey is asked for it by every later sign-in: no other journey is hers
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


class Device:
    """An authenticator in one browser context."""

    def __init__(self, somebody: Person) -> None:
        self.cdp = somebody.context.new_cdp_session(somebody.page)
        self.cdp.send("WebAuthn.enable")
        self.key = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def credentials(self) -> list[dict[str, Any]]:
        found = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.key})
        return list(found["credentials"])

    def takes(self, credential: dict[str, Any]) -> None:
        self.cdp.send("WebAuthn.addCredential", {"authenticatorId": self.key, "credential": credential})

    def knows_its_person(self, yes: bool) -> None:
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.key, "isUserVerified": yes})


def with_a_passkey(somebody: Person) -> Device:
    """Signed in, and a passkey added."""
    device = Device(somebody)
    somebody.when_opening("/account/passkeys/add/")
    if "confirm" in somebody.path:
        somebody.page.locator("[name=password]").fill(PASSWORD)
        somebody.when_pressing("Continue")
    somebody.then_reads("Add a passkey")
    somebody.then_the_page_is_for_everybody()
    somebody.when_writing("Name", "My laptop")
    somebody.when_pressing("Add the passkey")
    somebody.then_reads("Recovery codes")
    return device


def test_a_passkey_is_added_signs_in_alone_and_is_removed(person: People) -> None:
    lea = person("lea").given_signed_in()
    device = with_a_passkey(lea)
    (credential,) = device.credentials()
    assert credential["isResidentCredential"] and credential["rpId"] == "localhost"
    lea.when_opening("/account/second-factor/")
    lea.then_sees("My laptop")
    lea.then_the_page_is_for_everybody()

    elsewhere = person("lea")
    other = Device(elsewhere)
    other.takes(credential)
    elsewhere.when_opening("/sign-in/?next=/figures/")
    elsewhere.then_the_page_is_for_everybody()
    elsewhere.when_pressing("Sign in with a passkey")
    elsewhere.then_reads("Figures")

    asked = person("lea")
    third = Device(asked)
    third.takes(credential)
    asked.when_signing_in()
    asked.page.locator("[name=code]").wait_for()
    asked.then_the_page_is_for_everybody()
    asked.when_pressing("Use a passkey")
    asked.then_reads(HOME)

    plain = person("lea", scripts=False)
    plain.when_opening("/sign-in/")
    assert not plain.page.get_by_role("button", name="Sign in with a passkey").is_visible()
    plain.when_signing_in()
    plain.page.locator("[name=code]").wait_for()
    assert not plain.page.get_by_role("button", name="Use a passkey").is_visible()

    lea.when_opening("/account/second-factor/")
    lea.page.get_by_role("link", name="Remove My laptop").click()
    lea.when_pressing("Remove the passkey")
    lea.then_sees("None yet.")
    elsewhere.when_opening("/account/second-factor/")
    late = person("lea")
    gone = Device(late)
    gone.takes(credential)
    late.when_opening("/sign-in/")
    late.when_pressing("Sign in with a passkey")
    late.page.locator(".cm-messages, [role=alert], .govuk-notification-banner").first.wait_for()
    assert late.path.startswith("/sign-in/")


def test_an_answer_played_back_or_without_its_person_opens_nothing(person: People) -> None:
    solo = person(KEPT_BY).given_signed_in()
    device = with_a_passkey(solo)
    (credential,) = device.credentials()

    thief = person(KEPT_BY)
    stolen = Device(thief)
    stolen.takes(credential)
    stolen.knows_its_person(False)  # the device in other hands
    thief.when_opening("/sign-in/")
    thief.when_pressing("Sign in with a passkey")
    thief.then_sees("The passkey was not used")
    thief.then_the_page_is_for_everybody()

    victim = person(KEPT_BY)
    theirs = Device(victim)
    theirs.takes(credential)
    sent: list[str] = []
    victim.page.on("request", lambda asked: sent.append(asked.post_data or "") if asked.method == "POST" else None)
    victim.when_opening("/sign-in/")
    victim.when_pressing("Sign in with a passkey")
    victim.then_reads(HOME)
    from urllib.parse import parse_qs

    answer = next(parse_qs(body)["credential"][0] for body in sent if "credential=" in body)
    assert json.loads(answer)["response"]["signature"]
    thief.when_opening("/sign-in/")
    thief.page.evaluate(PLAY_BACK, answer)
    thief.page.wait_for_load_state()
    thief.when_opening("/")
    assert thief.path.startswith("/sign-in/"), "What was heard on the line signed somebody in."


PLAY_BACK = """async (answer) => {
  const form = document.querySelector('form[data-passkey]')
  await fetch(form.action, {headers: {Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest'}})
  form.elements.credential.value = answer
  form.submit()
}"""

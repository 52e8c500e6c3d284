"""What an authority accepts, remark by remark."""

import itertools

import pytest

from comitas.directory.rules.acceptance import (
    CHANNELS,
    ELECTRONIC,
    REQUEST_TYPES,
    Acceptance,
    Electronic,
    Sending,
    remarks,
)


def verdicts(acceptance: Acceptance, **sending: object) -> dict[str, str]:
    given = {"request_type": "mla", "language": "en", "channel": "post", **sending}
    return {remark.sentence.code: remark.verdict for remark in remarks(acceptance, Sending(**given))}  # type: ignore[arg-type]


def test_nothing_told_is_unclear_and_never_refused() -> None:
    for kind, channel, urgent in itertools.product(REQUEST_TYPES, CHANNELS, (True, False)):
        found = verdicts(Acceptance(), request_type=kind, channel=channel, urgent=urgent)
        found.pop("interpol-not-urgent", None)
        found.pop("diplomatic-accepted", None)
        assert set(found.values()) == {"unclear"}


@pytest.mark.parametrize(("language", "verdict"), [("pt-BR", "accepted"), ("PT", "accepted"), ("en", "refused")])
def test_language(language: str, verdict: str) -> None:
    found = verdicts(Acceptance(languages=("pt", "es")), language=language)
    assert found["language-accepted" if verdict == "accepted" else "language-refused"] == verdict


def test_an_urgent_request_may_come_in_the_urgent_language() -> None:
    told = Acceptance(languages=("fr",), urgent_language="en")
    assert "language-refused" in verdicts(told)
    assert "language-accepted" in verdicts(told, urgent=True)


def test_only_the_urgent_language_known_leaves_the_ordinary_one_unclear() -> None:
    assert verdicts(Acceptance(urgent_language="en"), language="fr")["languages-unknown"] == "unclear"


def test_the_diplomatic_channel_when_required() -> None:
    told = Acceptance(diplomatic_channel_required=True)
    assert verdicts(told)["diplomatic-required"] == "refused"
    assert verdicts(told, channel="diplomatic")["diplomatic-accepted"] == "accepted"


def test_interpol_only_when_urgent_and_accepted() -> None:
    assert verdicts(Acceptance(interpol_urgent=True), channel="interpol")["interpol-not-urgent"] == "refused"
    assert (
        verdicts(Acceptance(interpol_urgent=True), channel="interpol", urgent=True)["interpol-accepted"] == "accepted"
    )
    assert verdicts(Acceptance(interpol_urgent=False), channel="interpol", urgent=True)["interpol-refused"] == "refused"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (Electronic(True, ("email",), False), "electronic-accepted"),
        (Electronic(True, (), False), "electronic-accepted"),
        (Electronic(True, ("portal",), False), "medium-refused"),
        (Electronic(False), "electronic-refused"),
        (Electronic(None), "electronic-unknown"),
    ],
)
def test_electronic_transmission_by_type_of_request(told: Electronic, code: str) -> None:
    assert code in verdicts(Acceptance(electronic={"mla": told}), channel="email")
    assert "electronic-unknown" in verdicts(
        Acceptance(electronic={"mla": told}), channel="email", request_type="extradition"
    )


def test_a_signature_is_asked_for_where_it_is_needed() -> None:
    signed = {"mla": Electronic(True, (), True)}
    assert verdicts(Acceptance(electronic=signed), channel="email")["signature-needed"] == "accepted"


def test_originals_and_apostille() -> None:
    found = verdicts(Acceptance(originals_required=True, apostille_required=True))
    assert {"originals-required", "apostille-required"} <= set(found)
    assert not {code for code in verdicts(Acceptance(originals_required=False)) if code.startswith("originals")}


def test_electronic_channels_are_channels() -> None:
    assert set(CHANNELS) >= ELECTRONIC

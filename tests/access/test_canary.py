"""Words that stand only in a restricted arrival are looked for in every answer to everybody who is not its reader."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponseBase
from django.test import Client

from comitas.core.actor import Actor
from comitas.finding.models import Entry
from comitas.finding.tests.following import follow
from comitas.samples import matrix
from comitas.samples.cast import CAST, Cast
from tests.access import addresses
from tests.access.addresses import Things
from tests.access.standing import CANARY
from tests.access.test_addresses import ONCE, answer, found_in

READERS = ("ines", "karin")
ASKED = ("show=all", f"q={CANARY[:4]}", f"q={CANARY}name&words={CANARY}", "view=open&page=1")

OF_MACHINES = ("limit=100", "period=2026", "kind=request&limit=100")


@pytest.fixture
def things(things: Things) -> Things:
    follow()  # so that every word stands where the search looks
    return things


def lists(browser: Client) -> Iterator[tuple[str, HttpResponseBase]]:
    """Every page that is about no single case: the lists, the searches, the figures, with questions that fit the hidden words."""
    for address in addresses.addresses():
        asked = OF_MACHINES if address.name.startswith(addresses.MACHINES) else ASKED
        for query in asked if not address.kwargs else ():
            yield f"{address.path({})}?{query}", answer(browser, "get", f"{address.path({})}?{query}")


def pages(browser: Client, things: Things) -> Iterator[tuple[str, HttpResponseBase]]:
    """Every page about the restricted arrival and case."""
    for address in addresses.addresses():
        if address.about_content:
            path = address.path({**addresses.PLAIN, **things.ids[matrix.RESTRICTED]})
            yield path, answer(browser, "get", path)


@pytest.mark.parametrize("who", [part.username for part in CAST if part.username not in READERS])
def test_no_list_or_search_tells_others_a_word(
    who: str, things: Things, cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    heard = {
        path: words
        for path, answered in lists(signed_in(cast.people[who]))
        if (words := found_in(answered, path, things))
    }
    assert heard == {}


def test_no_word_reaches_who_is_not_signed_in(things: Things) -> None:
    assert [path for path, answered in pages(Client(), things) if found_in(answered, path, things)] == []


def test_the_readers_find_every_word(things: Things, cast: Cast, signed_in: Callable[[Actor], Client]) -> None:
    """Or the tests would look for what is shown nowhere."""
    browser = signed_in(cast.karin)
    heard = {name for path, answered in pages(browser, things) for name in found_in(answered, path, things)}
    assert set(things.words) - heard <= SHOWN_NOWHERE


SHOWN_NOWHERE = {"read", "law", "penalty"}  # a page's text stands beside its picture only; the other two on no page yet


def test_a_form_sent_again_by_another_tells_nothing(
    things: Things, cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    """The number that makes a form count once is no door to what a colleague registered with it."""
    form = {
        "once": things.ids[matrix.RESTRICTED]["once"], "authority": cast.central, "sender": "Somebody", "kind": "request",
        "received_on": "2026-03-02",
    }  # fmt: skip
    browser = signed_in(cast.rosa)
    response = browser.post("/arrivals/new/", form)
    assert response.status_code < 500
    response.held = response.content
    assert found_in(response, "", things) == []


SEARCHED = (
    "title",
    "requesting",
    "subject",
    "facts",
    "name",
    "alias",
    "reference7",  # a reference is looked for where it has a digit
    "filename",
    "read",
    "offence",
    "part",
    "our person",
)


@pytest.mark.parametrize("who", [part.username for part in CAST if part.username not in READERS])
def test_no_search_by_the_word_itself_finds_it_for_others(
    who: str, things: Things, cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    """The answer is the one for a word that stands nowhere: no hit, no number, no kind, no suggestion."""
    browser = signed_in(cast.people[who])
    for name in SEARCHED:
        word = things.words[name].replace(" ", "")
        absent = word[::-1]
        told, other = (answer(browser, "get", f"/search/?q={asked}") for asked in (word, absent))
        shown, expected = (
            ONCE.sub(rb"\1", held).replace(asked.encode(), b"X")
            for held, asked in ((told.held, word), (other.held, absent))
        )
        assert (told.status_code, shown) == (other.status_code, expected), name


def test_the_readers_find_every_word_by_the_search(
    things: Things, cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    browser = signed_in(cast.karin)
    assert Entry.objects.count() > len(SEARCHED)
    for name in SEARCHED:
        assert b"<mark>" in answer(browser, "get", f"/search/?q={things.words[name].split()[0]}").held, name

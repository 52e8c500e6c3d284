"""Every page that somebody can open by its address: on a telephone, without JavaScript, and written from right to left."""

import re
from collections.abc import Callable, Iterator

import pytest

from comitas.samples.cast import CAST
from comitas.samples.neighbours import OURS, STATES, THEIRS
from tests.access import addresses
from tests.journeys import pseudo
from tests.journeys.person import Person

People = Callable[..., Person]
WHO = ("rosa", "karin", "ada", "max", "lea")  # between them they may open every page
SKIPPED = (
    "account_logout",
    "account_inactive",
    "language",
    "verify",
    "mfa_authenticate",
    "figures-sheet",
    "handbook-picture",
)
LATIN = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
# What is not ours to translate: names of people and places, and the product's own.
NAMES = {
    "Comitas", "English", "Français", "SHA", "UTC", "PDF", *[word for part in CAST for word in part.full_name.split()],
    *[word for pair in OURS for name in pair for word in name.split()],
    *[word for row in THEIRS for text in row for word in text.split()], *[name for _code, name in STATES.values()],
}  # fmt: skip


def pages() -> Iterator[str]:
    for address in addresses.addresses():
        if (
            not address.kwargs
            and not any(name in address.name for name in SKIPPED)
            and not address.route.endswith("uploads")
        ):
            yield "/" + address.route


def seen(somebody: Person) -> Iterator[str]:
    """Opens one page after the other that this person may see, and an arrival's."""
    for path in pages():
        answer = somebody.page.goto(somebody.address + path)
        if answer.status < 300:
            yield path


def registered(somebody: Person) -> str:
    """Registers a letter; gives its address."""
    somebody.when_opening("/language/en/?next=/arrivals/new/")
    somebody.when_writing("Sent by", "Ministry of Justice of Dorvania")
    somebody.when_taking("kind", "request")
    somebody.when_pressing("Register")
    somebody.then_sees("is registered.")
    return somebody.path


@pytest.mark.parametrize("who", WHO)
def test_a_telephone_shows_every_page_without_scrolling_sideways(who: str, person: People) -> None:
    somebody = person(who, width=360).given_signed_in()
    place = registered(somebody) if who == "rosa" else "/"
    for path in seen(somebody):
        somebody.then_nothing_scrolls_sideways()
        assert path
    somebody.when_opening(place)
    somebody.then_nothing_scrolls_sideways()
    somebody.then_the_page_is_for_everybody()


@pytest.mark.parametrize("who", WHO)
def test_every_page_works_without_javascript(who: str, person: People) -> None:
    somebody = person(who, scripts=False).given_signed_in()
    found = list(seen(somebody))
    assert "/" in found
    for path in found:
        somebody.when_opening(path)
        assert somebody.page.locator("h1").count() == 1
        assert (
            somebody.page.locator("[hidden]:not(template):not(input)").evaluate_all(
                "all => all.filter(one => one.matches('form, button[type=submit], .govuk-button')).length"
            )
            == 0
        ), f"{path}: something needed is hidden from who has no JavaScript"


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_mirrored_and_fully_translated(who: str, person: People) -> None:
    somebody = person(who).given_signed_in()
    place = registered(somebody) if who == "rosa" else "/"
    somebody.when_opening(f"/language/{pseudo.LANGUAGE}/?next=/")
    left: dict[str, list[str]] = {}
    for path in [*seen(somebody), place]:
        somebody.when_opening(path)
        assert somebody.page.locator("html").get_attribute("dir") == "rtl"
        somebody.then_the_page_is_for_everybody()
        if words := untranslated(somebody):
            left[path] = words
    somebody.when_opening("/language/en/?next=/")
    assert left == {}


def untranslated(somebody: Person) -> list[str]:
    """Texts of the page in Latin letters that are nobody's name."""
    texts = somebody.page.evaluate(TEXTS)
    return sorted({text for text in texts if any(word not in NAMES for word in LATIN.findall(text))})


TEXTS = """() => {
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement
    const text = walker.currentNode.textContent.trim()
    if (!text || parent.closest('script, style, template, code, bdi, option[lang], [lang]:not(html), .cm-menu')) continue
    found.push(text)
  }
  for (const one of document.querySelectorAll('[aria-label], [placeholder], [title], img[alt]')) {
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      const text = one.getAttribute(name)
      if (text && !one.closest('[lang]:not(html)')) found.push(text)
    }
  }
  return found
}"""

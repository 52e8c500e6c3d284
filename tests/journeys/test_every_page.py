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
    "back-up",
    "send-again",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "sso",
    "figures-sheet",
    "handbook-picture",
)
LATIN = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
DATA = re.compile(r"\S+@\S+|Mozilla/.*")  # addresses of people, and what a browser calls itself
# What is not ours to translate: names of people and places, and the product's own.
NAMES = {
    "Comitas", "English", "Français",
    "français",
    "Alt", "SHA", "UTC", "PDF", "JSON", "CSV", "XLSX", "UNCAC", "ECE", "ECMA", "FATF", "GDPR", "blank", "Nora", "Vey", *[word for part in CAST for word in part.full_name.split()],
    *[word for pair in OURS for name in pair for word in name.split()],
    *[word for row in THEIRS for text in row for word in text.split()], *[name for _code, name in STATES.values()],
}  # fmt: skip


def pages() -> Iterator[str]:
    """The address of every page that is about no single thing."""
    for address in addresses.addresses():
        page = address.route == "" or address.route.endswith("/")  # a file has an ending, and begin-upload takes no GET
        if page and not address.kwargs and not any(name in address.name for name in SKIPPED):
            yield "/" + address.route


def faults(walk: Iterator[str], look: Callable[[str], None]) -> list[str]:
    """What *look* has to say against each page: all of it, not the first."""
    found = []
    for path in walk:
        try:
            look(path)
        except AssertionError as error:
            found.append(f"{path}: {error}"[:900])
    return found


def seen(somebody: Person) -> Iterator[str]:
    """Opens one page after the other that this person may see, and an arrival's."""
    for path in pages():
        if somebody.page.request.get(somebody.address + path).status == 405:
            continue  # it takes no GET, and says so without a page
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
    found = faults(seen(somebody), lambda _path: somebody.then_nothing_scrolls_sideways())
    somebody.when_opening(place)
    found += faults(iter([place]), lambda _path: somebody.then_nothing_scrolls_sideways())
    found += faults(iter([place]), lambda _path: somebody.then_the_page_is_for_everybody())
    assert not found, "\n".join(found)


@pytest.mark.parametrize("who", WHO)
def test_every_page_works_without_javascript(who: str, person: People) -> None:
    somebody = person(who, scripts=False).given_signed_in()
    walked: list[str] = []

    def look(path: str) -> None:
        walked.append(path)
        assert somebody.page.locator("h1").count() == 1, "not one heading"
        assert somebody.page.locator("[hidden] button[type=submit], [hidden].govuk-button").count() == 0, (
            "a button is hidden"
        )

    assert faults(seen(somebody), look) == []
    assert "/" in walked


@pytest.mark.parametrize("who", WHO)
def test_every_page_is_mirrored_and_fully_translated(who: str, person: People) -> None:
    somebody = person(who).given_signed_in()
    place = registered(somebody) if who == "rosa" else "/"
    somebody.when_opening(f"/language/{pseudo.LANGUAGE}/?next=/")

    def look(path: str) -> None:
        assert somebody.page.locator("html").get_attribute("dir") == "rtl", "not mirrored"
        left = (
            [] if path.startswith("/handbook/") else untranslated(somebody)
        )  # the handbook is written, not translated
        assert not left, f"not translated: {left}"
        somebody.then_the_page_is_for_everybody()

    found = faults(seen(somebody), look)
    somebody.when_opening(place)
    found += faults(iter([place]), look)
    somebody.when_opening("/language/en/?next=/")
    assert not found, "\n".join(found)


def untranslated(somebody: Person) -> list[str]:
    """Texts of the page in Latin letters that are nobody's name."""
    texts = somebody.page.evaluate(TEXTS)
    return sorted({text for text in texts if any(word not in NAMES for word in LATIN.findall(DATA.sub("", text)))})


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

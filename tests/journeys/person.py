"""Somebody at a browser: what they are given, what they do, what they then see."""

import re
from pathlib import Path
from typing import Any

from comitas.samples.cast import PASSWORD
from tests.journeys.site import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


class Person:
    """One person, one browser context, one page (more with `another_tab`)."""

    def __init__(self, context: Any, address: str, name: str) -> None:
        self.context, self.address, self.name = context, address, name
        self.complaints: list[str] = []
        self.page = self.another_tab()

    def another_tab(self) -> Any:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._heard(page, message))
        return page

    def _heard(self, page: Any, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text and "net::ERR" not in message.text:
            self.complaints.append(f"{page.url}: {message.text}")

    # --- given ------------------------------------------------------------------------------------------------------------
    def given_signed_in(self, password: str = PASSWORD) -> "Person":
        self.when_signing_in(password)
        self.page.wait_for_url(lambda address: "/sign-in/" not in address)
        self.when_opening("/language/en/?next=/")  # whoever sat there before may have left another language
        return self

    # --- when -------------------------------------------------------------------------------------------------------------
    def when_signing_in(self, password: str = PASSWORD) -> None:
        self.when_opening("/sign-in/")
        self.page.locator("[name=login]").fill(self.name)
        self.page.locator("[name=password]").fill(password)
        self.page.locator("main button, .cm-entrance button, form button").first.click()

    def when_opening(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.address + path)

    def when_writing(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def when_choosing(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=words)

    def when_taking(self, name: str, code: str) -> None:
        """Choose in the field *name* the choice that has *code*, whatever its words are."""
        self.page.locator(f"select[name={name}]").select_option(value=code)

    def when_unfolding(self, words: str) -> None:
        self.page.locator("summary", has_text=words).click()

    def when_pressing(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def when_following(self, words: str) -> None:
        self.page.get_by_role("link", name=words, exact=True).first.click()

    def when_tabbing_to(self, label: str, most: int = 60) -> None:
        """By the Tab key alone; the field, button or link that is labelled so."""
        for _try in range(most):
            self.page.keyboard.press("Tab")
            if " ".join(self.page.evaluate(FOCUSED).split()) == label:  # a button and its key stand on two lines
                return
        raise AssertionError(f"{label!r} is not reached by {most} presses of Tab")

    # --- then -------------------------------------------------------------------------------------------------------------
    def then_sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()

    def then_reads(self, heading: str) -> None:
        self.page.get_by_role("heading", level=1, name=heading).wait_for()

    def then_does_not_see(self, words: str) -> None:
        assert words not in self.page.locator("body").inner_text()

    def then_the_page_is_for_everybody(self) -> None:
        """No violation that axe finds."""
        self.page.evaluate(axe())
        found = self.page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
        told = [f"{v['id']}: {v['help']}: {[n['target'] for n in v['nodes']][:3]}" for v in found]
        assert told == [], f"{self.page.url}: {told}"

    def then_nothing_scrolls_sideways(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"

    @property
    def words(self) -> str:
        return str(self.page.locator("body").inner_text())

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.page.url)


FOCUSED = """() => {
  const here = document.activeElement
  if (!here) return ''
  const label = here.labels && here.labels[0]
  return (label || here).innerText || ''
}"""


def axe() -> str:
    return AXE.read_text(encoding="utf-8")


def letter(folder: Path, name: str, megabytes: float) -> Path:
    """A file that begins like a PDF and is as large as a long scan."""
    path = folder / name
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * int(megabytes * 4096))
    return path

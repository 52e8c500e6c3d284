"""A site for all journeys of a worker; a browser for the journeys of one file, and people who use it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys import pseudo, site
from tests.journeys.person import Person
from tests.journeys.site import ROOT, Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHOTS = os.environ.get("JOURNEY_PICTURES", "")  # a folder: each person's last page is kept there as a picture
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def running_site(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real processes on a database of their own."""
    if not CHROMIUM:
        pytest.skip("No chromium on this machine: the journeys need one (Debian: apt-get install -y chromium).")
    pseudo.make(ROOT / "build" / "pseudo")
    with site.serving(template, tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture(scope="module")
def browser(running_site: Site) -> Iterator[Any]:
    """Chromium. Stopped after each file: its loop would forbid the database to the tests that follow."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def person(browser: Any, running_site: Site) -> Iterator[Callable[..., Person]]:
    """`person("rosa")` sits down at a browser of her own. Whoever has JavaScript off says `scripts=False`."""
    people: list[Person] = []

    def sits_down(name: str = "", *, scripts: bool = True, width: int = 1280, language: str = "en") -> Person:
        context = browser.new_context(
            base_url=running_site.address,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            locale=language,
        )
        context.set_default_timeout(30_000)  # milliseconds: two cores are shared with the other tests
        people.append(Person(context, running_site.address, name))
        return people[-1]

    yield sits_down
    for number, one in enumerate(people):
        if SHOTS:
            one.page.screenshot(path=Path(SHOTS) / f"{number}-{one.name}.png", full_page=True)
        complaints = one.complaints
        one.context.close()
        assert complaints == []
    assert "Internal Server Error" not in running_site.said()

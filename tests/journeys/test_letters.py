"""Letters by hand: a folder signed with the keyboard, a letter signed on paper, the lists of the day; on a desk and on a telephone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys import site
from tests.journeys.conftest import CHROMIUM
from tests.journeys.person import Person, letter
from tests.journeys.site import Site
from tests.journeys.test_every_page import registered

People = Callable[..., Person]
PARTS = 2


@pytest.fixture(scope="module")
def running_site(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: letters stand on every list in their own language, where other journeys look for what nobody translated."""
    if not CHROMIUM:
        pytest.skip("No chromium on this machine: the journeys need one (Debian: apt-get install -y chromium).")
    with site.serving(template, tmp_path_factory.mktemp("letters")) as served:
        yield served


def opened(rosa: Person, ines: Person) -> str:
    """A case with two parts, from an arrival; gives its address."""
    arrival = registered(rosa)
    ines.when_opening(arrival)
    ines.when_choosing("Requesting State", "Dorvania")
    ines.when_pressing("Accept as a new case")
    ines.then_sees("opened.")
    case = ines.path
    for number in range(PARTS):
        ines.when_opening(f"{case}parts/add/")
        ines.when_taking("measure", "f")
        ines.page.locator("[name=description]").fill(f"Account {number + 1}")
        ines.page.locator("main form button[type=submit]").first.click()
        ines.page.wait_for_url(lambda address: "/add/" not in address)
    return case


def submitted(ines: Person, case: str, kind: str, **fields: str) -> str:
    """Draft a letter about every part and hand it to the head; gives its address."""
    ines.when_opening(f"{case}letters/new/?kind={kind}")
    looks_well(ines)
    for box in ines.page.locator("input[name=parts]").all():
        box.check()
    ines.when_pressing("Draft it")
    body = ines.page.get_by_label("Letter", exact=True)
    body.fill(body.input_value().replace("[…]", "what the file says"))
    for name, value in fields.items():
        ines.page.locator(f"[name={name}]").fill(value)
    looks_well(ines)
    ines.when_pressing("Submit for approval")
    ines.then_sees("Submitted for approval.")
    return ines.path


def key(somebody: Person, letter: str) -> None:
    """Alt and a letter as a keyboard sends it: an access key looks at the letter without its modifier, which `press` leaves out."""
    code = {"key": letter, "code": f"Key{letter.upper()}", "windowsVirtualKeyCode": ord(letter.upper()), "modifiers": 1}
    session = somebody.context.new_cdp_session(somebody.page)
    session.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": letter, "unmodifiedText": letter, **code})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **code})


def looks_well(somebody: Person) -> None:
    somebody.then_the_page_is_for_everybody()
    somebody.then_nothing_scrolls_sideways()


def test_the_head_signs_the_folder_with_the_keyboard(person: People) -> None:
    rosa, ines, karin = (person(name).given_signed_in() for name in ("rosa", "ines", "karin"))
    case = opened(rosa, ines)
    delay = submitted(ines, case, "extension", expected_on="1 April 2030")
    status = submitted(ines, case, "status")
    karin.when_opening("/letters/")
    karin.when_pressing("Sign one after the other")
    karin.then_sees("Letter 1 of 2 to sign.")
    looks_well(karin)
    key(karin, "n")
    karin.then_sees("Letter 2 of 2 to sign.")
    key(karin, "p")
    karin.then_sees("Letter 1 of 2 to sign.")
    key(karin, "a")
    karin.then_sees("is approved.")
    karin.then_sees("Letter 1 of 1 to sign.")
    karin.when_writing("What is to be corrected", "Say which account.")
    key(karin, "r")
    karin.then_sees("The folder is empty")
    looks_well(karin)
    ines.when_opening(delay)
    ines.then_sees("Approved by")
    ines.when_opening(status)
    ines.then_sees("Say which account.")


def test_a_letter_signed_on_paper_and_the_lists_of_the_day(person: People, tmp_path: Path) -> None:
    rosa, ines = person("rosa", width=360).given_signed_in(), person("ines", width=360).given_signed_in()
    place = submitted(ines, opened(rosa, ines), "status")
    rosa.when_opening(place)
    looks_well(rosa)
    with rosa.page.expect_download() as download:
        rosa.when_following("Print it for signature by hand")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    rosa.when_pressing("Attach the scan")
    looks_well(rosa)
    rosa.page.locator("input[type=file]").set_input_files(letter(tmp_path, "signed.pdf", 0.1))
    rosa.page.locator("main form button[type=submit]").first.click()
    rosa.then_sees("The scan is filed with the letter.")
    rosa.then_sees("It is the approval: there was none on screen.")
    looks_well(rosa)
    rosa.when_pressing("Record as sent")
    rosa.when_taking("channel", "diplomatic")
    rosa.page.locator("main form button[type=submit]").first.click()
    rosa.then_sees("Recorded as sent.")
    rosa.when_opening("/letters/posting/")
    rosa.then_sees("Bag list")
    looks_well(rosa)

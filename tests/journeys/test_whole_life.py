"""A scanned request comes in, is read, examined, executed in two parts, answered part by part, closed and counted.

Everything through the pages, by four people: the registrar, the case officer, the head, the statistician.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from weasyprint import HTML

from comitas.core import clock
from comitas.samples.neighbours import COURT, REGISTRY
from tests.journeys import site
from tests.journeys.conftest import CHROMIUM
from tests.journeys.person import Person
from tests.journeys.site import ROOT, Site

People = Callable[..., Person]
SCAN = ROOT / "tests" / "letters" / "fr_good.pdf"
SLOWEST_READING = 120_000  # milliseconds: two pages take some 15 seconds on two cores that other tests share


@pytest.fixture(scope="module")
def running_site(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: a real letter leaves names on every list, which other journeys read for what nobody translated."""
    if not CHROMIUM:
        pytest.skip("No chromium on this machine: the journeys need one (Debian: apt-get install -y chromium).")
    with site.serving(template, tmp_path_factory.mktemp("life")) as served:
        yield served


@pytest.fixture(autouse=True)
def worker(running_site: Site) -> Iterator[None]:
    with site.reading(running_site):
        yield


def test_a_scanned_request_is_carried_to_its_figures(person: People, tmp_path: Path) -> None:
    rosa, ines, karin, lea = (person(name).given_signed_in() for name in ("rosa", "ines", "karin", "lea"))
    before = counted(lea)
    arrival = register(rosa, SCAN, "request", "Ministère de la Justice de Lambrie")
    number = accept_with_two_parts(ines, arrival)
    case = ines.path

    write(ines, case, "acknowledgement", [])
    leave(ines, karin)
    for part in (1, 2):
        take_step(ines, case, part, "accept")
    for part, authority in ((1, COURT), (2, REGISTRY)):
        write(ines, case, "transmission", [part], authority)
        leave(ines, karin)
    ines.when_opening(case)
    ines.then_sees(COURT)

    reply(rosa, ines, tmp_path, f"{number}-1", "The account statements of 2020 to 2023 are attached.")
    write(ines, case, "answer", [1])
    leave(ines, karin)
    ines.when_opening(case)
    ines.then_sees("1 of 2 parts answered")

    reply(rosa, ines, tmp_path, f"{number}-2", "The balance of the account was seized on 1 September 2026.")
    write(ines, case, "answer", [2])
    leave(ines, karin)
    karin.when_opening(case)
    follow(karin, "/close/")
    karin.when_pressing("Close the case")
    karin.then_sees("Closed")

    wanted = (before[0] + 1, before[1] + 1)
    assert counted_at_last(lea, wanted) == wanted


def register(rosa: Person, scan: Path, kind: str, sender: str) -> str:
    """Upload a scan and register it; gives the arrival's address once it is read."""
    rosa.when_opening("/arrivals/new/")
    rosa.page.locator("input[type=file]").set_input_files(scan)
    rosa.page.get_by_text("Received, ").first.wait_for()
    rosa.when_writing("Sent by", sender)
    rosa.when_taking("kind", kind)
    rosa.when_pressing("Register")
    rosa.then_sees("1 file is kept.")
    rosa.page.locator("#reading", has_text="The letter").wait_for(timeout=SLOWEST_READING)
    return rosa.path


def accept_with_two_parts(ines: Person, arrival: str) -> str:
    """Look at what was read, keep two of the measures, open the case; gives its number."""
    ines.when_opening(arrival)
    assert ines.page.get_by_label("Their reference", exact=True).input_value() == "EPI/2026-1183/BL"
    ines.then_the_page_is_for_everybody()
    measures = ines.page.locator("input[name=measures]")
    for place in range(measures.count()):
        measures.nth(place).set_checked(place < 2)
    ines.when_choosing("Requesting State", "Castellan")
    ines.when_pressing("Accept as a new case")
    ines.then_sees("opened.")
    ines.then_the_page_is_for_everybody()
    return re.search(r"20\d\d/\d{4}", ines.words).group()  # type: ignore[union-attr]  # the page of a case has its number


def write(ines: Person, case: str, kind: str, parts: list[int], authority: str = "") -> None:
    """Draft a letter and submit it."""
    ines.when_opening(f"{case}letters/new/?kind={kind}")
    boxes = ines.page.locator("input[name=parts]")
    for place in range(boxes.count()):
        boxes.nth(place).set_checked(place + 1 in parts)
    if authority:
        ines.page.locator("select[name=to_authority]").select_option(label=authority)
    ines.when_pressing("Draft it")
    body = ines.page.get_by_label("Letter", exact=True)
    body.fill(body.input_value().replace("[…]", "what the request says"))
    ines.then_the_page_is_for_everybody()
    ines.when_pressing("Submit for approval")
    ines.then_sees("Submitted for approval.")


def leave(ines: Person, karin: Person) -> None:
    """The head approves; the officer posts it and says so."""
    karin.when_opening(ines.path)
    karin.when_pressing("Approve")
    karin.then_sees("is approved.")
    with karin.page.expect_download() as download:
        karin.page.locator("a[href*='/original'], a[href$='letter.pdf']").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-1.7")
    ines.when_opening(ines.path)
    ines.when_pressing("Record as sent")
    ines.when_taking("channel", "letter")
    ines.page.locator("main form button[type=submit]").first.click()
    ines.then_sees("Recorded as sent.")


def take_step(ines: Person, case: str, part: int, code: str) -> None:
    ines.when_opening(case)
    line = ines.page.locator("#parts tr", has=ines.page.get_by_role("cell", name=re.compile(rf"^{part}$")))
    line.locator("a").first.click()
    ines.page.wait_for_url("**/parts/**")
    follow(ines, f"/steps/{code}/")
    ines.page.locator("main form button[type=submit]").first.click()
    ines.then_sees("Recorded:")


def follow(somebody: Person, ending: str) -> None:
    """Go where a step leads, out of "Other steps" where it stands there."""
    somebody.page.locator("main").wait_for()
    link = somebody.page.locator(f"a[href$='{ending}']")
    if not link.first.is_visible():
        somebody.page.locator("details", has=link).locator("summary").first.click()
    link.first.click()


def reply(rosa: Person, ines: Person, folder: Path, part: str, result: str) -> None:
    """The executing authority answers on paper: scanned, registered, read, and filed into its part with its result."""
    arrival = register(rosa, paper(folder, part, result), "domestic_reply", COURT)
    ines.when_opening(arrival)
    assert ines.page.get_by_label("Our number", exact=True).input_value() == part, (
        "Our number on the letter was not read."
    )
    ines.when_writing("Result for the part", result)
    ines.when_pressing("Add to a case")
    ines.then_sees("Added to part")
    ines.then_sees(result)


def paper(folder: Path, part: str, result: str) -> Path:
    """A letter as a scanner gives it: a picture without any text behind it."""
    words = f"""<style>@page {{ size: A4; margin: 25mm }} body {{ font: 12pt/1.5 "Noto Sans", sans-serif }}</style>
    <p>{COURT}<br>12 Harbour Street, Norrhaven</p><p>Our reference: 7 Rh 118/26<br>Your reference: {part}</p>
    <p>To the Central Authority of Arland</p><p>Subject: execution of a request for assistance, your letter {part}</p>
    <p>With reference to your letter we return the request, which was executed. {result}</p><p>The registrar of the court</p>"""
    page = pypdfium2.PdfDocument(HTML(string=words).write_pdf())[0]
    path = folder / f"reply-{part[-1]}.png"
    page.render(scale=200 / 72).to_pil().save(path, dpi=(200, 200))
    return path


def counted(lea: Person) -> tuple[int, ...]:
    """New requests and those granted fully, in this year's table of incoming requests."""
    lea.when_opening(f"/figures/?period={clock.now().year}")
    table = lea.page.locator("table").first
    names = [lea.page.get_by_role("rowheader", name=line, exact=True) for line in ("New", "Granted fully")]
    return tuple(int(table.locator("tr", has=name).locator("td").first.inner_text()) for name in names)


def counted_at_last(lea: Person, wanted: tuple[int, ...]) -> tuple[int, ...]:
    """The same, once the figures have followed the ledger as far."""
    for _try in range(60):
        if counted(lea) == wanted:
            break
        lea.page.wait_for_timeout(500)
    return counted(lea)

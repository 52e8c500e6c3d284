"""A scan comes in parts, through the upload process; the line is cut, and sending goes on where it stopped."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.journeys.person import Person, letter
from tests.journeys.site import PART

People = Callable[..., Person]


def test_a_long_scan_goes_on_where_the_line_was_cut(person: People, tmp_path: Path) -> None:
    rosa, scan, sent = person("rosa").given_signed_in(), letter(tmp_path, "long scan.pdf", 3.5), []

    def line(route: Any, request: Any) -> None:
        if request.method == "PUT":
            offset = int(request.url.rpartition("/")[2])
            if offset == 2 * PART and offset not in sent:
                sent.append(offset)
                route.abort("connectionreset")
                return
            sent.append(offset)
        route.continue_()

    rosa.page.route(re.compile("/upload/"), line)
    rosa.when_opening("/arrivals/new/")
    rosa.when_writing("Sent by", "Bank of Castellan, a long scan")
    rosa.when_taking("kind", "request")
    rosa.page.locator("input[type=file]").set_input_files(scan)
    rosa.then_sees("The line is cut. Trying again; what has arrived is kept.")
    rosa.page.get_by_text("Received, ").first.wait_for()
    rosa.then_the_page_is_for_everybody()
    assert sent == [0, PART, 2 * PART, 2 * PART, 3 * PART], "Something was sent twice, or left out."
    rosa.when_pressing("Register")
    rosa.then_sees("1 file is kept.")
    with rosa.page.expect_download() as download:
        rosa.page.locator("a[href$='/original']").first.click()
    assert Path(download.value.path()).read_bytes() == scan.read_bytes()


def test_after_a_reload_the_same_file_goes_on(person: People, tmp_path: Path) -> None:
    rosa, scan, sent = person("rosa").given_signed_in(), letter(tmp_path, "cut scan.pdf", 2.5), []
    rosa.page.route(re.compile(f"/upload/.*/{PART}$"), lambda route: route.abort("connectionreset"))
    rosa.when_opening("/arrivals/new/")
    rosa.page.locator("input[type=file]").set_input_files(scan)
    rosa.then_sees("The line is cut.")
    rosa.page.on("dialog", lambda dialog: dialog.accept())
    rosa.page.unroute_all()
    rosa.page.on(
        "request", lambda request: sent.append(request.url.rpartition("/")[2]) if request.method == "PUT" else None
    )
    rosa.when_opening("/arrivals/new/")
    rosa.then_sees("Sending was cut off: cut scan.pdf.")
    rosa.page.locator("input[type=file]").set_input_files(scan)
    rosa.page.get_by_text("Received, ").first.wait_for()
    assert str(0) not in sent


def test_a_file_taken_back_is_not_registered(person: People, tmp_path: Path) -> None:
    rosa = person("rosa").given_signed_in()
    rosa.when_opening("/arrivals/new/")
    rosa.when_writing("Sent by", "Wrong scan")
    rosa.when_taking("kind", "request")
    rosa.page.locator("input[type=file]").set_input_files(letter(tmp_path, "wrong.pdf", 0.1))
    rosa.page.get_by_text("Received, ").first.wait_for()
    rosa.when_pressing("Remove")
    rosa.when_pressing("Register")
    rosa.then_sees("is registered.")
    rosa.then_does_not_see("wrong.pdf")

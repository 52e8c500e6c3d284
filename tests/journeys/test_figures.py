"""The statistician reads the figures of a period and the handbook, on a desk and on a telephone."""

from collections.abc import Callable

import pytest

from tests.journeys.person import Person

People = Callable[..., Person]
PAGES = (
    "/figures/?period=2026-Q1",
    "/figures/?period=2026&form=public",
    "/figures/catalogue/?period=2026",
    "/figures/years/",
    "/figures/published/",
    "/handbook/",
    "/handbook/assistance/",
    "/handbook/operating/",
)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_statistician_reads_figures_and_handbook(person: People, width: int) -> None:
    lea = person("lea", width=width).given_signed_in()
    for page in PAGES:
        lea.when_opening(page)
        lea.then_the_page_is_for_everybody()
        lea.then_nothing_scrolls_sideways()


def test_the_chart_is_drawn_and_has_a_table_beside_it(person: People) -> None:
    lea = person("lea", scripts=False).given_signed_in()
    lea.when_opening("/figures/?period=2026-Q1")
    chart = lea.page.locator("img").first
    chart.scroll_into_view_if_needed()
    lea.page.wait_for_function("document.querySelector('main img').naturalWidth > 0")
    lea.page.get_by_text("The chart's figures").first.click()
    lea.then_sees("Q1 2026")

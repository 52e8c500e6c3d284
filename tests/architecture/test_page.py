"""ARCHITECTURE.md is what the program is."""

from tests.architecture import page


def test_the_page_is_up_to_date() -> None:
    assert page.FILE.read_text(encoding="utf-8") == page.text(), "run `python -m tests.architecture.page`"

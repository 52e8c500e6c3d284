"""An example of a register to be taken over: invented rows under headings that are understood by themselves."""

from collections.abc import Callable, Iterator

from comitas.core.text import N_

HEADINGS = (
    N_("File number"), N_("Requesting State"), N_("Requesting authority"), N_("Their reference"), N_("Received on"), N_("Subject matter"), N_("Persons"),
    N_("What is asked"), N_("Status"), N_("Closed on"), N_("Outcome"), N_("Remarks"),
)  # fmt: skip
ROWS = (
    (
        "AJ/417/14",
        "XB",
        "Borland Central Authority",
        "PG/0417-14",
        "05/03/2014",
        "Accounts of the harbour company",
        "Jon Doe | Ann Roe",
        "f",
        "",
        "12/09/2015",
        "V4",
        "",
    ),
    ("AJ/418/14", "XC", "", "", "2014", "", "Max Poe", "a", "", "?", "V6", ""),
    ("AJ/021/25", "XB", "", "B-77/25", "17/11/2025", "", "", "c | f", "with-authority", "", "", ""),
)


def lines(translated: Callable[[str], str]) -> Iterator[str]:
    """The file, line by line, its headings in the reader's language."""
    for cells in ([translated(heading) for heading in HEADINGS], *ROWS):
        yield ";".join(cells) + "\r\n"

"""Printing a file: how long the PDF is kept, how large it may be, and what is left out of it."""

import re
from datetime import timedelta

from comitas.core.text import N_

WAITING, RUNNING, READY, FAILED, GONE = "waiting", "running", "ready", "failed", "gone"
STATES: dict[str, tuple[str, str]] = {
    WAITING: (N_("Waiting"), "sea"),
    RUNNING: (N_("Being made"), "sea"),
    READY: (N_("Ready"), "moss"),
    FAILED: (N_("Not made"), "brick"),
    GONE: (N_("Removed"), "grey"),
}
"""State: its word and its colour."""

LIFE = timedelta(days=1)
MOST_PAGES = 5_000
"""Pages of one printed file: ten lever-arch files. More is printed in two."""
MOST_BYTES = 200 * 1024 * 1024
"""Of the pages together: they are held in memory while they are put together."""
MOST_ITEMS = MOST_PAGES
"""Documents and letters of one case. A case with more is told so, on the page and on the cover."""
MOST_BOXES = 200
"""So many items are ticked; of more, the numbers are written, as for any printer."""
MOST_EVENTS = 10_000
"""Events of one timeline: more than any case had. What is older is said to be left out."""
CUT = N_("The newest %(count)s events are printed here. Older ones stand in the timeline of the case.")
CUT_ITEMS = N_(
    "The first %(count)s documents are listed here. The case has more: each of the others opens and prints by itself."
)
MOST_AT_ONCE = 3
"""Files of one person that wait or are being made."""
ATTEMPTS = 3

NO_BOX, TOO_LARGE, BROKEN = "no-box", "too-large", "broken"
WHY: dict[str, str] = {
    NO_BOX: N_("The sealed box in which files are put together cannot be made on this machine. The administrator’s page says why."),
    TOO_LARGE: N_("This is more than one file can hold. Choose fewer documents and print the rest apart."),
    BROKEN: N_("Putting the pages together failed. Try again; if it fails again, leave out what is not shown on its own page."),
}  # fmt: skip

HANDLING = N_("Left out: item %(number)s, handling code %(codes)s")
NOT_CHOSEN = N_("Left out: item %(number)s, not chosen")
DRAWN = N_("Shown by pictures of its pages: those themselves cannot stand in a PDF/A.")
UNREAD = N_("Not shown: item %(number)s has no page image")
HELD_BACK = frozenset({"H1", "H2", "H3"})
"""Handling codes with which an item goes into no printed file: it leaves our hands, for a court most often."""

NUMBERS = re.compile(r"\s*([0-9]{1,6})\s*(?:[-–]\s*([0-9]{1,6})\s*)?")


def numbers(text: str, last: int) -> frozenset[int]:
    """What "1-40, 57" names among 1 to *last*; everything where nothing is written. ValueError where it names nothing there is."""
    if not text.strip():
        return frozenset(range(1, last + 1))
    found: set[int] = set()
    for piece in re.split("[,;،、]", text):
        named = NUMBERS.fullmatch(piece)
        if not named:
            raise ValueError(piece.strip())
        first = int(named[1])
        end = int(named[2] or first)
        if not 1 <= first <= end <= last:
            raise ValueError(piece.strip())
        found.update(range(first, end + 1))
    return frozenset(found)

"""Printing a file: how long the PDF is kept, how large it may be, and what is left out of it."""

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
MOST_ITEMS = 1_000
MOST_EVENTS = 10_000
"""Events of one timeline: more than any case had. What is older is said to be left out."""
CUT = N_("The newest %(count)s events are printed here. Older ones stand in the timeline of the case.")
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

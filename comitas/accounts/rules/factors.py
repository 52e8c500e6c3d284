"""Second factors that are lost: why, how the person was recognised, and how long a request waits for the second pair of eyes."""

from datetime import timedelta

from comitas.core.text import N_

WHY: dict[str, str] = {
    "lost": N_("Lost"),
    "stolen": N_("Stolen"),
    "broken": N_("Broken or replaced"),
    "forgotten": N_("PIN forgotten"),
}
SEEN: dict[str, str] = {
    "person": N_("They stood before me"),
    "video": N_("By video, and I know their face"),
    "call": N_("I called them back on a number that I knew before"),
}
WAITS = timedelta(hours=24)
"""A request that nobody decided in a day is over: it must not lie about until somebody presses the button."""

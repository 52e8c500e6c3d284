"""How a message leaves: once as a rule, twice at the very most, and never long after it was of use."""

import re
from datetime import datetime, timedelta

from comitas.core.text import N_

WAITING, SENDING, SENT, FAILED, EXPIRED = "waiting", "sending", "sent", "failed", "expired"
STATES = (WAITING, SENDING, SENT, FAILED, EXPIRED)
MOST_TRIES = 9
"""With the waits between them, three, nine, twenty-seven seconds and so on, they bear a mail server that is away for two hours."""
LONGEST_TRY = timedelta(seconds=150)
"""What one conversation with the mail server may take; it is then cut off."""
SURELY_OVER = timedelta(minutes=3)
"""A try that began longer ago has ended, whatever became of it: the connection gives up sooner."""
FULL = re.compile(r"552\b|\d{3} \D{0,3}[45]\.(2\.2|3\.1)\b")
"""How a server says that it, or the mailbox, is full: 552 (RFC 5321 4.2.3), or mailbox full, system full (RFC 3463 3.3, 3.4)."""
NO_MAIL = N_("No mail server is set: reminders and alerts do not leave. Set COMITAS_SMTP_HOST and restart.")
UNSURE = N_("Two tries to send it were cut off. It may have arrived; it is not sent a third time.")


def is_for_good(code: int, said: str) -> bool:
    """Whether an answer means never: a permanent code, but not that something is full, which passes."""
    return code >= 500 and not FULL.match(said)


def refused_try(state: str, begun: datetime | None, unsure: int, at: datetime) -> str:
    """Why a message may not be sent now: "over", "busy" (another try goes on), "unsure" (two were cut off); "" where it may."""
    if state not in (WAITING, SENDING):
        return "over"
    if state == SENDING and begun is not None:
        if at - begun < SURELY_OVER:
            return "busy"
        return "unsure" if unsure >= 1 else ""
    return ""

"""How a message leaves: once as a rule, twice at the very most, and never long after it was of use."""

from datetime import datetime, timedelta

from comitas.core.text import N_

WAITING, SENDING, SENT, FAILED, EXPIRED = "waiting", "sending", "sent", "failed", "expired"
STATES = (WAITING, SENDING, SENT, FAILED, EXPIRED)
MOST_TRIES = 9
"""With the waits between them, three, nine, twenty-seven seconds and so on, they bear a mail server that is away for two hours."""
SURELY_OVER = timedelta(minutes=3)
"""A try that began longer ago has ended, whatever became of it: the connection gives up sooner."""
NO_MAIL = N_("No mail server is set: reminders and alerts do not leave. Set COMITAS_SMTP_HOST and restart.")
UNSURE = N_("Two tries to send it were cut off. It may have arrived; it is not sent a third time.")


def refused_try(state: str, begun: datetime | None, unsure: int, at: datetime) -> str:
    """Why a message may not be sent now: "over", "busy" (another try goes on), "unsure" (two were cut off); "" where it may."""
    if state not in (WAITING, SENDING):
        return "over"
    if state == SENDING and begun is not None:
        if at - begun < SURELY_OVER:
            return "busy"
        return "unsure" if unsure >= 1 else ""
    return ""

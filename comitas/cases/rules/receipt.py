"""What the days of a letter can be: written, then received, and neither in the future."""

from datetime import date

from comitas.core.text import N_

EARLIEST = date(1990, 1, 1)
"""No open file is older. An earlier year is a slip of the pen, and every clock and figure would count from it."""


EARLIEST_IMPORTED = date(1900, 1, 1)
"""A closed register that is taken over may be old; what lies before this is a slip there too."""


def wrong(received: date | None, written: date | None, today: date, *, imported: bool = False) -> dict[str, str]:
    """What is wrong with the two days: field to sentence; empty when nothing is.

    A case that was *imported* from an earlier register may have a day of receipt that nobody knows, or an old one.
    """
    if received is None:
        return {} if imported else {"received_on": N_("Enter the day of receipt.")}
    if received > today:
        return {"received_on": N_("The day of receipt is in the future.")}
    if imported and received < EARLIEST_IMPORTED:
        return {"received_on": N_("The day of receipt lies before 1900. Check the year.")}
    if received < EARLIEST and not imported:
        return {"received_on": N_("The day of receipt lies before 1990. Check the year.")}
    if written and written > received:
        return {"written_on": N_("The letter would be dated after it was received. Check both dates.")}
    return {}

"""A morning's mail for the demonstration: what waits when one signs in for the first time."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from comitas.core import clock
from comitas.intake import actions as intake
from comitas.samples.cast import Cast
from comitas.samples.neighbours import ZONE

MAIL = (
    ("Office of the Prosecutor General of Borland", "request", "courier", 0, False),
    ("Companies Registry of Arland", "domestic_reply", "hand", 0, False),
    ("Ministry of Justice of Castellan", "reminder", "mail", 1, False),
    ("State Prosecutor's Office of Estmark", "spontaneous", "diplomatic", 2, True),
    ("Ministry of Justice of Dorvania", "enquiry", "post", 3, False),
)


def create(cast: Cast, at: datetime) -> None:
    """Register the mail through the registrar's hands. Done twice it is there once."""
    for sender, kind, channel, days, restricted in MAIL:
        when = at - timedelta(days=days, hours=days)
        by, colleagues = (cast.karin, (cast.ines.id or 0,)) if restricted else (cast.rosa, ())
        intake.receive(
            by=by,
            at=when,
            authority=cast.central,
            once=uuid5(NAMESPACE_URL, f"demonstration:{sender}"),
            particulars=intake.Particulars(clock.local_date(when, ZONE), kind, sender, channel=channel),
            restricted=restricted,
            readers=colleagues,
        )

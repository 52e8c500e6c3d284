"""A morning's mail for the demonstration: what waits when one signs in for the first time."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from comitas.cases.models import Case
from comitas.core import clock
from comitas.intake import actions as intake
from comitas.intake.models import Arrival
from comitas.samples import post
from comitas.samples.casebook import DREDGING, OPG
from comitas.samples.cast import Cast
from comitas.samples.neighbours import REGISTRY, ZONE

MAIL = (
    (OPG, "request", "courier", 0, False),
    (REGISTRY, "domestic_reply", "hand", 0, False),
    ("Ministry of Justice of Castellan", "reminder", "mail", 1, False),
    ("State Prosecutor's Office of Estmark", "spontaneous", "diplomatic", 2, True),
    ("Ministry of Justice of Dorvania", "enquiry", "post", 3, False),
)
WRITTEN, HEARING = timedelta(days=6), timedelta(days=45)
"""How long before today Borland wrote, and how long after today its hearing is."""
EXTRACT = 3
"""The part of the dredging case that the registry replies to."""


def create(cast: Cast, stock: Mapping[str, Case], at: datetime) -> None:
    """Register the mail through the registrar's hands. Done twice it is there once."""
    letters = _letters(stock, at)
    for sender, kind, channel, days, restricted in MAIL:
        if Arrival.objects.filter(once=once(sender)).exists():
            continue
        when = at - timedelta(days=days, hours=days)
        by, colleagues = (cast.karin, (cast.ines.id or 0,)) if restricted else (cast.rosa, ())
        intake.receive(
            by=by,
            at=when,
            authority=cast.central,
            once=once(sender),
            particulars=intake.Particulars(clock.local_date(when, ZONE), kind, sender, channel=channel),
            files=letters[sender]() if sender in letters else (),
            restricted=restricted,
            readers=colleagues,
        )


def once(sender: str) -> UUID:
    """The mark of an arrival of the demonstration, so that it is there once."""
    return uuid5(NAMESPACE_URL, f"demonstration:{sender}")


def _letters(stock: Mapping[str, Case], at: datetime) -> dict[str, Callable[[], tuple[intake.File, ...]]]:
    """What is enclosed, by sender; written only when it is wanted."""
    today, asked = clock.local_date(at, ZONE), f"{stock[DREDGING].number}-{EXTRACT}"
    return {
        OPG: lambda: (intake.File("demande.pdf", post.request(today - WRITTEN, today + HEARING)),),
        REGISTRY: lambda: (intake.File("reply-R-2291-26.pdf", post.reply(today - timedelta(days=1), asked)),),
    }

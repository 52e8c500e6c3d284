"""The calendar as a file (RFC 5545): days with a deadline, and as few words about them as their owner wants."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from comitas.core.actor import Actor
from comitas.duty.queries import Dated

REFRESH = timedelta(hours=1)


def calendar_file(owner: Actor, dates: Iterable[Dated], *, numbers: bool, at: datetime) -> bytes:
    """The file. *numbers*: whether the number of the case is said; a link leads to the pages, where one signs in."""
    made = Calendar()
    made.add("prodid", f"-//Comitas//{get_language() or 'en'}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Comitas")
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in dates:
        made.add_component(_event(owner, one, numbers, at.astimezone(UTC)))
    return bytes(made.to_ical())


def _event(owner: Actor, one: Dated, numbers: bool, at: datetime) -> Event:
    """A whole day. The same thing keeps its name for ever, and the name tells nothing of it."""
    event, host = Event(), urlsplit(settings.ENV.url).hostname or "localhost"
    event.add("uid", f"{salted_hmac('comitas.calendar', f'{owner.id}:{one.key}').hexdigest()}@{host}")
    event.add("dtstamp", at)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", _("Deadline: %(number)s") % {"number": one.number} if numbers else _("A deadline"))
    event.add("url", f"{settings.ENV.url}/")
    event.add("class", "CONFIDENTIAL")
    event.add("transp", "TRANSPARENT")
    return event

"""The calendar link: the only page that a program opens with a secret instead of a person signed in."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from comitas.accounts.access import public
from comitas.core import clock
from comitas.core.refusals import NotThere
from comitas.duty import access, actions, presenters, queries
from comitas.duty.rules.links import digest as digest_of

OF_A_LINK, OF_AN_ADDRESS = 20, 240
"""Times in a minute: a calendar program asks a few times an hour, and a whole office may come from one address."""


@public
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines of whoever made the link, as of now. A link that was withdrawn answers as one that never was."""
    digest = digest_of(token)
    at, address = clock.now(), request.META.get("REMOTE_ADDR", "")
    if access.too_often(f"link.{digest.hex()}", OF_A_LINK, at) or access.too_often(
        f"address.{address}", OF_AN_ADDRESS, at
    ):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    found = queries.feed_by(digest)
    if found is None:
        raise NotThere("calendar")
    feed, owner = found
    with translation.override(feed.user.language):
        file = presenters.calendar_file(owner, queries.calendar_of(owner), numbers=feed.numbers, at=at)
    actions.note_feed_used(by=owner, at=at, feed=feed.pk)
    return HttpResponse(
        file,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": 'inline; filename="comitas.ics"',
            "Referrer-Policy": "no-referrer",
        },
    )

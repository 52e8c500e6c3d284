"""The request as a view sees it."""

from django.http import HttpRequest

from comitas.core.actor import Actor


class Request(HttpRequest):
    """A request behind a declared permission: config.middleware has put `actor` on it, which is whoever is signed in.

    For annotations only. Django makes the object, so it is never an instance of this class.
    """

    actor: Actor

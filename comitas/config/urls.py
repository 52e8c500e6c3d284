"""Every address."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from comitas.config import events, language, machines


class Lazy(URLResolver):
    """Addresses that are loaded when one of them is asked for: a program that nobody's machine calls has no need of them."""

    def _populate(self) -> None:
        """The whole list of names is made without these: they have a namespace, which is looked up by itself."""


def lazily(route: str, module: str, namespace: str) -> Any:
    """`include` for a namespace of its own, without importing *module* yet."""
    return Lazy(RoutePattern(route), module, app_name=namespace, namespace=namespace)


KNOWN = events.__name__  # imported so that its kinds are declared where the ledger is shown
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("comitas.config.signin_urls")),
    path("", include("comitas.desk.urls")),
    path("account/", include("comitas.accounts.urls")),
    path("documents/", include("comitas.documents.urls")),
    path("calendar-link/", include("comitas.duty.urls")),
    path("machines/", include("comitas.api.urls")),
    lazily(machines.PREFIX.removeprefix("/"), "comitas.api.urls.v1", "v1"),
    path("language/<str:code>/", language.choose, name="language"),
]

handler400 = "comitas.config.errors.bad_request"
handler403 = "comitas.config.errors.forbidden"
handler404 = "comitas.config.errors.not_there"
handler500 = "comitas.config.errors.broken"

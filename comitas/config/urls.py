"""Every address."""

from django.urls import URLPattern, URLResolver, include, path

from comitas.config import events, language

KNOWN = events.__name__  # imported so that its kinds are declared where the ledger is shown
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("comitas.config.signin_urls")),
    path("", include("comitas.desk.urls")),
    path("account/", include("comitas.accounts.urls")),
    path("documents/", include("comitas.documents.urls")),
    path("calendar-link/", include("comitas.duty.urls")),
    path("language/<str:code>/", language.choose, name="language"),
]

handler400 = "comitas.config.errors.bad_request"
handler403 = "comitas.config.errors.forbidden"
handler404 = "comitas.config.errors.not_there"
handler500 = "comitas.config.errors.broken"

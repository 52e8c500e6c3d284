"""Finding. The actor comes first, and nothing is counted or shown that the actor may not know."""

from comitas.finding.queries.competing import Competing, competing
from comitas.finding.queries.related import Related, related
from comitas.finding.queries.searching import MOST, ON_A_PAGE, Found, Hit, search
from comitas.finding.queries.showing import Shown, shown
from comitas.finding.queries.views import view, views

__all__ = [
    "MOST",
    "ON_A_PAGE",
    "Competing",
    "Found",
    "Hit",
    "Related",
    "Shown",
    "competing",
    "related",
    "search",
    "shown",
    "view",
    "views",
]

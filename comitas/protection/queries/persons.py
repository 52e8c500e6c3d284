"""Requests of persons, and the search for what is held about one: only what the searcher may see."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet

from comitas.accounts import access
from comitas.accounts.models import Compartment, Reader
from comitas.accounts.rules.permissions import roles_for
from comitas.cases.models import Case, Person
from comitas.core.actor import Actor
from comitas.core.refusals import NotThere
from comitas.directory.rules.folding import fold
from comitas.documents.models import Page
from comitas.intake.models import Arrival, Mention
from comitas.protection.models import Hint, PersonRequest

MOST = 100
"""Hits of a kind that are shown; more of them means that the name is too common."""
ALIKE = 0.7
HANDLE, TOLD = "person-request:handle", "person-request:oversee"


@dataclass(frozen=True, slots=True)
class Found:
    """What the searcher may see. `cut`: there is more than is shown of some kind."""

    persons: list[Person]
    cases: list[Case]
    arrivals: list[Arrival]
    pages: list[Page]

    @property
    def count(self) -> int:
        return len(self.persons) + len(self.cases) + len(self.arrivals) + len(self.pages)

    @property
    def cut(self) -> bool:
        return any(len(one) >= MOST for one in (self.persons, self.cases, self.arrivals, self.pages))


def person_request(actor: Actor, case: UUID) -> PersonRequest | None:
    """The request that a case is about, for whoever may read the case. `NotThere`; None where it is not registered yet."""
    found = Case.objects.filter(access.known(actor), pk=case).first()
    if found is None:
        raise NotThere(str(case))
    return PersonRequest.objects.filter(case=case).select_related("case", "consulted", "made_by").first()


def person_requests(actor: Actor) -> QuerySet[PersonRequest]:
    """All that *actor* may know, the latest first."""
    able = access.authorities_with(actor, roles_for(HANDLE))
    found = PersonRequest.objects.filter(access.known(actor), case__authority__in=able)
    return found.select_related("case", "compartment")


def found_for(actor: Actor, request: PersonRequest) -> Found:
    """What is held about the person, as far as *actor* may know of it; the request's own case left out."""
    known, own = access.known(actor), Q(compartment=request.compartment_id)
    return Found(
        persons=list(_persons(request).filter(case__in=_cases(actor)).select_related("case")[:MOST]),
        cases=list(_titles(request).filter(known).exclude(own)[:MOST]),
        arrivals=list(_arrivals(request).filter(known).exclude(own)[:MOST]),
        pages=list(_pages(request).filter(document__placement__compartment__in=_others(actor, request))[:MOST]),
    )


def hidden_places(actor: Actor, request: PersonRequest) -> set[UUID]:
    """Compartments of the authority that hold something about the person and that *actor* may not know. Never shown as such."""
    here = Compartment.objects.filter(authority=request.case.authority_id).exclude(pk__in=access.readable(actor))
    return {
        *_persons(request).filter(case__compartment__in=here).values_list("case__compartment", flat=True),
        *_titles(request).filter(compartment__in=here).values_list("compartment", flat=True),
        *_arrivals(request).filter(compartment__in=here).values_list("compartment", flat=True),
        *_pages(request).filter(document__placement__compartment__in=here)
        .values_list("document__placement__compartment", flat=True),
    }  # fmt: skip


def hints(actor: Actor) -> list[dict[str, Any]]:
    """For the head: requests whose search touched what the searcher may not see, with the people to ask."""
    able = access.authorities_with(actor, roles_for(TOLD))
    found = Hint.objects.filter(request__case__authority__in=able, seen_at=None).select_related("request__case")
    return [
        {"hint": one, "number": one.request.case.number, "readers": _readers(one.request)}
        for one in found.order_by("made_at")[:MOST]
    ]


def _readers(request: PersonRequest) -> list[str]:
    """Who could be asked: the readers of what holds something about the person and is restricted."""
    here = Compartment.objects.filter(authority=request.case.authority_id, restricted=True)
    places = {
        *_persons(request).filter(case__compartment__in=here).values_list("case__compartment", flat=True),
        *_titles(request).filter(compartment__in=here).values_list("compartment", flat=True),
        *_arrivals(request).filter(compartment__in=here).values_list("compartment", flat=True),
        *_pages(request).filter(document__placement__compartment__in=here)
        .values_list("document__placement__compartment", flat=True),
    }  # fmt: skip
    named = Reader.objects.filter(compartment__in=places, until=None).values_list("user__full_name", flat=True)
    return sorted(set(named))


def _cases(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(access.known(actor))


def _others(actor: Actor, request: PersonRequest) -> QuerySet[Compartment]:
    return access.readable(actor).exclude(pk=request.compartment_id)


def _alike(found: QuerySet[Any], request: PersonRequest) -> QuerySet[Any]:
    """Rows in whose `folded` the name stands, or one that is spelt nearly so."""
    name = fold(request.name)
    rows = found.annotate(alike=TrigramWordSimilarity(name, "folded"))
    return rows.filter(Q(folded__contains=name) | Q(alike__gte=ALIKE))


def _persons(request: PersonRequest) -> QuerySet[Person]:
    """By name, alias, or the number of an identity document."""
    rows = Person.objects.exclude(case=request.case_id)
    by_name = _alike(rows, request)
    if not request.identity_document:
        return by_name.order_by("pk")
    by_paper = rows.filter(identity_document__iexact=request.identity_document).values("pk")
    return rows.filter(Q(pk__in=by_name.values("pk")) | Q(pk__in=by_paper)).order_by("pk")


def _titles(request: PersonRequest) -> QuerySet[Case]:
    return _alike(Case.objects.exclude(pk=request.case_id), request).order_by("pk")


def _arrivals(request: PersonRequest) -> QuerySet[Arrival]:
    """Those in whose documents the name was read, or who sent them."""
    named = _alike(Mention.objects.filter(kind="person"), request).values("arrival")
    return Arrival.objects.filter(Q(pk__in=named) | Q(sender__icontains=request.name)).order_by("pk")


def _pages(request: PersonRequest) -> QuerySet[Page]:
    rows = Page.objects.filter(text__icontains=request.name)
    return rows.select_related("document__placement").order_by("pk")

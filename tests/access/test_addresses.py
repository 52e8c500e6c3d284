"""Every address is called by everybody with things of every kind of case. What one may not know answers like what never was."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from comitas.accounts import access
from comitas.core.actor import Actor
from comitas.ledger.models import Line
from comitas.samples import matrix
from comitas.samples.cast import CAST, Cast
from tests.access import addresses
from tests.access.addresses import ABSENT, Address, Things

KNOWN = {*addresses.CONTENT, "person", "authority", *addresses.PLAIN}
SIGHT = {
    matrix.OPEN: {"rosa", "ines", "jonas", "karin"},
    matrix.RESTRICTED: {"ines", "karin"},
    matrix.RECUSED: {"rosa", "jonas", "karin"},
    matrix.ELSEWHERE: {"solo"},
    ABSENT: set(),
}
# The kinds of case that say something about each of the cast: what they may know, what they may not, what never was.
ASKED = {part.username: (matrix.OPEN, matrix.RESTRICTED, ABSENT) for part in CAST} | {
    "ines": (matrix.RESTRICTED, matrix.RECUSED, ABSENT),
    "jonas": (matrix.RESTRICTED, matrix.ELSEWHERE, ABSENT),
    "solo": (matrix.ELSEWHERE, matrix.RESTRICTED, ABSENT),
}
ONCE = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|name="once" value="|csrf_token=)[0-9A-Za-z-]+|"X-CSRFToken": "[^"]+"'
)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answer(browser: Client, method: str, path: str, address: Address | None = None) -> HttpResponseBase:
    """What comes back. Afterwards all is as it was: rows, session, and the messages that a cookie carries to the next page."""
    body = addresses.BODIES.get(address.name) if address and method == "post" else None
    sent = (
        {"data": body, "content_type": "application/json", "headers": {"Idempotency-Key": "12345678"}} if body else {}
    )
    browser.raise_request_exception = False
    cookies = deepcopy(browser.cookies)
    with undone():
        response = getattr(browser, method)(path, **sent)
        if response.streaming:
            response.held = b"".join(response.streaming_content)
        else:
            response.held = response.content
    browser.cookies = cookies
    return response


def bare(response: HttpResponseBase, path: str) -> tuple[int, bytes, dict[str, str]]:
    """What can be told apart in an answer: all but tokens made anew each time and the address asked for."""
    place = path.strip("/").encode()
    headers = {name: value for name, value in response.headers.items() if name not in ("Date", "Expires")}
    return response.status_code, ONCE.sub(rb"\1", response.held).replace(place, b"HERE"), headers


def test_every_name_in_an_address_is_known_here() -> None:
    unknown = {
        (a.route, name)
        for a in addresses.addresses()
        for kind, name in a.kwargs
        if addresses.key_of(kind, name) not in KNOWN
    }
    assert not unknown, "Say in tests/access/addresses.py what these name, so that need-to-know is checked there too."


def test_every_address_declares_its_permission() -> None:
    assert [a.route for a in addresses.addresses() if a.permission == "undeclared"] == []


# What is answered before anything is looked at: a method that the address has not, a form where JSON is taken.
ANYBODY = (405, 415)


@pytest.mark.parametrize("who", [part.username for part in CAST])
def test_an_address_answers_as_the_table_says(
    who: str, things: Things, cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    browser, actor, wrong = signed_in(cast.people[who]), cast.people[who], []
    for address in addresses.addresses():
        for method in ("get", "post"):
            wrong += _checked(browser, actor, who, address, method, things)
    assert not wrong, "\n".join(wrong)


def _checked(browser: Client, actor: Actor, who: str, address: Address, method: str, things: Things) -> Iterator[str]:
    told: dict[str, tuple[int, bytes, dict[str, str]]] = {}
    for kind in _kinds(actor, who, address):
        path = address.path({**addresses.PLAIN, **things.ids[kind]})
        response = answer(browser, method, path, address)
        told[kind] = bare(response, path)
        status = told[kind][0]
        if who not in SIGHT[matrix.RESTRICTED] and (heard := found_in(response, path, things)):
            yield f"{method} {path} tells {who} {heard}"
        if status >= 500:
            yield f"{method} {path} as {who}: {status}"
        elif address.permission and not access.may(actor, address.permission) and status not in (403, *ANYBODY):
            yield f"{method} {address.route} ({kind}) as {who}: {status} instead of 403"
        elif (
            address.about_content
            and access.may(actor, address.permission or "")
            and not _fits(status, who in SIGHT[kind], address)
        ):
            yield f"{method} {address.route} ({kind}) as {who}: {status}"
    for kind in told:
        if ABSENT in told and address.about_content and who not in SIGHT[kind] and told[kind] != told[ABSENT]:
            yield f"{method} {address.route} as {who}: {kind} can be told from absent: {_difference(told[kind], told[ABSENT])}"


def _kinds(actor: Actor, who: str, address: Address) -> tuple[str, ...]:
    """Who may not call an address at all is refused before anything is looked up: the restricted case alone is asked for."""
    if not address.kwargs:
        return (matrix.OPEN,)
    if address.permission and not access.may(actor, address.permission):
        return (matrix.RESTRICTED,)
    return ASKED[who]


def found_in(response: HttpResponseBase, asked: str, things: Things) -> list[str]:
    """The words of the restricted arrival and case that stand in an answer, less those that stood in the question."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    text = (headers.encode() + response.held).lower()
    return [
        name
        for name, word in things.words.items()
        if word.lower() not in asked.lower() and word.lower().encode() in text
    ]


def _fits(status: int, knows: bool, address: Address) -> bool:
    if status in ANYBODY:
        return True  # whether an address takes a method, or a kind of body, says nothing about a case
    if not knows:
        return status == 404
    return status != 404 or address.name in NOTHING_YET


# Nothing was drawn of the pages, no paper was made of the letter, no part was given to an executing authority, no second arrival
# is named to compare with, and the placement stands in an arrival, which has its own page and where items carry no marks yet.
NOTHING_YET = (
    "documents:page-image",
    "documents:page-thumbnail",
    "desk:letter-paper",
    "desk:letter-page",
    "desk:given-part",
    "desk:given-step",
    "desk:compare-arrival",
    "desk:item",
    "desk:mark-item",
    "documents:searchable",
    "desk:case-papers",  # an ordinary request has no list of papers
    "desk:person-request", "desk:person-request-seen",  # it is no request of a person about themselves
    "desk:destruction",  # nobody proposed to destroy it
)  # fmt: skip


def _difference(one: tuple[int, bytes, dict[str, str]], other: tuple[int, bytes, dict[str, str]]) -> str:
    if one[0] != other[0]:
        return f"{one[0]} and {other[0]}"
    if one[2] != other[2]:
        return str(set(one[2].items()) ^ set(other[2].items()))
    return str(
        [pair for pair in zip(one[1].splitlines(), other[1].splitlines(), strict=False) if pair[0] != pair[1]][:2]
    )


def test_who_is_not_signed_in_is_sent_to_sign_in_whatever_they_ask_for(things: Things, db: None) -> None:
    for address in addresses.addresses():
        if address.permission is None:
            continue
        for method in ("get", "post"):
            for kind in (matrix.RESTRICTED, ABSENT) if address.about_content else (matrix.OPEN,):
                path = address.path({**addresses.PLAIN, **things.ids[kind]})
                response = getattr(Client(), method)(path)
                if address.name.startswith(addresses.MACHINES):
                    assert response.status_code == 401 and response["WWW-Authenticate"], (method, path)
                    continue
                assert response.status_code in (302, 405), (method, path)
                if response.status_code == 302:
                    assert response.headers["Location"].startswith("/sign-in/?next="), path


@pytest.mark.parametrize("who", ["rosa", "jonas", "ada"])
def test_what_is_refused_changes_nothing(
    who: str, things: Things, cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    browser, before = signed_in(cast.people[who]), Line.objects.count()
    for address in addresses.addresses():
        if address.permission and address.about_content:
            browser.post(address.path({**addresses.PLAIN, **things.ids[matrix.RESTRICTED]}))
    assert Line.objects.count() == before

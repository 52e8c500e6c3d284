"""Every form of every role, found on the pages and sent back as nobody should: wrong, missing, huge, twice, hostile, with hostile files."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from comitas.accounts import actions as accounts
from comitas.accounts.rules.permissions import roles_for
from comitas.core.actor import Actor
from comitas.drafting import actions as drafting
from comitas.ledger.models import Line
from comitas.samples import matrix
from comitas.samples.cast import CAST, Cast
from tests.access import addresses
from tests.access.addresses import Address, Things
from tests.hostile.pages import Form, forms
from tests.hostile.share import some
from tests.hostile.test_forms import HOSTILE, RIGHT_TO_LEFT, sent, told

WHO = ("ada", "karin", "rosa", "ines", "max", "lea", "pavel")
"""Between them they hold every role; each tries the forms of the pages that nobody before may open."""
TYPED = (
    "nothing",
    "forty thousand signs",
    "a null",
    "markup",
    "a template",
    "a huge number",
    "half a surrogate",
    "a year far off",
)
HIDDEN = ("nothing", "a null", "an id of nothing")
"""Kinds of hostile text (`test_forms.HOSTILE`): into every field that is typed in, into every field that nobody sees."""
NOT_TRIED = {"account_logout", "language", "verify-ledger"}
"""Signs out, chooses a language, and a look through the whole ledger: nothing is typed there."""
FILES: dict[str, bytes] = {
    "empty.docx": b"", "zip.docx": b"PK\x03\x04" + b"\xff" * 64, RIGHT_TO_LEFT: b"MZ\x90\x00", "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "table.csv": b'a,b\n"unclosed', "days.ics": b"BEGIN:VCALENDAR\nDTSTART:99999999\n", "nul\x00l.pdf": b"%PDF-1.7",
}  # fmt: skip
KEPT_ALL_THE_SAME = {"letter"}
"""What was typed is saved, and only its submission is refused: nobody types a letter twice."""
REACHED = {
    "ada": "stationery letterhead restore-letterhead wording restore-wording new-clause clause restore-clause calendar add-day import-days "
    "new-person change-person new-source source look-at-source back-up new-authority change-authority new-contact import-directory "
    "absences duty duty-terms",
    "karin": "absence arrival register-arrival correct-arrival new-call",
}
"""Pages whose forms must have been found and tried: what is not found is not tried, and nobody would notice."""


@pytest.fixture
def furnished(things: Things, cast: Cast, at: datetime) -> dict[str, Any]:
    """By name in an address one thing of every kind, with histories, so that their forms are shown."""
    given: dict[str, Any] = {"by": cast.ada, "at": at, "authority": cast.central}
    for number in (0, 1):
        drafting.set_letterhead(**given, version=number, language="en", words={"place": f"Place {number}"})
        drafting.set_text(
            **given, kind="acknowledgement", language="en", version=number, subject="Own", body=f"About {{{{ number }}}}, {number}."
        )  # fmt: skip
    keep: dict[str, Any] = given | {"by": cast.karin, "article": "", "kinds": []}
    clause = drafting.keep_clause(**keep, name="Thanks", texts={"en": "Thanks."})
    drafting.keep_clause(**keep, name="Thanks", texts={"en": "Many thanks."}, clause=clause.pk, version=1)
    deputy = accounts.name_deputy(
        by=cast.karin, at=at, authority=cast.central, absent=cast.karin.id or 0, deputy=cast.ines.id or 0,
        first=at.date() + timedelta(days=3), last=at.date() + timedelta(days=9),
    )  # fmt: skip
    return {**addresses.PLAIN, **things.ids[matrix.OPEN], "clause": clause.pk, "deputyship": deputy.pk}


def own_pages(who: str) -> list[Address]:
    """The pages of *who*: those whose permission nobody before has."""
    roles = {part.username: set(part.roles) for part in CAST}
    before = set().union(*(roles[one] for one in WHO[: WHO.index(who)]))
    found = []
    for address in addresses.addresses():
        may = set(roles_for(address.permission)) if address.permission and ":" in address.permission else None
        mine = bool(may & roles[who]) and not may & before if may is not None else who == WHO[0]
        if mine and address.name.rpartition(":")[2] not in NOT_TRIED:
            found.append(address)
    return found


def found_forms(browser: Client, who: str, things: dict[str, Any]) -> Iterator[tuple[str, Form]]:
    """Each form once, with the name of the address that it is sent to."""
    seen = set()
    for address in own_pages(who):
        path = address.path(things)
        answer = browser.get(path, follow=True)
        if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
            continue
        for form in forms(answer.request["PATH_INFO"], answer.content.decode()):
            name = resolve(urlsplit(form.action).path).url_name
            key = (name, *sorted(form.fields))
            if key not in seen and name not in NOT_TRIED:
                seen.add(key)
                yield name, form


def attacks(form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent, and what it is called. Whatever is not attacked is as the page gave it, the first button pressed."""
    pressed = {name: values[:1] for name, values in form.buttons.items()}
    good = {name: list(values) for name, values in (form.values | pressed).items()}
    typed = [name for name in form.values if name not in form.hidden and name not in form.choices]
    yield "as it is", good
    for what in TYPED if typed else ():
        yield f"typed: {what}", good | {name: [HOSTILE[what]] for name in typed}
    for what in HIDDEN if form.hidden else ():
        yield f"hidden: {what}", good | {name: [HOSTILE[what]] for name in form.hidden}
    if form.choices or form.buttons:
        yield "chosen: what was not offered", good | {name: ["nonsense"] for name in (*form.choices, *form.buttons)}
        yield "everything chosen", good | {name: list(values) for name, values in form.choices.items()}
    yield "every second field left out", {name: good[name] for name in sorted(good)[::2]}
    yield "every other field left out", {name: good[name] for name in sorted(good)[1::2]}
    yield "nothing at all", {}
    yield "everything twice", {name: [*(values or ["1"]), *(values or ["2"])] for name, values in good.items()}
    for name, data in FILES.items() if form.files else ():
        yield f"file {name!r}", good | {one: [SimpleUploadedFile(name, data)] for one in form.files}


def wrongs(browser: Client, name: str, form: Form) -> Iterator[str]:
    for what, data in some(attacks(form)):
        with transaction.atomic():
            before = Line.objects.count()
            answer: HttpResponseBase = sent(browser, form.action, data)
            where = f"{name} {form.action}, {what}: {answer.status_code}"
            if answer.status_code >= 500:
                yield where
            elif answer.status_code >= 400 and Line.objects.count() != before and name not in KEPT_ALL_THE_SAME:
                yield f"{where}, refused, and yet something was recorded"
            elif b"<script>alert(1)" in told(answer):
                yield f"{where}, markup comes back as it was sent"
            transaction.set_rollback(True)


@pytest.mark.parametrize("who", WHO)
def test_every_form_of_a_role_answers_whatever_is_sent(
    who: str, furnished: dict[str, Any], cast: Cast, signed_in: Callable[[Actor], Client]
) -> None:
    browser = signed_in(cast.people[who])
    browser.raise_request_exception = False
    tried, wrong = set(), []
    for name, form in found_forms(browser, who, furnished):
        tried.add(name)
        wrong += list(wrongs(browser, name, form))
    assert wrong == []
    assert set(REACHED.get(who, "").split()) - tried == set()

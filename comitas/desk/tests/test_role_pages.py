"""What roles may do in an authority: the page, its proposal tried on a case, and the button that is gone afterwards."""

from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client

from comitas.accounts.models import Narrowing
from comitas.accounts.rules import narrowing
from comitas.accounts.rules.permissions import roles_for
from comitas.accounts.rules.roles import HEAD, OFFICER
from comitas.arrangement.models import Arrangement
from comitas.cases.tests.building import open_case
from comitas.core.actor import Actor
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
PAGE = "/people/roles/"


def ticked(**kept: list[str]) -> dict[str, Any]:
    """Every box as it comes, but for those of *kept*."""
    changed = {name.replace("_", ":", 1).replace("_", "-"): roles for name, roles in kept.items()}
    return {"version": narrowing.mark(())} | {name: changed.get(name, list(roles_for(name))) for name in narrowing.OPEN}


def test_it_is_set_and_stands_in_the_list(cast: Cast, signed_in: SignedIn) -> None:
    browser = signed_in(cast.ada)
    assert "What was taken from a role" not in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, ticked()).status_code == 302 and not Narrowing.objects.exists()
    assert browser.post(PAGE, ticked(letter_draft=[HEAD])).status_code == 302
    assert list(Narrowing.objects.values_list("role", "permission")) == [(OFFICER, "letter:draft")]
    page = unescape(browser.get(PAGE).content.decode())
    assert "What was taken from a role" in page and "Ada Quill" in page


def test_who_was_second_chooses_permission_by_permission(cast: Cast, signed_in: SignedIn) -> None:
    first, second = signed_in(cast.ada), signed_in(cast.karin)
    first.post(PAGE, ticked(letter_draft=[HEAD]))
    typed = ticked(file_print=[HEAD], case_restrict=[HEAD])
    late = second.post(PAGE, typed)
    assert late.status_code == 409 and Narrowing.objects.count() == 1
    differ = [one["name"] for one in late.context["tried"].differences]
    assert differ == ["use-case:restrict", "use-letter:draft", "use-file:print"]
    form = late.context["form"]
    assert form.data.getlist("arrival:accept") == list(roles_for("arrival:accept")), "what was ticked stays"
    typed["version"] = form.data["version"]
    chosen = second.post(PAGE, typed | {"use-letter:draft": "theirs"}).context["form"]
    assert chosen.data.getlist("letter:draft") == [HEAD] and chosen.data.getlist("file:print") == [HEAD]
    assert second.post(PAGE, typed | {"letter:draft": [HEAD]}).status_code == 302
    held = Narrowing.objects.filter(until=None).order_by("permission").values_list("permission", flat=True)
    assert list(held) == ["case:restrict", "file:print", "letter:draft"]


def test_a_permission_that_no_role_keeps_is_told_at_its_field(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.karin).post(PAGE, ticked(letter_draft=[]))
    told = unescape(page.content.decode())
    assert page.status_code == 400 and "Leave it to one role at least." in told and not Narrowing.objects.exists()


@pytest.mark.parametrize("name", ["rosa", "ines", "max", "lea", "pavel"])
def test_others_have_no_such_page(cast: Cast, signed_in: SignedIn, name: str) -> None:
    assert signed_in(cast.people[name]).get(PAGE).status_code == 403


def test_it_is_proposed_tried_on_a_case_and_put_into_force(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case, browser = open_case(cast, at), signed_in(cast.karin)
    page = browser.post(PAGE, ticked(letter_draft=[HEAD], clock_set=[HEAD]) | {"then": "propose"}, follow=True)
    told = unescape(page.content.decode())
    assert "Case officer: Draft letters" in told and "Not any more" in told and not Narrowing.objects.exists()
    found = Arrangement.objects.get()
    assert found.body == {"roles": {"administrator": ["clock:set"], "case-officer": ["letter:draft"]}}
    tried = unescape(browser.post(f"/set-up/proposals/{found.pk}/try/", {"case": case.number}).content.decode())
    assert "Ines Marlow; Jonas Haskel; Karin Aldane" in tried and "Who may do it in this case" in tried
    assert not Narrowing.objects.exists()
    draft = f"/cases/{case.pk}/letters/new/"
    assert signed_in(cast.ines).get(draft).status_code == 200
    seen = page.context["taking"].initial["seen"]
    assert browser.post(f"/set-up/proposals/{found.pk}/take/", {"seen": seen, "subjects": ["roles"]}).status_code == 302
    assert Narrowing.objects.filter(until=None).count() == 2
    assert signed_in(cast.ines).get(draft).status_code == 403
    assert signed_in(cast.karin).get(draft).status_code == 200

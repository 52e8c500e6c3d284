"""Checks on the screens: what is open, what was met behind its words, an officer's decision, a State's own requirements."""

import json
import re
from collections.abc import Callable
from datetime import datetime

from django.test import Client
from django.urls import reverse

from comitas.cases.tests.building import open_case
from comitas.checks import queries
from comitas.checks.models import StatePack
from comitas.core.actor import Actor
from comitas.samples.cast import Cast

SignedIn = Callable[[Actor], Client]
RULE = "uncac.46.15.c"


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}"(?: value="([^"]*)")?', html)
    assert found
    return found.group(1) or ""


def test_open_findings_first_with_article_reason_and_cure(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at, requesting="Prosecutor General of Borland")
    shown = signed_in(cast.ines).get(reverse("desk:case-checks", args=[case.pk])).content.decode()
    opened, _sep, behind = shown.partition('class="cm-more"')
    assert "Article 46(15)(c)" in opened and "To cure it:" in opened
    assert "Show the" in behind and "met" in behind
    assert reverse("desk:new-letter", args=[case.pk]) + "?kind=information-request" in opened.replace("&amp;", "&")
    assert (
        "Decide or overrule"
        not in signed_in(cast.rosa).get(reverse("desk:case-checks", args=[case.pk])).content.decode()
    )


def test_overruling_by_form_and_the_second_officer(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    place, ines, karin = reverse("desk:case-finding", args=[case.pk, RULE]), signed_in(cast.ines), signed_in(cast.karin)
    html = ines.get(place).content.decode()
    given = {
        "about": hidden(html, "about"),
        "last": hidden(html, "last"),
        "status": "met",
        "reason": "It is in the annex.",
    }
    assert ines.post(place, given | {"reason": ""}).status_code == 400
    assert ines.post(place, given).status_code == 302
    assert queries.finding(cast.ines, case.pk, RULE).status == "met"
    late = karin.post(place, given | {"reason": "I typed this."})
    assert (
        late.status_code == 409
        and "I typed this." in late.content.decode()
        and "colleague" in late.content.decode().lower()
    )
    shown = karin.get(reverse("desk:case-checks", args=[case.pk])).content.decode()
    assert "Overruled by Ines Marlow" in shown and "It is in the annex." in shown


def test_a_rule_that_is_not_there(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    case = open_case(cast, at)
    assert signed_in(cast.ines).get(reverse("desk:case-finding", args=[case.pk, "no.such.rule"])).status_code == 404
    assert signed_in(cast.rosa).get(reverse("desk:case-finding", args=[case.pk, RULE])).status_code == 403


def test_loading_requirements_names_what_is_wrong(cast: Cast, at: datetime, signed_in: SignedIn) -> None:
    place, head = reverse("desk:checks-pack"), signed_in(cast.karin)
    wrong = head.post(place, {"authority": cast.central, "pack": '{"name": "x",\n "title": }'})
    assert wrong.status_code == 400 and "line 2" in wrong.content.decode()
    assert head.post(place, {"authority": cast.central, "pack": "\\u0000"}).status_code == 400
    assert not StatePack.objects.exists()
    text = json.dumps({"name": "arland", "title": "Arland's law", "rules": [{"id": "practice.nexus", "level": "M"}]})
    assert head.post(place, {"authority": cast.central, "pack": text}).status_code == 302
    assert "version 1" in head.get(place).content.decode()
    assert signed_in(cast.ines).get(place).status_code == 403

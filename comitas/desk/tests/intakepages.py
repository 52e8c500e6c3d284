"""The arrival's page as a browser has it: what it shows, what it would post."""

import re
from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from comitas.intake.models import Arrival
from comitas.intake.tests.arriving import LETTER, arrive, was_read
from comitas.samples.cast import Cast


def page(arrival: Arrival, name: str = "arrival") -> str:
    return reverse(f"desk:{name}", args=[arrival.pk])


def html(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def fields(shown: str) -> dict[str, Any]:
    """What a browser would post: every field of the arrival's form as it stands."""
    form = shown[shown.index('data-draft="arrival-') : shown.rindex("</form>")]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        name, kind = attribute(tag, "name"), attribute(tag, "type")
        if kind in ("checkbox", "radio"):
            if " checked" in tag:
                found.setdefault(name, []).append(attribute(tag, "value"))
        else:
            found[name] = attribute(tag, "value")
    for name, choices in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', choices)
        found[name] = chosen[1] if chosen else ""
    for name, text in re.findall(r'<textarea name="([^"]+)".*?>(.*?)</textarea>', form, re.S):
        found[name] = text.strip()
    return found


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1].replace("&#x27;", "'").replace("&amp;", "&") if found else ""


def post(browser: Client, made: Arrival, do: str, **changes: Any) -> Any:
    return browser.post(page(made), fields(html(browser, page(made))) | {"do": do} | changes)


def with_letter(cast: Cast, at: datetime, text: Any = LETTER, **more: Any) -> Arrival:
    made = arrive(cast, at, b"%PDF-1.7 letter", **({"sender": ""} | more))
    was_read(made, text)
    return made

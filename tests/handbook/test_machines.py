"""The worked example of the machine door runs as it is written, in both languages."""

import json
import re
import shlex
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from comitas.api.rules.scopes import SCOPES
from comitas.api.tests.calling import order_lines, token_for
from comitas.cases.tests import building
from comitas.core import clock
from comitas.documents import actions as documents
from comitas.documents import queries as kept
from comitas.samples.cast import Cast
from tests.handbook.parts import FOLDER

PAGES = {"en": FOLDER / "machines.md", "fr": FOLDER / "fr" / "machines.md"}
LETTER = b"%PDF-1.7 twenty byte"


def commands(language: str) -> list[str]:
    text = PAGES[language].read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("curl ")]


def run(command: str, known: dict[str, str], cast: Cast) -> HttpResponse | None:
    """What curl would do; the part of a file goes to the upload process, here by what that calls."""
    words = iter(shlex.split(re.sub(r"\$(\w+)", lambda found: known[found[1]], command))[1:])
    method, headers, body, address = "", {}, None, ""
    for word in words:
        if word == "-H":
            name, _colon, value = next(words).partition(": ")
            headers[name] = value
        elif word in ("-d", "--data-binary"):
            body = next(words)
        elif word == "-X":
            method = next(words)
        elif word != "-s":
            address = word
    if method == "PUT":
        _actor, upload, _language = kept.uploader(headers["X-Comitas-Upload"])
        place, _stroke, offset = address.rpartition("/")
        assert place.endswith(str(upload.pk))
        documents.receive_part(by=cast.karin, at=clock.now(), upload=upload.pk, offset=int(offset), data=LETTER)
        return None
    path = address.removeprefix(known["COMITAS"])
    client = Client()
    if body is None:
        return client.get(path, headers=headers)
    return client.post(path, body, content_type=headers.pop("Content-Type"), headers=headers)


@pytest.mark.parametrize("language", PAGES)
def test_the_example_runs(language: str, cast: Cast, at: datetime) -> None:
    case = building.open_case(cast, at)
    part = building.add_part(cast, at, case)
    order_lines()
    known = {
        "COMITAS": "https://comitas.example",
        "TOKEN": token_for(cast.karin),
        "CASE": str(case.pk),
        "PART": str(part.pk),
    }
    answers: dict[str, Any] = {}
    for command in commands(language):
        known["KEY"] = str(uuid4())
        answer = run(command, known, cast)
        if answer is None:
            continue
        assert answer.status_code in (200, 201), (command, answer.content)
        told = json.loads(answer.content)
        answers[command.split('"')[1].split("?")[0].replace("$COMITAS/api/v1/", "")] = told
        known |= learnt(told, answer.status_code)
    assert answers["arrivals"]["sender_state"] == "XB"
    assert answers["parts/$PART/steps/examine"]["part"]["state"]["code"] == "examining"
    assert {one["id"] for one in answers["cases"]["items"]} == {str(case.pk)}


def learnt(told: dict[str, Any], status: int) -> dict[str, str]:
    """What the page says to take from an answer."""
    if "roles" in told:
        return {"AUTHORITY": told["roles"][0]["authority"]}
    if "part_bytes" in told:
        return {"UPLOAD": told["id"], "UPLOAD_URL": told["url"], "UPLOAD_TOKEN": told["token"]}
    if status == 201:
        return {"ARRIVAL": told["id"]}
    if "part" in told and "items" in told:
        return {"VERSION": str(told["version"])}
    return {"AFTER": told["after"]} if "after" in told and "more" in told else {}


def test_both_languages_have_the_same_commands() -> None:
    assert commands("en") == commands("fr")


@pytest.mark.parametrize("language", PAGES)
def test_every_scope_is_explained(language: str) -> None:
    assert re.findall(r"^\| `([a-z:]+)` \|", PAGES[language].read_text(encoding="utf-8"), re.MULTILINE) == list(SCOPES)

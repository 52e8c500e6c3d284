"""The letters of the mail are born digital and say what intake proposes."""

from datetime import date
from typing import Any

import pypdfium2

from comitas.documents.conversion import textlayer
from comitas.documents.rules.reading import Reading
from comitas.intake.rules import numbers
from comitas.intake.rules.proposal import Proposal
from comitas.intake.rules.propose import propose
from comitas.samples import paper, post


def read(pdf: bytes) -> tuple[Proposal, ...]:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [textlayer.read_page(number, page, (840, 1188)) for number, page in enumerate(document, 1)]
    assert all(pages), "every page has a text layer that is believed"
    found = Reading(tuple(page for page in pages if page), "", ())
    return propose(found, ours=numbers.OURS, states=("Borland", "Arland"))


def test_the_request_makes_proposals() -> None:
    found: dict[str, list[Any]] = {}
    for item in read(post.request(date(2026, 2, 25), date(2026, 4, 17))):
        found.setdefault(item.field, []).append(item.value)
    assert found["transmitting_authority"] == ["BUREAU DU PROCUREUR GÉNÉRAL DU BORLAND"]
    assert found["requesting_authority"] == ["parquet de Port Selwyn"]
    assert found["their_reference"][0]["number"] == post.BORLANDS
    assert (found["date_written"], found["deadline"]) == (["2026-02-25"], ["2026-04-17"])
    people = {(one["name"], one.get("born")) for one in found["person"] if one["nature"] == "natural"}
    assert people == {("Edric MALVERN", "1969-03-14"), ("Sabine THOREL", "1982-11-02")}
    assert set(found["measure"]) == {"a", "f"} and found["offence"][0]["uncac"] == "15"
    assert found["legal_basis"] == [{"instrument": "uncac", "articles": "46"}]


def test_the_reply_quotes_our_number() -> None:
    found = {item.field: item.value for item in read(post.reply(date(2026, 3, 2), "2026/0003-3"))}
    assert (found["our_reference"], found["date_written"]) == ("2026/0003-3", "2026-03-02")


def test_long_lines_are_wrapped_and_long_letters_go_on() -> None:
    with pypdfium2.PdfDocument(paper.pdf(*["quay " * 60] * 20)) as document:
        assert len(document) > 1
        for page in document:
            right = max(box.get_bounds()[2] for box in page.get_objects())
            assert right < paper.WIDTH - paper.LEFT / 2

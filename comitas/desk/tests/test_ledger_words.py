"""The auditor reads words, not codes, in the language of the page."""

from typing import Any

import pytest
from django.utils import translation

from comitas.accounts.actions import ROLE_GIVEN
from comitas.cases.rules.status import EXITS
from comitas.desk.presenters.ledger import ledger_sentence
from comitas.documents.actions.readings import CONVERSION_CHANGED, DOCUMENT_NOT_READ
from comitas.drafting.actions.changing import DRAFTED
from comitas.ledger.rules.kinds import Kind


@pytest.mark.parametrize(
    ("kind", "payload", "english"),
    [
        (ROLE_GIVEN, {"user": 9, "role": "executing-officer"}, "Person 9 became Executing officer."),
        (ROLE_GIVEN, {"user": 9, "role": "of-old"}, "Person 9 became of-old."),
        (ROLE_GIVEN, {"user": 9}, "Person 9 became (role)."),
        (DRAFTED, {"number": "2026/1-L1", "kind": "refusal"}, "Letter 2026/1-L1 was drafted: Refusal with reasons."),
        (DRAFTED, {"number": "2026/1-L1", "kind": "of-old"}, "Letter 2026/1-L1 was drafted: of-old."),
        (CONVERSION_CHANGED, {"on": False}, "Documents are converted: no."),
        (DOCUMENT_NOT_READ, {"document": "d", "code": "empty"},
         "Document d was not read: The file is empty. Ask the sender to send it again."),
    ],
)  # fmt: skip
def test_a_line_is_said_in_words(kind: Kind, payload: dict[str, Any], english: str) -> None:
    with translation.override("en"):
        assert ledger_sentence(kind.name, payload) == english


def test_it_is_said_in_the_language_of_the_page() -> None:
    with translation.override("fr"):
        said = ledger_sentence("case.closed", {"number": "2026/1", "outcome": "V4"})
        assert translation.gettext(EXITS["V4"]) in said
        assert "Granted" not in said
        assert "officer" not in ledger_sentence(ROLE_GIVEN.name, {"user": 1, "role": "executing-officer"})

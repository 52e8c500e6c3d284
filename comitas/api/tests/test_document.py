"""The document of the door is kept as a file, and the program is fuzzed from it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from comitas.api.tests.calling import Caller, order_lines
from comitas.api.tests.conftest import Scene
from comitas.api.urls import v1

FILE = Path(__file__).parents[3] / "docs" / "openapi.json"
EXAMPLES = 8
"""Calls of each operation and mode, right and wrong ones: some three hundred in all, in about a minute of one core."""
load_all_checks()
LOOKED_AT = [
    CHECKS.get_one(name)
    for name in (
        "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
        "negative_data_rejection", "ignored_auth",
    )
]  # fmt: skip
PATHS = sorted(v1.document()["paths"])


def written() -> str:
    return json.dumps(v1.document(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def test_the_file_is_the_document() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "run `python -m comitas.api.tests.test_document`"


def test_the_document_is_served_to_who_bears_a_token(scene: Scene) -> None:
    assert scene.calling("lea", "figures:read").get("/openapi.json").json() == json.loads(written())


def test_every_operation_says_its_scope_and_its_errors() -> None:
    for path, methods in v1.document()["paths"].items():
        for method, told in methods.items():
            assert told["security"] and {"401", "403", "429"} <= set(told["responses"]), (method, path)
            assert told["operationId"] and told["summary"] and told["description"], (method, path)


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_sent_is_answered_as_the_document_says(scene: Scene, settings_of_the_door: None, path: str) -> None:
    order_lines()
    caller = Caller(scene.cast.karin)
    known = {"case": scene.hidden.pk, "part": scene.hidden_part.pk, "step": "examine"}
    schema = schemathesis.openapi.from_dict(v1.document())
    schema.app = WSGIHandler()
    for method in v1.document()["paths"][path]:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            fuzz(schema[path][method.upper()], mode, caller.token, known)


def fuzz(operation: Any, mode: GenerationMode, token: str, known: dict[str, Any]) -> None:
    """Calls made from the schema: right ones, half of them about what is there, or wrong ones. Nothing of it stays."""

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
    def calls(case: Any, real: bool) -> None:
        if real and mode is GenerationMode.POSITIVE:
            case.path_parameters = {
                name: str(known.get(name, value)) for name, value in (case.path_parameters or {}).items()
            }
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=LOOKED_AT)
            transaction.set_rollback(True)

    calls()


@pytest.fixture
def settings_of_the_door(settings: Any) -> Iterator[None]:
    """As often as one likes, and within the transaction of the test, as Django's own client does."""
    settings.MACHINE_RATE = 10**9
    for one in (signals.request_started, signals.request_finished):
        one.disconnect(close_old_connections)
    yield
    for one in (signals.request_started, signals.request_finished):
        one.connect(close_old_connections)


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    print(f"Written: {FILE.name}")

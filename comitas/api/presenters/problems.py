"""What goes wrong, as problem details (RFC 9457)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import ConfigDict

from comitas.api.presenters.parts import Stale, gate, told_marked
from comitas.api.presenters.said import told
from comitas.cases.rules.steps import StepRefused
from comitas.core.problems import problem
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere
from comitas.core.text import N_

MOST_ERRORS = 50


class Fault(Schema):
    """One thing that is wrong. `pointer` says where (RFC 6901 in a body, the name of a parameter elsewhere)."""

    pointer: str
    detail: str


class Problem(Schema):
    """Why it was not done. `detail` is in the language asked for; `code` and `title` stay."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str | None = None
    errors: list[Fault] = []


SENTENCES: dict[str, str] = {
    "missing": N_("This is missing."),
    "extra_forbidden": N_("There is no such field."),
    "string_too_long": N_("This is too long."),
    "string_too_short": N_("This is too short."),
    "too_long": N_("These are too many."),
    "string_pattern_mismatch": N_("This does not look as it should."),
}
UNUSUAL = N_("This cannot be taken. The document of this door says what can.")


def not_there(request: HttpRequest, error: NotThere) -> HttpResponse:
    """Absent, or not for this account. The same answer for both."""
    return problem(404)


def denied(request: HttpRequest, error: Denied) -> HttpResponse:
    return problem(403, str(error), "not-allowed")


def conflict(request: HttpRequest, error: Conflict) -> HttpResponse:
    """Somebody was first; with what stands now, where that is known."""
    if isinstance(error, Stale):
        return problem(409, str(error), "stale", current=error.current.model_dump(mode="json"))
    return problem(409, str(error), "conflict")


def invalid(request: HttpRequest, error: Invalid) -> HttpResponse:
    """What the house refuses, field by field."""
    faults = [{"pointer": _pointer(name), "detail": sentence} for name, sentence in error.fields.items()]
    return problem(422, str(error), "not-valid", errors=faults)


def refused(request: HttpRequest, error: StepRefused) -> HttpResponse:
    """A step that the table, a field or a gate does not allow."""
    faults = [
        {"pointer": _pointer(f"fields.{name}"), "detail": told_marked(text)} for name, text in error.fields.items()
    ]
    gates = [gate(one).dict() for one in error.closed]
    return problem(422, told(error.sentence), "step-refused", errors=faults, gates=gates)


def not_as_described(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What does not fit the document of the door."""
    faults = [_fault(one) for one in error.errors[:MOST_ERRORS]]
    return problem(422, _("Some of what was sent does not fit."), "not-valid", errors=faults)


def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What cannot be read at all."""
    return problem(error.status_code)


def _fault(one: dict[str, Any]) -> dict[str, str]:
    source, *rest = [str(step) for step in one.get("loc", ("",))]
    where = rest[1:] if source == "body" else rest
    return {"pointer": "/".join(["", *where]) if source == "body" else ".".join(where), "detail": _sentence(one)}


def _sentence(one: dict[str, Any]) -> str:
    if one["type"] == "value_error":  # ours, in the language asked for
        return str(one.get("ctx", {}).get("error", "")) or _(UNUSUAL)
    return _(SENTENCES.get(one["type"], UNUSUAL))


def _pointer(name: str) -> str:
    return "/" + name.replace("~", "~0").replace("/", "~1").replace(".", "/")

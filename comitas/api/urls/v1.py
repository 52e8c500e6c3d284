"""The door itself: its operations, its errors, and the document that describes it (OpenAPI 3.1)."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic.json_schema import models_json_schema

from comitas.api.forms.parsing import Bounded
from comitas.api.presenters import problems
from comitas.api.views import account, arrivals, cases, documents, following, parts, uploads
from comitas.api.views.door import needs
from comitas.cases.rules.steps import StepRefused
from comitas.core.problems import MEDIA_TYPE
from comitas.core.refusals import Conflict, Denied, Invalid, NotThere

app_name = "v1"
VERSION = "1.0.0"
PREFIX = "api/v1"
WORDS = (
    "The machine door of Comitas: put what arrives into intake, read and follow cases, take steps, read figures. "
    "Every call bears a token (RFC 6750) with scopes; the roles of its account and need-to-know decide as they do for a person. "
    "What does not exist and what one may not know are answered alike. Errors are problem details (RFC 9457) in the language of "
    "Accept-Language. Lists go on with `next`; instants are in UTC (RFC 3339), days are those of the office that they belong to."
)
ALWAYS = {
    401: "No token that works",
    403: "Not for this token, or not for these roles",
    429: "Too many calls in this minute",
}
WITH_ID = {404: "Absent, or not for this account"}
WITH_INPUT = {422: "Not valid; `errors` says where"}
WITH_BODY = {
    400: "No JSON", 404: "Absent, or not for this account", 409: "Somebody was first, or the idempotency key was used otherwise",
    411: "Length missing", 413: "Larger than is taken", 415: "Not application/json",
}  # fmt: skip

api = NinjaAPI(
    title="Comitas", version=VERSION, description=WORDS, docs_url=None, openapi_url=None, urls_namespace=app_name, parser=Bounded()
)  # fmt: skip
ROUTERS = (account, uploads, arrivals, cases, parts, documents, following)
for _one in ROUTERS:
    api.add_router("", _one.router)
_ANSWERS: tuple[tuple[Any, Any], ...] = (
    (NotThere, problems.not_there), (Denied, problems.denied), (Conflict, problems.conflict), (Invalid, problems.invalid),
    (StepRefused, problems.refused), (ValidationError, problems.not_as_described), (HttpError, problems.unreadable),
)  # fmt: skip
for _error, _answer in _ANSWERS:
    api.add_exception_handler(_error, _answer)


@api.get("/openapi.json", include_in_schema=False, url_name="openapi")
@needs("handbook:read")
def openapi(request: HttpRequest) -> JsonResponse:
    """The document, for whoever writes a program for this door."""
    return JsonResponse(document())


def document() -> dict[str, Any]:
    """OpenAPI 3.1: what ninja says, with the token, the scope and the errors of each operation."""
    made: dict[str, Any] = {**api.get_openapi_schema(path_prefix=PREFIX)}
    _defs, definitions = models_json_schema(
        [(problems.Problem, "serialization")], ref_template="#/components/schemas/{model}"
    )
    made["components"]["schemas"] |= definitions["$defs"]
    made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    made["servers"] = [{"url": "/"}]
    scopes = {operation.operation_id: getattr(operation.view_func, "scope", "") for operation in _operations()}
    for path, methods in made["paths"].items():
        for told in methods.values():
            _completed(told, path, scopes[told["operationId"]])
    return made


def _completed(told: dict[str, Any], path: str, scope: str) -> None:
    told["security"] = [{"token": [scope] if scope else []}]
    more = {**ALWAYS}
    more |= WITH_ID if "{" in path else {}
    more |= WITH_INPUT if told.get("parameters") or "requestBody" in told else {}
    more |= WITH_BODY if "requestBody" in told else {}
    if told["operationId"] == "abandon_upload":
        more |= {409: WITH_BODY[409]}
    if told["operationId"] == "original":
        more |= {416: "The range begins after the end"}
        told["responses"] = {200: {"description": "The bytes", "content": told["responses"][200]["content"]},
                             206: {"description": "The range", "content": told["responses"][200]["content"]}}  # fmt: skip
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers = {
        **told["responses"],
        **{status: {"description": words, "content": content} for status, words in more.items()},
    }
    told["responses"] = {str(status): answers[status] for status in sorted(answers)}


def _operations() -> list[Any]:
    return [
        operation
        for router in (api.default_router, *(one.router for one in ROUTERS))
        for view in router.path_operations.values()
        for operation in view.operations
    ]


def _declared() -> list[Any]:
    """The addresses, each with the permission that its operations declare: config refuses a view without one."""
    by_path = {
        path: view.operations[0].view_func.permission
        for router in (api.default_router, *(one.router for one in ROUTERS))
        for path, view in router.path_operations.items()
    }
    found = []
    for pattern in api.urls[0]:
        path = "/" + str(pattern.pattern).replace("<", "{").replace(">", "}")
        if path in by_path:
            view: Any = pattern.callback
            view.permission = by_path[path]
            found.append(pattern)
    return found


urlpatterns = _declared()

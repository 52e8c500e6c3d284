"""What every operation of the door has: a scope, a permission, and answers that are paged."""

import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar, get_args, get_type_hints
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from ninja.params.models import Query

from comitas.accounts import access as need_to_know
from comitas.api.access import Bearer, require_scope
from comitas.api.forms.asked import Key, Paged
from comitas.core import clock
from comitas.core.paging import Page, page
from comitas.core.refusals import Invalid
from comitas.core.web import Request
from comitas.ledger import actions as ledger
from comitas.ledger.models import Reading

Row = TypeVar("Row", bound=Model)
LONGEST_NAME = 40
Operation = TypeVar("Operation", bound=Callable[..., Any])


class Call(Request):
    """A call of a machine; the middleware has put `bearer` and `actor` on it. For annotations only."""

    bearer: Bearer


def needs(permission: str, scope: str = "") -> Callable[[Operation], Operation]:
    """Declare what an operation needs: *scope* of the token, and *permission* of the account's roles, somewhere.

    Both are asked before anything that was sent is looked at.
    """

    def declare(operation: Operation) -> Operation:
        named = _parameters(operation)

        def asks(request: Any) -> bool:
            if scope:
                require_scope(request.bearer, scope)
            need_to_know.require_in(request.actor, permission)
            if unknown := [name for name in request.GET if name not in named]:
                raise Invalid({unknown[0][:LONGEST_NAME]: _("There is no such parameter.")})
            return True

        marked: Any = operation
        marked.permission, marked.scope = permission, scope  # read by urls.v1
        marked._ninja_contribute_to_operation = [lambda made: made.auth_callbacks.append(asks)]
        return operation

    return declare


def _parameters(operation: Callable[..., Any]) -> frozenset[str]:
    """The names that may stand after the question mark: the fields of what is declared as Query."""
    hints = get_type_hints(operation, include_extras=True).values()
    asked = [get_args(hint)[0] for hint in hints if any(isinstance(one, Query) for one in get_args(hint)[1:])]
    return frozenset(name for model in asked for name in model.model_fields)


def paged(
    request: HttpRequest, asked: Paged, rows: QuerySet[Row], order: tuple[str, ...]
) -> tuple[Page[Row], str | None]:
    """The page asked for, and the address of the next. `Invalid` for a cursor that makes no sense: a machine would go round in circles."""
    query = request.GET.copy()
    query.pop("before", None)
    asking: Any = _Asking(query, "GET")
    found = page(asking, rows, order, asked.limit)
    if asked.after and found.rows and not found.newer:
        raise Invalid(
            {"after": _("This cursor is none of ours. Begin without one, or with the last that you were given.")}
        )
    return found, f"{request.path}{found.older}" if found.older else None


class _Asking:
    """As much of a request as paging looks at."""

    def __init__(self, query: QueryDict, method: str) -> None:
        self.GET, self.method = query, method


def opened(request: Any, subject: str, compartment: UUID, manner: Reading.Manner = Reading.Manner.OPEN) -> None:
    """Note that the account read *subject*, as a page notes it of a person."""
    ledger.read(manner, subject, by=request.actor, at=clock.now(), compartment=compartment)


def fingerprint(address: str, asked: dict[str, Any]) -> bytes:
    """What tells one request from another under the same idempotency key."""
    return hashlib.sha256(json.dumps([address, asked], sort_keys=True, default=str).encode()).digest()


__all__ = ["Call", "Key", "fingerprint", "needs", "opened", "paged"]

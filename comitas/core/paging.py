"""Keyset paging: as quick on the last page as on the first, and it counts nothing.

A page's address holds the key of the row it goes on from, so that rows added meanwhile neither repeat nor hide others.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest

SIZE = 25
LONGEST_CURSOR = 3000
"""Characters. The longest key is a name of 300 characters with four bytes each, in base64, beside a code and an id."""

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows in the order shown; addresses of the neighbours, "" where there is none."""

    rows: list[Row]
    newer: str
    older: str


def page(request: HttpRequest, rows: QuerySet[Row], order: tuple[str, ...], size: int = SIZE) -> Page[Row]:
    """The page that the request asks for by `after` or `before`. `order` ends in a unique field; "-" descends.

    A cursor that makes no sense shows the first page.
    """
    backwards = "before" in request.GET
    keys = _decode(request.GET.get("before" if backwards else "after", ""), rows.model, order)
    if keys is None:
        backwards = False
    used = tuple(_opposite(name) for name in order) if backwards else order
    found = list((rows.filter(_beyond(keys, used)) if keys else rows).order_by(*used)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_newer, has_older = (more, True) if backwards else (bool(keys), more)
    return Page(
        found,
        _address(request, "before", found[0], order) if found and has_newer else "",
        _address(request, "after", found[-1], order) if found and has_older else "",
    )


def _opposite(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(keys: list[Any], order: tuple[str, ...]) -> Q:
    """Rows after *keys*: the first column decides, where it is equal the second, and so on.

    The bound on the first column says nothing new, but it is what lets the database begin at that place in the index.
    """
    beyond, equal = Q(), Q()
    for name, key in zip(order, keys, strict=True):
        column = name.removeprefix("-")
        beyond |= equal & Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": key})
        equal &= Q(**{column: key})
    first = order[0].removeprefix("-")
    return Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": keys[0]}) & beyond


def _address(request: HttpRequest, direction: str, row: Row, order: tuple[str, ...]) -> str:
    keys = [getattr(row, name.removeprefix("-")) for name in order]
    text = json.dumps([key if isinstance(key, int) else _written(key) for key in keys], ensure_ascii=False)
    cursor = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    rest = {name: values for name, values in request.GET.lists() if name not in ("after", "before")}
    return "?" + urlencode({**rest, direction: cursor}, doseq=True)


def _written(key: Any) -> str:
    return key.isoformat() if isinstance(key, date | datetime) else str(key)


def _column(model: type[Model], name: str) -> Field[Any, Any]:
    column = model._meta.get_field(name.removeprefix("-"))
    if not isinstance(column, Field):
        raise TypeError(f"{name} is no column to order by")
    return column


def _decode(cursor: str, model: type[Model], order: tuple[str, ...]) -> list[Any] | None:
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        keys = json.loads(text)
        if not isinstance(keys, list) or len(keys) != len(order) or not all(_sayable(key) for key in keys):
            return None
        return [_column(model, name).to_python(key) for name, key in zip(order, keys, strict=True)]
    except (ValueError, TypeError, OverflowError, binascii.Error, ValidationError):
        return None


def _sayable(key: Any) -> bool:
    """Whether the database can compare by it: a number, or text without NUL and without halves of characters."""
    if isinstance(key, str):
        return not any(sign == "\x00" or "\ud800" <= sign <= "\udfff" for sign in key)
    return isinstance(key, int | float)

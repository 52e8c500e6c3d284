"""A row that is found by its key."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def one(found: QuerySet[Row]) -> Row | None:
    """The row there is, or None.

    `first` puts it in an order before: 3 of the 8 ms that it takes to fetch a case, for which seven tables are joined.
    """
    return next(iter(found.order_by()[:1]), None)

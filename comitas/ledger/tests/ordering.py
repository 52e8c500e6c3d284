"""Waiting for the one order, in tests."""

import time

from comitas.ledger import actions
from comitas.ledger.models import Line, Order

SLOWEST = 120  # seconds: other tests of the same cluster end before


def order_everything() -> None:
    """Until every line has its place. Tests of other workers hold transactions open in this cluster, and so hold the order back."""
    until = time.monotonic() + SLOWEST
    while Line.objects.exclude(pk__in=Order.objects.values("line")).exists():
        if time.monotonic() > until:
            raise TimeoutError("Some transaction of this cluster stays open: the order cannot go on.")
        if not actions.sequence():
            time.sleep(0.05)

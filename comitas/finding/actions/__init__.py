"""Keeping views of the register. What is searched is written by `readers` alone."""

from comitas.finding.actions.destroying import HOLDINGS, destroy
from comitas.finding.actions.views import LONGEST_NAME, MOST_VIEWS, drop_view, keep_view

__all__ = ["HOLDINGS", "LONGEST_NAME", "MOST_VIEWS", "destroy", "drop_view", "keep_view"]

"""The figures of the demonstration add up, as every line of the ledger says when it happened."""

from datetime import datetime

from comitas.ledger import actions as ledger
from comitas.ledger.tests.ordering import order_everything
from comitas.samples import cast as samples
from comitas.samples import demonstration
from comitas.statistics import queries as statistics
from comitas.statistics.readers import FIGURES
from comitas.statistics.rules import periods


def test_the_figures_add_up_and_have_an_exit(committed_db: str, at: datetime) -> None:
    cast = samples.found()
    demonstration.create(cast, at)
    order_everything()
    while ledger.follow(FIGURES):
        pass
    for reader, cases_there in ((cast.lea, 13), (cast.solo, 1)):
        incoming, outgoing = statistics.figures(reader, periods.named("2026")).sides
        line = incoming.reconciled.line
        assert incoming.reconciled.agrees and line.opening + line.new == cases_there
        assert sum(line.exits.values()) == (1 if cast.lea == reader else 0)
        assert outgoing.reconciled.agrees
        assert outgoing.reconciled.counted == (2 if cast.lea == reader else 0)  # two were sent; a draft is in no stock

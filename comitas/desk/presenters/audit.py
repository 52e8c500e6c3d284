"""How the auditor's figures and lists are said."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.cases.rules.codes import GROUNDS
from comitas.cases.rules.families import happened
from comitas.core.actor import Actor
from comitas.core.text import N_
from comitas.desk import presenters as desk
from comitas.desk.presenters.execution import amount
from comitas.desk.presenters.figures import shown
from comitas.desk.presenters.ledger import ledger_sentence
from comitas.desk.presenters.published import authorities
from comitas.execution.rules import counting
from comitas.ledger import queries as ledger
from comitas.ledger.models import Order
from comitas.statistics.queries import Audit
from comitas.statistics.rules import audit

HEADS = {
    "year": N_("Year"),
    "given": N_("Given"),
    "there": N_("There"),
    "annulled": N_("Annulled"),
    "restricted": N_("Restricted"),
    "missing": N_("Not accounted for"),
    "lines": N_("Lines in the period"),
    "number": N_("Number"),
}
SERIES = {"cases": N_("Case numbers"), "entries": N_("Register numbers")}


def lists(found: Audit) -> list[dict[str, str]]:
    """Every list with how many lines the period has."""
    return [
        {
            "name": _(one.name),
            "note": _(one.note),
            "number": shown(found.counts.get(one.code, 0)),
            "url": f"{reverse('desk:audit-list', args=[one.code])}?period={found.period.code}",
        }
        for one in audit.LISTS
    ]


def numbers(actor: Actor, found: Audit) -> list[dict[str, Any]]:
    """Every series of numbers, and whether each number is accounted for."""
    names = authorities(actor)
    return [
        {
            "series": _(SERIES[one.series]),
            "authority": names.get(one.authority, ""),
            "year": str(one.year),
            "given": shown(one.last),
            "there": shown(one.there),
            "annulled": shown(one.annulled),
            "restricted": shown(one.restricted),
            "missing": shown(one.missing),
            "whole": one.missing == 0,
        }
        for one in found.numbers
    ]


def grounds(found: Audit) -> list[dict[str, str]]:
    """Refusals and postponements by their ground, or by the step where it has none."""
    return [{"name": _ground(code), "number": shown(number)} for code, number in found.grounds.items()]


def _ground(code: str) -> str:
    return f"{_(GROUNDS[code].name)} ({code})" if code in GROUNDS else _(happened(code))


def costs(found: Audit) -> list[dict[str, str]]:
    """What was paid, each currency by itself."""
    return [{"name": _(counting.SUMS[one.line]), "sum": amount(one.value, one.currency)} for one in found.costs]


def drill(found: Audit) -> dict[str, Any] | None:
    """The last trial of a restore."""
    if found.drill is None:
        return None
    at, holds = found.drill
    return {"at": desk.moment(at), "holds": holds}


def line(order: Order) -> dict[str, Any]:
    """A line of the ledger."""
    entry = ledger.entry(order)
    return {
        "position": entry.position,
        "sentence": ledger_sentence(entry.kind, entry.payload),
        "actor": entry.actor,
        "effective": desk.moment(entry.effective_at),
    }

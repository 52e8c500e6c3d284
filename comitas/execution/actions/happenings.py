"""What happens to an entry: a thing moves, a freeze is renewed or lifted, service is tried, a decision is served. Never changed afterwards."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from comitas.cases import queries as casefile
from comitas.cases.rules.words import Sentence
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Conflict, Invalid, NotThere
from comitas.core.text import N_
from comitas.execution import queries
from comitas.execution.actions import checking, told
from comitas.execution.actions.entries import held
from comitas.execution.models import Movement
from comitas.execution.rules import decisions, fields, freezes, serving

MOST = 200
"""Movements of one thing, renewals of one freeze."""


@transaction.atomic
def happen(
    *, by: Actor, at: datetime, register: str, entry: UUID, given: Mapping[str, Any], once: UUID | None = None
) -> Any:
    """Record what happened to an entry, and what it means for the entry itself. The same `once` gives back what is there."""
    table = queries.register(register)
    happening = table.happening
    if happening is None:
        raise NotThere(register)
    found, row = held(by, table, entry)
    model = queries.HAPPENINGS[happening.code]
    if once and (there := model.objects.filter(pk=once, of=row).first()):
        return there
    values = checking.cleaned(happening.fields, {one.name: None for one in happening.fields} | dict(given))
    today = casefile.today_of(found, at)
    checking.refuse(_ALSO[happening.code](values, today, row) | fields.wrong(happening.fields, values, today))
    checking.refuse_strangers(happening.fields, values, found)
    last = model.objects.filter(of=row).aggregate(last=Max("serial"))["last"] or 0
    if last >= MOST:
        raise Invalid({"on": _("Nothing more can be entered here. Put the rest into a document.")})
    more = {"before": row.until} if happening.code == "renewal" else {}
    made = model.objects.create(
        id=once or new_id(),
        of=row,
        serial=last + 1,
        at=at,
        by_id=by.id,
        **checking.columns(happening.fields, values),
        **more,
    )
    after = _MEANS[happening.code](values, row)
    type(row).objects.filter(pk=row.pk).update(**after, version=F("version") + 1)
    payload = {"happening": happening.code, "serial": last + 1}
    told.record(
        told.HAPPENED,
        by=by,
        at=at,
        case=found,
        table=table,
        entry=row.pk,
        part=row.part,
        payload=payload,
        personal=values,
    )
    return made


@transaction.atomic
def lift_freeze(*, by: Actor, at: datetime, freeze: UUID, given: Mapping[str, Any]) -> None:
    """It ends: since when and why, and when the other State was told beforehand, or why it could not be (55(8))."""
    table = queries.register("freeze")
    found, row = held(by, table, freeze)
    values = checking.cleaned(freezes.LIFTED, {one.name: None for one in freezes.LIFTED} | dict(given))
    if row.lifted_on is not None:
        if all(getattr(row, name) == value for name, value in values.items()):
            return
        raise Conflict(_("This freeze was lifted already."))
    today, stands = casefile.today_of(found, at), queries.values_of(row, table)
    checking.refuse(freezes.wrong_lifting(values, today, stands) | fields.wrong(freezes.LIFTED, values, today))
    type(row).objects.filter(pk=row.pk).update(**values, version=F("version") + 1)
    told.record(
        told.LIFTED, by=by, at=at, case=found, table=table, entry=row.pk, part=row.part,
        payload={"told": values["notice_on"] is not None}, personal=values,
    )  # fmt: skip


def _moved(values: Mapping[str, Any], today: date, row: Any) -> dict[str, Sentence]:
    """A chain runs forward."""
    last = Movement.objects.filter(of=row).order_by("-serial").first()
    if last and values["on"] and values["on"] < last.on:
        said = N_("The last movement was on %(day)s. A chain of custody runs forward.")
        return {"on": Sentence(said, {"day": last.on})}
    return {}


def _renewed(values: Mapping[str, Any], today: date, row: Any) -> dict[str, Sentence]:
    if row.lifted_on is not None:
        return {"on": Sentence(N_("This freeze was lifted already."))}
    return freezes.wrong_renewal(values, today, queries.values_of(row, queries.register("freeze")))


_ALSO: dict[str, Callable[[Mapping[str, Any], date, Any], dict[str, Sentence]]] = {
    "movement": _moved,
    "renewal": _renewed,
    "served": lambda values, today, row: decisions.wrong_service(values, today),
    "attempt": lambda values, today, row: {},
}


def _means_renewal(values: Mapping[str, Any], row: Any) -> dict[str, Any]:
    more = {"order_number": values["order_number"]} if values["order_number"] else {}
    return {"until": values["until"], "renew_by": values["renew_by"], **more}


def _means_movement(values: Mapping[str, Any], row: Any) -> dict[str, Any]:
    seals = {"seals": values["seals"]} if values["seals"] else {}
    return {"holder": values["to_whom"], "place": values["place"], **seals}


def _means_attempt(values: Mapping[str, Any], row: Any) -> dict[str, Any]:
    served = values["result"] == serving.SERVED_NOW and row.served_on is None and not row.not_served
    return {"served_on": values["on"]} if served else {}


_MEANS: dict[str, Callable[[Mapping[str, Any], Any], dict[str, Any]]] = {
    "movement": _means_movement,
    "renewal": _means_renewal,
    "served": lambda values, row: {},
    "attempt": _means_attempt,
}

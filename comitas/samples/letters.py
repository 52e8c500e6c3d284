"""Two letters of the demonstration: an acknowledgement in French and an answer wait for the head's approval."""

from collections.abc import Mapping
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.drafting import actions as drafting
from comitas.drafting import queries
from comitas.drafting.models import Letter
from comitas.samples.casebook import DETAINED, READY
from comitas.samples.cast import Cast
from comitas.samples.stock import ago


def create(cast: Cast, stock: Mapping[str, Case], at: datetime) -> None:
    """Make both where they are absent."""
    _once("acknowledgement", "fr", stock[DETAINED], cast.ines, ago(at, 1))
    _once("answer", "en", stock[READY], cast.ines, ago(at, 3))


def _once(kind: str, language: str, case: Case, by: Actor, at: datetime) -> None:
    mark = uuid5(NAMESPACE_URL, f"demonstration:letter:{kind}")
    if not Letter.objects.filter(pk=mark).exists():
        _made(mark, kind, language, case, by, at)


@transaction.atomic
def _made(mark: UUID, kind: str, language: str, case: Case, by: Actor, at: datetime) -> None:
    """Drafted from its case, and submitted."""
    parts = tuple(case.parts.values_list("pk", flat=True)) if kind == "answer" else ()
    made = drafting.draft(by=by, at=at, case=case.pk, asked=queries.Asked(kind, language, parts), once=mark)
    drafting.submit(by=by, at=at, letter=mark, version=made.version)

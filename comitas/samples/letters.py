"""Two letters of the demonstration: one waits for the head's approval, one is approved and waits to be sent."""

from collections.abc import Mapping
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from comitas.cases.models import Case
from comitas.core.actor import Actor
from comitas.drafting import actions as drafting
from comitas.drafting import queries
from comitas.drafting.models import Letter
from comitas.samples.cast import Cast
from comitas.samples.casebook import DETAINED, READY
from comitas.samples.stock import ago


def create(cast: Cast, stock: Mapping[str, Case], at: datetime) -> None:
    """Make both where they are absent."""
    _once("acknowledgement", "fr", stock[DETAINED], cast.ines, None, ago(at, 1))
    _once("answer", "en", stock[READY], cast.ines, cast.karin, ago(at, 1))


def _once(kind: str, language: str, case: Case, by: Actor, head: Actor | None, at: datetime) -> None:
    mark = uuid5(NAMESPACE_URL, f"demonstration:letter:{kind}")
    if not Letter.objects.filter(pk=mark).exists():
        _made(mark, kind, language, case, by, head, at)


@transaction.atomic
def _made(mark: UUID, kind: str, language: str, case: Case, by: Actor, head: Actor | None, at: datetime) -> None:
    """Drafted and submitted; approved, where *head* is given."""
    parts = tuple(case.parts.values_list("pk", flat=True)) if kind == "answer" else ()
    made = drafting.draft(by=by, at=at, case=case.pk, asked=queries.Asked(kind, language, parts), once=mark)
    drafting.submit(by=by, at=at, letter=mark, version=made.version)
    if head is not None:
        drafting.approve(by=head, at=at, letter=mark, version=made.version + 1)

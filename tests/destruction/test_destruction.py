"""What was lawfully destroyed is nowhere any more: it is looked for in every column of the database and every file of the store."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from comitas.cases.models import Case
from comitas.documents.models import Object
from comitas.intake import actions as intake
from comitas.intake.models import Arrival
from comitas.protection import actions, jobs
from comitas.protection.models import Destruction
from comitas.protection.rules import destruction as rules
from comitas.samples import matrix
from comitas.samples.cast import Cast
from comitas.takeover.models import Takeover
from tests.access import addresses
from tests.destruction import filling


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> None:
    settings.OBJECTS = tmp_path / "objects"
    settings.DESTRUCTIONS = tmp_path / "destructions.jsonl"


@pytest.fixture
def ids(cast: Cast, at: datetime) -> dict[str, Any]:
    """A restricted case with everything, its arrival added to it; a request of ours; an earlier register. All full of one word."""
    made = addresses.make(cast, at, filling.WORD).ids[matrix.RESTRICTED]
    arrival = Arrival.objects.get(pk=made["arrival"])
    intake.accept_into(by=cast.karin, at=at, arrival=arrival.pk, version=arrival.version, case=made["case"])
    actions.withdraw(by=cast.ines, at=at, destruction=made["destruction"])
    actions.lift_hold(by=cast.ines, at=at, hold=made["hold"], reason=filling.WORD)
    for case in (made["case"], made["ours"]["case"]):
        Case.objects.filter(pk=case).update(closed_on=at.date(), outcome="V9")
    return made


def compartments(ids: dict[str, Any]) -> list[UUID]:
    cases = Case.objects.filter(pk__in=(ids["case"], ids["ours"]["case"]))
    return [Takeover.objects.get(pk=ids["takeover"]).compartment_id, *cases.values_list("compartment", flat=True)]


def ask(cast: Cast, at: datetime, compartment: UUID) -> Destruction:
    """Proposed by Ines, approved by Karin."""
    made = actions.propose(by=cast.ines, at=at, compartment=compartment, ground=rules.ORDER, cited="Order 1/2026")
    actions.approve(by=cast.karin, at=at, destruction=made.pk)
    return made


def fill(cast: Cast, ids: dict[str, Any]) -> filling.Filler:
    case = Case.objects.get(pk=ids["case"])
    filler = filling.Filler(case.compartment_id, [case.compartment_id], cast.ines.id or 0)
    filler.fill()
    return filler


def test_nothing_of_it_is_left(cast: Cast, at: datetime, ids: dict[str, Any]) -> None:
    all_of_them = compartments(ids)
    filler = fill(cast, ids)
    assert filler.failed == []
    before = set(filling.found_in_database())
    assert filler.filled <= before, "what was put somewhere is found there"
    assert {model._meta.db_table for model in filling.ways() if _has_words(model)} <= {
        name.split(".")[0] for name in filler.filled
    }
    assert len(filling.found_in_store()) >= 2
    assert "ledger_line.personal (under its key)" in before

    for place in all_of_them:
        jobs.destroy(destruction=str(ask(cast, at, place).pk))

    assert filling.found_in_database() == []
    assert filling.found_in_store() == []
    left = [m.__name__ for m, way in filling.ways().items() if filling.rows_of(m, way, all_of_them).exists()]
    assert left == []
    assert not Object.objects.filter(compartment__in=all_of_them).exists()


def _has_words(model: Any) -> bool:
    """Whether the table has a column that takes a word: one of free text, not of codes."""
    return any(
        filling._worded(field) is not None and filling._code(model, field.name) is None and (getattr(field, "max_length", None) or 999) > 40
        for field in model._meta.concrete_fields
    )  # fmt: skip


def test_what_is_kept_is_needed() -> None:
    tables = {model._meta.db_table for model in filling.ours()}
    assert set(filling.KEPT) <= tables

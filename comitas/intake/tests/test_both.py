"""A letter that asks for a person and for assistance: one case, or two that are linked."""

from datetime import datetime

import pytest

from comitas.cases import queries as cases
from comitas.cases.models import Case
from comitas.core.refusals import Invalid, NotThere
from comitas.intake import actions
from comitas.intake.actions import Acceptance, AskedMeasure, CitedOffence, MentionedPerson
from comitas.intake.tests.arriving import arrive
from comitas.samples.cast import Cast


def both(
    cast: Cast,
    at: datetime,
    *codes: str,
    kind: str = "extradition_request",
    restricted: bool = False,
    bases: tuple[str, ...] = ("uncac-46",),
) -> Case:
    """A letter that asks for a person and for assistance, accepted with the assistance apart."""
    readers = {"restricted": True, "readers": (cast.karin.id,)} if restricted else {}
    came = arrive(cast, at, b"%PDF-1.7 wanted", by=cast.ines, kind=kind, **readers)
    person = MentionedPerson("Milo Sarnath", category="accused")
    measures = tuple(AskedMeasure(code, about=(person,)) for code in codes)
    taken = Acceptance(
        "Milo Sarnath", state_from="XB", references=("PG 4/26",), bases=bases, measures=measures, persons=(person,),
        offences=(CitedOffence("Bribery"),), apart=True,
    )  # fmt: skip
    return actions.accept_as_case(by=cast.ines, at=at, arrival=came.pk, version=came.version, acceptance=taken)


@pytest.mark.parametrize("codes", [("surrender", "c", "f"), ("c", "f")])
def test_assistance_asked_beside_an_extradition_may_be_a_case_of_its_own(
    cast: Cast, at: datetime, codes: tuple[str, ...]
) -> None:
    case = both(cast, at, *codes)
    beside = case.links.get().other
    assert (beside.kind, beside.side, beside.counts, beside.state_from_id) == ("request", "incoming", True, "XB")
    asked = [list(one.parts.order_by("number").values_list("measure", flat=True)) for one in (case, beside)]
    assert asked == [[code for code in codes if code == "surrender"], ["c", "f"]]
    for one in (case, beside):
        assert one.persons.get().name == "Milo Sarnath" and one.offences.get().cited == "Bribery"
        assert one.references.get().text == "PG 4/26"
    assert beside.parts.first().persons.count() == 1
    assert [basis["code"] for basis in beside.parts.first().bases] == ["uncac-46"]


def test_the_case_beside_a_restricted_one_is_as_restricted(cast: Cast, at: datetime) -> None:
    case = both(cast, at, "surrender", "c", restricted=True)
    beside = case.links.get().other
    assert cases.case(cast.karin, beside.pk)
    with pytest.raises(NotThere):
        cases.case(cast.jonas, beside.pk)


def test_apart_is_nothing_where_no_assistance_or_no_person_is_asked(cast: Cast, at: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        both(cast, at, "surrender", bases=())
    assert set(refused.value.fields) == {"apart"}
    assert both(cast, at, "c", kind="request").links.count() == 0

"""What else belongs to a case: offences, references of anybody's, links to other cases."""

from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.actions import lines, locking, particulars
from comitas.cases.actions.particulars import FurtherOffenceParticulars, OffenceParticulars
from comitas.cases.models import Link, Offence, Reference
from comitas.cases.rules import search
from comitas.cases.rules.codes import OFFENCES
from comitas.core.actor import Actor
from comitas.core.ids import new_id
from comitas.core.refusals import Invalid

MOST = 200
"""Offences, references or links of one case."""


@transaction.atomic
def add_offence(
    *,
    by: Actor,
    at: datetime,
    case: UUID,
    cited: str,
    once: UUID | None = None,
    **given: Unpack[FurtherOffenceParticulars],
) -> Offence:
    """An offence as the request cites it; `uncac` is a code of `OFFENCES` where one applies."""
    found = locking.locked(by, "arrival:accept", case)
    if once and (there := Offence.objects.filter(pk=once, case=found).first()):
        return there
    locking.refuse_closed(found)
    columns = particulars.columns(Offence, {"cited": cited, **given}, OffenceParticulars.__annotations__)
    if columns.get("uncac") and columns["uncac"] not in OFFENCES:
        raise Invalid({"uncac": _("Choose one of the list.")})
    if found.offences.count() >= MOST:
        raise Invalid({"cited": _("Nothing more can be entered here. Put the rest into a document.")})
    offence = Offence.objects.create(id=once or new_id(), case=found, **columns)
    payload: dict[str, object] = {"offence": str(offence.pk), "uncac": offence.uncac}
    lines.record(lines.OFFENCE_ADDED, by=by, at=at, case=found, payload=payload, personal={"cited": offence.cited})
    return offence


@transaction.atomic
def add_reference(*, by: Actor, at: datetime, case: UUID, text: str, owner: str = "") -> Reference:
    """Somebody's number for the matter. The same number of the same owner, however it is punctuated, is entered once."""
    found = locking.locked(by, "arrival:accept", case)
    columns = particulars.columns(Reference, {"text": text, "owner": owner}, ("text", "owner"))
    folded = search.folded_reference(text)[:120]
    if not folded:
        raise Invalid({"text": _("Write the reference as it stands in the letter.")})
    if (there := Reference.objects.filter(case=found, folded=folded, owner=columns["owner"]).first()) is not None:
        return there
    if found.references.count() >= MOST:
        raise Invalid({"text": _("Nothing more can be entered here. Put the rest into a document.")})
    reference = Reference.objects.create(case=found, folded=folded, **columns)
    payload: dict[str, object] = {"reference": str(reference.pk)}
    lines.record(lines.REFERENCE_ADDED, by=by, at=at, case=found, payload=payload, personal=dict(columns))
    return reference


@transaction.atomic
def link_cases(*, by: Actor, at: datetime, case: UUID, other: UUID, why: str) -> None:
    """Link two cases that *by* may both read. Each shows the link only to those who may read the other."""
    seen = queries.case(by, other)
    first, second = sorted((case, seen.pk))
    if first == second:
        raise Invalid({"other": _("This is the case itself. Enter the number of another one.")})
    rows = {key: locking.locked(by, "case:work", key) for key in (first, second)}
    because = locking.reasoned(why, 200, "why")
    made = [
        Link.objects.get_or_create(case_id=a, other_id=b, defaults={"why": because})[1]
        for a, b in ((first, second), (second, first))
    ]
    if not any(made):
        return
    for key, row in rows.items():
        other_key = second if key == first else first
        lines.record(lines.LINKED, by=by, at=at, case=row, payload={"other": str(other_key)}, personal={"why": because})

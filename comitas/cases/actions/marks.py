"""Handling codes and use limits of an item that another State gave."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.actions import lines, locking
from comitas.cases.models import Mark
from comitas.cases.rules.handling import ACCURACY, HANDLING_CODES, SOURCES
from comitas.core.actor import Actor
from comitas.core.refusals import Invalid, NotThere
from comitas.documents import queries as documents

LONGEST_NOTE = 500


@transaction.atomic
def mark_item(
    *,
    by: Actor,
    at: datetime,
    placement: UUID,
    handling: Collection[str],
    note: str = "",
    received: bool = True,
    third_party_rule: bool = False,
    purposes: Collection[str] | None = None,
    source: str = "",
    accuracy: int | None = None,
) -> Mark:
    """Mark an item of a case with codes of `HANDLING_CODES`; H3 needs its text. `purposes` are case numbers, this one if None."""
    placed = documents.placement(by, placement)
    case = queries.in_compartment(by, placed.compartment_id)
    if case is None:
        raise NotThere(str(placement))
    found = locking.locked(by, "case:work", case.pk)
    _check(handling, note, source, accuracy)
    columns = {
        "handling": sorted(set(handling)), "note": note.strip(), "received": received, "third_party_rule": third_party_rule,
        "purposes": sorted(set(purposes if purposes is not None else (found.number,))), "source": source, "accuracy": accuracy,
    }  # fmt: skip
    mark, _made = Mark.objects.update_or_create(placement=placed, defaults=columns)
    Mark.objects.filter(pk=mark.pk).update(version=F("version") + 1)
    payload: dict[str, object] = {
        "placement": str(placement), "handling": columns["handling"], "received": received, "third_party_rule": third_party_rule,
        "purposes": columns["purposes"], "evaluation": f"{source}{accuracy or ''}",
    }  # fmt: skip
    personal: dict[str, object] | None = {"note": note.strip()} if note.strip() else None
    lines.record(lines.ITEM_MARKED, by=by, at=at, case=found, payload=payload, personal=personal)
    return mark


def _check(handling: Collection[str], note: str, source: str, accuracy: int | None) -> None:
    problems = {}
    if not handling or set(handling) - set(HANDLING_CODES):
        problems["handling"] = _("Choose among the handling codes.")
    if "H3" in handling and not note.strip():
        problems["note"] = _("Write the restriction as the provider wrote it.")
    if len(note) > LONGEST_NOTE:
        problems["note"] = _("This is longer than %(count)d characters.") % {"count": LONGEST_NOTE}
    if source and source not in SOURCES:
        problems["source"] = _("Choose one of the list.")
    if accuracy is not None and accuracy not in ACCURACY:
        problems["accuracy"] = _("Choose one of the list.")
    if problems:
        raise Invalid(problems)

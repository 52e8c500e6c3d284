"""States: fictional ones for exercises, and what an officer may correct of the others."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comitas.core.actor import Actor
from comitas.core.refusals import Invalid, NotThere
from comitas.core.text import N_
from comitas.directory.actions.checking import locked
from comitas.directory.models import Instrument, Name, State
from comitas.directory.rules.folding import fold
from comitas.directory.rules.problems import is_language
from comitas.directory.rules.states import REGIONAL_GROUPS, is_user_assigned
from comitas.ledger import actions as ledger
from comitas.ledger.rules import kinds

ADDED = kinds.declare("state.added", N_("State {state} was entered."))
CHANGED = kinds.declare("state.changed", N_("State {state} was changed: {fields}."))
INSTRUMENT_NAMED = kinds.declare("instrument.named", N_("Instrument {instrument} was named in {languages}."))

MOST_NAMES = 40


@transaction.atomic
def add_state(*, by: Actor, at: datetime, iso2: str, iso3: str, name: str, fictional: bool, group: str = "") -> State:
    """Enter a State under a code that ISO 3166-1 leaves to its users. A fictional one has a code that begins with X."""
    problems = _state_problems(iso2, iso3, name, fictional, group)
    if problems:
        raise Invalid(problems)
    row = State(iso2=iso2, iso3=iso3, name=name.strip(), fictional=fictional, regional_group=group)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid({"iso2": _("Another State has this code.")}) from error
    ledger.record(ADDED, by=by, at=at, payload={"state": iso2, "fictional": fictional})
    return row


def _state_problems(iso2: str, iso3: str, name: str, fictional: bool, group: str) -> dict[str, str]:
    found = {}
    if not is_user_assigned(iso2) or (fictional and not iso2.startswith("X")):
        found["iso2"] = _("Choose a code that ISO 3166-1 leaves to its users: XA to XZ.")
    if not (len(iso3) == 3 and iso3.isascii() and iso3.isalpha() and iso3.isupper()):
        found["iso3"] = _("Enter three capital letters.")
    if not 0 < len(name.strip()) <= 120:
        found["name"] = _("Enter a name of at most 120 characters.")
    if group and group not in REGIONAL_GROUPS:
        found["group"] = _("Choose one of the regional groups.")
    return found


@transaction.atomic
def change_state(
    *,
    by: Actor,
    at: datetime,
    iso2: str,
    version: int,
    group: str,
    group_note: str = "",
    names: dict[str, str] | None = None,
) -> State:
    """Correct a State's regional group and the names that stand before those of CLDR, by language; None leaves the
    names.
    """
    row = locked(State, iso2, version)
    if group and group not in REGIONAL_GROUPS:
        raise Invalid({"group": _("Choose one of the regional groups.")})
    row.regional_group, row.group_note = group, group_note.strip()[:200]
    row.version += 1
    row.save(update_fields=["regional_group", "group_note", "version"])
    if names is not None:
        _replace_names(names, state=row)
    fields = ["regional_group", *([] if names is None else ["names"])]
    ledger.record(
        CHANGED, by=by, at=at, payload={"state": iso2, "group": group, "fields": fields, "version": row.version}
    )
    return row


@transaction.atomic
def name_instrument(*, by: Actor, at: datetime, instrument: str, names: dict[str, str]) -> None:
    """Replace the names of an instrument in other languages."""
    row = Instrument.objects.select_for_update().filter(pk=instrument).first()
    if row is None:
        raise NotThere(instrument)
    _replace_names(names, instrument=row)
    ledger.record(INSTRUMENT_NAMED, by=by, at=at, payload={"instrument": instrument, "languages": sorted(names)})


def _replace_names(names: dict[str, str], **owner: State | Instrument) -> None:
    wrong = [tag for tag, name in names.items() if not is_language(tag) or not 0 < len(name.strip()) <= 300]
    if wrong or len(names) > MOST_NAMES:
        raise Invalid({"names": _("Enter a name of at most 300 characters for each language, for example fr.")})
    Name.objects.filter(**owner).delete()
    Name.objects.bulk_create(
        Name(language=tag, name=name.strip(), folded=fold(name), **owner) for tag, name in names.items()
    )

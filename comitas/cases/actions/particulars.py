"""What may be written into a case, a part, a person, an offence, by name; and the checks that every one of them passes."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, TypedDict
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from comitas.cases.rules.codes import PERSON_CATEGORIES, PERSON_ROLES, PROCEEDING_KINDS
from comitas.cases.rules.papers import RECOVERIES
from comitas.cases.rules.penalty import MOST_MONTHS
from comitas.core.refusals import Invalid
from comitas.directory.models import Authority, State

LONGEST_TEXT = 20_000
"""Characters in a field without a shorter limit: some eight pages. More belongs in a document."""
MOST_BASES = 10
MOST_ALIASES = 30


class FurtherParticulars(TypedDict, total=False):
    """Of a case, besides what opens it. `state_from` is an ISO code; nullable booleans: nobody has said yet."""

    state_from: str | None
    requesting: str
    requesting_authority: UUID | None
    transmitting: str
    conducting: str
    conducting_functions: str
    proceeding_kind: str
    subject: str
    facts: str
    nexus: str
    purpose: str
    procedure: str
    language: str
    translation_attached: bool | None
    authentic: bool | None
    dual_criminality: str
    channel: str
    written_on: date | None
    wanted_by: date | None
    wanted_because: str


class Particulars(FurtherParticulars, total=False):
    """Of a case."""

    title: str
    received_on: date | None


class PartParticulars(TypedDict, total=False):
    """Of a part. `bases`: `{"code", "cited", "agreed_9_29"}` each; `executing` is an authority of the directory.

    `details`: by the codes of `rules.details`, dates in ISO form.
    """

    description: str
    purpose: str
    coercive: bool | None
    recovery: str
    bases: list[dict[str, Any]]
    executing: UUID | None
    their_number: str
    deadline: date | None
    persons: list[UUID]
    details: dict[str, str]
    sentence_months: int | None


class FurtherPersonParticulars(TypedDict, total=False):
    """Of a person, besides the name. Custody has an action of its own."""

    natural: bool
    aliases: list[str]
    role: str
    category: str
    born: date | None
    nationality: str
    identity_document: str
    address: str
    efforts: str
    protected: bool


class PersonParticulars(FurtherPersonParticulars, total=False):
    """Of a person."""

    name: str


class FurtherOffenceParticulars(TypedDict, total=False):
    """Of an offence, besides how it is cited: its text and penalty, our provision, and an article of the Convention."""

    provision: str
    text: str
    penalty: str
    ours: str
    uncac: str
    committed: str
    months_asking: int | None
    months_asked: int | None


class OffenceParticulars(FurtherOffenceParticulars, total=False):
    """Of an offence: as the request cites it, and the rest."""

    cited: str


MONTHS = frozenset({"months_asking", "months_asked", "sentence_months"})
NEEDED = frozenset({"title", "name", "cited"})
CODES: dict[str, Collection[str]] = {
    "proceeding_kind": ("", *PROCEEDING_KINDS),
    "role": tuple(PERSON_ROLES),
    "category": tuple(PERSON_CATEGORIES),
    "recovery": ("", *RECOVERIES),
    "dual_criminality": ("", "yes", "no", "not-required"),
}
KNOWN: dict[str, type[models.Model]] = {
    "state_from": State,
    "requesting_authority": Authority,
    "executing": Authority,
    "addressee": Authority,
}


def columns(model: type[models.Model], given: Mapping[str, Any], allowed: Collection[str]) -> dict[str, Any]:
    """*given* as columns of *model*, texts without the blanks around them; `Invalid` names every field that cannot be taken."""
    unknown = set(given) - set(allowed)
    if unknown:
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(unknown))} to be written.")
    values = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
    problems = {name: sentence for name, value in values.items() if (sentence := _problem(model, name, value))}
    if problems:
        raise Invalid(problems)
    return {model._meta.get_field(name).attname: value for name, value in values.items()}  # type: ignore[union-attr]


def _problem(model: type[models.Model], name: str, value: Any) -> str:
    if name in NEEDED and not value:
        return _("This cannot be left empty.")
    if name in CODES and value not in CODES[name]:
        return _("Choose one of the list.")
    if name in KNOWN:
        return "" if value is None or _is_known(KNOWN[name], value) else _("Choose one of the list.")
    if name in MONTHS:
        return (
            ""
            if value is None or 0 < value <= MOST_MONTHS
            else _("Enter months, at most %(most)d.") % {"most": MOST_MONTHS}
        )
    if isinstance(value, str):
        longest = model._meta.get_field(name).max_length or LONGEST_TEXT  # type: ignore[union-attr]
        return _("This is longer than %(count)d characters.") % {"count": longest} if len(value) > longest else ""
    return ""


def _is_known(model: type[models.Model], key: Any) -> bool:
    try:
        model._default_manager.only("pk").get(pk=key)
    except (ObjectDoesNotExist, ValidationError, ValueError):
        return False
    return True

"""From the reading of a letter to proposals for the officer who registers it."""

import re
from collections.abc import Callable
from itertools import chain

from comitas.documents.rules.reading import Reading
from comitas.intake.rules.dates import find_dates
from comitas.intake.rules.handling import find_days, find_flags
from comitas.intake.rules.mails import find_in_mail, find_signature, header_of
from comitas.intake.rules.matter import find_kind, find_legal_basis, find_measures, find_offences
from comitas.intake.rules.money import find_accounts, find_amounts
from comitas.intake.rules.parties import find_addressee, find_authorities_behind, find_sender, find_state
from comitas.intake.rules.persons import find_persons, is_same_person
from comitas.intake.rules.proposal import FIELDS, Proposal
from comitas.intake.rules.references import find_references
from comitas.intake.rules.sheet import Sheet, lay_out
from comitas.intake.rules.written import find_date_written

# A letter and its questions; what follows is annexes, which must not fill the officer's screen.
MAX_PAGES = 20
# More than this of one field is a list that the officer reads in the letter.
MAX_OF_A_FIELD = 40

ONE_ONLY = frozenset(
    {"transmitting_authority", "requesting_authority", "conducting_authority", "state", "addressee", "date_written", "kind",
     "deadline", "deadline_reason", "urgency", "confidentiality", "custody", "hearing_date"}
)  # fmt: skip
# Measures are asked for in these; elsewhere the same words report or refuse.
ASKING_KINDS = frozenset(
    {"request", "supplement", "provisional_arrest", "extradition_request", "transfer_of_proceedings"}
)


def propose(
    reading: Reading, *, ours: tuple[re.Pattern[str], ...] = (), states: tuple[str, ...] = ()
) -> tuple[Proposal, ...]:
    """What the letter says, in the order of FIELDS.

    `ours` are patterns of our own numbers, as we write them; `states` are names of States that a letterhead may have without
    a form of State ("Canada"). Nothing is raised: an unreadable letter gives no proposals.
    """
    sheets = tuple(lay_out(page) for page in reading.pages[:MAX_PAGES] if page.quality != "blank")
    pages = [_of_page(sheet, number == 0, ours, states) for number, sheet in enumerate(sheets)]
    if sheets and header_of(sheets[0]):
        pages += [find_signature(sheet, states) for sheet in sheets]
    return _in_order(list(chain.from_iterable(pages)))


def _of_page(sheet: Sheet, first: bool, ours: tuple[re.Pattern[str], ...], states: tuple[str, ...]) -> list[Proposal]:
    dates = find_dates(sheet)
    made = find_in_mail(sheet, dates, states) if first else []
    made += (
        find_references(sheet, dates, ours)
        + find_days(sheet, dates)
        + find_flags(sheet)
        + find_date_written(sheet, dates, first)
    )
    everywhere: tuple[Callable[[Sheet], list[Proposal]], ...] = (
        find_kind, find_measures, find_legal_basis, find_offences, find_accounts, find_amounts, find_authorities_behind,
    )  # fmt: skip
    made += chain.from_iterable(find(sheet) for find in everywhere)
    made += find_persons(sheet, dates)
    return made + (find_sender(sheet) + find_state(sheet, states) + find_addressee(sheet) if first else [])


def _in_order(made: list[Proposal]) -> tuple[Proposal, ...]:
    kind = next((p.value for p in made if p.field == "kind"), None)
    kept: list[Proposal] = []
    for field in FIELDS:
        if field == "measure" and kind is not None and kind not in ASKING_KINDS:
            continue
        kept += _of_field(field, [p for p in made if p.field == field])
    return tuple(kept)


def _of_field(field: str, made: list[Proposal]) -> list[Proposal]:
    if field in ONE_ONLY:
        return made[:1]
    if field == "measure":
        return made[:MAX_OF_A_FIELD]
    kept: list[Proposal] = []
    for proposal in made:
        if not any(_same(proposal, other) for other in kept):
            kept.append(proposal)
    return kept[:MAX_OF_A_FIELD]


def _same(one: Proposal, other: Proposal) -> bool:
    if one.field == "legal_basis" and isinstance(one.value, dict) and isinstance(other.value, dict):
        return one.value["instrument"] == other.value["instrument"] != "bilateral"
    if one.field == "person":
        return is_same_person(one, other)
    return one.value == other.value and (one.value is not None or one.readings == other.readings)

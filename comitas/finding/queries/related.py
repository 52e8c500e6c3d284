"""Cases that may have to do with a case: of the same person, with the same account, with the same reference. Only what may be read."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from comitas.accounts import access as need_to_know
from comitas.cases.models import Case, Person
from comitas.core.actor import Actor
from comitas.finding.models import Entry
from comitas.finding.rules import names, numbers
from comitas.finding.rules.kinds import PERSON, REFERENCE

MOST = 5
MOST_ASKED = 12
"""Persons and numbers of a case that others are looked for by."""
MOST_LOOKED_AT = 200
SAME = 88.0
"""From here on a name is taken for the same one."""

_ALIKE = """
SELECT e.kind, e.thing, e.compartment, e.numbers FROM finding_entry e
WHERE ({asked}) AND e.compartment <> %s
  AND EXISTS (SELECT FROM accounts_compartment k WHERE k.id = e.compartment AND {known} OFFSET 0)
ORDER BY e.since DESC, e.id DESC LIMIT %s
"""


@dataclass(slots=True)
class Related:
    """A case, and what it has in common: persons by name, numbers as they are kept."""

    case: Case
    persons: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    @property
    def weight(self) -> int:
        return 2 * len(self.persons) + 3 * len(self.numbers) + 3 * len(self.references)


def related(
    actor: Actor, compartment: UUID, persons: list[str], linked: frozenset[UUID] = frozenset()
) -> list[Related]:
    """Those of the case in *compartment* that *actor* has fetched, with these *persons*, what has most in common first; not the *linked*."""
    mine = Entry.objects.filter(compartment=compartment).exclude(numbers="").values_list("kind", "numbers")
    own = dict.fromkeys(number for _kind, kept in mine for number in numbers.telling(kept))
    asked_numbers, asked_names = (
        list(own)[:MOST_ASKED],
        [keys for name in persons if (keys := telling(name))][:MOST_ASKED],
    )
    rows = alike(actor, compartment, asked_numbers, asked_names) if asked_numbers or asked_names else []
    people = {row[1]: row[2] for row in rows if row[0] == PERSON}
    named = _named(people, asked_names)
    common: dict[UUID, tuple[list[str], list[str], list[str]]] = {}
    for kind, thing, place, kept in rows:
        told = common.setdefault(place, ([], [], []))
        if kind == PERSON and thing in named:
            told[0].append(named[thing])
        shared = [one for one in numbers.telling(kept) if one in own]
        told[1 if kind == REFERENCE else 2].extend(shared)
    found = {place for place, told in common.items() if any(told)}
    cases = (
        Case.objects.only("id", "compartment", "year", "serial", "title")
        .filter(compartment__in=found)
        .exclude(pk__in=linked)
    )
    made = (
        [Related(case, *(list(dict.fromkeys(one)) for one in common[case.compartment_id])) for case in cases]
        if found
        else []
    )
    return sorted(made, key=lambda one: (-one.weight, -one.case.year, -one.case.serial))[:MOST]


def telling(name: str) -> tuple[names.Key, ...]:
    """The words of a name that is whole enough to be somebody's: two words, or one long one."""
    keys = names.keys(name)
    return keys if len(keys) > 1 or (keys and len(keys[0].latin) >= 7) else ()


def alike(actor: Actor, compartment: UUID, by_number: list[str], by_name: list[tuple[names.Key, ...]]) -> list[Any]:
    """What stands outside *compartment*, may be known to *actor* and has one of the numbers or names: (kind, thing, compartment, numbers)."""
    asked, values = [], []
    for number in by_number:
        asked.append("(e.numbers LIKE %s AND e.numbers <> '')")
        values.append(f"% {number} %")
    for keys in by_name:
        asked.append("(" + " AND ".join("e.names LIKE %s" for _key in keys) + " AND e.names <> '')")
        values += [f"%{key.bones}-%" for key in keys]
    known, more = need_to_know.readable_in_sql(actor, "k")
    with connection.cursor() as cursor:
        cursor.execute(
            _ALIKE.format(asked=" OR ".join(asked), known=known), [*values, compartment, *more, MOST_LOOKED_AT]
        )
        rows: list[Any] = cursor.fetchall()
    return rows


def _named(people: dict[UUID, UUID], sought: list[tuple[names.Key, ...]]) -> dict[UUID, str]:
    """Of *people*, who has one of the names *sought*, with the name that is written there."""
    found: dict[UUID, str] = {}
    rows = (
        Person.objects.filter(pk__in=list(people)).order_by("pk").values_list("pk", "name", "aliases") if people else ()
    )
    for key, name, aliases in rows:
        for written in (name, *aliases):
            there = names.keys(written)
            if any(names.likeness(keys, written) >= SAME and len(keys) == len(there) for keys in sought):
                found.setdefault(key, written)
    return found

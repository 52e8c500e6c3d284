"""Other States' requests for a person whom an extradition is about (European Convention on Extradition, article 17). Only what may be read."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from comitas.accounts import access as need_to_know
from comitas.cases import queries as cases
from comitas.cases.models import Case, Part, Person
from comitas.cases.rules.families.extradition import EXTRADITION
from comitas.cases.rules.families.extradition.states import PERSON as WANTED
from comitas.core.actor import Actor
from comitas.finding.queries.related import MOST_ASKED, SAME, alike, telling
from comitas.finding.rules import names
from comitas.finding.rules.kinds import PERSON

CONCURRENT = tuple(code for code in EXTRADITION.open if code != "prosecution-due")
"""States in which the person may still be surrendered to the State that asks."""
LIKE = 70.0
"""From here on a name may be the same one where the day of birth is the same."""
MOST = 10


@dataclass(frozen=True, slots=True)
class Competing:
    """A case in which another State asks for *there*, who is or may be *here*. `born`: their days of birth are the same."""

    case: Case
    here: Person
    there: Person
    born: bool


def competing(actor: Actor, case: UUID) -> list[Competing]:
    """Those for the persons wanted in *case*, the surest first; none of the same State, whose second request competes with nothing."""
    whole = cases.whole(actor, case)
    here = _wanted(whole.parts, whole.persons)
    if not here:
        return []
    found = [
        made for there in _there(actor, whole.case, here) for one in here if (made := _compared(one, there)) is not None
    ]
    return sorted(found, key=lambda one: (not one.born, -one.case.year, -one.case.serial))[:MOST]


def _wanted(parts: Iterable[Part], persons: Iterable[Person]) -> list[Person]:
    """Who may still be surrendered: the persons of the parts that ask it, or everybody where such a part names nobody."""
    asking = [part for part in parts if _asks(part)]
    named = [set(part.persons.all()) for part in asking]
    return list(persons) if not all(named) else sorted(set().union(*named), key=lambda one: one.pk)


def _asks(part: Part) -> bool:
    return part.family == EXTRADITION.code and part.measure in WANTED and part.state in CONCURRENT


def _there(actor: Actor, case: Case, here: list[Person]) -> list[Person]:
    """Persons wanted elsewhere who have a name or a day of birth of those *here*."""
    asked = [keys for one in here for name in (one.name, *one.aliases) if (keys := telling(name))][:MOST_ASKED]
    rows = alike(actor, case.compartment_id, [], asked) if asked else []
    known = Q(pk__in=[row[1] for row in rows if row[0] == PERSON])
    born = [one.born for one in here if one.born]
    asking = Part.objects.filter(
        family=EXTRADITION.code,
        measure__in=WANTED,
        state__in=CONCURRENT,
        case__compartment__in=need_to_know.readable(actor),
    ).exclude(case=case.pk)
    if case.state_from_id:
        asking = asking.exclude(case__state_from=case.state_from_id)
    wanted = Q(parts__in=asking) | Q(case__in=asking.filter(persons=None).values("case"))
    found = (
        Person.objects.filter(known | Q(born__in=born), wanted)
        .select_related("case__compartment")
        .distinct()
        .order_by("pk")
    )
    return list(found)


def _compared(here: Person, there: Person) -> Competing | None:
    if here.born and there.born and here.born != there.born:
        return None
    born = here.born is not None and here.born == there.born
    same = any(
        _same(mine, theirs, born) for mine in (here.name, *here.aliases) for theirs in (there.name, *there.aliases)
    )
    return Competing(there.case, here, there, born) if same else None


def _same(mine: str, theirs: str, born: bool) -> bool:
    keys = names.keys(mine)
    if not keys:
        return False
    likeness = names.likeness(keys, theirs)
    return likeness >= (LIKE if born else SAME) and (born or len(keys) == len(names.keys(theirs)))

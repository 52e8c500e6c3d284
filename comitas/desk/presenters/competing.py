"""Several States ask for one person: what is said of it, and the two requests beside one another by what article 17 weighs."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from comitas.cases import queries as cases
from comitas.cases.models import Case, Offence, Person
from comitas.core.text import isolated
from comitas.desk import presenters
from comitas.desk.presenters.keeping import months_words
from comitas.finding.queries import Competing


def row(found: Competing, states: Mapping[str, str], here: cases.Whole) -> dict[str, Any]:
    """One request that competes or may compete, as a sentence. `confirmed`: an officer said so, and the two are linked."""
    told = {
        "number": found.case.number,
        "state": states.get(found.case.state_from_id or "", _("a State that is not noted")),
        "name": isolated(found.there.name),
    }
    sure = _("Case %(number)s of %(state)s is about the same person by name and day of birth: %(name)s.")
    perhaps = _("Case %(number)s of %(state)s is about a person of that name: %(name)s. Compare the days of birth.")
    linked = found.case.pk in {link.other_id for link in here.links}
    confirmed = linked and bool(here.case.papers.get("conflicting"))
    return {
        "key": found.case.pk,
        "words": (sure if found.born else perhaps) % told,
        "number": found.case.number,
        "url": reverse("desk:case", args=[found.case.pk]),
        "confirmed": confirmed,
        "word": _("Confirmed") if confirmed else _("To look at"),
        "colour": "moss" if confirmed else "ochre",
        "restricted": found.case.compartment.restricted and not here.case.compartment.restricted,
    }


def factors(
    here: cases.Whole, there: cases.Whole, persons: tuple[Person, Person], states: Mapping[str, str]
) -> list[dict[str, str]]:
    """What article 17 weighs, for this request and for the other one."""
    sides = (here, there)
    return [
        _line(_("Requesting State"), [states.get(one.case.state_from_id or "", "") for one in sides]),
        _line(_("Person"), [_person(one) for one in persons]),
        _line(_("Nationality"), [one.nationality for one in persons]),
        _line(_("Offences, with their longest penalties there and here"), [_gravity(one.offences) for one in sides]),
        _line(_("When and where committed"), ["; ".join(_places(one.offences)) for one in sides]),
        _line(_("Date of the request"), [_dated(one.case) for one in sides]),
    ]


def _line(name: str, values: list[str]) -> dict[str, str]:
    return {"name": name, "here": values[0], "there": values[1]}


def _person(person: Person) -> str:
    born = _("born %(day)s") % {"day": presenters.day(person.born)} if person.born else _("day of birth not noted")
    return f"{isolated(person.name)}, {born}"


def _gravity(offences: Iterable[Offence]) -> str:
    return "; ".join(presenters.labelled(one.cited, _penalties(one)) for one in offences)


def _penalties(offence: Offence) -> str:
    known = [months_words(one) if one else "–" for one in (offence.months_asking, offence.months_asked)]
    return " / ".join(known)


def _places(offences: Iterable[Offence]) -> list[str]:
    return [one.committed for one in offences if one.committed]


def _dated(case: Case) -> str:
    received = _("received %(day)s") % {"day": presenters.day(case.received_on)}
    return f"{presenters.day(case.written_on)}, {received}" if case.written_on else received

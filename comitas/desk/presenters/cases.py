"""How cases, parts and what happened to them are said on the screens."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from comitas.cases import queries
from comitas.cases.models import Case, Part, Person
from comitas.cases.rules import numbers
from comitas.cases.rules.codes import BASES, CHANNELS, MEASURES, PERSON_CATEGORIES, PROCEEDING_KINDS
from comitas.cases.rules.families import FAMILIES, STATES
from comitas.cases.rules.status import EXITS, next_part, next_sentence, pressing, status
from comitas.cases.rules.words import Value, say
from comitas.core.text import N_
from comitas.desk import presenters
from comitas.intake.rules.kinds import NAMES
from comitas.takeover.rules.fields import FIELDS as REGISTER_FIELDS

SOON_DAYS = 7
SIDES = {"incoming": N_("%(kind)s, incoming"), "outgoing": N_("%(kind)s, outgoing")}


def words(value: Value) -> str:
    """What a rule says, in the page's language."""
    return say(value, _, ngettext, presenters.day)


def short_day(value: date | None) -> str:
    """3 Mar 2026, for tables."""
    return _short_day(value, get_language() or "en") if value else ""


@lru_cache(maxsize=4000)
def _short_day(value: date, language: str) -> str:
    return format_date(value, "d MMM y", locale=Locale.parse(language, sep="-"))


def kind_name(code: str) -> str:
    """The kind of a case; a code that nobody knows any more stays readable."""
    return _(NAMES[code]) if code in NAMES else code


def capital(sentence: str) -> str:
    """With a capital letter at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def small(sentence: str) -> str:
    """With a small letter at its beginning, to follow a colon."""
    return sentence[:1].lower() + sentence[1:]


def due(value: date | None, today: date, over: bool = False) -> dict[str, str] | None:
    """A date with its distance; `css` where it presses. *over*: it does not press any more."""
    if value is None:
        return None
    days = (value - today).days
    if over:
        return {"day": short_day(value), "css": "", "small": ""}
    if days < 0:
        late = ngettext("%(n)d day late", "%(n)d days late", -days) % {"n": -days}
        return {"day": short_day(value), "css": "cm-late", "small": late}
    if days == 0:
        return {"day": _("Today"), "css": "cm-late", "small": short_day(value)}
    left = ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return {"day": short_day(value), "css": "cm-soon" if days <= SOON_DAYS else "", "small": left}


def tags(in_custody: bool, urgent: bool, confidential: bool, restricted: bool) -> list[dict[str, str]]:
    """The few words that must be seen beside a case, liberty first."""
    found = [
        (in_custody, _("In custody"), "brick"),
        (urgent, _("Urgent"), "ochre"),
        (confidential, _("Confidential, 46(20)"), "plum"),
        (restricted, _("Restricted"), "plum"),
    ]
    return [{"words": said, "colour": colour} for shown, said, colour in found if shown]


def header(whole: queries.Whole) -> dict[str, Any]:
    """What stands above every page of a case."""
    case = whole.case
    reference = whole.references[0].text if whole.references else ""
    sender = ", ".join(text for text in (case.requesting or case.transmitting, reference) if text)
    officer = case.officer.full_name if case.officer else _("nobody yet")
    kind = _(SIDES[case.side]) % {"kind": kind_name(case.kind)}
    return {
        "case": case,
        "number": case.number,
        "title": case.title,
        "intro": f"{kind}. " + (f"{sender}. " if sender else "") + _("Officer: %(name)s.") % {"name": officer},
        "tags": tags(case.in_custody, case.urgent, case.confidential, case.compartment.restricted)
        + ([{"words": _("Imported"), "colour": "grey"}] if case.imported else []),
    }


def stand(whole: queries.Whole, today: date) -> dict[str, Any]:
    """The derived sentence, and what is next."""
    case = whole.case
    if case.closed_on:
        told = {"day": presenters.day(case.closed_on), "exit": _(EXITS[case.outcome])}
        if case.closed_before:
            return {"sentence": _("Closed before %(day)s, on an unknown day: %(exit)s.") % told, "then": ""}
        return {"sentence": _("Closed on %(day)s: %(exit)s.") % told, "then": ""}
    said = status(whole.standings)
    sentence = capital(", ".join(words(phrase) for phrase in said.phrases)) + "."
    if not whole.standings and not case.counts:
        return {"sentence": _("Nothing is asked of us here."), "then": ""}
    return {"sentence": sentence, "then": _("Next: %(what)s") % {"what": small(words(next_sentence(whole.standings)))}}


def facts(whole: queries.Whole, state: str, today: date) -> list[dict[str, str]]:
    """The row of what is asked on the telephone. *state*: the name of the other State, or nothing."""
    case = whole.case
    state = state or _("the other State")
    unknown = _("not known")
    acknowledged = presenters.day(case.acknowledged_on) or (unknown if case.imported else "")
    if case.acknowledged_on and case.received_on:
        acknowledged = _("%(day)s, day %(n)d") % {
            "day": acknowledged,
            "n": (case.acknowledged_on - case.received_on).days,
        }
    wanted = ", ".join(text for text in (presenters.day(case.wanted_by), case.wanted_because) if text)
    told = ", ".join(
        text
        for text in (
            presenters.day(case.last_told_on),
            _(CHANNELS.get(case.last_told_by, case.last_told_by)) if case.last_told_by else "",
        )
        if text
    )
    rows = [
        (_("Received"), presenters.day(case.received_on) or unknown),
        (_("Acknowledged"), acknowledged or _("not yet")),
        (pgettext("how long a case has been open", "Open"), _open(case, today) or unknown),
        (_("Legal basis"), bases(part for part in whole.parts) or _("not said")),
        (_("Wanted by"), wanted or _("no date")),
        (_("Last told %(state)s") % {"state": state}, told or (unknown if case.imported else _("nothing yet"))),
    ]
    return [{"label": label, "value": value} for label, value in rows]


def _open(case: Case, today: date) -> str:
    """How long it has been open, or was; nothing where either end is not known."""
    if case.received_on is None or case.closed_before:
        return ""
    days = ((case.closed_on or today) - case.received_on).days
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def earlier(case: Case) -> list[dict[str, str]]:
    """What the earlier register says of a case that was taken over, and where the days come from."""
    if not case.imported:
        return []
    told = case.earlier
    rows = [(_("Register"), told.get("register", "")), (_("Number there"), told.get("number", ""))]
    rows += [
        (_(REGISTER_FIELDS[code].name), said) for code, said in told.get("said", {}).items() if code in REGISTER_FIELDS
    ]
    return [{"key": key, "value": value, "small": ""} for key, value in rows if value]


def particulars(case: Case) -> list[dict[str, str]]:
    """What the request says, what is blank left out."""
    said = {True: _("Yes"), False: _("No"), None: ""}
    rows = [
        (_("Requesting authority"), case.requesting, ""),
        (_("Sent through"), case.transmitting if case.transmitting != case.requesting else "", ""),
        (_("Date of the letter"), presenters.day(case.written_on), ""),
        (_("Authority conducting the proceedings"), case.conducting, case.conducting_functions),
        (
            _("Nature of the proceedings"),
            _(PROCEEDING_KINDS.get(case.proceeding_kind, "")) if case.proceeding_kind else "",
            "",
        ),
        (_("Subject matter"), case.subject, ""),
        (_("Summary of the facts"), case.facts, ""),
        (_("How the facts lead to what is asked"), case.nexus, ""),
        (_("Purpose"), case.purpose, ""),
        (_("A particular procedure that is wished"), case.procedure, ""),
        (_("Language of the request"), presenters.language(case.language) if case.language else "", ""),
        (_("A translation is attached"), said[case.translation_attached], ""),
        (_("Signed or sealed, so that its authenticity is established"), said[case.authentic], ""),
        (_("Urgent"), case.urgent_because if case.urgent else "", ""),
        (_("To be kept confidential, article 46(20)"), case.confidential_because if case.confidential else "", ""),
    ]
    return [{"key": key, "value": value, "small": beside} for key, value, beside in rows if value]


def bases(parts: Iterable[Part]) -> str:
    """The legal bases of the parts, each once."""
    codes = dict.fromkeys(basis["code"] for part in parts for basis in part.bases)
    return ", ".join(_(BASES[code].name) for code in codes)


def part_title(part: Part) -> str:
    """What a part asks, in a word."""
    return _(MEASURES[part.measure].short)


def part_number(part: Part) -> str:
    return numbers.case_number(part.case.year, part.case.serial, part.number)


def part_rows(whole: queries.Whole, names: Mapping[Any, str], today: date) -> list[dict[str, Any]]:
    """The parts, the most pressing first."""
    by_number = {standing.number: standing for standing in whole.standings}
    ordered = sorted(whole.parts, key=lambda part: pressing(by_number[part.number]))
    return [part_row(part, names, today) for part in ordered]


def part_row(part: Part, names: Mapping[Any, str], today: date) -> dict[str, Any]:
    """One part as a line."""
    state = STATES[part.state]
    court = part.state == "before-court"
    remedy = (
        _("remedy until %(day)s") % {"day": presenters.day(part.remedy_until)}
        if part.remedy_until and state.stage == "open"
        else ""
    )
    with_whom = part.court if court else names.get(part.executing_id, "")
    small = ", ".join(
        text
        for text in (part.their_number or (_("no number yet") if with_whom and state.stage == "open" else ""), remedy)
        if text
    )
    ended = state.stage == "ended"
    shown = due(part.due_on, today, over=ended)
    if ended:
        shown = {"day": short_day(part.state_since) or _("not known"), "css": "", "small": ""}
    return {
        "part": part,
        "number": part.number,
        "url": reverse("desk:part", args=[part.pk]),
        "title": part_title(part),
        "small": said_of(part),
        "with": with_whom,
        "with_small": small if with_whom else "",
        "state": {"words": _(state.tag), "colour": state.colour},
        "due": shown,
    }


def said_of(part: Part) -> str:
    """What is asked and about whom, as one line: what was copied from a letter may end in its punctuation."""
    names = (person.name for person in part.persons.all())
    return ", ".join(text for text in (part.description.rstrip(" .,;:"), *names) if text)


def person_rows(persons: Iterable[Person]) -> list[dict[str, Any]]:
    """The persons for the side column, those held first."""
    ordered = sorted(persons, key=lambda person: (person.custody_since is None,))
    return [
        {
            "name": person.name,
            "url": reverse("desk:case-person", args=[person.pk]),
            "category": _(PERSON_CATEGORIES[person.category]),
            "custody": person.custody_since is not None,
            "small": _person_small(person),
        }
        for person in ordered
    ]


def _person_small(person: Person) -> str:
    if person.custody_since:
        since = _("since %(day)s") % {"day": presenters.day(person.custody_since)}
        review = _("review %(day)s") % {"day": presenters.day(person.custody_review)} if person.custody_review else ""
        return ", ".join(text for text in (person.custody_place, since, review) if text)
    return _("Address protected") if person.protected else presenters.apart(person.address)


def primary(
    whole: queries.Whole, choices_of: Callable[[Part], list[queries.Choice]]
) -> tuple[Part | None, dict[str, str] | None, list[dict[str, str]]]:
    """The part that presses most, its first step as a button, and the other steps with the reasons that bar them."""
    pressing_one = next_part(whole.standings)
    part = next((part for part in whole.parts if pressing_one and part.number == pressing_one.number), None)
    if part is None:
        return None, None, []
    found = choices_of(part)
    return part, button(part, found), others(part, found)


def button(part: Part, found: list[queries.Choice], address: str = "desk:step") -> dict[str, str] | None:
    """The step offered first, if it can be taken now."""
    able = _first(part, found)
    return step_link(part, able, address) if able else None


def _first(part: Part, found: list[queries.Choice]) -> queries.Choice | None:
    """The step that its family offers first in this state, of those that can be taken now."""
    able = {choice.step.code: choice for choice in found if choice.why_not is None}
    return next((able[code] for code in FAMILIES[part.family].first.get(part.state, ()) if code in able), None)


def others(part: Part, found: list[queries.Choice], address: str = "desk:step") -> list[dict[str, str]]:
    """Every other step; what the present state rules out altogether is left to the table in the handbook."""
    first = _first(part, found)
    near = [choice for choice in found if choice.step.leaves(part.state) and choice.step.fits(part.measure)]
    return [step_link(part, choice, address) for choice in near if choice is not first]


def step_link(part: Part, choice: queries.Choice, address: str) -> dict[str, str]:
    """A step as a link, or with its reason."""
    return {
        "label": _(choice.step.verb),
        "url": reverse(address, args=[part.pk, choice.step.code]),
        "reason": words(choice.why_not) if choice.why_not else "",
    }

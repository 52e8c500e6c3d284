"""What the templates of letters may show of a case. Nothing here tells of a part that the letter is not about."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext

from comitas.cases.models import Part, Person, StepTaken
from comitas.cases.queries import Whole
from comitas.cases.rules.codes import BASES, GROUNDS, MEASURES
from comitas.cases.rules.facts import Standing
from comitas.cases.rules.numbers import case_number
from comitas.checks import queries as checks
from comitas.checks.rules.findings import Finding
from comitas.checks.rules.letters import UNTIL_THEN, Paragraph
from comitas.core.actor import Actor
from comitas.directory import queries as directory
from comitas.drafting.models import Letter
from comitas.drafting.queries import stationery
from comitas.drafting.queries.letters import letters
from comitas.drafting.queries.wording import in_words, named, references, told
from comitas.drafting.rules import law, life, terms
from comitas.drafting.rules.kinds import BLANK, Kind
from comitas.drafting.rules.standing import STANDS

ASSISTING, EXTRADITING = ("assistance", "outgoing"), ("extradition", "sought")
"""Families of parts that ask for assistance, and of those that ask for a person."""
TOLD_BY_RESULT = ("assistance", "prosecution")
"""Families whose parts have a result in words; of an extradition the state is told."""


def facts(actor: Actor, whole: Whole, kind: Kind, parts: list[Part], language: str) -> dict[str, Any]:
    """For the template of *kind*: the blank alone where nothing of a case may stand in it."""
    if kind.bare:
        supervision = stationery.paper_of(whole.case.authority_id, language).word("supervision")
        return {"blank": BLANK, "supervision": supervision or BLANK}
    further = _further[kind.code](actor, whole, parts, language) if kind.code in _further else {}
    each = further.pop("each", {})
    return {
        **_of_case(whole, kind, language),
        "parts": [_part(part, whole, language) | each.get(part.number, {}) for part in parts],
        "assistance": any(part.family in ASSISTING for part in parts),
        "extradition": any(part.family in EXTRADITING for part in parts),
        "facts_needed": any(part.measure != "b" for part in parts),
        "law": asdict(law.law(_for_law(part) for part in parts)),
        **further,
    }


def _of_case(whole: Whole, kind: Kind, language: str) -> dict[str, Any]:
    case = whole.case
    state = directory.state_name(case.state_from, language) if case.state_from else ""
    whole_name = f"{case.requesting} ({state})" if state and case.requesting and state not in case.requesting else ""
    return {
        "blank": BLANK,
        "number": case.number,
        "state": state,
        "requesting": case.requesting,
        "sender": whole_name or case.requesting,
        "conducting": case.conducting,
        "received": in_words(case.received_on, language),
        "written": in_words(case.written_on, language),
        "references": references(whole, kind.at_home),
        "officer": case.officer.full_name if case.officer else "",
        "urgent": case.urgent,
        "procedure": case.procedure,
        "wanted_by": in_words(case.wanted_by, language),
        "offences": [_offence(offence) for offence in whole.offences],
    }


def _part(part: Part, whole: Whole, language: str) -> dict[str, Any]:
    stands = named(terms.STANDING, part.state, STANDS[part.state], language)
    return {
        "number": case_number(whole.case.year, whole.case.serial, part.number),
        "measure": named(terms.MEASURE, part.measure, MEASURES[part.measure].name, language),
        "description": part.description,
        "purpose": part.purpose,
        "bases": _bases(part.bases, language),
        "deadline": in_words(part.due_on, language),
        "result": part.result if part.family in TOLD_BY_RESULT else stands,
        "persons": [_person(person, language) for person in part.persons.all()],
        "stands": stands,
        "since": in_words(part.state_since, language),
        "transmitted": in_words(part.transmitted_on, language),
        "their_number": part.their_number,
        "court": part.court,
    }


def _for_law(part: Part) -> law.Part:
    bases = tuple(Standing(basis["code"], basis.get("agreed_9_29", False)) for basis in part.bases)
    return law.Part(bases, tuple(basis.get("cited") or "" for basis in part.bases), part.state, part.measure)


def _bases(bases: Iterable[dict[str, Any]], language: str) -> str:
    """As cited; else by the name that the basis has."""
    codes = [(basis.get("cited") or "", basis["code"]) for basis in bases]
    return "; ".join(cited or named(terms.BASIS, code, BASES[code].name, language) for cited, code in codes)


def _person(person: Person, language: str) -> dict[str, Any]:
    """One person. A protected address never goes into a letter by itself."""
    return {
        "name": person.name,
        "natural": person.natural,
        "aliases": ", ".join(person.aliases),
        "born": in_words(person.born, language),
        "nationality": person.nationality,
        "document": person.identity_document,
        "address": "" if person.protected else person.address,
        "protected": person.protected,
    }


def _offence(offence: Any) -> str:
    article = f"UNCAC {offence.uncac}" if offence.uncac else ""
    return ", ".join(text for text in (offence.cited, offence.provision, article) if text)


def _asking(actor: Actor, whole: Whole, _parts: list[Part], _language: str) -> dict[str, Any]:
    return {"asks": _numbered(checks.asking(actor, whole.case.pk))}


def _missing(actor: Actor, whole: Whole, _parts: list[Part], _language: str) -> dict[str, Any]:
    """What is asked, without the sentence that we go on meanwhile: what is returned has ended here."""
    asked = checks.asking(actor, whole.case.pk)
    return {"asks": _numbered(one for one in asked if one.text.text != UNTIL_THEN)}


def _gaps(actor: Actor, whole: Whole, _parts: list[Part], _language: str) -> dict[str, Any]:
    """What a draft of ours lacks, the required first: what each is, its article and what cures it."""
    found = sorted((one for one in checks.findings(actor, whole.case.pk) if one.open), key=lambda one: one.level == "R")
    return {"asks": [f"{number}. {_gap(one)}" for number, one in enumerate(found, 1)]}


def _gap(finding: Finding) -> str:
    article = f" ({finding.article})" if finding.article else ""
    return f"{gettext(finding.title)}{article}. {gettext(finding.cure)}"


def _numbered(asking: Iterable[Paragraph]) -> list[str]:
    """The paragraphs of "Ask for what is missing"; those that ask are numbered, so that the answer can refer to them."""
    said, number = [], 0
    for paragraph in asking:
        number += 1 if paragraph.rule else 0
        words = told(paragraph.text)
        said.append(f"{number}. {words}" if paragraph.rule else words)
    return said


def _refused(_actor: Actor, _whole: Whole, parts: list[Part], language: str) -> dict[str, Any]:
    """Ground and reasons of each part: by the central authority, or by the decision of a court."""
    return {"each": {part.number: _refusal(part, language) for part in parts}}


def _refusal(part: Part, language: str) -> dict[str, Any]:
    by_court, ground = part.state == "refused-by-court", GROUNDS.get(part.ground)
    step = _last(part, "court-refuses") if by_court else _last(part, "refuse", "refuse-national")
    return {
        "by_court": by_court,
        "ground": named(terms.GROUND, part.ground, ground.name, language) if ground and not by_court else "",
        "article": ground.article.removeprefix("ECE ") if ground and not by_court else "",
        "of": ground.of if ground and ground.of in ("ecma", "ece") else "uncac",
        "reasons": str(step.data.get("reason", "")) if step else "",
        "on": in_words(step.on if step else part.state_since, language),
        "decision": part.decision if by_court else "",
        "remedy_until": in_words(part.remedy_until, language) if by_court else "",
    }


def _last(part: Part, *steps: str) -> StepTaken | None:
    """The last of *steps* that stands."""
    taken = sorted(part.steps.all(), key=lambda step: step.serial)
    undone = {step.corrects_id for step in taken}
    return next((step for step in reversed(taken) if step.step in steps and step.pk not in undone), None)


def _chased(actor: Actor, whole: Whole, parts: list[Part], language: str) -> dict[str, Any]:
    """For each part the letters that went out about it, by number and day."""
    sent = letters(actor).filter(case=whole.case, kind__in=("transmission", "chaser"), state=life.SENT)
    rows = list(sent.prefetch_related("parts").order_by("serial"))
    return {"each": {part.number: _sent(part, rows, language) for part in parts}}


def _sent(part: Part, rows: list[Letter], language: str) -> dict[str, list[str]]:
    mine = [row for row in rows if part in row.parts.all() and row.to_authority_id == part.executing_id]
    about = {
        kind: [f"{row.number} ({in_words(row.sent_on, language)})" for row in mine if row.kind == kind]
        for kind in ("transmission", "chaser")
    }
    return {"letters": about["transmission"][-1:], "reminders": about["chaser"]}


def _forwarded(actor: Actor, whole: Whole, parts: list[Part], language: str) -> dict[str, Any]:
    """To whom the parts went: from the letter that forwarded them, or from the step."""
    found = letters(actor).filter(case=whole.case, kind="forwarding", parts__in=parts).exclude(state=life.DROPPED)
    row = found.order_by("-serial").first()
    if row and row.to_authority:
        name, day = directory.authority_names(actor, [row.to_authority], language)[row.to_authority.pk], row.sent_on
        return {"forwarded_to": name, "forwarded_address": row.to_address, "forwarded_on": in_words(day, language)}
    step = next((step for part in parts if (step := _last(part, "forward"))), None)
    if step is None:
        return {"forwarded_to": "", "forwarded_address": "", "forwarded_on": ""}
    to = directory.authority(actor, step.data["authority"])
    name = directory.authority_names(actor, [to], language)[to.pk]
    return {"forwarded_to": name, "forwarded_address": to.address, "forwarded_on": in_words(step.on, language)}


_further = {
    "information-request": _asking,
    "return": _missing,
    "draft-return": _gaps,
    "refusal": _refused,
    "chaser": _chased,
    "forwarding-notice": _forwarded,
}

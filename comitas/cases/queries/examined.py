"""A case as `checks` examines it: a plain table, without a judgement."""

from collections.abc import Iterable
from uuid import UUID

from comitas.cases.models import Case, Offence, Part, Person
from comitas.cases.queries import abroad
from comitas.cases.queries.single import whole
from comitas.cases.rules import papers, penalty
from comitas.cases.rules.families.extradition.states import PERSON
from comitas.core.actor import Actor


def case_facts(actor: Actor, case_id: UUID) -> dict[str, object]:
    """The facts of a case by the paths that the requirements name. What nobody has said is None or empty."""
    found = whole(actor, case_id)
    of_ours = abroad.facts(found) if found.case.side == "outgoing" else {}
    return {
        **_papers(found.case, found.parts),
        **_letter(found.case),
        **_content(found.case),
        "recipient": _recipient(found.case),
        "measures": [_measure(part) for part in found.parts],
        "persons": [_person(person) for person in found.persons],
        "offences": [_offence(offence) for offence in found.offences],
        "minimum": _minimum(found.parts, found.offences),
        "legal_basis": sorted({basis["code"] for part in found.parts for basis in part.bases}),
        **of_ours,
    }


def groups(case: Case, parts: Iterable[Part]) -> tuple[str, ...]:
    """The groups of papers that concern a case with these parts."""
    given = list(parts)
    return papers.groups_of(case.kind, [part.measure for part in given], [part.recovery for part in given])


def _papers(case: Case, parts: list[Part]) -> dict[str, object]:
    """What the case is about, and of the papers that go with it which are there (None: nobody has said)."""
    measures = [part.measure for part in parts]
    about = dict.fromkeys(groups(case, parts), True)
    asked = [part for part in parts if part.measure == papers.RECOVERING]
    return {
        "about": {**about, "assistance": papers.asks_assistance(case.kind, measures)},
        "papers": {code: case.papers.get(code) for code in papers.PAPERS},
        "recovery": {"said": all(part.recovery for part in asked)},
    }


def _letter(case: Case) -> dict[str, object]:
    return {
        "requesting_authority": {"identity": case.requesting},
        "conducting_authority": {"name": case.conducting, "functions": case.conducting_functions},
        "language": case.language,
        "channel": case.channel,
        "translation": {"attached": case.translation_attached},
        "written_form": {"authentic": case.authentic},
        "urgency": {"urgent": case.urgent, "reason": case.urgent_because},
        "confidentiality": {"requested": case.confidential, "reason": case.confidential_because},
        "deadline": {"date": case.wanted_by, "reason": case.wanted_because},
    }


def _content(case: Case) -> dict[str, object]:
    return {
        "matter": {"subject": case.subject, "nature": case.proceeding_kind},
        "facts": {"summary": case.facts, "nexus": case.nexus},
        "assistance": {"procedure": case.procedure, "procedure_announced": bool(case.procedure)},
        "dual_criminality": case.dual_criminality,
    }


def _recipient(case: Case) -> dict[str, object]:
    ours = case.authority
    return {
        "is_designated": ours.ours,
        "languages": list(ours.languages_accepted),
        "diplomatic_required": ours.diplomatic_channel_required,
    }


def _measure(part: Part) -> dict[str, object]:
    return {
        "code": part.measure,
        "number": part.number,
        "description": part.description,
        "purpose": part.purpose or part.case.purpose,
    }


def _person(person: Person) -> dict[str, object]:
    born = person.born.isoformat() if person.born else ""
    known = (person.name, born, person.identity_document)
    return {
        "identity": ", ".join(text for text in known if text),
        "location": person.address or person.custody_place,
        "nationality": person.nationality,
        "unknown_efforts": person.efforts,
        "role": person.role,
    }


def _minimum(parts: Iterable[Part], offences: Iterable[Offence]) -> dict[str, object]:
    """Whether the penalty is high enough for the persons who are wanted; not asked where the legal bases give no figures."""
    wanted = [part for part in parts if part.measure in PERSON]
    threshold = penalty.threshold_of(basis["code"] for part in wanted for basis in part.bases)
    if not wanted or threshold is None:
        return {"asked": False}
    punishable = [penalty.Punishable(one.cited, one.months_asking, one.months_asked) for one in offences]
    sentences = [part.sentence_months for part in wanted if part.measure == penalty.SERVED]
    found = penalty.judged(threshold, punishable, sentences)
    return {"asked": True, "stands": found.stands, "why": found.why}


def _offence(offence: Offence) -> dict[str, object]:
    return {
        "cited": offence.provision or offence.cited,
        "text": offence.text,
        "committed": offence.committed,
        "ours": offence.ours,
        "uncac": offence.uncac,
    }

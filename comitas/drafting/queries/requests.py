"""The document of a request of ours, made from its case: the same sheet becomes the Word file and the PDF."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from comitas.cases import queries as cases
from comitas.cases.models import Offence, Part, Person
from comitas.cases.queries import Whole
from comitas.cases.rules import details
from comitas.cases.rules.codes import BASES, MEASURES, PERSON_CATEGORIES, PERSON_ROLES, PROCEEDING_KINDS
from comitas.cases.rules.families import outgoing
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.directory import queries as directory
from comitas.directory.models import Authority
from comitas.drafting.queries import stationery, wanted
from comitas.drafting.queries.sheets import head_of, lines, place_and_day, signature_of
from comitas.drafting.queries.wording import in_words
from comitas.drafting.rules.kinds import BLANK, LANGUAGES
from comitas.drafting.rules.request_sheets import RequestSheet, Section, numbered
from comitas.drafting.rules.sheets import paragraphs

UNCAC = "uncac"


def language_of(whole: Whole) -> str:
    """The language of the document: that of the request where it is one of those in which we write."""
    base = whole.case.language.split("-")[0].lower()
    return base if base in LANGUAGES else next(iter(LANGUAGES))


def request_sheet(actor: Actor, case: UUID, *, at: datetime, signed_by: str = "") -> RequestSheet:
    """The request as it stands now, with the parts that have not left yet; a draft until somebody signs."""
    whole = cases.whole(actor, case)
    language = language_of(whole)
    with translation.override(language):
        return _sheet(actor, whole, language, clock.local_date(at, whole.case.authority.time_zone), signed_by)


def seal_of(sheet: RequestSheet) -> str:
    """What tells whether a request is still the one that somebody read: the day and the signature are not part of it."""
    return hashlib.sha256(repr((sheet.to, sheet.subject, sheet.marks, sheet.sections)).encode()).hexdigest()[:32]


def leaving(whole: Whole) -> list[Part]:
    """The parts that go with the document: those not sent yet. Later ones make a supplement."""
    return [part for part in whole.parts if part.state in outgoing.BEFORE_SENDING]


def _sheet(actor: Actor, whole: Whole, language: str, day: date, signed_by: str) -> RequestSheet:
    case, row = whole.case, whole.case.outgoing
    name = directory.authority_names(actor, [case.authority], language)[case.authority_id]
    paper = stationery.paper_of(case.authority_id, language)
    state = directory.state_name(case.state_from, language) if case.state_from else BLANK
    return RequestSheet(
        language=language,
        number=case.number,
        letterhead=head_of(paper, case.authority, name, language),
        marks=_marks(whole),
        to=_addressee(actor, row.addressee, language),
        day=place_and_day(paper, in_words(day, language)),
        references=_references(whole),
        subject=wanted.subject(whole, leaving(whole)),
        salutation=paper.word("salutation"),
        opening=_opening(whole, name, state),
        sections=numbered(_sections(whole, language, name, state)),
        closing=paper.word("abroad"),
        signed_for=name,
        signature=signature_of(paper, name),
        foot=lines(paper.word("foot")),
        draft_word=paper.word("draft"),
        emblem=paper.emblem,
        signed_by=signed_by,
        draft=not signed_by,
    )


def _addressee(actor: Actor, addressee: Authority | None, language: str) -> tuple[str, ...]:
    if addressee is None:
        return (BLANK,)
    name = directory.authority_names(actor, [addressee], language)[addressee.pk]
    return (name, *lines(addressee.address))


def _marks(whole: Whole) -> tuple[str, ...]:
    case = whole.case
    said = ((case.urgent, _("Urgent")), (case.confidential, _("Confidential")))
    return tuple(words for shown, words in said if shown)


def _references(whole: Whole) -> tuple[tuple[str, str], ...]:
    theirs = [one.text for one in whole.references if one.owner and one.owner != whole.case.requesting]
    rows = (
        (_("Our number"), whole.case.number),
        (_("Number of the requester"), whole.case.outgoing.requester_number),
        (_("Your reference"), ", ".join(theirs)),
    )
    return tuple((label, value) for label, value in rows if value)


def _opening(whole: Whole, name: str, state: str) -> str:
    case = whole.case
    told = {"ours": name, "state": state, "asks": case.requesting}
    persons = not wanted.assistance_leaves(whole, leaving(whole))
    if case.outgoing.sent_on:
        told["day"] = in_words(case.outgoing.sent_on, translation.get_language() or "en")
        if persons:
            return _(
                "Following its request of %(day)s, %(ours)s presents to the competent authorities of %(state)s the request below."
            ) % told  # fmt: skip
        return (
            _(
                "In addition to its request of %(day)s, %(ours)s asks the competent authorities of %(state)s for the following."
            )
            % told
        )
    if persons and case.requesting and case.requesting != name:
        return (
            _("On behalf of %(asks)s, %(ours)s presents to the competent authorities of %(state)s the request below.")
            % told
        )
    if persons:
        return _("%(ours)s presents to the competent authorities of %(state)s the request below.") % told
    if case.requesting and case.requesting != name:
        return _(
            "On behalf of %(asks)s, %(ours)s asks the competent authorities of %(state)s for the assistance described below."
        ) % told  # fmt: skip
    return _("%(ours)s asks the competent authorities of %(state)s for the assistance described below.") % told


def _sections(whole: Whole, language: str, name: str, state: str) -> tuple[Section, ...]:
    case, row, leave = whole.case, whole.case.outgoing, leaving(whole)
    facts_needed = not leave or any(part.measure != "b" for part in leave)
    assists = wanted.assistance_leaves(whole, leave)
    return (
        Section(_("Requesting authority"), pairs=_asking(whole, name)),
        Section(_("Urgency"), texts=_urgency(whole, language)),
        Section(_("Confidentiality"), texts=_confidentiality(whole)),
        Section(_("Legal basis"), items=_bases(bases_of(whole), language)),
        Section(
            _("Authority conducting the proceedings") if assists else _("Authority that wants the person"),
            pairs=_proceedings(whole) if assists else _wanting(whole),
        ),
        Section(_("Facts"), texts=paragraphs(case.facts) or ((BLANK,) if facts_needed else ())),
        Section(_("Offences"), under=tuple(_offence(one) for one in whole.offences)),
        Section(_("Persons concerned") if assists else _("Person claimed"), under=tuple(_person(one, language) for one in whole.persons)),
        Section(_("Assistance requested") if assists else _("What is requested"), under=tuple(_asked(part, whole, language) for part in leave), texts=() if leave else (BLANK,)),
        Section(_("How the facts lead to what is asked"), texts=paragraphs(case.nexus)),
        Section(_("Purpose"), texts=_purpose(whole, leave)),
        Section(_("Procedure to be followed"), texts=_procedure(whole)),
        Section(_("Time"), texts=_time(whole, language)),
        Section(_("Undertakings"), texts=_undertakings(whole, state, assists)),
        Section(_("Costs"), texts=paragraphs(row.costs)),
        Section(_("Earlier contacts and related requests"), texts=paragraphs(row.earlier)),
        Section(_("Whom to ask"), pairs=_contact(whole)),
        Section(_("Enclosures"), items=lines(row.enclosures)),
    )  # fmt: skip


def _pairs(*rows: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value.strip()) for label, value in rows if value.strip())


def _asking(whole: Whole, name: str) -> tuple[tuple[str, str], ...]:
    case, row = whole.case, whole.case.outgoing
    return _pairs(
        (_("Central authority"), name),
        (_("Authority that asks"), case.requesting),
        (_("Its number"), row.requester_number),
        (_("Its contact"), row.requester_contact),
    )


def _contact(whole: Whole) -> tuple[tuple[str, str], ...]:
    case, ours = whole.case, whole.case.authority
    officer = case.officer.full_name if case.officer else ""
    return _pairs((_("Officer"), officer), (_("Telephone"), ours.phone), (_("E-mail"), ours.email))


def _urgency(whole: Whole, language: str) -> tuple[str, ...]:
    """Why it is urgent; and the dates at home that press, whether or not it is marked so."""
    case, row = whole.case, whole.case.outgoing
    said = list(paragraphs(case.urgent_because)) if case.urgent else []
    said += [_held(one, language) for one in whole.persons if one.custody_since]
    if row.hearing_on:
        what = row.hearing_what or _("a hearing")
        said.append(_("%(day)s: %(what)s.") % {"day": in_words(row.hearing_on, language), "what": what.rstrip(" .")})
    if row.limitation_on:
        said.append(
            _("Prosecution becomes barred by lapse of time on %(day)s.")
            % {"day": in_words(row.limitation_on, language)}
        )
    return tuple(said)  # fmt: skip


def _held(person: Person, language: str) -> str:
    told = {"name": person.name, "since": in_words(person.custody_since, language)}
    if not person.custody_review:
        return _("%(name)s has been in custody since %(since)s.") % told
    told["review"] = in_words(person.custody_review, language)
    return _("%(name)s has been in custody since %(since)s; custody is next reviewed on %(review)s.") % told


def _confidentiality(whole: Whole) -> tuple[str, ...]:
    case = whole.case
    if not case.confidential:
        return ()
    said = _(
        "We require that the fact and the substance of this request be kept confidential, except as far as its execution needs. If "
        "you cannot comply, we ask you to tell us promptly and before you take any step."
    )
    article = (
        _("Article 46(20) of the United Nations Convention against Corruption applies.") if _on_uncac(whole) else ""
    )
    return tuple(text for text in (said, article, *paragraphs(case.confidential_because)) if text)


def _on_uncac(whole: Whole) -> bool:
    return any(BASES[basis["code"]].uncac for basis in bases_of(whole))


def bases_of(whole: Whole) -> list[dict[str, Any]]:
    """The legal bases chosen for the request; where none were, those of its parts, as a draft that arrived has them."""
    return whole.case.outgoing.bases or [
        dict(key) for key in dict.fromkeys(tuple(sorted(basis.items())) for part in whole.parts for basis in part.bases)
    ]


def _bases(bases: Iterable[dict[str, Any]], language: str) -> tuple[str, ...]:
    """Each by the name that it has in the language of the document, or as it was typed."""
    names = directory.instrument_names(language)
    return tuple(_cited(basis, names) for basis in bases) or (BLANK,)


def _cited(basis: dict[str, Any], names: dict[str, str]) -> str:
    name, articles = names.get(basis.get("instrument", ""), ""), basis.get("articles", "")
    if name and articles:
        return _("%(treaty)s, article %(articles)s") % {"treaty": name, "articles": articles}
    return name or basis.get("cited") or gettext(BASES[basis["code"]].name)


def _proceedings(whole: Whole) -> tuple[tuple[str, str], ...]:
    case = whole.case
    nature = gettext(PROCEEDING_KINDS[case.proceeding_kind]) if case.proceeding_kind else BLANK
    return (
        (_("Authority"), case.conducting or BLANK),
        (_("Its functions"), case.conducting_functions or BLANK),
        (_("Nature of the proceedings"), nature),
        (_("Subject matter"), case.subject or BLANK),
    )


def _wanting(whole: Whole) -> tuple[tuple[str, str], ...]:
    """The court or prosecutor who wants the person; no treaty asks for more of it."""
    case = whole.case
    nature = gettext(PROCEEDING_KINDS[case.proceeding_kind]) if case.proceeding_kind else ""
    return _pairs(
        (_("Authority"), case.conducting or BLANK),
        (_("Its functions"), case.conducting_functions),
        (_("Nature of the proceedings"), nature),
        (_("Subject matter"), case.subject),
    )


def _offence(offence: Offence) -> Section:
    article = (
        _("Convention against Corruption, article %(article)s") % {"article": offence.uncac} if offence.uncac else ""
    )
    pairs = _pairs(
        (_("Provision"), offence.provision),
        (_("Penalty"), offence.penalty),
        *wanted.penalties(offence),
        ("UNCAC", article),
    )
    return Section(offence.cited, pairs=pairs, texts=paragraphs(offence.text))


def _person(person: Person, language: str) -> Section:
    role, category = gettext(PERSON_ROLES[person.role]), gettext(PERSON_CATEGORIES[person.category])
    address = _("known to us; it is protected") if person.protected and person.address else person.address
    held = ", ".join(text for text in (person.custody_place, in_words(person.custody_since, language)) if text)
    pairs = _pairs(
        (_("Role"), role if category in (role, gettext("other")) else f"{role}, {category}"),
        (_("Also known as"), ", ".join(person.aliases)),
        (_("Born") if person.natural else _("Founded"), in_words(person.born, language)),
        (_("Nationality") if person.natural else _("Law under which it exists"), person.nationality),
        (_("Identity document") if person.natural else _("Number in the register"), person.identity_document),
        (_("Address or whereabouts"), address),
        (_("In custody"), held),
        (_("What was done to find out"), person.efforts),
    )
    return Section(person.name, pairs=pairs)


def _asked(part: Part, whole: Whole, language: str) -> Section:
    measure = MEASURES[part.measure]
    about = ", ".join(person.name for person in part.persons.all())
    wants = wanted.lead(part)
    purpose = part.purpose or ("" if whole.case.purpose or wants else BLANK)
    deadline = in_words(part.deadline, language)
    pairs = (
        *_said(part, language),
        *_pairs((_("Persons"), about), (_("Purpose"), purpose), (_("Needed by"), deadline)),
    )
    lead = wants + paragraphs(part.description)
    return Section(gettext(measure.name), lead=lead or (BLANK,), pairs=pairs)


def _said(part: Part, language: str) -> tuple[tuple[str, str], ...]:
    """What is said about the measure. Officials who wish to be present stand in the section on the procedure."""
    rows = [detail for detail in details.asked(part.measure, part.details) if detail.code != "presence"]
    return _pairs(*((gettext(one.label), _value(one, part.details.get(one.code, ""), language)) for one in rows))


def _value(detail: details.Detail, value: str, language: str) -> str:
    if detail.kind == "date" and value:
        return in_words(date.fromisoformat(value), language)
    if detail.choices and value:
        return gettext(detail.choices[value])
    return value


def _purpose(whole: Whole, leave: list[Part]) -> tuple[str, ...]:
    """The purpose of the whole; where each measure has one of its own it stands there."""
    return paragraphs(whole.case.purpose)


def _procedure(whole: Whole) -> tuple[str, ...]:
    row = whole.case.outgoing
    said = paragraphs(whole.case.procedure)
    if row.plain_procedure and not said:
        said = (_("No particular procedure is to be followed."),)
    present = [part.details["presence"] for part in leaving(whole) if part.details.get("presence")]
    wishing = tuple(
        _("We ask that these officials may be present: %(who)s") % {"who": who} for who in dict.fromkeys(present)
    )
    return said + wishing


def _time(whole: Whole, language: str) -> tuple[str, ...]:
    case = whole.case
    if not case.wanted_by:
        return ()
    day, why = in_words(case.wanted_by, language), case.wanted_because or BLANK
    return (_("We would need the answer by %(day)s. The reason: %(why)s") % {"day": day, "why": why},)


def _undertakings(whole: Whole, state: str, assists: bool) -> tuple[str, ...]:
    row, said = whole.case.outgoing, []
    if row.use_undertaking and assists:
        said.append(
            _(
                "What is given in answer will be used only in the proceedings described here; it will not be transmitted or used for "
                "others without your prior consent."
            )
        )
        if _on_uncac(whole):
            said.append(_("This follows from article 46(19) of the United Nations Convention against Corruption."))
    if row.reciprocity:
        said.append(_("We give the assurance that we would act on a similar request of %(state)s.") % {"state": state})
    return tuple(said)

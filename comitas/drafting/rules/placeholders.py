"""What a wording may show of a case: every placeholder, with a sentence and an invented value. The page, the checks and the trial
of a template are all made from this table; a test compares it with the facts that letters are filled from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from comitas.core.text import N_
from comitas.drafting.rules.kinds import BLANK, KINDS, Kind

Example = str | bool
DAY = "3 March 2026"
"""The day of the invented case."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One name. `many`: there may be none, one or several of them, to be gone through by `for`.

    `members`: names that belong to it, written after a point. Without members it is a text, or a yes or no.
    """

    name: str
    sentence: str
    example: Example = ""
    members: tuple["Placeholder", ...] = ()
    many: bool = False

    @property
    def flag(self) -> bool:
        """Whether it only says yes or no."""
        return isinstance(self.example, bool)


def _many(name: str, sentence: str, *members: Placeholder, example: str = "") -> Placeholder:
    return Placeholder(name, sentence, example, members, many=True)


_PERSON = (
    Placeholder("name", N_("Name"), "Ilvar Montane"),
    Placeholder("natural", N_("Whether it is a human being and no company"), True),
    Placeholder("aliases", N_("Other names"), "I. Montana"),
    Placeholder("born", N_("Date of birth in words"), "14 March 1969"),
    Placeholder("nationality", N_("Nationality"), "Borland"),
    Placeholder("document", N_("Identity document"), "Passport BX 204417"),
    Placeholder("address", N_("Address; empty where it is protected"), "7 Mole Lane, Norrhaven"),
    Placeholder("protected", N_("Whether the address is protected"), False),
)
_PART = (
    Placeholder("number", N_("Number of the part"), "2026/0001-1"),
    Placeholder("measure", N_("The measure, in the words of the list"), "Providing information and evidentiary items"),
    Placeholder("description", N_("What is asked"), "Statements of account 4471 09 22816"),
    Placeholder("purpose", N_("What it is for"), "To trace what was paid"),
    Placeholder("bases", N_("Legal basis"), "United Nations Convention against Corruption, article 46"),
    Placeholder("deadline", N_("Asked for by, in words"), "30 June 2026"),
    Placeholder("result", N_("What came of it"), "The statements are enclosed."),
    _many("persons", N_("Whom the part concerns"), *_PERSON),
    Placeholder("stands", N_("Where it stands, the end of a sentence"), "it is being executed"),
    Placeholder("since", N_("Since when it stands there"), "3 March 2026"),
    Placeholder("transmitted", N_("When it went to the executing authority"), "10 February 2026"),
    Placeholder("their_number", N_("File number of the executing authority"), "R 118/26"),
    Placeholder("court", N_("The court"), "District Court of Norrhaven"),
)
_REFUSED = (
    Placeholder("by_court", N_("Whether a court refused it"), False),
    Placeholder("ground", N_("Ground of the refusal"), "The request is not made in conformity with the article"),
    Placeholder("article", N_("Article of the ground"), "46(21)(a)"),
    Placeholder("of", N_("Treaty of the article: “uncac”, “ecma” or “ece”"), "uncac"),
    Placeholder("reasons", N_("Reasons of the refusal"), "No facts are stated."),
    Placeholder("on", N_("Day of the refusal"), "2 March 2026"),
    Placeholder("decision", N_("The court’s decision"), "Order 12 of 2 March 2026"),
    Placeholder("remedy_until", N_("Last day of the remedy"), "16 March 2026"),
)
_SENT = (
    _many("letters", N_("Our letter of transmission, with its day"), example="2026/0001-L2 (10 February 2026)"),
    _many("reminders", N_("Our reminders, with their days"), example="2026/0001-L4 (24 February 2026)"),
)
_LAW = (
    Placeholder("paragraphs", N_("Whether UNCAC 46(9) to (29) bind every part"), True),
    Placeholder("ecma", N_("Whether the European Convention on Mutual Assistance is a basis of every part"), False),
    Placeholder("ece", N_("Whether the European Convention on Extradition is a basis of every part"), False),
    Placeholder("uncac_44", N_("Whether UNCAC article 44 is a basis of every part"), False),
    Placeholder("eio", N_("Whether every part is a European Investigation Order"), False),
    Placeholder("recognition", N_("Whether no part is decided yet (EIO 12(5))"), False),
    Placeholder("chapter_v", N_("Whether UNCAC chapter V binds every part (55(8))"), True),
)
GENERAL = (
    Placeholder("blank", N_("A blank that the officer must fill"), BLANK),
    Placeholder("number", N_("Number of the case"), "2026/0001"),
    Placeholder("state", N_("The other State"), "Borland"),
    Placeholder("requesting", N_("The authority that asks"), "Prosecutor General of Borland"),
    Placeholder("sender", N_("The authority that asks, with its State"), "Prosecutor General of Borland"),
    Placeholder("conducting", N_("Who conducts the proceedings"), "Investigating judge of Port Selwyn"),
    Placeholder("received", N_("Day of receipt in words"), "3 March 2026"),
    Placeholder("written", N_("Day of their letter in words"), "24 February 2026"),
    _many("references", N_("Their reference numbers"), example="PG/IC/0417/26"),
    Placeholder("officer", N_("Our officer"), "Ines Marlow"),
    Placeholder("urgent", N_("Whether it is urgent"), True),
    Placeholder("procedure", N_("Procedure asked for"), "Hearing on oath"),
    Placeholder("wanted_by", N_("Day by which they ask for the answer"), "30 June 2026"),
    _many("offences", N_("Offences as cited"), example="Criminal Code of Borland, section 188"),
    _many("parts", N_("The parts that the letter is about"), *_PART),
    Placeholder("assistance", N_("Whether a part asks for assistance, and not for extradition"), True),
    Placeholder("extradition", N_("Whether a part asks for extradition"), False),
    Placeholder("facts_needed", N_("Whether the authority needs a summary of the facts"), True),
    Placeholder("law", N_("Which law binds every part of the letter"), members=_LAW),
)
_ASKS = _many(
    "asks", N_("What is missing, a paragraph each, those that ask numbered"), example="1. Send the text of the law."
)
_FORWARDED = (
    Placeholder("forwarded_to", N_("To which authority it went"), "District Court of Norrhaven"),
    Placeholder("forwarded_address", N_("Its address"), "2 Law Street, Norrhaven"),
    Placeholder("forwarded_on", N_("When it went there"), "2 March 2026"),
)
SUPERVISION = Placeholder(
    "supervision",
    N_("The supervisory authority for data protection, from the letterhead"),
    "Data Protection Board, Norrhaven",
)
FURTHER: dict[str, tuple[Placeholder, ...]] = {
    "information-request": (_ASKS,),
    "return": (_ASKS,),
    "draft-return": (_ASKS,),
    "forwarding-notice": _FORWARDED,
}
OF_PARTS: dict[str, tuple[Placeholder, ...]] = {"refusal": _REFUSED, "chaser": _SENT}

SHEET = (
    _many("head", N_("The lines of the letterhead"), example="Central Authority of Arland"),
    _many("foot", N_("The lines at the foot"), example="1 Customs Quay, Norrhaven"),
    Placeholder("date", N_("Place and day. The day is written when the letter is approved."), "Norrhaven, 3 March 2026"),
    _many("to", N_("Name and address of who gets it, line by line"), example="Prosecutor General of Borland"),
    _many(
        "lines",
        N_("The lines of the references"),
        Placeholder("label", N_("What it is"), "Our number"),
        Placeholder("value", N_("The number"), "2026/0001-L1"),
    ),
    Placeholder("subject", N_("The subject"), "Your request PG/IC/0417/26"),
    Placeholder("salutation", N_("The salutation"), "Sir or Madam,"),
    _many("paragraphs", N_("The letter’s text, a paragraph each"), example="We have the honour to refer to your request."),
    _many("conditions", N_("What the letter must say about use and confidentiality"), example="Disclose no more than is needed."),
    Placeholder("closing", N_("The closing sentence"), "Yours faithfully,"),
    Placeholder("signature", N_("The words over the signature"), "For the Central Authority of Arland"),
    Placeholder("signed_by", N_("Who approved it. The name is written when the letter is approved."), "Karin Aldane"),
    _many("enclosures", N_("The enclosures, a line each"), example="Statements of account, 12 pages"),
    Placeholder("mark", N_("“Confidential”, where it is"), "Confidential"),
)  # fmt: skip
"""What only a Word template has: there, all that stands on the paper is the template's."""

Known = Mapping[str, Placeholder]


def known(kind: str, *, word: bool = False) -> dict[str, Placeholder]:
    """The placeholders of a wording of *kind*, by name; with those of the sheet for a Word template."""
    found = {one.name: one for one in _text(KINDS[kind])}
    return found | {one.name: one for one in SHEET} if word else found


def _text(kind: Kind) -> tuple[Placeholder, ...]:
    if kind.bare:
        return (*(one for one in GENERAL if one.name == "blank"), SUPERVISION)
    more = OF_PARTS.get(kind.code, ())
    general = tuple(replace(one, members=(*one.members, *more)) if one.name == "parts" else one for one in GENERAL)
    return (*general, *FURTHER.get(kind.code, ()))


def invented(placeholders: Known) -> dict[str, Any]:
    """A case that nobody has: every placeholder with its value, of what may be many, two."""
    return {name: _invented(one) for name, one in placeholders.items()}


def empty(placeholders: Known) -> dict[str, Any]:
    """A case of which nothing is known yet: a template must bear that too."""
    return {name: _empty(one) for name, one in placeholders.items()}


def _invented(one: Placeholder) -> Any:
    value = {member.name: _invented(member) for member in one.members} if one.members else one.example
    return [value, value] if one.many else value


def _empty(one: Placeholder) -> Any:
    if one.many:
        return []
    if one.members:
        return {member.name: _empty(member) for member in one.members}
    return False if one.flag else ""

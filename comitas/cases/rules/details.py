"""What a request of ours says about each kind of measure, beyond what it is and what it is for.

Sources: United Nations Convention against Corruption (UNCAC), articles 46, 54, 55 and 57; European Convention on Mutual Assistance
in Criminal Matters (ECMA), article 10; European Convention on Extradition (ECE), articles 10-16, 20 and 21; practice of central authorities where no article is given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comitas.core.text import N_

YES, NO = "yes", "no"
LONGEST_LINE = 300
LONGEST_TEXT = 8_000
"""Characters of one such text: some three pages. A longer list of questions goes into an enclosure."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing to say. `kind`: text, line, date, choice or yes-no.

    `level`: M mandatory, R recommended, "" where it is said only if it matters. `when`: another detail of the same measure and the
    answer by which this one is asked for.
    """

    code: str
    label: str
    kind: str = "text"
    level: str = ""
    article: str = ""
    hint: str = ""
    choices: Mapping[str, str] | None = None
    when: tuple[str, str] | None = None


YES_NO: dict[str, str] = {YES: N_("Yes"), NO: N_("No")}
CAPACITIES: dict[str, str] = {
    "witness": N_("as a witness"),
    "suspect": N_("as a suspect or accused"),
    "expert": N_("as an expert"),
    "victim": N_("as a victim"),
}
RECOVERIES: dict[str, str] = {
    "order": N_("An order of confiscation by their authorities (55(1)(a))"),
    "enforcement": N_("Execution of our order of confiscation (55(1)(b))"),
    "return": N_("Return of what was confiscated (57)"),
}

COPIES: dict[str, str] = {"original": N_("The original"), "authenticated": N_("An authenticated copy")}
LAWS: dict[str, str] = {"copy": N_("A copy of the enactments"), "statement": N_("A statement of the law")}
_PERSON = Detail(
    "description",
    N_("Description of the person, beyond the particulars"),
    "text",
    "R",
    "ECE 12(2)(c)",
    N_("Height, marks, photograph, fingerprints: what establishes identity and nationality."),
)
_PAPERS: tuple[Detail, ...] = (
    Detail("copy", N_("What of it is enclosed"), "choice", "M", "ECE 12(2)(a)", choices=COPIES),
    Detail("law", N_("What of the law is enclosed"), "choice", "M", "ECE 12(2)(c)", choices=LAWS),
    _PERSON,
    Detail("lapse", N_("Lapse of time: the provision, and the day on which it takes effect"), "line", "R", "ECE 10"),
    Detail("death", N_("Punishable by death here"), "choice", "", "ECE 11", choices=YES_NO),
    Detail("assurance", N_("Assurance that it is not carried out"), "text", "M", "ECE 11", when=("death", YES)),
    Detail("speciality", N_("We undertake to respect the rule of speciality"), "choice", "R", "ECE 14", choices=YES_NO),
    Detail("evidence", N_("Evidence, where their law asks for it"), "text", "", "44(9)"),
    Detail("property", N_("Property to be seized and handed over with the person"), "text", "", "ECE 20"),
)
OF_EXTRADITION: dict[str, tuple[Detail, ...]] = {
    "surrender": (
        Detail("warrant", N_("Warrant of arrest: court, number and date"), "line", "M", "ECE 12(2)(a)"),
        *_PAPERS,
    ),
    "sentence": (
        Detail("warrant", N_("Judgment that can be enforced: court, number and date"), "line", "M", "ECE 12(2)(a)"),
        Detail("remaining", N_("How much of the sentence remains to be served"), "line", "M"),
        Detail("absent", N_("Given in the absence of the person"), "choice", "R", choices=YES_NO),
        Detail("retrial", N_("How the person was summoned and defended, and the right to a retrial"), "text", "M", when=("absent", YES)),
        *_PAPERS,
    ),
    "arrest": (
        Detail("warrant", N_("Warrant or judgment that exists: court, number and date"), "line", "M", "ECE 16(2)"),
        Detail("follows", N_("A request for extradition will be sent"), "choice", "M", "ECE 16(2)", choices=YES_NO),
        Detail("why", N_("Why it cannot wait for the request"), "text", "R", "44(10), ECE 16(1)"),
        Detail("whereabouts", N_("Where the person is believed to be"), "line", "R", "ECE 16(2)"),
        _PERSON,
    ),
    "transit": (
        Detail("route", N_("From where to where, by which way and when"), "text", "M", "ECE 21"),
        Detail("escort", N_("Who escorts the person"), "line", "R", "ECE 21"),
        Detail("warrant", N_("Warrant or judgment: court, number and date"), "line", "M", "ECE 21(3)"),
        Detail("copy", N_("What of it is enclosed"), "choice", "M", "ECE 21(3)", choices=COPIES),
        Detail("national", N_("The person is a national of theirs"), "choice", "M", "ECE 21(1)", choices=YES_NO),
    ),
    "speciality": (
        Detail("further", N_("Offences to which the consent is to extend, or the State to which the person is to go on"), "text", "M", "ECE 14(1)(a)"),
        Detail("copy", N_("What of the warrant or judgment is enclosed"), "choice", "M", "ECE 14(1)(a)", choices=COPIES),
        Detail("law", N_("What of the law is enclosed"), "choice", "M", "ECE 14(1)(a)", choices=LAWS),
        Detail("record", N_("Legal record of what the person said about it"), "text", "M", "ECE 14(1)(a)"),
    ),
}  # fmt: skip
"""What we say when we want a person: the documents of ECE 12(2), of 16(2) before an arrest, of 21 and of 14."""

DETAILS: dict[str, tuple[Detail, ...]] = {
    "a": (
        Detail("capacity", N_("In which capacity the person is heard"), "choice", "R", "46(3)(a)", choices=CAPACITIES),
        Detail("questions", N_("Questions"), "text", "R", "46(3)(a)", N_("One a line, or say that a list is enclosed.")),
        Detail("oath", N_("Oath, caution, or rights of which the person is told"), "line"),
        Detail("video", N_("By video link"), "choice", "", "46(18)", choices=YES_NO),
        Detail(
            "video_contact",
            N_("Day, technical contact, and how identity is established"),
            "text",
            "R",
            "46(18)",
            when=("video", YES),
        ),
        Detail("presence", N_("Officials of ours who wish to be present, with their functions")),
    ),
    "b": (
        Detail("documents", N_("Documents to be served"), "text", "M", "46(15)(d)", N_("One a line.")),
        Detail("hearing_on", N_("Day of the hearing"), "date"),
        Detail("latest_on", N_("Latest day on which service is of use"), "date", "R", "46(24)"),
        Detail("proof", N_("Proof of service that is wished"), "line", "R"),
    ),
    "c": (
        Detail("place", N_("Place"), "text", "R", "46(15)(d)"),
        Detail("items", N_("What is looked for"), "text", "R", "46(15)(d)"),
        Detail("grounds", N_("Grounds for believing that it is there"), "text", "R", "46(3)(c)"),
        Detail("order", N_("Our order: court, number and date"), "line", "R", "", N_("Enclose a copy.")),
    ),
    "d": (
        Detail("site", N_("Object or site"), "text", "R", "46(15)(d)"),
        Detail("method", N_("How it is to be examined")),
    ),
    "e": (
        Detail("format", N_("Form in which it is needed"), "line"),
        Detail("custody", N_("How the chain of custody is to be kept"), "line"),
    ),
    "f": (
        Detail("holder", N_("Bank, register or other holder"), "line", "R", "46(3)(f)"),
        Detail("account", N_("Number of the account or record"), "line", "R", "46(3)(f)"),
        Detail("period", N_("Period"), "line", "R", "46(3)(f)"),
        Detail("certification", N_("Certification that is needed"), "line"),
    ),
    "g": (Detail("identifiers", N_("What is known of the property: numbers, places, names"), "text", "R", "46(3)(g)"),),
    "h": (
        Detail("safe_conduct", N_("Safe conduct is assured"), "choice", "R", "46(27)", choices=YES_NO),
        Detail("allowances", N_("Allowances and expenses that are paid"), "line", "R", "ECMA 10"),
    ),
    "i": (Detail("manner", N_("How it is to be done")),),
    "j": (
        Detail("actions", N_("Actions that are asked for"), "text", "M", "55(3)(c)"),
        Detail("property", N_("Property, with its location and value as far as known"), "text", "R", "55(3)(c)"),
        Detail("grounds", N_("Grounds for believing that it will be confiscated"), "text", "R", "54(2)"),
        Detail("order", N_("Our order: court, number and date"), "line", "R", "55(3)(c)", N_("Enclose a copy.")),
    ),
    "k": (
        Detail("sought", N_("What is sought"), "choice", "M", "55(1), 57", choices=RECOVERIES),
        Detail("property", N_("Description of the property"), "text", "M", "55(3)(a)"),
        Detail("location", N_("Where it is"), "line", "R", "55(3)(a)"),
        Detail("value", N_("Estimated value"), "line", "R", "55(3)(a)"),
        Detail(
            "order", N_("Our order: court, number and date"), "line", "M", "55(3)(b)", N_("Enclose an admissible copy."),
            when=("sought", "enforcement"),
        ),
        Detail("extent", N_("Extent to which execution is sought"), "text", "M", "55(3)(b)", when=("sought", "enforcement")),
        Detail(
            "third_parties", N_("How third parties in good faith were notified, and due process"), "text", "M", "55(3)(b)",
            when=("sought", "enforcement"),
        ),
        Detail("final", N_("Statement that the order is final"), "line", "M", "55(3)(b)", when=("sought", "enforcement")),
        Detail("judgment", N_("Final judgment, or why it is waived"), "line", "M", "57(3)", when=("sought", "return")),
        Detail("ownership", N_("Prior ownership or damage"), "text", "R", "57(3)", when=("sought", "return")),
    ),
    **OF_EXTRADITION,
}  # fmt: skip
"""Measure: what is said about it, in the order of the page and of the document."""

Said = Mapping[str, str]


def asked(measure: str, said: Said) -> tuple[Detail, ...]:
    """The details that belong to a measure about which *said* is known."""
    return tuple(
        detail for detail in DETAILS[measure] if detail.when is None or said.get(detail.when[0]) == detail.when[1]
    )


def wrong(measure: str, said: Said) -> dict[str, str]:
    """What cannot be taken: detail to sentence."""
    known = {detail.code: detail for detail in DETAILS[measure]}
    problems = {code: _problem(known[code], value) for code, value in said.items() if code in known}
    return {code: sentence for code, sentence in problems.items() if sentence}


def kept(measure: str, said: Mapping[str, object]) -> dict[str, str]:
    """*said* as it is kept: texts, dates in ISO form; what is blank or not of this measure is left out."""
    texts = {detail.code: _text(said.get(detail.code)) for detail in DETAILS[measure]}
    return {code: text for code, text in texts.items() if text}


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value if value is not None else "").strip()


def _problem(detail: Detail, value: str) -> str:
    if detail.kind == "choice":
        return "" if not value or value in (detail.choices or {}) else N_("Choose one of the list.")
    if detail.kind == "date":
        return "" if not value or _is_date(value) else N_("Type a date.")
    return (
        N_("This is too long. Put it into a document and write a summary here.") if len(value) > longest(detail) else ""
    )


def longest(detail: Detail) -> int:
    """Characters that a detail may have."""
    return LONGEST_LINE if detail.kind == "line" else LONGEST_TEXT


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True

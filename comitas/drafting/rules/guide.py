"""The pages by which a request of ours is drafted, one thing a page, and which gap is filled on which page.

The order is that in which a practitioner thinks, not that of the document.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comitas.cases.rules.families import sought
from comitas.checks.rules.findings import Finding
from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `hint`: why it is asked. `about`: beginnings of the paths that requirements name. `optional`: it may stay empty.

    `assistance`: only where assistance is asked, not for a person alone; `for_persons`: the hint where only a person is asked for.
    """

    code: str
    title: str
    group: str
    hint: str = ""
    about: tuple[str, ...] = ()
    optional: bool = False
    assistance: bool = False
    for_persons: str = ""


WHAT, CASE, ASKED, HOW = "what", "case", "asked", "how"
GROUPS: dict[str, str] = {
    WHAT: N_("Who asks whom"),
    CASE: N_("The proceedings"),
    ASKED: N_("What is asked"),
    HOW: N_("How it goes"),
}

PAGES: dict[str, Page] = {
    row.code: row
    for row in (
        Page("state", N_("To which State, and for what"), WHAT),
        Page(
            "requester",
            N_("Who asks at home"),
            WHAT,
            N_("The prosecutor or court on whose behalf it goes, its file number, and the dates that press there."),
            ("requesting_authority", "requester"),
        ),
        Page("matter", N_("The matter and the proceedings"), CASE, about=("matter", "conducting_authority")),
        Page(
            "facts",
            N_("The facts"),
            CASE,
            N_("Who did what, when and where. Not required where only service of documents is asked (46(15)(c))."),
            ("facts",),
            for_persons=N_("Who did what, when and where, as accurately as possible (ECE 12(2)(b))."),
        ),
        Page(
            "offences",
            N_("The offences"),
            CASE,
            about=("offences", "minimum"),
            for_persons=N_("Each with time and place, its text, and the longest penalty by our law and by theirs (ECE 2(1), 12(2))."),
        ),
        Page(
            "persons",
            N_("The persons"),
            CASE,
            about=("persons",),
            for_persons=N_("Who is wanted, with all that establishes identity and nationality (ECE 12(2)(c))."),
        ),
        Page(
            "measures",
            N_("The measures"),
            ASKED,
            about=("measures", "details"),
            for_persons=N_("What is asked, and the documents that go with it (ECE 12(2), 16(2))."),
        ),
        Page(
            "purpose",
            N_("What it is for"),
            ASKED,
            N_("For all measures together; a measure may have one of its own."),
            assistance=True,
        ),
        Page("procedure", N_("The procedure that is wished"), ASKED, about=("assistance",), assistance=True),
        Page("basis", N_("The legal basis and undertakings"), HOW, about=("legal_basis", "undertaking")),
        Page("language", N_("The language"), HOW, about=("language", "translation")),
        Page("addressee", N_("To whom and by which way"), HOW, about=("recipient", "channel")),
        Page(
            "handling",
            N_("Urgency and confidentiality"),
            HOW,
            about=("urgency", "confidentiality"),
            optional=True,
        ),
        Page("deadline", N_("By when"), HOW, about=("deadline",), optional=True),
        Page("enclosures", N_("Enclosures, costs, earlier contacts"), HOW, optional=True),
    )
}  # fmt: skip
BY_RULE: dict[str, str] = {"uncac.46.15.f": "purpose"}
"""Requirements whose path is looked at on another page than it says."""


def page_of(finding_rule: str, path: str) -> str:
    """The page on which a gap is filled: the code, or "" where no page has it."""
    if finding_rule in BY_RULE:
        return BY_RULE[finding_rule]
    return next((page.code for page in PAGES.values() if path.split(".")[0] in page.about), "")


def pages(assistance: bool) -> tuple[Page, ...]:
    """The pages of a draft; without those on assistance where only a person is asked for."""
    return tuple(page for page in PAGES.values() if assistance or not page.assistance)


def hint(page: Page, assistance: bool) -> str:
    """Why it is asked."""
    return page.hint if assistance else page.for_persons or page.hint


def following(code: str, assistance: bool = True) -> str:
    """The page after *code*; "" after the last."""
    codes = [page.code for page in PAGES.values() if page.code == code or assistance or not page.assistance]
    place = codes.index(code) + 1
    return codes[place] if place < len(codes) else ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a page stands: gaps that are required, gaps that are recommended, and whether anything was said there."""

    page: Page
    required: tuple[Finding, ...]
    recommended: tuple[Finding, ...]
    said: bool

    @property
    def word(self) -> str:
        """ "missing", "wanting", "done", "empty" or "optional": a key of `WORDS`."""
        if self.required and self.said:
            return "missing"
        if not self.said:
            return "optional" if self.page.optional else "empty"
        return "missing" if self.required else "wanting" if self.recommended else "done"


ASSISTANCE = "assistance"
ASKS: dict[str, str] = {
    ASSISTANCE: N_("Assistance: evidence, service, search, freezing, return of assets"),
    "surrender": N_("Extradition of a person for prosecution"),
    "sentence": N_("Extradition of a person to serve a sentence"),
    "arrest": N_("Provisional arrest of a person, before the request for extradition"),
    "transit": N_("Transit of a person who is extradited to us"),
    "speciality": N_("Consent to prosecution for another offence, or to re-extradition"),
}
"""With what a draft begins: assistance, or the measure by which a person is wanted."""


def kind_of(asks: str) -> str:
    """The kind of the case of a request that begins with *asks*."""
    return sought.kind_of((asks,))


WORDS: dict[str, tuple[str, str]] = {
    "missing": (N_("Something is missing"), "brick"),
    "wanting": (N_("Could be better"), "ochre"),
    "done": (N_("Done"), "moss"),
    "empty": (N_("Not begun"), "grey"),
    "optional": (N_("Only if it matters"), "grey"),
}


def standings(
    findings: Iterable[tuple[Finding, str]], said: Mapping[str, bool], assistance: bool = True
) -> tuple[Standing, ...]:
    """Every page with its gaps. *findings*: each open one with its path; *said*: whether something stands on a page."""
    found = [(page_of(finding.rule, path), finding) for finding, path in findings]
    return tuple(
        Standing(
            page,
            tuple(finding for code, finding in found if code == page.code and finding.level != "R"),
            tuple(finding for code, finding in found if code == page.code and finding.level == "R"),
            said.get(page.code, False),
        )
        for page in pages(assistance)
    )

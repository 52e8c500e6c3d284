"""Clauses: paragraphs that an officer puts into a letter with one choice. These come with the program; an authority has its own besides.

Sources: United Nations Convention against Corruption (UNCAC), article 46; Directive (EU) 2016/680. Reciprocity is custom among
States and stands in no article. What a printed letter must say about use and confidentiality is added by itself (`conditions`);
the clauses here are what one State asks or assures in its text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comitas.core.text import N_
from comitas.drafting.rules.kinds import KINDS

LONGEST_NAME = 120
LONGEST_ARTICLE = 120
LONGEST_TEXT = 4_000
MOST = 200
"""Clauses of one authority: more are found by nobody."""
SHOWN = 20
"""Versions on one page."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A clause that comes with the program. `kinds`: letters where it is offered, all where empty."""

    code: str
    name: str
    article: str
    text: str
    kinds: tuple[str, ...] = ()


_ABROAD = tuple(code for code, kind in KINDS.items() if kind.to == "requesting")
_GIVES = tuple(code for code, kind in KINDS.items() if kind.gives)

SHIPPED: dict[str, Shipped] = {
    one.code: one
    for one in (
        Shipped(
            "use",
            N_("Limits of use"),
            N_("UNCAC 46(19)"),
            N_(
                "In accordance with article 46(19) of the United Nations Convention against Corruption, we ask you not to transmit or use "
                "the information or evidence furnished for investigations, prosecutions or judicial proceedings other than those stated "
                "in the request without our prior consent. Should disclosure of exculpatory information to an accused person be required, "
                "we ask to be notified beforehand and, if we so request, consulted; where advance notice is exceptionally not "
                "possible, to be informed of the disclosure without delay."
            ),
            _ABROAD,
        ),
        Shipped(
            "confidentiality",
            N_("Confidentiality"),
            N_("UNCAC 46(20)"),
            N_(
                "Under article 46(20) of the United Nations Convention against Corruption, we ask you to keep the fact and the substance of "
                "this letter confidential, except to the extent necessary to execute the request. If you cannot comply with this "
                "requirement, please inform us promptly."
            ),
        ),
        Shipped(
            "reciprocity",
            N_("Reciprocity"),
            N_("custom among States"),
            N_(
                "We give this assistance in the expectation, and with the assurance on our side, that a comparable request would be "
                "executed in the same manner."
            ),
            _ABROAD,
        ),
        Shipped(
            "costs",
            N_("Costs"),
            N_("UNCAC 46(28)"),
            N_(
                "Under article 46(28) of the United Nations Convention against Corruption, the ordinary costs of executing a request are borne by "
                "the requested State, unless the States concerned agree otherwise. Expenses of a substantial or extraordinary nature are or "
                "will be required here: {{ blank }}. We consult you to determine the terms and conditions under which the request is "
                "executed, and how these costs are borne."
            ),
            _ABROAD,
        ),
        Shipped(
            "safe-conduct",
            N_("Safe conduct"),
            N_("UNCAC 46(27)"),
            N_(
                "Under article 46(27) of the United Nations Convention against Corruption, a person who consents to give evidence in a "
                "proceeding or to assist in an investigation, prosecution or judicial proceeding in your territory is not to be prosecuted, "
                "detained, punished or subjected there to any other restriction of liberty in respect of acts, omissions or convictions prior "
                "to departure from our territory. This safe conduct ceases when, for fifteen consecutive days or any period agreed upon, from "
                "the date of official information that presence is no longer required, the person has had an opportunity of leaving and "
                "has nevertheless remained voluntarily, or, having left, has returned of his or her own free will."
            ),
            _ABROAD,
        ),
        Shipped(
            "data-protection",
            N_("Protection of personal data"),
            N_("Directive (EU) 2016/680, 9(3)"),
            N_(
                "This letter contains personal data. They are sent for the purpose stated here and on condition that they are used for no other "
                "purpose, kept no longer than this purpose requires, and protected against unauthorised access. Should any of them "
                "prove to be inaccurate or to have been sent unlawfully, we ask you to correct, erase or restrict them when we tell you."
            ),
            tuple(dict.fromkeys((*_ABROAD, *_GIVES, "transmission", "forwarding"))),
        ),
    )
}  # fmt: skip


def offered(kinds: Iterable[str], kind: str) -> bool:
    """Whether a clause with these kinds is offered in a letter of *kind*. In a letter that may tell of no case, none is."""
    among = tuple(kinds)
    return not KINDS[kind].bare and (not among or kind in among)


@dataclass(frozen=True, slots=True)
class Said:
    """What one version of a clause says."""

    name: str
    article: str
    kinds: tuple[str, ...]
    texts: Mapping[str, str]
    offered: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What a version changed: `field`, of a text with its `language`; yes and no are told as "yes" and ""."""

    field: str
    before: str
    after: str
    language: str = ""


def changes(before: Said, after: Said) -> tuple[Change, ...]:
    """What differs between two versions, in the order of the form."""
    plain = [("name", before.name, after.name), ("article", before.article, after.article)]
    codes = [*before.texts, *(code for code in after.texts if code not in before.texts)]
    found = [Change(field, old, new) for field, old, new in plain]
    found += [Change("text", before.texts.get(code, ""), after.texts.get(code, ""), code) for code in codes]
    found += [
        Change("offered", "yes" if before.offered else "", "yes" if after.offered else ""),
        Change("kinds", " ".join(before.kinds), " ".join(after.kinds)),
    ]
    return tuple(one for one in found if one.before != one.after)

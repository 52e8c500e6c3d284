"""What may be done with an item that another State gave. Handling codes and use limits travel with the item, not with the
case.

Sources: UNCAC 46(5) and 46(19); the handling codes H0-H3 of police information exchange.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comitas.cases.rules.words import Sentence
from comitas.core.text import N_

HANDLING_CODES: dict[str, str] = {
    "H0": N_("To be used only to prevent and combat crime, under the law that applies"),
    "H1": N_("Not to be used in judicial proceedings without the provider's permission"),
    "H2": N_("Not to be passed on without the provider's permission"),
    "H3": N_("Other restrictions, as written"),
}
SOURCES = ("A", "B", "C", "X")
"""Evaluation of the source, from always reliable to not assessed."""
ACCURACY = (1, 2, 3, 4)
"""Evaluation of the information, from known to be accurate to not corroborated."""

USES: dict[str, str] = {
    "read": N_("read it in this case"),
    "evidence": N_("use it in judicial proceedings"),
    "other-case": N_("use it in another case"),
    "share": N_("pass it on"),
    "answer": N_("enclose it in a letter to the State that asks"),
    "execute": N_("hand it to the authority that executes the request"),
}
PASSING_ON = frozenset({"share", "answer", "execute"})
IN_PROCEEDINGS = frozenset({"evidence", "answer"})
"""What is sent in answer to a request is given for judicial proceedings, UNCAC 46(1)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The marks of one item.

    `handling`: codes of `HANDLING_CODES`; `note`: the text of an H3; `received`: another State gave it, so that 46(19)
    binds us; `purposes`: the numbers of the cases it was given for; `third_party_rule`: the provider said "not to third
    parties".
    """

    handling: frozenset[str] = frozenset({"H0"})
    note: str = ""
    received: bool = True
    purposes: frozenset[str] = frozenset()
    third_party_rule: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody wants to do, in which case.

    `consent` and `notice` are references of what was written to the provider.
    """

    kind: str
    case: str
    consent: str = ""
    exculpatory: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """Why a use is not allowed, where that is written, and what would allow it."""

    rule: str
    article: str
    sentence: Sentence
    cure: str


_ASK = N_("Ask the provider for consent and record its reference.")
_TELL = N_("Tell the provider before you disclose it, and record the reference of the notice.")


def bar(limits: Limits, use: Use) -> Bar | None:
    """None when *use* is allowed, otherwise the first of `bars`."""
    return next(iter(bars(limits, use)), None)


def bars(limits: Limits, use: Use) -> tuple[Bar, ...]:
    """Everything that bars *use*: empty when it is allowed. KeyError for a use that is not in `USES`.

    46(19): what exculpates an accused person may be disclosed in proceedings after notice to the provider, whatever the
    mark.
    """
    USES[use.kind]
    if use.kind == "read" and (not limits.received or use.case in limits.purposes):
        return ()
    if use.consent.strip():
        return ()
    if use.kind == "evidence" and use.exculpatory:
        return (
            ()
            if use.notice.strip()
            else (Bar("use.notice", "46(19)", Sentence(N_("The provider was not told.")), _TELL),)
        )
    return tuple(_bars(limits, use))


def _bars(limits: Limits, use: Use) -> Iterator[Bar]:
    if use.kind in IN_PROCEEDINGS and "H1" in limits.handling:
        yield Bar("use.h1", "H1", Sentence(N_("The provider does not allow its use in judicial proceedings.")), _ASK)
    if use.kind in PASSING_ON and ("H2" in limits.handling or limits.third_party_rule):
        yield Bar("use.h2", "H2", Sentence(N_("The provider does not allow it to be passed on.")), _ASK)
    if use.kind == "share" and limits.received:
        yield Bar(
            "use.onward",
            "46(19)",
            Sentence(N_("It was given by another State and may not be passed on without its consent.")),
            _ASK,
        )
    if limits.received and use.case not in limits.purposes:
        yield Bar("use.purpose", "46(19)", Sentence(N_("It was given for another case.")), _ASK)
    if "H3" in limits.handling and use.kind != "read":
        yield Bar(
            "use.h3", "H3", Sentence(N_("The provider wrote a restriction: %(note)s"), {"note": limits.note}), _ASK
        )


def together(items: Iterable[Limits]) -> Limits:
    """The marks of something made from several items: every restriction of each, and only the purposes that all
    received share.
    """
    given = list(items)
    received = [limits.purposes for limits in given if limits.received]
    return Limits(
        handling=frozenset().union(*(limits.handling for limits in given)),
        note=" ".join(dict.fromkeys(limits.note for limits in given if limits.note)),
        received=bool(received),
        purposes=frozenset.intersection(*received) if received else frozenset(),
        third_party_rule=any(limits.third_party_rule for limits in given),
    )

"""Acts of the Union, regional and bilateral treaties as a legal basis (UNCAC articles 44(4) and 46(6)-(7))."""

from typing import cast

from comitas.core.text import N_
from comitas.directory.rules.binding import Question, binding, treaties_between
from comitas.directory.rules.instruments import UNCAC, InstrumentFacts
from comitas.directory.rules.proposals import Basis, Paragraphs, Proposal
from comitas.directory.rules.sentences import Sentence, say

Catalogue = tuple[InstrumentFacts, ...]


def answers(question: Question, facts: InstrumentFacts, catalogue: Catalogue) -> tuple[Proposal, ...]:
    """The treaty as a proposal, if it binds both States on the day."""
    if binding(question, facts.code).verdict != "in-force":
        return ()
    reasons = (_in_force(question, facts), *_scope(facts), *_supplements(question, facts, catalogue))
    reasons += _superseded(question, facts, catalogue) + _beside_uncac(question, facts)
    return (
        Proposal(
            cast(Basis, facts.kind),
            facts.code,
            facts.articles[question.family],
            paragraphs(question, facts),
            reasons,
            _undertakings(facts),
        ),
    )


def paragraphs(question: Question, facts: InstrumentFacts) -> Paragraphs:
    """What choosing this treaty means for UNCAC article 46(9) to (29)."""
    if question.family not in ("mla", "confiscation"):
        return "not-concerned"
    uncac = binding(question, UNCAC).verdict
    if uncac == "not-in-force":
        return "not-concerned"
    if uncac == "open":
        return "unknown"
    return "agreed" if facts.uncac_9_29 else "if-agreed"


def _in_force(question: Question, facts: InstrumentFacts) -> Sentence:
    text = N_("%(instrument)s is in force between %(requesting)s and %(requested)s and covers this measure.")
    return say("treaty-in-force", text, instrument=facts.code, **question.names)


def _scope(facts: InstrumentFacts) -> tuple[Sentence, ...]:
    return (Sentence("scope", facts.scope),) if facts.scope else ()


def _supplements(question: Question, facts: InstrumentFacts, catalogue: Catalogue) -> tuple[Sentence, ...]:
    text = N_("%(instrument)s adds to it between the two States.")
    return tuple(
        say("supplement", text, instrument=protocol.code)
        for protocol in catalogue
        if protocol.supplements == facts.code and binding(question, protocol.code).verdict == "in-force"
    )


def _superseded(question: Question, facts: InstrumentFacts, catalogue: Catalogue) -> tuple[Sentence, ...]:
    """ECMA article 26(1) and ECE article 28(1): between their parties a bilateral treaty only supplements them."""
    if facts.kind != "bilateral":
        return ()
    text = N_("%(other)s supersedes bilateral treaties between its parties: use %(instrument)s only to supplement it.")
    return tuple(
        say("superseded", text, instrument=facts.code, other=other.code)
        for other in treaties_between(question, catalogue, "in-force")
        if other.supersedes_bilateral
    )


def _beside_uncac(question: Question, facts: InstrumentFacts) -> tuple[Sentence, ...]:
    if binding(question, UNCAC).verdict != "in-force":
        return ()
    if question.family == "extradition":
        text = N_("UNCAC offences count as extraditable under %(instrument)s (UNCAC article 44(4)).")
        return (say("uncac-44-4", text, instrument=facts.code),)
    if question.family == "mla" and not facts.uncac_9_29:
        text = N_(
            "It prevails over UNCAC article 46 (46(6)). "
            "The two States may agree to use paragraphs 9 to 29 instead (46(7))."
        )
        return (say("uncac-46-7", text),)
    return ()


def _undertakings(facts: InstrumentFacts) -> tuple[Sentence, ...]:
    if facts.kind != "union":
        return ()
    text = N_("Use the form and the time limits of %(instrument)s.")
    return (say("union-form", text, instrument=facts.code),)

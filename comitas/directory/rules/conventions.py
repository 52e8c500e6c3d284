"""UNCAC and other multilateral conventions as a legal basis.

Paragraphs: UNCAC 44(4)-(7), 46(6)-(7), (13), (19) and 55(3), (6); UNTOC 16(3)-(6), 18(6)-(7) and 13(6), which read
alike.
"""

from collections.abc import Mapping

from comitas.core.text import N_
from comitas.directory.rules.binding import Binding, Question, binding, treaties_between
from comitas.directory.rules.facts import FACTS
from comitas.directory.rules.instruments import UNCAC, UNTOC, InstrumentFacts
from comitas.directory.rules.proposals import Basis, Exclusion, Paragraphs, Proposal
from comitas.directory.rules.sentences import Sentence, say

Catalogue = tuple[InstrumentFacts, ...]

_EXTRADITION_NOTICE = {UNCAC: "44(5)-(6)", UNTOC: "16(4)-(5)"}
_EXTRADITION_OWN_LAW = {UNCAC: "44(7)", UNTOC: "16(6)"}
_CONFISCATION_BASIS = {UNCAC: "55(6)", UNTOC: "13(6)"}


def answers(question: Question, facts: InstrumentFacts, catalogue: Catalogue) -> tuple[Proposal | Exclusion, ...]:
    """The convention as a proposal or an exclusion.

    UNCAC is proposed even where neither State's standing is recorded, because nearly every State is party; others
    only where both are.
    """
    bound = binding(question, facts.code)
    if bound.verdict == "not-in-force":
        return _not_bound(question, facts)
    if bound.verdict == "open" and facts.code != UNCAC:
        return ()
    if question.family == "extradition":
        return (_extradition(question, facts, bound),)
    return (_assistance(question, facts, bound, catalogue),)


def _basis(facts: InstrumentFacts) -> Basis:
    if facts.kind == "scheme":
        return "scheme"
    return "uncac" if facts.code == UNCAC else "multilateral"


def _not_bound(question: Question, facts: InstrumentFacts) -> tuple[Exclusion, ...]:
    if facts.code != UNCAC:
        return ()
    text = N_("%(instrument)s is not in force between %(requesting)s and %(requested)s.")
    return (Exclusion("uncac", UNCAC, say("not-in-force", text, instrument=UNCAC, **question.names)),)


def _bound_reason(question: Question, facts: InstrumentFacts, bound: Binding) -> tuple[Sentence, ...]:
    scope = (Sentence("scope", facts.scope),) if facts.scope else ()
    if bound.verdict == "in-force":
        text = N_("%(requesting)s and %(requested)s are both parties to %(instrument)s.")
        return (say("both-parties", text, instrument=facts.code, **question.names), *scope)
    text = N_("%(instrument)s carries this measure if both States are parties to it.")
    return (say("if-both-parties", text, instrument=facts.code), *scope)


def _extradition(question: Question, facts: InstrumentFacts, bound: Binding) -> Proposal | Exclusion:
    """UNCAC 44(5)-(7): whoever makes extradition conditional on a treaty says whether the convention is one."""
    required = question.requested.fact("extradition-treaty-required")
    accepted = question.requested.fact(f"extradition-basis-{facts.code}")
    if required is not False and accepted is False:
        return Exclusion(_basis(facts), facts.code, _refused_as_basis(question, facts))
    reason, missing = _extradition_reason(question, facts, required, accepted)
    unknown = bound.unknown + missing
    reasons = (*_bound_reason(question, facts, bound), reason)
    return Proposal(
        _basis(facts),
        facts.code,
        facts.articles["extradition"],
        "not-concerned",
        reasons,
        unknown=unknown,
        sure=not unknown,
    )


def _refused_as_basis(question: Question, facts: InstrumentFacts) -> Sentence:
    text = N_("%(requested)s has notified that it does not take %(instrument)s as the legal basis for extradition.")
    return say("extradition-basis-refused", text, instrument=facts.code, requested=question.requested.iso2)


def _extradition_reason(
    question: Question, facts: InstrumentFacts, required: bool | None, accepted: bool | None
) -> tuple[Sentence, tuple[Sentence, ...]]:
    names = {"instrument": facts.code, "requested": question.requested.iso2}
    if required is False:
        text = N_("%(requested)s needs no treaty: it recognises these offences as extraditable (article %(article)s).")
        return say("extraditable", text, article=_article(_EXTRADITION_OWN_LAW, facts), **names), ()
    article = _article(_EXTRADITION_NOTICE, facts)
    if accepted:
        text = N_("%(requested)s takes %(instrument)s as the legal basis for extradition (article %(article)s).")
        return say("extradition-basis", text, article=article, **names), ()
    text = N_("%(instrument)s is the basis if %(requested)s takes it as one, or needs no treaty (article %(article)s).")
    sentence = say("extradition-if-accepted", text, article=article, **names)
    return sentence, _missing(question, _extradition_keys(facts, required))


def _article(paragraphs: Mapping[str, str], facts: InstrumentFacts) -> str:
    return paragraphs.get(facts.code, facts.articles["extradition"])


def _extradition_keys(facts: InstrumentFacts, required: bool | None) -> tuple[str, ...]:
    basis = (f"extradition-basis-{facts.code}",)
    keys = basis if required else ("extradition-treaty-required", *basis)
    return tuple(key for key in keys if key in FACTS)


def _missing(question: Question, keys: tuple[str, ...]) -> tuple[Sentence, ...]:
    """The facts among *keys* that the requested State has not had recorded."""
    return tuple(
        say(f"fact-{key}", FACTS[key].missing, state=question.requested.iso2)
        for key in keys
        if question.requested.fact(key) is None
    )


def _assistance(question: Question, facts: InstrumentFacts, bound: Binding, catalogue: Catalogue) -> Proposal:
    paragraphs, why = _paragraphs(question, facts, bound, catalogue)
    unknown = bound.unknown + _own_law_unknown(question, facts)
    reasons = (*_bound_reason(question, facts, bound), *_family_reason(question, facts), *why)
    return Proposal(
        _basis(facts),
        facts.code,
        facts.articles[question.family],
        paragraphs,
        reasons,
        _undertakings(question, facts),
        unknown + _channel_unknown(question, facts),
        sure=not unknown,
    )


def _family_reason(question: Question, facts: InstrumentFacts) -> tuple[Sentence, ...]:
    if question.family == "confiscation" and facts.code in _CONFISCATION_BASIS:
        text = N_("%(instrument)s suffices even where the requested State needs a treaty (article %(article)s).")
        return (say("sufficient-basis", text, instrument=facts.code, article=_CONFISCATION_BASIS[facts.code]),)
    if question.family == "other":
        text = N_("%(instrument)s invites agreements on such measures; by itself it is seldom a basis.")
        return (say("invites-agreements", text, instrument=facts.code),)
    return ()


def _own_law_unknown(question: Question, facts: InstrumentFacts) -> tuple[Sentence, ...]:
    """UNCAC 45, 47 and 49 invite agreements; only own law can make the convention alone enough."""
    if question.family != "other":
        return ()
    text = N_("Whether the law of %(state)s allows this measure on %(instrument)s alone is not recorded.")
    return (say("own-law-unknown", text, state=question.requested.iso2, instrument=facts.code),)


def _paragraphs(
    question: Question, facts: InstrumentFacts, bound: Binding, catalogue: Catalogue
) -> tuple[Paragraphs, tuple[Sentence, ...]]:
    """UNCAC 46(7): paragraphs 9 to 29 apply where no treaty of mutual legal assistance binds the two, or if agreed."""
    if facts.code != UNCAC or question.family not in ("mla", "confiscation"):
        return "not-concerned", ()
    assistance = Question(question.requesting, question.requested, "mla", question.day)
    treaties = treaties_between(assistance, catalogue, "in-force")
    if treaties:
        return _beside_treaties(treaties)
    if bound.verdict == "open" or treaties_between(assistance, catalogue, "open"):
        return "unknown", ()
    text = N_(
        "No treaty of mutual legal assistance between the two is recorded: paragraphs 9 to 29 apply (article 46(7))."
    )
    return "apply", (say("uncac-9-29", text),)


def _beside_treaties(treaties: Catalogue) -> tuple[Paragraphs, tuple[Sentence, ...]]:
    agreed = all(treaty.uncac_9_29 for treaty in treaties)
    text = N_("%(instrument)s is a treaty of mutual legal assistance between the two and prevails (article 46(6)-(7)).")
    why = tuple(say("treaty-prevails", text, instrument=treaty.code) for treaty in treaties if not treaty.uncac_9_29)
    return ("agreed" if agreed else "if-agreed"), why


def _undertakings(question: Question, facts: InstrumentFacts) -> tuple[Sentence, ...]:
    found = []
    if facts.code == UNCAC and question.family in ("mla", "confiscation"):
        text = N_("Use what is received only for the purpose stated, unless %(requested)s consents (article 46(19)).")
        found.append(say("use-limit", text, requested=question.requested.iso2))
    if question.requested.fact("diplomatic-channel"):
        text = N_("Send the request through the diplomatic channel: %(requested)s requires it (article 46(13)).")
        found.append(say("diplomatic-channel", text, requested=question.requested.iso2))
    return tuple(found)


def _channel_unknown(question: Question, facts: InstrumentFacts) -> tuple[Sentence, ...]:
    return _missing(question, ("diplomatic-channel",)) if facts.code == UNCAC else ()

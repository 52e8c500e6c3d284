"""The last resort: no treaty, an assurance of reciprocity, and the diplomatic channel."""

from comitas.core.text import N_
from comitas.directory.rules.binding import Question
from comitas.directory.rules.facts import FACTS
from comitas.directory.rules.proposals import Exclusion, Proposal
from comitas.directory.rules.sentences import Sentence, say


def answer(question: Question) -> Proposal | Exclusion:
    """Reciprocity as a proposal, or why the requested State does not act on it."""
    required = question.requested.fact(f"{question.family}-treaty-required")
    accepted = question.requested.fact(f"{question.family}-reciprocity")
    if required:
        return Exclusion("reciprocity", "", _say(question, "treaty-required", _TREATY_REQUIRED))
    if accepted is False:
        return Exclusion("reciprocity", "", _say(question, "reciprocity-refused", _REFUSED))
    unknown = () if accepted else _unknown(question)
    reason = _say(question, "reciprocity-accepted", _ACCEPTED) if accepted else say("reciprocity-last", _LAST)
    undertakings = _undertakings(question)
    return Proposal("reciprocity", "", "", "not-concerned", (reason,), undertakings, unknown, sure=not unknown)


_TREATY_REQUIRED = N_("%(requested)s acts on such requests only under a treaty.")
_REFUSED = N_("%(requested)s does not act on an assurance of reciprocity.")
_ACCEPTED = N_("%(requested)s acts on an assurance of reciprocity.")
_LAST = N_("Without a treaty a request may rest on reciprocity, if the law of the other State allows it.")
_ASSURANCE = N_("Give an assurance that %(requesting)s would act on a similar request from %(requested)s.")
_CHANNEL = N_("Send the request through the diplomatic channel, unless %(requested)s accepts another.")
_OTHER = N_("Whether %(state)s acts on such a request by reciprocity is not recorded.")


def _say(question: Question, code: str, text: str) -> Sentence:
    return say(code, text, requested=question.requested.iso2)


def _unknown(question: Question) -> tuple[Sentence, ...]:
    kind = FACTS.get(f"{question.family}-reciprocity")
    return (say("reciprocity-unknown", kind.missing if kind else _OTHER, state=question.requested.iso2),)


def _undertakings(question: Question) -> tuple[Sentence, ...]:
    return (
        say("assurance-of-reciprocity", _ASSURANCE, **question.names),
        _say(question, "by-diplomatic-channel", _CHANNEL),
    )

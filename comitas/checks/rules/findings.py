"""Examining a file: each requirement becomes a finding that explains itself, and an officer has the last word on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from comitas.cases.rules.words import Sentence, Value
from comitas.checks.rules.language import View, blank, condition, paths, test
from comitas.checks.rules.pack import Pack, Rule
from comitas.core.text import N_

STATUSES: dict[str, str] = {
    "missing": N_("Missing"),
    "unclear": N_("Unclear"),
    "met": N_("Met"),
    "not-applicable": N_("Not applicable"),
}
OPEN = frozenset({"missing", "unclear"})
LEVEL_WORDS: dict[str, str] = {
    "M": N_("required"),
    "C": N_("required in this case"),
    "R": N_("recommended"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """Where in the file it was read: the number of the document's placement, page from 1, and the words."""

    document: str
    page: int
    quote: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an officer said about a finding.

    `about` is the status that stood then; `status` the one that is to stand.
    """

    rule: str
    about: str
    status: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says. `reason` why, `cure` what would help, `seen` where it was read, `verdict` the officer's word.

    `stale`: the officer's word was about another status, so that it does not count until it is given again.
    """

    rule: str
    article: str
    level: str
    status: str
    title: str
    reason: Sentence
    cure: str
    ask: str = ""
    seen: tuple[Seen, ...] = ()
    verdict: Verdict | None = None
    stale: bool = False
    rank: tuple[int, int] = field(default=(0, 0))

    @property
    def open(self) -> bool:
        """Whether eyes are still needed."""
        return self.status in OPEN


Places = Mapping[str, Sequence[Seen]]


def examine(
    facts: Mapping[str, object],
    packs: Iterable[Pack],
    seen: Places | None = None,
    doubts: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """One finding a rule of the packs that concern the case, in their order. *doubts* go by the paths of the rules; so does *seen*, together with the
    paths of the conditions: that confidentiality was asked for was read somewhere too.

    *facts* is a plain table, such as `{"facts": {"summary": "…"}, "measures": [{"code": "a", "purpose": "…"}], …}`.
    """
    view = View(facts, doubts)
    places = seen or {}
    return tuple(
        _finding(rule, view, _places(rule, places), (number, rule.row))
        for number, pack in enumerate(packs)
        if pack.when is None or condition(pack.when, view) is not False
        for rule in pack.rules
    )


def _places(rule: Rule, places: Places) -> tuple[Seen, ...]:
    found = (place for path in (rule.path, *paths(rule.when)) for place in places.get(path, ()))
    return tuple(dict.fromkeys(found))


def _finding(rule: Rule, view: View, seen: tuple[Seen, ...], rank: tuple[int, int]) -> Finding:
    status, reason = _judge(rule, view)
    return Finding(rule.id, rule.article, rule.level, status, rule.title, reason, rule.cure, rule.ask, seen, rank=rank)


def _judge(rule: Rule, view: View) -> tuple[str, Sentence]:
    """The status and why; for what is computed, in the words that came with the facts."""
    status, reason = _judged(rule, view)
    why = view.at(rule.because) if rule.because and status != "not-applicable" else None
    return status, why if isinstance(why, Sentence) else reason


def _judged(rule: Rule, view: View) -> tuple[str, Sentence]:
    applies = True if rule.when is None else condition(rule.when, view)
    if applies is False:
        return "not-applicable", Sentence(N_("It is not asked for in this case."))
    answer = test(rule.test, view, rule.path)
    if answer:
        return "met", Sentence(N_("It stands in the file."))
    if applies is None:
        return "unclear", Sentence(N_("Whether it is needed here depends on something that is not sure."))
    if answer is None:
        return "unclear", Sentence(N_("It was read, and the reading is not sure."))
    if rule.absent == "unclear" and blank(view.at(rule.path)):
        return "unclear", Sentence(N_("Nobody has said yet whether this is so."))
    return "missing", Sentence(rule.message)


class VerdictRefused(ValueError):
    """The officer's word was not taken. `sentence` says what is needed."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def confirm(finding: Finding, *, reason: str, by: str) -> Verdict:
    """The officer agrees with the finding as it stands."""
    return Verdict(finding.rule, finding.status, finding.status, _needed(reason), by)


def overrule(finding: Finding, *, status: str, reason: str, by: str) -> Verdict:
    """The officer says that another status is right, and why."""
    if status not in STATUSES or status == finding.status:
        raise VerdictRefused(Sentence(N_("Choose what the finding is to say instead.")))
    return Verdict(finding.rule, finding.status, status, _needed(reason), by)


def _needed(reason: str) -> str:
    if not reason.strip():
        raise VerdictRefused(Sentence(N_("Write the reason in a sentence.")))
    return reason.strip()


def apply(findings: Iterable[Finding], verdicts: Iterable[Verdict]) -> tuple[Finding, ...]:
    """The findings with the officers' words laid over them; the last word on a rule counts.

    A word about a status that the check no longer gives does not count: the file has changed, and the finding says so.
    """
    last = {verdict.rule: verdict for verdict in verdicts}
    return tuple(_under(finding, last.get(finding.rule)) for finding in findings)


def _under(finding: Finding, verdict: Verdict | None) -> Finding:
    if verdict is None:
        return finding
    if verdict.about != finding.status:
        return replace(finding, verdict=verdict, stale=True)
    if verdict.status == finding.status:
        return replace(finding, verdict=verdict)
    said = Sentence(N_("Overruled: %(reason)s"), {"reason": verdict.reason})
    return replace(finding, status=verdict.status, reason=said, verdict=verdict)


def explain(finding: Finding) -> Sentence:
    """The finding in one sentence, with article, level, reason and cure."""
    values: dict[str, Value] = {
        "title": Sentence(finding.title),
        "status": Sentence(STATUSES[finding.status]),
        "level": Sentence(LEVEL_WORDS[finding.level]),
        "article": finding.article,
        "reason": finding.reason,
        "cure": Sentence(finding.cure),
    }
    if not finding.open:
        return Sentence(N_("%(title)s: %(status)s. %(reason)s"), values)
    if not finding.article:
        return Sentence(N_("%(title)s: %(status)s, %(level)s. %(reason)s To cure it: %(cure)s"), values)
    return Sentence(
        N_("%(title)s: %(status)s, %(level)s. Article %(article)s. %(reason)s To cure it: %(cure)s"), values
    )

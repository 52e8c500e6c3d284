"""What is said about a whole case, from its parts: one sentence, what is next, and the one exit when all has ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comitas.cases.rules.states import ENDED
from comitas.cases.rules.words import Counted, Sentence, Value, ngettext, say
from comitas.core.text import N_


@dataclass(frozen=True, slots=True)
class PartStanding:
    """What the sentence needs to know of a part. `authority_kind` is a code of `codes.AUTHORITY_KINDS`."""

    number: int
    state: str
    authority_kind: str = "other"
    due: date | None = None
    custody: bool = False
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """The sentence as words to be joined by commas, and `ready_to_close`, which adds a sentence of its own."""

    phrases: tuple[Value, ...]
    ready_to_close: bool = False


_WITH = {
    "police": ngettext("%(n)d with the police", "%(n)d with the police"),
    "prosecutor": ngettext("%(n)d with the prosecution service", "%(n)d with the prosecution service"),
    "court": ngettext("%(n)d with a court", "%(n)d with courts"),
    "registry": ngettext("%(n)d with a registry", "%(n)d with registries"),
    "other": ngettext("%(n)d with an authority", "%(n)d with authorities"),
}

_ENDED = {
    "answered-in-part": ngettext("%(n)d answered in part", "%(n)d answered in part"),
    "refused": ngettext("%(n)d refused", "%(n)d refused"),
    "refused-by-court": ngettext("%(n)d refused by a court", "%(n)d refused by a court"),
    "returned": ngettext("%(n)d returned for completion", "%(n)d returned for completion"),
    "withdrawn": ngettext("%(n)d withdrawn", "%(n)d withdrawn"),
    "lapsed": ngettext("%(n)d ended otherwise", "%(n)d ended otherwise"),
}

_REST = {
    "information-requested": ngettext("%(n)d waiting for the other State", "%(n)d waiting for the other State"),
    "postponed": ngettext("%(n)d postponed", "%(n)d postponed"),
    "ready": ngettext("%(n)d ready to send", "%(n)d ready to send"),
    "accepted": ngettext("%(n)d accepted", "%(n)d accepted"),
    "examining": ngettext("%(n)d being examined", "%(n)d being examined"),
    "received": ngettext("%(n)d not begun", "%(n)d not begun"),
}


def status(parts: Sequence[PartStanding]) -> Status:
    """The words for *parts*, in the order answered, ended otherwise, before a court, with an authority, waiting, ready,
    rest.
    """
    if not parts:
        return Status((Sentence(N_("Nothing is asked yet")),))
    ready = all(part.state in ENDED for part in parts)
    if all(part.state == "answered" for part in parts):
        return Status((_all_answered(len(parts)),), ready)
    count = Tally([part.state for part in parts])
    phrases = [_answered(count.of("answered"), len(parts)), *count.phrases(_ENDED)]
    phrases += count.phrases({"partial": ngettext("%(n)d answered so far in part", "%(n)d answered so far in part")})
    phrases += count.phrases({"before-court": ngettext("%(n)d before the court", "%(n)d before a court")})
    phrases += Tally([part.authority_kind for part in parts if part.state == "with-authority"]).phrases(_WITH)
    return Status((*phrases, *count.phrases(_REST)), ready)


class Tally:
    """How many of each, said in the order of a table of words."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = list(codes)

    def of(self, code: str) -> int:
        return self.codes.count(code)

    def phrases(self, words: dict[str, tuple[str, str]]) -> list[Value]:
        return [Counted(*forms, self.of(code), {"n": self.of(code)}) for code, forms in words.items() if self.of(code)]


def _all_answered(total: int) -> Counted:
    return Counted(*ngettext("The part is answered", "All %(total)d parts answered"), total, {"total": total})


def _answered(answered: int, total: int) -> Counted:
    if not answered:
        return Counted(
            *ngettext("The part is not answered yet", "None of %(total)d parts answered"), total, {"total": total}
        )
    return Counted(
        *ngettext("%(n)d of %(total)d part answered", "%(n)d of %(total)d parts answered"),
        total,
        {"n": answered, "total": total},
    )


READY_TO_CLOSE = Sentence(N_("Ready to close."))


def in_english(said: Status) -> str:
    """The sentence as English, for tests and for the handbook's examples."""
    sentence = ", ".join(say(phrase) for phrase in said.phrases) + "."
    return f"{sentence} {READY_TO_CLOSE}" if said.ready_to_close else sentence


_NEXT = {
    "ready": N_("Send the answer for part %(number)d."),
    "received": N_("Begin the examination of part %(number)d."),
    "examining": N_("Decide whether to accept part %(number)d."),
    "accepted": N_("Transmit part %(number)d to the executing authority."),
    "information-requested": N_("Ask the other State again about part %(number)d."),
    "with-authority": N_("Ask the authority about part %(number)d."),
    "before-court": N_("Ask the court about part %(number)d."),
    "postponed": N_("See whether part %(number)d can be taken up again."),
    "partial": N_("Ask for what is still open in part %(number)d."),
}
PRIMARY_STEP = {
    "received": "examine",
    "examining": "accept",
    "accepted": "transmit",
    "with-authority": "record-result",
    "before-court": "court-allows",
    "information-requested": "receive-information",
    "postponed": "resume",
    "ready": "answer",
    "partial": "record-result",
}
"""The step offered first in each open state; the others stand under "Other steps"."""

_OURS = ("ready", "received", "examining", "accepted")


def next_part(parts: Sequence[PartStanding]) -> PartStanding | None:
    """The open part that presses most: custody, then the earliest date, then what is ours to do, then the number."""
    return min((part for part in parts if part.state not in ENDED), key=pressing, default=None)


def pressing(part: PartStanding) -> tuple[bool, bool, date, int, int]:
    """A sort key: the most pressing part first, ended parts last."""
    turn = _OURS.index(part.state) if part.state in _OURS else len(_OURS)
    return (part.state in ENDED, not part.custody, part.due or date.max, turn, part.number)


def next_sentence(parts: Sequence[PartStanding]) -> Sentence:
    """What is next, in one sentence; closing when nothing is open."""
    part = next_part(parts)
    if part is None:
        return Sentence(N_("Close the case.")) if parts else Sentence(N_("Add the first part."))
    said = Sentence(_NEXT[part.state], {"number": part.number})
    return Sentence(N_("%(what)s Due %(due)s."), {"what": said, "due": part.due}) if part.due else said


EXITS = {
    "V4": N_("Granted fully"),
    "V5": N_("Granted in part"),
    "V6": N_("Refused by the authority"),
    "V7": N_("Refused by a court"),
    "V8": N_("Withdrawn"),
    "V9": N_("Otherwise finalised"),
}

_EXIT_OF_STATE = {
    "answered": "V4",
    "answered-in-part": "V5",
    "refused": "V6",
    "refused-by-court": "V7",
    "withdrawn": "V8",
    "returned": "V9",
    "lapsed": "V9",
}


def exit_kind(parts: Sequence[PartStanding]) -> str | None:
    """The one exit of a case, V4-V9, or None while a part is open or none was asked.

    All answered is V4; some answered is V5, except that a withdrawn part was no longer wanted and takes nothing from a
    full answer. Nothing answered: a refusal by a court weighs more than one by the authority, a refusal more than a
    withdrawal, a withdrawal more than anything else.
    """
    kinds = {_EXIT_OF_STATE.get(part.state, "") for part in parts}
    if not kinds or "" in kinds:
        return None
    if kinds & {"V4", "V5"}:
        return "V4" if kinds <= {"V4", "V8"} else "V5"
    return next(kind for kind in ("V7", "V6", "V8", "V9") if kind in kinds)

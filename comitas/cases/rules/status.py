"""What is said about a whole case, from its parts: one sentence, what is next, and the one exit when all has ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comitas.cases.rules.families import ENDED, FAMILIES
from comitas.cases.rules.states import Done, Family
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
    family: str = "assistance"


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


def status(parts: Sequence[PartStanding], *, brief: bool = False) -> Status:
    """The words for *parts*, family by family: what has ended well, what has ended otherwise, with whom the rest is.

    *brief*: without saying that nothing is answered yet, which the rest of the words says too.
    """
    if not parts:
        return Status((Sentence(N_("Nothing is asked yet")),))
    phrases: list[Value] = []
    for code, family in FAMILIES.items():
        phrases += _of_family(family, [part for part in parts if part.family == code], brief)
    return Status(tuple(phrases), all(part.state in ENDED for part in parts))


def _of_family(family: Family, parts: Sequence[PartStanding], brief: bool) -> list[Value]:
    if not parts:
        return []
    count = Tally([part.state for part in parts])
    phrases: list[Value] = []
    if family.done and (not brief or count.of(family.done.state)):
        phrases.append(_done(family.done, count.of(family.done.state), len(parts)))
    for state, forms in family.said.items():
        if state == "with-authority":
            phrases += Tally([part.authority_kind for part in parts if part.state == state]).phrases(_WITH)
        else:
            phrases += count.phrases({state: forms})
    return phrases


def _done(done: Done, number: int, total: int) -> Counted:
    if number == total:
        return Counted(*done.all, total, {"total": total})
    if not number:
        return Counted(*done.none, total, {"total": total})
    return Counted(*done.some, total, {"n": number, "total": total})


class Tally:
    """How many of each, said in the order of a table of words."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = list(codes)

    def of(self, code: str) -> int:
        return self.codes.count(code)

    def phrases(self, words: dict[str, tuple[str, str]]) -> list[Value]:
        return [Counted(*forms, self.of(code), {"n": self.of(code)}) for code, forms in words.items() if self.of(code)]


READY_TO_CLOSE = Sentence(N_("Ready to close."))


def in_english(said: Status) -> str:
    """The sentence as English, for tests and for the handbook's examples."""
    sentence = ", ".join(say(phrase) for phrase in said.phrases) + "."
    return f"{sentence} {READY_TO_CLOSE}" if said.ready_to_close else sentence


def next_part(parts: Sequence[PartStanding]) -> PartStanding | None:
    """The open part that presses most: custody, then the earliest date, then what is ours to do, then the number."""
    return min((part for part in parts if part.state not in ENDED), key=pressing, default=None)


def pressing(part: PartStanding) -> tuple[bool, bool, date, int, int]:
    """A sort key: the most pressing part first, ended parts last."""
    ours = FAMILIES[part.family].ours
    turn = ours.index(part.state) if part.state in ours else len(ours)
    return (part.state in ENDED, not part.custody, part.due or date.max, turn, part.number)


def next_sentence(parts: Sequence[PartStanding]) -> Sentence:
    """What is next, in one sentence; closing when nothing is open."""
    part = next_part(parts)
    if part is None:
        return Sentence(N_("Close the case.")) if parts else Sentence(N_("Add the first part."))
    said = Sentence(FAMILIES[part.family].following[part.state], {"number": part.number})
    return Sentence(N_("%(what)s Due %(due)s."), {"what": said, "due": part.due}) if part.due else said


EXITS = {
    "V4": N_("Granted fully"),
    "V5": N_("Granted in part"),
    "V6": N_("Refused by the authority"),
    "V7": N_("Refused by a court"),
    "V8": N_("Withdrawn"),
    "V9": N_("Otherwise finalised"),
}


def exit_kind(parts: Sequence[PartStanding]) -> str | None:
    """The one exit of a case, V4-V9, or None while a part is open or none was asked.

    All answered, surrendered or carried out is V4; some of them is V5, except that a withdrawn part was no longer wanted and
    takes nothing from a full answer. Nothing given: a refusal by a court weighs more than one by the authority, a refusal more than a
    withdrawal, a withdrawal more than anything else.
    """
    kinds = {FAMILIES[part.family].exits.get(part.state, "") for part in parts}
    if not kinds or "" in kinds:
        return None
    if kinds & {"V4", "V5"}:
        return "V4" if kinds <= {"V4", "V8"} else "V5"
    return next(kind for kind in ("V7", "V6", "V8", "V9") if kind in kinds)

"""The indicators that the figures give, each with what it counts, its unit, how it is made, and who asks for it.

What cannot be counted from what is kept stands here too, with the reason: a figure that is missing is named, not left out.
Sources: the questions of the assessments (FATF R.33, IO.2; UNCAC review mechanism), the yearly tables that central authorities publish.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from comitas.core.text import N_
from comitas.statistics.rules.balance import ENTRIES, LEAVINGS
from comitas.statistics.rules.tables import CLOSING, OPENING

FAMILIES: dict[str, str] = {
    "V": N_("Volume: what came, what left, what is open"),
    "T": N_("Time: how long it takes"),
    "Q": N_("Quality: complete requests, reasoned answers"),
    "A": N_("Assets"),
    "E": N_("Extradition"),
    "P": N_("Parts and persons"),
    "W": N_("Workload"),
}
UNITS: dict[str, str] = {
    "requests": N_("requests"),
    "parts": N_("parts"),
    "persons": N_("persons"),
    "matters": N_("matters"),
    "freezes": N_("freezes"),
    "steps": N_("steps"),
    "officers": N_("officers"),
    "days": N_("days"),
    "percent": N_("per cent"),
    "times": N_("times"),
    "money": N_("each currency by itself"),
}
COUNT, DAYS, SHARE, BREAKDOWN, MONEY = "count", "days", "share", "breakdown", "money"
BOTH, IN, OUT, TOGETHER = ("incoming", "outgoing"), ("incoming",), ("outgoing",), ("",)
"""For which sides it is given; `TOGETHER`: for both at once."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """`formula`: how it is made, in words. `missing`: why there is no figure; "" where there is one.

    `whole`: it is kept for an authority as a whole, and cannot be narrowed to a State, an offence or a kind.
    """

    code: str
    name: str
    unit: str
    formula: str
    source: str
    shape: str = COUNT
    sides: tuple[str, ...] = BOTH
    missing: str = ""
    whole: bool = False

    @property
    def family(self) -> str:
        return self.code[0]


_FLOW_WORDS = N_("The exits of the period; each request has one exit, on one day.")
_CAME_WORDS = N_("The movements into the stock in the period.")
_STOCK_SOURCE = "FATF R.33, IO.2; UNCAC 46"
_V = (
    Indicator("V1", N_("Open at the start"), "requests",
              N_("Begun before the first day of the period and without an exit line by then."), _STOCK_SOURCE),
    Indicator("V2", N_("New, received"), "requests",
              N_("Requests received in the period. Enquiries, drafts and information are not among them."), _STOCK_SOURCE, sides=IN),
    Indicator("V3", N_("New, sent"), "requests",
              N_("Our requests first sent in the period. A draft that never left is in no stock."), _STOCK_SOURCE, sides=OUT),
    Indicator("V2r", ENTRIES["reopened"], "requests", _CAME_WORDS, _STOCK_SOURCE),
    Indicator("V11", ENTRIES["converted"], "requests", _CAME_WORDS, "UNCAC 46(4)"),
    Indicator("V2i", ENTRIES["imported"], "requests", _CAME_WORDS, _STOCK_SOURCE),
    Indicator("V2u", ENTRIES["undated"], "requests", _CAME_WORDS, _STOCK_SOURCE),
    *(Indicator(code, LEAVINGS[code], "requests", _FLOW_WORDS, _STOCK_SOURCE) for code in ("V4", "V5", "V6", "V7", "V8", "V9")),
    Indicator("V9n", LEAVINGS["no-request"], "requests", _FLOW_WORDS, _STOCK_SOURCE),
    Indicator("V10", N_("Open at the end"), "requests",
              N_("Open at the start, plus all that came in, less all exits. Compared with the open requests counted one by one."), _STOCK_SOURCE),
    Indicator("V12", N_("Information given or received without a request"), "matters",
              N_("Spontaneous information of the period, counted apart from requests."), "UNCAC 46(4), 56"),
)  # fmt: skip
FLOW_OF: dict[str, str] = {
    "V1": OPENING, "V2": "new", "V3": "new", "V2r": "reopened", "V11": "converted", "V2i": "imported", "V2u": "undated",
    **{code: code for code in ("V4", "V5", "V6", "V7", "V8", "V9")}, "V9n": "no-request", "V10": CLOSING,
}  # fmt: skip
"""Indicators that are cells of the stock-flow table, by the names of its columns."""

_TIMED = N_("Days from receipt, or from the day on which an enquiry became a request, until it happened in the period.")
_THEIRS = N_("Days from the first sending until it happened in the period.")
_T = (
    Indicator("T1", N_("From receipt to acknowledgement"), "days", _TIMED, "UNCAC 46(13)", DAYS, IN),
    Indicator("T1w", N_("Acknowledged within seven days"), "percent",
              N_("Those acknowledged within seven days, of those acknowledged in the period."), "UNCAC 46(13)", SHARE, IN),
    Indicator("T2", N_("From receipt to the acceptance of a first part, or to the grant"), "days", _TIMED, "FATF R.37.2", DAYS, IN),
    Indicator("T3", N_("From receipt to first transmission to an executing authority"), "days", _TIMED, "UNCAC 46(13)", DAYS, IN),
    Indicator("T4", N_("From receipt to first answer, full or in part"), "days", _TIMED, "UNCAC 46(24)", DAYS, IN),
    Indicator("T5", N_("From receipt to closing, of requests granted fully or in part"), "days", _TIMED, "FATF IO.2", DAYS, IN),
    Indicator("T6", N_("From receipt to the answer to a part, without the time spent waiting for the other State"), "days",
              N_("As before for each part answered in the period, less the days between asking for what is missing and receiving it."), "UNCAC 46(16)", DAYS, IN),
    Indicator("T7", N_("Age of what is open at the end"), "requests",
              N_("Days from receipt or sending to the end of the period, of requests that are open then."), "FATF IO.2", BREAKDOWN),
    Indicator("T8", N_("Until the exit, open requests included"), "days",
              N_("Days from receipt or sending to the exit, of those that left in the period; with the open ones by the estimate of Kaplan and Meier."), "FATF IO.2", DAYS),
    Indicator("T9", N_("Until the other State acknowledges"), "days", _THEIRS, "UNCAC 46(24)", DAYS, OUT),
    Indicator("T9a", N_("Until a first answer of the other State, full or in part"), "days", _THEIRS, "UNCAC 46(24)", DAYS, OUT),
    Indicator("T9s", N_("Silent for more than 365 days"), "requests",
              N_("Requests of ours open at the end, sent more than 365 days before, without a first answer."), "UNCAC 46(24)", sides=OUT),
    Indicator("T10", N_("Urgent requests answered by the day asked for"), "percent", "", "UNCAC 46(24)", SHARE, IN,
              N_("The day that a request asks for is kept beside the ledger, not in it, and may change without a trace that can be counted.")),
    Indicator("T10u", N_("From receipt to first answer, of urgent requests"), "days", _TIMED, "UNCAC 46(13), 46(24)", DAYS, IN),
    Indicator("T11", N_("Time to answer a question about where a request stands"), "days", "", "UNCAC 46(24)", DAYS, IN,
              N_("Nothing says which letter answers which question.")),
    Indicator("T12", N_("Time limits missed, by limit"), "times", "", "FATF R.37.2", BREAKDOWN, IN,
              N_("Time limits are computed anew each day and not stored, so that those missed earlier cannot be counted. What is overdue today is in W4.")),
)  # fmt: skip

_NOT_ASKED = N_("Nobody is asked for it: there is no such question to the other State or to the courts yet.")
_Q = (
    Indicator("Q1", N_("Complete at the first submission"), "percent", "", "UNCAC 46(15)", SHARE, IN,
              N_("Findings are about a request as it stands today; how complete it was on the first day is not kept.")),
    Indicator("Q2", N_("Requests sent back or asked to be completed"), "percent",
              N_("Requests that came in during the period and for which at least one part was returned or something missing was asked for, of all that came in."), "UNCAC 46(16)", SHARE, IN),
    Indicator("Q3", N_("Rounds of questions"), "times",
              N_("Of those, how often something missing was asked for or a part returned: the mean."), "UNCAC 46(16)", sides=IN),
    Indicator("Q4", N_("Refusals among the exits"), "percent",
              N_("Refused by the authority or by a court, of all that left in the period."), "UNCAC 46(21), 46(23)", SHARE),
    Indicator("Q4g", N_("Parts refused or postponed, by ground"), "parts",
              N_("Steps of the period that refuse or postpone a part and stand today, by their ground."), "UNCAC 46(21), 46(23), 46(25)", BREAKDOWN, IN),
    Indicator("Q5", N_("Consulted before a refusal or postponement under 46(21) or 46(25)"), "percent",
              N_("Parts refused or postponed on such a ground in the period, for which a consultation of the other State was recorded before, of all of them."), "UNCAC 46(26)", SHARE, IN),
    Indicator("Q6", N_("Executed under conditions"), "percent", "", "UNCAC 46(26)", SHARE, IN,
              N_("Conditions are kept as words beside the ledger, not as something that can be counted.")),
    Indicator("Q7", N_("Judgment of the recipient"), "percent", "", "FATF IO.2", SHARE, BOTH, _NOT_ASKED),
    Indicator("Q8", N_("Returned for language or translation"), "requests", "", "UNCAC 46(14)", COUNT, IN,
              N_("What is missing is written in words; a code for the language alone is not kept.")),
    Indicator("Q9", N_("Evidence admitted by the court"), "percent", "", "FATF IO.2", SHARE, OUT, _NOT_ASKED),
)  # fmt: skip

_NO_AMOUNT = N_("No register holds it: only what is frozen is kept with its value.")
_A = (
    Indicator("A1", N_("Parts that ask for tracing, freezing or recovery of proceeds"), "parts",
              N_("Parts of measure 46(3)(j) or (k) in requests that came in during the period."), "UNCAC 46(3)(j)-(k)"),
    Indicator("A2", N_("Value identified"), "money", "", "FATF R.38", MONEY, TOGETHER, _NO_AMOUNT),
    Indicator("A3", N_("Freezes in force at the end"), "freezes",
              N_("Begun, not lifted and not lapsed at the end of the period."), "UNCAC 54, 55; FATF R.38", sides=TOGETHER, whole=True),
    Indicator("A3v", N_("Value frozen at the end"), "money", N_("The values of those freezes, where they are known."), "UNCAC 54, 55; FATF R.38", MONEY, TOGETHER, whole=True),
    Indicator("A4", N_("Value confiscated"), "money", "", "UNCAC 55", MONEY, TOGETHER, _NO_AMOUNT),
    Indicator("A5", N_("Value returned"), "money", "", "UNCAC 57(3)", MONEY, TOGETHER, _NO_AMOUNT),
    Indicator("A6", N_("Costs paid"), "money", N_("Ordinary and extraordinary costs paid in the period."), "UNCAC 46(28), 57(4)", MONEY, TOGETHER, whole=True),
    Indicator("A7", N_("Value shared"), "money", "", "UNCAC 57(5)", MONEY, TOGETHER, _NO_AMOUNT),
    Indicator("A8", N_("From freezing to confiscation and return"), "days", "", "FATF R.38", DAYS, TOGETHER, _NO_AMOUNT),
)  # fmt: skip

_STEPS = N_("Steps of the period that stand today, one for each part.")
_E = (
    Indicator("E1", N_("Requests for extradition or provisional arrest that came in"), "requests",
              N_("New, reopened and converted requests of these kinds."), "UNCAC 44"),
    Indicator("E2", N_("Provisional arrests"), "parts", _STEPS, "UNCAC 44(10); ECE 16", sides=IN),
    Indicator("E2a", N_("Arrests for extradition"), "parts", _STEPS, "UNCAC 44(10)", sides=IN),
    Indicator("E3g", N_("Extraditions granted"), "parts",
              N_("Decisions of the period. To grant is not to surrender: the one may never be followed by the other."), "UNCAC 44", sides=IN),
    Indicator("E3", N_("Persons surrendered"), "parts", _STEPS, "UNCAC 44", sides=IN),
    Indicator("E4", N_("Extraditions refused, by ground"), "parts", _STEPS, "UNCAC 44(8), (11), (15)", BREAKDOWN, IN),
    Indicator("E5", N_("Prosecution here instead of extradition"), "parts",
              N_("Steps of the period that stand today: prosecution owed, submitted to our prosecutors, not submitted. What became of it is not told to us."), "UNCAC 44(11)", BREAKDOWN, IN),
    Indicator("E6", N_("Consent to surrender"), "percent",
              N_("Parts whose person was arrested in the period and consented by its end, of all parts with an arrest in the period."), "UNCAC 44(9)", SHARE, IN),
    Indicator("E7", N_("From arrest to surrender or release"), "days",
              N_("Days in custody of those surrendered or released in the period; those still held wait."), "ECE 16(4)", DAYS, IN),
)  # fmt: skip
_P = (
    Indicator("P0", N_("Parts of the requests that came in"), "parts", N_("Counted by themselves: one request has many."), "FATF R.33"),
    Indicator("P0p", N_("Persons of the requests that came in"), "persons", N_("Counted by themselves: one request has many."), "FATF R.33"),
    Indicator("P0m", N_("Parts of the requests that came in, by what is asked"), "parts", N_("By the purpose of UNCAC 46(3), or of the extradition."), "UNCAC 46(3)", BREAKDOWN),
    Indicator("P1", N_("Persons in custody transferred for a time"), "persons", N_("Transfers begun in the period."), "UNCAC 46(10)", sides=TOGETHER, whole=True),
    Indicator("P2", N_("Hearings by video"), "parts", "", "UNCAC 46(18)", COUNT, BOTH,
              N_("How a hearing is held is a detail in words, which cannot be counted.")),
    Indicator("P3", N_("Witnesses and experts"), "persons", "", "UNCAC 32, 46(27)", COUNT, BOTH,
              N_("A person's category may be changed without a trace that can be counted.")),
    Indicator("P4", N_("Transfers of sentenced persons granted"), "requests", N_("Requests of that kind that left as granted, fully or in part."), "UNCAC 45"),
    Indicator("P5", N_("Sentence that remains to be served"), "days", "", "UNCAC 45", DAYS, BOTH,
              N_("The end of a sentence is kept for persons held here alone, and not in the ledger.")),
)  # fmt: skip
_W = (
    Indicator("W1", N_("Open requests by officer, today"), "requests",
              N_("How many an officer has: the median and the most; and those that nobody has."), "FATF R.37", BREAKDOWN),
    Indicator("W2", N_("Steps taken in the period"), "steps", N_("Steps of parts that stand today."), "FATF R.37"),
    Indicator("W3", N_("Case officers, today"), "officers", N_("Those who hold the role in the authorities counted."), "FATF R.37", sides=TOGETHER, whole=True),
    Indicator("W4", N_("Open requests whose day has passed, today"), "requests", N_("The first day by which something of them is wanted is over."), "FATF R.37.2"),
)  # fmt: skip

INDICATORS: tuple[Indicator, ...] = (*_V, *_T, *_Q, *_A, *_E, *_P, *_W)
BY_CODE: dict[str, Indicator] = {one.code: one for one in INDICATORS}

AGES: dict[str, tuple[int, str]] = {
    "age-30": (30, N_("up to 30 days")),
    "age-90": (90, N_("31 to 90 days")),
    "age-180": (180, N_("91 to 180 days")),
    "age-365": (365, N_("181 to 365 days")),
    "age-730": (730, N_("1 to 2 years")),
    "age-more": (10**6, N_("more than 2 years")),
}
"""Up to how many days, and the words."""
AGE_UNKNOWN = ("age-unknown", N_("day unknown"))
PROSECUTION: dict[str, str] = {
    "owe-prosecution": N_("owed"),
    "submit-for-prosecution": N_("submitted"),
    "not-prosecute": N_("not submitted"),
}
BY_OFFICER: dict[str, str] = {
    "officers": N_("officers with a request"),
    "officer-median": N_("median"),
    "officer-most": N_("most"),
    "nobody": N_("with nobody"),
}


def bucket(days: int | None) -> str:
    """The code of an age."""
    if days is None:
        return AGE_UNKNOWN[0]
    return next(code for code, (most, _words) in AGES.items() if days <= most)


def share(number: int, of: int) -> float | None:
    """In per cent, with one decimal; None of nothing."""
    return round(100 * number / of, 1) if of else None


def net_days(gross: int, waits: Iterable[tuple[int, int | None]], until: int) -> int:
    """*gross* days less those waited: each from and to a day, the end None where it lasted until the answer. Waits that overlap count once."""
    waited = {day for begun, ended in waits for day in range(begun, min(until, until if ended is None else ended))}
    return gross - len(waited)

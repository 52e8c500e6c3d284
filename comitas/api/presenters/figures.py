"""The figures of a period, and the lists of codes."""

from datetime import date

from comitas.api.presenters.said import Out, Term, term, told
from comitas.cases.rules.codes import CHANNELS, GROUNDS, MEASURES
from comitas.cases.rules.families import FAMILIES
from comitas.cases.rules.status import EXITS
from comitas.core.text import N_
from comitas.intake.rules.channels import CHANNELS as ARRIVING
from comitas.intake.rules.kinds import BY_CODE
from comitas.statistics.queries import Figures as Found
from comitas.statistics.queries import SideFigures
from comitas.statistics.rules.tables import NAMES, TOTAL

Numbers = dict[str, int | None]


class Row(Out):
    """A line of the stock-flow table; a cell is none where a small figure is left out."""

    kind: Term
    cells: Numbers


class Side(Out):
    """`rows`: all requests first, then kind by kind. `durations`: in days. What is no request stands in `others`."""

    side: str
    rows: list[Row]
    reconciled: bool
    durations: dict[str, dict[str, float | None]]
    others: Numbers
    asked: Numbers
    earlier: Numbers


class Figures(Out):
    """`public`: small figures are left out. `behind`: what of the ledger is not counted yet, in a sentence."""

    period: str
    first: date
    after: date
    public: bool
    behind: str | None
    columns: list[Term]
    sides: list[Side]


class Family(Out):
    """A table of states and steps."""

    code: str
    states: list[Term]
    steps: list[Term]
    measures: list[str]


class Terms(Out):
    """Every list of codes, with its words."""

    kinds: list[Term]
    channels_of_arrival: list[Term]
    channels: list[Term]
    measures: list[Term]
    grounds: list[Term]
    outcomes: list[Term]
    families: list[Family]


ALL = N_("All requests")


def figures(found: Found) -> Figures:
    """As counted from the ledger."""
    return Figures(
        period=found.period.code, first=found.period.first, after=found.period.after, public=found.public,
        behind=told(found.behind) if found.behind else None,
        columns=[term(code, words) for code, words in NAMES.items()], sides=[_side(one) for one in found.sides],
    )  # fmt: skip


def _side(found: SideFigures) -> Side:
    return Side(
        side=found.side, rows=[Row(kind=_kind(one.kind), cells=dict(one.cells)) for one in found.rows],
        reconciled=found.reconciled.agrees, durations=found.durations, others=found.others, asked=found.asked, earlier=found.earlier,
    )  # fmt: skip


def _kind(code: str) -> Term:
    return term("all", ALL) if code == TOTAL else term(code, BY_CODE[code].name if code in BY_CODE else None)


def terms() -> Terms:
    """The lists that this version knows."""
    return Terms(
        kinds=[term(code, one.name) for code, one in BY_CODE.items()],
        channels_of_arrival=[term(code, words) for code, words in ARRIVING.items()],
        channels=[term(code, words) for code, words in CHANNELS.items()],
        measures=[term(code, one.name) for code, one in MEASURES.items()],
        grounds=[term(code, one.name) for code, one in GROUNDS.items()],
        outcomes=[term(code, words) for code, words in EXITS.items()],
        families=[
            Family(
                code=code, states=[term(one.code, one.tag) for one in family.states.values()],
                steps=[term(one.code, one.verb) for one in family.steps.values()], measures=list(family.measures),
            )
            for code, family in FAMILIES.items()
        ],
    )  # fmt: skip

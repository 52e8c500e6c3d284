"""What is counted of the steps of parts: questions, refusals, arrests, surrenders."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from comitas.cases.rules.codes import GROUNDS
from comitas.cases.rules.families import FAMILIES
from comitas.statistics.models import CaseFact, PartFact, StepFact
from comitas.statistics.rules import catalogue, tables
from comitas.statistics.rules.durations import of_days
from comitas.statistics.rules.periods import Period

ASKING = ("ask", "return")
REFUSING = ("refuse", "refuse-national", "postpone")
REFUSING_EXTRADITION = ("refuse", "refuse-national")
CONSULTED_FIRST = [code for code, ground in GROUNDS.items() if ground.paragraph in (21, 25)]
ENDS_CUSTODY = ("surrender", "release")
ARRESTS = ("arrest", "arrest-provisionally")


class Stepped:
    """Steps of the parts of *facts*, and those of one period among them. Steps that were corrected are not there."""

    def __init__(self, facts: QuerySet[CaseFact], period: Period) -> None:
        self.facts, self.period = facts, period

    def _steps(self, *codes: str) -> QuerySet[StepFact]:
        found = StepFact.objects.filter(case__in=self.facts.values("pk"), on__lt=self.period.after)
        return found.filter(code__in=codes) if codes else found

    def _during(self, *codes: str) -> QuerySet[StepFact]:
        return self._steps(*codes).filter(on__gte=self.period.first)

    @cached_property
    def _by_code(self) -> dict[str, tuple[int, int]]:
        """Steps of the period and the parts that took them, by code."""
        counted = self._during().values_list("code").annotate(n=Count("pk"), parts=Count("part", distinct=True))
        return {code: (number, parts) for code, number, parts in counted.order_by()}

    def parts(self, code: str) -> int:
        """Parts that took this step in the period."""
        return self._by_code.get(code, (0, 0))[1]

    def all(self) -> int:
        """Steps of the period; a correction is none."""
        return sum(number for code, (number, _parts) in self._by_code.items() if code != "correct")

    @cached_property
    def _asked(self) -> tuple[int, int, int]:
        """Of the requests that came in: how many, how many sent back or asked, and how often."""
        came = self.facts.filter(counts=True, came_on__gte=self.period.first, came_on__lt=self.period.after)
        asked = self._steps(*ASKING).filter(case__in=came.values("pk")).aggregate(
            cases=Count("case", distinct=True), times=Count("pk")
        )  # fmt: skip
        return came.count(), asked["cases"], asked["times"]

    def sent_back(self) -> tuple[int, int]:
        came, cases, _times = self._asked
        return cases, came

    def rounds(self) -> float | None:
        _came, cases, times = self._asked
        return round(times / cases, 1) if cases else None

    def grounds(self) -> dict[str, int]:
        """Refusals and postponements of assistance, by ground."""
        return self._by_ground(~_extradition(), REFUSING)

    def refused_extraditions(self) -> dict[str, int]:
        return self._by_ground(_extradition(), REFUSING_EXTRADITION)

    def _by_ground(self, family: Q, codes: tuple[str, ...]) -> dict[str, int]:
        steps = self._during(*codes).filter(family).exclude(ground="")
        return dict(steps.values_list("ground").annotate(n=Count("pk")).order_by("ground"))

    def consulted(self) -> tuple[int, int]:
        """Refusals and postponements under 46(21) or (25) of the period: with a consultation before, and all."""
        bound = self._during(*REFUSING).filter(ground__in=CONSULTED_FIRST)
        before = StepFact.objects.filter(part=OuterRef("part"), code="consult", position__lt=OuterRef("position"))
        return bound.filter(Exists(before)).count(), bound.count()

    def consented(self) -> tuple[int, int]:
        """Parts with an arrest in the period: with a consent by its end, and all."""
        arrested = set(self._during(*ARRESTS).values_list("part", flat=True))
        consented = set(self._steps("consent").filter(part__in=arrested).values_list("part", flat=True))
        return len(consented), len(arrested)

    def custody(self) -> Mapping[str, float | None]:
        """Days from the arrest to the surrender or release of the period; those held at its end wait."""
        days: Counter[int] = Counter()
        held: dict[UUID, date] = {}
        for part, code, on in (
            self._steps(*ARRESTS, *ENDS_CUSTODY).order_by("on", "position").values_list("part", "code", "on")
        ):
            if code in ARRESTS:
                held.setdefault(part, on)
            elif (since := held.pop(part, None)) and on >= self.period.first:
                days[(on - since).days] += 1
        return tables.timed_cells(of_days(days, len(held), 0))

    def net(self) -> Mapping[str, float | None]:
        """Days to the answer of each part answered in the period, without the time spent waiting for the other State."""
        answered = dict(self._during("answer").values_list("part", "on"))
        came = dict(self._during("answer").values_list("part", "case__came_on"))
        waits: dict[UUID, list[tuple[date, date | None]]] = defaultdict(list)
        asked = self._steps("ask", "receive-information").filter(part__in=list(answered))
        for part, code, on in asked.order_by("position").values_list("part", "code", "on"):
            if code == "ask":
                waits[part].append((on, None))
            elif waits[part]:
                waits[part][-1] = (waits[part][-1][0], on)
        days: Counter[int] = Counter()
        unknown = 0
        for part, until in answered.items():
            if (first := came[part]) is None or until < first:
                unknown += 1
                continue
            spans = [((a - first).days, (b - first).days if b else None) for a, b in waits[part]]
            days[catalogue.net_days((until - first).days, spans, (until - first).days)] += 1
        return tables.timed_cells(of_days(days, 0, unknown))


def _extradition() -> Q:
    """That a step is of a part of an extradition."""
    measures = FAMILIES["extradition"].measures
    return Q(part__in=PartFact.objects.filter(measure__in=measures).values("part"))

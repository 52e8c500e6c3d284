"""The documents that go with a letter, their handling codes, and what bars them from leaving with it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from comitas.cases import queries as cases
from comitas.cases.rules.handling import Bar, Limits, Use, bars
from comitas.core.actor import Actor
from comitas.documents import queries as documents
from comitas.documents.models import Placement
from comitas.drafting.models import Letter
from comitas.drafting.rules.kinds import KINDS

MOST_ENCLOSED = 100
"""Documents of one letter, and of the list to choose from. More go in one file, or by a list."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One document of a letter. `bars`: why it may not leave with it, without those that the head has passed."""

    placement: UUID
    document: UUID
    name: str
    limits: Limits
    bars: tuple[Bar, ...]

    @property
    def codes(self) -> str:
        """The handling codes as they are printed: "H1, H3: not before 1 May"; "" for what bears none."""
        marked = sorted(self.limits.handling - {"H0"})
        return ", ".join(f"{code}: {self.limits.note}" if code == "H3" else code for code in marked)

    @property
    def line(self) -> str:
        """As the letter lists it."""
        return f"{self.name} ({self.codes})" if self.codes else self.name


def enclosed(actor: Actor, letter: Letter) -> tuple[Enclosed, ...]:
    """The documents that go with a letter that *actor* has fetched, in the order of the case."""
    rows = letter.enclosed.select_related("placement__document").order_by("placement__placed_at", "placement_id")
    use = Use("execute" if KINDS[letter.kind].at_home else "answer", letter.case.number)
    return tuple(_enclosed(actor, row.placement, use, row.passed) for row in rows)


def _enclosed(actor: Actor, placed: Placement, use: Use, passed: list[str]) -> Enclosed:
    limits = cases.limits_of(actor, placed.pk)
    barred = tuple(bar for bar in bars(limits, use) if bar.rule not in passed)
    return Enclosed(placed.pk, placed.document_id, placed.document.name, limits, barred)


def may_be_enclosed(actor: Actor, letter: Letter) -> QuerySet[Placement]:
    """The documents of the letter's case, in the order in which they came, without the papers of its letters."""
    papers = Letter.objects.filter(case=letter.case_id).exclude(pdf=None).values("pdf")
    return documents.placements(actor, letter.compartment_id).exclude(pk__in=papers)

"""What a gate is: it answers None, or says its rule, article, sentence and cure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from comitas.cases.rules.facts import PartFacts
from comitas.cases.rules.words import Sentence


@dataclass(frozen=True, slots=True)
class Closed:
    """A gate that does not open: which rule, where it is written, why, and what would open it."""

    rule: str
    article: str
    sentence: Sentence
    cure: str
    passable: bool = True


Data = Mapping[str, object]
Gate = Callable[[PartFacts, Data], Closed | None]


def text(data: Data, name: str) -> str:
    """The text given under *name*, without blanks around it; "" when there is none."""
    value = data.get(name)
    return value.strip() if isinstance(value, str) else ""

"""A sentence with its parameters, to be translated when it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

STATE_PLACES = frozenset({"state", "requesting", "requested"})
"""Placeholders that hold an ISO 3166-1 alpha-2 code; whoever shows the sentence puts the State's name in its place."""

INSTRUMENT_PLACES = frozenset({"instrument", "other"})
"""Placeholders that hold an instrument's code; whoever shows the sentence puts its short name in its place."""

DAY_PLACES = frozenset({"day"})
"""Placeholders that hold a day as 2026-03-03; whoever shows the sentence writes it as the reader's language does."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is marked with `N_` where it is written and has `%(name)s` placeholders; `values` fills them."""

    code: str
    text: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def parameters(self) -> Mapping[str, str]:
        """The values by placeholder."""
        return MappingProxyType(dict(self.values))

    def __str__(self) -> str:
        """The English sentence with the raw codes, for logs and tests."""
        return self.text % self.parameters


def say(code: str, text: str, /, **values: str) -> Sentence:
    """Build a sentence; the values are kept in the order of their names, so that equal sentences are equal."""
    return Sentence(code, text, tuple(sorted(values.items())))

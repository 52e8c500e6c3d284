"""Whether a letter that shows only its part names somebody of another part."""

import re
from collections.abc import Iterable

from comitas.directory.rules.folding import fold

SHORTEST = 3
"""Letters of a name below which it is not looked for: initials stand in every text."""


def named(text: str, own: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Those of *others* that stand in *text* as whole words, whatever case and accents, and are not among *own* too."""
    mine, folded = {fold(name) for name in own}, fold(text)
    asked = {name: fold(name) for name in others}
    return tuple(
        name for name, bare in asked.items() if len(bare) >= SHORTEST and bare not in mine and _stands(bare, folded)
    )


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None

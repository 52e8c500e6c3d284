"""The data files that come with the program."""

from pathlib import Path

from comitas.directory.rules.states import StateRow, read_states

_DATA = Path(__file__).parent / "data"


def shipped_states() -> tuple[StateRow, ...]:
    """The States and territories of ISO 3166-1, 249 of them."""
    with (_DATA / "states.csv").open(encoding="utf-8", newline="") as lines:
        return read_states(lines)

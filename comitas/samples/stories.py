"""What is told of a case of the demonstration: plain values, in days before or after the day on which it is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ECE = ({"code": "ece", "cited": "European Convention on Extradition, article 16"},)
CHAPTER_V = ({"code": "uncac-55", "cited": "United Nations Convention against Corruption, article 55"},)
UNCAC = ({"code": "uncac-46", "cited": "United Nations Convention against Corruption, article 46"},)

ORDER = ({"code": "eio", "cited": "European Investigation Order"},)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a part, `ago` days before. `court` and `authority` are named in `data` as in `neighbours`; `review_in` is in days."""

    ago: int
    code: str
    data: Mapping[str, object] = field(default_factory=dict)
    by: str = ""
    review_in: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One part. `about` are places in the story's persons; `due_in` is in days from today, as are the noted `days` by their code.
    `recovery`: what a recovery of assets asks."""

    measure: str
    description: str
    about: tuple[int, ...] = ()
    purpose: str = ""
    due_in: int | None = None
    steps: tuple[Step, ...] = ()
    bases: tuple[Mapping[str, object], ...] = UNCAC
    days: Mapping[str, int] = field(default_factory=dict)
    recovery: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A person: what `cases.add_person` takes, and custody: days since, place, days to the review."""

    name: str
    given: Mapping[str, object]
    custody: tuple[int, str, int] | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A case, from its arrival on. `key` marks it, so that it is made once; `sender` is an authority of the directory.

    `kind` is a code of what arrives; `papers` say what came with it; `penalties`: the longest by their law and by ours, in months. `registrar`, `officer` are names of the cast; "" for nobody. `acknowledged` and `closed`: days ago, None for not.
    """

    key: str
    title: str
    state: str
    sender: str
    received: int
    written: int
    registrar: str
    officer: str
    reference: str
    persons: tuple[Named, ...]
    offences: tuple[tuple[str, str], ...]
    parts: tuple[Asked, ...]
    more: Mapping[str, object] = field(default_factory=dict)
    channel: str = "courier"
    acknowledged: int | None = None
    closed: int | None = None
    restricted: bool = False
    wanted: tuple[int, str] | None = None
    urgent: str = ""
    kind: str = "request"
    papers: Mapping[str, bool] = field(default_factory=dict)
    penalties: tuple[int, int] | None = None

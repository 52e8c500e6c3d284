"""What is said about a file: how its bytes are read, what its columns hold, what its words mean."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from comitas.core import jobs
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict, Invalid
from comitas.directory.models import State
from comitas.directory.rules.folding import fold
from comitas.takeover import queries
from comitas.takeover.actions import lines
from comitas.takeover.models import Row, Takeover
from comitas.takeover.rules import codes, days, stages
from comitas.takeover.rules.fields import DAYS, FIELDS, NEEDED
from comitas.takeover.rules.texts import ENCODINGS, SEPARATORS


@transaction.atomic
def set_shape(*, by: Actor, at: datetime, takeover: UUID, version: int, shape: Mapping[str, Any]) -> None:
    """Read the file again, in another encoding, with another separator, or another sheet of it. Not once a row was taken over."""
    found = lines.idle(by, takeover, version)
    if Row.objects.filter(takeover=found, verdict=stages.TAKEN).exists():
        raise Conflict(_("Rows of this file were taken over already. Choose the file anew to read it in another way."))
    wrong = {"encoding": shape.get("encoding") not in ENCODINGS, "separator": shape.get("separator") not in SEPARATORS}
    if not found.workbook and any(wrong.values()):
        raise Invalid({name: _("Choose one of the list.") for name, bad in wrong.items() if bad})
    if found.workbook and shape.get("sheet") not in found.shape.get("sheets", []):
        raise Invalid({"sheet": _("Choose one of the list.")})
    Row.objects.filter(takeover=found).delete()
    found.shape = {**found.shape, **{name: shape[name] for name in ("encoding", "separator", "sheet") if name in shape}}
    found.refusal, found.rows, found.columns, found.orders = "", 0, {}, {}
    _described(found, stages.READING, "shape", by, at)
    jobs.defer("takeover.read", key=str(found.pk))


@transaction.atomic
def set_columns(
    *, by: Actor, at: datetime, takeover: UUID, version: int, columns: Mapping[int, str], orders: Mapping[str, str], defaults: Mapping[str, str]
) -> None:  # fmt: skip
    """What each column holds, whether day or month comes first in it, and what rows are that do not say. Rows must be checked anew."""
    found = lines.idle(by, takeover, version)
    _refuse_wrong_columns(found, columns, defaults)
    found.columns = {str(place): code for place, code in sorted(columns.items())}
    proposed = {code: order.code for code, order in queries.orders(found).items()}
    chosen = {
        code: order for code, order in orders.items() if code in DAYS and order in (days.DAY_FIRST, days.MONTH_FIRST)
    }
    found.orders = proposed | {code: order for code, order in chosen.items() if code in proposed}
    found.defaults = {name: defaults.get(name, "") for name in ("kind", "side", "outcome")}
    _described(found, stages.MAPPING, "columns", by, at)


def _refuse_wrong_columns(found: Takeover, columns: Mapping[int, str], defaults: Mapping[str, str]) -> None:
    problems: dict[str, str] = {}
    taken: dict[str, int] = {}
    for place, code in columns.items():
        if not 0 <= place < len(found.headings) or code not in FIELDS:
            problems[f"column_{place}"] = _("Choose one of the list.")
        elif code in taken:
            other = found.headings[taken[code]] or str(taken[code] + 1)
            problems[f"column_{place}"] = _("Column “%(other)s” holds this already. Choose one of the two.") % {
                "other": other
            }
        taken.setdefault(code, place)
    for code in NEEDED:
        if code not in taken:
            problems["__all__"] = _(
                "Say which column holds the number in the old register. Without it a row could be taken over twice."
            )
    problems |= {
        name: _("Choose one of the list.")
        for name, code in defaults.items()
        if code and code not in codes.TARGETS.get(name, {})
    }
    if problems:
        raise Invalid(problems)


@transaction.atomic
def set_words(*, by: Actor, at: datetime, takeover: UUID, version: int, words: Mapping[str, Mapping[str, str]]) -> None:
    """What words of the old register mean, by column; an empty code forgets what was said. Rows must be checked anew."""
    found = lines.idle(by, takeover, version)
    told = {column: dict(known) for column, known in found.words.items()}
    for column, meanings in words.items():
        for word, code in meanings.items():
            if code and not _means(found, column, code):
                raise Invalid({column: _("Choose one of the list.")})
            known = told.setdefault(column, {})
            if code:
                known[fold(word[:200])] = code
            else:
                known.pop(fold(word[:200]), None)
    found.words = told
    _described(found, stages.MAPPING, "words", by, at)


def _means(found: Takeover, column: str, code: str) -> bool:
    """Whether *code* can stand for a word of *column*."""
    if code == codes.NOTHING:
        return column in codes.MAY_BE_NOTHING
    if column == "state":
        return State.objects.filter(pk=code[:2]).exists() and len(code) == 2
    if column == "officer":
        return code in {str(key) for key, _name in queries.officers(found)}
    return code in codes.TARGETS.get(column, {})


def _described(found: Takeover, stage: str, what: str, by: Actor, at: datetime) -> None:
    Row.objects.filter(takeover=found).exclude(verdict=stages.TAKEN).update(verdict=stages.UNSEEN, problems=[])
    lines.move(found, stage, at, by)
    lines.record(lines.DESCRIBED, found, by=by, at=at, payload={"what": what})

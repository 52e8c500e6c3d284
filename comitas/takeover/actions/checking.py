"""The dry run: every row is looked at, and nothing is written to any case."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from comitas.accounts import queries as accounts
from comitas.core import jobs
from comitas.core.actor import Actor
from comitas.core.refusals import Conflict
from comitas.takeover import queries
from comitas.takeover.actions import lines
from comitas.takeover.models import Row, Takeover
from comitas.takeover.rules import rows as rules
from comitas.takeover.rules import stages
from comitas.takeover.rules.problems import Problem

AT_ONCE = 500


@transaction.atomic
def check(*, by: Actor, at: datetime, takeover: UUID) -> None:
    """Have every row checked that is not taken over. Asked twice, it is checked once."""
    found = lines.asked_for(by, takeover)
    if found.stage == stages.CHECKING:
        return
    found = lines.idle(by, takeover)
    if not found.columns or not found.rows:
        raise Conflict(_("Say first what the columns hold."))
    Row.objects.filter(takeover=found).exclude(verdict=stages.TAKEN).update(verdict=stages.UNSEEN, problems=[])
    lines.move(found, stages.CHECKING, at, by)
    lines.record(lines.CHECKING, found, by=by, at=at)
    jobs.defer("takeover.check", key=str(found.pk))


@transaction.atomic
def check_rows(*, by: Actor, at: datetime, takeover: UUID) -> bool:
    """Look at the next rows. False when none is left, or nobody wants it any more."""
    found = lines.locked(takeover)
    if found.stage != stages.CHECKING:
        return False
    some = list(Row.objects.filter(takeover=found, verdict=stages.UNSEEN).order_by("line")[:AT_ONCE])
    if not some:
        _end(found, by, at)
        return False
    judge(found, some, at)
    lines.write(some)
    return True


def judge(found: Takeover, some: Sequence[Row], at: datetime) -> dict[int, rules.Entry]:
    """Put a verdict on every row; the entries of those that may become cases, by the row's key. Rows come in the order of their lines."""
    settings, known, asker = queries.settings_of(found), queries.known_to(found, at), accounts.actor_of(found.by)
    judged = {row.pk: rules.judge(row.cells, settings, known) for row in some}
    keys = {one.key for one in judged.values() if one.key}
    here, also = queries.here_already(found, keys), queries.also_referred_to(asker, found, keys)
    numbers, first = queries.numbers_of(asker, here.values()), _first_lines(found, keys)
    entries = {}
    for row in some:
        one = judged[row.pk]
        row.key, problems = one.key[:120], list(one.problems)
        twice = first.get(row.key, row.line)
        if twice != row.line:
            problems.insert(0, Problem("number-twice", "old_number", {"row": str(twice)}))
        elif row.key in here:
            number = numbers.get(here[row.key], "")
            problems.insert(
                0,
                Problem(
                    "there-already" if number else "there-unseen", "old_number", {"number": number} if number else {}
                ),
            )
        elif row.key in also:
            problems.append(Problem("also-here", "old_number", {"number": also[row.key]}))
        first.setdefault(row.key, row.line)
        row.problems = [problem.kept() for problem in problems]
        row.verdict = _verdict(problems, row.key in here and twice == row.line)
        if row.verdict in stages.READY and one.entry:
            entries[row.pk] = one.entry
    return entries


def _verdict(problems: Sequence[Problem], here: bool) -> str:
    if here:
        return stages.THERE
    if any(problem.grave for problem in problems):
        return stages.BAD
    return stages.WARNED if problems else stages.GOOD


_FIRST = "SELECT key, min(line) FROM takeover_row WHERE takeover_id = %s AND key = ANY(%s) GROUP BY key"


def _first_lines(found: Takeover, keys: set[str]) -> dict[str, int]:
    """In which line each number stands first, of the rows looked at so far: those before, since rows are looked at in order."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, [found.pk, list(keys)])
        return dict(cursor.fetchall())


def _end(found: Takeover, by: Actor, at: datetime) -> None:
    counted = queries.counts(found)
    lines.move(found, stages.CHECKED, at)
    good = counted[stages.GOOD] + counted[stages.WARNED]
    lines.record(lines.CHECKED, found, by=by, at=at, payload={"good": good, "bad": counted[stages.BAD]})

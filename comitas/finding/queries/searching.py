"""The search: one statement, ranked, and nothing in it, not even a number, that the actor may not know."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from comitas.accounts import access as need_to_know
from comitas.cases.models import Person
from comitas.core.actor import Actor
from comitas.finding.rules import names
from comitas.finding.rules.asked import Asked
from comitas.finding.rules.kinds import KINDS

MOST = 100
"""Things of a kind that are ranked: of more, the newest. Nobody reads so many; a further word finds the right one."""
MOST_NAMES = 200
"""Persons looked at for their names."""
LIKE_A_NAME = 0.2
"""What a name that is only like the one asked for counts: less than the name itself, more than a word in the middle of a page."""
ON_A_PAGE = 10

_HITS = """
WITH matched AS MATERIALIZED (
    {sources}
), allowed AS MATERIALIZED (
    SELECT k.id FROM accounts_compartment k WHERE k.id IN (SELECT compartment FROM matched) AND {known}
), seen AS (
    SELECT m.id, m.kind, m.thing, m.page, m.since, m.said,
           dense_rank() OVER (PARTITION BY m.kind ORDER BY m.since DESC, m.thing) AS place
    FROM matched m WHERE m.compartment IN (SELECT id FROM allowed)
    AND (m.kind <> 'document' OR EXISTS (SELECT FROM documents_placement p WHERE p.id = m.thing AND p.compartment_id = m.compartment))
), counted AS (
    SELECT kind, max(place) AS things FROM seen GROUP BY kind
), ranked AS (
    SELECT s.kind, s.thing, s.page, s.since, s.said + {rank} AS score
    FROM seen s JOIN finding_entry e ON e.id = s.id WHERE s.place <= %(most)s AND (%(kind)s = '' OR s.kind = %(kind)s)
), best AS (
    SELECT kind, thing, since, max(score) AS score, (array_agg(page ORDER BY score DESC, page))[1] AS page, count(DISTINCT page) AS pages
    FROM ranked GROUP BY kind, thing, since
)
SELECT (SELECT json_object_agg(kind, things) FROM counted),
       ARRAY(SELECT json_build_array(kind, thing, page, pages, score)
             FROM best ORDER BY score DESC, since DESC, thing LIMIT %(limit)s OFFSET %(offset)s)
"""
# By words; by a number whatever its punctuation; by a name like this one. The id is found first and ranked later: a rank reads
# all the words of a page, and is worked out only for what is seen and among the newest.
_WORDS = (
    "SELECT id, kind, thing, page, compartment, since, 0.0 AS said FROM finding_entry WHERE words @@ %(words)s::tsquery"
)
_NUMBERS = """
    SELECT id, kind, thing, page, compartment, since, CASE WHEN numbers LIKE %(whole)s THEN 3.0 ELSE 1.0 END
    FROM finding_entry WHERE numbers LIKE %(number)s AND numbers <> ''"""
_NAMES = """
    SELECT e.id, e.kind, e.thing, e.page, e.compartment, e.since, alike.score
    FROM unnest(%(persons)s::bigint[], %(likenesses)s::float8[]) alike (id, score) JOIN finding_entry e ON e.id = alike.id"""
_RANK = "ts_rank(e.words, %(words)s::tsquery, 1)"

_ALIKE = """
SELECT e.id, e.thing FROM finding_entry e
WHERE {alike} AND e.names <> '' AND EXISTS (SELECT FROM accounts_compartment k WHERE k.id = e.compartment AND {known} OFFSET 0)
ORDER BY e.since DESC, e.id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found. `page` is the best one of a document (0: its name), of `pages` on which the words stand."""

    kind: str
    thing: UUID
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, the best first. `counts`: things by kind; above `MOST` only the newest were ranked."""

    hits: tuple[Hit, ...] = ()
    counts: dict[str, int] | None = None
    more: bool = False

    @property
    def total(self) -> int:
        return sum((self.counts or {}).values())


def search(actor: Actor, asked: Asked, kind: str = "", page: int = 1) -> Found:
    """What *actor* may know of what is *asked*; of one *kind*, or of all."""
    need_to_know.require_in(actor, "register:read")
    if asked.empty:
        return Found()
    found = _found(actor, asked, kind, page, _alike(actor, asked))
    if found.counts or not asked.names:
        return found
    return _found(actor, asked, kind, page, _alike(actor, asked, guessing=True))


def _found(actor: Actor, asked: Asked, kind: str, page: int, persons: dict[int, float]) -> Found:
    sources = [_WORDS] if asked.terms else []
    sources += [_NUMBERS] if asked.reference else []
    sources += [_NAMES] if persons else []
    if not sources:
        return Found(counts={})
    offset = (max(page, 1) - 1) * ON_A_PAGE
    given = {
        "words": asked.tsquery, "number": f"%{asked.reference}%", "whole": f"% {asked.reference} %", "most": MOST,
        "persons": list(persons), "likenesses": list(persons.values()), "kind": kind if kind in KINDS else "", "limit": ON_A_PAGE + 1, "offset": offset,
    }  # fmt: skip
    counts, rows = _asked(actor, sources, given)
    hits = tuple(Hit(row[0], UUID(row[1]), row[2], row[3]) for row in rows[:ON_A_PAGE])
    return Found(hits, {code: counts.get(code, 0) for code in KINDS if code in counts}, len(rows) > ON_A_PAGE)


def _asked(actor: Actor, sources: list[str], given: dict[str, Any]) -> tuple[dict[str, int], list[Any]]:
    known, values = need_to_know.readable_in_sql(actor, "k")
    named = {f"known{number}": value for number, value in enumerate(values)}
    for name in named:
        known = known.replace("%s", f"%({name})s", 1)
    statement = _HITS.format(sources=" UNION ALL ".join(sources), known=known, rank=_RANK if given["words"] else "0.0")
    with connection.cursor() as cursor:
        cursor.execute(statement, given | named)
        counts, rows = cursor.fetchone()
    return counts or {}, rows


def _alike(actor: Actor, asked: Asked, *, guessing: bool = False) -> dict[int, float]:
    """The entries of persons whose names are like what is asked, as far as *actor* may know them, and what that counts for.

    The database finds who has the letters or the consonants of every word or, *guessing* where nothing else was found, who shares enough
    of them; how alike it is, is judged by the names themselves.
    """
    if not asked.names:
        return {}
    known, values = need_to_know.readable_in_sql(actor, "k")
    shares = "(e.names %%> %s OR e.names %%> %s)" if guessing else "(e.names LIKE %s OR e.names LIKE %s)"
    shares = " AND ".join(shares for _key in asked.names)
    forms = [part for key in asked.names for part in (key.latin, f"{key.bones}-")]
    sought = forms if guessing else [f"%{form}%" for form in forms]
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE.format(alike=shares, known=known), [*sought, *values, MOST_NAMES])
        rows = {thing: entry for entry, thing in cursor.fetchall()}
    written = Person.objects.filter(pk__in=list(rows)).values_list("pk", "name", "aliases") if rows else ()
    judged = {rows[key]: _likeness(asked, (name, *aliases)) for key, name, aliases in written}
    return {entry: LIKE_A_NAME * likeness / 100 for entry, likeness in judged.items() if likeness >= names.ALIKE}


def _likeness(asked: Asked, written: Iterable[str]) -> float:
    return max(names.likeness(asked.names, name) for name in written)

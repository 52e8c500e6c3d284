"""Reading take-overs: the file as it was read, what is to be said about it, and what was found row by row."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet

from comitas.accounts import access
from comitas.accounts import queries as accounts
from comitas.accounts.models import Membership, Reader, User
from comitas.accounts.rules.permissions import roles_for
from comitas.cases import queries as cases
from comitas.cases.models import Reference
from comitas.core import clock
from comitas.core.actor import Actor
from comitas.directory import queries as directory
from comitas.directory.models import Authority, State
from comitas.directory.rules.folding import fold
from comitas.documents import queries as documents
from comitas.takeover.models import Origin, Row, Takeover
from comitas.takeover.rules import codes, days, rows, stages
from comitas.takeover.rules.fields import DAYS, FIELDS, LIST, same_headings

PERMISSION = "stock:take-over"
MOST_WORDS = 200
"""Words of one column that are asked about at once: the most frequent ones. A column with more is no column of codes."""

MOST_DISTINCT = 20_000
LANGUAGES = ("en", "fr", "es", "pt", "de")
"""Languages in which registers name States."""


def takeover(actor: Actor, key: UUID) -> Takeover:
    """One take-over, or `NotThere`; `Denied` for who may read it and may not take over."""
    found = (
        Takeover.objects.filter(pk=key).select_related("authority", "placement__document", "compartment", "by").first()
    )
    access.require(actor, PERMISSION, found.compartment_id if found else key)
    assert found is not None  # noqa: S101 - no compartment has the key of a take-over, so that the line above refused
    return found


def takeovers(actor: Actor) -> QuerySet[Takeover]:
    """Those that *actor* may know, to be paged, the newest first."""
    readable = Takeover.objects.filter(compartment__in=access.readable(actor))
    return readable.select_related("placement__document", "by").order_by("-begun_at", "-id")


def counts(of: Takeover) -> dict[str, int]:
    """How many rows there are by verdict. Whoever calls has fetched the take-over."""
    found = dict(Row.objects.filter(takeover=of).values_list("verdict").annotate(n=Count("pk")).order_by())
    return {verdict: found.get(verdict, 0) for verdict in stages.VERDICTS}


def rows_of(of: Takeover, verdicts: Iterable[str]) -> QuerySet[Row]:
    """Rows with one of *verdicts*, to be paged by line; each with its case. Whoever calls has fetched the take-over."""
    return Row.objects.filter(takeover=of, verdict__in=list(verdicts)).select_related("case").order_by("line", "id")


def first_rows(of: Takeover, most: int = 5) -> list[list[str]]:
    """The first rows, as an example of what each column holds."""
    return list(
        Row.objects.filter(takeover=of).exclude(cells=[]).order_by("line").values_list("cells", flat=True)[:most]
    )


def original(actor: Actor, of: Takeover) -> bytes:
    """The bytes of the file."""
    return b"".join(documents.original(actor, of.placement_id))


def table(actor: Actor, of: Takeover) -> bytes:
    """The rows of the workbook, as the box told them."""
    return b"".join(documents.table(actor, of.placement_id) or ())


def settings_of(of: Takeover) -> rows.Settings:
    """What was said about the file, as the rules take it."""
    return rows.Settings(
        {int(place): code for place, code in of.columns.items() if code in FIELDS}, of.orders, of.words,
        of.defaults.get("kind", ""), of.defaults.get("side", ""), of.defaults.get("outcome", ""), of.compartment.restricted,
    )  # fmt: skip


def known_to(of: Takeover, at: datetime) -> rows.Known:
    """What the house knows that rows may name."""
    readers = Reader.objects.filter(compartment=of.compartment_id, until=None).values_list("user", flat=True)
    return rows.Known(
        clock.local_date(at, of.authority.time_zone), state_words(), dict(_officers(of.authority_id)),
        {fold(name): key for name, key in Authority.objects.order_by("ours", "name").values_list("name", "pk")},
        frozenset(readers),
    )  # fmt: skip


def state_words() -> dict[str, str]:
    """Every name and code under which a State is known, folded, with its code."""
    found = {
        fold(code): iso2 for iso2, iso3 in State.objects.values_list("iso2", "iso3") for code in (iso2, iso3 or iso2)
    }
    for language in LANGUAGES:
        for iso2, name in directory.state_names(language).items():
            found.setdefault(_folded(name), iso2)
    return found


_folded = lru_cache(maxsize=4096)(fold)
"""Names of States, which are asked for with every batch of rows."""


def officers(of: Takeover) -> list[tuple[int, str]]:
    """Who can be given a case there, by name."""
    held = Membership.objects.filter(authority=of.authority_id, until=None, role__in=roles_for("case:work")).values(
        "user"
    )
    return list(
        User.objects.filter(pk__in=held, is_active=True).order_by("full_name", "pk").values_list("pk", "full_name")
    )


def _officers(authority: UUID) -> Iterator[tuple[str, int]]:
    held = Membership.objects.filter(authority=authority, until=None, role__in=roles_for("case:work")).values("user")
    users = list(User.objects.filter(pk__in=held, is_active=True).values_list("pk", "username", "full_name"))
    for key, username, full_name in users:
        yield fold(username), key
        yield fold(full_name), key
    last = Counter(fold(full_name).rpartition(" ")[2] for _key, _username, full_name in users)
    for key, _username, full_name in users:
        if last[name := fold(full_name).rpartition(" ")[2]] == 1:
            yield name, key


def orders(of: Takeover) -> dict[str, days.Order]:
    """For each column of days: whether day or month comes first, by all its cells."""
    found = {}
    for place, code in of.columns.items():
        if code in DAYS:
            found[code] = days.order_of(cell for cell, _n in _distinct(of, int(place)))
    return found


def words(of: Takeover, at: datetime) -> dict[str, list[tuple[str, int, str]]]:
    """The words of each column of codes: the word, in how many rows it stands, and what it means, as said or proposed.

    What is understood by itself is not asked about, unless somebody has said otherwise.
    """
    settings, known = settings_of(of), known_to(of, at)
    asked: dict[str, list[tuple[str, int, str]]] = {}
    for place, code in settings.columns.items():
        if code not in codes.ASKED:
            continue
        found: Counter[str] = Counter()
        for cell, n in _distinct(of, place):
            for word in rows.items(cell) if FIELDS[code].kind == LIST else (cell.strip(),):
                if word and (
                    settings.words.get(code, {}).get(fold(word[:200]))
                    or rows.meaning(code, word, settings, known) is None
                ):
                    found[word[:200]] += n
        if found:
            asked[code] = [
                (word, n, settings.words.get(code, {}).get(fold(word)) or codes.proposed(code, word))
                for word, n in found.most_common(MOST_WORDS)
            ]
    return asked


_DISTINCT = """
SELECT cells[%s], count(*) FROM takeover_row WHERE takeover_id = %s AND cells[%s] <> '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s
"""


def _distinct(of: Takeover, place: int) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_DISTINCT, [place + 1, of.pk, place + 1, MOST_DISTINCT])
        return list(cursor.fetchall())


def told_before(of: Takeover) -> Takeover | None:
    """The last take-over there of a file with the same headings, of which the same people may know: what was said of it holds again."""
    actor = accounts.actor_of(of.by)
    earlier = takeovers(actor).filter(authority=of.authority_id).exclude(pk=of.pk).exclude(columns={})
    return next((one for one in earlier[:50] if same_headings(one.headings, of.headings)), None)


def here_already(of: Takeover, keys: Iterable[str]) -> dict[str, UUID]:
    """Which numbers of the old register are here, with their cases."""
    found = Origin.objects.filter(authority=of.authority_id, register=fold(of.register)[:120], key__in=list(keys))
    return dict(found.values_list("key", "case"))


def numbers_of(actor: Actor, keys: Iterable[UUID]) -> dict[UUID, str]:
    """The numbers of cases, as far as *actor* may know them."""
    return {one.pk: one.number for one in cases.cases(actor).filter(pk__in=list(keys))}


def also_referred_to(actor: Actor, of: Takeover, keys: Iterable[str]) -> dict[str, str]:
    """Numbers of the old register that stand as references in other cases of the authority, as far as *actor* may know them."""
    found = Reference.objects.filter(
        folded__in=list(keys), case__in=cases.cases(actor).filter(authority=of.authority_id)
    )
    return {one.folded: one.case.number for one in found.select_related("case")}

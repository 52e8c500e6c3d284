"""Files of authorities: what importing one would do, and the file that exporting makes. Nothing is written here."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from comitas.core.actor import Actor
from comitas.core.sequences import batched
from comitas.core.text import N_
from comitas.directory.models import Authority
from comitas.directory.queries import offices, treaties
from comitas.directory.queries.plans import Plan, Planned, Sorting, sound
from comitas.directory.queries.plans import table as table_of
from comitas.directory.rules import documents, files, stored, tables
from comitas.directory.rules.entries import AuthorityEntry
from comitas.directory.rules.parents import parent_problems
from comitas.directory.rules.problems import authority_problems
from comitas.directory.rules.sentences import say
from comitas.directory.rules.tables import Row, RowError

BATCH = 200


def plan_authorities(actor: Actor, data: bytes, today: date) -> Plan[AuthorityEntry]:
    """What importing authorities from *data* would do. A column that the file lacks leaves its field as it is."""
    table = table_of(data, "authorities", list(files.AUTHORITY_COLUMNS), files.AUTHORITY_REQUIRED)
    found = authorities_by_key([row.cells["key"] for row in table.rows])
    before = offices.entries(actor, found.values())
    sorting: Sorting[AuthorityEntry] = Sorting(list(table.errors))
    codes, seen = treaties.known(), set[str]()
    for row in table.rows:
        existing = found.get(row.cells["key"])
        entry = _authority(row, existing, before, seen, sorting.errors)
        if entry is not None and sound(
            row, authority_problems(entry, codes, today), files.AUTHORITY_COLUMNS, sorting.errors
        ):
            planned = Planned(row.line, entry, existing.pk if existing else None, existing.version if existing else 0)
            sorting.put(planned, before[existing.pk] if existing else None)
    return _with_known_parents(sorting.plan())


def authorities_by_key(keys: list[str]) -> dict[str, Authority]:
    """Authorities by the key a file gives: their own, or their id where they have none."""
    found: dict[str, Authority] = {}
    ids = [UUID(key) for key in keys if _is_uuid(key)]
    for row in Authority.objects.filter(pk__in=ids, external_key=None):
        found[str(row.pk)] = row
    for row in Authority.objects.filter(external_key__in=keys):
        found[row.external_key or ""] = row
    return found


def _is_uuid(key: str) -> bool:
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False


def _authority(
    row: Row,
    existing: Authority | None,
    before: Mapping[UUID, AuthorityEntry],
    seen: set[str],
    errors: list[RowError],
) -> AuthorityEntry | None:
    key = row.cells["key"]
    if not key or key in seen:
        text = N_("The key is there twice.") if key else N_("Every row needs a key of its own.")
        errors.append(RowError(row.line, "key", say("bad-key", text)))
        return None
    seen.add(key)
    if existing and existing.ours:
        errors.append(
            RowError(row.line, "key", say("ours", N_("This is an authority of ours: change it on its own page.")))
        )
        return None
    base = before[existing.pk] if existing else None
    read = files.read_authority(row, base)
    if isinstance(read, tuple):
        errors.extend(read)
        return None
    own_key = (existing.external_key or "") if existing else key
    return replace(read, external_key=own_key, designations=stored.in_order(read.designations))


def _with_known_parents(plan: Plan[AuthorityEntry]) -> Plan[AuthorityEntry]:
    """The plan without rows whose parent is neither in the directory nor a good row, or lies below them."""
    rows = {planned.entry.external_key or str(planned.id): planned for planned in (*plan.new, *plan.changed)}
    parents = {key: planned.entry.parent_key for key, planned in rows.items()}
    problems = parent_problems(parents, parents_now(set(parents.values()) - {""}))
    if not problems:
        return plan
    bad = {rows[key].line: sentence for key, sentence in problems.items()}
    errors = [*plan.errors, *(RowError(line, "parent_key", sentence) for line, sentence in bad.items())]
    return Plan(
        tuple(planned for planned in plan.new if planned.line not in bad),
        tuple(planned for planned in plan.changed if planned.line not in bad),
        plan.unchanged,
        tuple(sorted(errors, key=lambda error: error.line)),
    )


def parents_now(keys: set[str]) -> dict[str, str]:
    """The parents that the directory has now, upwards from *keys*: key to key, empty at the top."""
    found: dict[str, str] = {}
    while wanted := keys - found.keys() - {""}:
        rows = authorities_by_key(sorted(wanted))
        if not rows:
            break
        names = offices.parent_keys(rows.values())
        for key, row in rows.items():
            found[key] = names[row.pk]
        keys = set(names.values())
    return found


def export_authorities(actor: Actor, *, state: str = "", as_json: bool = False) -> Iterator[str]:
    """The lines of a file that `plan_authorities` reads back without a change. Ours are left out: they are set up
    here.
    """
    columns, rows = list(files.AUTHORITY_COLUMNS), _authority_rows(actor, state)
    return documents.write_document("authorities", columns, rows) if as_json else tables.write_table(columns, rows)


def _authority_rows(actor: Actor, state: str) -> Iterator[dict[str, str]]:
    for some in batched(offices.authorities(actor, state=state, ours=False).iterator(BATCH), BATCH):
        for key, entry in offices.entries(actor, some).items():
            yield files.write_authority(replace(entry, external_key=entry.external_key or str(key)))
